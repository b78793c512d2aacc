// A hub: told of one topic after the other, and again, ever more seldom, while it does not answer.

import { parseHttpDate } from '../http/http-date.ts';

/** A topic in one state. */
export interface News {
  /** Of the topic, below the site. */
  readonly path: string;
  /** The topic: the feed's address as it is announced. */
  readonly topic: string;
  readonly etag: string;
}

export interface Hub {
  /** Tells it of the news; of a topic, only the newest are told. */
  tell(news: News): void;
  /** What waits to be told of the path is no news any more. */
  forget(path: string): void;
  close(): void;
}

export interface HubOptions {
  readonly log: (line: string) => void;
  /** The hub knows of it, or will never want to: it need not be told again. */
  readonly onTold: (news: News) => void;
  /** Milliseconds before another try, after so many failures one after the other. */
  readonly pause?: (failures: number) => number;
  /** Milliseconds for an answer. */
  readonly timeout?: number;
  readonly clock?: () => number;
}

const MOST_TRIES = 16; // over some five hours; the next change, and the next start, begin anew
const LONGEST_PAUSE = 24 * 60 * 60 * 1000; // milliseconds: longer ones are not waited, whatever the hub asks

/** 2 s, 4 s, 8 s … up to an hour, each half as long to one and a half: not all publishers of a hub at once. */
const growing = (failures: number): number => Math.min(1000 * 2 ** failures, 60 * 60 * 1000) * (0.5 + Math.random());

export function createHub(url: string, options: HubOptions): Hub {
  const { log, onTold, pause: pauseAfter = growing, timeout = 10_000, clock = Date.now } = options;
  const queue = new Map<string, { readonly news: News; readonly tries: number }>();
  const closing = new AbortController();
  let isWorking = false;
  let failures = 0; // one after the other
  let wake: (() => void) | undefined; // ends a pause that the hub did not ask for

  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    for (const [path, { news, tries }] of queue) {
      queue.delete(path);
      const pause = await tellOnce(news, tries + 1);
      if (closing.signal.aborted) break;
      if (!pause) continue;
      // Last in the queue, unless there are newer news by now: what one topic meets holds up no other.
      if (tries + 1 < MOST_TRIES && !queue.has(path)) queue.set(path, { news, tries: tries + 1 });
      if (queue.size > 0) await sleep(pause);
    }
    isWorking = false;
  }

  /** The pause that is wanted afterwards; nothing where the hub could be told. */
  async function tellOnce(news: News, tries: number): Promise<Pause | undefined> {
    const outcome = await post(url, news.topic, AbortSignal.any([closing.signal, AbortSignal.timeout(timeout)]));
    if (closing.signal.aborted) return undefined;
    if (outcome.status !== undefined) {
      failures = 0;
      onTold(news);
      log(`websub: ${url} ${saidBy(outcome.status)} ${news.topic} (${outcome.status})`);
      return undefined;
    }
    failures += 1;
    const asked = outcome.retryAfter === undefined ? undefined : waitOf(outcome.retryAfter, clock());
    const milliseconds = Math.min(asked ?? pauseAfter(failures), LONGEST_PAUSE);
    const next = tries < MOST_TRIES ? `again in ${Math.ceil(milliseconds / 1000)} s` : 'given up';
    log(`websub: ${url} could not be told of ${news.topic} (${outcome.why}); ${next}`);
    return { milliseconds, isAskedFor: asked !== undefined };
  }

  function sleep({ milliseconds, isAskedFor }: Pause): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds).unref();
      closing.signal.addEventListener('abort', done, { once: true });
      wake = isAskedFor ? undefined : done;
      function done() {
        clearTimeout(timer);
        closing.signal.removeEventListener('abort', done);
        wake = undefined;
        resolve();
      }
    });
  }

  return {
    tell(news) {
      queue.set(news.path, { news, tries: 0 });
      wake?.();
      void work();
    },
    forget: (path) => void queue.delete(path),
    close() {
      closing.abort();
    },
  };
}

interface Pause {
  readonly milliseconds: number;
  /** By the hub, so that nothing may shorten it. */
  readonly isAskedFor: boolean;
}

/** What it answered, or why it is to be asked again. */
type Outcome =
  | { readonly status: number }
  | { readonly status?: undefined; readonly why: string; readonly retryAfter?: string | undefined };

const saidBy = (status: number): string =>
  status < 300 ? 'was told of' : status < 400 ? 'has moved, so it was not told of' : 'refused to be told of';

/** READERS.md §4.1: `hub.url` for the hubs that know PubSubHubbub, `hub.topic` for newer ones. */
async function post(hub: string, topic: string, signal: AbortSignal): Promise<Outcome> {
  try {
    const response = await fetch(hub, {
      method: 'POST',
      body: new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic }),
      headers: { 'user-agent': 'Courant' },
      // Not followed: the address that readers are told has to be the hub's, so its move is the publisher's matter.
      redirect: 'manual',
      signal,
    });
    await response.body?.cancel();
    const { status } = response;
    if (status === 429 || status >= 500) {
      return { why: String(status), retryAfter: response.headers.get('retry-after') ?? undefined };
    }
    return { status };
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

/** fetch says only that it failed; why stands in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}

/** Milliseconds that a Retry-After asks for, in seconds or as a date (RFC 9110 §10.2.3); nothing for nonsense. */
function waitOf(retryAfter: string, now: number): number | undefined {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const date = parseHttpDate(retryAfter, now);
  return date === undefined ? undefined : Math.max(0, date - now);
}
