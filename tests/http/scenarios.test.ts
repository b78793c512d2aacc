// READERS.md section 6, what readers ask of HTTP: one test a row, numbered as there. What changes, what the documents
// hold and what needs a socket stand in the files beside this one; 22 and 41 in tests/pages, 37 in tests/serve.

import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { FEEDS, type Feed, HUB, NOW, openSite, URL_OF_SITE } from './scenario-site.ts';

const TYPE = {
  '/feed.xml': 'application/rss+xml; charset=utf-8',
  '/atom.xml': 'application/atom+xml; charset=utf-8',
  '/feed.json': 'application/feed+json; charset=utf-8',
};
const SAID_BY_BOTH = ['etag', 'last-modified', 'cache-control', 'vary', 'link', 'access-control-allow-origin'];
const IMF_FIXDATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const HOUR = 3_600_000;

let site: Awaited<ReturnType<typeof openSite>>;
beforeAll(async () => {
  site = await openSite();
  for (const path of FEEDS) await site.get(path, { 'accept-encoding': 'br, gzip' });
  await site.source.idle(); // brotli follows
});

afterAll(() => site.close());

const later = (date: string, milliseconds: number) => new Date(Date.parse(date) + milliseconds).toUTCString();
const fields = (response: Response, names: readonly string[]) =>
  names.map((name) => [name, response.headers.get(name)]);

