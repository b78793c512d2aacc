// Exporting with threads: what they write is what one thread writes, and where they fail nothing is lost.

import { linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { ExportedPart, ThreadData } from '../../src/commands/export/exporting-thread.ts';
import { exportSite } from '../../src/commands/export.ts';
import { beginFolder, folderFiller } from '../../src/disk/publish-folder.ts';
import { MANIFEST } from '../../src/disk/published-files.ts';
import { article, contentFolder, library } from '../content-folder.ts';
import { emptyFolder, filesIn, terminal } from './at-a-terminal.ts';

/** As it is installed: threads run JavaScript. */
const installed = (await import('../../dist/commands/export.js' as string)) as { exportSite: typeof exportSite };
const THREAD = join(import.meta.dirname, '../../dist/commands/export/exporting-thread.js');

const COUNT = 300;

/** More than 1,500 addresses: each article has a tag of its own, and the draft has none. */
function folderOf(body = 'Text.\n') {
  const files: Record<string, string> = { 'a/draft.md': article({ draft: 'true' }, body) };
  for (let i = 0; i < COUNT; i++) {
    files[`${i % 7}/a${i}.md`] = article({ title: `Article ${i}`, tags: `[t${i}, All]` }, `${body}\nWord ${i}\n`);
  }
  return contentFolder(files);
}

/** The threads that are started from now on, and how they failed: an export would not tell. */
function startedWhile() {
  const seen = { count: 0, errors: [] as unknown[] };
  const onWorker = (worker: Worker) => {
    seen.count += 1;
    worker.on('error', (error) => seen.errors.push(error));
  };
  process.on('worker', onWorker);
  return {
    end() {
      process.off('worker', onWorker);
      return seen;
    },
  };
}

test('the same files as one thread writes', async () => {
  const content = folderOf();
  const parent = emptyFolder();
  const [here, there, io] = [join(parent, 'here'), join(parent, 'there'), terminal()];
  await exportSite({ content, out: here }, terminal()); // the thread's file is TypeScript here
  const threads = startedWhile();
  expect(await installed.exportSite({ content, out: there }, io)).toBe(0);
  expect(threads.end()).toEqual({ count: Math.min(3, availableParallelism() - 1), errors: [] });
  const files = filesIn(there);
  expect(Object.keys(files).length).toBeGreaterThan(4500);
  expect(files).toEqual(filesIn(here));
  expect(await installed.exportSite({ content, out: there }, io)).toBe(0);
  const count = new Set((await library(content)).current()?.paths()).size;
  expect(count).toBeGreaterThan(1500);
  expect(io.printed).toEqual([
    `${there}: ${count} addresses, ${count} of them new or changed.`,
    `${there}: ${count} addresses, 0 of them new or changed.`,
  ]);
});

test('every problem of every body is told once, and nothing is exported', async () => {
  const out = join(emptyFolder(), 'dist');
  const io = terminal();
  expect(await installed.exportSite({ content: folderOf('[nowhere](nowhere.md)\n'), out }, io)).toBe(1);
  const told = io.told.filter((line) => line.includes('link-broken'));
  expect(told.length).toBe(COUNT + 1);
  expect(new Set(told).size).toBe(COUNT + 1);
  expect(io.told.at(-1)).toBe(`${COUNT + 1} errors, 0 warnings. Nothing was exported.`);
  expect(readdirSync(dirname(out))).toEqual([]);
});

/** Parts that a thread tells, until it ends. */
async function partsOf(content: string, place: string, given: Partial<ThreadData>): Promise<ExportedPart[]> {
  const opened = await library(content);
  const { making } = beginFolder(place, 0);
  const workerData: ThreadData = {
    ...{ content, url: undefined, place, making, keptHtml: 1e6, taken: new Int32Array(new SharedArrayBuffer(4)) },
    ...{ at: opened.current()?.at ?? 0, fingerprint: opened.fingerprint(), ...given },
  };
  const worker = new Worker(THREAD, { workerData });
  const parts: ExportedPart[] = [];
  worker.on('message', (part) => parts.push(part));
  await new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
  return parts;
}

test('a thread writes what nobody has taken, and tells the problems of what it wrote', async () => {
  const content = folderOf('[nowhere](nowhere.md)\n');
  const taken = new Int32Array(new SharedArrayBuffer(4)).fill(3);
  const parts = await partsOf(content, join(emptyFolder(), 'dist'), { taken });
  const paths = [...new Set((await library(content)).current()?.paths())];
  expect(parts.map(({ number }) => number)).toEqual(Array.from({ length: parts.length }, (_, i) => i + 3));
  expect(parts.flatMap(({ exported }) => exported).map(({ path }) => path)).toEqual(paths.slice(3 * 24));
  expect(parts.flatMap(({ problems = [] }) => problems).length).toBe(COUNT);
});

test('a thread that finds other files than those that are exported writes nothing', async () => {
  const content = folderOf();
  expect(await partsOf(content, join(emptyFolder(), 'dist'), { fingerprint: 'another' })).toEqual([]);
});

test('what a stopped thread has left half done is written anew, and what stands is not touched by it', () => {
  const place = emptyFolder();
  writeFileSync(join(place, 'a.html'), 'before');
  writeFileSync(join(place, MANIFEST), '{"files":["a.html"]}');
  const { making, put, keep, finish } = beginFolder(place, 0);
  linkSync(join(place, 'a.html'), join(making, 'a.html'));
  writeFileSync(join(making, 'b.html'), 'ha');
  folderFiller(place, making).put('c/d/e.html', Buffer.from('e'));
  expect(put('a.html', Buffer.from('after'))).toBe(true);
  expect(readFileSync(join(place, 'a.html'), 'utf8')).toBe('before');
  expect(put('b.html', Buffer.from('half'))).toBe(true);
  expect(put('c/f.html', Buffer.from('f'))).toBe(true);
  expect([keep('a.html'), keep('c/f.html')]).toEqual([true, false]);
  expect(put('a.html', Buffer.from('after'))).toBe(true);
  finish();
  const { [MANIFEST]: _, ...files } = filesIn(place);
  expect(files).toEqual({ 'a.html': 'after', 'b.html': 'half', 'c/d/e.html': 'e', 'c/f.html': 'f' });
});
