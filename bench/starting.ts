// Starting, editing and publishing, and the memory that it takes.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause, type Running, serve } from './process.ts';
import { median, milliseconds, type Row, times } from './table.ts';

const RUNS = 3;

/** Figures 1 to 5 for one corpus. */
export async function measureStarting(content: string, count: number): Promise<Row[]> {
  const cache = mkdtempSync(join(tmpdir(), 'courant-bench-cache-'));
  const [reading, splitting, walking, cold, warm] = [[], [], [], [], []] as number[][] as [
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  let memory = { now: 0, peak: 0 };
  for (let i = 0; i < RUNS; i++) {
    reading.push(timed(() => void readAll(content)));
    splitting.push(timed(() => void splitAll(content)));
    walking.push(timed(() => void walk(content, () => {})));
    rmSync(cache, { recursive: true, force: true });
    const first = await serve(content, cache);
    cold.push(first.answered);
    memory = first.memory();
    await pause(7_000 + count / 20); // what was parsed is kept a moment later
    await first.stop();
    const second = await serve(content, cache);
    warm.push(second.answered);
    await second.stop();
  }
  const running = await serve(content, cache);
  const edits = await measureEdits(content, running);
  const published = await measurePublishing(content, running);
  const after = running.memory();
  await running.stop();
  rmSync(cache, { recursive: true, force: true });
  const [read, split, walked] = [median(reading), median(splitting), median(walking)];
  return [
    { what: `reading ${count} files in Node (\`readFileSync\`)`, figure: milliseconds(read) },
    { what: 'reading and splitting all heads by hand', figure: milliseconds(split) },
    { what: 'a plain walk with `stat`', figure: milliseconds(walked) },
    {
      what: 'cold start to the first full feed',
      figure: milliseconds(median(cold)),
      ratio: `${times(median(cold) / read, 'reading')}, ${times(median(cold) / split, 'splitting')}`,
    },
    { what: 'warm start', figure: milliseconds(median(warm)), ratio: times(median(warm) / walked, 'the walk') },
    { what: 'edit to served (50 ms of it the quiet time)', figure: milliseconds(median(edits)) },
    { what: 'a new article in its category’s three feeds', figure: milliseconds(median(published)) },
    { what: 'memory (RSS) after a cold start, and its peak', figure: `${mb(memory.now)}, ${mb(memory.peak)}` },
    { what: 'memory (RSS) after a warm start and the edits', figure: mb(after.now) },
  ];
}

export const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

function timed(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

function walk(folder: string, visit: (path: string) => void): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, visit);
    else if (statSync(path).isFile()) visit(path);
  }
}

function readAll(folder: string): number {
  let bytes = 0;
  walk(folder, (path) => {
    if (path.endsWith('.md')) bytes += readFileSync(path).length;
  });
  return bytes;
}

/** What a script does with a head: its lines, cut at the first colon. */
function splitAll(folder: string): number {
  let keys = 0;
  walk(folder, (path) => {
    if (!path.endsWith('.md')) return;
    const text = readFileSync(path, 'utf8');
    const head = text.slice(4, text.indexOf('\n---\n'));
    for (const line of head.split('\n')) keys += line.slice(0, line.indexOf(':')).length > 0 ? 1 : 0;
  });
  return keys;
}

async function measureEdits(content: string, { url }: Running): Promise<number[]> {
  const feed = (await (await fetch(`${url}/feed.json`)).json()) as { items: { id: string }[] };
  const path = join(content, `${decodeURI(feed.items[0]?.id.split(':')[2] ?? '')}.md`);
  const before = readFileSync(path, 'utf8');
  const figures: number[] = [];
  for (let i = 0; i < 9; i++) {
    const mark = `Edit ${i} of ${process.pid}`;
    const began = performance.now();
    writeFileSync(path, before.replace(/^title: .*$/m, `title: ${mark}`));
    await until(`${url}/feed.xml`, mark);
    figures.push(performance.now() - began);
    await pause(1000);
  }
  writeFileSync(path, before);
  return figures;
}

async function measurePublishing(content: string, { url }: Running): Promise<number[]> {
  const figures: number[] = [];
  const feeds = ['feed.xml', 'atom.xml', 'feed.json'].map((file) => `${url}/categories/section-7/${file}`);
  for (const feed of feeds) await (await fetch(feed)).arrayBuffer();
  for (let i = 0; i < 5; i++) {
    const mark = `New ${i} of ${process.pid}`;
    const path = join(content, `new-${process.pid}-${i}.md`);
    const began = performance.now();
    writeFileSync(path, `---\ntitle: ${mark}\ndate: 2026-11-0${i + 1}\ncategories: Section 7\n---\nNews.\n`);
    await Promise.all(feeds.map((feed) => until(feed, mark)));
    figures.push(performance.now() - began);
    await pause(1000);
    rmSync(path);
    await pause(1000);
  }
  return figures;
}

async function until(url: string, mark: string): Promise<void> {
  for (let i = 0; i < 4000; i++) {
    if ((await (await fetch(url)).text()).includes(mark)) return;
    await pause(5);
  }
  throw new Error(`${url} never showed ${mark}`);
}
