// Reading an article: its file, as it was seen, becomes an Article or problems.

import { type ParsedArticle, parseArticle } from '../content/parse-article.ts';
import type { Article } from '../model/article.ts';
import { type Enclosure, type Image, isSameFile, type MediaIndex, type SeenFile } from '../model/media.ts';
import { idOfFile } from '../model/paths.ts';
import { type Problem, problem, START } from '../model/problem.ts';
import { READING, type Site } from '../model/site.ts';
import { slugOf } from '../model/slug.ts';
import { DAY_OF_NAME, nameOfFile, originalOf } from '../model/source-file.ts';
import { type Wording, wording } from '../model/wording.ts';
import type { SourceFiles } from './source-files.ts';

const LARGEST = 5_000_000; // bytes of an article's file

/** Undefined if the file is not the one any more that was seen. `tooCostly` cost too much when they were last tried. */
export function readArticle(
  file: SeenFile,
  site: Site,
  files: SourceFiles,
  tooCostly: readonly SeenFile[],
): ParsedArticle | undefined {
  const { path, size } = file;
  if (size > LARGEST) return refused(path, wording('file-too-large', size, LARGEST));
  if (tooCostly.some((other) => other.path === path && isSameFile(other, file))) {
    return refused(path, wording('too-costly'));
  }
  const original = originalOf(path);
  if (original !== undefined && files.get(original)) return refused(path, wording('conflicted-copy', original));
  const read = files.head(file);
  return read && parseArticle(path, read, { site, media: files.media });
}

const refused = (path: string, words: Wording): ParsedArticle => ({ problems: [problem(path, START, words)] });

/** What stands in the place of an article with an error, where drafts are shown. */
export function placeholderOf(path: string, site: Site): Article {
  const title = nameOfFile(path);
  const none = { authors: [], categories: [], tags: [], enclosures: [], related: [] };
  const slug = slugOf(title.replace(DAY_OF_NAME, ''));
  return { path, id: idOfFile(site.tagAuthority, path), slug, title, published: 0, draft: true, ...none };
}

/** With the day of its last change, where there is no date. */
export const withDate = (article: Article, { mtime }: SeenFile): Article =>
  article.published === 0 ? { ...article, published: Math.floor(mtime / 1000) * 1000 } : article;

/** The article without the files that are not what it says of them any more: nobody could fetch them. */
export function withoutLost(article: Article, media: MediaIndex): Article {
  const isThere = ({ path, length }: Image | Enclosure) => path === undefined || media.get(path)?.size === length;
  const { image, enclosures } = article;
  if ([...(image ? [image] : []), ...enclosures].every(isThere)) return article;
  return { ...article, image: image && isThere(image) ? image : undefined, enclosures: enclosures.filter(isThere) };
}

/** The problem of a file that looks like an article, in a format that is not read. */
export const formatUnread = (path: string): Problem =>
  problem(path, START, wording('format-unread', path.slice(path.lastIndexOf('.'))));

/** Whether every file reads as it did with the site before. */
export const readsAsBefore = (site: Site, before: Site | undefined): boolean =>
  before !== undefined && [...READING, 'ignore' as const].every((key) => written(site[key]) === written(before[key]));

const written = (value: unknown): string => JSON.stringify(value instanceof Map ? [...value] : value);
