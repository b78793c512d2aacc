// A hub: told of one topic after the other, and again after growing pauses while it does not answer.

import { parseHttpDate } from '../http/http-date.ts';

/** A topic in one state. */
export interface News {
  /** Of the topic, below the site. */
  readonly path: string;
  /** The topic: the feed's address as it is announced. */
  readonly topic: string;
  readonly etag: string;
  /** The hub has been told of this state before: nothing is logged when it is told again. */
  readonly isRepeated?: boolean;
}

export type Hub = ReturnType<typeof createHub>;

export interface HubOptions {
  readonly log: (line: string, isFailure: boolean) => void;
  /** Called with news that need not be sent again: the hub took them, or refused them. */
  readonly onTold: (news: News, isTaken: boolean) => void;
  /** Milliseconds before another try, after so many failures one after the other. */
  readonly pause?: (failures: number) => number;
  /** Milliseconds for an answer. */
  readonly timeout?: number;
  readonly clock?: () => number;
}

const MAX_TRIES = 16; // over some five hours; the next change, and the next start, begin anew
const MAX_PAUSE = 24 * 60 * 60 * 1000; // milliseconds: longer ones are not waited, whatever the hub asks

/** 2 s, 4 s, 8 s … up to an hour, each half as long to one and a half: not all publishers of a hub at once. */
const growing = (failures: number): number => Math.min(1000 * 2 ** failures, 60 * 60 * 1000) * (0.5 + Math.random());

export function createHub(url: string, options: HubOptions) {
  const { log, onTold, pause: pauseAfter = growing, timeout = 10_000, clock = Date.now } = options;
  const queue = new Map<string, { readonly news: News; readonly tries: number }>();
  let request: AbortController | undefined; // while one is under way
  let isClosed = false;
  let hasRefused = false;
  let failures = 0; // one after the other
  let earliest = 0; // performance.now() before which the hub does not want to be asked again
  let timer: NodeJS.Timeout | undefined;

  /** Goes on with the queue after a pause (milliseconds). */
  function goOn(pause: number): void {
    clearTimeout(timer);
    if (isClosed || request || queue.size === 0) return;
    const wait = Math.max(pause, earliest - performance.now());
    if (wait > 0) timer = setTimeout(() => void askNext(), wait).unref();
    else void askNext();
  }

  async function askNext(): Promise<void> {
    const [next] = queue.values();
    if (!next) return;
    const { news, tries } = next;
    queue.delete(news.path);
    request = new AbortController();
    const outcome = await post(url, news.topic, timeout, request);
    request = undefined;
    if (isClosed) return;
    if (outcome.status === undefined) return goOn(putOff(news, tries + 1, outcome));
    failures = 0;
    logAnswer(news, outcome.status);
    onTold(news, outcome.status < 300);
    goOn(0);
  }

  /** The pause after a failure (milliseconds). Then the news are last in the queue: a topic that fails holds up no other. */
  function putOff(news: News, tries: number, { why, retryAfter }: Failed): number {
    failures += 1;
    const asked = retryAfter === undefined ? 0 : waitOf(retryAfter, clock());
    earliest = performance.now() + Math.min(asked, MAX_PAUSE);
    // Some hubs ask for 0 seconds in each answer, so their wish is only the least.
    const pause = Math.min(Math.max(asked, pauseAfter(failures)), MAX_PAUSE);
    const isAgain = tries < MAX_TRIES;
    if (isAgain && !queue.has(news.path)) queue.set(news.path, { news, tries });
    const next = isAgain ? `again in ${Math.ceil(pause / 1000)} s` : 'given up';
    log(`websub: ${url} could not be told of ${news.topic} (${why}); ${next}`, true);
    return pause;
  }

  /** A refusal is logged once: a hub that dislikes our topics says so at each change. */
  function logAnswer({ topic, isRepeated }: News, status: number): void {
    const isTaken = status < 300;
    if (isTaken ? isRepeated : hasRefused) return;
    hasRefused ||= !isTaken;
    const said = isTaken ? 'was told of' : status < 400 ? 'has moved, so it was not told of' : 'refused to be told of';
    const end = isTaken ? '' : '; its further refusals are not logged';
    log(`websub: ${url} ${said} ${topic} (${status})${end}`, !isTaken);
  }

  return {
    /** Tells it of the news; of a topic, only the newest are told. */
    tell(news: News): void {
      queue.set(news.path, { news, tries: 0 });
      goOn(0);
    },
    close(): void {
      isClosed = true;
      clearTimeout(timer);
      request?.abort();
    },
  };
}

/** Why the hub is to be asked again. */
interface Failed {
  readonly status?: undefined;
  readonly why: string;
  readonly retryAfter?: string | undefined;
}

/** READERS.md §4.1: `hub.url` for the hubs that know PubSubHubbub, `hub.topic` for newer ones. */
async function post(
  hub: string,
  topic: string,
  timeout: number,
  request: AbortController,
): Promise<{ readonly status: number } | Failed> {
  // Not AbortSignal.timeout: on Node 20 the garbage collector may take it, and then nothing is aborted.
  const timer = setTimeout(() => request.abort(new Error(`no answer in ${timeout / 1000} s`)), timeout);
  try {
    const response = await fetch(hub, {
      method: 'POST',
      body: new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic }),
      headers: { 'user-agent': 'Courant' },
      // Not followed: the address that readers are told has to be the hub's, so its move is the publisher's matter.
      redirect: 'manual',
      signal: request.signal,
    });
    await response.body?.cancel();
    const { status } = response;
    if (status !== 429 && status < 500) return { status };
    return { why: String(status), retryAfter: response.headers.get('retry-after') ?? undefined };
  } catch (error) {
    return { why: reasonOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** fetch says only that it failed; why stands in its cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}

/** Milliseconds that a Retry-After asks for, in seconds or as a date (RFC 9110 §10.2.3); 0 for nonsense. */
function waitOf(retryAfter: string, now: number): number {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  return Math.max(0, (parseHttpDate(retryAfter, now) ?? now) - now);
}
