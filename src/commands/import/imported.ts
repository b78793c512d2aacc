// The shapes of what is imported: a feed, whatever its format, and an article on its way.

import type { NewArticle } from '../article-file.ts';
import type { SiteWords } from '../first-site.ts';

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

/**
 * An article as its feed has it: `updated` as it is written, texts plain but for `html`, addresses absolute, `related`
 * titles.
 */
export interface ImportedItem extends Omit<NewArticle, 'title' | 'date' | 'draft' | 'body'> {
  /** As readers know it; undefined if the feed gives none. */
  readonly id?: string | undefined;
  /** Where its page was. */
  readonly link?: string | undefined;
  /** Of an export, which names it; otherwise it is made of the link or the title. */
  readonly slug?: string | undefined;
  readonly title?: string | undefined;
  readonly published?: string | undefined;
  /** Why it is not public. */
  readonly hidden?: string | undefined;
  /** The whole text, as the feed has it. */
  readonly html?: string | undefined;
  /** In its place: the text of a press article, whose date keeps its offset. */
  readonly markdown?: string;
  /** What relative addresses in it are meant from. */
  readonly base?: string | undefined;
  /** What of it is left out, in sentences. */
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
