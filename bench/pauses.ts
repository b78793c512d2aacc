// Pauses: what readers feel of a change while they ask, as the server's longest turns and the longest wait for an answer.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CLI, freePort, has, pause } from './process.ts';
import { inMilliseconds, milliseconds, type Row } from './table.ts';

/** Seconds of load around each change: the second look comes half a second after it, and all may be read anew. */
const lastsFor = (articles: number): number => 5 + Math.ceil(articles / 10_000);

/** What each change does to the folder. */
const CHANGES: readonly [what: string, change: (content: string) => void][] = [
  ['nothing', () => {}],
  ['an article is edited', (content) => appendFileSync(newestIn(content), '\nOne more line.\n')],
  ['an article is added', (content) => writeFileSync(join(content, 'articles', 'added.md'), ADDED)],
  ['a picture is touched', (content) => utimesSync(join(content, 'images', 'p1.png'), new Date(), new Date())],
  ['site.yaml is edited', (content) => appendFileSync(join(content, 'site.yaml'), 'copyright: © The Bench\n')],
];

const ADDED = '---\ntitle: Added\ndate: 2026-10-31 12:00\ncategories: [Section 1]\n---\n\nIt was not there before.\n';

/** The longest turn of the event loop and the longest wait for an answer at 64 connections, for each change. Edits `content`. */
export async function measurePauses(content: string, articles: number): Promise<Row[]> {
  if (!has('wrk')) return [{ what: 'pauses', figure: 'not measured: wrk is not installed' }];
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-pauses-'));
  const turns = join(folder, 'turns');
  const port = await freePort();
  const monitor = join(import.meta.dirname, 'servers/turns.mjs');
  const args = ['--import', monitor, CLI, 'serve', content, '--port', String(port), '--cache', join(folder, 'cache')];
  const server = spawn(process.execPath, args, { stdio: 'ignore', env: { ...process.env, TURNS_FILE: turns } });
  const url = `http://127.0.0.1:${port}`;
  try {
    await answering(`${url}/feed.xml`);
    for (const path of ASKED) await (await fetch(url + path)).arrayBuffer();
    await pause(8000 + articles / 20); // the heads are kept 5 s after the start
    const rows: Row[] = [];
    for (const [what, change] of CHANGES) {
      await longestTurn(server, turns);
      const load = promisify(execFile)('wrk', ['-t1', '-c64', `-d${lastsFor(articles)}s`, `${url}/feed.xml`]);
      await pause(500);
      change(content);
      const wait = inMilliseconds(/Latency +\S+ +\S+ +(\S+)/.exec((await load).stdout)?.[1] ?? '');
      const turn = await longestTurn(server, turns);
      rows.push({ what, figure: `${milliseconds(turn)} turn, ${milliseconds(wait)} wait` });
    }
    return rows;
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Feeds that are held, and made anew when they change. */
const ASKED = ['/feed.xml', '/atom.xml', '/feed.json', '/', '/categories/section-1/feed.xml', '/sitemap.xml'];

function newestIn(content: string): string {
  const names = readdirSync(content, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  return join(content, names.sort().at(-1) as string);
}

async function answering(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await pause(20);
  }
}

/** The longest turn since the last call, in milliseconds. */
async function longestTurn(server: ChildProcess, file: string): Promise<number> {
  rmSync(file, { force: true });
  server.kill('SIGUSR2');
  while (!existsSync(file)) await pause(5);
  await pause(5);
  return Number(readFileSync(file, 'utf8'));
}
