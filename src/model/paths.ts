// Every address of the site, and every `tag:` id, is made here.

import type { Article, Term, TermKind } from './article.ts';
import { hasPages, type Site } from './site.ts';
import { shortHash } from './slug.ts';
import { stemOf } from './source-file.ts';
import { localTimeOf, twoDigits } from './time.ts';

export const FORMATS = ['rss', 'atom', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** The file of each format, below its channel's path. */
export const FEED_FILE: Readonly<Record<Format, string>> = { rss: 'feed.xml', atom: 'atom.xml', json: 'feed.json' };

/** What people call each format. */
export const FORMAT_NAME: Readonly<Record<Format, string>> = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' };

/** The media type of each format; autodiscovery knows these exact types only. */
export const FEED_TYPE: Readonly<Record<Format, string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

/** Whether a path is that of a feed that readers subscribe to. */
export const isFeed = (path: string): boolean => FEED.test(path) && !isArchive(path);

const FEED = /\/(?:feed\.xml|atom\.xml|feed\.json)$/;

/** The addresses of a channel's feeds, absolute. */
export const feedUrls = (site: Pick<Site, 'url'>, path: string): Readonly<Record<Format, string>> => ({
  rss: urlOf(site, path + FEED_FILE.rss),
  atom: urlOf(site, path + FEED_FILE.atom),
  json: urlOf(site, path + FEED_FILE.json),
});

/** The archives of the site's feeds count from 1, the oldest; each is there in every format. */
export const archivePath = (number: number): string => `/archive/${number}/`;

/** Whether a path is that of an archive. */
export const isArchive = (path: string): boolean => /^\/archive\/[1-9]\d*\/[^/]*$/.test(path) && FEED.test(path);

/** The folder of each kind of term. */
export const TERM_FOLDER: Readonly<Record<TermKind, string>> = {
  category: '/categories/',
  tag: '/tags/',
  author: '/authors/',
  language: '/languages/',
};

/** A path of the site as its public, absolute, percent-encoded URL. */
export const urlOf = (site: Pick<Site, 'url'>, path: string): string => site.url + encodePath(path.slice(1));

/** The site's own path: `/` or `/news/`. */
export const basePathOf = (site: Pick<Site, 'url'>): string => decodePath(localOf(site, site.url)) ?? '/';

/** The same of an address before it is checked; undefined if it is none. */
export function basePathIn(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  return basePathOf({ url: `${origin}${pathname}`.replace(/(?<!\/)\/*$/, '/') });
}

/**
 * An address as the site's pages link to it: from the root if it is one of the site, so that pages can be tried
 * under another host; unchanged if it leads elsewhere.
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

/** The path of a term's channel, or of the site's own. */
export const termPath = (term: Term | undefined): string => (term ? `${TERM_FOLDER[term.kind]}${term.slug}/` : HOME);
export const mediaPath = (file: string): string => `/${file}`;

/** What a channel's links lead to: its page, or the other site's front page if the permalinks lead there. */
export const homeOf = (site: Site, path: string): string =>
  hasPages(site) ? urlOf(site, path) : `${ORIGIN.exec(site.permalink)?.[0]}/`;

/** The address that tells categories from tags in the feeds; none where Courant serves no pages. */
export const schemeOf = (site: Site, kind: TermKind): string | undefined =>
  hasPages(site) ? urlOf(site, TERM_FOLDER[kind]) : undefined;

/** The public URL at an article's address: a path below the site, or a URL if the pattern leads to another site. */
export function permalinkOf(site: Site, address: string): string {
  if (hasPages(site)) return urlOf(site, address);
  const [origin = ''] = ORIGIN.exec(address) ?? [];
  return origin + encodePath(address.slice(origin.length));
}

/** The address that an article gives, or the one by the site's pattern: a decoded path below the site, or a URL. */
export function articlePath(
  site: Pick<Site, 'permalink' | 'timeZone'>,
  article: Pick<Article, 'slug' | 'published' | 'permalink'>,
  category: string | undefined,
): string {
  if (article.permalink !== undefined && hasPages(site)) return article.permalink;
  if (site.permalink === '/articles/{slug}/') return `/articles/${article.slug}/`;
  const { year, month, day } = localTimeOf(article.published, site.timeZone);
  const values: Record<string, string> = {
    slug: article.slug,
    year: String(year).padStart(4, '0'),
    month: twoDigits(month),
    day: twoDigits(day),
    category: category ?? 'uncategorized',
  };
  return site.permalink.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** An address with a day at the end of its last part: `/articles/a-2026-03-07/`, `/a-2026-03-07.html`. */
export const addressWithDay = (address: string, day: string): string =>
  address.replace(/(\/|\.[a-z0-9]+)?$/i, (end) => `-${day}${end}`);

/** RFC 4151: the authority, then characters of a URI's path; everything else percent-encoded. */
export const tagId = (tagAuthority: string, specific: string): string =>
  `tag:${tagAuthority}:${IS_ENCODED.test(specific) ? specific : encodeURI(specific.normalize('NFC')).replace(/#/g, '%23')}`;

/** Most paths are the same percent-encoded. */
const IS_ENCODED = /^[\w./-]*$/;

/** A given id as a URI: unchanged if it is one, else within the site's ids. */
export const idAsUri = (tagAuthority: string, id: string): string => (isUri(id) ? id : tagId(tagAuthority, id));

/** The id of an article that gives none: what names its file. */
export const idOfFile = (tagAuthority: string, path: string): string => tagId(tagAuthority, stemOf(path));

/** Whether a text is a URI that can stand as an id everywhere (RFC 3986, characters and a scheme). */
export const isUri = (text: string): boolean =>
  /^[a-z][a-z0-9+.-]*:(?:[a-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})+$/i.test(text);

/** Percent-encodes each part of a path. */
export const encodePath = (path: string): string =>
  IS_ENCODED.test(path) ? path : path.split('/').map(encodeURIComponent).join('/');

/** The path that a percent-encoded one means; undefined if it means none. */
export function decodePath(path: string): string | undefined {
  if (!path.includes('%')) return path;
  try {
    const parts = path.split('/').map(decodeURIComponent);
    return parts.some((part) => part.includes('/') || part.includes('\0')) ? undefined : parts.join('/');
  } catch {
    return undefined;
  }
}

/** A path as it is, and with its final slash or without; a file has none. */
export function spellingsOf(path: string): readonly string[] {
  if (path.endsWith('/')) return path === '/' ? [path] : [path, path.slice(0, -1)];
  return /\.[a-z0-9]+$/i.test(path) ? [path] : [path, `${path}/`];
}

/** Whether a path is one that Courant needs itself, so that no article may have it. */
export const isReserved = (path: string): boolean => RESERVED.some((pattern) => pattern.test(path));

const RESERVED = [
  /^\/(?:archive\/\d+\/)?(?:feed\.xml|atom\.xml|feed\.json)$/i,
  /^\/(?:|feeds\.opml|(?:news-)?sitemap[^/]*\.xml|robots\.txt|healthz|readyz|index\.html|404\.html)$/i,
  /^\/(?:categories|tags|authors|feeds|page|assets)(?:\/|$)/i,
  /^\/languages(?:\/?$|\/[a-z]{2,3}(?:-[a-z]{2}|-[a-z]{4})*(?:\/|$))/i,
];
