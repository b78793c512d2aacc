// Ids: whether every article has one of its own. Of the many that are made of files' names, hardly any has to be made.

import type { Article } from '../model/article.ts';
import { hasPlainStem, stemOf } from '../model/paths.ts';
import type { LayeredIndex } from './layered-index.ts';

export const hasOwnId = (article: Article): boolean => !article.isIdMade;

/** The id as a URI: two that differ as texts may be one there. */
export const uriOf = ({ id, idAsUri }: Article): string => idAsUri ?? id;

/** What makes an article's id: the id that it gives, or the name of its file. */
export const nameOf = (article: Article): string => (article.isIdMade ? `\0${stemOf(article.path)}` : uriOf(article));

/** What articles are found by: those that give an id, by it, no two of them alike; and all by their paths. */
interface Found {
  readonly ids: LayeredIndex<Article>;
  readonly paths: LayeredIndex<Article>;
}

/** Whether no two articles share an id, if those that are not among `come` do not. Pauses after some thousand articles. */
export function* haveOwnIds(
  articles: readonly Article[],
  { ids: given, paths }: Found,
  come: readonly Article[] = articles,
): Generator<void, boolean, void> {
  const isAll = come === articles;
  const uris = new Set(come.filter(hasOwnId).map(uriOf));
  const stems = new Set<string>();
  for (const [place, article] of come.entries()) {
    if (place % AT_ONCE === AT_ONCE - 1) yield;
    if (!article.isIdMade || (isAll && given.size === 0 && hasPlainStem(article.path))) continue;
    const stem = stemOf(article.path);
    if (stems.has(stem) || (given.size > 0 && given.get(article.id))) return false;
    const plain = isAll ? paths.get(`${stem}.md`) : undefined;
    if (plain?.isIdMade && plain !== article) return false;
    stems.add(stem);
  }
  if (come.length === 0 || (uris.size === 0 && isAll)) return true;
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
