// Who uses media: what has to be read again when a file comes, changes or goes.

import { type Article, copyOf } from '../model/article.ts';
import type { Enclosure, Image, MediaIndex } from '../model/media.ts';
import { encodePath, mediaPath } from '../model/paths.ts';
import type { Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import type { LoadedFile } from './loaded-files.ts';
import { PackedArticle } from './packed-article.ts';

/** Whether what site.yaml says of its pictures may read otherwise now. */
export const usesMedia = (
  site: Site | undefined,
  problems: readonly Problem[],
  changed: ReadonlySet<string>,
): boolean =>
  problems.some(({ code }) => code === 'media-missing') ||
  [...changed].some((path) => [site?.icon, site?.logo].some((url) => url?.endsWith(encodePath(mediaPath(path)))));

/** The article without the files that are not what it says of them any more: nobody could fetch them. */
export function withoutLost(article: Article, media: MediaIndex): Article {
  const isThere = ({ path, length }: Image | Enclosure) => path === undefined || media.get(path)?.size === length;
  const { image, enclosures } = article;
  if ([...(image ? [image] : []), ...enclosures].every(isThere)) return article;
  const left = copyOf(article);
  if (image && !isThere(image)) left.image = undefined;
  left.enclosures = enclosures.filter(isThere);
  return left;
}

/** The files below content/ that an article's head names. */
export function mediaIn(article: Article): readonly string[] {
  if (article instanceof PackedArticle) return article.media;
  return [article.image, ...article.enclosures].flatMap((file) => file?.path ?? []);
}

/** Whether an article's head may read otherwise now that these files have changed. */
export function needsMedia(
  { article, problems }: Pick<LoadedFile, 'article' | 'problems'>,
  changed: ReadonlySet<string>,
): boolean {
  if (problems.some(({ code }) => code.startsWith('media-') || code.startsWith('image-'))) return true;
  return article !== undefined && showsOneOf(article, (path) => changed.has(path));
}

/** Whether it is so of a file that the article's head names, or of one beside it that the same name would mean first. */
export function showsOneOf(article: Article, isSo: (path: string) => boolean): boolean {
  const media = mediaIn(article);
  if (media.length === 0) return false;
  const { path } = article;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return media.some((file) => isSo(file) || isSo(folder + file));
}
