// Addresses of articles that are not there yet.

import type { Article } from '../model/article.ts';
import { articlePath, isReserved } from '../model/paths.ts';
import type { Site } from '../model/site.ts';

/** The path that an article will have, as long as it has no category. */
export const pathToBe = (site: Site, article: Pick<Article, 'slug' | 'published'>): string =>
  articlePath(site, article as Article, undefined);

/** Whether Courant needs the path itself that an article with this slug would have. */
export const isTaken = (site: Site, slug: string): boolean => isReserved(pathToBe(site, { slug, published: 0 }));
