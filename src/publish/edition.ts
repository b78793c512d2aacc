// An edition: everything that is public at one instant, before it is at an address.

import type { Catalog } from '../catalog/catalog.ts';
import { channelOf } from '../catalog/channels.ts';
import { type Context, isPublic, nextChange, publicArticle } from '../catalog/public-articles.ts';
import { kindsOf } from '../catalog/site-pages.ts';
import { type Terms, termsOf } from '../catalog/terms.ts';
import type { Frame, Render } from '../documents/pages/page.ts';
import { langAttributes, phrasesOf } from '../documents/pages/phrases.ts';
import { stylesheetOf } from '../documents/pages/stylesheet.ts';
import { NEWS_LASTS } from '../documents/sitemaps.ts';
import type { Article, PublicArticle } from '../model/article.ts';
import { isWithin } from '../model/language.ts';
import type { MediaFile, MediaIndex } from '../model/media.ts';
import { stylesheetPath } from '../model/paths.ts';
import { hasPages, type Site } from '../model/site.ts';
import type { Term } from '../model/term.ts';
import type { Instant } from '../model/time.ts';

export interface Edition extends Context {
  /** The public ones but for those that are unlisted, newest first. */
  readonly articles: readonly Article[];
  /** When the same files give another site; undefined if never. */
  readonly staleAt: Instant | undefined;
  readonly render: Render;
  /** An article as the public sees it; the same object for the same article. */
  readonly resolve: (article: Article) => PublicArticle;
  /** What every page shows. */
  readonly frame: Frame;
  /** The articles of a term, or of the site, newest first. */
  articlesOf(term: Term | undefined): readonly Article[];
  /** Whether the site's own feeds may have an article, by its language. */
  isInFeeds(article: Article): boolean;
}

export interface PublishOptions {
  /** The files that go with the articles. */
  readonly media?: MediaIndex;
  /** The media type of a file, by its bytes. */
  readonly typeOf?: (file: MediaFile) => string;
  /** Whether drafts and scheduled articles count as public. */
  readonly drafts?: boolean | undefined;
}

export function editionOf(
  catalog: Catalog,
  site: Site,
  now: Instant,
  render: Render,
  { media, drafts }: PublishOptions,
): Edition {
  const moment = { catalog, now, drafts };
  const articles = catalog.articles.filter((article) => !article.unlisted && isPublic(article, moment));
  const terms = termsOf(site, articles);
  const context: Context = { site, terms, media, ...moment };
  const phrases = phrasesOf(site.language);
  const { languages } = site.feeds;
  const resolved = new WeakMap<Article, PublicArticle>();
  return {
    ...context,
    articles,
    staleAt: nextChange(catalog.articles, now, hasPages(site) ? NEWS_LASTS : 0),
    render,
    resolve(article) {
      const known = resolved.get(article) ?? publicArticle(article, context);
      resolved.set(article, known);
      return known;
    },
    frame: {
      site,
      drafts,
      home: channelOf(site, undefined, []),
      phrases,
      lang: langAttributes(phrases.language, site.language),
      ...sectionsOf(site, terms),
      kinds: kindsOf(terms).filter((kind) => terms[kind].all().length > 0),
      stylesheet: stylesheetPath(stylesheetOf(site)),
    },
    articlesOf: (term) => (term ? terms[term.kind].articlesOf(term) : articles),
    isInFeeds: ({ language = site.language }) =>
      languages.length === 0 || languages.some((range) => isWithin(language, range)),
  };
}

const MAX_SECTIONS = 8;

/** Those of site.yaml in its order, then those with most articles. */
function sectionsOf(site: Site, terms: Terms): Pick<Frame, 'sections' | 'hasMoreSections'> {
  const all = terms.category.all();
  const listed = [...site.categories.keys()].flatMap((slug) => terms.category.withSlug(slug) ?? []);
  const count = (term: Term) => terms.category.articlesOf(term).length;
  const others = all.filter((term) => !listed.includes(term)).sort((a, b) => count(b) - count(a));
  const sections = [...listed, ...others].slice(0, MAX_SECTIONS);
  return { sections, hasMoreSections: all.length > sections.length };
}
