// `courant readers`: how many read each feed, counted from access logs.

import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { isFeed } from '../model/paths.ts';
import { printable } from '../model/problem.ts';
import { type ExitCode, type Io, UsageError } from './io.ts';

interface ReadersOptions {
  /** Paths of logs. */
  readonly logs: readonly string[];
  /** What is read where there are none. */
  readonly input: (AsyncIterable<Uint8Array> & { readonly isTTY?: boolean }) | undefined;
  readonly json: boolean;
}

/** Prints what each feed's readers are. Throws as node:fs does if a log cannot be read. */
export async function readers({ logs, input, json }: ReadersOptions, io: Io): Promise<ExitCode> {
  if (logs.length === 0 && (!input || input.isTTY)) {
    throw new UsageError('Which log? courant readers access.log, or courant readers < access.log');
  }
  const tallies = new Map<string, Tally>();
  let [lines, requests] = [0, 0];
  for (const source of logs.length > 0 ? logs : [input ?? []]) {
    if (typeof source === 'string' && statSync(source, { throwIfNoEntry: false })?.isDirectory())
      throw new UsageError(`${source} is a folder: name the logs in it.`);
    // Opened in its turn: a log that cannot be read is an error where somebody waits for its lines.
    for await (const line of linesOf(typeof source === 'string' ? createReadStream(source) : source)) {
      lines += 1;
      if (line.startsWith(GZIP)) throw new UsageError('A packed log is read so: zcat access.log.gz | courant readers');
      const request = requestIn(line);
      if (!request) continue;
      requests += 1;
      count(request, tallies);
    }
  }
  if (lines > 0 && requests === 0) {
    io.err('No line is a request in the combined log format of nginx and Apache, or of courant serve --log.');
    return 1;
  }
  const feeds = [...tallies].map(readersOf);
  feeds.sort((a, b) => b.subscribers + b.clients - a.subscribers - a.clients || (a.path < b.path ? -1 : 1));
  if (json) io.out(JSON.stringify({ feeds }, undefined, 2));
  else for (const line of tableOf(feeds)) io.out(line);
  return 0;
}

const GZIP = '\x1f\ufffd'; // its first bytes, read as UTF-8
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

/** https://httpd.apache.org/docs/2.4/logs.html#combined, also with the host in front (`vhost_combined`). */
const COMBINED =
  /^(?:\S+:\d+ )?(\S+) \S+ .*?\[([^\]:]+)([^\]]*)\] "(?:GET|HEAD) (\S+)[^"]*" (\d{3}) \S+(?: "(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)")?/;
const OURS = /^(\d{4}-\d\d-\d\d)(T\S+) (?:GET|HEAD) (\S+) (\d{3}) \d+ [\d.]+ms "((?:[^"\\]|\\.)*)"/;

/**
 * The request that a line tells of; undefined if it is none. The day and the time are as the log writes them:
 * `26/Nov/2026` and `:09:00:00 +0000`, or `2026-11-26` and `T09:00:00.000Z` in our own log, which has no addresses.
 */
