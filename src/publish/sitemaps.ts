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
import type { Document, DocumentResource } from '../model/resource.ts';
import type { Edition } from './edition.ts';

export interface Sitemaps {
  /** The whole sitemap or the index of its parts, or one part; nothing where there is no such part. */
  sitemap(path: string, part: number | undefined): DocumentResource | undefined;
  news(path: string): DocumentResource;
  robots(path: string): DocumentResource;
  paths(): Iterable<string>;
}

export function sitemapsOf(edition: Edition): Sitemaps {
  const { site, now, articles, terms, resolve, carried } = edition;
  let listed: readonly SitePage[] | undefined;
  const pages = () => (listed ??= sitePages(edition));
  const parts = () => Math.ceil(pages().length / URLS_PER_SITEMAP);

  const listedOf = (shown: readonly SitePage[]): Listed[] =>
    shown.map((page) => ({ url: urlOfPage(page, edition), changed: changeOfPage(page, edition) }));

  return {
    sitemap(path, part) {
      if (part === undefined && parts() > 1) {
        return resource(XML, carried(path, [site, parts()]), () => writeSitemapIndex(site, parts()));
      }
      if (part !== undefined && (parts() === 1 || part > parts())) return undefined;
      const start = ((part ?? 1) - 1) * URLS_PER_SITEMAP;
      const shown = pages().slice(start, start + URLS_PER_SITEMAP);
      // A page's address may hold the slug of its category; an update that was to come may have come.
      const changes = shown.map((page) => changeOfPage(page, edition));
      const madeOf = carried(path, [site, ...terms.category.all(), ...shown, ...changes]);
      return resource(XML, madeOf, () => writeSitemap(site, listedOf(shown)));
    },

    news(path) {
      const isNews = articles.filter(
        ({ canonical, published }) => canonical === undefined && now - published < NEWS_LASTS,
      );
      const shown = isNews.slice(0, NEWS_AT_MOST).map(resolve);
      return resource(XML, carried(path, [site, ...shown]), () => writeNewsSitemap(site, shown));
    },

    robots: (path) => resource('text/plain', carried(path, [site]), () => writeRobots(site)),

    *paths() {
      yield* [ROBOTS, NEWS_SITEMAP, SITEMAP];
      for (let part = 1; parts() > 1 && part <= parts(); part++) yield sitemapPart(part);
    },
  };
}

const XML = 'application/xml';

const resource = (type: string, madeOf: readonly unknown[], write: () => Document): DocumentResource => ({
  kind: 'document',
  type: `${type}; charset=utf-8`,
  freshness: 'polled',
  links: [],
  madeOf,
  write,
});
