// Old addresses: what has moved, what is gone, what a query decides, and where other programs have their feeds.

import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { article, contentFolder, type Files, library } from '../content-folder.ts';

const SITE = `title: The Test
url: https://example.org/
redirects:
  /old/: /articles/one/
  /campaign: /articles/one/?from=poster
  /part: /articles/one/#end
  "/?feed=rss2": /feed.xml
  "/?p=12": /articles/one/
  "/index.php?cat=3&lang=en": /categories/news/
gone:
  /retired/: The shop is closed.
  /retired.html: ''
  /articles/scandal/: Retracted.
  "/?p=13": Taken back.
`;
const FILES: Files = {
  'site.yaml': SITE,
  'articles/one.md': article({
    title: 'One',
    categories: 'News',
    tags: 'C++',
    aliases: '[/2019/one.html, /uno]',
    author: 'Ann',
  }),
  'articles/scandal/index.md': article({ title: 'A scandal', tags: 'Gossip' }, '![](photo.png)\n'),
  'articles/scandal/photo.png': '',
  'articles/wrong.md': article({
    title: 'All wrong',
    withdrawn: '{ date: 2026-03-01, reason: It was not so. }',
    aliases: '[/wrong-then/, /uno]',
  }),
  'articles/secret.md': article({ title: 'Names names', withdrawn: '{ date: 2026-03-01, title: false }' }),
  'articles/never.md': article({ title: 'Never public', draft: 'true', withdrawn: '2026-03-01' }),
};

async function opened(files: Files = FILES, url?: string) {
  const source = await library(contentFolder(files), url === undefined ? {} : { url });
  const app = createApp(source);
  return {
    source,
    get: async (path: string, init: RequestInit = {}) => app.request(`http://localhost${path}`, init),
    /** Status and target of a redirect, or the status alone. */
    async answer(path: string) {
      const { status, headers } = await app.request(`http://localhost${path}`);
      return status === 301 ? (headers.get('location') ?? '').replace('https://example.org', '') : status;
    },
  };
}

describe('a redirect', () => {
  test.each([
    ['/old/', '/articles/one/'],
    ['/old', '/articles/one/'],
    ['/old/?utm_source=x&b=%20', '/articles/one/?utm_source=x&b=%20'],
    ['/campaign?utm_source=x', '/articles/one/?from=poster'],
    ['/part?a=b', '/articles/one/?a=b#end'],
    ['/2019/one.html', '/articles/one/'],
    ['/2019/one.html?a=b', '/articles/one/?a=b'],
    ['/uno', '/articles/one/'],
    ['/uno/', '/articles/one/'],
  ])('keeps the query where the target has none: %s', async (path, to) => {
    expect(await (await opened()).answer(path)).toBe(to);
  });

  test('may be kept for an hour, but not with somebody’s query in it', async () => {
    const { get } = await opened();
    const cacheControlOf = async (path: string) => (await get(path)).headers.get('cache-control');
    expect(await cacheControlOf('/old/')).toBe('public, max-age=3600');
    expect(await cacheControlOf('/campaign?a=b')).toBe('public, max-age=3600');
    expect(await cacheControlOf('/old/?a=b')).toBe('no-store');
    expect(await cacheControlOf('/articles/one?a=b')).toBe('no-store');
  });
});