function requestIn(line: string) {
  const [address = '', day = '', time = '', target = '', status, agent = ''] =
    OURS.exec(line)?.with(0, '') ?? COMBINED.exec(line)?.slice(1) ?? [];
  if (status === undefined) return undefined;
  const path = target.replace(/^https?:\/\/[^/]+/i, '').replace(/[?#].*$/s, '');
  return { address, day, time, path, status: Number(status), agent };
}

type LoggedRequest = NonNullable<ReturnType<typeof requestIn>>;

/** What aggregators say of themselves: `Feedbin feed-id:1 - 12 subscribers`, `Inoreader/1.0 (…; 1,204 subscribers; )`. */
const TOLD = /\b(\d[\d,.]*) (?:subscriber|reader)s?\b/i;

/** Programs that are nobody's feed reader: search engines, and servers of the social web that look for a preview. */
const CRAWLER = /bot\b|crawler|spider|\b(?:mastodon|pleroma|akkoma|misskey|lemmy|friendica|facebookexternalhit)\b/i;

/** A browser as such; the readers that are built on one add their name. */
const BROWSER =
  /^Mozilla\/5\.0 \([^)]*\) (?:AppleWebKit|Gecko)\/\S+(?: \(KHTML, like Gecko\))?(?: (?:Chrome|Version|Mobile|Safari|Firefox|Edg|OPR)\/\S+)*$/;

/** Names in a log are given by strangers: beyond so many feeds, and aggregators of one feed, new ones are passed by. */
const MAX_FEEDS = 10_000;
const MAX_AGGREGATORS = 1000;

type Tally = ReturnType<typeof createTally>;

const createTally = () => ({
  answers: 0,
  notModified: 0,
  /** By aggregator: the newest number that it said, and when. Logs may be given in any order. */
  told: new Map<string, { readonly at: number; readonly number: number }>(),
  day: '',
  today: createCounter(),
  /** Readers with an address and an agent of their own, on the day that had most. */
  most: 0,
});

function count({ address, day, time, path, status, agent }: LoggedRequest, tallies: Map<string, Tally>): void {
  if (!isFeed(path) || (status !== 200 && status !== 304)) return;
  let tally = tallies.get(path);
  if (!tally) {
    if (tallies.size === MAX_FEEDS) return;
    tally = createTally();
    tallies.set(Buffer.from(path).toString(), tally); // a copy: a part of a line would keep all that was read with it
  }
  const told = TOLD.exec(agent);
  // A person who opens a feed in a browser once is no reader of it; an extension that polls gets a 304.
  if (!told && (CRAWLER.test(agent) || (status !== 304 && BROWSER.test(agent)))) return;
  tally.answers += 1;
  if (status === 304) tally.notModified += 1;
  if (told) {
    const name = nameOf(agent, told.index);
    const at = Date.parse(`${day.replaceAll('/', ' ')}${time.replace(/^:/, ' ')}`);
    const before = tally.told.get(name);
    if (before ? at < before.at : tally.told.size === MAX_AGGREGATORS) return;
    tally.told.set(name, { at, number: Number(told[1]?.replace(/[,.]/g, '')) });
  } else {
    if (tally.day !== day) [tally.day, tally.today] = [day, createCounter()];
    tally.today.add(`${address} ${agent}`);
    tally.most = Math.max(tally.most, tally.today.count());
  }
}

/** What is known of one feed. Nobody's address is in it. */
export type FeedReaders = ReturnType<typeof readersOf>;

const readersOf = ([path, { told, most, answers, notModified }]: readonly [string, Tally]) => ({
  /** As it was asked for, without its query. */
  path,
  /** The sum of the newest number that each aggregator said of itself. */
  subscribers: [...told.values()].reduce((sum, { number }) => sum + number, 0),
  clients: most,
  /** The share of answers to these that were 304, from 0 to 1. */
  notModified: Math.round((1000 * notModified) / Math.max(1, answers)) / 1000,
});

/** The aggregator of an agent that tells subscribers, without what changes from one request to the next. */
const nameOf = (agent: string, end: number): string =>
  agent
    .slice(0, end)
    .replace(/^Mozilla\/\S+ \(compatible; /, '')
    .replace(/[/ ;(].*$/s, '')
    .toLowerCase();

function tableOf(feeds: readonly FeedReaders[]): string[] {
  if (feeds.length === 0) return ['Nobody asked for a feed.'];
  const rows = feeds.map(({ path, subscribers, clients, notModified }) =>
    [printable(path), subscribers, clients, `${Math.round(notModified * 100)} %`].map(String),
  );
  rows.unshift(['feed', 'subscribers', 'clients', '304']);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const aligned = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(aligned).join('  '));
}

const MAX_HASHES = 10_000;

/**
 * Counts different texts in little memory by adaptive sampling (Wegman; Flajolet 1990, "On adaptive sampling"): only
 * hashes that end in so many zero bits are kept, and one bit more is asked for whenever there are too many.
 */
export function createCounter() {
  let kept = new Set<number>();
  let bits = 0;
  const isKept = (hash: number) => (hash & (2 ** bits - 1)) === 0;
  return {
    add(text: string): void {
      const hash = createHash('sha256').update(text).digest().readInt32BE();
      if (isKept(hash)) kept.add(hash);
      if (kept.size <= MAX_HASHES) return;
      bits += 1;
      kept = new Set([...kept].filter(isKept));
    },
    /** Exact up to 10,000; beyond, within a few percent. */
    count: () => kept.size * 2 ** bits,
  };
}
