// An item: an article with what a feed says of it beyond its head.

import type { PublicArticle } from '../model/article.ts';
import type { Site } from '../model/site.ts';
import { briefOf, contentOf, summaryOf } from './content.ts';

export interface Item {
  readonly article: PublicArticle;
  readonly summary?: string;
  /** HTML; undefined if the feed carries none. */
  readonly content?: string;
  /** HTML, never empty: JSON Feed needs it. */
  readonly contentForJson: string;
}

/** `body` is clean HTML. */
export function itemOf(site: Site, article: PublicArticle, body: string): Item {
  const summary = summaryOf(article, body);
  const content = site.feeds.content === 'full' ? contentOf(article, body) : '';
  const contentForJson = content && body ? content : briefOf(article, summary);
  return { article, contentForJson, ...(summary !== undefined && { summary }), ...(content && { content }) };
}
