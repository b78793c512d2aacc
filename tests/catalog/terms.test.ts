// Terms: how they are spelt, who keeps a slug, and that a small change gives what all articles would.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newestFirst } from '../../src/catalog/catalog.ts';
import { type Terms, termsOf } from '../../src/catalog/terms.ts';
import { termsAfter } from '../../src/catalog/terms-after.ts';
import type { Article } from '../../src/model/article.ts';
import { finish } from '../../src/model/resource.ts';
import type { Site } from '../../src/model/site.ts';

const SITE = { categories: new Map([['tech', { name: 'Technology', description: 'Machines.' }]]) } as unknown as Site;

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

const sorted = (articles: readonly Article[]) => [...articles].sort(newestFirst);

/** Everything that can be asked of the terms of a kind. */
const shown = (terms: Terms, kind: 'category' | 'tag') =>
  terms[kind].all().map((term) => [term.name, term.slug, terms[kind].articlesOf(term).map(({ path }) => path)]);

describe('the terms of articles', () => {
  test('that differ only in case or normal form are one, spelt as in the oldest article', () => {
    const terms = termsOf(SITE, sorted([articleOf('new', 2, ['CAFE\u0301', 'news']), articleOf('old', 1, ['Café'])]));
    expect(shown(terms, 'category')).toEqual([
      ['Café', 'café', ['new', 'old']],
      ['news', 'news', ['new']],
    ]);
  });

  test('that collide in their slug are told apart; the oldest keeps it', () => {
    const terms = termsOf(SITE, sorted([articleOf('a', 1, [], ['C++']), articleOf('b', 2, [], ['C'])]));
    expect(terms.tag.named('C++')?.slug).toBe('c');
    expect(terms.tag.named('C')?.slug).toMatch(/^c-[0-9a-f]{6}$/);
  });

  test('of site.yaml have its name, by their slug or their name', () => {
    const terms = termsOf(SITE, sorted([articleOf('a', 1, ['tech']), articleOf('b', 2, ['technology'])]));
    expect(shown(terms, 'category')).toEqual([['Technology', 'tech', ['b', 'a']]]);
    expect(terms.category.named('tech')?.description).toBe('Machines.');
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

describe('after a change', () => {
  const names = fc.uniqueArray(fc.constantFrom('C', 'C++', 'c', 'News', 'news', 'Tech', 'technology', 'Sea'), {
    maxLength: 3,
  });
  const article = fc.record({
    path: fc.integer({ min: 0, max: 30 }).map(String),
    published: fc.nat(20),
    categories: names,
    tags: names,
  });
  const articles = fc
    .uniqueArray(article, { selector: ({ path }) => path, maxLength: 25 })
    .map((list) =>
      sorted(list.map(({ path, published, categories, tags }) => articleOf(path, published, categories, tags))),
    );

  test('they are what they would be if all articles were gathered anew', () => {
    fc.assert(
      fc.property(
        articles,
        fc.array(article, { maxLength: 4 }),
        fc.array(fc.nat(25), { maxLength: 3 }),
        (before, come, gone) => {
          const replaced = new Set(come.map(({ path }) => path));
          const kept = before.filter(({ path }, i) => !replaced.has(path) && !gone.includes(i));
          const added = [...new Map(come.map((each) => [each.path, each])).values()];
          const after = sorted([
            ...kept,
            ...added.map((each) => articleOf(each.path, each.published, each.categories, each.tags)),
          ]);
          const memory = { site: SITE, articles: before, terms: termsOf(SITE, before) };
          const terms = finish(termsAfter(SITE, after, memory));
          const anew = termsOf(SITE, after);
          for (const kind of ['category', 'tag'] as const) {
            expect(shown(terms, kind)).toEqual(shown(anew, kind));
            for (const { tags, categories } of after) {
              for (const name of kind === 'tag' ? tags : categories) {
                expect(terms[kind].named(name)).toEqual(anew[kind].named(name));
              }
            }
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
