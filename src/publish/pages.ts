// The pages of an edition.

import { isPublic, relatedOf } from '../catalog/public-articles.ts';
import { everyTerm, kindsOf } from '../catalog/terms.ts';
import { writeArticlePage, writeNotFound } from '../documents/pages/article.tsx';
import { ARTICLES_PER_PAGE, TERMS_PER_PAGE, writeListing, writeTermList } from '../documents/pages/listing.tsx';
import { type Paging, pageResource } from '../documents/pages/page.ts';
import { FEEDS_PER_PAGE, writeFeedList } from '../documents/pages/subscribing.tsx';
import type { Article } from '../model/article.ts';
import { channelOf } from '../model/channel.ts';
import { FEEDS_PAGE, NOT_FOUND, pagePath, TERM_FOLDER, termPath } from '../model/paths.ts';
import type { Document, DocumentResource } from '../model/resource.ts';
import { hasPages } from '../model/site.ts';
import type { Addressed, Edition } from './edition.ts';

export function* pagesOf(edition: Edition): Iterable<Addressed> {
  const { site, terms, frame, articlesOf, resolve } = edition;
  const siteAndTerms = [undefined, ...everyTerm(terms)];

  for (const term of siteAndTerms) {
    yield* paged(termPath(term), articlesOf(term), ARTICLES_PER_PAGE, (shown, paging) =>
      writeListing({ frame, channel: channelOf(site, term, shown.map(resolve)), paging }),
    );
  }
  for (const kind of kindsOf(terms)) {
    yield* paged(TERM_FOLDER[kind], terms[kind].all(), TERMS_PER_PAGE, (shown, paging) =>
      writeTermList({ frame, kind, terms: shown, countOf: (term) => articlesOf(term).length, paging }),
    );
  }
  yield* paged(FEEDS_PAGE, siteAndTerms, FEEDS_PER_PAGE, (shown, paging) =>
    writeFeedList({ frame, channels: shown.map((term) => channelOf(site, term, [])), paging }),
  );
  yield [NOT_FOUND, () => pageResource(() => writeNotFound(frame))];
}

/** Where the pages of articles are; the catalog says whose an address is. */
export function pageAddresses(edition: Edition): readonly string[] {
  const { site, catalog } = edition;
  if (!hasPages(site)) return [];
  return catalog.articles.filter((article) => isPublic(article, edition)).map(catalog.addressOf);
}

/** The page of the article at an address; undefined if no public one is there. */
export function articlePages(edition: Edition): (address: string) => DocumentResource | undefined {
  const { site, catalog, frame, resolve } = edition;
  const write = (article: Article): Document =>
    writeArticlePage({ frame, article: resolve(article), related: relatedOf(article, edition).map(resolve) });

  return (address) => {
    const article = hasPages(site) ? catalog.at(address) : undefined;
    return article && isPublic(article, edition) ? pageResource(() => write(article)) : undefined;
  };
}

/** The pages of a listing, so many entries to each; there is always a first one. */
function* paged<T>(
  path: string,
  entries: readonly T[],
  size: number,
  write: (shown: readonly T[], paging: Paging) => Document,
): Iterable<Addressed> {
  const pages = Math.max(1, Math.ceil(entries.length / size));
  for (let page = 1; page <= pages; page++) {
    const shown = () => entries.slice((page - 1) * size, page * size);
    yield [pagePath(path, page), () => pageResource(() => write(shown(), { path, page, pages }))];
  }
}
