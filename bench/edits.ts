// What an edit costs: until it is served, for those who poll meanwhile, and in memory.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEEDS } from './feeds.ts';
import { fetchFrom, pause, type Served, serve, until } from './process.ts';
import { type Polls, poll } from './requests.ts';
import { median, megabytes, spread, tableOf } from './table.ts';

const EDITS = 9;
const MORE_EDITS = 50;
const POLLED = FEEDS.slice(0, 50);
const CONNECTIONS = 64;
/** Between two polls of a connection: about 3,000 polls a second, so that neither side is at its limit. */
const PAUSE_MS = 20;
const ROUNDS = 3;
const WINDOW_SECONDS = 6;
const WAIT_SECONDS = 120;

/** Edits `newest`, an article that is in the site's feeds, and site.yaml. */
export async function measureEdits(folder: string, articles: number, newest: string): Promise<string> {
  const server = await serve(join(folder, 'content'), mkdtempSync(join(folder, 'cache-')));
  let count = 0;
  const edit = (path: string, key: string) => {
    const line = new RegExp(`^${key}: .*$`, 'm');
    writeFileSync(path, readFileSync(path, 'utf8').replace(line, `${key}: Edit ${++count}`));
    return `Edit ${count}<`; // in the feed
  };
  const editArticle = () => edit(newest, 'title');
  const editSite = () => edit(join(folder, 'content/site.yaml'), 'description');
  try {
    await pause(3000); // what a start leaves to do
    const atStart = server.usage().memory;
    for (const path of POLLED) await fetchFrom(server.port, path, 'gzip');
    const served: number[] = [];
    for (let i = 0; i < EDITS; i++) {
      served.push(await timeToServed(server, editArticle));
      await pause(1000);
    }
    const windows = { quiet: [] as Polls[], article: [] as Polls[], site: [] as Polls[] };
    for (let round = 0; round < ROUNDS; round++) {
      windows.quiet.push(await pollsDuring(server, () => ''));
      windows.article.push(await pollsDuring(server, editArticle));
      windows.site.push(await pollsDuring(server, editSite));
    }
    for (let i = 0; i < MORE_EDITS; i++) await timeToServed(server, editArticle);
    const siteServed = await timeToServed(server, editSite);
    await pause(3000);
    const { memory, peak } = server.usage();
    const more = (list: Polls[]) => `${(p99Of(list) - p99Of(windows.quiet)).toFixed(1)} ms more`;
    return tableOf(
      `Edits, ${articles} articles`,
      ['figure', 'than without edits'],
      [
        ['an article saved to served', spread(served), ''],
        ['site.yaml saved to served', spread([siteServed]), ''],
        ['p99 of polls, no edits', shown(windows.quiet), ''],
        ['p99 of polls, an article edited each second', shown(windows.article), more(windows.article)],
        ['p99 of polls, site.yaml edited each second', shown(windows.site), more(windows.site)],
        ['memory after the start', megabytes(atStart), ''],
        [`memory after ${MORE_EDITS} more edits and a new site.yaml`, megabytes(memory), ''],
        ['memory at its highest', megabytes(peak), ''],
      ],
    );
  } finally {
    await server.stop();
  }
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
async function pollsDuring({ port }: Served, edit: () => string): Promise<Polls> {
  const asked = { port, paths: POLLED, connections: CONNECTIONS, seconds: WINDOW_SECONDS, pauseMs: PAUSE_MS };
  const polling = poll({ ...asked, conditional: true });
  let mark = '';
  for (let i = 0; i < WINDOW_SECONDS - 1; i++) {
    await pause(1000);
    mark = edit();
  }
  const polls = await polling;
  await until(WAIT_SECONDS, `"${mark}" in /feed.xml`, async () =>
    (await fetchFrom(port, '/feed.xml', 'identity')).bytes.includes(mark),
  );
  return polls;
}

const p99Of = (list: readonly Polls[]): number => median(list.map(({ p99 }) => p99));

const shown = (list: readonly Polls[]): string =>
  `${spread(list.map(({ p99 }) => p99))}, ${median(list.map(({ perSecond }) => perSecond)).toFixed(0)} polls a second`;
