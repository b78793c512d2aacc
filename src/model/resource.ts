// A resource: what a path of the site names (RFC 9110 §3.1).

import type { Article } from './article.ts';
import type { MediaFile } from './media.ts';
import type { QueryRule } from './site.ts';
import { hashOf } from './slug.ts';
import type { Instant } from './time.ts';

/** Text in a media type, written when it is first asked for. */
export interface Document {
  readonly text: string;
  /** The newest `updated` among what it shows. */
  readonly updated: Instant;
}

/** How long caches may keep it: until the next poll, an hour, or for ever (its address changes with its bytes). */
export type Freshness = 'polled' | 'archived' | 'immutable';

export interface DocumentResource {
  readonly kind: 'document';
  /** With charset. */
  readonly type: string;
  readonly freshness: Freshness;
  /** Values of the `Link` header, ready to send. */
  readonly links: readonly string[];
  /** Of the `Content-Security-Policy` header. */
  readonly policy?: string;
  /** The page for a person who opens it in a browser, if it is no page itself. */
  readonly preview?: () => DocumentResource;
  write(): Document;
}

/** A document that caches keep until the next poll. */
export const polledDocument = (type: string, write: () => Document): DocumentResource => ({
  kind: 'document',
  type: `${type}; charset=utf-8`,
  freshness: 'polled',
  links: [],
  write,
});

export interface FileResource {
  readonly kind: 'file';
  readonly type: string;
  readonly file: MediaFile;
  /** The bytes from `start` up to, not including, `end`. Throws if the file is no longer the one that was seen. */
  open(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** An address that has moved; `to` is absolute. */
export interface Moved {
  readonly kind: 'moved';
  readonly to: string;
}

export interface Gone {
  readonly kind: 'gone';
  /** What a person is shown. */
  readonly page?: () => DocumentResource;
}

export type Resource = DocumentResource | FileResource | Moved | Gone;

/** Everything that is public at one instant. */
export interface Publication {
  /** The instant. */
  readonly at: Instant;
  /** The path below which the site is served: `/`, or `/news/`. */
  readonly basePath: string;
  /** Whether drafts and scheduled articles count as public. */
  readonly drafts?: boolean | undefined;
  /** What a decoded path below the site names; undefined if it names nothing. */
  get(path: string): Resource | undefined;
  /** Addresses that a query decides, with absolute targets. */
  readonly queryRules: readonly QueryRule[];
  /** Every path there is. Renders bodies: how many archives there are depends on what fits into the site's feed. */
  paths(): Iterable<string>;
  /** Every path that there may be, told without rendering: all of `paths()`, and at times an archive more. */
  possiblePaths(): Iterable<string>;
  /** The absolute address of an article; undefined if it is not public. */
  permalinkOf(article: Article): string | undefined;
  /** The paths of the channels that show an article: `/`, `/categories/news/`; none if it is not public. */
  channelsOf(article: Article): readonly string[];
  /** When the same files give another site; undefined if never. */
  readonly staleAt?: Instant;
}

/** Which paths a publication has, in four bytes each: their sorted hashes. */
export type AddressSet = Uint32Array<ArrayBuffer>;

export const addressSetOf = (paths: Iterable<string>): AddressSet => Uint32Array.from(paths, hashOf).sort();

/** Whether a path is in the set. About one in 40,000 that is not in a set of 100,000 seems to be. */
export function hasAddress(addresses: AddressSet, path: string): boolean {
  const wanted = hashOf(path);
  let [from, to] = [0, addresses.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((addresses[middle] as number) < wanted) from = middle + 1;
    else to = middle;
  }
  return addresses[from] === wanted;
}
