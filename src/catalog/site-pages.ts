// The pages of the site, as its sitemap lists them.

import { type Article, updatedAt } from '../model/article.ts';
import { FEEDS_PAGE, HOME, permalinkOf, TERM_FOLDER, termPath, urlOf } from '../model/paths.ts';
import type { Term, TermKind } from '../model/term.ts';
import type { Instant } from '../model/time.ts';
import type { Context } from './public-articles.ts';
import type { Terms } from './terms.ts';

/** Every category, tag, author and language, each by name. */
export const everyTerm = (terms: Terms): readonly Term[] => Object.values(terms).flatMap((index) => index.all());

/** The kinds of terms that have a list; languages only where there are several. */
export const kindsOf = (terms: Terms): readonly TermKind[] =>
  (Object.keys(TERM_FOLDER) as TermKind[]).filter((kind) => kind !== 'language' || terms.language.all().length > 0);

/** An article's page, a term's, or one at a path of its own. */
export type SitePage = Article | Term | string;

/** A context with its public articles, newest first. */
interface Public extends Context {
  readonly articles: readonly Article[];
}

/**
 * The articles that have their home here, the oldest first, so that in a sitemap of several parts only the last one
 * changes; then every listing.
 */
export function sitePages({ articles, terms }: Public): readonly SitePage[] {
  const own = articles.filter(({ canonical }) => canonical === undefined).reverse();
  return [...own, ...everyTerm(terms), HOME, ...kindsOf(terms).map((kind) => TERM_FOLDER[kind]), FEEDS_PAGE];
}

/** When a page changed last: an article with its last update, a listing with its newest article. */
export function changeOfPage(page: SitePage, { articles, terms, now }: Public): Instant | undefined {
  if (typeof page === 'string') return page === HOME ? articles[0]?.published : undefined;
  if (isTerm(page)) return terms[page.kind].articlesOf(page)[0]?.published;
  return updatedAt(page, now) ?? page.published;
}

/** Where a page is, absolute. */
export function urlOfPage(page: SitePage, { site, catalog }: Context): string {
  if (typeof page === 'string') return urlOf(site, page);
  return isTerm(page) ? urlOf(site, termPath(page)) : permalinkOf(site, catalog.addressOf(page));
}

const isTerm = (page: Article | Term): page is Term => 'kind' in page;
