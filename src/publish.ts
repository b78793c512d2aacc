// Publishing: what is public at one instant, and at which address. Every kind of address is on this screen.

import type { Catalog } from './catalog/catalog.ts';
import { isPublic, isPublicFile } from './catalog/public-articles.ts';
import { everyTerm } from './catalog/site-pages.ts';
import { type Render, stylesheetResource } from './documents/pages/page.ts';
import {
  archivePath,
  basePathOf,
  FEED_FILE,
  FORMATS,
  HOME,
  mediaPath,
  NOT_FOUND,
  OPML,
  permalinkOf,
  termPath,
} from './model/paths.ts';
import type { Publication, Resource } from './model/resource.ts';
import { hasPages, type Site } from './model/site.ts';
import type { Term, TermKind } from './model/term.ts';
import type { Instant } from './model/time.ts';
import { editionOf, type PublishOptions } from './publish/edition.ts';
import { feedResources } from './publish/feeds.ts';
import { formerAddressesOf } from './publish/former-addresses.ts';
import { pagesOf } from './publish/pages.ts';
import { sitemapsOf } from './publish/sitemaps.ts';

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
  const { terms, staleAt, frame } = edition;
  const feeds = feedResources(edition);
  const pages = pagesOf(edition);
  const sitemaps = sitemapsOf(edition);

  const everywhere: readonly Address[] = [
    [/^\/(feed\.xml|atom\.xml|feed\.json)$/, (_, file) => feeds.feed(undefined, file)],
    [
      /^\/(categories|tags|authors|languages)\/([^/]+)\/(feed\.xml|atom\.xml|feed\.json)$/,
      (_, folder, slug, file) => ofTerm(folder, slug, (term) => feeds.feed(term, file)),
    ],
    [
      /^\/archive\/([1-9]\d*)\/(feed\.xml|atom\.xml|feed\.json)$/,
      (_, number, file) => feeds.archive(Number(number), file),
    ],
    [/^\/feeds\.opml$/, () => feeds.opml()],
    [/^\/assets\/[^/]+$/, (path) => (path === frame.stylesheet ? stylesheetResource(site) : undefined)],
    [/^\/(.+\.[a-z0-9]+)$/i, (_, file) => mediaAt(file)],
  ];
  const whereTherePages: readonly Address[] = [
    [/^\/(?:page\/([2-9]|[1-9]\d+)\/)?$/, (_, page) => pages.listing(undefined, pageNumber(page))],
    [
      /^\/(categories|tags|authors|languages)\/(?:page\/([2-9]|[1-9]\d+)\/)?$/,
      (_, folder, page) => pages.termList(KIND_OF_FOLDER[folder] as TermKind, pageNumber(page)),
    ],
    [
      /^\/(categories|tags|authors|languages)\/([^/]+)\/(?:page\/([2-9]|[1-9]\d+)\/)?$/,
      (_, folder, slug, page) => ofTerm(folder, slug, (term) => pages.listing(term, pageNumber(page))),
    ],
    [/^\/feeds\/(?:page\/([2-9]|[1-9]\d+)\/)?$/, (_, page) => pages.feedList(pageNumber(page))],
    [/^\/sitemap(?:-([1-9]\d*))?\.xml$/, (_, part) => sitemaps.sitemap(part ? Number(part) : undefined)],
    [/^\/news-sitemap\.xml$/, () => sitemaps.news()],
    [/^\/robots\.txt$/, () => sitemaps.robots()],
    [/^\/404\.html$/, () => pages.notFound()],
    [/^\/.+$/s, (path) => pages.article(path)], // site.permalink
  ];
  const addresses = hasPages(site) ? [...everywhere, ...whereTherePages] : everywhere;

  /** A file below content/ that goes with what is public. */
  function mediaAt(path: string): Resource | undefined {
    const { media, typeOf } = options;
    const file = media?.get(path);
    if (!media || !file || !isPublicFile(file.path, edition)) return undefined;
    const type = typeOf?.(file) ?? 'application/octet-stream';
    return { kind: 'file', type, file, open: (start, end) => media.open(file, start, end) };
  }

  function ofTerm<T>(folder: string, slug: string, resourceOf: (term: Term) => T): T | undefined {
    const term = terms[KIND_OF_FOLDER[folder] as TermKind].withSlug(slug);
    return term && resourceOf(term);
  }

  const former = formerAddressesOf(edition, pages.gone, standing);
  const find = (path: string): Resource | undefined => former.decided(path) ?? standing(path) ?? former.left(path);

  function standing(path: string): Resource | undefined {
    for (const [pattern, resourceOf] of addresses) {
      const match = pattern.exec(path);
      const resource = match && resourceOf(...(match as unknown as Match));
      if (resource) return resource;
    }
    return undefined;
  }

  function* pathsWith(archives: number): Generator<string, void, void> {
    for (const format of FORMATS) yield `/${FEED_FILE[format]}`;
    for (const term of everyTerm(terms)) for (const format of FORMATS) yield termPath(term) + FEED_FILE[format];
    for (let n = 1; n <= archives; n++) for (const format of FORMATS) yield archivePath(n) + FEED_FILE[format];
    yield* [OPML, frame.stylesheet];
    if (hasPages(site)) {
      yield* pages.paths();
      yield* sitemaps.paths();
      yield NOT_FOUND;
    }
    for (const path of options.media?.paths() ?? []) {
      const file = options.media?.get(path);
      if (file && isPublicFile(file.path, edition)) yield mediaPath(path);
    }
    yield* former.paths();
  }

  return {
    at: now,
    basePath: basePathOf(site),
    get: find,
    drafts: options.drafts,
    queryRules: former.queryRules,
    paths: () => pathsWith(feeds.archives.count()),
    possiblePaths: () => pathsWith(feeds.archives.atMost()),
    permalinkOf: (article) => (isPublic(article, edition) ? permalinkOf(site, catalog.addressOf(article)) : undefined),
    channelsOf(article) {
      if (!isPublic(article, edition)) return [];
      const { categories, tags, authors } = edition.resolve(article);
      const written = authors.flatMap(({ key, name }) => terms.author.named(key ?? name) ?? []);
      const language = terms.language.named(article.language ?? site.language);
      return [HOME, ...[...categories, ...tags, ...written, ...(language ? [language] : [])].map(termPath)];
    },
    ...(staleAt !== undefined && { staleAt }),
  };
}

type Match = [path: string, a: string, b: string, c: string];
type Address = readonly [pattern: RegExp, resourceOf: (...match: Match) => Resource | undefined];

const KIND_OF_FOLDER: Readonly<Record<string, TermKind>> = {
  categories: 'category',
  tags: 'tag',
  authors: 'author',
  languages: 'language',
};

const pageNumber = (digits: string | undefined): number => Number(digits ?? 1);
