// Ids: whether every article has one of its own. Of the many that are made of files' names, hardly any has to be made.

import type { Article } from '../model/article.ts';
import { stemOf } from '../model/paths.ts';
import type { LayeredIndex } from './layered-index.ts';

export const hasOwnId = (article: Article): boolean => !article.isIdMade;

/** The id as a URI: two that differ as texts may be one there. */
export const uriOf = ({ id, idAsUri }: Article): string => idAsUri ?? id;

/** What makes an article's id: the id that it gives, or the name of its file. */
export const nameOf = (article: Article): string => (article.isIdMade ? `\0${stemOf(article.path)}` : uriOf(article));

/**
 * Whether no two articles share an id, if those that are not among `come` do not; `given` are all ids that are given,
 * no two of them alike. Pauses after some thousand articles.
 */
export function* haveOwnIds(
  articles: readonly Article[],
  given: LayeredIndex<Article>,
  come: readonly Article[] = articles,
): Generator<void, boolean, void> {
  const uris = new Set(come.filter(hasOwnId).map(uriOf));
  const stems = new Set<string>();
  for (const [place, article] of come.entries()) {
    if (place % AT_ONCE === AT_ONCE - 1) yield;
    if (!article.isIdMade) continue;
    const stem = stemOf(article.path);
    if (stems.has(stem) || (given.size > 0 && given.get(article.id))) return false;
    stems.add(stem);
  }
  if (come.length === 0 || (uris.size === 0 && come === articles)) return true;
  const isNew = new Set(come);
  for (const [place, article] of articles.entries()) {
    if (place % AT_ONCE === AT_ONCE - 1) yield;
    if (!article.isIdMade) continue;
    if (uris.size > 0 && uris.has(article.id)) return false;
    if (!isNew.has(article) && stems.has(stemOf(article.path))) return false;
  }
  return true;
}

const AT_ONCE = 10_000;
