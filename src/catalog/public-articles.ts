// Public articles: what the catalog's articles are to the public at one instant, and which are to be read after one.

import { type Article, type Author, type PublicArticle, updatedAt } from '../model/article.ts';
import { isWithin } from '../model/language.ts';
import type { MediaIndex } from '../model/media.ts';
import { permalinkOf, termPath, urlOf } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import type { Instant } from '../model/time.ts';
import { type Catalog, newestFirst } from './catalog.ts';
import type { Terms } from './terms.ts';

/** A scheduled article is from its date on, a draft never, but where drafts are shown; a withdrawn one is no more. */
export const isPublic = (article: Article, { now, catalog, drafts }: Moment): boolean =>
  (drafts || isDue(article, now)) && !isWithdrawn(article, now) && !catalog.isGone(article);

/** Whether an article is no draft, and its date has come. */
export const isDue = ({ draft, published }: Article, now: Instant): boolean => !draft && published <= now;

/** Whether readers were told of it and it has been taken back. */
export const isWithdrawn = (article: Article, now: Instant): boolean =>
  isDue(article, now) && article.withdrawn !== undefined && article.withdrawn.at <= now;

/** Whether it was public, and is withdrawn or its address is said to be gone. */
export const isTakenBack = (article: Article, { now, catalog }: Moment): boolean =>
  isWithdrawn(article, now) || (isDue(article, now) && catalog.isGone(article));

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
  const { authors, related, translations = [], ...head } = article;
  const { corrections, image, enclosures } = head;
  const isShown = ({ path }: { path?: string }) => path === undefined || isPublicFile(path, context);
  const permalinkAt = (other: Article) => permalinkOf(site, catalog.addressOf(other));
  const withPage = (author: Author) => {
    const term = terms.author.named(author.key ?? author.name);
    return term ? { ...author, page: urlOf(site, termPath(term)) } : author;
  };
  const publicOnes = (slugs: readonly string[]) =>
    slugs.flatMap((slug) => catalog.withSlug(slug) ?? []).filter((other) => isPublic(other, context));
  return {
    ...head,
    title: titleOf(article, context),
    updated: updatedAt(article, now),
    corrections: corrections?.filter(({ at }) => at <= now),
    image: image && isShown(image) ? image : undefined,
    enclosures: enclosures.filter(isShown),
    article,
    permalink: permalinkAt(article),
    authors: authors.length > 0 ? authors.map(withPage) : [{ name: site.title, url: site.url }],
    categories: terms.category.of(article),
    tags: terms.tag.of(article),
    related: publicOnes(related)
      .filter((other) => other !== article)
      .map((other) => ({ title: titleOf(other, context), permalink: permalinkAt(other) })),
    translations: publicOnes(translations)
      .filter((other) => other.translations?.includes(article.slug) && other.language !== article.language)
      .map((other) => ({ language: other.language ?? site.language, permalink: permalinkAt(other) })),
  };
}

/** Where drafts are shown, a mark before the title tells what is not public, on pages and in feeds. */
const titleOf = (article: Article, { now, drafts }: Context): string =>
  drafts && !isDue(article, now) ? `[${article.draft ? 'Draft' : 'Scheduled'}] ${article.title}` : article.title;

const ENOUGH = 4; // articles
const SEARCHED = 24; // of the newest of each term: what is held of many pages is looked through at each change

/**
 * The public articles that the article names, then those that share most of its tags and categories, the newest
 * first among equals.
 */
export function relatedOf(article: Article, context: Context): readonly Article[] {
  const { catalog, terms } = context;
  const named = article.related.flatMap((slug) => catalog.withSlug(slug) ?? []);
  const chosen = new Set(named.filter((other) => other !== article && isPublic(other, context)));
  if (chosen.size >= ENOUGH) return [...chosen];
  const shared = new Map<Article, number>();
  for (const index of [terms.category, terms.tag]) {
    for (const other of index.of(article).flatMap((term) => index.articlesOf(term).slice(0, SEARCHED))) {
      if (other !== article && !chosen.has(other)) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
  }
  const best = [...shared].sort(([a, one], [b, other]) => other - one || newestFirst(a, b));
  return [...chosen, ...best.slice(0, ENOUGH - chosen.size).map(([other]) => other)];
}

/**
 * The next instant at which a scheduled article, update or correction is due, or an article is no longer news, which it
 * is for `newsLasts` milliseconds; undefined if there is none.
 */
export function nextChange(articles: readonly Article[], now: Instant, newsLasts: number): Instant | undefined {
  let next: Instant | undefined;
  for (const { draft, published, updated, corrections = [], withdrawn } of articles) {
    const changes = [published, updated, withdrawn?.at, published + newsLasts, ...corrections.map(({ at }) => at)];
    for (const change of draft ? [] : changes) {
      if (change !== undefined && change > now) next = Math.min(next ?? change, change);
    }
  }
  return next;
}
