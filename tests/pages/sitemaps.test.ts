import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import type { Source } from '../../src/http/answer.ts';
import type { Article } from '../../src/model/article.ts';
import type { Publication } from '../../src/model/resource.ts';
import type { Site } from '../../src/model/site.ts';
import { publish } from '../../src/publish.ts';
import { sourceOf } from '../../src/serve/representations.ts';
import {
  article,
  contentFolder,
  type Files,
  library,
  lookedAt,
  publishedFrom,
  SITE,
  textAt,
} from '../content-folder.ts';
import { parseRfc3339 } from '../instant.ts';

const NOW = parseRfc3339('2026-06-10T12:00:00Z');

const publicationOf = (files: Files, now = NOW) => library(contentFolder(files), { clock: () => now });

/** What these many articles, each other than the only one of a folder, become. */
function publicationOfMany(
  count: number,
  other: (n: number) => Partial<Article>,
): { publication: Publication; source: Source } {
  const folder = lookedAt(contentFolder({ 'articles/a.md': article({}) }));
  const [site, [first]] = [folder.site() as Site, folder.catalog().articles as [Article]];
  const many = Array.from({ length: count }, (_, n) => ({ ...first, ...other(n) }));
  const publication = publish(catalogOf(many, site), site, NOW, () => '');
  return { publication, source: sourceOf(() => publication) };
}

