// WebSub (W3C Recommendation §4): tells hubs which topics have changed, when the new bytes are served and once more later.

import type { Source } from '../http/answer.ts';
import type { Validators } from '../http/validators.ts';
import { isFeed, urlOf } from '../model/paths.ts';
import { isLoopback, type Site } from '../model/site.ts';
import { createHub, type Hub, type HubOptions, type News } from './hub.ts';

export interface HubsOptions extends Pick<HubOptions, 'pause' | 'clock' | 'timeout'> {
  /**
   * By hub, by path: the ETag that the topic had when the hub was last told, before a restart; and who hears of changes.
   * Left out, a hub knows each feed as it is first served.
   */
  readonly memory?: { readonly told: Map<string, Map<string, string>>; changed(): void };
  readonly log?: (line: string) => void;
  /** Milliseconds: changes within so long are one ping for each topic. */
  readonly gather?: number;
  /** Milliseconds after which a hub is told a second time. */
  readonly again?: number;
}

/** A library, as far as hubs want to know of it. */
export interface Followed extends Pick<Source, 'get'> {
  readonly onError: (error: unknown) => void;
  follow(follower: {
    readonly onPublish: (publication: { readonly site: Pick<Site, 'hubs' | 'url'> }) => void;
    readonly onValidated: (path: string, validators: Validators) => void;
    readonly onClose: () => void;
  }): void;
}

/**
 * Topics, each of about 100 bytes. Only a feed that somebody has read can have subscribers, since a subscriber finds the
 * hub in the feed.
 */
const MAX_TOPICS = 10_000;

/** As long as a cache may show the old bytes: `max-age` and `stale-while-revalidate` (CONTRACT.md §5). */
const AGAIN = 360_000;

/**
 * Tells the hubs of every change, until the library is closed: feeds that somebody has asked for, in the site's `hubs`.
 * What a hub refuses goes to `log`, or to the library's `onError`.
 *
 *     const library = openLibrary({ site: { title, url, hubs: ['https://hub.example/'] }, articles });
 *     createHubs(library);
 */
export function createHubs(library: Followed, options: HubsOptions = {}): void {
  const { memory = { told: new Map(), changed() {} }, gather = 2000, again = AGAIN, ...others } = options;
  const hubs = new Map<string, Hub | undefined>(); // by URL; undefined if it cannot fetch this site
  const topics = new Map<string, string>(); // path → ETag, as served now
  const gathered = new Set<string>(); // paths
  let siteUrl = '';
  let isClosed = false;
  const after = (milliseconds: number, run: () => void) => setTimeout(run, milliseconds).unref();

  function log(line: string, isFailure: boolean): void {
    if (options.log) options.log(line);
    else if (isFailure) library.onError(new Error(line));
  }

  /** The site as it is now: its hubs and its address. */
  function meetHubs({ hubs: named, url }: Pick<Site, 'hubs' | 'url'>): void {
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
    if (canFetch(hub, siteUrl)) return createHub(hub, { ...others, log, onTold: (...told) => onTold(hub, ...told) });
    log(`websub: ${hub} is not told of changes, since it could not fetch ${siteUrl}`, true);
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
    const { path, etag, isRepeated } = news;
    note(hub, path, etag);
    const isCurrent = () => topics.get(path) === etag;
    if (!isCurrent()) compare(path); // it has changed, or changed back, while the hub was told
    if (!isTaken || isRepeated) return;
    // A hub that fetched the topic at once may have got the old bytes from a cache in front.
    after(again, () => isCurrent() && hubs.get(hub)?.tell({ ...news, isRepeated: true }));
  }

  /** The topic at a path is served with this ETag, for the first time or after a change. */
  function served(path: string, etag: string): void {
    if (!isFeed(path) || topics.get(path) === etag) return;
    if (!topics.has(path) && topics.size >= MAX_TOPICS) return;
    topics.set(path, etag);
    compare(path);
  }

  /** A topic that a hub was never told of is known to it as it was first served. */
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

  library.follow({
    onPublish: ({ site }) => meetHubs(site),
    onValidated: (path, { etag }) => served(path, etag),
    onClose() {
      isClosed = true;
      for (const hub of hubs.values()) hub?.close();
      hubs.clear(); // so that timers have nothing left to do
    },
  });
  void recall();

  /** Compares the topics that hubs knew before a restart with what is there now: a crash may have come before a ping. */
  async function recall(): Promise<void> {
    for (const path of new Set([...memory.told.values()].flatMap((topics) => [...topics.keys()]))) {
      if (isClosed) return;
      try {
        const answer = await library.get(path);
        if (answer?.kind === 'document') served(path, answer.representation.etag);
      } catch {
        // It cannot be had now; whoever asks for it next has it compared.
      }
    }
  }
}

/** A hub can fetch what is at least as public as itself: nobody on the internet reads `http://localhost:3000/feed.xml`. */
export const canFetch = (hub: string, topic: string): boolean => reachOf(topic) >= reachOf(hub);

/** 0 from this machine only, 1 from this network only, 2 from everywhere. */
function reachOf(url: string): number {
  const host = new URL(url).hostname.replace(/\.$/, '');
  if (isLoopback(host) || host.endsWith('.localhost')) return 0;
  const isAddress = /^[\d.]+$|^\[/.test(host);
  return (isAddress ? PRIVATE_ADDRESS : PRIVATE_NAME).test(host) ? 1 : 2;
}

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291 §2.5.6. `URL` has brought IPv4 into its plain form. */
const PRIVATE_ADDRESS = /^(?:10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|\[f[cd]|\[fe[89ab])/;

/** One label, and the names that no public DNS has (RFC 6761, RFC 6762, RFC 8375). */
const PRIVATE_NAME = /^[^.]+$|\.(?:local|internal|lan|home\.arpa|test|invalid)$/;
