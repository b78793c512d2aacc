// Known keys: an article's, by every name that other programs give them; those of themes; and what is told of others.

import { wording } from '../model/wording.ts';
import type { Fields } from './fields.ts';

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
  taxonomies: 'taxonomies',
  summary: 'summary description excerpt desc',
  image: 'image heroImage cover coverImage hero thumbnail featured_image banner ogImage socialImage images',
  enclosures: 'enclosures',
  source: 'source',
  related: 'related',
  canonical: 'canonical canonicalUrl',
  language: 'language lang',
  rights: 'rights',
  permalink: 'permalink url',
  /** Zola's, which may hold the day too. */
  path: 'path',
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
  /** What another program's theme is told by a head, which says nothing of the article. */
  theme: `layout template theme skin type kind weight order sort menu menus nav navigation eleventyNavigation
  eleventyComputed sidebar sidebars header footer toc showToc tocOpen tableOfContents bookToc tocSticky tocLabel tocIcon
  comments comment commentsId disqus share sharing showShare social math mathjax katex latex mermaid chart charts
  plantuml graphviz sitemap sitemapExclude slideshow slides carousel gallery js css scripts styles stylesheet style
  class classes bodyClass cssClass cssClasses pageClass pin pinned sticky featured feature promoted highlight readTime
  readingTime minRead showDate showAuthor showReadingTime showWordCount wordCount authorProfile breadcrumbs breadcrumb
  showBreadcrumbs pagination paginate paginateBy paginator outputs cascade markup headless params extra resources
  linkTitle menuTitle shortTitle sidebarTitle navTitle icon color colour accent background backgroundImage overlayColor
  overlayImage excerptSeparator inSearchIndex search sortBy insertAnchorLinks pageTemplate generateFeeds
  renderWithLiquid liquid includes import imports prev next previous translationKey robots noindex seo jsonLd schema
  twitter og analytics ads adsense lightbox zoom codeCopy hideMeta hideSummary hideToc hideTitle`,
} as const;

export type KeyName = keyof typeof NAMES;

const spellingsOf = (name: KeyName): readonly string[] => NAMES[name].split(/\s+/);

/** The name of a key without case and separators. */
export const plainKey = (key: string): string => key.toLowerCase().replace(/[-_\s]/g, '');

/** By each spelling above, which are those of nearly all keys, and by its plain form. */
const BY_KEY = new Map<string, KeyName>();
const ALL_KEYS: string[] = [];
for (const name of Object.keys(NAMES) as KeyName[]) {
  for (const key of spellingsOf(name)) BY_KEY.set(key, name).set(plainKey(key), name);
  if (name !== 'theme') ALL_KEYS.push(...spellingsOf(name));
}

/** The name that a key is read by; undefined if nobody knows it. */
export const nameOfKey = (key: string): KeyName | undefined => BY_KEY.get(key) ?? BY_KEY.get(plainKey(key));

/** The keys of a head that have a value, as they are written, by the name that each is read by; ours before others'. */
export function keysByName(fields: Fields): ReadonlyMap<KeyName, readonly string[]> {
  const found = new Map<KeyName, string[]>();
  for (const key of fields.keys()) {
    const name = nameOfKey(key);
    if (name === undefined || fields.value(key) === undefined) continue;
    found.set(name, [...(found.get(name) ?? []), key]);
  }
  for (const [name, keys] of found) {
    if (keys.length < 2) continue;
    const ranks = spellingsOf(name).map(plainKey);
    keys.sort((a, b) => ranks.indexOf(plainKey(a)) - ranks.indexOf(plainKey(b)));
  }
  return found;
}

/** Warns of keys that nobody knows: by default those that are not among the known ones, in any case. */
export function reportUnknownKeys(
  fields: Fields,
  known: readonly string[] = ALL_KEYS,
  keys: readonly string[] = fields
    .keys()
    .filter((key) => !known.some((each) => each === key || plainKey(each) === plainKey(key))),
): void {
  for (const key of keys) {
    // The same for all files that have it, so that it can be told once.
    fields.report(fields.spotOfKey(key), wording('key-unknown', key, nearest(key, known)));
  }
}

/** The known word at most two slips (and about a third of its letters) away, or its plural; undefined if there is none. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plural = word.replace(/y$/i, 'ies');
  if (known.includes(plural)) return plural;
  let best: string | undefined;
  let fewest = Math.min(2, Math.round(word.length / 3)) + 1;
  const plain = word.toLowerCase();
  for (const candidate of known) {
    const slips = slipsBetween(plain, candidate.toLowerCase(), fewest);
    if (slips < fewest) [best, fewest] = [candidate, slips];
  }
  return best;
}

/** Letters to add, drop, change or swap with the next (optimal string alignment), or `limit` if not fewer. */
export function slipsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit || a.length > 40) return limit;
  let strangers = 0; // letters that must go: most pairs of words are told apart here
  for (const letter of a) if (!b.includes(letter) && ++strangers >= limit) return limit;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  if (same === a.length || same === b.length) return a.length + b.length - 2 * same;
  const rest = (inA: number, inB: number) => slipsBetween(a.slice(same + inA), b.slice(same + inB), limit - 1) + 1;
  const isSwapped = a[same] === b[same + 1] && a[same + 1] === b[same];
  return Math.min(rest(1, 1), rest(1, 0), rest(0, 1), isSwapped ? rest(2, 2) : limit);
}
