// Publishing: what is public at one instant, and at which address. Every kind of address is on this screen.

import type { Catalog } from './catalog/catalog.ts';
import { categorySlugOf, isPublic } from './catalog/public-articles.ts';
import { everyTerm } from './catalog/site-pages.ts';
import type { Render } from './documents/pages/frame.ts';
import { STYLESHEET_PATH, STYLESHEET_RESOURCE } from './documents/pages/page-resource.ts';
import { basePathOf, decodePath, FEED_FILE, FORMATS, NOT_FOUND, OPML, permalinkOf, termPath } from './model/paths.ts';
import { finish, type Publication, type Resource } from './model/resource.ts';
import { hasPages, type Site } from './model/site.ts';
import type { Term, TermKind } from './model/term.ts';
import type { Instant } from './model/time.ts';
import { editionOf, type Memory } from './publish/edition.ts';
import { feedsOf } from './publish/feeds.ts';
import { type MediaOptions, mediaOf } from './publish/media.ts';
import { pagesOf } from './publish/pages.ts';
import { sitemapsOf } from './publish/sitemaps.ts';

export interface PublishOptions extends MediaOptions {
  /** What was public before; what has not changed since is not made again. */
  readonly previous?: Publication | undefined;
}

/**
 * What is public at `now`, a pure function of its arguments. `render` gives an article's body as clean HTML;
 * it is called when a document is written, and for the articles that the document shows.
 */
export const publish = (...all: Parameters<typeof publishInSteps>): Publication => finish(publishInSteps(...all));

/** The same with a pause after each pass over all articles. */
export function* publishInSteps(
  catalog: Catalog,
  site: Site,
  now: Instant,
  render: Render,
  { previous, ...options }: PublishOptions = {},
): Generator<void, Publication, void> {
  const edition = yield* editionOf(catalog, site, now, render, previous && memories.get(previous), options.media);
  const { terms, staleAt } = edition;
  const feeds = feedsOf(edition);
  const pages = pagesOf(edition);
  const sitemaps = sitemapsOf(edition);
  const media = mediaOf(edition, options);
  const resources = new Map<string, Resource>();

  const everywhere: readonly Address[] = [
    [/^\/(feed\.xml|atom\.xml|feed\.json)$/, (path, file) => feeds.feed(path, undefined, file)],
    [
      /^\/(categories|tags|authors)\/([^/]+)\/(feed\.xml|atom\.xml|feed\.json)$/,
      (path, folder, slug, file) => ofTerm(folder, slug, (term) => feeds.feed(path, term, file)),
    ],
    [/^\/feeds\.opml$/, (path) => feeds.opml(path)],
    [/^\/assets\/[^/]+$/, (path) => (path === STYLESHEET_PATH ? STYLESHEET_RESOURCE : undefined)],
    [/^\/(.+\.[a-z0-9]+)$/i, (_, file) => media.file(file)],
  ];
  const whereTherePages: readonly Address[] = [
    [/^\/(?:page\/([2-9]|[1-9]\d+)\/)?$/, (path, page) => pages.listing(path, undefined, pageNumber(page))],
    [
      /^\/(categories|tags|authors)\/(?:page\/([2-9]|[1-9]\d+)\/)?$/,
      (path, folder, page) => pages.termList(path, KIND_OF_FOLDER[folder] as TermKind, pageNumber(page)),
    ],
    [
      /^\/(categories|tags|authors)\/([^/]+)\/(?:page\/([2-9]|[1-9]\d+)\/)?$/,
      (path, folder, slug, page) => ofTerm(folder, slug, (term) => pages.listing(path, term, pageNumber(page))),
    ],
    [/^\/feeds\/(?:page\/([2-9]|[1-9]\d+)\/)?$/, (path, page) => pages.feedList(path, pageNumber(page))],
    [/^\/sitemap(?:-([1-9]\d*))?\.xml$/, (path, part) => sitemaps.sitemap(path, part ? Number(part) : undefined)],
    [/^\/news-sitemap\.xml$/, (path) => sitemaps.news(path)],
    [/^\/robots\.txt$/, (path) => sitemaps.robots(path)],
    [/^\/404\.html$/, (path) => pages.notFound(path)],
    [/^\/.+$/s, (path) => pages.article(path)], // site.permalink
  ];
  const addresses = hasPages(site) ? [...everywhere, ...whereTherePages] : everywhere;

  function ofTerm<T>(folder: string, slug: string, resourceOf: (term: Term) => T): T | undefined {
    const term = terms[KIND_OF_FOLDER[folder] as TermKind].withSlug(slug);
    return term && resourceOf(term);
  }

  function find(path: string): Resource | undefined {
    const to = site.redirects.get(path);
    if (to !== undefined) return { kind: 'moved', to: to.startsWith('/') ? site.url + finished(to).slice(1) : to };
    if (site.gone.has(path)) return { kind: 'gone' };
    return standing(path);
  }

  function standing(path: string): Resource | undefined {
    for (const [pattern, resourceOf] of addresses) {
      const match = pattern.exec(path);
      const resource = match && resourceOf(...(match as unknown as Match));
      if (resource) return resource;
    }
    return undefined;
  }

  /** A target that stands only with its final slash gets it, so that there is one redirect and no chain. */
  function finished(target: string): string {
    const encoded = target.replace(/[?#].*$/s, '');
    const path = decodePath(encoded) ?? encoded;
    if (path.endsWith('/') || standing(path) || !standing(`${path}/`)) return target;
    return `${encoded}/${target.slice(encoded.length)}`;
  }

  const publication: Publication = {
    at: now,
    basePath: basePathOf(site),
    get(path) {
      let resource = resources.get(path);
      if (!resource) {
        resource = find(path);
        if (resources.size >= MOST) resources.clear();
        if (resource) resources.set(path, resource);
      }
      return resource;
    },
    *paths() {
      for (const format of FORMATS) yield `/${FEED_FILE[format]}`;
      for (const term of everyTerm(terms)) for (const format of FORMATS) yield termPath(term) + FEED_FILE[format];
      yield* [OPML, STYLESHEET_PATH];
      if (hasPages(site)) {
        yield* pages.paths();
        yield* sitemaps.paths();
        yield NOT_FOUND;
      }
      yield* media.paths();
    },
    permalinkOf: (article) =>
      isPublic(article, now) ? permalinkOf(site, article, categorySlugOf(article, terms)) : undefined,
    ...(staleAt !== undefined && { staleAt }),
  };
  memories.set(publication, edition.memory);
  return publication;
}

type Match = [path: string, a: string, b: string, c: string];
type Address = readonly [pattern: RegExp, resourceOf: (...match: Match) => Resource | undefined];

const KIND_OF_FOLDER: Readonly<Record<string, TermKind>> = { categories: 'category', tags: 'tag', authors: 'author' };

const pageNumber = (digits: string | undefined): number => Number(digits ?? 1);

const MOST = 1_000; // resources at hand; a crawler asks for every page there is

const memories = new WeakMap<Publication, Memory>();
