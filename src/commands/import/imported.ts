// The shapes of what is imported: a source, and a feed in one shape whatever its format.

import type { Author, Credit } from '../../model/article.ts';

export interface ImportedFeed {
  readonly title?: string | undefined;
  /** Where its pages are. */
  readonly home?: string | undefined;
  readonly description?: string | undefined;
  readonly language?: string | undefined;
  readonly generator?: string | undefined;
  /** Where its older articles are. */
  readonly next?: string | undefined;
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  /** As readers know it. */
  readonly id?: string | undefined;
  /** Where its page was, absolute. */
  readonly link?: string | undefined;
  /** Plain text. */
  readonly title?: string | undefined;
  /** As the feed writes it. */
  readonly published?: string | undefined;
  readonly updated?: string | undefined;
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
}

/** A file that goes with an item. */
export interface FeedFile {
  readonly url: string;
  readonly type?: string | undefined;
  /** In bytes. */
  readonly length?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly title?: string | undefined;
  readonly credit?: string | undefined;
  /** In seconds. */
  readonly duration?: number | undefined;
}

/** What is to be imported. */
export interface ImportSource {
  readonly kind: 'feed' | 'press article';
  readonly text: string;
  /** Of what comes from the web. */
  readonly address?: string;
}
