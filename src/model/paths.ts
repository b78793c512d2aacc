// Every address of the site, and every `tag:` id, is made here.

import type { Article } from './article.ts';
import { hasPages, type Site } from './site.ts';
import { shortHash } from './slug.ts';
import type { Term, TermKind } from './term.ts';
import { localTimeOf } from './time.ts';

export const FORMATS = ['rss', 'atom', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** The file of each format, below its channel's path. */
export const FEED_FILE: Readonly<Record<Format, string>> = { rss: 'feed.xml', atom: 'atom.xml', json: 'feed.json' };

/** What people call each format. */
export const FORMAT_NAME: Readonly<Record<Format, string>> = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' };

/** Whether a path is that of a feed. */
export const isFeed = (path: string): boolean => /\/(?:feed\.xml|atom\.xml|feed\.json)$/.test(path);

/** The folder of each kind of term. */
export const TERM_FOLDER: Readonly<Record<TermKind, string>> = {
  category: '/categories/',
  tag: '/tags/',
  author: '/authors/',
};

/** A path of the site as its public, absolute, percent-encoded URL. */
export const urlOf = (site: Pick<Site, 'url'>, path: string): string => site.url + encodePath(path.slice(1));

/** The site's own path: `/` or `/news/`. */
export const basePathOf = (site: Site): string => decodePath(localOf(site, site.url)) ?? '/';

/**
 * An address as the site's pages link to it: from the root where it is one of the site, so that pages can be tried
 * under another host; as it is where it leads elsewhere.
 */
export function localOf(site: Pick<Site, 'url'>, url: string): string {
  if (!url.startsWith(site.url)) return url;
  const path = url.replace(ORIGIN, '');
  return path.startsWith('//') ? url : path; // `//name/` would be another host
}

const ORIGIN = /^https?:\/\/[^/]*/i;

/** A path of the site as its pages link to it. */
export const hrefOf = (site: Pick<Site, 'url'>, path: string): string => localOf(site, urlOf(site, path));

export const HOME = '/';
export const FEEDS_PAGE = '/feeds/';
export const OPML = '/feeds.opml';
export const SITEMAP = '/sitemap.xml';
export const NEWS_SITEMAP = '/news-sitemap.xml';
export const ROBOTS = '/robots.txt';
/** Where static hosts look for what they send instead of a missing page. */
export const NOT_FOUND = '/404.html';

/** A listing's first page is the listing itself. */
export const pagePath = (listing: string, page: number): string => (page === 1 ? listing : `${listing}page/${page}/`);

/** The parts of a sitemap that is too long for one file count from 1. */
export const sitemapPart = (part: number): string => `/sitemap-${part}.xml`;

/** The stylesheet's address changes with its text, so that it may be kept for ever. */
export const stylesheetPath = (css: string): string => `/assets/courant-${shortHash(css)}.css`;

/** A feed as it is, for a browser that would be shown the preview. */
export const rawOf = (feed: string): string => `${feed}?raw`;

export const termPath = (term: Term): string => `${TERM_FOLDER[term.kind]}${term.slug}/`;
export const mediaPath = (file: string): string => `/${file}`;

/** What a channel's links lead to: its page, or the other site's front where the permalinks lead there. */
export const homeOf = (site: Site, path: string): string =>
  hasPages(site) ? urlOf(site, path) : `${ORIGIN.exec(site.permalink)?.[0]}/`;

/** The address that tells categories from tags in the feeds; none where Courant serves no pages. */
export const schemeOf = (site: Site, kind: TermKind): string | undefined =>
  hasPages(site) ? urlOf(site, TERM_FOLDER[kind]) : undefined;

/** The public address of an article, by the site's permalink pattern. */
export function permalinkOf(site: Site, article: Article, category: string | undefined): string {
  const address = fillPattern(site, article, category);
  return hasPages(site) ? site.url + encodePath(address.slice(1)) : encodePath(address, ORIGIN);
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

/**
 * The slugs that an article with this path may have, the permalink pattern read backwards: one or none, unless
 * `{category}` and `{slug}` stand in the same part of it.
 */
export function slugsIn(site: Site, path: string, categories: () => readonly string[]): readonly string[] {
  if (site.permalink === '/articles/{slug}/') return /^\/articles\/([^/]+)\/$/.exec(path)?.slice(1) ?? [];
  const isMixed = /\{category\}[^/]*\{slug\}|\{slug\}[^/]*\{category\}/.test(site.permalink);
  const readers = isMixed
    ? ['uncategorized', ...categories()].map((category) => readerOf(site.permalink, category))
    : [readerOf(site.permalink, undefined)];
  return readers.flatMap((reader) => reader.exec(path)?.groups?.slug ?? []);
}

function readerOf(pattern: string, category: string | undefined): RegExp {
  const digits: Readonly<Record<string, string>> = { year: '\\d{4}', month: '\\d\\d', day: '\\d\\d' };
  let isRepeated = false;
  const parts = pattern.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return escapeRegExp(part);
    if (part === 'category') return category === undefined ? '[^/]+' : escapeRegExp(category);
    if (part !== 'slug') return digits[part];
    const source = isRepeated ? '\\k<slug>' : '(?<slug>[^/]+)';
    isRepeated = true;
    return source;
  });
  return new RegExp(`^${parts.join('')}$`);
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** RFC 4151: the authority, then characters of a URI's path; everything else percent-encoded. */
export const tagId = (tagAuthority: string, specific: string): string =>
  `tag:${tagAuthority}:${IS_ENCODED.test(specific) ? specific : encodeURI(specific.normalize('NFC')).replace(/#/g, '%23')}`;

/** Most paths are the same percent-encoded. */
const IS_ENCODED = /^[\w./-]*$/;

/** A given id as a URI: itself where it is one, else within the site's ids. */
export const idAsUri = (tagAuthority: string, id: string): string => (isUri(id) ? id : tagId(tagAuthority, id));

/** The id of an article that gives none: what names its file. */
export const idOfFile = (tagAuthority: string, path: string): string => tagId(tagAuthority, stemOf(path));

/** What names an article's file: its path without its ending and `/index`, whichever way its letters are composed. */
export function stemOf(path: string): string {
  const stem = path.replace(MARKDOWN_FILE, '').replace(/\/index$/, '');
  return IS_ENCODED.test(stem) ? stem : stem.normalize('NFC');
}

/** How the names of articles' files end. */
export const MARKDOWN_FILE = /\.(?:md|markdown|mkd|mdown)$/i;

/** Whether no other path of this kind has the same stem. Most are of it. */
export const hasPlainStem = (path: string): boolean =>
  path.endsWith('.md') && !path.endsWith('/index.md') && IS_ENCODED.test(path);

/** Whether a text is a URI that can stand as an id everywhere (RFC 3986, characters and a scheme). */
export const isUri = (text: string): boolean =>
  /^[a-z][a-z0-9+.-]*:(?:[a-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})+$/i.test(text);

/** Percent-encodes each part of a path; an address before it stays as it is. */
export function encodePath(path: string, origin = /^/): string {
  if (IS_ENCODED.test(path)) return path;
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
  /^\/(?:(?:feed\.xml|atom\.xml|feed\.json|feeds\.opml|(?:news-)?sitemap[^/]*\.xml|robots\.txt|healthz|readyz|index\.html|404\.html)$|(?:$|(?:categories|tags|authors|feeds|page|assets)(?:\/|$)))/i;
