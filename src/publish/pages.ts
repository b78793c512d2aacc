// The pages of an edition.

import { channelOf } from '../catalog/channels.ts';
import { isPublic } from '../catalog/public-articles.ts';
import { relatedOf } from '../catalog/related.ts';
import { everyTerm, kindsOf } from '../catalog/site-pages.ts';
import { writeArticlePage } from '../documents/pages/article.tsx';
import { FEEDS_PER_PAGE, writeFeedList } from '../documents/pages/feed-list.tsx';
import { ARTICLES_PER_PAGE, writeListing } from '../documents/pages/listing.tsx';
import { type GoneArticle, writeGone, writeNotFound } from '../documents/pages/not-found.tsx';
import { pageResource } from '../documents/pages/page.ts';
import { TERMS_PER_PAGE, writeTermList } from '../documents/pages/term-list.tsx';
import { FEEDS_PAGE, HOME, pagePath, TERM_FOLDER, termPath } from '../model/paths.ts';
import type { DocumentResource } from '../model/resource.ts';
import type { Term, TermKind } from '../model/term.ts';
import type { Edition } from './edition.ts';

/** What there is at a path; undefined if a listing has no such page, or no article is there. */
export function pagesOf(edition: Edition) {
  const { catalog, terms, articles, frame, render, articlesOf, resolve } = edition;
  const { site } = edition;

  return {
    article(path: string): DocumentResource | undefined {
      const found = catalog.at(path);
      if (!found || !isPublic(found, edition)) return undefined;
      const article = resolve(found);
      const authors = found.authors.map(({ key, name }) => terms.author.named(key ?? name));
      const related = relatedOf(found, edition).map(resolve);
      return pageResource(() => writeArticlePage({ frame, article, authors, related }, render));
    },

    listing(term: Term | undefined, number: number): DocumentResource | undefined {
      const found = pageOf(articlesOf(term), number, ARTICLES_PER_PAGE);
      if (!found) return undefined;
      const { page, pages } = found;
      const channel = channelOf(site, term, found.shown.map(resolve));
      return pageResource(() => writeListing({ frame, channel, page, pages }, render));
    },

    termList(kind: TermKind, number: number): DocumentResource | undefined {
      const found = pageOf(terms[kind].all(), number, TERMS_PER_PAGE);
      if (!found || !kindsOf(terms).includes(kind)) return undefined;
      const { page, pages } = found;
      const counted = found.shown.map((term) => [term, articlesOf(term).length] as const);
      return pageResource(() => writeTermList({ frame, kind, terms: counted, page, pages }));
    },

    feedList(number: number): DocumentResource | undefined {
      const found = pageOf([undefined, ...everyTerm(terms)], number, FEEDS_PER_PAGE);
      if (!found) return undefined;
      const { page, pages, shown } = found;
      const channels = shown.map((term) => channelOf(site, term, []));
      return pageResource(() => writeFeedList({ frame, channels, page, pages }));
    },

    gone: (article: GoneArticle) => pageResource(() => writeGone(frame, article)),

    notFound: () => pageResource(() => writeNotFound(frame)),

    *paths(): Iterable<string> {
      yield* pagesOfListing(HOME, articles.length, ARTICLES_PER_PAGE);
      for (const kind of kindsOf(terms))
        yield* pagesOfListing(TERM_FOLDER[kind], terms[kind].all().length, TERMS_PER_PAGE);
      const all = everyTerm(terms);
      for (const term of all) yield* pagesOfListing(termPath(term), articlesOf(term).length, ARTICLES_PER_PAGE);
      yield* pagesOfListing(FEEDS_PAGE, all.length + 1, FEEDS_PER_PAGE);
      for (const article of catalog.articles) if (isPublic(article, edition)) yield catalog.addressOf(article);
    },
  };
}

function* pagesOfListing(path: string, entries: number, size: number): Generator<string, void, void> {
  for (let page = 1; page <= Math.max(1, Math.ceil(entries / size)); page++) yield pagePath(path, page);
}

interface Page<T> {
  /** Counts from 1. */
  readonly page: number;
  readonly pages: number;
  readonly shown: readonly T[];
}

/** A page of a list; undefined if the list is not so long. There is always a first one. */
function pageOf<T>(list: readonly T[], page: number, size: number): Page<T> | undefined {
  const pages = Math.max(1, Math.ceil(list.length / size));
  return page <= pages ? { page, pages, shown: list.slice((page - 1) * size, page * size) } : undefined;
}
