// The catalog: no two articles with one id or one address, and their order.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import type { Article } from '../../src/model/article.ts';
import { idOfFile } from '../../src/model/paths.ts';
import type { Site } from '../../src/model/site.ts';
import { NO_MEDIA, siteIn } from '../content-folder.ts';

const siteWith = (yaml = ''): Site =>
  siteIn(`title: T\nurl: https://example.org/\ntimeZone: Europe/Berlin\n${yaml}`, { media: NO_MEDIA }).site as Site;
const SITE = siteWith();

const articleOf = (path: string, published: number, slug = path, id = path, related: readonly string[] = []) =>
  ({
    path,
    id,
    slug,
    title: path,
    published,
    related,
    draft: false,
    categories: [],
    tags: [],
    authors: [],
  }) as unknown as Article;

/** Its id is made of the path, as `idOfFile` does. */
const unnamed = (path: string, published: number, slug: string) =>
  articleOf(path, published, slug, idOfFile('t', path));

const draftOf = (...rest: Parameters<typeof articleOf>) => ({ ...articleOf(...rest), draft: true });

const dated = (path: string, date: string, slug = 'news') => articleOf(path, Date.parse(date), slug);

/** Whatever the order in which files are read. */
const ordersOf = (articles: readonly Article[]): readonly (readonly Article[])[] => {
  const turned = articles.map((_, start) => [...articles.slice(start), ...articles.slice(0, start)]);
  return [articles, ...turned, ...turned.map((each) => each.toReversed())];
};

describe('ids are told apart', () => {
  test.each([
    ['two that are given', articleOf('a.md', 1, 'a', 'x'), articleOf('b.md', 2, 'b', 'x')],
    ['one that is given and one that is made', articleOf('a.md', 1, 'a', 'tag:t:b'), unnamed('b.md', 2, 'b')],
    ['two that are made', unnamed('b.md', 1, 'a'), unnamed('b/index.md', 2, 'b')],
    ['two that are made of one name composed otherwise', unnamed('\u00e9.md', 1, 'a'), unnamed('e\u0301.md', 2, 'b')],
    ['of one date the lower path stays', articleOf('a.md', 1, 'a', 'x'), articleOf('b.md', 1, 'b', 'x')],
    ['a draft gives way, whatever its date', articleOf('b.md', 2, 'b', 'x'), draftOf('a.md', 1, 'a', 'x')],
  ])('%s', (_, stays, gives) => {
    for (const candidates of ordersOf([stays, gives])) {
      const catalog = catalogOf(candidates, SITE);
      expect(catalog.articles).toEqual([stays]);
      expect(catalog.problems).toMatchObject([{ code: 'id-duplicate', severity: 'error', path: gives.path }]);
      expect(catalog.problems[0]?.message).toContain(stays.path);
      expect(catalog.withPath(gives.path)).toBeUndefined();
      expect(catalog.at(`/articles/${stays.slug}/`)).toBe(stays);
    }
  });
});

