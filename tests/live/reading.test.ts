// Reading many articles: threads find what one thread finds, and where there are none nothing is lost.

import { rmSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { createScanner } from '../../src/disk/scan.ts';
import { mediaIndexOf } from '../../src/live/media-index.ts';
import type * as Reading from '../../src/live/reading.ts';
import { readArticles } from '../../src/live/reading.ts';
import { copyOf } from '../../src/model/article.ts';
import { finish } from '../../src/model/resource.ts';
import { article, contentFolder, library } from '../content-folder.ts';

/** As it is installed: threads run JavaScript. */
const { readInThreads } = (await import('../../dist/live/reading.js' as string)) as typeof Reading;

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function reading(count: number) {
  const files: Record<string, string | Uint8Array> = { 'p.png': PNG };
  for (let i = 0; i < count; i++) {
    const broken = i % 10 === 3 ? { date: 'Tuesday' } : {};
    const odd = i % 10 === 5 ? { titel: 'x', image: 'p.png', tags: `[t${i}, News]` } : {};
    files[`${i % 7}/a${i}.md`] = article({ title: `Article ${i}`, ...broken, ...odd });
  }
  files['0/bytes.md'] = Buffer.concat([Buffer.from(article({})), Buffer.from([0xff])]);
  const folder = contentFolder(files);
  const site = (await library(folder)).site();
  const scanner = createScanner(folder);
  finish(scanner.scan());
  if (!site) throw new Error('There is no site');
  const all = [...scanner.files()].filter(({ path }) => path.endsWith('.md'));
  rmSync(`${folder}/0/a0.md`);
  const context = { root: scanner.root(), site, media: mediaIndexOf(scanner) };
  const media = [...scanner.files()].filter(({ path }) => path.endsWith('.png'));
  return { all, context, media };
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

test('threads find what one thread finds', async () => {
  const { all, context, media } = await reading(1200);
  const [here, there] = [collector(), collector()];
  await readArticles(all, all.length, context, () => media, here.onRead);
  expect(await readInThreads([all.slice(0, 700), all.slice(700)].values(), context, media, there.onRead)).toEqual([]);
  expect(there.found.size).toBe(1201);
  expect([...there.found].sort()).toEqual([...here.found].sort());
  expect(there.found.get('0/a0.md')).toBeUndefined();
  expect(there.found.get('0/bytes.md')).toMatchObject({ problems: [{ code: 'utf8-invalid' }] });
});

test('where threads cannot be had, every file is read here', async () => {
  const { all, context } = await reading(30);
  const { found, onRead } = collector();
  const media = vi.fn(() => []);
  await readArticles(all, 50_000, context, media, onRead); // the thread's file is TypeScript here
  expect(media).toHaveBeenCalled();
  expect(found.size).toBe(31);
});
