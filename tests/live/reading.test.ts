// Reading all articles: threads find what one thread finds, and where they fail nothing is lost.

import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createScanner, type Scanner } from '../../src/disk/scan.ts';
import { mediaIndexOf } from '../../src/live/media-index.ts';
import type * as Reading from '../../src/live/reading.ts';
import { readAll } from '../../src/live/reading.ts';
import type * as Threads from '../../src/live/threads.ts';
import { startEarly, type Thread } from '../../src/live/threads.ts';
import { copyOf } from '../../src/model/article.ts';
import { finish } from '../../src/model/resource.ts';
import { article, contentFolder, library, write } from '../content-folder.ts';

/** As they are installed: threads run JavaScript. */
const installed = {
  ...((await import('../../dist/live/reading.js' as string)) as typeof Reading),
  ...((await import('../../dist/live/threads.js' as string)) as typeof Threads),
};

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function folderOf(count: number): string {
  const files: Record<string, string | Uint8Array> = { 'p.png': PNG };
  for (let i = 0; i < count; i++) {
    const broken = i % 10 === 3 ? { date: 'Tuesday' } : {};
    const odd = i % 10 === 5 ? { titel: 'x', image: 'p.png', tags: `[t${i}, News]` } : {};
    files[`${i % 7}/a${i}.md`] = article({ title: `Article ${i}`, ...broken, ...odd });
  }
  files['0/bytes.md'] = Buffer.concat([Buffer.from(article({})), Buffer.from([0xff])]);
  return contentFolder(files);
}

async function seen(folder: string) {
  const site = (await library(folder)).site();
  if (!site) throw new Error('There is no site');
  const scanner = createScanner(folder);
  finish(scanner.scan());
  return { scanner, context: { root: scanner.root(), site, media: mediaIndexOf(scanner) } };
}

function collector() {
  const found = new Map<string, unknown>();
  const onRead: Reading.OnRead = ({ path }, read) =>
    void found.set(
      path,
      read && { ...read, article: read.article && JSON.parse(JSON.stringify(copyOf(read.article))) },
    );
  return { found, onRead };
}

const sorted = (found: ReadonlyMap<string, unknown>) => [...found].sort(([a], [b]) => (a < b ? -1 : 1));

test('threads find what one thread finds', async () => {
  const folder = folderOf(1200);
  const { scanner, context } = await seen(folder);
  rmSync(`${folder}/0/a0.md`);
  const [here, there] = [collector(), collector()];
  await readAll(scanner, context, here.onRead);
  const much: Scanner = { ...scanner, count: () => 50_000 };
  await installed.readAll(much, context, there.onRead);
  expect(there.found.size).toBe(1201);
  expect(sorted(there.found)).toEqual(sorted(here.found));
  expect(there.found.get('0/a0.md')).toBeUndefined();
  expect(there.found.get('0/bytes.md')).toMatchObject({ problems: [{ code: 'utf8-invalid' }] });
});

test('a thread that has begun reads on while others read too', async () => {
  const folder = folderOf(1200);
  const early = installed.startEarly(folder, {});
  const { scanner, context } = await seen(folder);
  const look = await early.look;
  expect(look).toEqual(scanner.look());
  expect(await early.circumstances).toMatch(/./);
  const [here, both] = [collector(), collector()];
  await readAll(scanner, context, here.onRead);
  await readAll(scanner, context, both.onRead, { early });
  expect(sorted(both.found)).toEqual(sorted(here.found));
});

test('what a thread took and never told is read here', async () => {
  const { scanner, context } = await seen(folderOf(600));
  const { found, onRead } = collector();
  const dead: Thread = { taken: Int32Array.of(2), listen: async () => {}, stop: () => {} };
  await readAll(scanner, context, onRead, { early: dead });
  expect(found.size).toBe(601);
});

test('where threads cannot be had, everything is read here', async () => {
  const folder = folderOf(30);
  const { scanner, context } = await seen(folder);
  const { found, onRead } = collector();
  const much: Scanner = { ...scanner, count: () => 50_000 };
  await readAll(much, context, onRead); // the thread's file is TypeScript here
  expect(found.size).toBe(31);
  const early = startEarly(folder, {});
  expect([await early.look, await early.circumstances]).toEqual([undefined, undefined]);
});

test('a thread tells nothing of a folder that is not there, and no articles without a site.yaml', async () => {
  const folder = folderOf(3);
  const none = installed.startEarly(`${folder}/none`, {});
  expect([await none.look, await none.circumstances]).toEqual([undefined, undefined]);
  rmSync(`${folder}/site.yaml`);
  const some = installed.startEarly(folder, {});
  expect([(await some.look)?.folders.length, await some.circumstances]).toEqual([4, undefined]);
});

test('what was read early is what a library shows, and under other circumstances it is read anew', async () => {
  const folder = folderOf(300);
  const first = await library(folder, { early: installed.startEarly(folder, {}) });
  const plain = await library(folder);
  const written = (opened: typeof plain) => opened.catalog().articles.map((each) => JSON.stringify(copyOf(each)));
  expect(written(first)).toEqual(written(plain));
  expect(first.problems()).toEqual(plain.problems());
  const url = 'https://other.example/';
  write(folder, { 'p.md': article({ image: 'p.png' }) });
  const other = await library(folder, { url, early: installed.startEarly(folder, {}) });
  expect(other.catalog().withSlug('p')?.image?.url).toBe('https://other.example/p.png');
});
