// WebSub (W3C Recommendation §4): tells hubs which topics have changed, when the new bytes are served and once more later.

import { isFeed, urlOf } from '../model/paths.ts';
import { createHub, type Hub, type HubOptions, type News } from './hub.ts';

export interface WebSubOptions extends Pick<HubOptions, 'log' | 'pause' | 'clock' | 'timeout'> {
  /** By hub, by path: the ETag that the topic had when the hub was last told, over a restart; and who hears of changes. */
  readonly memory: { readonly told: Map<string, Map<string, string>>; changed(): void };
  /** Milliseconds: changes within so long are one ping for each topic. */
  readonly gather?: number;
  /** Milliseconds after which a hub is told a second time. */
  readonly again?: number;
}

/**
 * Topics, each of about 100 bytes. Only a feed that somebody has read can have subscribers, since a subscriber finds the
 * hub in the feed.
 */
const MAX_TOPICS = 10_000;

/** As long as a cache may show the old bytes: `max-age` and `stale-while-revalidate` (CONTRACT.md §5). */
const AGAIN = 360_000;

/** A topic that a hub was never told of is known to it as it was first served. */
export function createWebSub({ memory, gather = 2000, again = AGAIN, ...options }: WebSubOptions) {
  const hubs = new Map<string, Hub | undefined>(); // by URL; undefined if it cannot fetch this site
  const topics = new Map<string, string>(); // path → ETag, as served now
  const gathered = new Set<string>(); // paths
  let siteUrl = '';
  const after = (milliseconds: number, run: () => void) => setTimeout(run, milliseconds).unref();

  /** The site as it is now: its hubs and its address. Called at each publication. */
  function site(named: readonly string[], url: string): void {
    for (const hub of [...memory.told.keys()]) if (!named.includes(hub)) memory.told.delete(hub);
    for (const [hub, known] of hubs) {
      if (named.includes(hub) && url === siteUrl) continue;
      known?.close();
      hubs.delete(hub);
    }
    siteUrl = url;
    for (const hub of named) {
      if (hubs.has(hub)) continue;
      hubs.set(hub, meet(hub));
      for (const path of topics.keys()) compare(path);
    }
  }

  function meet(hub: string): Hub | undefined {
    if (canFetch(hub, siteUrl)) return createHub(hub, { ...options, onTold: (...told) => onTold(hub, ...told) });
    options.log(`websub: ${hub} is not told of changes, since it could not fetch ${siteUrl}`, true);
    return undefined;
  }

  function toldOf(hub: string): Map<string, string> {
    const told = memory.told.get(hub) ?? new Map<string, string>();
    memory.told.set(hub, told);
    return told;
  }

  function note(hub: string, path: string, etag: string): void {
    const told = toldOf(hub).set(path, etag);
    for (const gone of told.keys()) {
      if (told.size <= MAX_TOPICS) break;
      if (!topics.has(gone)) told.delete(gone);
    }
    memory.changed();
  }

  function onTold(hub: string, news: News, isTaken: boolean): void {
    const { path, etag } = news;
    note(hub, path, etag);
    if (topics.get(path) !== etag) compare(path); // it has changed, or changed back, while the hub was told
    if (isTaken && !news.isRepeated) after(again, () => tellAgain(hub, news));
  }

  /** A hub that fetched the topic at once may have got the old bytes from a cache in front. */
  function tellAgain(hub: string, news: News): void {
    if (topics.get(news.path) === news.etag) hubs.get(hub)?.tell({ ...news, isRepeated: true });
  }

  /** The topic at a path below the site is served with this ETag, for the first time or after a change. */
  function served(path: string, etag: string): void {
    if (!isFeed(path) || topics.get(path) === etag) return;
    if (!topics.has(path) && topics.size >= MAX_TOPICS) return;
    topics.set(path, etag);
    compare(path);
  }

  function compare(path: string): void {
    const etag = topics.get(path);
    if (etag === undefined) return;
    for (const [hub, known] of hubs) if (known && !toldOf(hub).has(path)) note(hub, path, etag);
    if (gathered.size === 0) after(gather, announce);
    gathered.add(path);
  }

  function announce(): void {
    for (const path of gathered) {
      const etag = topics.get(path) as string;
      for (const [url, hub] of hubs) {
        if (hub && toldOf(url).get(path) !== etag) hub.tell({ path, topic: urlOf({ url: siteUrl }, path), etag });
      }
    }
    gathered.clear();
  }

  /** Ends all requests; what timers have left to do is nothing without hubs. */
  function close(): void {
    for (const hub of hubs.values()) hub?.close();
    hubs.clear();
  }

  return { site, served, close };
}

/** A hub can fetch what is at least as public as itself: nobody on the internet reads `http://localhost:3000/feed.xml`. */
export const canFetch = (hub: string, topic: string): boolean => reachOf(topic) >= reachOf(hub);

/** 0 from this machine only, 1 from this network only, 2 from everywhere. */
function reachOf(url: string): number {
  const host = new URL(url).hostname.replace(/\.$/, '');
  if (/^(?:localhost|.*\.localhost|127\..*|0\.0\.0\.0|\[::1?\])$/.test(host)) return 0;
  const isAddress = /^[\d.]+$|^\[/.test(host);
  return (isAddress ? PRIVATE_ADDRESS : PRIVATE_NAME).test(host) ? 1 : 2;
}

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291 §2.5.6. `URL` has brought IPv4 into its plain form. */
const PRIVATE_ADDRESS = /^(?:10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|\[f[cd]|\[fe[89ab])/;

/** One label, and the names that no public DNS has (RFC 6761, RFC 6762, RFC 8375). */
const PRIVATE_NAME = /^[^.]+$|\.(?:local|internal|lan|home\.arpa|test|invalid)$/;
