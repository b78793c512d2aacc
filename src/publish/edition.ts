// An edition: everything that is public at one instant, before it is at an address.

import type { Catalog } from '../catalog/catalog.ts';
import { channelOf } from '../catalog/channels.ts';
import { type Context, isSameList, resolver } from '../catalog/public-articles.ts';
import { sectionsOf } from '../catalog/sections.ts';
import type { Terms } from '../catalog/terms.ts';
import { termsAfter } from '../catalog/terms-after.ts';
import type { Frame, Render } from '../documents/pages/frame.ts';
import { phrasesOf } from '../documents/pages/phrases.ts';
import { NEWS_LASTS } from '../documents/sitemaps.ts';
import type { Article, PublicArticle } from '../model/article.ts';
import type { MediaIndex } from '../model/media.ts';
import { hasPages, type Site } from '../model/site.ts';
import type { Term } from '../model/term.ts';
import type { Instant } from '../model/time.ts';
import { type PublicNow, publicNow } from './public-now.ts';

export interface Edition extends Context {
  /** The public ones, newest first. */
  readonly articles: readonly Article[];
  /** When the same files give another site; nothing if never. */
  readonly staleAt: Instant | undefined;
  readonly render: Render;
  readonly resolve: (article: Article) => PublicArticle;
  /** What every page shows, and the values that decide it. */
  readonly frame: Frame;
  readonly framed: readonly unknown[];
  /** The articles of a term, or of the site, newest first. */
  articlesOf(term: Term | undefined): readonly Article[];
  /** The list that was used for this path before, if it is the same: then the same bytes are sent. */
  carried(path: string, madeOf: readonly unknown[]): readonly unknown[];
  readonly memory: Memory;
}

/** What an edition leaves to the next one. */
export interface Memory {
  readonly site: Site;
  readonly articles: readonly Article[];
  readonly terms: Terms;
  readonly shown: PublicNow;
  /** What the document at each path was made of, the one longest not asked for first. */
  readonly made: Map<string, readonly unknown[]>;
}

export function* editionOf(
  catalog: Catalog,
  site: Site,
  now: Instant,
  render: Render,
  previous: Memory | undefined,
  media: MediaIndex | undefined,
): Generator<void, Edition, void> {
  const shown = publicNow(
    catalog.articles,
    now,
    hasPages(site) ? NEWS_LASTS : 0,
    previous?.site === site ? previous.shown : undefined,
  );
  const { articles, staleAt } = shown;
  yield;
  const terms = yield* termsAfter(site, articles, previous);
  const context: Context = { site, catalog, terms, now, media };
  const made = previous?.made ?? new Map<string, readonly unknown[]>();
  const { sections, hasMoreSections } = sectionsOf(site, terms);
  return {
    ...context,
    articles,
    staleAt,
    render,
    resolve: remembered(resolver(context)),
    frame: {
      site,
      home: channelOf(site, undefined, []),
      phrases: phrasesOf(site.language),
      sections,
      hasMoreSections,
    },
    framed: [site, hasMoreSections, ...sections],
    articlesOf: (term) => (term ? terms[term.kind].articlesOf(term) : articles),
    carried(path, madeOf) {
      const before = made.get(path);
      const kept = before && isSameList(before, madeOf) ? before : madeOf;
      made.delete(path);
      made.set(path, kept);
      const [oldest] = made.keys();
      if (made.size > MOST && oldest !== undefined) made.delete(oldest);
      return kept;
    },
    memory: { site, articles, terms, shown, made },
  };
}

/**
 * Lists remembered: more than the bytes of are held, so that these are carried over; what is forgotten is written
 * again to the same bytes. A list keeps its articles in memory, and a crawler asks for every page there is.
 */
const MOST = 2_000;

/** The articles of a front page are those of many others too: each is resolved once in an edition. */
function remembered(resolve: (article: Article) => PublicArticle): (article: Article) => PublicArticle {
  const known = new Map<Article, PublicArticle>();
  return (article) => {
    let resolved = known.get(article);
    if (!resolved) {
      resolved = resolve(article);
      if (known.size >= MOST_RESOLVED) known.clear();
      known.set(article, resolved);
    }
    return resolved;
  };
}

const MOST_RESOLVED = 10_000; // articles; a page of a listing shows 24
