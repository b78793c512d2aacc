// Publishing: what is public at one instant, and at which address. Every kind of address is on this screen.

import type { Catalog } from './catalog/catalog.ts';
import { channelOf } from './catalog/channels.ts';
import { type Context, categorySlugOf, isPublic, isSameList, resolver } from './catalog/public-articles.ts';
import { type Terms, termsOf } from './catalog/terms.ts';
import { feedMaker } from './documents/feed-resource.ts';
import type { Article } from './model/article.ts';
import type { MediaFile, MediaIndex } from './model/media.ts';
import {
  basePathOf,
  FEED_FILE,
  FORMATS,
  type Format,
  permalinkOf,
  TERM_FOLDER,
  termPath,
  urlOf,
} from './model/paths.ts';
import type { DocumentResource, Publication, Resource } from './model/resource.ts';
import type { Site } from './model/site.ts';
import type { Term, TermKind } from './model/term.ts';
import type { Instant } from './model/time.ts';

export interface PublishOptions {
  /** The files that go with the articles. */
  readonly media?: MediaIndex;
  /** The media type of a file, by its bytes. */
  readonly typeOf?: (file: MediaFile) => string;
  /** What was public before; what has not changed since is not made again. */
  readonly previous?: Publication | undefined;
}

/**
 * What is public at `now`, a pure function of its arguments. `render` gives an article's body as clean HTML;
 * it is called when a document is written, and for the articles that the document shows.
 */
export function publish(
  catalog: Catalog,
  site: Site,
  now: Instant,
  render: (article: Article) => string,
  { media, typeOf, previous }: PublishOptions = {},
): Publication {
  const memory = previous && memories.get(previous);
  const articles = catalog.articles.filter((article) => isPublic(article, now));
  const terms = termsOf(site, articles, memory?.terms);
  const context: Context = { site, catalog, terms, now };
  const resolve = resolver(context);
  const makeFeed = feedMaker(site, render);
  const made = memory?.made ?? new Map<string, readonly unknown[]>();
  const resources = new Map<string, Resource>();

  const addresses: readonly Address[] = [
    [/^\/(feed\.xml|atom\.xml|feed\.json)$/, (path, file) => feed(path, undefined, file)],
    [
      /^\/(categories|tags|authors)\/([^/]+)\/(feed\.xml|atom\.xml|feed\.json)$/,
      (path, folder, slug, file) => {
        const term = terms[KIND_OF_FOLDER[folder] as TermKind].withSlug(slug);
        return term && feed(path, term, file);
      },
    ],
    [/^\/(.+\.[a-z0-9]+)$/i, (_, file) => mediaFile(file)],
  ];

  function feed(path: string, term: Term | undefined, file: string): DocumentResource {
    const shown = (term ? terms[term.kind].articlesOf(term) : articles).slice(0, site.feeds.limit).map(resolve);
    const used = shown.flatMap(({ categories, tags }) => [...categories, ...tags]);
    const madeOf = carried(path, [site, term, ...shown, ...used]);
    const format = FORMATS.find((each) => FEED_FILE[each] === file) as Format;
    return makeFeed(channelOf(site, term, shown), format, madeOf);
  }

  function mediaFile(path: string): Resource | undefined {
    const file = media?.get(path);
    if (!media || !file || !isOfPublicArticle(path)) return undefined;
    const type = typeOf?.(file) ?? 'application/octet-stream';
    return { kind: 'file', type, file, open: (start, end) => media.open(file, start, end) };
  }

  /** Files in the folder of an article go with it. */
  function isOfPublicArticle(path: string): boolean {
    const bundle = media?.bundleOf(path);
    if (bundle === undefined) return true;
    const article = catalog.withPath(bundle);
    return article !== undefined && isPublic(article, now);
  }

  /** The list that was used for this path before, if it is the same: then the same bytes are sent. */
  function carried(path: string, madeOf: readonly unknown[]): readonly unknown[] {
    const before = made.get(path);
    if (before && isSameList(before, madeOf)) return before;
    made.set(path, madeOf);
    return madeOf;
  }

  function find(path: string): Resource | undefined {
    const to = site.redirects.get(path);
    if (to !== undefined) return { kind: 'moved', to: /^[a-z]+:/i.test(to) ? to : urlOf(site, to) };
    if (site.gone.has(path)) return { kind: 'gone' };
    for (const [pattern, resourceOf] of addresses) {
      const match = pattern.exec(path);
      if (match) return resourceOf(...(match as unknown as Match));
    }
    return undefined;
  }

  const staleAt = nextChange(catalog.articles, now);
  const publication: Publication = {
    at: now,
    basePath: basePathOf(site),
    get(path) {
      let resource = resources.get(path);
      if (!resource) {
        resource = find(path);
        if (resource) resources.set(path, resource);
      }
      return resource;
    },
    *paths() {
      const all = [undefined, ...(Object.keys(TERM_FOLDER) as TermKind[]).flatMap((kind) => terms[kind].all())];
      for (const term of all) for (const format of FORMATS) yield (term ? termPath(term) : '/') + FEED_FILE[format];
      for (const path of media?.paths() ?? []) if (isOfPublicArticle(path)) yield `/${path}`;
    },
    permalinkOf: (article) =>
      isPublic(article, now) ? permalinkOf(site, article, categorySlugOf(article, terms)) : undefined,
    ...(staleAt !== undefined && { staleAt }),
  };
  memories.set(publication, { terms, made });
  return publication;
}

type Match = [path: string, a: string, b: string, c: string];
type Address = readonly [pattern: RegExp, resourceOf: (...match: Match) => Resource | undefined];

const KIND_OF_FOLDER: Readonly<Record<string, TermKind>> = { categories: 'category', tags: 'tag', authors: 'author' };

/** What a publication leaves to the next one. */
interface Memory {
  readonly terms: Terms;
  readonly made: Map<string, readonly unknown[]>;
}
const memories = new WeakMap<Publication, Memory>();

function nextChange(articles: readonly Article[], now: Instant): Instant | undefined {
  let next = Number.POSITIVE_INFINITY;
  for (const { draft, published, updated } of articles) {
    if (draft) continue;
    if (published > now && published < next) next = published;
    if (updated !== undefined && updated > now && updated < next) next = updated;
  }
  return next === Number.POSITIVE_INFINITY ? undefined : next;
}
