// Packed articles: whatever an article says comes back, from another thread and from the disk.

import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pack } from '../../src/live/pack.ts';
import { type PackedArticle, unpack } from '../../src/live/packed-article.ts';
import { type Article, copyOf } from '../../src/model/article.ts';
import { idOfFile } from '../../src/model/paths.ts';

const AUTHORITY = 'example.org,2026';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const place = fc.record({ line: fc.nat(), column: fc.nat() });
const file = fc.record({ url: text, path: text, length: fc.nat(), type: text }, { requiredKeys: ['url'] });
const author = fc.record({ name: text, url: text, key: text }, { requiredKeys: ['name'] });
const names = fc.array(fc.oneof(fc.constantFrom('News', 'a', '', '__proto__'), text), { maxLength: 4 });

const article: fc.Arbitrary<Article> = fc
  .record({
    path: text,
    id: maybe(text),
    idAsUri: maybe(text),
    slug: text,
    title: text,
    published: fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
    updated: maybe(fc.integer({ min: 0, max: 253_402_300_799_999 })),
    draft: fc.boolean(),
    authors: fc.array(author, { maxLength: 2 }),
    categories: names,
    tags: names,
    related: names,
    summary: maybe(text),
    image: maybe(file),
    enclosures: fc.array(file, { maxLength: 2 }),
    source: maybe(fc.record({ name: text })),
    canonical: maybe(text),
    language: maybe(text),
    rights: maybe(text),
    places: maybe(fc.record({ id: place })),
  })
  .map(({ id, idAsUri, ...rest }) =>
    id === undefined ? { ...rest, id: idOfFile(AUTHORITY, rest.path), isIdMade: true } : { ...rest, id, idAsUri },
  );

const seen = fc.record({
  path: fc.constant(''),
  size: fc.nat(),
  mtime: fc.double({ noNaN: true }),
  ctime: fc.nat(),
  inode: fc.nat(),
});

describe('every article comes back as it was packed', () => {
  test.each<[string, (packed: ReturnType<typeof pack>) => ReturnType<typeof pack>]>([
    ['at once', (packed) => packed],
    ['from another thread', (packed) => structuredClone(packed)],
    ['from the disk', (packed) => deserialize(serialize(packed)) as ReturnType<typeof pack>],
    [
      'packed again',
      (packed) =>
        pack(
          unpack(packed).map((each) => ({ file: each.file, article: each })),
          AUTHORITY,
        ),
    ],
  ])('%s', (_, through) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(article, seen), { maxLength: 5 }), (all) => {
        const read = all.map(([each, facts]) => ({ article: each, file: { ...facts, path: each.path } }));
        const articles = unpack(through(pack(read, AUTHORITY)));
        const written = (each: Article) => JSON.parse(JSON.stringify(copyOf(each)));
        const plain = (each: Article) => (each.isIdMade ? each : { ...each, isIdMade: false });
        expect(articles.map(written)).toEqual(read.map((each) => written(plain(each.article))));
        expect(articles.map((each) => each.file)).toEqual(read.map((each) => each.file));
        const named = (each: Article) => [each.image, ...each.enclosures].flatMap((medium) => medium?.path ?? []);
        expect(articles.map(({ media }) => media)).toEqual(all.map(([each]) => named(each)));
      }),
      { numRuns: 300 },
    );
  });
});

test('as JSON it is the article and nothing else', () => {
  const one = fc.sample(article, { numRuns: 1, seed: 2 })[0] as Article;
  const file = { path: one.path, size: 1, mtime: 1, ctime: 1, inode: 1 };
  const [packed] = unpack(pack([{ article: one, file }], AUTHORITY)) as [PackedArticle];
  expect(JSON.stringify(packed)).toBe(JSON.stringify(copyOf(packed)));
});

test('what is asked in between does not change what one says', () => {
  const one = (title: string) => ({ ...fc.sample(article, { numRuns: 1, seed: 1 })[0], title }) as Article;
  const facts = { path: '', size: 1, mtime: 1, ctime: 1, inode: 1 };
  const packed = pack(
    [
      { article: one('One'), file: facts },
      { article: one('Two'), file: facts },
    ],
    AUTHORITY,
  );
  const [a, b] = unpack(packed) as [PackedArticle, PackedArticle];
  expect([a.title, b.title, a.title, a.summary, b.title]).toEqual(['One', 'Two', 'One', a.summary, 'Two']);
});
