import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { isGuess, wantsRaw } from '../../src/http/request.ts';
import { article, contentFolder, library, SITE, write } from '../content-folder.ts';
import { pageOf } from './page.ts';

/** What Chromium and Firefox send when a person opens an address. */
const NAVIGATION = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-encoding': 'gzip, deflate, br',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'none',
  'sec-fetch-user': '?1',
};

const FEEDS = ['/feed.xml', '/atom.xml', '/feed.json', '/tags/wind/feed.xml', '/tags/wind/atom.xml'];

async function appOf(site = SITE, count = 1) {
  const files = Array.from({ length: count }, (_, i) => [
    `articles/a${i}.md`,
    article({ title: `Article ${i}`, tags: 'Wind' }, `The text of ${i}.\n`),
  ]);
  const opened = await library(contentFolder({ 'site.yaml': site, ...Object.fromEntries(files) }));
  return createApp(opened);
}

describe('a person who opens a feed', () => {
  test.each(FEEDS)('%s gets a page', async (path) => {
    const app = await appOf();
    const response = await app.request(path, { headers: NAVIGATION });
    expect(response.status).toBe(200);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      vary: 'Accept-Encoding',
    });
    for (const name of ['etag', 'last-modified', 'link', 'set-cookie']) expect(headers).not.toHaveProperty(name);
  });

  test('sees what a feed is, its address, its articles, its other formats, and the way to the document', async () => {
    const app = await appOf(SITE, 12);
    const response = await app.request('/tags/wind/atom.xml', { headers: { ...NAVIGATION, 'accept-encoding': '' } });
    const page = pageOf(await response.text());
    expect(page.all('title')[0]?.text).toBe('Wind – The Test: feed');
    expect(page.all('main')[0]?.text).toContain('A feed is a list of the newest articles');
    const [field] = page.all('input');
    expect(field?.attributes).toMatchObject({
      type: 'text',
      readonly: '',
      value: 'https://example.org/tags/wind/atom.xml',
    });
    expect(page.all('label')[0]?.attributes.for).toBe(field?.attributes.id);
    const hrefs = page.all('a').map(({ attributes }) => attributes.href);
    expect(hrefs).toEqual(
      expect.arrayContaining(['/tags/wind/feed.xml', '/tags/wind/feed.json', '/tags/wind/atom.xml?raw']),
    );
    expect(page.all('h3').map(({ text }) => text)).toHaveLength(10);
    expect(page.all('main')[0]?.text).toContain('The text of 11.');
    expect(page.meta('robots')).toEqual(['noindex']);
  });

  test('conditions are ignored: no browser is told that its copy of the feed is fresh', async () => {
    const app = await appOf();
    const { headers } = await app.request('/feed.xml');
    const conditional = {
      'if-none-match': headers.get('etag') ?? '',
      'if-modified-since': headers.get('last-modified') ?? '',
    };
    const response = await app.request('/feed.xml', { headers: { ...NAVIGATION, ...conditional } });
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect((await app.request('/feed.xml', { headers: conditional })).status).toBe(304);
  });

  test('HEAD tells the length', async () => {
    const app = await appOf();
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => app.request('/feed.xml', { method, headers: NAVIGATION })),
    );
    expect(head?.headers.get('content-length')).toBe(String((await get?.arrayBuffer())?.byteLength));
    expect(await head?.text()).toBe('');
  });

  test('opens the document itself with ?raw', async () => {
    const app = await appOf();
    const response = await app.request('/feed.xml?raw', { headers: NAVIGATION });
    const plain = await app.request('/feed.xml');
    expect(response.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
    expect(response.headers.get('etag')).toBe(plain.headers.get('etag'));
  });

  test('follows a change', async () => {
    const folder = contentFolder({ 'articles/a.md': article({ title: 'Before' }) });
    const opened = await library(folder);
    const app = createApp(opened);
    const titles = async () => {
      const response = await app.request('/feed.xml', { headers: { ...NAVIGATION, 'accept-encoding': '' } });
      return pageOf(await response.text())
        .all('h3')
        .map(({ text }) => text);
    };
    expect(await titles()).toEqual(['Before']);
    write(folder, { 'articles/a.md': article({ title: 'After' }) });
    await opened.refresh();
    expect(await titles()).toEqual(['After']);
  });
});

