// Every file of the hostile folder does what it says of itself, and nothing else.

import { existsSync } from 'node:fs';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Library } from '../../src/serve/library.ts';
import { textAt } from '../content-folder.ts';
import { EXPECTATIONS, type Expectation, GENERATED, hostileFolder, hostileLibrary, LINK_PROBLEMS } from './folder.ts';

const GENERATED_EXPECTATIONS = Object.entries(GENERATED).map(([path, { published, problems }]) => ({
  path,
  problems,
  ...(published && { published }),
}));
const ALL: readonly Expectation[] = [...EXPECTATIONS, ...GENERATED_EXPECTATIONS, ...LINK_PROBLEMS];

const folder = hostileFolder();
let library: Library;
let items: Map<string, Item>;

interface Item {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly content_html: string;
  readonly authors: readonly { readonly name: string }[];
  readonly [key: string]: unknown;
}

beforeAll(async () => {
  library = await hostileLibrary(folder);
  const feed = JSON.parse(textAt(library, '/feed.json')) as { items: readonly Item[] };
  items = new Map(feed.items.map((item) => [item.title, item]));
  expect(items.size).toBe(feed.items.length);
}, 120_000);

describe.each(ALL.map((each) => [each.path, each] as const))('%j', (path, { published, problems }) => {
  test('has these problems and no others', () => {
    const found = library.problems().filter((problem) => problem.path === path);
    const said = new Set(found.map(({ code, line, column }) => `${code} ${line}:${column}`));
    for (const each of said) if (ABOUT_PICTURES.test(each) && !problems.includes(each)) said.delete(each);
    const isUnknownKey = (each: string) => each.startsWith('key-unknown');
    // A key that is unknown in several files is told once.
    const expected = problems.filter((each) => !isUnknownKey(each) || said.has(each));
    expect([...said].sort()).toEqual([...new Set(expected)].sort());
  });

  if (!published) return;
  test('is in the feed as it should be', () => {
    const item = items.get(published.title);
    if (!item) throw new Error(`there is no "${published.title}"`);
    const { slug, authors, contains, lacks, ...fields } = published;
    expect(item).toMatchObject(fields);
    if (slug !== undefined) expect(item.url).toBe(`https://hostile.example/articles/${encodeURIComponent(slug)}/`);
    if (authors !== undefined) expect(item.authors.map(({ name }) => name)).toEqual(authors);
    for (const part of contains ?? []) expect(item.content_html).toContain(part);
    for (const part of lacks ?? []) expect(item.content_html).not.toContain(part);
  });
});

test('nothing else is published, and nothing else is a problem', () => {
  const titles = ALL.flatMap(({ published }) => published?.title ?? []);
  expect([...items.keys()].sort()).toEqual([...titles].sort());
  const paths = new Set(ALL.map(({ path }) => path));
  expect(library.problems().filter(({ path }) => !paths.has(path))).toEqual([]);
});

test('no code of any file was run', () => {
  expect('pwned' in globalThis).toBe(false);
  expect(existsSync('pwned-by-a-fence') || existsSync('pwned')).toBe(false);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(([] as unknown as Record<string, unknown>).polluted).toBeUndefined();
});

/** Hostile pictures are of a few pixels, or drawings: what tests/problems/ holds is not said again for each of them. */
const ABOUT_PICTURES = /^image-(?:small|svg) /;

const unescaped = (html: string | undefined): string | undefined =>
  html?.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '');

test('RSS and Atom hold the same articles, word for word', () => {
  const json = parseJsonFeed(textAt(library, '/feed.json')).items ?? [];
  const rss = parseRssFeed(textAt(library, '/feed.xml')).items ?? [];
  const atom = parseAtomFeed(textAt(library, '/atom.xml')).entries ?? [];
  expect([rss.length, atom.length]).toEqual([json.length, json.length]);
  for (const [index, item] of json.entries()) {
    const authors = item.authors?.map(({ name }) => name);
    expect(rss[index]).toMatchObject({ guid: { value: item.id }, title: item.title, link: item.url });
    expect(rss[index]?.dc?.creators).toEqual([authors?.join(', ')]);
    const inRss = rss[index]?.categories?.map(({ name }) => name) ?? [];
    expect([...new Set(inRss)]).toEqual(item.tags ?? []); // a category and a tag may have one name
    expect(atom[index]?.title?.value).toBe(item.title);
    expect(unescaped(atom[index]?.summary?.value)).toBe(item.summary); // HTML there, text in JSON
    expect(atom[index]?.authors?.map(({ name }) => name)).toEqual(authors);
    expect(atom[index]?.categories?.map(({ label }) => label) ?? []).toEqual(inRss);
  }
});
