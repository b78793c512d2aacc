// What an edit costs: until it is served, for those who poll meanwhile, and in memory.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FEEDS } from './feeds.ts';
import { fetchFrom, pause, type Served, serve, until } from './process.ts';
import type { Load } from './requests.ts';
import { megabytes, spread, tableOf } from './table.ts';

const EDITS = 9;
const MORE_EDITS = 50;
const POLLED = FEEDS.slice(0, 50);
const CONNECTIONS = 64;
/** Between two polls of a connection: about 3,000 polls a second, so that neither side is at its limit. */
const PAUSE_MS = 20;
const WINDOW_SECONDS = 6;
const WAIT_SECONDS = 60;

/** Edits `newest`, an article that is in the site's feeds, and site.yaml. */
export async function measureEdits(folder: string, articles: number, newest: string): Promise<string> {
  const content = join(folder, 'content');
  const server = await serve(content, mkdtempSync(join(folder, 'cache-')));
  let count = 0;
  const editArticle = () => replaceLine(newest, /^title: .*$/m, `title: Edit ${++count}`, `Edit ${count}<`);
  const site = join(content, 'site.yaml');
  const editSite = () => replaceLine(site, /^description: .*$/m, `description: Edit ${++count}`, `Edit ${count}<`);
  try {
    await pause(3000); // what a start leaves to do
    const atStart = server.memory();
    for (const path of POLLED) await fetchFrom(server.port, path, 'gzip');
    const served: number[] = [];
    for (let i = 0; i < EDITS; i++) {
      served.push(await timeToServed(server, editArticle));
      await pause(1000);
    }
    const rows = [['edit to served', spread(served), '']];
    const quiet = await pollsDuring(server, () => '');
    rows.push(['polls, no edits: p99', polls(quiet), '']);
    for (const [what, edit] of [
      ['an article', editArticle],
      ['site.yaml', editSite],
    ] as const) {
      const load = await pollsDuring(server, edit);
      rows.push([
        `polls, ${what} edited each second: p99`,
        polls(load),
        `${(load.p99 - quiet.p99).toFixed(1)} ms more`,
      ]);
    }
    for (let i = 0; i < MORE_EDITS; i++) await timeToServed(server, editArticle);
    rows.push([`site.yaml to served`, spread([await timeToServed(server, editSite)]), '']);
    await pause(3000);
    rows.push(['memory after the start', megabytes(atStart), '']);
    rows.push([`memory after ${MORE_EDITS} more edits and a new site.yaml`, megabytes(server.memory()), '']);
    rows.push(['memory at its highest', megabytes(server.peak()), '']);
    return tableOf(`Edits, ${articles} articles`, ['', 'figure', 'against no edits'], rows);
  } finally {
    await server.stop();
  }
}

/** Gives what the feed says afterwards. */
function replaceLine(path: string, line: RegExp, by: string, mark: string): string {
  writeFileSync(path, readFileSync(path, 'utf8').replace(line, by));
  return mark;
}

/** Milliseconds from saving to the last byte of the new feed. */
async function timeToServed({ port }: Served, edit: () => string): Promise<number> {
  let { etag } = (await fetchFrom(port, '/feed.xml', 'identity')).headers;
  const began = performance.now();
  const mark = edit();
  await until(WAIT_SECONDS, `"${mark}" in /feed.xml`, async () => {
    const { status, headers, bytes } = await fetchFrom(port, '/feed.xml', 'identity', etag);
    etag = headers.etag;
    return status === 200 && bytes.includes(mark);
  });
  return performance.now() - began;
}

/** The polls of some seconds, with an edit each second; what they led to is served at the end. */
async function pollsDuring(server: Served, edit: () => string): Promise<Load> {
  const { port } = server;
  const asked = { port, paths: POLLED, connections: CONNECTIONS, seconds: WINDOW_SECONDS, pauseMs: PAUSE_MS };
  const args = [join(import.meta.dirname, 'load.mjs'), JSON.stringify({ ...asked, conditional: true })];
  const limit = { timeout: (WINDOW_SECONDS + WAIT_SECONDS) * 1000 };
  const polling = promisify(execFile)(process.execPath, args, limit);
  let mark = '';
  for (let i = 0; i < WINDOW_SECONDS - 1; i++) {
    await pause(1000);
    mark = edit();
  }
  const load = JSON.parse((await polling).stdout) as Load;
  if (load.wrong > 0) throw new Error(`${load.wrong} polls got neither 200 nor 304`);
  await until(WAIT_SECONDS, `"${mark}" in /feed.xml`, async () =>
    (await fetchFrom(port, '/feed.xml', 'identity')).bytes.includes(mark),
  );
  return load;
}

const polls = ({ perSecond, p50, p99, most }: Load): string =>
  `${p99.toFixed(1)} ms (half ${p50.toFixed(1)}, longest ${most.toFixed(0)}; ${perSecond.toFixed(0)}/s)`;
