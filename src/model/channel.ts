// A channel: a titled, ordered choice of articles. The site is one, and so is each category, tag and author.

import type { PublicArticle } from './article.ts';
import type { Format } from './paths.ts';
import type { Site } from './site.ts';
import type { Term } from './term.ts';

export interface Channel {
  /** Permanent name, a `tag:` URI. */
  readonly id: string;
  /** Undefined for the site itself. */
  readonly term?: Term;
  /** `/`, `/categories/news/`, … */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Where a person reads it, absolute. */
  readonly home: string;
  /** The address of each of its feeds, absolute. */
  readonly feeds: Readonly<Record<Format, string>>;
  /** Newest first, then by id. */
  readonly articles: readonly PublicArticle[];
}

/** The language that all its articles have, else the site's (BCP 47). */
export function languageOfChannel(site: Site, { articles }: Channel): string {
  const language = articles[0]?.language;
  return language !== undefined && articles.every((each) => each.language === language) ? language : site.language;
}
