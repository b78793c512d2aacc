// Reading an article: its file, as it was seen, becomes an Article or problems.

import { decode } from '../content/front-matter.ts';
import { type ParsedArticle, parseArticle } from '../content/parse-article.ts';
import { hasChanged, isSameFile, readBytes, readFile } from '../disk/read.ts';
import type { Article } from '../model/article.ts';
import type { MediaIndex, SeenFile } from '../model/media.ts';
import { idOfFile } from '../model/paths.ts';
import { type Problem, type ProblemCode, problem, START } from '../model/problem.ts';
import { READING, type Site } from '../model/site.ts';
import { slugOf } from '../model/slug.ts';
import { DAY_OF_NAME, nameOfFile } from '../model/source-file.ts';

const LARGEST = 5_000_000; // bytes of an article's file

export interface ReadingContext {
  /** The content folder. */
  readonly root: string;
  readonly site: Site;
  readonly media: MediaIndex;
  /** Files that cost too much when they were last tried. */
  readonly tooCostly: readonly SeenFile[];
}

/** Undefined if the file is not the one any more that was seen. */
export function readArticle(file: SeenFile, context: ReadingContext): ParsedArticle | undefined {
  const { root, site, media, tooCostly } = context;
  const { path, size } = file;
  if (size > LARGEST) {
    const message = `The file has ${size} bytes; an article has at most ${LARGEST}.`;
    return refused('file-too-large', path, message, 'Divide it, or link to the long part.');
  }
  if (tooCostly.some((other) => other.path === path && isSameFile(other, file))) {
    const message = 'The file took longer than 10 seconds to read or to format, so it is left out.';
    return refused('too-costly', path, message, 'Write it plainer, or divide it.');
  }
  const bytes = readFile(root, file);
  if (!bytes) {
    if (hasChanged(root, file)) return undefined;
    return refused('file-unreadable', path, 'The file cannot be read.', 'Let the user that Courant runs as read it.');
  }
  const { text, problems } = decode(path, bytes);
  return text === undefined ? { problems } : parseArticle(path, text, { site, media });
}

function refused(
  code: ProblemCode,
  path: string,
  message: string,
  hint: string,
): { readonly problems: readonly Problem[] } {
  return { problems: [problem(code, path, START, message, hint)] };
}

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

/** Whether a file in a format that is not read begins as an article does. */
export function hasHead(root: string, file: SeenFile | undefined): boolean {
  const start = file && readBytes(root, file, 0, Math.min(file.size, 6));
  return start !== undefined && /^(?:---|\+\+\+)/.test(new TextDecoder().decode(start));
}

/** The problem of such a file. */
export function formatUnread(path: string): Problem {
  const message = `The file has a head, but files of this format (${path.slice(path.lastIndexOf('.'))}) are not read.`;
  const hint = 'Write it in Markdown as a .md file, or add it to ignore in site.yaml.';
  return problem('format-unread', path, START, message, hint);
}

/** Whether every file reads as it did with the site before. */
export const readsAsBefore = (site: Site, before: Site | undefined): boolean =>
  before !== undefined && [...READING, 'ignore' as const].every((key) => written(site[key]) === written(before[key]));

const written = (value: unknown): string => JSON.stringify(value instanceof Map ? [...value] : value);
