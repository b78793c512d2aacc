// The map of representations: what stays at hand, within which bound, with which validators.

import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { WrittenDocument } from '../../src/build/messages.ts';
import type { Answer } from '../../src/http/answer.ts';
import type { Validators } from '../../src/http/validators.ts';
import { createRepresentations, type RepresentationsOptions } from '../../src/serve/representations.ts';
import { AT, documentOf, LONG } from '../http/documents.ts';
import { fileOf } from '../http/files.ts';

function mapOf(options: Partial<RepresentationsOptions> = {}) {
  const validators = new Map<string, Validators>();
  const told: string[] = [];
  const map = createRepresentations({
    validators,
    onValidated(path, known) {
      expect(validators.get(path)).toBe(known);
      told.push(path);
    },
    clock: () => AT,
    ...options,
  });
  return { ...map, validators, told };
}

const representationIn = (answer: Answer | undefined) => {
  if (answer?.kind !== 'document') throw new Error(`There is ${answer?.kind ?? 'nothing'}`);
  return answer.representation;
};

const compressedIn = (answer: Answer | undefined) => (answer?.kind === 'document' ? answer.compressed?.() : undefined);

/** What an answer keeps in memory: a small view may keep a large buffer. */
function retained(answer: Answer | undefined): number {
  if (answer?.kind !== 'document') return 0;
  const { identity, gzip, br } = answer.representation;
  return [identity, gzip, br].reduce((sum, variant) => sum + (variant?.body.buffer.byteLength ?? 0), 0);
}

const isThere = () => true;

describe('a document', () => {
  test('is at hand as identity, in gzip for the first client that wants it, and in br in a while', async () => {
    const map = mapOf();
    map.hold('/feed.xml', documentOf(LONG), AT);
    const early = representationIn(map.get('/feed.xml'));
    expect([early.gzip, early.br]).toEqual([undefined, undefined]);
    const second = await compressedIn(map.get('/feed.xml'));
    expect([second?.gzip === undefined, second?.br]).toEqual([false, undefined]);
    expect(representationIn(map.get('/feed.xml')).gzip).toEqual(second?.gzip);
    await map.idle();
    const { identity, gzip, br, ...validators } = representationIn(map.get('/feed.xml'));
    expect(Buffer.from(identity.body).toString()).toBe(LONG);
    expect(gunzipSync(gzip?.body ?? '').toString()).toBe(LONG);
    expect(brotliDecompressSync(br?.body ?? '').toString()).toBe(LONG);
    expect(validators).toMatchObject({ etag: early.etag, lastModified: early.lastModified });
  });

  test('is compressed once for all clients that want it at the same time', async () => {
    const map = mapOf();
    map.hold('/feed.xml', documentOf(LONG), AT);
    const answer = map.get('/feed.xml');
    const [one, two] = await Promise.all([compressedIn(answer), compressedIn(answer)]);
    expect(one?.gzip?.body).toBe(two?.gzip?.body);
  });

  test('never gets the copies of another state of it', async () => {
    const map = mapOf();
    map.hold('/feed.xml', documentOf('old'), AT);
    const old = compressedIn(map.get('/feed.xml'));
    map.hold('/feed.xml', documentOf('new'), AT);
    expect(gunzipSync((await old)?.gzip?.body ?? '').toString()).toBe('old');
    await map.idle();
    const { identity, gzip, br } = representationIn(map.get('/feed.xml'));
    expect([Buffer.from(identity.body).toString(), gzip, br]).toEqual(['new', undefined, undefined]);
  });

  test('tells of its validators when they change, and of nothing else', () => {
    const map = mapOf();
    map.hold('/feed.xml', documentOf('same'), AT);
    map.hold('/feed.xml', documentOf('same', { updated: AT }), AT + 60_000);
    expect(map.told).toEqual(['/feed.xml']);
    map.hold('/feed.xml', documentOf('other'), AT + 60_000);
    expect(map.told).toEqual(['/feed.xml', '/feed.xml']);
  });

  test('9110 §8.8.2.2: of two states in one second, the second has the next second once that has come', async () => {
    let now = AT + 60_000;
    const map = mapOf({ clock: () => now });
    map.hold('/feed.xml', documentOf('one'), AT);
    map.hold('/feed.xml', documentOf('two'), now);
    const { lastModified: second } = representationIn(map.get('/feed.xml'));
    now += 300;
    map.hold('/feed.xml', documentOf('three'), now);
    expect(representationIn(map.get('/feed.xml'))).toMatchObject({ lastModified: second, sharesSecond: true });
    expect(await compressedIn(map.get('/feed.xml'))).toMatchObject({ lastModified: second, sharesSecond: true });
    now += 1000;
    await map.idle();
    const settled = representationIn(map.get('/feed.xml'));
    expect([settled.lastModified, settled.sharesSecond]).toEqual([second + 1000, undefined]);
    expect(settled.br).toBeDefined();
    expect(map.validators.get('/feed.xml')?.lastModified).toBe(second + 1000);
  });
});

