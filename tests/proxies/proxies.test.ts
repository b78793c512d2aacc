// Courant behind nginx and Varnish as deploy/ sets them up: what a cache in front may do, and what it must not.

import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { article } from '../content-folder.ts';
import { soon } from '../soon.ts';
import { type Origin, origin } from './origin.ts';
import { type Front, type Got, type Kind, NGINX, VARNISH } from './proxy.ts';

const FEEDS = ['/feed.xml', '/atom.xml', '/feed.json'];
const NAVIGATION = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' };
const NEW = { 'articles/new.md': article({ title: 'Just now', date: '2026-11-22' }) };
const PICTURE = '/articles/regatta/sails.png';

const decoded = ({ headers, body }: Got): string => {
  const coding = headers['content-encoding'];
  return (coding === 'br' ? brotliDecompressSync(body) : coding === 'gzip' ? gunzipSync(body) : body).toString();
};

/** Until what is kept is no longer fresh: both count in whole seconds. */
const untilStale = ({ seconds }: Origin) => new Promise((resolve) => setTimeout(resolve, (seconds + 1.2) * 1000));

describe.each<Kind>([NGINX, VARNISH])('$name', ({ name, start }) => {
  async function both(seconds?: number): Promise<[Front, Origin]> {
    const behind = await origin(seconds);
    const proxy = await start(behind.port);
    behind.asked.length = 0;
    return [proxy, behind];
  }

  test.each(FEEDS)('keeps %s: the second asker is none of Courant’s', async (F) => {
    const [{ ask }, { asked }] = await both(300);
    const [first, second] = [
      await ask(F),
      await ask(F, { 'user-agent': 'other', cookie: 'a=b', host: 'other.example' }),
    ];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(asked).toHaveLength(1);
    for (const name of ['etag', 'last-modified', 'cache-control', 'link', 'content-type', 'content-length']) {
      expect(second.headers[name], name).toBe(first.headers[name]);
    }
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  test('keeps br, gzip and identity apart, whole, and once each', async () => {
    const [{ ask }, { asked }] = await both(300);
    const plain = decoded(await ask('/feed.xml'));
    const wishes: [string, string | undefined][] = [
      ['br', 'br'],
      ['gzip', 'gzip'],
      ['gzip, deflate', 'gzip'],
      ['gzip, deflate, br, zstd', 'br'],
      ['br;q=0, gzip', 'gzip'],
      ['gzip;q=0', undefined],
      ['identity', undefined],
      ['zstd', undefined],
      ['deflate', undefined],
      ['*', 'gzip'],
      ['GZIP', 'gzip'],
    ];
    for (let i = 0; i < 2; i++) {
      for (const [accepted, coding] of wishes) {
        const got = await ask('/feed.xml', { 'accept-encoding': accepted });
        expect([accepted, got.headers['content-encoding']]).toEqual([accepted, coding]);
        expect(decoded(got)).toBe(plain);
        expect(got.headers['content-length']).toBe(String(got.body.length));
        expect(got.headers.vary).toMatch(/accept-encoding/i);
      }
    }
    expect(asked).toHaveLength(4); // br, gzip, both, neither
  });

  test('keeps gzip for whom br was not ready yet', async () => {
    const [{ ask }] = await both(300);
    const got = await ask('/tags/fish/feed.xml', { 'accept-encoding': 'gzip, br' });
    expect(got.headers['content-encoding']).toMatch(/^(gzip|br)$/);
  });

  test('gives 304s that say all, for tags and dates, and asks nobody', async () => {
    const [{ ask }, { asked }] = await both(300);
    const { headers } = await ask('/feed.xml');
    const [E, L] = [headers.etag ?? '', headers['last-modified'] ?? ''];
    const later = new Date(Date.parse(L) + 3_600_000).toUTCString();
    for (const condition of [
      { 'if-none-match': E },
      { 'if-none-match': E.replace('W/', '') },
      // Two things that they do not know of RFC 9110 §13; their 200 is dear, and right.
      ...(name === 'nginx' ? [{ 'if-none-match': `"x", ${E}` }] : []),
      ...(name === 'Varnish' ? [{ 'if-none-match': E, 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' }] : []),
      { 'if-none-match': E, 'if-modified-since': L, 'cache-control': 'no-cache' },
      { 'if-modified-since': L },
      { 'if-modified-since': later },
    ]) {
      const got = await ask('/feed.xml', condition);
      expect([condition, got.status, got.body.length]).toEqual([condition, 304, 0]);
      for (const name of ['etag', 'last-modified', 'cache-control', 'vary', 'link']) {
        expect(got.headers[name], name).toBe(headers[name]);
      }
    }
    for (const condition of [
      { 'if-none-match': '"nope"', 'if-modified-since': L },
      { 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' },
    ]) {
      expect((await ask('/feed.xml', condition)).status).toBe(200);
    }
    expect(asked).toHaveLength(1);
  });

  test.each(['br', 'gzip', 'identity'])('gives a 304 under %s for a tag got under another coding', async (coding) => {
    const [{ ask }] = await both(300);
    const etag = (await ask('/feed.xml', { 'accept-encoding': 'gzip' })).headers.etag ?? '';
    await ask('/feed.xml', { 'accept-encoding': coding });
    expect((await ask('/feed.xml', { 'accept-encoding': coding, 'if-none-match': etag })).status).toBe(304);
  });

  test('asks with its tag when what it keeps is stale, and a 304 is enough', async () => {
    const [{ ask }, behind] = await both();
    const first = await ask('/feed.xml', { 'accept-encoding': 'gzip' });
    await untilStale(behind);
    const second = await ask('/feed.xml', { 'accept-encoding': 'gzip' });
    expect([second.status, second.body]).toEqual([200, first.body]);
    await soon(() => expect(behind.asked.map(({ status }) => status)).toEqual([200, 304]));
    expect(behind.asked[1]?.headers.get('if-none-match')).toBe(first.headers.etag);
  });

  test('lets a new article through after max-age', async () => {
    const [{ ask }, behind] = await both();
    const old = await ask('/feed.xml');
    await behind.change(NEW);
    await untilStale(behind);
    await soon(async () => expect(decoded(await ask('/feed.xml'))).toContain('Just now'));
    const fresh = await ask('/feed.xml', { 'if-none-match': old.headers.etag ?? '' });
    expect(fresh.status).toBe(200);
    expect((await ask('/feed.xml', { 'if-modified-since': old.headers['last-modified'] ?? '' })).status).toBe(200);
  });

  test('lets nobody wait within stale-while-revalidate', async () => {
    const [{ ask }, behind] = await both();
    const first = await ask('/feed.xml');
    await untilStale(behind);
    let goOn: () => void = () => {};
    behind.mood = { after: new Promise((resolve) => (goOn = resolve)) };
    onTestFinished(() => goOn());
    expect((await ask('/feed.xml')).body).toEqual(first.body);
    goOn();
    await soon(() => expect(behind.asked.length).toBe(2));
  });

  test.each<[string, (behind: Origin) => unknown]>([
    ['is not there', (behind) => behind.goAway()],
    ['is not ready', (behind) => Object.assign(behind, { mood: { status: 503 } })],
    ['fails', (behind) => Object.assign(behind, { mood: { status: 500 } })],
  ])('answers with what it keeps while Courant %s', async (_, harm) => {
    const [{ ask }, behind] = await both();
    const before = await ask('/feed.xml', { 'accept-encoding': 'br' });
    await harm(behind);
    await untilStale(behind);
    for (let i = 0; i < 3; i++) {
      const got = await ask('/feed.xml', { 'accept-encoding': 'br' });
      expect([got.status, got.body]).toEqual([200, before.body]);
      expect((await ask('/feed.xml', { 'accept-encoding': 'br', 'if-none-match': before.headers.etag })).status).toBe(
        304,
      );
    }
  });

  test('keeps no error: Courant’s first answer is the next one', async () => {
    const [{ ask }, behind] = await both();
    await behind.goAway();
    expect((await ask('/feed.xml')).status).toBeGreaterThanOrEqual(502);
    await behind.comeBack();
    await soon(async () => expect((await ask('/feed.xml')).status).toBe(200));
  });

  test('keeps no 503, and passes its Retry-After on', async () => {
    const [{ ask }, behind] = await both();
    behind.mood = { status: 503 };
    expect((await ask('/feed.xml')).status).toBe(503);
    behind.mood = {};
    expect((await ask('/feed.xml')).status).toBe(200);
  });

  test.each(FEEDS)('shows a person who opens %s the page about it, and keeps it from everybody else', async (F) => {
    const [{ ask }, { asked }] = await both(300);
    const isPage = ({ headers }: Got) => {
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('private, no-store');
    };
    isPage(await ask(F, NAVIGATION));
    const feed = await ask(F);
    expect(feed.headers['content-type']).not.toMatch('html');
    isPage(await ask(F, NAVIGATION));
    isPage(await ask(`${F}?utm_source=x`, { ...NAVIGATION, 'if-none-match': feed.headers.etag }));
    expect((await ask(`${F}?raw`, NAVIGATION)).headers['content-type']).toBe(feed.headers['content-type']);
    expect((await ask(F)).body).toEqual(feed.body);
    expect((await ask(F, { accept: 'text/html' })).body).toEqual(feed.body);
    expect(asked).toHaveLength(5);
  });

  test('keeps pages for people too', async () => {
    const [{ ask }, { asked }] = await both(300);
    for (let i = 0; i < 2; i++) expect((await ask('/articles/regatta/', NAVIGATION)).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  test('keeps one copy for all queries', async () => {
    const [{ ask }, { asked }] = await both(300);
    for (const query of ['', '?_=1', '?_=2', '?utm_source=x'])
      expect((await ask(`/feed.xml${query}`)).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  test('lets a query decide where it may, also when the page without it is kept', async () => {
    const [{ ask }] = await both(300);
    for (let i = 0; i < 2; i++) {
      expect((await ask('/')).status).toBe(200);
      expect((await ask('/articles/fish')).headers.location).toBe('/articles/fish/');
      for (const [path, status, location] of [
        ['/?feed=rss2', 301, 'https://s.example/feed.xml'],
        ['/?feed=atom&a=b', 301, 'https://s.example/atom.xml?a=b'],
        ['/index.rss?a=b', 301, 'https://s.example/feed.xml?a=b'],
        ['/index.rss?a=c', 301, 'https://s.example/feed.xml?a=c'],
        ['/articles/fish?a=b', 301, '/articles/fish/?a=b'],
        ['/?p=12', 410, undefined],
        ['/?utm_source=x', 200, undefined],
      ] as const) {
        const got = await ask(path);
        expect([path, got.status, got.headers.location]).toEqual([path, status, location]);
      }
    }
  });

  test('keeps different addresses apart, however they are encoded', async () => {
    const [{ ask }] = await both(300);
    expect((await ask('/articles%2Ffish/')).status).toBe(404);
    expect((await ask('/articles/fish/')).status).toBe(200);
    expect((await ask('/articles%2Ffish/')).status).toBe(404);
  });

  test('answers HEAD as GET, and passes the other methods on', async () => {
    const [{ ask }] = await both(300);
    const [get, head] = [await ask('/feed.xml'), await ask('/feed.xml', {}, 'HEAD')];
    expect([head.status, head.headers.etag, head.headers['content-length'], head.body.length]).toEqual([
      200,
      get.headers.etag,
      get.headers['content-length'],
      0,
    ]);
    const post = await ask('/feed.xml', { 'content-length': 0 }, 'POST');
    expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect((await ask('/feed.xml', {}, 'OPTIONS')).status).toBe(204);
  });

  test.each<[string, number, string | undefined]>([
    ['/nope.xml', 404, undefined],
    ['/retired.xml', 410, undefined],
    ['/index.rss', 301, 'https://s.example/feed.xml'],
    ['/articles/fish', 301, '/articles/fish/'],
  ])('passes %s on', async (path, status, location) => {
    const [{ ask }] = await both(300);
    for (let i = 0; i < 2; i++) {
      const got = await ask(path, { host: 'other.example' });
      expect([got.status, got.headers.location]).toEqual([status, location]);
    }
  });

  test('gives media whole, in part and not again', async () => {
    const [{ ask }, { asked }] = await both(300);
    const whole = await ask(PICTURE, { 'accept-encoding': 'br, gzip' });
    expect([whole.status, whole.body.length, whole.headers['content-encoding']]).toEqual([200, 319, undefined]);
    const part = await ask(PICTURE, { range: 'bytes=-50' });
    expect([part.status, part.headers['content-range']]).toEqual([206, 'bytes 269-318/319']);
    expect(part.body).toEqual(whole.body.subarray(-50));
    expect((await ask(PICTURE, { 'if-none-match': whole.headers.etag })).status).toBe(304);
    expect(asked.length).toBeLessThanOrEqual(2);
  });
});

describe('Varnish', () => {
  test('shows a new article at once after a purge', async () => {
    const behind = await origin(300);
    const { ask } = await VARNISH.start(behind.port);
    const codings = ['br', 'gzip', 'identity'];
    for (const coding of codings) await ask('/feed.xml', { 'accept-encoding': coding });
    await behind.change(NEW);
    expect(decoded(await ask('/feed.xml'))).not.toContain('Just now');
    expect((await ask('/feed.xml', {}, 'PURGE')).status).toBe(200);
    for (const coding of codings) {
      expect(decoded(await ask('/feed.xml', { 'accept-encoding': coding }))).toContain('Just now');
    }
  });
});