interface Element {
  readonly name: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** The root of a well-formed document. */
function read(xml: string): Element {
  const open: Element[] = [];
  let root: Element | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const values = Object.entries(attributes).map(([name, { value }]) => [name, value]);
    const element = { name: local, uri, attributes: Object.fromEntries(values), children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root as Element;
}

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const NEWS = 'http://www.google.com/schemas/sitemap-news/0.9';
/** W3C Datetime, as the protocol asks. */
const DATETIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** The rules of https://www.sitemaps.org/protocol.html, as its schema states them. */
function check(xml: string): string[] {
  expect(xml).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>/);
  const root = read(xml);
  expect(root.uri).toBe(SITEMAPS);
  expect(['urlset', 'sitemapindex']).toContain(root.name);
  expect(root.children.length).toBeLessThanOrEqual(50_000);
  const child = root.name === 'urlset' ? 'url' : 'sitemap';
  const wrong = root.children.filter(({ name, uri, children: [loc, ...others] }) => {
    const isAddress = loc?.name === 'loc' && /^https?:\/\/[\x21-\x7e]{1,2048}$/.test(loc.text);
    const own = others.filter((each) => each.uri === SITEMAPS);
    const areDates = own.every((each) => each.name === 'lastmod' && DATETIME.test(each.text));
    return !(name === child && uri === SITEMAPS && isAddress && areDates);
  });
  expect(wrong).toEqual([]); // one expectation, since a sitemap has 50,000 of them
  return root.children.map(({ children }) => children[0]?.text ?? '');
}

describe('the sitemap', () => {
  test('lists every page that has its home here, with its last change', async () => {
    const publication = await publicationOf({
      'articles/a.md': article({ date: '2026-01-01', updated: '2026-01-05', tags: 'Größe & mehr' }),
      'articles/b.md': article({ title: 'B', date: '2026-01-02', author: 'Ann' }),
      'articles/elsewhere.md': article({ title: 'C', canonical: 'https://other.example/' }),
      'articles/later.md': article({ title: 'D', date: '2040-01-01' }),
      'articles/draft.md': article({ title: 'E', draft: 'true' }),
    });
    const xml = textAt(publication, '/sitemap.xml');
    expect(check(xml)).toEqual([
      'https://example.org/articles/a/',
      'https://example.org/articles/b/',
      'https://example.org/tags/gr%C3%B6%C3%9Fe-mehr/',
      'https://example.org/authors/ann/',
      'https://example.org/',
      'https://example.org/categories/',
      'https://example.org/tags/',
      'https://example.org/authors/',
      'https://example.org/feeds/',
    ]);
    const changes = read(xml).children.map(({ children }) => children[1]?.text);
    expect(changes.slice(0, 5)).toEqual([
      '2026-01-05T00:00:00Z',
      '2026-01-02T00:00:00Z',
      '2026-01-01T00:00:00Z',
      '2026-01-02T00:00:00Z',
      '2026-01-05T00:00:00Z',
    ]);
  });

  test('an update that is to come changes nothing before it has come', async () => {
    const files = { 'articles/a.md': article({ date: '2026-01-01', updated: '2026-07-01' }) };
    const lastmod = (publication: Source) => read(textAt(publication, '/sitemap.xml')).children[0]?.children[1]?.text;
    expect(lastmod(await publicationOf(files))).toBe('2026-01-01T00:00:00Z');
    expect(lastmod(await publicationOf(files, parseRfc3339('2026-07-01T00:00:00Z')))).toBe('2026-07-01T00:00:00Z');
  });

  test('is an index of several past 50,000 URLs', () => {
    const { publication, source } = publicationOfMany(100_001, (n) => {
      const name = String(n).padStart(6, '0');
      return { slug: `a${name}`, id: `tag:${name}`, path: `articles/a${name}.md`, published: n };
    });
    expect(check(textAt(source, '/sitemap.xml'))).toEqual(
      [1, 2, 3].map((part) => `https://example.org/sitemap-${part}.xml`),
    );
    const parts = [1, 2, 3].map((part) => check(textAt(source, `/sitemap-${part}.xml`)));
    expect(parts.map(({ length }) => length)).toEqual([50_000, 50_000, 6]);
    expect(new Set(parts.flat()).size).toBe(100_006);
    expect(parts[0]?.[0]).toBe('https://example.org/articles/a000000/'); // the oldest, so that parts fill up
    expect(publication.get('/sitemap-4.xml')).toBeUndefined();
    expect([...publication.paths()].filter((path) => /sitemap/.test(path))).toHaveLength(5);
  });
});

describe('the sitemap of news (scenario 41)', () => {
  const FILES: Files = {
    'site.yaml': `${SITE}language: en-GB\n`,
    'articles/old.md': article({ title: 'Old', date: '2026-06-08T11:59:59Z' }),
    'articles/last.md': article({ title: 'Fish & <chips>', date: '2026-06-08T12:00:01Z' }),
    'articles/new.md': article({ title: 'Neu', date: '2026-06-10T11:00:00+02:00', language: 'de-AT' }),
    'articles/copy.md': article({ title: 'Copy', date: '2026-06-10', canonical: 'https://other.example/' }),
    'articles/next.md': article({ title: 'Next', date: '2026-06-11T12:00:00Z' }),
  };

  test('has the articles of 48 hours, with publication, language, date and title', async () => {
    const xml = textAt(await publicationOf(FILES), '/news-sitemap.xml');
    expect(check(xml)).toEqual(['https://example.org/articles/new/', 'https://example.org/articles/last/']);
    const news = read(xml).children.map(({ children }) => children.find(({ uri }) => uri === NEWS));
    const values = news.map((each) =>
      each?.children.map(({ name, text, children }) => [name, children.length ? children.map((c) => c.text) : text]),
    );
    expect(values).toEqual([
      [
        ['publication', ['The Test', 'de']],
        ['publication_date', '2026-06-10T09:00:00Z'],
        ['title', 'Neu'],
      ],
      [
        ['publication', ['The Test', 'en']],
        ['publication_date', '2026-06-08T12:00:01Z'],
        ['title', 'Fish & <chips>'],
      ],
    ]);
  });

  test('is well-formed when it is empty', async () => {
    expect(check(textAt(await publicationOf({}), '/news-sitemap.xml'))).toEqual([]);
  });

  test('has at most 1,000 articles, the newest', () => {
    const { source } = publicationOfMany(1001, (n) => ({
      slug: `a${n}`,
      id: `tag:${n}`,
      path: `articles/a${n}.md`,
      published: NOW - n * 1000,
    }));
    const urls = check(textAt(source, '/news-sitemap.xml'));
    expect(urls).toHaveLength(1000);
    expect(urls).not.toContain('https://example.org/articles/a1000/');
  });

  test('articles leave it on time: the publication is stale at that instant, and what they stay in is as it was', async () => {
    let now = NOW;
    const folder = contentFolder(FILES);
    const leaves = parseRfc3339('2026-06-10T12:00:01Z');
    expect(publishedFrom(folder, NOW).staleAt).toBe(leaves);
    expect(publishedFrom(folder, leaves).staleAt).toBe(parseRfc3339('2026-06-11T12:00:00Z'));
    const opened = await library(folder, { clock: () => now });
    const paths = ['/news-sitemap.xml', '/feed.xml', '/', '/articles/last/', '/sitemap.xml'];
    const before = paths.map((path) => textAt(opened, path));
    now = leaves;
    await opened.refresh();
    expect(check(textAt(opened, '/news-sitemap.xml'))).toEqual(['https://example.org/articles/new/']);
    expect(paths.filter((path, i) => textAt(opened, path) !== before[i])).toEqual(['/news-sitemap.xml']);
  });

  test('a site with nothing to come and no news is never stale', () => {
    expect(publishedFrom(contentFolder({ 'articles/a.md': article({}) }), NOW).staleAt).toBeUndefined();
  });

  test.each([
    ['zh-TW', 'zh-tw'],
    ['zh', 'zh-cn'],
    ['pt-BR', 'pt'],
  ])('the language %s is %s', async (language, expected) => {
    const files = { 'site.yaml': `${SITE}language: ${language}\n`, 'articles/a.md': article({ date: '2026-06-10' }) };
    const xml = textAt(await publicationOf(files), '/news-sitemap.xml');
    expect(xml).toContain(`<news:language>${expected}</news:language>`);
  });
});

test('robots.txt names both', async () => {
  expect(textAt(await publicationOf({}), '/robots.txt')).toBe(
    'User-agent: *\nDisallow:\n\nSitemap: https://example.org/sitemap.xml\nSitemap: https://example.org/news-sitemap.xml\n',
  );
});

describe('the list of feeds (OPML)', () => {
  test('has the feed of the site and of each section, and nothing blank', async () => {
    const publication = await publicationOf({
      'site.yaml': `${SITE}categories:\n  news: { name: News & more, description: What happens }\n`,
      'articles/a.md': article({ categories: 'News & more', tags: 'Wind', author: 'Ann' }),
    });
    const root = read(textAt(publication, '/feeds.opml'));
    expect([root.name, root.attributes.version]).toEqual(['opml', '2.0']);
    const [head, body] = root.children;
    expect(head?.children.map(({ name, text }) => [name, text])).toEqual([
      ['title', 'The Test'],
      ['docs', 'https://opml.org/spec2.opml'],
    ]);
    const feeds = (elements: readonly Element[]): Element[] =>
      elements.flatMap((each) => (each.attributes.xmlUrl ? [each] : feeds(each.children)));
    expect(body?.children.map(({ attributes }) => attributes.text)).toEqual(['The Test', 'Sections']);
    expect(feeds(body?.children ?? []).map(({ attributes }) => attributes)).toEqual([
      {
        type: 'rss',
        text: 'The Test',
        title: 'The Test',
        language: 'en',
        xmlUrl: 'https://example.org/feed.xml',
        htmlUrl: 'https://example.org/',
      },
      {
        type: 'rss',
        text: 'News & more',
        title: 'News & more – The Test',
        description: 'What happens',
        language: 'en',
        xmlUrl: 'https://example.org/categories/news/feed.xml',
        htmlUrl: 'https://example.org/categories/news/',
      },
    ]);
  });
});
