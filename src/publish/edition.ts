// An edition: everything that is public at one instant, before it is at an address.

import type { Catalog } from '../catalog/catalog.ts';
import { channelOf } from '../catalog/channels.ts';
import { type Context, isPublic, isSameList, resolver } from '../catalog/public-articles.ts';
import { sectionsOf } from '../catalog/sections.ts';
import type { Terms } from '../catalog/terms.ts';
import { termsAfter } from '../catalog/terms-after.ts';
import type { Frame, Render } from '../documents/pages/frame.ts';
import { phrasesOf } from '../documents/pages/phrases.ts';
import type { Article, PublicArticle } from '../model/article.ts';
import type { MediaIndex } from '../model/media.ts';
import type { Site } from '../model/site.ts';
import type { Term } from '../model/term.ts';
import type { Instant } from '../model/time.ts';

export interface Edition extends Context {
  /** The public ones, newest first. */
  readonly articles: readonly Article[];
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
  /** What the document at each path was made of. */
  readonly made: Map<string, readonly unknown[]>;
}

export function editionOf(
  catalog: Catalog,
  site: Site,
  now: Instant,
  render: Render,
  previous: Memory | undefined,
  media: MediaIndex | undefined,
): Edition {
  const articles = catalog.articles.filter((article) => isPublic(article, now));
  const terms = termsAfter(site, articles, previous);
  const context: Context = { site, catalog, terms, now, media };
  const made = previous?.made ?? new Map<string, readonly unknown[]>();
  const { sections, hasMoreSections } = sectionsOf(site, terms);
  return {
    ...context,
    articles,
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
      if (before && isSameList(before, madeOf)) return before;
      made.set(path, madeOf);
      return madeOf;
    },
    memory: { site, articles, terms, made },
  };
}

/** The articles of a front page are those of many others too: each is resolved once in an edition. */
function remembered(resolve: (article: Article) => PublicArticle): (article: Article) => PublicArticle {
  const known = new Map<Article, PublicArticle>();
  return (article) => {
    let resolved = known.get(article);
    if (!resolved) {
      resolved = resolve(article);
      known.set(article, resolved);
    }
    return resolved;
  };
}
