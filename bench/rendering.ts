// Writing feeds and exporting the site, beside a bare loop over the same bodies.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtom } from '../src/documents/atom.ts';
import { type Draft, draftOf, type Item } from '../src/documents/draft.ts';
import { writeJsonFeed } from '../src/documents/json-feed.ts';
import { writeRss } from '../src/documents/rss.ts';
import { openLibrary } from '../src/live/library.ts';
import { finish } from '../src/model/resource.ts';
import { publish } from '../src/publish.ts';
import { CLI, has } from './process.ts';
import { median, milliseconds, type Row, times } from './table.ts';

const RUNS = 9;

const WRITERS: readonly [format: string, write: (draft: Draft) => Generator<void, string, void>][] = [
  ['RSS', writeRss],
  ['Atom', writeAtom],
  ['JSON Feed', writeJsonFeed],
];

/** Figure 8: one feed of 30 articles in each format, then one of 1,000; bodies are ready. */
export async function measureWriting(content: string): Promise<Row[]> {
  const library = openLibrary(content, { watch: false });
  await library.ready;
  const rows: Row[] = [];
  for (const limit of [30, 1000]) {
    const drafted = draftWith(library, limit);
    for (const [format, write] of WRITERS) {
      const figures = Array.from({ length: RUNS }, () => {
        const began = performance.now();
        finish(write(finish(drafted())));
        return performance.now() - began;
      });
      rows.push({
        what: `${format} of ${limit} articles with bodies of ${BODY.length} characters`,
        figure: milliseconds(median(figures)),
      });
    }
    rows.push({ what: `longest step of a feed of ${limit} articles`, figure: longestStep(library, limit) });
  }
  library.close();
  return rows;
}

type Opened = ReturnType<typeof openLibrary>;

const BODY = '<p>The harbour office opens at nine, and the first boats are in by then.</p>\n'.repeat(60);

/** The site's feed with so many articles. */
function feedWith(library: Opened, limit: number, render: () => string) {
  const site = library.site();
  if (!site) throw new Error('There is no site.');
  const limited = { ...site, feeds: { ...site.feeds, limit, bytes: 1e9 } };
  const resource = publish(library.catalog(), limited, Date.now(), render).get('/feed.xml');
  if (resource?.kind !== 'document') throw new Error('There is no feed.');
  return { site: limited, resource };
}

/** Drafts the channel with the same articles again and again. */
function draftWith(library: Opened, limit: number): () => Generator<void, Draft, void> {
  const { site, resource } = feedWith(library, limit, () => BODY);
  const articles = resource.madeOf.filter((each) => typeof each === 'object' && each !== null && 'article' in each);
  const items = articles.map((article) => ({ article, summary: 'S', content: BODY, contentForJson: BODY }) as Item);
  const channel = { id: 'tag:bench', path: '/', title: site.title, description: '', home: site.url } as const;
  const feeds = { rss: `${site.url}feed.xml`, atom: `${site.url}atom.xml`, json: `${site.url}feed.json` };
  return () => draftOf(site, { ...channel, feeds, articles: items.map(({ article }) => article) }, items);
}

function longestStep(library: Opened, limit: number): string {
  const figures = Array.from({ length: RUNS }, () => {
    const writer = feedWith(library, limit, () => BODY).resource.write();
    for (let longest = 0; ; ) {
      const began = performance.now();
      const { done } = writer.next();
      longest = Math.max(longest, performance.now() - began);
      if (done) return longest;
    }
  });
  return milliseconds(median(figures));
}

/** On as many cores as the target counts on. */
const CORES = ['taskset', '-c', '0,1'];

/** Figure 7: everything exported, beside Markdown to clean HTML of the same bodies and nothing else. */
export function measureExport(content: string, count: number): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-export-'));
  try {
    const loops = [bareLoop(content)];
    const first = exported(content, folder);
    loops.push(bareLoop(content));
    const again = exported(content, folder);
    loops.push(bareLoop(content));
    const copies = Number(
      run([process.execPath, join(import.meta.dirname, 'servers/copies.mjs'), join(folder, 'out')]),
    );
    const loop = median(loops);
    const row = (what: string, { took, worked }: Exported): Row => ({
      what,
      figure: `${milliseconds(took)}, ${milliseconds(took / count)} an article, ${(worked / took).toFixed(2)} cores busy`,
      ratio: times(took / loop, 'the loop'),
    });
    return [
      {
        what: `markdown-it and sanitize-html over ${count} bodies, one core`,
        figure: `${milliseconds(loop)}, ${milliseconds(loop / count)} an article`,
      },
      {
        what: 'gzip and brotli of all that is exported, one core, and nothing else',
        figure: `${milliseconds(copies)}, ${milliseconds(copies / count)} an article`,
        ratio: times(copies / loop, 'the loop'),
      },
      row('export of every page, feed, sitemap and compressed copy, two cores', first),
      row('the same again, nothing changed', again),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Exported {
  readonly took: number;
  /** Milliseconds, of all its threads. */
  readonly worked: number;
}

function exported(content: string, folder: string): Exported {
  const processor = join(folder, 'processor');
  const preload = join(import.meta.dirname, 'servers/processor.mjs');
  const began = performance.now();
  run([process.execPath, '--import', preload, CLI, 'export', content, '--out', join(folder, 'out')], {
    PROCESSOR_FILE: processor,
  });
  return { took: performance.now() - began, worked: Number(readFileSync(processor, 'utf8')) };
}

const bareLoop = (content: string): number =>
  Number(run([process.execPath, join(import.meta.dirname, 'servers/loop.mjs'), content]));

function run(command: readonly string[], env: Record<string, string> = {}): string {
  const [program = '', ...args] = has('taskset') ? [...CORES, ...command] : command;
  const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
  return execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env }, stdio });
}
