// From nothing to the feeds of the site and of its 40 categories: Courant, Hugo and a plain script, on the same articles.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CATEGORIES, ITEMS } from './corpus.ts';
import { writeHugoSite } from './hugo.ts';
import { fetchFrom, has, type Running, serve, start, until } from './process.ts';
import { median, megabytes, milliseconds, spread, tableOf } from './table.ts';

const CONNECTIONS = 8;
const FIRST_SECONDS = 900;

const CHANNELS = ['', ...Array.from({ length: CATEGORIES }, (_, i) => `/categories/section-${i}`)];
export const FEEDS = CHANNELS.flatMap((channel) => ['/feed.xml', '/atom.xml', '/feed.json'].map((it) => channel + it));

interface Run {
  /** Milliseconds from the start of the process to the first feed, and to all. */
  readonly first: number;
  readonly all: number;
  readonly usage: ReturnType<Running['usage']>;
  /** Path to text. */
  readonly documents: ReadonlyMap<string, string>;
}

/** `folder` holds `content`. A round is one run of each program. */
export async function measureFeeds(folder: string, articles: number, runs: number): Promise<string> {
  writeHugoSite(folder);
  const content = join(folder, 'content');
  const script = [join(import.meta.dirname, 'plain-script.mjs'), content, String(ITEMS)];
  const programs: Readonly<Record<string, (out: string) => Promise<Run>>> = {
    'plain script': (out) => runWriter(process.execPath, [...script, out], out),
    ...(has('hugo') && { Hugo: (out) => runWriter('hugo', ['-s', folder, '-d', out, '--noBuildLock'], out) }),
    'Courant, gzip': (out) => runCourant(content, out, 'gzip'),
    'Courant, identity': (out) => runCourant(content, out, 'identity'),
  };
  if (!has('hugo')) console.error('Hugo is not installed, so it is left out: apt-get install hugo');
  const results = new Map(Object.keys(programs).map((name) => [name, [] as Omit<Run, 'documents'>[]]));
  for (let round = 0; round < runs; round++) {
    let expected: string | undefined;
    for (const [name, run] of Object.entries(programs)) {
      const out = mkdtempSync(join(folder, 'out-'));
      const { documents, ...figures } = await run(out);
      rmSync(out, { recursive: true, force: true });
      const titles = checkedTitles(name, documents);
      expected ??= titles;
      if (titles !== expected) throw new Error(`${name} shows other articles than the plain script`);
      results.get(name)?.push(figures);
    }
  }
  const all = (name: string) => median(results.get(name)?.map((run) => run.all) ?? []);
  const rows = [...results].map(([name, list]) => [
    name,
    spread(list.map((run) => run.all)),
    has('hugo') ? `${(all(name) / all('Hugo')).toFixed(2)} ×` : '',
    `${(all(name) / all('plain script')).toFixed(2)} ×`,
    milliseconds(median(list.map((run) => run.first))),
    milliseconds(median(list.map((run) => run.usage.processor))),
    megabytes(median(list.map((run) => run.usage.peak))),
  ]);
  const columns = ['all', 'of Hugo', 'of the script', 'first feed', 'processor time', 'peak memory'];
  return tableOf(`${FEEDS.length} feeds from nothing, ${articles} articles`, columns, rows);
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
    return { first: server.first, all, usage: server.usage(), documents };
  } finally {
    await server.stop();
  }
}

/** Process start to its end; its first feed is there when the file is. */
async function runWriter(program: string, args: readonly string[], out: string): Promise<Run> {
  const writer = start(program, args);
  const all = writer.ended.then(() => performance.now() - writer.began);
  await Promise.race([all, until(FIRST_SECONDS, 'the first feed', () => existsSync(join(out, 'feed.xml')))]);
  const first = performance.now() - writer.began;
  await writer.ended;
  const documents = new Map(FEEDS.map((path) => [path, readFileSync(join(out, path), 'utf8')]));
  return { first, all: await all, usage: writer.usage(), documents };
}

/** The titles of all items in all documents; throws unless each document has all its items with their whole text. */
function checkedTitles(name: string, documents: ReadonlyMap<string, string>): string {
  const titles: string[] = [];
  for (const path of FEEDS) {
    const items = itemsOf(path, documents.get(path) ?? '');
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

function itemsOf(path: string, text: string): Item[] {
  if (path.endsWith('.json')) {
    const { items } = JSON.parse(text) as { items: { title: string; content_html: string }[] };
    return items.map(({ title, content_html: content }) => ({ title, content }));
  }
  return [...text.matchAll(/<(item|entry)>[\s\S]*?<\/\1>/g)].map(([item]) => ({
    title: /<title[^>]*>([^<]*)/.exec(item)?.[1] ?? '',
    content: /<content\b[\s\S]*<\/content/.exec(item)?.[0] ?? '',
  }));
}