describe('another publication', () => {
  test('leaves the feeds that are there and not stale, and no page', () => {
    const map = mapOf();
    for (const path of ['/feed.xml', '/tags/a/feed.xml', '/tags/b/atom.xml', '/tags/c/feed.json', '/', '/a/']) {
      map.hold(path, documentOf(path), AT);
    }
    map.hold('/old/', { kind: 'moved', to: 'https://example.org/' }, AT);
    map.hold('/p.jpg', { ...fileOf(Buffer.from('p')), root: '/' } as never, AT);
    map.forget((path) => path !== '/tags/a/feed.xml', ['/tags/b/atom.xml']);
    expect(map.feeds().map(([path]) => path)).toEqual(['/feed.xml', '/tags/c/feed.json']);
    for (const path of ['/', '/a/', '/old/', '/p.jpg']) expect(map.get(path), path).toBeUndefined();
  });

  test('leaves the validators of what it forgets: the same bytes have them again', () => {
    const map = mapOf();
    const before = representationIn(map.hold('/a/', documentOf('a'), AT));
    map.forget(isThere, []);
    const again = representationIn(map.hold('/a/', documentOf('a', { updated: AT }), AT + 90_000));
    expect(again).toMatchObject({ etag: before.etag, lastModified: before.lastModified });
  });
});

describe('the bound', () => {
  test('of validators leaves the paths that changed last', () => {
    const validators = new Map<string, Validators>();
    const map = createRepresentations({ validators, clock: () => AT, bytes: 0 });
    const hold = (path: string, etag = 'W/"1"') => map.hold(path, documentOf('', { etag }), AT);
    for (const path of ['/feed.xml', '/old/']) hold(path);
    for (let i = 0; i < 19_999; i++) hold(`/${i}/`);
    hold('/feed.xml', 'W/"2"');
    for (let i = 0; i < 10; i++) hold(`/more/${i}/`);
    expect(validators.size).toBe(20_000);
    expect([validators.has('/feed.xml'), validators.has('/old/')]).toEqual([true, false]);
  });

  const sized = (length: number, name: string): WrittenDocument => documentOf(name.padEnd(length, '.'));

  test('drops the least recently used, and never the site’s feeds', () => {
    const map = mapOf({ bytes: 50_000 });
    map.hold('/feed.xml', sized(10_000, 'feed'), AT);
    for (let i = 1; i <= 7; i++) {
      map.hold(`/${i}/`, sized(10_000, `${i}`), AT);
      map.get('/1/'); // read all the time
    }
    expect([1, 2, 3, 4, 5, 6, 7].filter((i) => map.get(`/${i}/`))).toEqual([1, 6, 7]);
    expect(map.get('/feed.xml')).toBeDefined();
  });

  test('holds for a crawl of 20,000 pages with their copies', async () => {
    const bytes = 64_000_000; // as it is if nothing else is said
    const map = mapOf();
    const text = new TextEncoder().encode('<p>A page of a site with many pages.</p>\n'.repeat(250));
    const answers: (Answer | undefined)[] = [];
    map.hold('/feed.xml', documentOf(LONG), AT);
    for (let i = 0; i < 20_000; i++) {
      const page = { ...documentOf(''), etag: `W/"${i}"`, bytes: text.slice() };
      const answer = map.hold(`/${i}/`, page, AT);
      if (i % 10 === 0) await compressedIn(answer);
    }
    await map.idle();
    for (let i = 0; i < 20_000; i++) answers.push(map.get(`/${i}/`));
    const total = answers.reduce((sum, answer) => sum + retained(answer), 0);
    expect(total).toBeLessThanOrEqual(bytes);
    expect(total).toBeGreaterThan(bytes * 0.8);
    expect(answers[19_990]).toMatchObject({ representation: { br: expect.anything() } });
    expect(map.get('/feed.xml')).toBeDefined();
  });

  test('counts what is retained: a small view of a large buffer is large', () => {
    const map = mapOf({ bytes: 100_000 });
    for (let i = 0; i < 20; i++) {
      const bytes = new Uint8Array(new ArrayBuffer(16_000), 0, 100);
      map.hold(`/${i}/`, documentOf('', { bytes, etag: `W/"${i}"` }), AT);
    }
    const total = Array.from({ length: 20 }, (_, i) => retained(map.get(`/${i}/`))).reduce((sum, each) => sum + each);
    expect(total).toBeLessThanOrEqual(100_000);
    expect(total).toBeGreaterThan(50_000);
  });

  test('counts an entry without a body too', () => {
    const map = mapOf({ bytes: 100_000 });
    for (let i = 0; i < 1000; i++) map.hold(`/${i}/`, { kind: 'gone' }, AT);
    const left = Array.from({ length: 1000 }, (_, i) => map.get(`/${i}/`)).filter((answer) => answer);
    expect(left.length).toBeLessThanOrEqual(100);
  });

  test('counts copies that come, once', async () => {
    const noise = (name: string) => documentOf('', { bytes: new Uint8Array(randomBytes(10_000)), etag: `W/"${name}"` });
    const map = mapOf({ bytes: 65_000 }); // of incompressible bytes: two documents of 10 kB in three codings
    for (const path of ['/a/', '/b/']) {
      map.hold(path, noise(path), AT);
      for (let i = 0; i < 3; i++) await compressedIn(map.get(path));
      await map.idle();
    }
    expect(['/a/', '/b/'].map((path) => representationIn(map.get(path)).br === undefined)).toEqual([false, false]);
    map.hold('/c/', noise('c'), AT);
    expect(['/a/', '/b/', '/c/'].filter((path) => map.get(path))).toEqual(['/b/', '/c/']);
  });
});
