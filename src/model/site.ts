// The site: the publication as site.yaml describes it, validated, every address absolute.

import type { Author } from './article.ts';

export interface FeedSettings {
  /** Newest articles in a feed, at most. */
  readonly limit: number;
  /** Bytes of the largest of the three formats, at most. */
  readonly bytes: number;
  readonly content: 'full' | 'summary';
  /** Minutes. */
  readonly ttl: number;
  /** Whether a person who opens a feed in a browser is shown a page. */
  readonly preview: boolean;
  /** Of the articles in the site's own feeds; all, if there are none (BCP 47). */
  readonly languages: readonly string[];
}

export interface CategorySettings {
  readonly name: string;
  readonly description?: string;
}

/** What machines may do with the publication; undefined is not said. */
export interface License {
  readonly url?: string;
  readonly search?: boolean;
  readonly aiInput?: boolean;
  readonly aiTrain?: boolean;
}

/** An old address that its query decides: `/?feed=rss2`. */
export interface QueryRule {
  /** Decoded. */
  readonly path: string;
  /** Parameters that must be there; they are taken out of the query that is kept. */
  readonly query: ReadonlyMap<string, string>;
  /** As in `redirects`; undefined if the address is gone. */
  readonly to?: string;
  readonly reason?: string;
  /** WordPress's addresses of its feeds, which no site.yaml names. */
  readonly isOldFeed?: true;
}

export interface Site {
  readonly title: string;
  /** Absolute, ends with `/`. */
  readonly url: string;
  readonly description: string;
  /** BCP 47. */
  readonly language: string;
  readonly copyright?: string;
  /** IANA. */
  readonly timeZone: string;
  /** By key. */
  readonly authors: ReadonlyMap<string, Author>;
  /** Of articles that name none. */
  readonly author: readonly Author[];
  /** Absolute URL. */
  readonly icon?: string;
  /** Absolute URL. */
  readonly logo?: string;
  /** `example.org,2026` (RFC 4151). */
  readonly tagAuthority: string;
  readonly hubs: readonly string[];
  readonly feeds: FeedSettings;
  readonly permalink: string;
  /** By slug. */
  readonly categories: ReadonlyMap<string, CategorySettings>;
  /** Decoded path to a percent-encoded path (with query and fragment), or a URL. */
  readonly redirects: ReadonlyMap<string, string>;
  /** Decoded path to a reason, which may be ''. */
  readonly gone: ReadonlyMap<string, string>;
  readonly queryRules: readonly QueryRule[];
  /** Patterns of files and folders that are no articles: `drafts-of-others/`, `*.bak.md`. */
  readonly ignore: readonly string[];
  /** Whether quotes, ellipses and dashes of bodies are set as the language wants them. */
  readonly typography: boolean;
  /** A CSS colour. */
  readonly accent?: string;
  readonly license?: License;
}

/** What decides how the heads of articles read; another title of the site changes none of them. */
export type ReadingSite = Pick<Site, (typeof READING)[number]>;

export const READING = ['url', 'language', 'timeZone', 'authors', 'author', 'tagAuthority', 'permalink'] as const;

/** An absolute pattern points into another site: then Courant serves feeds and media, and no pages. */
export const hasPages = (site: Pick<Site, 'permalink'>): boolean => !/^https?:/i.test(site.permalink);

/** Whether a URL's host is this computer, where nobody else's reader gets: `localhost`, `127.0.0.1`, `[::1]`. */
export const isLoopback = (host: string): boolean => /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])\.?$/i.test(host);

/** The address that a rule is about, `/?p=12`: where a publication has the page of one that is gone. */
export const nameOfRule = ({ path, query }: QueryRule): string => `${path}?${new URLSearchParams([...query])}`;
