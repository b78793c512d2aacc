// `courant readers`: how many read each feed, counted from access logs.

import { createReadStream } from 'node:fs';
import { isFeed } from '../model/paths.ts';
import { printable } from '../model/problem.ts';
import { createCounter, type DistinctCounter } from './distinct-counter.ts';
import { type ExitCode, type Io, UsageError } from './io.ts';

interface ReadersOptions {
  /** Paths of logs. */
  readonly logs: readonly string[];
  /** What is read where there are none. */
  readonly input: (AsyncIterable<Uint8Array> & { readonly isTTY?: boolean }) | undefined;
  readonly json: boolean;
}

/** What is known of one feed. Nobody's address is in it. */
export interface FeedReaders {
  /** As it was asked for, without its query. */
  readonly path: string;
  /** The sum of the newest number that each aggregator said of itself. */
  readonly subscribers: number;
  /** Readers with an address and an agent of their own, on the day that had most. */
  readonly clients: number;
  /** The share of answers that were 304, from 0 to 1. */
  readonly notModified: number;
}

/** Prints what each feed's readers are. Throws as node:fs does if a log cannot be read. */
export async function readers({ logs, input, json }: ReadersOptions, io: Io): Promise<ExitCode> {
  if (logs.length === 0 && (!input || input.isTTY)) {
    throw new UsageError('Which log? courant readers access.log, or courant readers < access.log');
  }
  const census = createCensus();
  const sources = logs.length > 0 ? logs.map((path) => createReadStream(path)) : [input ?? []];
  let lines = 0;
  let understood = 0;
  for (const source of sources) {
    for await (const line of linesOf(source)) {
      lines += 1;
      const request = requestIn(line);
      if (request) understood += 1;
      if (request) census.count(request);
    }
  }
  if (lines > 0 && understood === 0) {
    io.err('No line is a request in the combined log format of nginx and Apache, or of courant serve --log.');
    return 1;
  }
  const feeds = census.feeds();
  if (json) io.out(JSON.stringify({ feeds }, undefined, 2));
  else for (const line of tableOf(feeds)) io.out(line);
  return 0;
}

const LONGEST = 65_536; // characters of a line; no server writes longer ones, and a file without lines is no log

async function* linesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

interface LoggedRequest {
  /** What tells one reader from another besides its agent; '' in our own log, which has no addresses. */
  readonly address: string;
  /** As the log writes it: a day is whatever has the same text. */
  readonly day: string;
  /** With the day: `:09:00:00 +0000`, or `T09:00:00.000Z` in our own log. */
  readonly time: string;
  readonly path: string;
  readonly status: number;
  readonly agent: string;
}

/** https://httpd.apache.org/docs/2.4/logs.html#combined, also with the host in front (`vhost_combined`). */
const COMBINED =
  /^(?:\S+:\d+ )?(\S+) \S+ .*?\[([^\]:]+)([^\]]*)\] "(?:GET|HEAD) (\S+)[^"]*" (\d{3}) \S+(?: "(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)")?/;
const OURS = /^(\d{4}-\d\d-\d\d)(T\S+) (?:GET|HEAD) (\S+) (\d{3}) \d+ [\d.]+ms "((?:[^"\\]|\\.)*)"/;

function requestIn(line: string): LoggedRequest | undefined {
  const own = OURS.exec(line);
  const [address = '', day = '', time = '', target = '', status, agent = ''] = own
    ? ['', ...own.slice(1)]
    : (COMBINED.exec(line)?.slice(1) ?? []);
  if (status === undefined) return undefined;
  const path = target.replace(/^https?:\/\/[^/]+/i, '').replace(/[?#].*$/s, '');
  return { address, day, time, path, status: Number(status), agent };
}

/** What aggregators say of themselves: `Feedbin feed-id:1 - 12 subscribers`, `Inoreader/1.0 (…; 1,204 subscribers; )`. */
const TOLD = /\b(\d[\d,.]*) (?:subscriber|reader)s?\b/i;

/** Programs that are nobody's feed reader: search engines, and servers of the social web that look for a preview. */
const CRAWLER = /bot\b|crawler|spider|\b(?:mastodon|pleroma|akkoma|misskey|lemmy|friendica|facebookexternalhit)\b/i;

/** A browser as such; the readers that are built on one add their name. */
const BROWSER =
  /^Mozilla\/5\.0 \([^)]*\) (?:AppleWebKit|Gecko)\/\S+(?: \(KHTML, like Gecko\))?(?: (?:Chrome|Version|Mobile|Safari|Firefox|Edg|OPR)\/\S+)*$/;

interface Tally {
  answers: number;
  notModified: number;
  /** By aggregator: the newest number that it said, and when. Logs may be given in any order. */
  readonly told: Map<string, { readonly at: number; readonly number: number }>;
  day: string;
  today: DistinctCounter;
  most: number;
}

function createCensus() {
  const tallies = new Map<string, Tally>();
  return {
    count({ address, day, time, path, status, agent }: LoggedRequest): void {
      if (!isFeed(path) || (status !== 200 && status !== 304)) return;
      const fresh = { answers: 0, notModified: 0, told: new Map(), day, today: createCounter(), most: 0 };
      const tally = tallies.get(path) ?? fresh;
      tallies.set(path, tally);
      tally.answers += 1;
      if (status === 304) tally.notModified += 1;
      const told = TOLD.exec(agent);
      if (told) {
        const name = nameOf(agent, told.index);
        const at = Date.parse(`${day.replaceAll('/', ' ')}${time.replace(/^:/, ' ')}`);
        if (at < (tally.told.get(name)?.at ?? at)) return;
        tally.told.set(name, { at, number: Number(told[1]?.replace(/[,.]/g, '')) });
      } else if (!CRAWLER.test(agent) && (status === 304 || !BROWSER.test(agent))) {
        // A person who opens a feed in a browser once is no reader of it; an extension that polls gets a 304.
        if (tally.day !== day) [tally.day, tally.today] = [day, createCounter()];
        tally.today.add(`${address} ${agent}`);
        tally.most = Math.max(tally.most, tally.today.count());
      }
    },
    feeds: (): FeedReaders[] =>
      [...tallies]
        .map(([path, { told, most, answers, notModified }]) => {
          const subscribers = [...told.values()].reduce((sum, { number }) => sum + number, 0);
          return { path, subscribers, clients: most, notModified: Math.round((1000 * notModified) / answers) / 1000 };
        })
        .sort((a, b) => b.subscribers + b.clients - a.subscribers - a.clients || (a.path < b.path ? -1 : 1)),
  };
}

/** The aggregator of an agent that tells subscribers, without what changes from one request to the next. */
const nameOf = (agent: string, end: number): string =>
  agent
    .slice(0, end)
    .replace(/^Mozilla\/\S+ \(compatible; /, '')
    .replace(/[/ ;(].*$/s, '')
    .toLowerCase();

function tableOf(feeds: readonly FeedReaders[]): string[] {
  if (feeds.length === 0) return ['Nobody asked for a feed.'];
  const rows = feeds.map(({ path, subscribers, clients, notModified }) => [
    printable(path),
    String(subscribers),
    String(clients),
    `${Math.round(notModified * 100)} %`,
  ]);
  const all = [['feed', 'subscribers', 'clients', '304'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}
