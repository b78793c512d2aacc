// Ids: whether every article has one of its own. Of the many that are made of files' names, hardly any has to be made.

import type { Article } from '../model/article.ts';
import { stemOf } from '../model/paths.ts';
import type { LayeredIndex } from './layered-index.ts';

export const hasOwnId = (article: Article): boolean => !article.isIdMade;

/** The id as a URI: two that differ as texts may be one there. */
export const uriOf = ({ id, idAsUri }: Article): string => idAsUri ?? id;

/** What makes an article's id: the id that it gives, or the name of its file. */
export const nameOf = (article: Article): string => (article.isIdMade ? `\0${stemOf(article.path)}` : uriOf(article));

/** Whether no two articles share an id, if those that are not among `come` do not; `given` are all ids that are given. */
export function haveOwnIds(
  articles: readonly Article[],
  given: LayeredIndex<Article>,
  come: readonly Article[] = articles,
): boolean {
  let count = 0;
  for (const article of articles) if (!article.isIdMade) count++;
  if (given.size < count) return false;
  if (come.length === 0) return true;
  const made = come.filter((article) => article.isIdMade);
  const stems = new Set(made.map(({ path }) => stemOf(path)));
  if (stems.size < made.length) return false;
  if (given.size > 0 && made.some(({ id }) => given.get(id))) return false;
  const uris = new Set(come.filter(hasOwnId).map(uriOf));
  const isNew = new Set(come);
  const isTaken = (article: Article): boolean =>
    (uris.size > 0 && uris.has(article.id)) || (!isNew.has(article) && stems.has(stemOf(article.path)));
  return (uris.size === 0 && come === articles) || !articles.some((article) => article.isIdMade && isTaken(article));
}