describe.each(FEEDS)('%s', (F) => {
  test('scenario 1: any reader', async () => {
    const response = await site.get(F);
    const { headers } = response;
    expect(response.status).toBe(200);
    expect(headers.get('content-type')).toBe(TYPE[F]);
    expect(headers.get('etag')).toMatch(/^(W\/)?"[\x21\x23-\x7e]{1,64}"$/);
    expect(headers.get('last-modified')).toMatch(IMF_FIXDATE);
    expect(Date.parse(headers.get('last-modified') ?? '')).toBeLessThanOrEqual(NOW);
    expect(headers.get('cache-control')).toMatch(/^public, max-age=(\d+)/);
    expect(Number(/max-age=(\d+)/.exec(headers.get('cache-control') ?? '')?.[1])).toBeGreaterThanOrEqual(300);
    expect(headers.get('cache-control')).not.toMatch(/no-store|no-cache|must-revalidate|private/);
    expect(headers.get('vary')).toBe('Accept-Encoding');
    for (const name of ['set-cookie', 'expires', 'pragma']) expect(headers.get(name), name).toBeNull();
    expect((await response.text())[0]).toBe(F.endsWith('json') ? '{' : '<');
  });

  test('scenario 2: Miniflux gets a 304 that says all that a 200 says', async () => {
    const { E, L } = await site.validators(F);
    const response = await site.get(F, {
      'if-none-match': E,
      'if-modified-since': L,
      'accept-encoding': 'br,gzip',
      accept:
        'application/xml, application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, text/html, */*;q=0.9',
      'user-agent': 'Mozilla/5.0 (compatible; Miniflux/2.2.0; +https://miniflux.app)',
    });
    expect([response.status, await response.text()]).toEqual([304, '']);
    expect(fields(response, SAID_BY_BOTH)).toEqual(fields(await site.get(F), SAID_BY_BOTH));
  });

  test('scenario 3: NetNewsWire uses only the validators of the last answer', async () => {
    let response = await site.get(F);
    for (let i = 0; i < 3; i++) {
      const [etag, date] = ['etag', 'last-modified'].map((name) => response.headers.get(name) ?? '');
      response = await site.get(F, { 'if-none-match': etag as string, 'if-modified-since': date as string });
      expect(response.status).toBe(304);
    }
  });

  test('scenario 4: Thunderbird sends only a date', async () => {
    const { L } = await site.validators(F);
    const since = async (date: string) => (await site.get(F, { 'if-modified-since': date })).status;
    expect(await since('Sat, 01 Jan 2000 00:00:00 GMT')).toBe(200);
    expect(await since(L)).toBe(304);
    expect(await since(later(L, HOUR))).toBe(304);
    expect(await since(later(L, -1000))).toBe(200);
  });

  test('scenario 5: odd dates', async () => {
    const { L } = await site.validators(F);
    const [, day, month, year, time] = /^\w+, (\d\d) (\w+) (\d+) (\S+)/.exec(L) ?? [];
    const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(L));
    const since = async (date: string) => (await site.get(F, { 'if-modified-since': date })).status;
    expect(await since('yesterday')).toBe(200);
    expect(await since('')).toBe(200);
    expect(await since(`${weekday}, ${day}-${month}-${year?.slice(2)} ${time} GMT`)).toBe(304);
    expect(await since(`${weekday.slice(0, 3)} ${month} ${day?.replace(/^0/, ' ')} ${time} ${year}`)).toBe(304);
  });

  test('scenario 6: the tag decides alone', async () => {
    const { E, L } = await site.validators(F);
    const status = async (tag: string, date: string) =>
      (await site.get(F, { 'if-none-match': tag, 'if-modified-since': date })).status;
    expect(await status('"nope"', L)).toBe(200);
    expect(await status(E, 'Sat, 01 Jan 2000 00:00:00 GMT')).toBe(304);
  });

  test.each<[string, (opaque: string) => string]>([
    ['E', (opaque) => `W/"${opaque}"`],
    ['the strong form', (opaque) => `"${opaque}"`],
    ['in a list', (opaque) => `"x", W/"${opaque}", "y"`],
    ['*', () => '*'],
    ['-gzip', (opaque) => `W/"${opaque}-gzip"`],
    ['-br', (opaque) => `"${opaque}-br"`],
  ])('scenario 7: %s', async (_, form) => {
    const { E } = await site.validators(F);
    const tag = form(E.replace(/^W\//, '').slice(1, -1));
    expect((await site.get(F, { 'if-none-match': tag })).status).toBe(304);
  });

  test('scenario 7: the tag of one coding under another', async () => {
    const tags = new Set<string | null>();
    for (const coding of ['br', 'gzip', 'identity']) {
      const { headers } = await site.get(F, { 'accept-encoding': coding });
      tags.add(headers.get('etag'));
      for (const other of ['br', 'gzip', 'identity']) {
        const asked = { 'accept-encoding': other, 'if-none-match': headers.get('etag') ?? '' };
        expect((await site.get(F, asked)).status, `${coding} under ${other}`).toBe(304);
      }
    }
    expect(tags.size).toBe(1);
  });

  test('scenario 8: CommaFeed says no-cache, and means its own', async () => {
    const { E, L } = await site.validators(F);
    const headers = { 'if-none-match': E, 'if-modified-since': L, 'cache-control': 'no-cache', pragma: 'No-cache' };
    expect((await site.get(F, headers)).status).toBe(304);
  });

  test('scenario 9: newsboat and feedparser would take a part', async () => {
    const { E } = await site.validators(F);
    expect((await site.get(F, { 'if-none-match': E, 'a-im': 'feed' })).status).toBe(304);
    const whole = await site.get(F, { 'a-im': 'feed' });
    expect([whole.status, await whole.text()]).toEqual([200, await site.text(F)]);
  });

  test.each(['?_=123456', '?utm_source=x', '?'])('scenario 10: NewsBlur asks for %s', async (query) => {
    const [plain, response] = [await site.get(F), await site.get(F + query)];
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toEqual(Object.fromEntries(plain.headers));
    const text = await response.text();
    expect(text).toBe(await plain.text());
    expect(text).not.toContain('123456');
  });

  test.each<[string | undefined, string]>([
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip;q=0', 'identity'],
    ['identity', 'identity'],
    [undefined, 'identity'],
    ['zstd', 'identity'],
    ['br;q=0.1, gzip;q=1', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
  ])('scenario 11: Accept-Encoding %s gets %s', async (accepted, coding) => {
    const response = await site.get(F, accepted === undefined ? {} : { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding') ?? 'identity').toBe(coding);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    const decode = { gzip: gunzipSync, br: brotliDecompressSync, identity: Buffer.from }[coding] as typeof gunzipSync;
    expect(decode(bytes).toString()).toBe(await site.text(F));
  });

  test('scenario 12: HEAD, as link checkers and tt-rss send it', async () => {
    const { E } = await site.validators(F);
    for (const asked of [{}, { 'if-none-match': E }, { 'accept-encoding': 'gzip' }]) {
      const [get, head] = [await site.get(F, asked), await site.get(F, asked, 'HEAD')];
      expect(head.status).toBe(get.status);
      expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
      expect(await head.text()).toBe('');
    }
  });

  test('scenario 13: other methods', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const response = await site.get(F, {}, method);
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    }
    expect((await site.get(F, {}, 'OPTIONS')).status).toBe(204);
  });

  test.each([
    '',
    'curl/8.5.0',
    'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers; )',
    'Mozilla/5.0 (X11)',
  ])('scenario 35: the agent "%s" gets the same as all', async (agent) => {
    const response = await site.get(F, { 'user-agent': agent });
    expect([response.status, await response.text()]).toEqual([200, await site.text(F)]);
  });

  test('scenario 36: a hub finds itself and the topic, in headers and body alike', async () => {
    const self = URL_OF_SITE + F.slice(1);
    const { E } = await site.validators(F);
    for (const [asked, method] of [
      [{}, 'GET'],
      [{}, 'HEAD'],
      [{ 'if-none-match': E }, 'GET'],
      [{ 'if-none-match': E }, 'HEAD'],
    ] as const) {
      const links = (await site.get(F, asked, method)).headers.get('link')?.split(', ');
      expect(links).toEqual([`<${HUB}>; rel="hub"`, `<${self}>; rel="self"`]);
    }
    const text = await site.text(F);
    if (F === '/feed.json') {
      expect(JSON.parse(text)).toMatchObject({ feed_url: self, hubs: [{ type: 'WebSub', url: HUB }] });
    } else {
      const head = text.slice(0, text.search(/<item>|<entry>/));
      const links = [...head.matchAll(/<(?:atom:)?link ([^>]*rel="(?:self|hub)"[^>]*)\/>/g)].map(([, found]) => found);
      const said = links.map((link = '') => [/rel="(.*?)"/.exec(link)?.[1], /href="(.*?)"/.exec(link)?.[1]]);
      expect(said).toEqual([
        ['self', self],
        ['hub', HUB],
      ]);
    }
  });

  test('scenario 39: nobody is ever limited', async () => {
    const { E } = await site.validators(F);
    const many = await Promise.all(Array.from({ length: 300 }, () => site.get(F)));
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await site.get(F, { 'if-none-match': E })).status).toBe(304);
  });

  test.each<[string, string[]]>([
    ['another case', [F.toUpperCase()]],
    ['a slash at the end', [`${F}/`]],
    ['two at the start', [`/${F}`]],
  ])('scenario 43: %s is another address', async (_, paths) => {
    for (const path of paths) expect((await site.get(path)).status, path).toBe(404);
  });

  test('scenario 43: neither Host nor X-Forwarded-* gets into an answer', async () => {
    const plain = await site.get(F);
    const other = await site.get(F, {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      forwarded: 'host=evil.example',
    });
    expect(Object.fromEntries(other.headers)).toEqual(Object.fromEntries(plain.headers));
    expect(await other.text()).toBe(await plain.text());
  });

  test('scenario 44: a part of a feed is all of it', async () => {
    for (const range of ['bytes=0-99', 'bytes=-50', 'bytes=999999999-']) {
      const response = await site.get(F, { range });
      expect([response.status, response.headers.get('content-range')]).toEqual([200, null]);
      expect(await response.text()).toBe(await site.text(F));
    }
  });
});

