// A channel: a titled, ordered choice of articles. The site is one, and so is each category, tag and author.

import type { PublicArticle, Term } from './article.ts';
import { type Format, feedUrls, homeOf, tagId, termPath } from './paths.ts';
import type { Site } from './site.ts';
import type { Instant } from './time.ts';

type FeedUrls = Readonly<Record<Format, string>>;

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
  readonly feeds: FeedUrls;
  /**
   * The documents before and after this one (RFC 5005 §4): the site's feed has the newest archive as `prev-archive`, an
   * archive has the feed as `current`. Undefined if the feed has every article.
   */
  readonly history?: Readonly<Partial<Record<'current' | 'prev-archive' | 'next-archive', FeedUrls>>>;
  /** Newest first, then by id. */
  readonly articles: readonly PublicArticle[];
}

/** The channel of a term, or of the site itself. */
export function channelOf(site: Site, term: Term | undefined, articles: readonly PublicArticle[]): Channel {
  const path = termPath(term);
  return {
    id: tagId(site.tagAuthority, path),
    ...(term && { term }),
    path,
    title: term ? `${term.name} – ${site.title}` : site.title,
    description: term ? (term.description ?? '') : site.description,
    home: homeOf(site, path),
    feeds: feedUrls(site, path),
    articles,
  };
}

/** Whether it is an archive: no reader subscribes to it, and no hub is told of it. */
export const isArchived = ({ history }: Channel): boolean => history?.current !== undefined;

/** The hubs that are told of it. */
export const hubsOf = (site: Site, channel: Channel): readonly string[] => (isArchived(channel) ? [] : site.hubs);

/** Its history and its hubs as the links of one format. */
export const linksOf = (
  site: Site,
  channel: Channel,
  format: Format,
): readonly (readonly [rel: string, href: string])[] => [
  ...Object.entries(channel.history ?? {}).map(([rel, feeds]) => [rel, feeds[format]] as const),
  ...hubsOf(site, channel).map((hub) => ['hub', hub] as const),
];

/** https://www.rfc-editor.org/rfc/rfc5005#section-4 */
export const HISTORY_NAMESPACE = 'http://purl.org/syndication/history/1.0';

/** The language that it is of, or that all its articles have, else the site's (BCP 47). */
export function languageOfChannel(site: Site, { term, articles }: Channel): string {
  if (term?.language !== undefined) return term.language;
  const language = articles[0]?.language;
  return language !== undefined && articles.every((each) => each.language === language) ? language : site.language;
}

/** The last change that an article's author holds significant. */
export const changeOf = ({ published, updated }: Pick<PublicArticle, 'published' | 'updated'>): Instant =>
  updated ?? published;

/** The newest change; of no articles, 1 January of the year in the site's tag authority. */
export const newestChange = ({ tagAuthority }: Site, articles: readonly PublicArticle[]): Instant =>
  articles.length > 0
    ? articles.reduce((newest, article) => Math.max(newest, changeOf(article)), -Infinity)
    : Date.UTC(Number(/,(\d{4})/.exec(tagAuthority)?.[1] ?? 2026));
