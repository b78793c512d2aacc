// The catalog: every valid article, no two with one id or slug, newest first.

import type { Article } from '../model/article.ts';
import { type Problem, problem, START } from '../model/problem.ts';

export interface Catalog {
  /** Newest first, then by id. Drafts and scheduled articles too. */
  readonly articles: readonly Article[];
  readonly problems: readonly Problem[];
  withSlug(slug: string): Article | undefined;
  /** The article of a source file, below content/. */
  withPath(path: string): Article | undefined;
}

/** Of articles that share an id or a slug the one with the earlier date stays, then the lower path. */
export function catalogOf(candidates: Iterable<Article>): Catalog {
  const oldestFirst = [...candidates].sort((a, b) => a.published - b.published || compare(a.path, b.path));
  const ids = new Map<string, Article>();
  const slugs = new Map<string, Article>();
  const paths = new Map<string, Article>();
  const problems: Problem[] = [];
  for (const article of oldestFirst) {
    const [sameId, sameSlug] = [ids.get(article.id), slugs.get(article.slug)];
    if (sameId) problems.push(duplicate('id', article.id, article, sameId));
    if (sameSlug) problems.push(duplicate('slug', article.slug, article, sameSlug));
    if (sameId || sameSlug) continue;
    ids.set(article.id, article);
    slugs.set(article.slug, article);
    paths.set(article.path, article);
  }
  for (const article of paths.values()) problems.push(...unknownRelated(article, slugs));
  return {
    articles: [...paths.values()].sort(newestFirst),
    problems,
    withSlug: (slug) => slugs.get(slug),
    withPath: (path) => paths.get(path),
  };
}

const newestFirst = (a: Article, b: Article): number => b.published - a.published || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function duplicate(what: 'id' | 'slug', value: string, article: Article, earlier: Article): Problem {
  const message = `The ${what} "${value}" is that of ${earlier.path} already, which has the earlier date.`;
  return problem(`${what}-duplicate`, article.path, START, message, `Give this article a ${what} of its own.`);
}

function unknownRelated({ path, related }: Article, slugs: ReadonlyMap<string, Article>): Problem[] {
  return related
    .filter((slug) => !slugs.has(slug))
    .map((slug) => {
      const message = `There is no article with the slug "${slug}".`;
      return problem('related-unknown', path, START, message, 'Write the slug of an article in this folder.');
    });
}
