// Known keys: an article's, by every name that other programs give them; those of themes; and what is told of others.

import type { Fields } from './fields.ts';
import { quoted } from './fields.ts';
import { nearest } from './spelling.ts';

/** Our names, each with those of other programs that mean the same. Case, `-` and `_` do not matter. */
const NAMES = {
  title: 'title',
  date: 'date pubDate publishDate pubDatetime datePublished',
  updated:
    'updated lastmod last_modified_at last_updated updatedDate updated_at modDatetime modified last_modified dateModified',
  slug: 'slug',
  id: 'id',
  authors: 'authors author',
  categories: 'categories category',
  tags: 'tags tag',
  summary: 'summary description excerpt',
  image: 'image heroImage cover thumbnail featured_image ogImage images',
  enclosures: 'enclosures',
  source: 'source',
  related: 'related',
  canonical: 'canonical canonicalUrl',
  language: 'language lang',
  rights: 'rights',
  permalink: 'permalink url',
  translations: 'translations',
  aliases: 'aliases redirect_from',
  withdrawn: 'withdrawn',
  expiry: 'expiryDate expires expiry expire expiration expirationDate unpublishDate',
  corrections: 'corrections correction',
  /** These hold an article back. */
  draft: 'draft',
  private: 'private',
  hidden: 'hidden',
  password: 'password',
  published: 'published',
  status: 'status',
  visibility: 'visibility',
  /** These leave it out of feeds and lists. */
  unlisted: 'unlisted',
  excluded: 'eleventyExcludeFromCollections',
  render: 'render',
  build: 'build',
} as const;

export type KeyName = keyof typeof NAMES;

/** What another program's theme is told by a head, which says nothing of the article. */
const THEME =
  `layout template theme skin type kind weight order sort menu menus nav navigation eleventyNavigation eleventyComputed
  sidebar sidebars header footer toc showToc tocOpen tableOfContents bookToc tocSticky tocLabel tocIcon comments comment
  commentsId disqus share sharing showShare social math mathjax katex latex mermaid chart charts plantuml graphviz sitemap
  sitemapExclude slideshow slides carousel gallery js css scripts styles stylesheet style class classes bodyClass
  cssClass cssClasses pageClass pin pinned sticky featured feature promoted highlight readTime readingTime minRead
  showDate showAuthor showReadingTime showWordCount wordCount authorProfile breadcrumbs breadcrumb showBreadcrumbs
  pagination paginate paginateBy paginator outputs cascade markup headless params extra resources linkTitle menuTitle
  shortTitle sidebarTitle navTitle icon color colour accent background backgroundImage overlayColor overlayImage
  excerptSeparator inSearchIndex search sortBy insertAnchorLinks pageTemplate generateFeeds renderWithLiquid
  liquid includes import imports prev next previous translationKey robots noindex seo jsonLd schema twitter og
  analytics ads adsense lightbox zoom codeCopy hideMeta hideSummary hideToc hideTitle`.split(/\s+/);

/** The name of a key without case and separators. */
export const plainKey = (key: string): string => key.toLowerCase().replace(/[-_\s]/g, '');

const BY_KEY = new Map<string, { readonly name: KeyName; readonly rank: number }>();
for (const [name, keys] of Object.entries(NAMES)) {
  for (const [rank, key] of keys.split(' ').entries()) BY_KEY.set(plainKey(key), { name: name as KeyName, rank });
}
const THEME_KEYS = new Set(THEME.map(plainKey));
const ALL_KEYS = Object.values(NAMES).flatMap((keys) => keys.split(' '));

/** The name that a key is read by; `theme` if it concerns only another program; undefined if nobody knows it. */
export function nameOfKey(key: string): KeyName | 'theme' | undefined {
  const plain = plainKey(key);
  return BY_KEY.get(plain)?.name ?? (THEME_KEYS.has(plain) ? 'theme' : undefined);
}

/** The keys of a head that have a value, as they are written, by the name that each is read by; ours before others'. */
export function keysByName(fields: Fields): ReadonlyMap<KeyName, readonly string[]> {
  const found = new Map<KeyName, string[]>();
  for (const key of fields.keys()) {
    const name = BY_KEY.get(plainKey(key))?.name;
    if (name === undefined || fields.value(key) === undefined) continue;
    const keys = found.get(name);
    if (keys) keys.push(key);
    else found.set(name, [key]);
  }
  const rank = (key: string): number => BY_KEY.get(plainKey(key))?.rank ?? 0;
  for (const keys of found.values()) if (keys.length > 1) keys.sort((a, b) => rank(a) - rank(b));
  return found;
}

/** What is told of a key that nobody knows: the same for all files that have it, so that it can be told once. */
export function wordsOfUnknownKey(key: string, known: readonly string[] = ALL_KEYS): readonly [string, string] {
  const meant = nearest(key, known);
  const message = `${quoted(key)} is not a key that Courant knows.`;
  return [message, meant ? `Did you mean ${meant}?` : 'It is not read, and does no harm.'];
}

/** Warns of each key that is not among the known ones. */
export function reportUnknownKeys(fields: Fields, known: ReadonlySet<string>): void {
  for (const key of fields.keys()) {
    if (known.has(key) || knownInAnyCase(known).has(plainKey(key))) continue;
    fields.report('key-unknown', fields.spotOfKey(key), ...wordsOfUnknownKey(key, [...known]));
  }
}

const inAnyCase = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

function knownInAnyCase(known: ReadonlySet<string>): ReadonlySet<string> {
  const made = inAnyCase.get(known) ?? new Set([...known].map(plainKey));
  inAnyCase.set(known, made);
  return made;
}
