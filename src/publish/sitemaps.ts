// The sitemaps of an edition: its pages for search engines, its news for Google.

import { everyTerm, kindsOf } from '../catalog/terms.ts';
import {
  type Listed,
  NEWS_AT_MOST,
  NEWS_LASTS,
  URLS_PER_SITEMAP,
  writeNewsSitemap,
  writeRobots,
  writeSitemap,
  writeSitemapIndex,
} from '../documents/sitemaps.ts';
import { type Article, updatedAt } from '../model/article.ts';
import {
  FEEDS_PAGE,
  HOME,
  NEWS_SITEMAP,
  permalinkOf,
  ROBOTS,
  SITEMAP,
  sitemapPart,
  TERM_FOLDER,
  termPath,
  urlOf,
} from '../model/paths.ts';
import { type DocumentResource, polledDocument } from '../model/resource.ts';
import type { Term } from '../model/term.ts';
import type { Addressed, Edition } from './edition.ts';

export function* sitemapsOf(edition: Edition): Iterable<Addressed> {
  const { site, catalog, terms, now, articles, articlesOf, resolve } = edition;
  const own = articles.filter(({ canonical }) => canonical === undefined);
  // The oldest articles first, so that of several parts only the last one changes; then every listing.
  const pages: readonly (Article | Term | string)[] = [
    ...own.toReversed(),
    ...everyTerm(terms),
    ...[HOME, ...kindsOf(terms).map((kind) => TERM_FOLDER[kind]), FEEDS_PAGE],
  ];
  const parts = Math.ceil(pages.length / URLS_PER_SITEMAP);

  /** A page with its last change: of an article its last update, of a listing its newest article. */
  function listed(page: Article | Term | string): Listed {
    if (typeof page === 'string') {
      return { url: urlOf(site, page), changed: page === HOME ? articles[0]?.published : undefined };
    }
    if ('kind' in page) return { url: urlOf(site, termPath(page)), changed: articlesOf(page)[0]?.published };
    return { url: permalinkOf(site, catalog.addressOf(page)), changed: updatedAt(page, now) ?? page.published };
  }

  function part(number: number): DocumentResource {
    const shown = pages.slice((number - 1) * URLS_PER_SITEMAP, number * URLS_PER_SITEMAP);
    return polledDocument(XML, () => writeSitemap(site, shown.map(listed)));
  }

  function news(): DocumentResource {
    const isNews = own.filter(({ published }) => now - published < NEWS_LASTS);
    const shown = isNews.slice(0, NEWS_AT_MOST).map(resolve);
    return polledDocument(XML, () => writeNewsSitemap(site, shown));
  }

  yield [ROBOTS, () => polledDocument('text/plain', () => writeRobots(site))];
  yield [NEWS_SITEMAP, news];
  if (parts === 1) yield [SITEMAP, () => part(1)];
  else yield [SITEMAP, () => polledDocument(XML, () => writeSitemapIndex(site, parts))];
  for (let number = 1; parts > 1 && number <= parts; number++) yield [sitemapPart(number), () => part(number)];
}

const XML = 'application/xml';
