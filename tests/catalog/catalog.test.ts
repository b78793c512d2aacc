// The catalog: no two articles with one id or slug, and a small change gives what all articles would.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import type { Article } from '../../src/model/article.ts';
import { idOfFile } from '../../src/model/paths.ts';

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
const unnamed = (path: string, published: number, slug: string) => ({
  ...articleOf(path, published, slug, idOfFile('t', path)),
  isIdMade: true,
});

const draftOf = (...rest: Parameters<typeof articleOf>) => ({ ...articleOf(...rest), draft: true });

describe('ids are told apart', () => {
  test.each([
    ['two that are given', articleOf('a.md', 1, 'a', 'x'), articleOf('b.md', 2, 'b', 'x')],
    ['one that is given and one that is made', articleOf('a.md', 1, 'a', 'tag:t:b'), unnamed('b.md', 2, 'b')],
    ['two that are made', unnamed('b.md', 1, 'a'), unnamed('b/index.md', 2, 'b')],
    ['two that are made of one name composed otherwise', unnamed('\u00e9.md', 1, 'a'), unnamed('e\u0301.md', 2, 'b')],
  ])('%s', (_, stays, gives) => {
    expect(catalogOf([gives, stays]).articles).toEqual([stays]);
    const catalog = catalogOf([stays]).after([], [gives]) ?? catalogOf([stays, gives]);
    expect(catalog.problems()).toMatchObject([{ code: 'id-duplicate', path: gives.path }]);
  });
});

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
  const article = fc.record({
    path: fc.tuple(fc.nat(15), fc.constantFrom('.md', '.md', '.MD', '/index.md')).map((parts) => parts.join('')),
    published: fc.nat(5),
    slug: fc.nat(60).map(String),
    id: fc.option(
      fc.nat(60).map((each) => (each > 40 ? idOfFile('t', `${each - 40}.md`) : String(each))),
      { freq: 1 },
    ),
  });
  type Given = typeof article extends fc.Arbitrary<infer T> ? T : never;
  const made = ({ path, published, slug, id }: Given) =>
    id === null ? unnamed(path, published, slug) : articleOf(path, published, slug, id);
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
        let files = new Map<string, Article>(first.map((each) => [each.path, made(each)]));
        let catalog = catalogOf(files.values());
        for (const change of changes) {
          const next = new Map(files);
          for (const each of change) next.set(each.path, made(each));
          next.delete(`${drop}.md`);
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
