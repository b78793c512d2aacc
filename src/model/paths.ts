// Every address of the site, and every `tag:` id, is made here.

import type { Article } from './article.ts';
import { hasPages, type Site } from './site.ts';
import type { Term, TermKind } from './term.ts';
import { localTimeOf } from './time.ts';

export const FORMATS = ['rss', 'atom', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** The file of each format, below its channel's path. */
export const FEED_FILE: Readonly<Record<Format, string>> = { rss: 'feed.xml', atom: 'atom.xml', json: 'feed.json' };

/** The folder of each kind of term. */
export const TERM_FOLDER: Readonly<Record<TermKind, string>> = {
  category: '/categories/',
  tag: '/tags/',
  author: '/authors/',
};

/** A path of the site as its public, absolute, percent-encoded URL. */
export const urlOf = (site: Pick<Site, 'url'>, path: string): string => site.url + encodePath(path.slice(1));

/** The site's own path: `/` or `/news/`. */
export const basePathOf = (site: Site): string => decodePath(site.url.replace(/^[a-z]+:\/\/[^/]*/i, '')) ?? '/';

export const termPath = (term: Term): string => `${TERM_FOLDER[term.kind]}${term.slug}/`;
export const mediaPath = (file: string): string => `/${file}`;

/** What a channel's links lead to: its page, or the other site's front where the permalinks lead there. */
export const homeOf = (site: Site, path: string): string =>
  hasPages(site) ? urlOf(site, path) : `${/^https?:\/\/[^/]*/i.exec(site.permalink)?.[0]}/`;

/** The address that tells categories from tags in the feeds; none where Courant serves no pages. */
export const schemeOf = (site: Site, kind: TermKind): string | undefined =>
  hasPages(site) ? urlOf(site, TERM_FOLDER[kind]) : undefined;

/** The public address of an article, by the site's permalink pattern. */
export function permalinkOf(site: Site, article: Article, category: string | undefined): string {
  const address = fillPattern(site, article, category);
  return hasPages(site) ? site.url + encodePath(address.slice(1)) : encodePath(address, /^https?:\/\/[^/]*/i);
}

/** The path of an article's page below the site. */
export function articlePath(site: Site, article: Article, category: string | undefined): string {
  return fillPattern(site, article, category);
}

function fillPattern(site: Site, article: Article, category: string | undefined): string {
  if (site.permalink === '/articles/{slug}/') return `/articles/${article.slug}/`;
  const { year, month, day } = localTimeOf(article.published, site.timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  const values: Record<string, string> = {
    slug: article.slug,
    year: String(year).padStart(4, '0'),
    month: two(month),
    day: two(day),
    category: category ?? 'uncategorized',
  };
  return site.permalink.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** RFC 4151: the authority, then characters of a URI's path; everything else percent-encoded. */
export const tagId = (tagAuthority: string, specific: string): string =>
  `tag:${tagAuthority}:${encodeURI(specific.normalize('NFC')).replace(/#/g, '%23')}`;

/** The id of an article that gives none: its file's path without `.md` and `/index`. */
export const idOfFile = (tagAuthority: string, path: string): string =>
  tagId(tagAuthority, path.replace(/\.md$/i, '').replace(/\/index$/i, ''));

/** Whether a text is a URI that can stand as an id everywhere (RFC 3986, characters and a scheme). */
export const isUri = (text: string): boolean =>
  /^[a-z][a-z0-9+.-]*:(?:[a-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})+$/i.test(text);

/** Percent-encodes each part of a path; an address before it stays as it is. */
export function encodePath(path: string, origin = /^/): string {
  const kept = origin.exec(path)?.[0] ?? '';
  return kept + path.slice(kept.length).split('/').map(encodeURIComponent).join('/');
}

/** The path that a percent-encoded one means; nothing where it means none. */
export function decodePath(path: string): string | undefined {
  if (!path.includes('%')) return path;
  try {
    const parts = path.split('/').map(decodeURIComponent);
    return parts.some((part) => part.includes('/') || part.includes('\0')) ? undefined : parts.join('/');
  } catch {
    return undefined;
  }
}

/** Whether a path is one that Courant needs itself, so that no article may have it. */
export const isReserved = (path: string): boolean => RESERVED.test(path);

const RESERVED =
  /^\/(?:(?:feed\.xml|atom\.xml|feed\.json|feeds\.opml|(?:news-)?sitemap[^/]*\.xml|robots\.txt|healthz|readyz|index\.html)$|(?:$|(?:categories|tags|authors|feeds|page|assets)(?:\/|$)))/i;
