// Validators: what tells two states of one path apart (RFC 9110 §8.8), and whether a client's copy is current (§13).

import { sha256 } from '@noble/hashes/sha2.js';
import type { Instant } from '../model/time.ts';
import { parseHttpDate } from './http-date.ts';
import type { Asked } from './request.ts';

export interface Validators {
  /** As it is sent, with its quotes, and `W/` if it is weak. */
  readonly etag: string;
  /** In whole seconds, as the header field tells it. */
  readonly lastModified: Instant;
  /** Other bytes of this path were sent with this very second: then the date alone proves nothing (§8.8.2.2). */
  readonly sharesSecond?: true;
}

/** A SHA-256 that goes on as bytes come. */
export interface Sum {
  update(bytes: Uint8Array): Sum;
  digest(): Uint8Array;
}

const crypto = globalThis.process?.getBuiltinModule?.('node:crypto');

/** Node's own where there is Node, else in JavaScript, so that every instance has the same tags. */
export const createSum = (): Sum => (crypto ? crypto.createHash('sha256') : sha256.create());

/** 144 bits in 24 characters of base64url: some readers cut a tag at 255, and CONTRACT.md promises at most 64. */
export const tagOf = (sum: Sum): string =>
  `"${btoa(String.fromCharCode(...sum.digest().subarray(0, 18)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')}"`;

export const wholeSeconds = (instant: Instant): Instant => Math.floor(instant / 1000) * 1000;

/**
 * The validators of the bytes with this tag, after `before`, those last known for the path. Bytes not seen before
 * are as old as what they show; other bytes than before date from the moment of the change, so that readers that send
 * only a date (Thunderbird, tt-rss) learn of a removal too. Never back, never later than `at`.
 */
export function validatorsAfter(
  before: Validators | undefined,
  etag: string,
  updated: Instant,
  at: Instant,
): Validators {
  if (!before) return { etag, lastModified: wholeSeconds(Math.min(updated, at)) };
  if (before.etag === etag) return before;
  const changed = wholeSeconds(at);
  return changed > before.lastModified
    ? { etag, lastModified: changed }
    : { etag, lastModified: before.lastModified, sharesSecond: true };
}

/**
 * The validators once the next second has come: what shared a second with other bytes gets one of its own, so that
 * readers that send only a date get these bytes once, and 304 from then on.
 */
export function settledValidators<V extends Validators>(validators: V, now: Instant): V | Validators {
  const { etag, lastModified, sharesSecond } = validators;
  const next = lastModified + 1000;
  return sharesSecond && now >= next ? { etag, lastModified: next } : validators;
}

/** What proxies and servers put inside the quotes of a tag when they compress: Apache, nginx, Jetty, Caddy. */
const SUFFIXES = new Set(['', '-gzip', '-br', ';gzip', ';br', '--gzip', '--br']);

/**
 * Whether a GET or HEAD can be answered 304. If-None-Match alone decides if it is sent, else If-Modified-Since
 * (§13.2.2). `Cache-Control: no-cache` does not matter to an origin.
 */
export function isFresh(asked: Asked, validators: Validators): boolean {
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return false;
  const tags = asked.header('if-none-match');
  if (tags !== undefined) return tags === validators.etag || matches(tags, validators.etag);
  const since = asked.header('if-modified-since');
  return since !== undefined && isUnchangedSince(since, validators);
}

/** §13.1.2: `*` or a list, compared weakly. Commas may stand inside the quotes, so the quotes are what is read. */
function matches(tags: string, etag: string): boolean {
  if (tags.trim() === '*') return true;
  const own = opaque(etag);
  for (const [, theirs = ''] of tags.matchAll(/"([^"]*)"/g)) {
    if (theirs.startsWith(own) && SUFFIXES.has(theirs.slice(own.length))) return true;
  }
  return false;
}

/** §13.1.3: not later than the client's date; a date that is none is ignored. */
function isUnchangedSince(since: string, { lastModified, sharesSecond }: Validators): boolean {
  const date = parseHttpDate(since, lastModified);
  if (date === undefined) return false;
  return sharesSecond ? lastModified < date : lastModified <= date;
}

/** What stands between the quotes: the part that weak comparison looks at (§8.8.3.2). */
const opaque = (etag: string): string => etag.slice(etag.indexOf('"') + 1, -1);
