// The pages of an edition.

import { channelOf } from '../catalog/channels.ts';
import { pageOf } from '../catalog/paging.ts';
import { categorySlugOf, isPublic } from '../catalog/public-articles.ts';
import { relatedOf } from '../catalog/related.ts';
import { everyTerm } from '../catalog/site-pages.ts';
import { writeArticlePage } from '../documents/pages/article.tsx';
import { FEEDS_PER_PAGE, writeFeedList } from '../documents/pages/feed-list.tsx';
import { ARTICLES_PER_PAGE, writeListing } from '../documents/pages/listing.tsx';
import { writeNotFound } from '../documents/pages/not-found.tsx';
import { pageResource } from '../documents/pages/page-resource.ts';
import { TERMS_PER_PAGE, writeTermList } from '../documents/pages/term-list.tsx';
import type { Article } from '../model/article.ts';
import { articlePath, FEEDS_PAGE, HOME, pagePath, slugsIn, TERM_FOLDER, termPath } from '../model/paths.ts';
import type { DocumentResource } from '../model/resource.ts';
import type { Term, TermKind } from '../model/term.ts';
import type { Edition } from './edition.ts';

/** What there is at a path; nothing where a listing has no such page, or no article is there. */
export interface Pages {
  article(path: string): DocumentResource | undefined;
  listing(path: string, term: Term | undefined, page: number): DocumentResource | undefined;
  termList(path: string, kind: TermKind, page: number): DocumentResource | undefined;
  feedList(path: string, page: number): DocumentResource | undefined;
  notFound(path: string): DocumentResource;
  paths(): Iterable<string>;
}

export function pagesOf(edition: Edition): Pages {
  const { site, now, catalog, terms, articles, frame, framed, render, articlesOf, resolve, carried } = edition;

  function articleAt(path: string): Article | undefined {
    for (const slug of slugsIn(site, path, () => terms.category.all().map(({ slug }) => slug))) {
      const found = catalog.withSlug(slug);
      if (found && isPublic(found, now) && pathOf(found) === path) return found;
    }
    return undefined;
  }

  const pathOf = (article: Article): string => articlePath(site, article, categorySlugOf(article, terms));

  return {
    article(path) {
      const found = articleAt(path);
      if (!found) return undefined;
      const article = resolve(found);
      const authors = found.authors.map(({ key, name }) => terms.author.named(key ?? name));
      const related = relatedOf(found, edition).map(resolve);
      const madeOf = carried(path, [
        ...framed,
        article,
        ...article.categories,
        ...article.tags,
        ...authors,
        ...related,
      ]);
      return pageResource(madeOf, () => writeArticlePage({ frame, article, authors, related }, render));
    },

    listing(path, term, number) {
      const found = pageOf(articlesOf(term), number, ARTICLES_PER_PAGE);
      if (!found) return undefined;
      const { page, pages } = found;
      const channel = channelOf(site, term, found.shown.map(resolve));
      const madeOf = carried(path, [...framed, term, page, pages, ...channel.articles]);
      return pageResource(madeOf, () => writeListing({ frame, channel, page, pages }, render));
    },

    termList(path, kind, number) {
      const found = pageOf(terms[kind].all(), number, TERMS_PER_PAGE);
      if (!found) return undefined;
      const { page, pages } = found;
      const counted = found.shown.map((term) => [term, articlesOf(term).length] as const);
      const madeOf = carried(path, [...framed, pages, ...counted.flat()]);
      return pageResource(madeOf, () => writeTermList({ frame, kind, terms: counted, page, pages }));
    },

    feedList(path, number) {
      const found = pageOf([undefined, ...everyTerm(terms)], number, FEEDS_PER_PAGE);
      if (!found) return undefined;
      const { page, pages, shown } = found;
      const madeOf = carried(path, [...framed, pages, ...shown]);
      const channels = shown.map((term) => channelOf(site, term, []));
      return pageResource(madeOf, () => writeFeedList({ frame, channels, page, pages }));
    },

    notFound: (path) => pageResource(carried(path, framed), () => writeNotFound(frame)),

    *paths() {
      yield* pagesOfListing(HOME, articles.length, ARTICLES_PER_PAGE);
      for (const kind of KINDS) yield* pagesOfListing(TERM_FOLDER[kind], terms[kind].all().length, TERMS_PER_PAGE);
      const all = everyTerm(terms);
      for (const term of all) yield* pagesOfListing(termPath(term), articlesOf(term).length, ARTICLES_PER_PAGE);
      yield* pagesOfListing(FEEDS_PAGE, all.length + 1, FEEDS_PER_PAGE);
      for (const article of articles) yield pathOf(article);
    },
  };
}

const KINDS = Object.keys(TERM_FOLDER) as TermKind[];

function* pagesOfListing(path: string, entries: number, size: number): Generator<string, void, void> {
  for (let page = 1; page <= Math.max(1, Math.ceil(entries / size)); page++) yield pagePath(path, page);
}
