// Packed articles: many heads in a few large objects, which cross to another thread or onto the disk in one go.

import type { Facts } from '../disk/folder-files.ts';
import type { Article, Author } from '../model/article.ts';

/** What only documents ask for. */
export interface Head
  extends Pick<Article, 'title' | 'summary' | 'image' | 'source' | 'language' | 'rights' | 'places'> {
  readonly enclosures?: Article['enclosures'];
}

/**
 * Articles one after the other; each has as much in every list as its flags and counts say. Packed otherwise, they want
 * another VERSION of the heads that are kept.
 */
export interface Packed {
  /** Ids that are not given are made in it. */
  readonly tagAuthority: string;
  /** Path and slug; then the id, its URI and the canonical address, where there are any. */
  readonly texts: readonly string[];
  /** Published; then updated, where it is given. */
  readonly instants: Float64Array;
  /** Flags, the place in `authors`; then of each list its length, and the places in `names`. */
  readonly numbers: Uint32Array;
  readonly authors: readonly (readonly Author[])[];
  readonly names: readonly string[];
  /** The JSON of each Head. */
  readonly heads: Uint8Array;
  /** Where each article begins in texts, instants, numbers and heads, and after the last one where they end. */
  readonly starts: Uint32Array;
  /** Of each article's file. */
  readonly files: Facts;
}

/** What `starts` has of each article. */
export const OFFSET = { text: 0, instant: 1, number: 2, head: 3 };
export const OFFSETS = 4;

export const FLAG = { draft: 1, updated: 2, id: 4, uri: 8, canonical: 16 };

/** The lists of names, in the order in which they are packed. */
export const LISTS = ['categories', 'tags', 'related', 'media'] as const;
export type List = (typeof LISTS)[number];
