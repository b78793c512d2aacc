// Conditional requests: whether the asker's copy is still the right one (RFC 9110 §13).

import type { Asked } from './asked.ts';
import { parseHttpDate } from './http-date.ts';
import type { Validators } from './validators.ts';

/** What proxies and servers put inside the quotes of a tag when they compress: Apache, nginx, Jetty, Caddy. */
const SUFFIXES = new Set(['', '-gzip', '-br', ';gzip', ';br', '--gzip', '--br']);

/**
 * Whether a GET or HEAD can be answered 304. If-None-Match alone decides where it is sent, else If-Modified-Since
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

/** §13.1.3: not later than the asker's date; a date that is none is ignored. */
function isUnchangedSince(since: string, { lastModified, sharesSecond }: Validators): boolean {
  const date = parseHttpDate(since, lastModified);
  if (date === undefined) return false;
  return sharesSecond ? lastModified < date : lastModified <= date;
}

/** What stands between the quotes: the part that weak comparison looks at (§8.8.3.2). */
const opaque = (etag: string): string => etag.slice(etag.indexOf('"') + 1, -1);
