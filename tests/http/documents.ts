// Documents and publications for tests, made by hand.

import type { DocumentResource, Publication, Resource } from '../../src/model/resource.ts';
import type { Instant } from '../../src/model/time.ts';

export const AT: Instant = Date.UTC(2026, 2, 3, 9, 0, 0, 500);
export const UPDATED: Instant = Date.UTC(2026, 2, 1, 8, 0, 0, 250);
export const RSS = 'application/rss+xml; charset=utf-8';

/** A document whose `writes` counts how often it was written. */
export function documentOf(
  text: string,
  changed: Partial<DocumentResource> & { readonly updated?: Instant } = {},
): DocumentResource & { writes: number } {
  const { updated = UPDATED, ...rest } = changed;
  return {
    kind: 'document',
    type: RSS,
    freshness: 'polled',
    links: ['<https://hub.example/>; rel="hub"', '<https://example.org/feed.xml>; rel="self"'],
    madeOf: [text],
    writes: 0,
    write() {
      this.writes++;
      return { text, updated };
    },
    ...rest,
  };
}

export function publicationOf(resources: Record<string, Resource>, basePath = '/', at = AT): Publication {
  const map = new Map(Object.entries(resources));
  return {
    at,
    basePath,
    get: (path) => map.get(path),
    paths: () => map.keys(),
    permalinkOf: () => undefined,
  };
}

/** Long enough that each coding is smaller than the one before. */
export const LONG = `<rss>${Array.from({ length: 400 }, (_, i) => `<item>Fish & chips ${i * i} é</item>`).join('\n')}</rss>`;
