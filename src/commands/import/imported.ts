// The shapes of what is imported: a source, a feed in one shape whatever its format, and an article on its way.

import type { AtomFeed, JsonFeed, RdfFeed, RssFeed } from 'feedsmith';
import type { Author, Credit } from '../../model/article.ts';
import type { Instant } from '../../model/time.ts';
import type { NewArticle } from '../article-file.ts';
import type { SiteWords } from '../first-site.ts';

export type Rss = RssFeed.Feed<string>;
export type RssItem = RssFeed.Item<string>;
export type Rdf = RdfFeed.Feed<string>;
export type Atom = AtomFeed.Feed<string>;
export type AtomEntry = AtomFeed.Entry<string>;
export type Json = JsonFeed.Feed<string>;
export type JsonItem = JsonFeed.Item<string>;

/** What is to be imported. */
export interface ImportSource {
  readonly kind: 'feed' | 'press article';
  readonly text: string;
  /** Of what comes from the web. */
  readonly address?: string;
}

export interface ImportedFeed {
  readonly title?: string | undefined;
  /** Where its pages are. */
  readonly home?: string | undefined;
  readonly description?: string | undefined;
  readonly language?: string | undefined;
  readonly generator?: string | undefined;
  /** Where its older articles are (RFC 5005). */
  readonly older?: string | undefined;
  readonly items: readonly FeedItem[];
  /** Of an export: what it holds that no article is made of. */
  readonly remarks?: readonly string[];
}

export interface FeedItem {
  /** As readers know it; undefined if the feed gives none. */
  readonly id?: string | undefined;
  /** Where its page was, absolute. */
  readonly link?: string | undefined;
  /** Of an export, which names it; otherwise it is made of the link or the title. */
  readonly slug?: string | undefined;
  /** Plain text. */
  readonly title?: string | undefined;
  /** As the feed writes it. */
  readonly published?: string | undefined;
  readonly updated?: string | undefined;
  /** Why it is not public. */
  readonly hidden?: string | undefined;
  readonly authors: readonly Author[];
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  /** Plain text. */
  readonly summary?: string | undefined;
  /** The whole text, as the feed has it. */
  readonly html?: string | undefined;
  /** Whether that is the summary only, for want of a text. */
  readonly isBrief?: boolean;
  /** What relative addresses in it are meant from. */
  readonly base?: string | undefined;
  readonly picture?: FeedFile | undefined;
  readonly files: readonly FeedFile[];
  readonly source?: Credit | undefined;
  /** Where the article first appeared, if elsewhere. */
  readonly canonical?: string | undefined;
  readonly language?: string | undefined;
  readonly rights?: string | undefined;
  /** What of it is left out, in sentences. */
  readonly remarks?: readonly string[];
}

/** A file that goes with an item. */
export interface FeedFile {
  readonly url: string;
  readonly type?: string | undefined;
  /** In bytes. */
  readonly length?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly alt?: string | undefined;
  readonly caption?: string | undefined;
  readonly title?: string | undefined;
  readonly credit?: string | undefined;
  /** In seconds. */
  readonly duration?: number | undefined;
}

/** An article whose text is still HTML. */
export interface FeedArticle extends Omit<NewArticle, 'body'> {
  readonly published?: Instant | undefined;
  /** Clean, every address absolute but those within the article. */
  readonly html: string;
  readonly remarks: readonly string[];
}

export interface ImportOptions {
  /** A file or an address. */
  readonly from: string;
  readonly content: string;
  /** Whether pictures and enclosures are fetched. */
  readonly media: boolean;
  /** Whether the older pages of a feed are taken too. */
  readonly all?: boolean;
  /** Whether articles that differ here are written anew. */
  readonly update: boolean;
  /** For the first site.yaml. */
  readonly site: SiteWords;
}
