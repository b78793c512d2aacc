// From nothing to the feeds of the site and of its 40 categories: Courant, Hugo and a plain script, on the same articles.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CATEGORIES, ITEMS } from './corpus.ts';
import { writeHugoSite } from './hugo.ts';
import { fetchFrom, has, serve, start, until } from './process.ts';
import { median, megabytes, milliseconds, spread, tableOf } from './table.ts';

const SECONDS = 900;
const CONNECTIONS = 8;

export const FEEDS: readonly string[] = [
  '',
  ...Array.from({ length: CATEGORIES }, (_, i) => `/categories/section-${i}`),
].flatMap((channel) => ['feed.xml', 'atom.xml', 'feed.json'].map((name) => `${channel}/${name}`));

interface Run {
  /** Milliseconds from the start of the process to the first feed and to all; processor time, of all threads. */
  readonly first: number;
  readonly all: number;
  readonly processor: number;
  /** Bytes. */
  readonly peak: number;
  /** Path to text. */
  readonly documents: ReadonlyMap<string, string>;
}

/** `folder` holds `content`. A round is one run of each program. */
export async function measureFeeds(folder: string, articles: number, runs: number): Promise<string> {
  writeHugoSite(folder);
  const content = join(folder, 'content');
  const script = join(import.meta.dirname, 'plain-script.mjs');
  const programs: [name: string, run: (out: string) => Promise<Run>][] = [
    ['plain script', (out) => runWriter(process.execPath, [script, content, out, String(ITEMS)], out)],
    ['Hugo', (out) => runWriter('hugo', ['--source', folder, '--destination', out, '--noBuildLock'], out)],
    ['Courant, read as gzip', (out) => runCourant(content, out, 'gzip')],
    ['Courant, read as identity', (out) => runCourant(content, out, 'identity')],
  ];
  if (!has('hugo')) {
    console.error('Hugo is not installed, so it is left out: apt-get install hugo');
    programs.splice(1, 1);
  }
  const results = new Map(programs.map(([name]) => [name, [] as Run[]]));
  for (let round = 0; round < runs; round++) {
    const titles: string[] = [];
    for (const [name, run] of programs) {
      const out = mkdtempSync(join(folder, 'out-'));
      const result = await run(out);
      rmSync(out, { recursive: true, force: true });
      titles.push(checkedTitles(name, result.documents));
      if (titles.at(-1) !== titles[0]) throw new Error(`${name} and ${programs[0]?.[0]} show different articles`);
      results.get(name)?.push({ ...result, documents: new Map() });
    }
  }
  const all = (name: string) => median(results.get(name)?.map((run) => run.all) ?? []);
  const rows = [...results].map(([name, list]) => [
    name,
    spread(list.map((run) => run.all)),
    has('hugo') ? `${(all(name) / all('Hugo')).toFixed(2)} ×` : '',
    `${(all(name) / all('plain script')).toFixed(2)} ×`,
    milliseconds(median(list.map((run) => run.first))),
    milliseconds(median(list.map((run) => run.processor))),
    megabytes(median(list.map((run) => run.peak))),
  ]);
  const columns = [
    '',
    `${FEEDS.length} documents`,
    'of Hugo',
    'of the script',
    'first feed',
    'processor time',
    'peak memory',
  ];
  return tableOf(`Feeds from nothing, ${articles} articles`, columns, rows);
}

/** Process start to the last byte of the last feed, as a reader gets them. */
async function runCourant(content: string, out: string, coding: string): Promise<Run> {
  const server = await serve(content, join(out, 'cache'), coding);
  try {
    const bodies = new Map<string, Buffer>();
    const queue = FEEDS.values();
    const reader = async () => {
      for (const path of queue) {
        const { status, headers, bytes } = await fetchFrom(server.port, path, coding);
        if (status !== 200) throw new Error(`Courant answers ${status} for ${path}`);
        if ((headers['content-encoding'] ?? 'identity') !== coding) throw new Error(`${path} is not sent as ${coding}`);
        bodies.set(path, bytes);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, reader));
    const all = performance.now() - server.began;
    await server.stop();
    const text = (bytes: Buffer) => (coding === 'gzip' ? gunzipSync(bytes) : bytes).toString();
    const documents = new Map([...bodies].map(([path, bytes]) => [path, text(bytes)]));
    return { first: server.first, all, processor: server.processor(), peak: server.peak(), documents };
  } finally {
    await server.stop();
  }
}

/** Process start to its end; its first feed is there when the file is. */
async function runWriter(program: string, args: readonly string[], out: string): Promise<Run> {
  const writer = start(program, args, SECONDS);
  const all = writer.ended.then(() => performance.now() - writer.began);
  await Promise.race([all, until(SECONDS, 'the first feed', () => existsSync(join(out, 'feed.xml')))]);
  const first = performance.now() - writer.began;
  await writer.ended;
  const documents = new Map(FEEDS.map((path) => [path, readFileSync(join(out, path), 'utf8')]));
  return { first, all: await all, processor: writer.processor(), peak: writer.peak(), documents };
}

/** The titles of all items in all documents; throws unless each document has all its items with their whole text. */
function checkedTitles(name: string, documents: ReadonlyMap<string, string>): string {
  const titles: string[] = [];
  for (const path of FEEDS) {
    const text = documents.get(path) ?? '';
    const items = path.endsWith('.json') ? itemsOfJson(text) : itemsOfXml(text);
    const thin = items.find(({ content }) => content.replace(/<[^>]*>/g, '').length < 2000);
    if (items.length !== ITEMS) throw new Error(`${name}: ${items.length} items in ${path}, not ${ITEMS}`);
    if (thin) throw new Error(`${name}: "${thin.title}" in ${path} has not its whole text`);
    titles.push(`${path}: ${items.map(({ title }) => title).join(', ')}`);
  }
  return titles.join('\n');
}

interface Item {
  readonly title: string;
  readonly content: string;
}

function itemsOfJson(text: string): Item[] {
  const { items } = JSON.parse(text) as { items: { title: string; content_html: string }[] };
  return items.map(({ title, content_html: content }) => ({ title, content }));
}

function itemsOfXml(text: string): Item[] {
  const texts = [...text.matchAll(/<(item|entry)>[\s\S]*?<\/\1>/g)].map(([item]) => item);
  return texts.map((item) => ({
    title: /<title[^>]*>([^<]*)/.exec(item)?.[1] ?? '',
    content: /<content\b[\s\S]*<\/content|<content:encoded[\s\S]*<\/content:encoded/.exec(item)?.[0] ?? '',
  }));
}