test.each(['/feed.atom', '/rss/feed.xml', '/feeds.xml', '/feed.xml.bak', '/rss/nope.xml'])(
  'scenario 23: Miniflux probes %s in vain',
  async (path) => {
    const response = await site.get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
    expect((await response.text()).length).toBeLessThan(200);
  },
);

test('scenario 23: what nobody would guess is a 404 too, and no feed', async () => {
  const response = await site.get('/nope');
  expect([response.status, response.headers.get('content-type')]).toEqual([404, expect.stringMatching(/^text\//)]);
});

test.each<[string, Feed]>([
  ['/index.rss', '/feed.xml'],
  ['/index.xml', '/feed.xml'],
  ['/rss', '/feed.xml'],
  ['/feed/', '/feed.xml'],
  ['/feed/atom/', '/atom.xml'],
])('scenario 23: %s is one redirect to %s', async (alias, F) => {
  const response = await site.get(alias);
  expect([response.status, response.headers.get('location')]).toEqual([301, URL_OF_SITE + F.slice(1)]);
});

describe('scenario 28: the picture', () => {
  const PATH = '/articles/regatta/sails.png';

  test('is what the feed said', async () => {
    const [attachment] = JSON.parse(await site.text('/feed.json')).items.find(
      ({ title }: { title: string }) => title === 'The regatta',
    ).attachments;
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await site.get(PATH, { 'accept-encoding': 'br, gzip' }, method);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe(attachment.mime_type);
      expect(headers.get('content-length')).toBe(String(attachment.size_in_bytes));
      expect([headers.get('accept-ranges'), headers.get('content-encoding')]).toEqual(['bytes', null]);
    }
    const rss = await site.text('/feed.xml');
    expect(rss).toContain(
      `<enclosure url="${attachment.url}" length="${attachment.size_in_bytes}" type="${attachment.mime_type}"/>`,
    );
  });

  test.each<[string, number, string | null, number]>([
    ['bytes=0-99', 206, 'bytes 0-99/319', 100],
    ['bytes=-50', 206, 'bytes 269-318/319', 50],
    ['bytes=999999999-', 416, 'bytes */319', 0],
  ])('%s gets %i', async (range, status, contentRange, length) => {
    const response = await site.get(PATH, { range });
    expect([response.status, response.headers.get('content-range')]).toEqual([status, contentRange]);
    expect((await response.arrayBuffer()).byteLength).toBe(length);
  });

  test('has a strong tag that gives a 304', async () => {
    const { E } = await site.validators(PATH);
    expect(E).toMatch(/^"[\w-]+"$/);
    expect((await site.get(PATH, { 'if-none-match': E })).status).toBe(304);
  });
});

describe('scenario 38: not ready', () => {
  test.each(FEEDS)('before the first load: %s', async (F) => {
    const app = createApp({ basePath: () => undefined, at: () => NOW, queryRules: () => [], get: () => undefined });
    const response = await app.request(F);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });
});

test('scenario 40: a feed that is gone, and one that has moved', async () => {
  expect((await site.get('/retired.xml')).status).toBe(410);
  const moved = await site.get('/old-feed.xml');
  expect(moved.status).toBe(301);
  const { pathname, origin } = new URL(moved.headers.get('location') ?? '');
  expect([`${origin}/`, (await site.get(pathname)).status]).toEqual([URL_OF_SITE, 200]);
});
