import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Library } from '../../src/serve/library.ts';
import { article, contentFolder, type Files, library, publishedFrom, SITE, write } from '../content-folder.ts';
import { pageAt, pageOf } from './page.ts';

const publicationOf = (files: Files) => library(contentFolder(files));

/** Articles `a1` (the oldest) to `a{count}`, a day apart. */
function articles(count: number, head: Readonly<Record<string, string>> = {}): Files {
  const day = (n: number) => new Date(Date.UTC(2025, 0, n)).toISOString().slice(0, 10);
  const files = Array.from({ length: count }, (_, i) => [
    `articles/a${i + 1}.md`,
    article({ title: `Article ${i + 1}`, date: day(i + 1), ...head }),
  ]);
  return Object.fromEntries(files);
}

describe('every address', () => {
  const FILES: Files = {
    ...articles(30, { categories: '[News, "C++", C]', tags: '[Boats, größe]', author: 'Ann Aldous' }),
    'articles/日本 語.md': article({ title: '日本語' }),
  };

  test('that the publication lists answers, and every link of every page leads to one', async () => {
    const site = 'title: The Test\nurl: https://example.org/news/\n';
    const publication = await publicationOf({ 'site.yaml': site, ...FILES });
    const app = createApp(publication);
    const paths = await publication.paths();
    expect(new Set(paths).size).toBe(paths.length);
    const listed = new Set(paths.map((path) => encodeURI(`/news${path}`)));
    const linked = new Set<string>();
    for (const path of paths) {
      const response = await app.request(encodeURI(`/news${path}`));
      const isOld = (await publication.get(path))?.kind === 'moved';
      expect([path, response.status]).toEqual([path, isOld ? 301 : 200]);
      if (!response.headers.get('content-type')?.startsWith('text/html')) continue;
      expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/);
      const page = pageOf(await response.text());
      for (const { attributes } of [...page.all('a'), ...page.all('link')]) linked.add(attributes.href ?? '');
    }
    const own = [...linked].map((href) => href.replace('https://example.org', '')).filter((href) => /^\//.test(href));
    expect(own.filter((href) => !listed.has(href))).toEqual([]);
    expect([...linked].filter((href) => !/^(\/|(feed:)?https:\/\/example\.org\/news\/|#_main$)/.test(href))).toEqual(
      [],
    );
  });

  test('of a page without its slash is redirected once', async () => {
    const publication = await publicationOf(FILES);
    const app = createApp(publication);
    for (const path of ['/articles/a1', '/categories/news', '/tags', '/feeds', '/page/2', '/tags/boats/page/2']) {
      const response = await app.request(path);
      expect([response.status, response.headers.get('location')]).toEqual([301, `${path}/`]);
    }
  });

  test.each(['/page/1/', '/page/02/', '/page/3/', '/page/', '/tags/none/', '/tags/boats/page/9/', '/sitemap-1.xml'])(
    'is one of its own: %s is none',
    async (path) => {
      const publication = await publicationOf(FILES);
      expect(publication.get(path)).toBeUndefined();
    },
  );
});

describe('listings', () => {
  test('lead by links to the very first article', async () => {
    const publication = await publicationOf(articles(60, { tags: 'Wind' }));
    for (const start of ['/', '/tags/wind/']) {
      const titles: string[] = [];
      let path: string | undefined = start;
      let pages = 0;
      while (path !== undefined) {
        const page = pageAt(publication, path);
        pages += 1;
        const headlines = [...page.all('h2'), ...page.all('h3')].filter(
          ({ attributes }) => attributes.class === 'headline',
        );
        titles.push(...headlines.map(({ text }) => text));
        const [next] = page.links('next');
        path = next?.replace('https://example.org', '');
      }
      expect(pages).toBe(3);
      expect(titles).toEqual(Array.from({ length: 60 }, (_, i) => `Article ${60 - i}`));
    }
  });

  test('say what is before and after, in the head and in the body', async () => {
    const page = pageAt(await publicationOf(articles(60)), '/page/2/');
    expect(page.links('prev')).toEqual(['https://example.org/', '/']);
    expect(page.links('next')).toEqual(['https://example.org/page/3/', '/page/3/']);
    expect(page.links('canonical')).toEqual(['https://example.org/page/2/']);
    expect(page.all('title')[0]?.text).toBe('Page 2 – The Test');
  });

  test('of names have pages too', async () => {
    const names = Array.from({ length: 201 }, (_, i) => `Tag ${i}`).join(', ');
    const publication = await publicationOf({ 'articles/a.md': article({ tags: names }) });
    expect(
      pageAt(publication, '/tags/page/2/')
        .all('li')
        .filter(({ text }) => /^Tag/.test(text)),
    ).toHaveLength(1);
    expect(pageAt(publication, '/feeds/page/2/').links('prev')).toEqual(['https://example.org/feeds/', '/feeds/']);
    expect((await publication.paths()).filter((path) => /^\/feeds\//.test(path))).toHaveLength(4);
  });

  test('a tag called page is one', async () => {
    const publication = await publicationOf(articles(30, { tags: 'Page' }));
    expect(pageAt(publication, '/tags/page/').all('h1')[0]?.text).toBe('Page');
    expect(pageAt(publication, '/tags/page/page/2/').all('h1')[0]?.text).toBe('Page');
    expect(publication.get('/tags/page/2/')).toBeUndefined();
  });

  test('an empty site has a front page', async () => {
    const page = pageAt(await publicationOf({}), '/');
    expect(page.all('main')[0]?.text).toContain('Nothing has been published here yet.');
  });

  test('the navigation has the categories of site.yaml in its order, then those with most articles', async () => {
    const files = {
      'articles/a.md': article({ categories: '[Beta, Alpha, Gamma]' }),
      'articles/b.md': article({ categories: 'Beta' }),
    };
    const sectionsOf = (publication: Library) =>
      pageAt(publication, '/')
        .all('nav')[0]
        ?.text.trim()
        .split(/\s*\n\s*/);
    expect(sectionsOf(await publicationOf(files))).toEqual(['Beta', 'Alpha', 'Gamma', 'Subscribe']);
    const site = `${SITE}categories:\n  gamma: { name: Gamma }\n  empty: { name: Empty }\n`;
    const listed = await publicationOf({ 'site.yaml': site, ...files });
    expect(sectionsOf(listed)).toEqual(['Gamma', 'Beta', 'Alpha', 'Subscribe']);
  });

  test('the navigation has eight categories, and leads to all of them', async () => {
    const names = [...'abcdefghi'].join(', ');
    const page = pageAt(await publicationOf({ 'articles/a.md': article({ categories: `[${names}]` }) }), '/');
    const links = page
      .all('nav')[0]
      ?.text.trim()
      .split(/\s*\n\s*/);
    expect(links).toEqual([...'abcdefgh', 'All sections', 'Subscribe']);
  });

  test('the front page is a grid with six articles and a picture, else a list', async () => {
    const headed = async (count: number, image: string) => {
      const files = Array.from({ length: count }, (_, i) => [`articles/a${i}.md`, article(i === 3 ? { image } : {})]);
      const page = pageAt(await publicationOf(Object.fromEntries(files)), '/');
      return page.all('article').map(({ attributes }) => attributes.class?.split(' ')[1]);
    };
    const image = '{ src: "https://img.example/a.jpg", type: image/jpeg }';
    expect(await headed(6, image)).toEqual(['lead', ...Array(5).fill('card')]);
    expect(await headed(5, image)).toEqual(Array(5).fill('row'));
    expect(await headed(6, '""')).toEqual(Array(6).fill('row'));
  });

  test('the second page is headed as what it holds', async () => {
    const files = Array.from({ length: 25 }, (_, i) => [`articles/a${i}.md`, article({})]);
    const page = pageAt(await publicationOf(Object.fromEntries(files)), '/page/2/');
    expect(page.all('h1').map(({ text }) => text)).toEqual(['Older articles']);
  });
});

describe('permalink patterns', () => {
  const files = { 'articles/hello-world.md': article({ date: '2026-03-05 23:30', categories: '[Big World, News]' }) };

  test.each([
    ['/{year}/{month}/{day}/{slug}/', '/2026/03/05/hello-world/'],
    ['/{slug}.html', '/hello-world.html'],
    ['/{category}/{slug}/', '/big-world/hello-world/'],
    ['/{category}-{slug}/', '/big-world-hello-world/'],
    ['/{slug}-{category}/{year}.{month}/', '/hello-world-big-world/2026.03/'],
    ['/a+b/{slug}/{slug}/', '/a+b/hello-world/hello-world/'],
  ])('%s: %s', async (permalink, path) => {
    const publication = await publicationOf({ 'site.yaml': `${SITE}permalink: '${permalink}'\n`, ...files });
    expect(await publication.paths()).toContain(path);
    const page = pageAt(publication, path);
    expect(page.links('canonical')).toEqual([`https://example.org${encodeURI(path).replace('+', '%2B')}`]);
    for (const wrong of [path.replace('world', 'moon'), path.replace('2026', '2025'), `${path}x`, '/hello-world/']) {
      if (wrong !== path) expect(publication.get(wrong)).toBeUndefined();
    }
  });

  test('into another site: feeds and media, no pages', async () => {
    const site = `${SITE}permalink: 'https://other.example/blog/{slug}'\n`;
    const folder = contentFolder({ 'site.yaml': site, ...files });
    const publication = await library(folder);
    const app = createApp(publication);
    const status = async (path: string) => (await app.request(path)).status;
    for (const path of ['/feed.xml', '/categories/news/feed.json', '/feeds.opml']) expect(await status(path)).toBe(200);
    const pages = ['/', '/articles/hello-world/', '/categories/news/', '/tags/', '/feeds/', '/blog/hello-world'];
    const others = ['/sitemap.xml', '/news-sitemap.xml', '/robots.txt', '/404.html'];
    for (const path of [...pages, ...others]) expect([path, await status(path)]).toEqual([path, 404]);
    const without = (await publication.paths()).filter((path) => !/\.(xml|json|opml|css)$/.test(path));
    for (const path of without) expect([path, (await publication.get(path))?.kind]).toEqual([path, 'moved']);
    expect(publishedFrom(folder).staleAt).toBeUndefined();
    const headers = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    const preview = pageOf(await (await app.request('/feed.xml', { headers })).text());
    const hrefs = preview.all('a').map(({ attributes }) => attributes.href ?? '');
    expect(hrefs).toContain('https://other.example/blog/hello-world');
    expect(
      hrefs.filter((href) => href.startsWith('/') && publication.get(href.replace('?raw', '')) === undefined),
    ).toEqual([]);
  });
});

describe('a change', () => {
  const PAGES = [
    '/',
    '/articles/a1/',
    '/articles/a2/',
    '/tags/wind/',
    '/tags/rain/',
    '/tags/',
    '/feeds/',
    '/sitemap.xml',
  ];
  const FILES: Files = {
    'articles/a1.md': article({ title: 'One', tags: 'Wind', date: '2026-01-01' }),
    'articles/a2.md': article({ title: 'Two', tags: 'Rain', date: '2026-01-02' }),
  };

  test.each<[string, Files, readonly string[]]>([
    ['that is none', {}, []],
    ['of a text', { 'articles/a1.md': `${FILES['articles/a1.md']}More.\n` }, ['/', '/articles/a1/', '/tags/wind/']],
    [
      'of an update',
      { 'articles/a1.md': article({ title: 'One', tags: 'Wind', date: '2026-01-01', updated: '2026-01-09' }) },
      ['/articles/a1/', '/sitemap.xml'],
    ],
    [
      'by an article without terms',
      { 'articles/a3.md': article({ title: 'Three', date: '2026-01-03' }) },
      ['/', '/sitemap.xml'],
    ],
  ])('%s gives only the pages that show it another ETag', async (_, changes, expected) => {
    const folder = contentFolder(FILES);
    const live = await library(folder);
    const app = createApp(live);
    const etags = async () => {
      const answers = PAGES.map(async (path) => (await app.request(path)).headers.get('etag'));
      return Promise.all(answers);
    };
    const before = await etags();
    expect(before).not.toContain(null);
    write(folder, changes);
    await live.refresh();
    const after = await etags();
    expect(PAGES.filter((_, i) => before[i] !== after[i])).toEqual(expected);
  });
});
