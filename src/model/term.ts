// A term: a category (section), a tag (topic) or an author, by which articles are gathered.

import type { Author } from './article.ts';

export type TermKind = 'category' | 'tag' | 'author';

export interface Term {
  readonly kind: TermKind;
  readonly name: string;
  readonly slug: string;
  readonly description?: string;
  /** Of an author's term. */
  readonly author?: Author;
}

/** One term, however it is spelt: names that differ only in case or normal form are the same. */
export const termKey = (name: string): string => name.normalize('NFC').toLowerCase().normalize('NFC');
