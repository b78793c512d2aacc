// Public articles: what the catalog's articles are to the public at one instant.

import { type Article, copyOf, type PublicArticle } from '../model/article.ts';
import type { MediaIndex } from '../model/media.ts';
import { permalinkOf } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import type { Instant } from '../model/time.ts';
import type { Catalog } from './catalog.ts';
import type { Terms } from './terms.ts';

/** Drafts never are; a scheduled article is from its date on. */
export const isPublic = (article: Article, now: Instant): boolean => !article.draft && article.published <= now;

export interface Context {
  readonly site: Site;
  readonly catalog: Catalog;
  readonly terms: Terms;
  readonly now: Instant;
  /** The files that go with the articles. */
  readonly media?: Pick<MediaIndex, 'bundleOf'> | undefined;
}

/** Whether a file below content/ is public as far as articles decide: files in the folder of an article go with it. */
export function isPublicFile(
  path: string,
  { catalog, media, now }: Pick<Context, 'catalog' | 'media' | 'now'>,
): boolean {
  const bundle = media?.bundleOf(path);
  if (bundle === undefined) return true;
  const article = catalog.withPath(bundle);
  return article !== undefined && isPublic(article, now);
}

/**
 * Resolves articles in a context. An article that resolves as it did before, in whichever context, is the same
 * object again: who has written it once need not write it anew.
 */
export function resolver(context: Context): (article: Article) => PublicArticle {
  return (article) => {
    const before = young.get(article) ?? old.get(article);
    const now = publicArticle(article, context);
    const after = before && isSamePublicArticle(before, now) ? before : now;
    if (!young.has(article)) aged++;
    young.set(article, after);
    if (aged >= MOST) [young, old, aged] = [new WeakMap(), young, 0];
    return after;
  };
}

/** What was resolved of late, in two generations: a crawler asks for every article there is. */
let young = new WeakMap<Article, PublicArticle>();
let old = new WeakMap<Article, PublicArticle>();
let aged = 0;
const MOST = 5_000; // of a generation

/** The article with its terms, authors and links resolved, without an `updated` to come and files that are not public. */
function publicArticle(article: Article, context: Context): PublicArticle {
  const { site, catalog, terms, now } = context;
  const { authors, categories, tags, related, isIdMade, ...head } = copyOf(article);
  const { updated, image, enclosures } = head;
  const isShown = ({ path }: { path?: string }) => path === undefined || isPublicFile(path, context);
  const categoryTerms = categories.flatMap((name) => terms.category.named(name) ?? []);
  return {
    ...head,
    updated: updated !== undefined && updated <= now ? updated : undefined,
    image: image && isShown(image) ? image : undefined,
    enclosures: enclosures.every(isShown) ? enclosures : enclosures.filter(isShown),
    article,
    permalink: permalinkOf(site, article, categoryTerms[0]?.slug),
    authors: authors.length > 0 ? authors : publisherOf(site),
    categories: unique(categoryTerms),
    tags: unique(tags.flatMap((name) => terms.tag.named(name) ?? [])),
    related: related.flatMap((slug) => {
      const other = catalog.withSlug(slug);
      return other && isPublic(other, now) && other !== article ? [referenceTo(other, context)] : [];
    }),
  };
}

/** Where an article's page is, and what it is called. */
export function referenceTo(article: Article, { site, terms }: Context): { title: string; permalink: string } {
  return { title: article.title, permalink: permalinkOf(site, article, categorySlugOf(article, terms)) };
}

/** The slug for `{category}` in a permalink. */
export function categorySlugOf({ categories: [first] }: Article, terms: Terms): string | undefined {
  return first === undefined ? undefined : terms.category.named(first)?.slug;
}

/** Whether two resolutions of one article would be written alike. */
function isSamePublicArticle(a: PublicArticle, b: PublicArticle): boolean {
  return (
    a.article === b.article &&
    a.updated === b.updated &&
    a.permalink === b.permalink &&
    a.authors === b.authors &&
    a.image?.url === b.image?.url &&
    isSameList(
      a.enclosures.map(({ url }) => url),
      b.enclosures.map(({ url }) => url),
    ) &&
    isSameList(a.categories, b.categories) &&
    isSameList(a.tags, b.tags) &&
    a.related.length === b.related.length &&
    a.related.every(({ title, permalink }, i) => title === b.related[i]?.title && permalink === b.related[i]?.permalink)
  );
}

const publishers = new WeakMap<Site, PublicArticle['authors']>();

/** The publication itself, the author of what names none. */
function publisherOf(site: Site): PublicArticle['authors'] {
  let authors = publishers.get(site);
  if (!authors) {
    authors = [{ name: site.title, url: site.url }];
    publishers.set(site, authors);
  }
  return authors;
}

const unique = <T>(list: readonly T[]): readonly T[] => (list.length > 1 ? [...new Set(list)] : list);

export const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i]);
