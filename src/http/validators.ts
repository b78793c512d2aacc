// Validators: what tells two states of one path apart (RFC 9110 §8.8).

import type { Hash } from 'node:crypto';
import type { Instant } from '../model/time.ts';

export interface Validators {
  /** As it is sent, with its quotes, and `W/` where it is weak. */
  readonly etag: string;
  /** In whole seconds, as the header field tells it. */
  readonly lastModified: Instant;
  /** Other bytes of this path were sent with this very second: then the date alone proves nothing (§8.8.2.2). */
  readonly sharesSecond?: true;
}

/** 144 bits in 24 characters: some readers cut a tag at 255, and CONTRACT.md promises at most 64. */
export const tagOf = (hash: Hash): string => `"${hash.digest('base64url').slice(0, 24)}"`;

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
