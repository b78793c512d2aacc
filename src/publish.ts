// Publishing: what is public at one instant, and at which address.

import type { Catalog } from './catalog/catalog.ts';
import { isPublic, isPublicFile, nextChange } from './catalog/public-articles.ts';
import { type Render, stylesheetResource } from './documents/pages/page.ts';
import { NO_MEDIA, typeOfFile } from './model/media.ts';
import { basePathOf, isArchive, mediaPath, permalinkOf, termPath } from './model/paths.ts';
import type { Publication, Resource } from './model/resource.ts';
import { hasPages, type Site } from './model/site.ts';
import type { Instant } from './model/time.ts';
import { type Addressed, type Edition, editionOf, once, type PublishOptions } from './publish/edition.ts';
import { feedsOf } from './publish/feeds.ts';
import { formerAddressesOf } from './publish/former-addresses.ts';
import { articlePages, pageAddresses, pagesOf } from './publish/pages.ts';
import { NEWS_LASTS, sitemapsOf } from './publish/sitemaps.ts';

/**
 * What is public at `now`, a pure function of its arguments. `render` gives an article's body as clean HTML;
 * it is called when a document is written, and for the articles that the document shows.
 */
export function publish(
  catalog: Catalog,
  site: Site,
  now: Instant,
  render: Render,
  options: PublishOptions = {},
): Publication {
  const edition = editionOf(catalog, site, now, render, options);
  const staleAt = nextChange(catalog.articles, now, hasPages(site) ? NEWS_LASTS : 0);
  const standing = once(() => {
    const resources = new Map<string, Addressed[1]>();
    for (const [path, resource] of addressesOf(edition, options)) resources.set(path, resources.get(path) ?? resource);
    return resources;
  });
  const pageAt = articlePages(edition);
  const former = formerAddressesOf(edition, (path) => standing().has(path) || pageAt(path) !== undefined);
  const get = (path: string): Resource | undefined =>
    former.decided(path) ?? standing().get(path)?.() ?? pageAt(path) ?? former.left(path);
  const addresses = (): Iterable<string> => [...standing().keys(), ...pageAddresses(edition)];

  return {
    at: now,
    basePath: basePathOf(site),
    get,
    drafts: options.drafts,
    queryRules: former.queryRules,
    *paths() {
      for (const path of new Set(addresses())) if (!isArchive(path) || get(path)) yield path;
      yield* former.paths();
    },
    *possiblePaths() {
      yield* addresses();
      yield* former.paths();
    },
    permalinkOf: (article) => (isPublic(article, edition) ? permalinkOf(site, catalog.addressOf(article)) : undefined),
    channelsOf(article) {
      const shown = Object.values(edition.terms).flatMap((index) => index.of(article));
      return isPublic(article, edition) ? [undefined, ...shown].map(termPath) : [];
    },
    ...(staleAt !== undefined && { staleAt }),
  };
}

/** Every address there is but those of articles. Of two that are the same, the first has it. */
function* addressesOf(edition: Edition, { media = NO_MEDIA }: PublishOptions): Iterable<Addressed> {
  const { site, frame } = edition;
  yield* feedsOf(edition); // /feed.xml, /categories/news/feed.xml, /archive/1/feed.xml, /feeds.opml
  yield [frame.stylesheet, () => stylesheetResource(site)];
  for (const path of media.paths()) {
    const file = media.get(path);
    if (!file || !isPublicFile(file.path, edition)) continue;
    const type = () => typeOfFile(file, media) ?? 'application/octet-stream';
    const open = (start: number, end: number) => media.open(file, start, end);
    yield [mediaPath(path), () => ({ kind: 'file', type: type(), file, open })];
  }
  if (!hasPages(site)) return;
  yield* pagesOf(edition); // /, /page/2/, /categories/, /categories/news/, /feeds/, /404.html
  yield* sitemapsOf(edition); // /robots.txt, /news-sitemap.xml, /sitemap.xml, /sitemap-1.xml
}
