// The catalog: no two articles with one id or slug, and a small change gives what all articles would.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import type { Article } from '../../src/model/article.ts';

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

const draftOf = (...rest: Parameters<typeof articleOf>) => ({ ...articleOf(...rest), draft: true });

describe('of articles that share a slug or an id', () => {
  test.each([
    ['the earlier date stays', articleOf('b', 1, 'same'), articleOf('a', 2, 'same'), 'slug-duplicate'],
    ['of one date the lower path stays', articleOf('a', 1, 'same'), articleOf('b', 1, 'same'), 'slug-duplicate'],
    ['a draft gives way, whatever its date', articleOf('b', 2, 'same'), draftOf('a', 1, 'same'), 'slug-duplicate'],
    ['the same goes for ids', articleOf('b', 1, 'x', 'same'), articleOf('a', 2, 'y', 'same'), 'id-duplicate'],
  ])('%s', (_, stays, gives, code) => {
    for (const candidates of [
      [stays, gives],
      [gives, stays],
    ]) {
      const catalog = catalogOf(candidates);
      expect(catalog.articles).toEqual([stays]);
      expect(catalog.problems().map((each) => [each.code, each.path])).toEqual([[code, gives.path]]);
      expect(catalog.problems()[0]?.message).toContain(stays.path);
    }
  });
});

test('a related slug that no article has is a warning', () => {
  const catalog = catalogOf([articleOf('a', 1, 'a', 'a', ['b', 'nope']), articleOf('b', 2)]);
  expect(catalog.problems()).toMatchObject([{ code: 'related-unknown', severity: 'warning', path: 'a' }]);
});

test('after a change it is what it would be made of all articles', () => {
  const article = fc.record({ path: fc.nat(20).map(String), published: fc.nat(5), slug: fc.nat(40).map(String) });
  const set = fc.uniqueArray(article, { selector: ({ path }) => path, maxLength: 15 });
  fc.assert(
    fc.property(
      set,
      fc.array(
        set.map((each) => each.slice(0, 3)),
        { maxLength: 4 },
      ),
      fc.nat(15),
      (first, changes, drop) => {
        let files = new Map(first.map((each) => [each.path, articleOf(each.path, each.published, each.slug)]));
        let catalog = catalogOf(files.values());
        for (const change of changes) {
          const next = new Map(files);
          for (const each of change) next.set(each.path, articleOf(each.path, each.published, each.slug));
          next.delete(String(drop));
          const gone = [...files.values()].filter((each) => next.get(each.path) !== each);
          const come = [...next.values()].filter((each) => files.get(each.path) !== each);
          const anew = catalogOf(next.values());
          catalog = catalog.after(gone, come) ?? anew;
          expect(catalog.articles).toEqual(anew.articles);
          expect(catalog.problems()).toEqual(anew.problems());
          for (const { path, slug } of next.values()) {
            expect(catalog.withPath(path)).toBe(anew.withPath(path));
            expect(catalog.withSlug(slug)).toBe(anew.withSlug(slug));
          }
          files = next;
        }
      },
    ),
    { numRuns: 1000 },
  );
});
