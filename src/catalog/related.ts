// Related coverage: the articles to read after one.

import type { Article } from '../model/article.ts';
import { newestFirst } from './catalog.ts';
import { type Context, isPublic } from './public-articles.ts';

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
