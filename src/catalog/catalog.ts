// The catalog: every valid article, no two with one id or slug, newest first.

import type { Article } from '../model/article.ts';
import { type Problem, problem, START } from '../model/problem.ts';
import { finish } from '../model/resource.ts';
import { hasOwnId, haveOwnIds, nameOf, uriOf } from './ids.ts';
import { type LayeredIndex, layeredIndex } from './layered-index.ts';

export interface Catalog {
  /** Newest first, then by id. Drafts and scheduled articles too. */
  readonly articles: readonly Article[];
  /** Of articles that had to give way to others with their id or slug. */
  readonly disputes: readonly Problem[];
  problems(): readonly Problem[];
  withSlug(slug: string): Article | undefined;
  /** The article of a source file, below content/. */
  withPath(path: string): Article | undefined;
  /** The catalog after some articles went and others came; nothing where it must be made of all of them. */
  after(gone: readonly Article[], come: readonly Article[]): Catalog | undefined;
}

/** Of articles that share an id or a slug the one with the earlier date stays, then the lower path. */
export const catalogOf = (candidates: Iterable<Article>): Catalog => finish(catalogInSteps(candidates));

/** The same with a pause after each pass over all articles. */
export function* catalogInSteps(candidates: Iterable<Article>): Generator<void, Catalog, void> {
  const articles = [...candidates];
  yield;
  articles.sort(newestFirst);
  yield;
  const indexes = yield* indexesOf(articles);
  const isAlone = indexes.slugs.size === articles.length && indexes.ids.size === countOf(articles, hasOwnId);
  const isSettled = isAlone && (yield* haveOwnIds(articles, indexes));
  yield;
  return isSettled ? catalogFrom(articles, indexes, relatingOf(articles), []) : yield* settled(articles);
}

/** Those that name others: few do, and at each change all of these are looked at. */
const relatingOf = (articles: readonly Article[]) => articles.filter(({ related }) => related.length > 0);

export const newestFirst = (a: Article, b: Article): number => b.published - a.published || compare(a.id, b.id);

/** What articles are found by. */
interface Indexes {
  /** Of articles that give their id. */
  readonly ids: LayeredIndex<Article>;
  readonly slugs: LayeredIndex<Article>;
  readonly paths: LayeredIndex<Article>;
}

function catalogFrom(
  articles: readonly Article[],
  indexes: Indexes,
  relating: readonly Article[],
  disputes: readonly Problem[],
): Catalog {
  const { ids, slugs, paths } = indexes;
  return {
    articles,
    disputes,
    problems() {
      return [...disputes, ...relating.flatMap((article) => unknownRelated(article, slugs))];
    },
    withSlug: slugs.get,
    withPath: paths.get,
    after(gone, come) {
      if (disputes.length > 0) return undefined; // what went may have been in the way of what was left out
      const changed = (index: LayeredIndex<Article>, keyOf: (article: Article) => string, isIn = isAny) =>
        index.after(
          gone.filter(isIn).map(keyOf),
          come.filter(isIn).map((article) => [keyOf(article), article] as const),
        );
      const list = listAfter(articles, gone, come);
      const after = {
        ids: changed(ids, uriOf, hasOwnId),
        slugs: changed(slugs, ({ slug }) => slug),
        paths: changed(paths, ({ path }) => path),
      };
      const given = ids.size - countOf(gone, hasOwnId) + countOf(come, hasOwnId);
      if (after.slugs.size !== list.length || after.ids.size !== given) return undefined;
      const known = new Set(gone.map(nameOf));
      const renamed = come.filter((article) => !known.delete(nameOf(article)));
      if (!finish(haveOwnIds(list, after, renamed))) return undefined;
      const isGone = new Set(gone);
      const stay = relating.filter((article) => !isGone.has(article));
      return catalogFrom(list, after, [...stay, ...relatingOf(come)], []);
    },
  };
}

const countOf = (articles: readonly Article[], isCounted: (article: Article) => boolean): number =>
  articles.reduce((count, article) => count + (isCounted(article) ? 1 : 0), 0);

const isAny = (_: Article): boolean => true;

/**
 * The catalog of articles some of which share an id or a slug: all but those that have to give way. A draft gives way
 * to what is public or will be: nobody takes an article off the site by beginning another.
 */
function* settled(candidates: readonly Article[]): Generator<void, Catalog, void> {
  const ids = new Map<string, Article>();
  const slugs = new Map<string, Article>();
  const articles = new Set<Article>();
  const disputes: Problem[] = [];
  const byRight = [...candidates].sort(
    (a, b) => Number(a.draft) - Number(b.draft) || a.published - b.published || compare(a.path, b.path),
  );
  for (const article of byRight) {
    const [sameId, sameSlug] = [ids.get(uriOf(article)), slugs.get(article.slug)];
    if (sameId) disputes.push(duplicate('id', article.id, article, sameId));
    if (sameSlug) disputes.push(duplicate('slug', article.slug, article, sameSlug));
    if (sameId || sameSlug) continue;
    ids.set(uriOf(article), article);
    slugs.set(article.slug, article);
    articles.add(article);
  }
  const sorted = [...articles].sort(newestFirst);
  return catalogFrom(sorted, yield* indexesOf(sorted), relatingOf(sorted), disputes);
}

function* indexesOf(articles: readonly Article[]): Generator<void, Indexes, void> {
  const index = (keyOf: (article: Article) => string, isIn = isAny) => {
    const map = new Map<string, Article>();
    for (const article of articles) if (isIn(article)) map.set(keyOf(article), article);
    return layeredIndex(map);
  };
  const ids = index(uriOf, hasOwnId);
  yield;
  const slugs = index(({ slug }) => slug);
  yield;
  const paths = index(({ path }) => path);
  yield;
  return { ids, slugs, paths };
}

function listAfter(articles: readonly Article[], gone: readonly Article[], come: readonly Article[]): Article[] {
  if (gone.length + come.length > FEW) {
    const isGone = new Set(gone);
    return [...articles.filter((article) => !isGone.has(article)), ...come].sort(newestFirst);
  }
  const list = [...articles];
  for (const article of gone) {
    const at = placeIn(list, article);
    if (list[at] === article) list.splice(at, 1);
  }
  for (const article of come) list.splice(placeIn(list, article), 0, article);
  return list;
}

const FEW = 50; // articles; moving all that follow costs less than a pass over them

/** Where an article stands in a sorted list, or would. */
export function placeIn(list: readonly Article[], article: Article): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (newestFirst(list[middle] as Article, article) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function duplicate(what: 'id' | 'slug', value: string, article: Article, earlier: Article): Problem {
  const byDate = earlier.published < article.published ? 'has the earlier date' : 'comes first by its path';
  const why = article.draft && !earlier.draft ? 'is no draft' : byDate;
  const message = `The ${what} "${value}" is that of ${earlier.path} already, which ${why}.`;
  const place = article.places?.[what] ?? START;
  return problem(
    `${what}-duplicate`,
    article.path,
    place,
    message,
    `Give this article ${what === 'id' ? 'an id' : 'a slug'} of its own.`,
  );
}

function unknownRelated({ path, related, places }: Article, slugs: LayeredIndex<Article>): readonly Problem[] {
  if (related.length === 0) return NONE;
  return related.flatMap((slug, index) => {
    if (slugs.get(slug)) return [];
    const message = `There is no article with the slug "${slug}".`;
    const place = places?.related?.[index] ?? START;
    return [problem('related-unknown', path, place, message, 'Write the slug of an article in this folder.')];
  });
}

const NONE: readonly Problem[] = [];
