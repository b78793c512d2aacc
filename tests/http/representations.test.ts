import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Representation, sizeOf } from '../../src/http/representation.ts';
import { createRepresentations } from '../../src/http/representations.ts';
import { AT, documentOf, LONG, UPDATED } from './documents.ts';

const SECOND = 1000;
const floor = (instant: number) => instant - (instant % SECOND);

describe('a representation', () => {
  test('holds the same document in every coding', async () => {
    const representations = createRepresentations();
    const made = await representations.get('/feed.xml', documentOf(LONG), AT);
    await representations.pending();
    expect(Buffer.from(made.identity.body).toString()).toBe(LONG);
    expect(gunzipSync(made.gzip.body).toString()).toBe(LONG);
    expect(brotliDecompressSync(made.br?.body ?? '').toString()).toBe(LONG);
    for (const { body, fields } of [made.identity, made.gzip, made.br as typeof made.gzip]) {
      expect(fields['content-length']).toBe(String(body.length));
      expect(Object.isFrozen(fields)).toBe(true);
    }
    expect(made.identity.fields).not.toHaveProperty('content-encoding');
    expect(made.gzip.fields['content-encoding']).toBe('gzip');
    expect(made.br?.fields['content-encoding']).toBe('br');
  });

  test('says what CONTRACT §5 asks of a 200 and a 304', async () => {
    const made = await createRepresentations().get('/feed.xml', documentOf(LONG), AT);
    const shared = {
      etag: expect.stringMatching(/^W\/"[\w-]{24}"$/),
      'last-modified': 'Sun, 01 Mar 2026 08:00:00 GMT',
      'cache-control': 'public, max-age=300, stale-while-revalidate=60, stale-if-error=86400',
      vary: 'Accept-Encoding',
      link: '<https://hub.example/>; rel="hub", <https://example.org/feed.xml>; rel="self"',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    };
    expect(made.notModified).toEqual(shared);
    expect(made.identity.fields).toEqual({
      ...shared,
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-length': String(Buffer.byteLength(LONG)),
    });
  });

  test('without links has no Link; with a policy has it; immutable is for a year', async () => {
    const page = documentOf('<p>', { links: [], policy: "default-src 'none'", freshness: 'immutable' });
    const made = await createRepresentations().get('/a/', page, AT);
    expect(made.identity.fields).not.toHaveProperty('link');
    expect(made.identity.fields['content-security-policy']).toBe("default-src 'none'");
    expect(made.identity.fields['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('scenario 14: same bytes, same tag, whoever made them; other bytes, another tag', async () => {
    const tag = async (text: string, path: string) =>
      (await createRepresentations().get(path, documentOf(text), AT)).etag;
    expect(await tag(LONG, '/feed.xml')).toBe(await tag(LONG, '/other.xml'));
    expect(await tag(LONG, '/feed.xml')).not.toBe(await tag(`${LONG} `, '/feed.xml'));
  });

  test('br is added in the background, after the rest was handed out', async () => {
    const representations = createRepresentations();
    const made = await representations.get('/feed.xml', documentOf(LONG.repeat(50)), AT);
    expect(made.br).toBeUndefined();
    await representations.pending();
    expect(made.br?.body.length).toBeLessThan(made.gzip.body.length);
  });
});

describe('making', () => {
  test('is done once, then answered at once', async () => {
    const representations = createRepresentations();
    const document = documentOf(LONG);
    const first = representations.get('/feed.xml', document, AT);
    const second = representations.get('/feed.xml', document, AT);
    expect(first).toBeInstanceOf(Promise);
    expect(second).toBe(first);
    expect(representations.get('/feed.xml', document, AT + 5 * SECOND)).toBe(second);
    const made = await first;
    expect(representations.get('/feed.xml', document, AT + 9 * SECOND)).toBe(made);
    expect(document.writes).toBe(1);
  });

  test('is not done again for a resource that is made of the same list', async () => {
    const representations = createRepresentations();
    const before = documentOf(LONG);
    const made = await representations.get('/feed.xml', before, AT);
    const after = documentOf('never written', { madeOf: before.madeOf });
    expect(representations.get('/feed.xml', after, AT + SECOND)).toBe(made);
  });

  test('is tried again when the document could not be written', async () => {
    const representations = createRepresentations();
    const madeOf: unknown[] = [];
    const broken = documentOf('', {
      madeOf,
      write() {
        throw new Error('no body');
      },
    });
    await expect(representations.get('/feed.xml', broken, AT)).rejects.toThrow('no body');
    expect([...representations.entries()]).toEqual([]);
    const made = await representations.get('/feed.xml', documentOf('mended', { madeOf }), AT);
    expect(Buffer.from(made.identity.body).toString()).toBe('mended');
  });
});

describe('Last-Modified', () => {
  const at = (seconds: number) => AT + seconds * SECOND;
  const lastModified = async (made: Representation | Promise<Representation>) => (await made).lastModified;

  test('first is what the document shows, in whole seconds (F5)', async () => {
    const made = await createRepresentations().get('/feed.xml', documentOf(LONG), AT);
    expect(made.lastModified).toBe(floor(UPDATED));
  });

  test('F7: is never in the future', async () => {
    const document = documentOf(LONG, { updated: Date.UTC(2038, 0, 1) });
    expect(await lastModified(createRepresentations().get('/feed.xml', document, AT))).toBe(floor(AT));
  });

  test('F6, scenario 17: other bytes date from the change, also when what they show is older', async () => {
    const representations = createRepresentations();
    await representations.get('/feed.xml', documentOf('two'), at(0));
    const removed = documentOf('one', { updated: Date.UTC(2020, 0, 1) });
    const made = await representations.get('/feed.xml', removed, at(60));
    expect(made.lastModified).toBe(floor(at(60)));
    expect(made.sharesSecond).toBeUndefined();
  });

  test('scenario 16: the same bytes from other values keep it', async () => {
    const representations = createRepresentations();
    await representations.get('/feed.xml', documentOf('same', { madeOf: [1] }), at(0));
    const made = await representations.get('/feed.xml', documentOf('same', { madeOf: [2], updated: at(30) }), at(60));
    expect(made.lastModified).toBe(floor(UPDATED));
  });

  test('F4: is remembered over a restart, and so is a change during it', async () => {
    const before = createRepresentations();
    await before.get('/feed.xml', documentOf('one'), at(0));
    await before.get('/feed.xml', documentOf('two'), at(60));
    const remembered = JSON.parse(JSON.stringify([...before.entries()]));
    const same = createRepresentations({ remembered });
    expect(await lastModified(same.get('/feed.xml', documentOf('two'), at(600)))).toBe(floor(at(60)));
    const changed = createRepresentations({ remembered });
    expect(await lastModified(changed.get('/feed.xml', documentOf('three'), at(600)))).toBe(floor(at(600)));
  });

  test('F6: never goes back, though the clock did', async () => {
    const representations = createRepresentations();
    await representations.get('/feed.xml', documentOf('one'), at(0));
    await representations.get('/feed.xml', documentOf('two'), at(60));
    const made = await representations.get('/feed.xml', documentOf('three'), at(30));
    expect(made.lastModified).toBe(floor(at(60)));
    expect(made.sharesSecond).toBe(true);
  });

  test('9110 §8.8.2.2: two states in one second are marked, until the next change', async () => {
    const representations = createRepresentations();
    await representations.get('/feed.xml', documentOf('one'), at(0));
    expect((await representations.get('/feed.xml', documentOf('two'), at(60))).sharesSecond).toBeUndefined();
    expect((await representations.get('/feed.xml', documentOf('three'), at(60.4))).sharesSecond).toBe(true);
    expect((await representations.get('/feed.xml', documentOf('four'), at(70))).sharesSecond).toBeUndefined();
  });
});

describe('the bound', () => {
  const noise = (seed: number) =>
    Array.from({ length: 2000 }, (_, i) => ((i + 1) * (seed + 7) * 2654435761) % 4294967296).join(' ');
  const isHeld = (made: unknown) => !(made instanceof Promise);

  test('drops the least recently used, never the site’s feeds, and keeps every validator', async () => {
    const representations = createRepresentations({ bytes: 200_000 });
    const documents = new Map(
      ['/feed.xml', '/1/', '/2/', '/3/', '/4/', '/5/', '/6/', '/7/'].map((path, i) => [path, documentOf(noise(i))]),
    );
    const ask = (path: string) => representations.get(path, documents.get(path) as ReturnType<typeof documentOf>, AT);
    for (const path of documents.keys()) {
      await ask(path);
      await representations.pending();
      if (documents.get('/1/')?.writes) await ask('/1/'); // read all the time
    }
    expect(isHeld(ask('/feed.xml'))).toBe(true);
    expect(isHeld(ask('/1/'))).toBe(true);
    expect(isHeld(ask('/7/'))).toBe(true);
    expect(isHeld(ask('/2/'))).toBe(false);
    expect(documents.get('/1/')?.writes).toBe(1);
    expect([...representations.entries()].map(([path]) => path)).toEqual([...documents.keys()]);
  });

  describe('and the br copies', () => {
    const big = Array.from({ length: 40 }, (_, i) => noise(i)).join('\n');
    const keep = documentOf('keep');

    async function sizes() {
      const representations = createRepresentations();
      const made = await representations.get('/a/', documentOf(big), AT);
      const withoutBr = sizeOf(made);
      await representations.pending();
      return { withoutBr, br: sizeOf(made) - withoutBr };
    }

    test('are counted once they are there', async () => {
      const { withoutBr, br } = await sizes();
      const representations = createRepresentations({ bytes: withoutBr + br / 2 });
      await representations.get('/keep/', keep, AT);
      await representations.get('/a/', documentOf(big), AT);
      await representations.pending();
      expect(isHeld(representations.get('/keep/', keep, AT))).toBe(false);
    });

    test('are not counted when they come after their document was replaced', async () => {
      const { withoutBr, br } = await sizes();
      const representations = createRepresentations({ bytes: withoutBr + 2 * br });
      await representations.get('/keep/', keep, AT);
      for (let i = 0; i < 5; i++) {
        await representations.get('/a/', documentOf(big, { madeOf: [i] }), AT);
        await representations.get('/a/', documentOf('small'), AT);
        await representations.pending();
      }
      expect(isHeld(representations.get('/keep/', keep, AT))).toBe(true);
    });
  });

  test('the validators of what was dropped are those of what is made again', async () => {
    const representations = createRepresentations({ bytes: 1 });
    const document = documentOf(LONG);
    const first = await representations.get('/a/', document, AT);
    const again = representations.get('/a/', document, AT + 90 * SECOND);
    expect(again).toBeInstanceOf(Promise);
    expect(await again).toMatchObject({ etag: first.etag, lastModified: first.lastModified });
    expect(document.writes).toBe(2);
  });
});
