// Terms: how they are spelt, and that a term's feed never changes its subject.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogOf, newestFirst } from '../../src/catalog/catalog.ts';
import { type Terms, termsOf } from '../../src/catalog/terms.ts';
import type { Article } from '../../src/model/article.ts';
import type { Site } from '../../src/model/site.ts';
import { termSlugOf } from '../../src/model/slug.ts';

const SITE = {
  categories: new Map([['tech', { name: 'Technology', description: 'Machines.' }]]),
  permalink: '/articles/{slug}/',
} as unknown as Site;

const articleOf = (path: string, published: number, categories: readonly string[], tags: readonly string[] = []) =>
  ({
    path,
    id: path,
    slug: path,
    title: path,
    published,
    categories,
    tags,
    authors: [],
    related: [],
  }) as unknown as Article;

const byAuthors = (path: string, published: number, ...authors: Article['authors'][number][]): Article => ({
  ...articleOf(path, published, []),
  authors,
});

const sorted = (articles: readonly Article[]) => [...articles].sort(newestFirst);

/** Everything that can be asked of the terms of a kind. */
const shown = (terms: Terms, kind: 'category' | 'tag' | 'author') =>
  terms[kind].all().map((term) => [term.name, term.slug, terms[kind].articlesOf(term).map(({ path }) => path)]);

describe('the terms of articles', () => {
  test('that differ only in case or normal form are one, spelt as in the oldest article', () => {
    const terms = termsOf(SITE, sorted([articleOf('new', 2, ['CAFE\u0301', 'news']), articleOf('old', 1, ['Café'])]));
    expect(shown(terms, 'category')).toEqual([
      ['Café', 'café', ['new', 'old']],
      ['news', 'news', ['new']],
    ]);
  });

  test.each([
    ['New York', 'new-york', 'new york'],
    ['AC/DC', 'ac-dc', 'AC DC'],
    ['Straße!', 'straße', 'straße'],
  ])('%s and its kind have one slug, %s, and are one term, spelt as in the oldest article', (old, slug, young) => {
    const terms = termsOf(SITE, sorted([articleOf('a', 2, [], [young]), articleOf('b', 1, [], [old])]));
    expect(shown(terms, 'tag')).toEqual([[old, slug, ['a', 'b']]]);
    for (const name of [old, young, slug]) expect(terms.tag.named(name)?.slug).toBe(slug);
  });

  test('an article that names a term twice stands in it once', () => {
    const terms = termsOf(SITE, [articleOf('a', 1, [], ['New York', 'new-york', 'Sea', 'NEW YORK'])]);
    expect(shown(terms, 'tag')).toEqual([
      ['New York', 'new-york', ['a']],
      ['Sea', 'sea', ['a']],
    ]);
  });

  test('the newest stand first in each of them', () => {
    const terms = termsOf(SITE, sorted([1, 3, 2].map((day) => articleOf(`${day}`, day, [], ['Sea']))));
    expect(shown(terms, 'tag')).toEqual([['Sea', 'sea', ['3', '2', '1']]]);
  });

  test('of site.yaml have its name, by their slug or their name', () => {
    const terms = termsOf(SITE, sorted([articleOf('a', 1, ['tech']), articleOf('b', 2, ['technology'])]));
    expect(shown(terms, 'category')).toEqual([['Technology', 'tech', ['b', 'a']]]);
    expect(terms.category.named('tech')?.description).toBe('Machines.');
  });

  test('what site.yaml says of a category says nothing of a tag', () => {
    const terms = termsOf(SITE, [articleOf('a', 1, [], ['Technology', 'tech'])]);
    expect(shown(terms, 'tag')).toEqual([
      ['tech', 'tech', ['a']],
      ['Technology', 'technology', ['a']],
    ]);
  });

  test('an author has the slug of the key in site.yaml, else of the name; two of one name are one', () => {
    const ann = { key: 'ann', name: 'Ann Aldous', url: 'https://ann.example/' };
    const terms = termsOf(
      SITE,
      sorted([byAuthors('a', 1, ann), byAuthors('b', 2, { name: 'Bob Lee' }), byAuthors('c', 3, { name: 'BOB LEE' })]),
    );
    expect(shown(terms, 'author')).toEqual([
      ['Ann Aldous', 'ann', ['a']],
      ['Bob Lee', 'bob-lee', ['c', 'b']],
    ]);
    expect(terms.author.named('ann')?.author).toEqual(ann);
  });
});

