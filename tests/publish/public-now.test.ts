// What is public after a change is what it would be without knowing what was before.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Article } from '../../src/model/article.ts';
import { type PublicNow, publicNow } from '../../src/publish/public-now.ts';

const NEWS = 5;

const article = fc.record({
  draft: fc.boolean(),
  published: fc.nat(20),
  updated: fc.option(fc.nat(30), { nil: undefined }),
}) as unknown as fc.Arbitrary<Article>;

const newestFirst = (articles: readonly Article[]): Article[] =>
  [...articles].sort((a, b) => b.published - a.published);

test('whatever came and went, and however much time has passed', () => {
  const step = fc.record({
    come: fc.array(article, { maxLength: 3 }),
    gone: fc.nat(),
    count: fc.nat(2),
    passed: fc.nat(4),
  });
  fc.assert(
    fc.property(
      fc.array(article, { maxLength: 12 }),
      fc.nat(20),
      fc.array(step, { maxLength: 5 }),
      (first, at, steps) => {
        let [all, now] = [newestFirst(first), at];
        let before: PublicNow | undefined = publicNow(all, now, NEWS, undefined);
        for (const { come, gone, count, passed } of steps) {
          all = newestFirst([...all.toSpliced(gone % (all.length + 1), count), ...come]);
          now += passed;
          const after: PublicNow = publicNow(all, now, NEWS, before);
          expect(after).toEqual(publicNow(all, now, NEWS, undefined));
          before = after;
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('an edit in place costs no look at the others', () => {
  let looks = 0;
  const watched = (published: number): Article =>
    ({
      get draft() {
        looks++;
        return false;
      },
      published,
    }) as unknown as Article;
  const all = [5, 4, 3, 2, 1].map(watched);
  const before = publicNow(all, 10, NEWS, undefined);
  looks = 0;
  const edited = watched(3);
  const { articles } = publicNow([...all.slice(0, 2), edited, ...all.slice(3)], 10, NEWS, before);
  expect(articles).toEqual([all[0], all[1], edited, all[3], all[4]]);
  expect(looks).toBeLessThan(10);
});
