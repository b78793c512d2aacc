// Dates as the documents write them, in whole seconds of UTC, and which date a document has.

import type { Site } from '../model/site.ts';
import type { Instant } from '../model/time.ts';

/** `2026-03-03T09:00:00Z` (RFC 3339). */
export const rfc3339 = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, -5)}Z`;

export interface Dated {
  readonly published: Instant;
  readonly updated?: Instant | undefined;
}

/** The last change that an article's author holds significant. */
export const changeOf = ({ published, updated }: Dated): Instant => updated ?? published;

/** The newest change; of no articles, 1 January of the year in the site's tag authority. */
export function newestChange(site: Site, articles: Iterable<Dated>): Instant {
  let newest: Instant | undefined;
  for (const article of articles) newest = Math.max(newest ?? changeOf(article), changeOf(article));
  return newest ?? Date.UTC(Number(/,(\d{4})/.exec(site.tagAuthority)?.[1] ?? 2026));
}
