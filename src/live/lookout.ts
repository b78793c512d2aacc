// The lookout: waits until who asks for a topic from outside gets its new bytes. Caches in front may show older ones.

import { isFresh } from '../http/conditional.ts';
import type { News } from './hub.ts';

export interface Lookout {
  /** Calls `onSeen` once the public gets the news; of a topic, only the newest are looked for. */
  watchFor(news: News): void;
  forget(path: string): void;
  close(): void;
}

export interface LookoutOptions {
  readonly log: (line: string) => void;
  readonly onSeen: (news: News) => void;
  /** Milliseconds from one look to the next. */
  readonly interval?: number;
  /** Milliseconds after which the hubs are told anyway. */
  readonly patience?: number;
}

const TIMEOUT = 5000; // milliseconds for an answer

/** Longer than a cache may keep a feed (`max-age` and `stale-while-revalidate`). */
const PATIENCE = 400_000;

export function createLookout(options: LookoutOptions): Lookout {
  const { log, onSeen, interval = 10_000, patience = PATIENCE } = options;
  const awaited = new Map<string, { readonly news: News; readonly since: number }>();
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    clearTimeout(timer);
    let canLook = true;
    // What comes while it looks is at the end of the map, and looked for in the same round.
    for (const [path, { news, since }] of awaited) {
      const seen: Seen = canLook ? await whatIsSeen(news, closing.signal) : 'unknown';
      if (closing.signal.aborted) return;
      if (awaited.get(path)?.news !== news) continue; // newer by now
      canLook = canLook && seen !== 'unreachable'; // not one timeout after the other
      const isTired = performance.now() - since >= patience;
      if (seen === 'older' && !isTired) continue;
      if (seen === 'older') log(`websub: ${news.topic} still gives the public older bytes; the hubs are told anyway`);
      awaited.delete(path);
      onSeen(news);
    }
    isLooking = false;
    if (awaited.size > 0) timer = setTimeout(() => void look(), interval).unref();
  }

  return {
    watchFor(news) {
      awaited.delete(news.path);
      awaited.set(news.path, { news, since: performance.now() });
      void look();
    },
    forget: (path) => void awaited.delete(path),
    close() {
      clearTimeout(timer);
      closing.abort();
    },
  };
}

type Seen = 'news' | 'older' | 'unknown' | 'unreachable';

/** Only a cache that still shows a feed, or a proxy that has lost us for the moment, is worth waiting for. */
async function whatIsSeen({ topic, etag }: News, closing: AbortSignal): Promise<Seen> {
  try {
    const { status, headers } = await fetch(topic, {
      method: 'HEAD',
      headers: { 'user-agent': 'Courant' },
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT)]),
    });
    if (status >= 502 && status <= 504) return 'older';
    const shown = status === 200 ? headers.get('etag') : null;
    if (shown === null) return 'unknown';
    const asked = { method: 'HEAD', header: (name: string) => (name === 'if-none-match' ? shown : undefined) };
    return isFresh(asked, { etag, lastModified: 0 }) ? 'news' : 'older';
  } catch {
    return 'unreachable'; // many a server cannot reach its own public address
  }
}