test('a category that site.yaml only describes keeps its name, its slug and so its feed', () => {
  const site = { categories: new Map([['world-news', { name: 'world-news', description: 'The world.' }]]) };
  const terms = termsOf(site as unknown as Site, [articleOf('a', 1, ['World News'])]);
  expect(terms.category.named('World News')).toMatchObject({
    name: 'World News',
    slug: 'world-news',
    description: 'The world.',
  });
});

// A subscriber of /tags/c/feed.xml must not find C++ in it one day.
describe('a feed never changes its subject', () => {
  const NAMES = ['C', 'C++', 'c', 'C#', '#c', 'News', '#news', 'news', 'New York', 'new-york', 'Tech', 'technology'];
  const names = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 4 });
  const article = fc.record({
    path: fc.integer({ min: 0, max: 30 }).map(String),
    published: fc.nat(20),
    categories: names,
    tags: names,
  });
  const articles = fc
    .uniqueArray(article, { selector: ({ path }) => path, maxLength: 12 })
    .map((list) => list.map((each) => articleOf(each.path, each.published, each.categories, each.tags)));

  test('the slug of a name is the same, whatever other articles there are', () => {
    fc.assert(
      fc.property(articles, articles, (some, others) => {
        const [alone, among] = [termsOf(SITE, sorted(some)), termsOf(SITE, sorted([...some, ...others]))];
        for (const kind of ['category', 'tag'] as const) {
          for (const { categories, tags } of some) {
            for (const name of kind === 'tag' ? tags : categories) {
              expect(among[kind].named(name)?.slug).toBe(alone[kind].named(name)?.slug);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a term has all articles that name it, the newest first, and no others', () => {
    fc.assert(
      fc.property(articles, (given) => {
        const all = sorted(given);
        const terms = termsOf(SITE, all);
        for (const term of terms.tag.all()) {
          const named = all.filter(({ tags }) => tags.some((name) => termSlugOf(name) === term.slug));
          expect(terms.tag.articlesOf(term)).toEqual(named);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['C', 'c'],
    ['C++', 'c-plus-plus'],
    ['C#', 'c-sharp'],
    ['F#', 'f-sharp'],
    ['#news', 'news'],
    ['news', 'news'],
    ['Google+', 'google-plus'],
    ['Objective-C++', 'objective-c-plus-plus'],
    ['C++20 & C#', 'c-plus-plus-20-c-sharp'],
    ['.NET', 'net'],
    ['+', 'plus'],
    ['#', '0c9134'],
    ['日本語', '日本語'],
  ])('the tag %s is at %s', (name, slug) => {
    expect(termsOf(SITE, [articleOf('a', 1, [], [name])]).tag.named(name)?.slug).toBe(slug);
    expect(termsOf(SITE, [articleOf('a', 1, [name])]).category.named(name)?.slug).toBe(slug);
  });

  test('{category} in an address is the slug of the section', () => {
    const site = { ...SITE, permalink: '/{category}/{slug}/', timeZone: 'UTC' } as Site;
    const catalog = catalogOf(
      [articleOf('a', 1, ['C++']), articleOf('b', 1, []), articleOf('c', 1, ['technology'])],
      site,
    );
    expect(catalog.articles.map(catalog.addressOf).sort()).toEqual([
      '/c-plus-plus/a/',
      '/tech/c/',
      '/uncategorized/b/',
    ]);
  });
});