describe('a query', () => {
  test.each<[string, string | number]>([
    ['/?feed=rss2', '/feed.xml'],
    ['/?p=12', '/articles/one/'],
    ['/?p=12&utm_source=x', '/articles/one/?utm_source=x'],
    ['/?utm_source=x&p=12&b=1', '/articles/one/?utm_source=x&b=1'],
    ['/index.php?cat=3&lang=en', '/categories/news/'],
    ['/index.php?lang=en&cat=3', '/categories/news/'],
    ['/index.php?cat=3', 404],
    ['/index.php', 404],
    ['/?p=13', 410],
    ['/?p=14', 200],
    ['/?feed=rss', 200],
    ['/', 200],
  ])('decides where a rule has it: %s', async (path, expected) => {
    expect(await (await opened()).answer(path)).toBe(expected);
  });

  test('what it decides is stored by nobody', async () => {
    const { get } = await opened();
    for (const path of ['/?p=12', '/?p=13', '/?feed=atom']) {
      expect([path, (await get(path)).headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
    expect((await get('/?p=14')).headers.get('etag')).toBe((await get('/')).headers.get('etag'));
  });

  test('what is gone by it has a page with the reason', async () => {
    const response = await (await opened()).get('/?p=13');
    expect([response.status, response.headers.get('content-type')]).toEqual([410, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain('Taken back.');
  });

  test('of another method is answered as everywhere', async () => {
    const { get } = await opened();
    expect((await get('/?p=12', { method: 'POST' })).status).toBe(405);
    expect((await get('/?p=12', { method: 'OPTIONS' })).status).toBe(204);
  });

  test('below a path too, with and without its slash', async () => {
    const { answer } = await opened(FILES, 'https://example.org/news/');
    expect(await answer('/news/?p=12')).toBe('/news/articles/one/');
    expect(await answer('/news?p=12')).toBe('/news/articles/one/');
    expect(await answer('/?p=12')).toBe(404);
  });
});

describe('what is gone', () => {
  const page = async (path: string) => {
    const response = await (await opened()).get(path);
    const { status, headers } = response;
    return {
      status,
      type: headers.get('content-type'),
      cache: headers.get('cache-control'),
      text: await response.text(),
    };
  };
  const HTML = { status: 410, type: 'text/html; charset=utf-8', cache: 'public, max-age=3600' };

  test.each<[string, string[]]>([
    ['/retired/', ['The shop is closed.']],
    ['/retired', ['The shop is closed.']],
    ['/retired.html', []],
    ['/articles/scandal/', ['<h1>A scandal</h1>', 'Retracted.']],
    ['/articles/wrong/', ['<h1>All wrong</h1>', 'Withdrawn on March 1, 2026', 'It was not so.']],
    ['/articles/wrong', ['<h1>All wrong</h1>']],
    ['/wrong-then', ['<h1>All wrong</h1>']],
    ['/articles/secret/', ['Withdrawn on March 1, 2026']],
  ])('%s is a page in the site’s frame, with title and reason', async (path, words) => {
    const { text, ...facts } = await page(path);
    expect(facts).toEqual(HTML);
    expect(text).toContain('<a href="/">');
    for (const each of words) expect(text).toContain(each);
    expect(text).not.toContain('Names names');
  });

  test('is in no feed, list or sitemap, and neither are its files', async () => {
    const { source, get } = await opened();
    for (const path of await source.paths()) {
      const response = await get(encodeURI(path));
      if (response.status !== 200) continue;
      expect([path, /scandal|All wrong|Names names|Never public/.test(await response.text())]).toEqual([path, false]);
    }
    for (const path of ['/tags/gossip/feed.xml', '/articles/scandal/photo.png', '/articles/never/']) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });

  test('a program that guesses gets a word', async () => {
    const files = { ...FILES, 'site.yaml': 'title: T\nurl: https://example.org/\ngone: [/blog.rss]\n' };
    const response = await (await opened(files)).get('/blog.rss');
    expect([response.status, await response.text()]).toEqual([410, 'Gone\n']);
  });
});

describe('a feed’s old address', () => {
  test.each([
    ['WordPress', '/feed/', '/feed.xml'],
    ['WordPress', '/feed', '/feed.xml'],
    ['WordPress', '/feed/rss2/', '/feed.xml'],
    ['WordPress', '/feed/atom/', '/atom.xml'],
    ['WordPress', '/?feed=rss2', '/feed.xml'],
    ['WordPress', '/?feed=atom', '/atom.xml'],
    ['WordPress', '/category/news/feed/', '/categories/news/feed.xml'],
    ['WordPress', '/tag/c-plus-plus/feed', '/tags/c-plus-plus/feed.xml'],
    ['WordPress', '/author/ann/feed/', '/authors/ann/feed.xml'],
    ['Ghost', '/rss/', '/feed.xml'],
    ['Ghost', '/tag/c-plus-plus/rss/', '/tags/c-plus-plus/feed.xml'],
    ['Ghost', '/author/ann/rss', '/authors/ann/feed.xml'],
    ['Hugo', '/index.xml', '/feed.xml'],
    ['Hugo', '/tags/c-plus-plus/index.xml', '/tags/c-plus-plus/feed.xml'],
    ['Hugo', '/categories/news/index.xml', '/categories/news/feed.xml'],
    ['Jekyll', '/feed/news.xml', '/categories/news/feed.xml'],
    ['Jekyll', '/feed/by_tag/c-plus-plus.xml', '/tags/c-plus-plus/feed.xml'],
    ['others', '/rss.xml', '/feed.xml'],
    ['others', '/rss.xml?x=1', '/feed.xml?x=1'],
  ])('of %s leads to the feed: %s', async (_, path, to) => {
    expect(await (await opened()).answer(path)).toBe(to);
  });

  test.each([
    '/tag/nobody/feed/',
    '/category/c-plus-plus/feed/',
    '/feed/c-plus-plus.xml',
    '/feed/constructor.xml',
    '/feed/rss3',
  ])('of no term is a 404: %s', async (path) => expect(await (await opened()).answer(path)).toBe(404));

  test('is that of what stands there, or of what site.yaml says', async () => {
    const { answer } = await opened({
      'site.yaml': 'title: T\nurl: https://example.org/\nredirects: { /rss: /atom.xml }\ngone: [/index.xml]\n',
      'a.md': article({ permalink: '/feed/' }),
      'b.md': article({ aliases: '[/rss.xml]' }),
    });
    expect(await answer('/feed/')).toBe(200);
    expect(await answer('/rss')).toBe('/atom.xml');
    expect(await answer('/index.xml')).toBe(410);
    expect(await answer('/rss.xml')).toBe('/articles/b/');
  });
});

describe('a reader in a browser', () => {
  test('sees the validators and links of every answer', async () => {
    const { get } = await opened({ ...FILES, 'pics/a.mp3': 'sound' });
    for (const path of ['/feed.xml', '/', '/pics/a.mp3', '/old/', '/nowhere', '/retired/', '/?p=13']) {
      const { headers } = await get(path);
      expect([path, headers.get('access-control-allow-origin'), headers.get('access-control-expose-headers')]).toEqual([
        path,
        '*',
        'ETag, Last-Modified, Link',
      ]);
    }
  });

  test('may ask conditionally', async () => {
    const headers = {
      origin: 'https://reader.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-modified-since,if-none-match',
    };
    const response = await (await opened()).get('/feed.xml', { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toContain('GET');
    expect(response.headers.get('access-control-allow-headers')).toBe('If-None-Match, If-Modified-Since');
  });
});
