// The sitemaps of an edition: its pages for search engines, its news for Google.

import { changeOfPage, type SitePage, sitePages, urlOfPage } from '../catalog/site-pages.ts';
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
import { NEWS_SITEMAP, ROBOTS, SITEMAP, sitemapPart } from '../model/paths.ts';
import { type DocumentResource, polledDocument } from '../model/resource.ts';
import type { Edition } from './edition.ts';

export function sitemapsOf(edition: Edition) {
  const { site, now, articles, resolve } = edition;
  let listed: readonly SitePage[] | undefined;
  const pages = () => (listed ??= sitePages(edition));
  const parts = () => Math.ceil(pages().length / URLS_PER_SITEMAP);

  const listedOf = (shown: readonly SitePage[]): Listed[] =>
    shown.map((page) => ({ url: urlOfPage(page, edition), changed: changeOfPage(page, edition) }));

  return {
    /** The whole sitemap or the index of its parts, or one part; undefined if there is no such part. */
    sitemap(part: number | undefined): DocumentResource | undefined {
      if (part === undefined && parts() > 1) return polledDocument(XML, () => writeSitemapIndex(site, parts()));
      if (part !== undefined && (parts() === 1 || part > parts())) return undefined;
      const start = ((part ?? 1) - 1) * URLS_PER_SITEMAP;
      const shown = pages().slice(start, start + URLS_PER_SITEMAP);
      return polledDocument(XML, () => writeSitemap(site, listedOf(shown)));
    },

    news(): DocumentResource {
      const isNews = articles.filter(
        ({ canonical, published }) => canonical === undefined && now - published < NEWS_LASTS,
      );
      const shown = isNews.slice(0, NEWS_AT_MOST).map(resolve);
      return polledDocument(XML, () => writeNewsSitemap(site, shown));
    },

    robots: () => polledDocument('text/plain', () => writeRobots(site)),

    *paths(): Iterable<string> {
      yield* [ROBOTS, NEWS_SITEMAP, SITEMAP];
      for (let part = 1; parts() > 1 && part <= parts(); part++) yield sitemapPart(part);
    },
  };
}

const XML = 'application/xml';