describe('everybody else gets the feed', () => {
  test.each<[string, Record<string, string>]>([
    ['a reader', {}],
    ['F28: a program that takes HTML', { accept: NAVIGATION.accept }],
    ['a script of another page', { ...NAVIGATION, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['a frame', { ...NAVIGATION, 'sec-fetch-dest': 'iframe' }],
    ['a browser that says only half of it', { 'sec-fetch-mode': 'navigate' }],
    ['the other half', { 'sec-fetch-dest': 'document' }],
    ['a browser of the old kind', { 'user-agent': 'Mozilla/5.0', accept: NAVIGATION.accept }],
  ])('%s', async (_, headers) => {
    const app = await appOf();
    const [response, plain] = await Promise.all([
      app.request('/feed.xml', { headers: { ...headers, 'accept-encoding': '' } }),
      app.request('/feed.xml'),
    ]);
    expect(Object.fromEntries(response.headers)).toEqual(Object.fromEntries(plain.headers));
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(await response.text()).toBe(await plain.text());
  });

  test('who turns the preview off: a browser too', async () => {
    const app = await appOf(`${SITE}feeds:\n  preview: false\n`);
    const response = await app.request('/feed.xml', { headers: NAVIGATION });
    expect(response.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
  });

  test('pages, sitemaps and the list of feeds have no preview', async () => {
    const app = await appOf();
    for (const path of ['/', '/feeds/', '/feeds.opml', '/sitemap.xml']) {
      const response = await app.request(path, { headers: NAVIGATION });
      expect(response.headers.get('cache-control')).toMatch(/^public/);
    }
  });

  test('a feed that is made is sent in the same tick, preview or not', async () => {
    const app = await appOf();
    for (const headers of [{}, NAVIGATION]) {
      await app.request('/feed.xml', { headers });
      expect(app.fetch(new Request('http://localhost/feed.xml', { headers }))).toBeInstanceOf(Response);
    }
  });
});

test.each([
  ['/feed.xml?raw', true],
  ['/feed.xml?a=1&raw=1', true],
  ['/feed.xml?rawness', false],
  ['/feed.xml?a=raw', false],
  ['/raw', false],
])('%s asks for the document: %s', (url, expected) => {
  expect(wantsRaw(url)).toBe(expected);
});

describe('what is not there', () => {
  const status404 = async (path: string, method = 'GET') => {
    const app = await appOf();
    const response = await app.request(path, { method });
    expect(response.status).toBe(404);
    return response;
  };

  test('a page is missed by a page, never kept as one', async () => {
    const response = await status404('/articles/none/');
    const page = pageOf(await response.text());
    expect(page.all('h1')[0]?.text).toBe('Page not found');
    expect(page.all('a').map(({ attributes }) => attributes.href)).toContain('/');
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=60',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    for (const name of ['etag', 'last-modified']) expect(headers).not.toHaveProperty(name);
  });

  // What Miniflux tries: any 2xx would be taken for a feed.
  test.each(['/feed.atom', '/index.rss', '/rss/feed.xml', '/feed.xml.bak'])(
    'scenario 23: %s gets a few words',
    async (path) => {
      const response = await status404(path);
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await response.text()).toBe('Not found\n');
    },
  );

  test('HEAD tells the length, POST gets a few words', async () => {
    const head = await status404('/nope', 'HEAD');
    const get = await status404('/nope');
    expect(head.headers.get('content-length')).toBe(String((await get.arrayBuffer()).byteLength));
    expect(await (await status404('/nope', 'POST')).text()).toBe('Not found\n');
  });

  test('outside the site’s path too', async () => {
    const app = await appOf('title: The Test\nurl: https://example.org/news/\n');
    expect((await app.request('/elsewhere')).status).toBe(404);
  });

  test('before the first load nothing is missed', async () => {
    const app = createApp({ basePath: () => undefined, at: () => 0, queryRules: () => [], get: () => undefined });
    expect((await app.request('/nope')).status).toBe(503);
  });

  test.each([
    ['/feeds', true],
    ['/blog/atom/', true],
    ['/a.php', true],
    ['/articles/v1.2/', false],
    ['/feeding', false],
  ])('%s is a guess: %s', (path, expected) => {
    expect(isGuess(path)).toBe(expected);
  });
});