describe('of articles that share an address', () => {
  const addresses = (articles: readonly Article[], site = SITE) => {
    const found = ordersOf(articles).map((candidates) => {
      const catalog = catalogOf(candidates, site);
      for (const article of articles) expect(catalog.at(catalog.addressOf(article))).toBe(article);
      return articles.map((article) => catalog.addressOf(article));
    });
    for (const other of found) expect(other).toEqual(found[0]);
    return found[0];
  };

  test.each([
    ['the earlier date keeps it', articleOf('b', 1, 'same'), articleOf('a', 2, 'same')],
    ['of one date the lower path keeps it', articleOf('a', 1, 'same'), articleOf('b', 1, 'same')],
    ['a draft gives way, whatever its date', articleOf('b', 2, 'same'), draftOf('a', 1, 'same')],
  ])('%s', (_, keeps, moves) => {
    expect(addresses([keeps, moves])).toEqual(['/articles/same/', '/articles/same-1970-01-01/']);
  });

  test('both are published, and the other one is a warning that names both addresses', () => {
    const [march, april] = [dated('a.md', '2026-03-07'), dated('b.md', '2026-04-02')];
    const catalog = catalogOf([march, april], SITE);
    expect(catalog.articles).toEqual([april, march]);
    expect(catalog.problems).toMatchObject([{ code: 'slug-duplicate', severity: 'warning', path: 'b.md' }]);
    expect(catalog.problems[0]?.message).toBe(
      'The address /articles/news/ is that of a.md already, so this article is at /articles/news-2026-04-02/.',
    );
    expect(catalog.withSlug('news')).toBe(march);
  });

  test('the day is one of the zone of the site', () => {
    const [first, late] = [dated('a.md', '2026-03-01'), dated('b.md', '2026-03-07T23:30:00Z')];
    expect(addresses([first, late])).toEqual(['/articles/news/', '/articles/news-2026-03-08/']);
  });

  test('of one day they are counted, from 2', () => {
    const all = ['08:00', '09:00', '10:00', '11:00'].map((time, n) => dated(`${n}.md`, `2026-03-07T${time}:00Z`));
    expect(addresses(all)).toEqual([
      '/articles/news/',
      '/articles/news-2026-03-07/',
      '/articles/news-2026-03-07-2/',
      '/articles/news-2026-03-07-3/',
    ]);
  });

  test('a draft that gives way is told to nobody: the rest of its life it may get another slug', () => {
    expect(catalogOf([articleOf('b', 1, 'same'), draftOf('a', 2, 'same')], SITE).problems).toEqual([]);
  });

  test.each([
    ['/{year}/{slug}.html', ['/2025/news.html', '/2026/news.html', '/2026/news-2026-04-02.html']],
    ['/{slug}.html', ['/news.html', '/news-2026-03-07.html', '/news-2026-04-02.html']],
    ['/{year}/{month}/{slug}/', ['/2025/03/news/', '/2026/03/news/', '/2026/04/news/']],
    [
      'https://other.example/{slug}/',
      [
        'https://other.example/news/',
        'https://other.example/news-2026-03-07/',
        'https://other.example/news-2026-04-02/',
      ],
    ],
  ])('by the pattern %s', (permalink, expected) => {
    const site = siteWith(`permalink: '${permalink}'\n`);
    const all = [dated('a.md', '2025-03-07'), dated('b.md', '2026-03-07'), dated('c.md', '2026-04-02')];
    expect(addresses(all, site)).toEqual(expected);
  });

  test('one that comes later with that very slug gives way too: no address of before changes', () => {
    const own = dated('own.md', '2026-04-02T10:00:00Z', 'news-2026-03-07');
    expect(addresses([dated('a.md', '2026-03-01'), dated('b.md', '2026-03-07'), own])).toEqual([
      '/articles/news/',
      '/articles/news-2026-03-07/',
      '/articles/news-2026-03-07-2026-04-02/',
    ]);
  });

  test('whatever they are called, every article has an address of its own, which no later one changes', () => {
    const article = fc.record({
      path: fc.nat(30).map((n) => `${n}.md`),
      published: fc.nat(3).map((day) => day * 86_400_000),
      slug: fc.constantFrom('a', 'b', 'a-1970-01-01', 'a-1970-01-01-2', 'a-1970-01-02'),
      draft: fc.boolean(),
    });
    const set = fc.uniqueArray(article, { selector: ({ path }) => path, maxLength: 15 });
    fc.assert(
      fc.property(set, (given) => {
        const articles = given.map((each) => ({
          ...articleOf(each.path, each.published, each.slug),
          draft: each.draft,
        }));
        const found = addresses(articles) ?? [];
        expect(new Set(found).size).toBe(articles.length);
        const late = articleOf('late.md', 9e9, articles[0]?.slug ?? 'a');
        expect(addresses([...articles.filter(({ draft }) => !draft), late])?.slice(0, -1)).toEqual(
          addresses(articles.filter(({ draft }) => !draft)),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('newest first, and of one instant', () => {
  test.each([
    ['numbers are read as numbers', ['10.md', '9.md', '1.md']],
    ['also within a name', ['chapter-10-b.md', 'chapter-10-a.md', 'chapter-9-c.md']],
    ['by the name of the file, not of its folder', ['a/3.md', 'z/2.md', 'b/1.md']],
    ['by the name of the folder of an index.md', ['x/10/index.md', 'a/9/index.md']],
    ['a name before its continuation', ['a-2.md', 'a.md']],
    ['of one name by the path', ['b/1.md', 'a/1.md']],
    ['zeros in front do not count', ['010.md', '9.md', '08.md']],
    ['a blank is no number', ['0-.md', ' 9.md']],
    ['long numbers too', ['100000000000000000000002.md', '100000000000000000000001.md']],
  ])('%s', (_, expected) => {
    const articles = expected.map((path) => articleOf(path, 1));
    for (const candidates of ordersOf(articles)) {
      expect(catalogOf(candidates, SITE).articles.map(({ path }) => path)).toEqual(expected);
    }
  });

  test('the date decides before the name', () => {
    const articles = [articleOf('1.md', 2), articleOf('2.md', 1)];
    expect(catalogOf(articles, SITE).articles.map(({ path }) => path)).toEqual(['1.md', '2.md']);
  });

  test('any names are in one order, whichever is read first', () => {
    const name = fc.array(fc.constantFrom('1', '9', '10', '01', 'a', 'b', '-', '.', ' ', '٣', 'Infinity'), {
      maxLength: 5,
    });
    const paths = fc.uniqueArray(
      name.map((parts) => `${parts.join('')}.md`),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(paths, (given) => {
        const articles = given.map((path) => articleOf(path, 1));
        const orders = ordersOf(articles).map((each) => catalogOf(each, SITE).articles.map(({ path }) => path));
        for (const order of orders) expect(order).toEqual(orders[0]);
      }),
      { numRuns: 500 },
    );
  });
});

test('a related slug that no article has is a warning', () => {
  const catalog = catalogOf([articleOf('a', 1, 'a', 'a', ['b', 'nope']), articleOf('b', 2)], SITE);
  expect(catalog.problems).toMatchObject([{ code: 'related-unknown', severity: 'warning', path: 'a' }]);
});
