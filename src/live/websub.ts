// WebSub (W3C Recommendation §4): tells the hubs of every topic that has changed, once its new bytes are to be had.

import type { Representations } from '../http/representations.ts';
import { finishInSlices } from '../http/slices.ts';
import type { Validators } from '../http/validators.ts';
import { FEED_FILE, isFeed, urlOf } from '../model/paths.ts';
import type { DocumentResource, Publication } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { createHub, type Hub, type HubOptions, type News } from './hub.ts';
import { createLookout, type LookoutOptions } from './lookout.ts';
import type { Memory } from './memory.ts';
import { canFetch } from './reach.ts';

export interface WebSubOptions
  extends Pick<HubOptions, 'log' | 'pause'>,
    Pick<LookoutOptions, 'interval' | 'patience'> {
  readonly representations: Representations;
  readonly memory: Memory;
}

export interface WebSub {
  /** Another publication has become current. */
  published(publication: Publication, site: Site): void;
  /** A path has validators for the first time, or others than before. */
  validated(path: string, validators: Validators): void;
  close(): void;
}

interface Latest {
  readonly publication: Publication;
  readonly site: Site;
}

/**
 * Feeds that hubs are told of, at most: each is made anew at every start, to know whether it changed meanwhile.
 * Only what was asked for can have subscribers, since who subscribes has read the feed to find the hub.
 */
const MOST_TOPICS = 3000;

const SITE_FEEDS = Object.values(FEED_FILE).map((file) => `/${file}`);

export function createWebSub({ representations, memory, ...options }: WebSubOptions): WebSub {
  const { log } = options;
  const hubs = new Map<string, Hub>();
  const unreachable = new Set<string>(); // hubs that cannot fetch this site
  const topics = new Set(SITE_FEEDS);
  /** What a topic was made of when it was last compared: the same list, the same bytes. */
  const compared = new Map<string, DocumentResource['madeOf']>();
  let latest: Latest | undefined;
  let isComparing = false;
  const lookout = createLookout({
    ...options,
    onSeen: (news) => {
      for (const [url, hub] of hubs) if (toldOf(url).get(news.path) !== news.etag) hub.tell(news);
    },
  });

  /** What a hub was last told of each topic. A topic that it was never told of is known to it as it was first seen. */
  function toldOf(hub: string): Map<string, string> {
    const told = memory.told.get(hub) ?? new Map<string, string>();
    memory.told.set(hub, told);
    return told;
  }

  function meet(site: Site): void {
    for (const url of [...memory.told.keys()]) if (!site.hubs.includes(url)) memory.told.delete(url);
    for (const [url, hub] of hubs) {
      if (site.hubs.includes(url) && canFetch(url, site.url)) continue;
      hub.close();
      hubs.delete(url);
    }
    for (const url of site.hubs) {
      if (canFetch(url, site.url)) {
        unreachable.delete(url);
        if (!hubs.has(url)) hubs.set(url, createHub(url, { ...options, onTold: (news) => note(url, news) }));
      } else if (!unreachable.has(url)) {
        unreachable.add(url);
        log(`websub: ${url} is not told of changes, since it could not fetch ${site.url}`);
      }
    }
  }

  function note(hub: string, { path, etag }: Pick<News, 'path' | 'etag'>): void {
    toldOf(hub).set(path, etag);
    memory.changed();
  }

  async function compareAll(): Promise<void> {
    if (isComparing) return;
    isComparing = true;
    try {
      for (let seen: Latest | undefined; latest && latest !== seen; ) {
        seen = latest;
        const changed = await finishInSlices(findChanged(seen.publication));
        for (const [path, resource] of changed) if (latest === seen) await compare(path, resource, seen);
      }
    } finally {
      isComparing = false;
    }
  }

  function* findChanged({ get }: Publication): Generator<void, [string, DocumentResource][], void> {
    const changed: [string, DocumentResource][] = [];
    for (const path of topics) {
      const resource = get(path);
      if (resource?.kind === 'document' && compared.get(path) !== resource.madeOf) changed.push([path, resource]);
      yield;
    }
    return changed;
  }

  async function compare(path: string, resource: DocumentResource, { publication, site }: Latest) {
    let etag: string;
    try {
      ({ etag } = await representations.get(path, resource, publication.at));
    } catch {
      return; // it just changes; another publication is on its way
    }
    if (latest?.publication !== publication) return;
    compared.set(path, resource.madeOf);
    const ignorant = [...hubs.keys()].filter((hub) => {
      const known = toldOf(hub).get(path);
      if (known === undefined) note(hub, { path, etag });
      return known !== undefined && known !== etag;
    });
    if (ignorant.length > 0) lookout.watchFor({ path, etag, topic: urlOf(site, path) });
    else forget(path); // it changed, and changed back
  }

  function forget(path: string): void {
    lookout.forget(path);
    for (const hub of hubs.values()) hub.forget(path);
  }

  function validated(path: string, { etag }: Validators): void {
    if (!isFeed(path) || (!topics.has(path) && topics.size >= MOST_TOPICS)) return;
    topics.add(path);
    for (const hub of hubs.keys()) if (!toldOf(hub).has(path)) note(hub, { path, etag });
  }

  return {
    validated,
    published(publication, site) {
      if (!latest) for (const [path, known] of representations.entries()) validated(path, known);
      latest = { publication, site };
      meet(site);
      if (hubs.size > 0) compareAll().catch((error: unknown) => log(`websub: ${(error as Error).message}`));
    },
    close() {
      latest = undefined;
      lookout.close();
      for (const hub of hubs.values()) hub.close();
    },
  };
}
