// What is to be imported: a feed of any format, and how it is wanted.

import type { SiteWords } from '../first-site.ts';
import type { ImportedItem } from './feed-values.ts';

export interface ImportedFeed {
  readonly title?: string | undefined;
  /** Where its pages are. */
  readonly home?: string | undefined;
  readonly description?: string | undefined;
  readonly language?: string | undefined;
  /** Where its older articles are (RFC 5005). */
  readonly older?: string | undefined;
  readonly items: readonly ImportedItem[];
  /** Of an export: what it holds that no article is made of. */
  readonly remarks?: readonly string[];
}

export interface ImportOptions {
  /** A file, a folder or an address. */
  readonly from: string;
  readonly content: string;
  /** Whether pictures and enclosures are fetched. */
  readonly media: boolean;
  /** Whether the older pages of a feed are taken too. */
  readonly all?: boolean;
  /** Whether articles that differ here are written anew. */
  readonly update: boolean;
  /** Whether everything is only told, and nothing written. */
  readonly dryRun?: boolean;
  /** Of the folder of a site: the generator that made it, if it is not to be told by its configuration. */
  readonly generator?: string | undefined;
  /** For the first site.yaml. */
  readonly site: SiteWords;
}
