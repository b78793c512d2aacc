// Public articles: what the catalog's articles are to the public at one instant.

import { type Article, type PublicArticle, type Reference, updatedAt } from '../model/article.ts';
import { isWithin } from '../model/language.ts';
import type { MediaIndex } from '../model/media.ts';
import { permalinkOf } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import type { Instant } from '../model/time.ts';
import type { Catalog } from './catalog.ts';
import type { Terms } from './terms.ts';

/** A scheduled article is from its date on, a draft never, but where drafts are shown; a withdrawn one is no more. */
export const isPublic = (article: Article, { now, catalog, drafts }: Moment): boolean =>
  (drafts || (!article.draft && article.published <= now)) && !isWithdrawn(article, now) && !catalog.isGone(article);

/** Whether readers were told of it and it has been taken back. */
export const isWithdrawn = ({ draft, published, withdrawn }: Article, now: Instant): boolean =>
  !draft && published <= now && withdrawn !== undefined && withdrawn.at <= now;

/** Whether it was public, and is withdrawn or its address is said to be gone. */
export const isTakenBack = (article: Article, { now, catalog }: Moment): boolean =>
  isWithdrawn(article, now) || (!article.draft && article.published <= now && catalog.isGone(article));

/** Whether the site's own feeds may have it, once it is public. */
export const isInFeeds = ({ unlisted, language }: Article, { feeds, language: ofSite }: Site): boolean =>
  !unlisted && (feeds.languages.length === 0 || feeds.languages.some((range) => isWithin(language ?? ofSite, range)));

/** A catalog at an instant. */
export type Moment = Pick<Context, 'now' | 'catalog' | 'drafts'>;

export interface Context {
  readonly site: Site;
  readonly catalog: Catalog;
  readonly terms: Terms;
  readonly now: Instant;
  /** Whether drafts and scheduled articles count as public: `serve --drafts`. */
  readonly drafts?: boolean | undefined;
  /** The files that go with the articles. */
  readonly media?: Pick<MediaIndex, 'bundleOf'> | undefined;
}

/** Whether a file below content/ is public as far as articles decide: files in the folder of an article go with it. */
export function isPublicFile(path: string, context: Moment & Pick<Context, 'media'>): boolean {
  const bundle = context.media?.bundleOf(path);
  if (bundle === undefined) return true;
  const article = context.catalog.withPath(bundle);
  return article !== undefined && isPublic(article, context);
}

/** The article with its terms, authors and links resolved, without changes to come and files that are not public. */
export function publicArticle(article: Article, context: Context): PublicArticle {
  const { site, catalog, terms, now } = context;
  const { authors, categories, tags, related, translations = NONE, ...head } = article;
  const { corrections, image, enclosures } = head;
  const isShown = ({ path }: { path?: string }) => path === undefined || isPublicFile(path, context);
  return {
    ...head,
    title: titleOf(article, context),
    updated: updatedAt(article, now),
    corrections: corrections?.filter(({ at }) => at <= now),
    image: image && isShown(image) ? image : undefined,
    enclosures: enclosures.every(isShown) ? enclosures : enclosures.filter(isShown),
    article,
    permalink: permalinkOf(site, catalog.addressOf(article)),
    authors: authors.length > 0 ? authors : publisherOf(site),
    categories: unique(categories.flatMap((name) => terms.category.named(name) ?? [])),
    tags: unique(tags.flatMap((name) => terms.tag.named(name) ?? [])),
    related: related.flatMap((slug) => {
      const other = catalog.withSlug(slug);
      return other && isPublic(other, context) && other !== article ? [referenceTo(other, context)] : [];
    }),
    translations: translations.flatMap((slug) => {
      const other = catalog.withSlug(slug);
      if (!other || !isPublic(other, context) || !other.translations?.includes(article.slug)) return [];
      const { permalink } = referenceTo(other, context);
      return other.language === article.language ? [] : [{ language: other.language ?? site.language, permalink }];
    }),
  };
}

/** Where an article's page is, and what it is called. */
export const referenceTo = (article: Article, context: Context): Reference => ({
  title: titleOf(article, context),
  permalink: permalinkOf(context.site, context.catalog.addressOf(article)),
});

/** Where drafts are shown, a mark before the title tells what is not public, on pages and in feeds. */
function titleOf({ title, draft, published }: Article, { now, drafts }: Context): string {
  if (!drafts || (!draft && published <= now)) return title;
  return `[${draft ? 'Draft' : 'Scheduled'}] ${title}`;
}

/** The publication itself, the author of what names none. */
const publisherOf = ({ title, url }: Site): PublicArticle['authors'] => [{ name: title, url }];

const unique = <T>(list: readonly T[]): readonly T[] => (list.length > 1 ? [...new Set(list)] : list);

const NONE: readonly never[] = [];

/**
 * The next instant at which a scheduled article, update or correction is due, or an article is no longer news, which it is for
 * `newsLasts` milliseconds; undefined if there is none.
 */
export function nextChange(articles: readonly Article[], now: Instant, newsLasts: number): Instant | undefined {
  let next = Number.POSITIVE_INFINITY;
  for (const { draft, published, updated, corrections = NONE, withdrawn } of articles) {
    if (draft) continue;
    const changes = [published, updated, withdrawn?.at, published + newsLasts, ...corrections.map(({ at }) => at)];
    for (const change of changes) {
      if (change !== undefined && change > now && change < next) next = change;
    }
  }
  return next === Number.POSITIVE_INFINITY ? undefined : next;
}
