// Reading an article: its file, as it was seen, becomes an Article or problems.

import { decodeHead } from '../content/head-text.ts';
import { type ParsedArticle, parseArticle } from '../content/parse-article.ts';
import type { SeenFile } from '../disk/folder-files.ts';
import { hasChanged, readFile } from '../disk/read.ts';
import type { MediaIndex } from '../model/media.ts';
import { type Problem, problem, START } from '../model/problem.ts';
import type { Site } from '../model/site.ts';

const LARGEST = 5_000_000; // bytes of an article's file

export interface ReadingContext {
  /** The content folder. */
  readonly root: string;
  readonly site: Site;
  readonly media: MediaIndex;
}

/** Nothing where the file is not the one any more that was seen. */
export function readArticle(file: SeenFile, { root, site, media }: ReadingContext): ParsedArticle | undefined {
  const { path, size } = file;
  if (size > LARGEST) {
    const message = `The file has ${size} bytes; an article has at most ${LARGEST}.`;
    return { problems: [problem('file-too-large', path, START, message, 'Divide it, or link to the long part.')] };
  }
  const bytes = readFile(root, file);
  if (!bytes) return hasChanged(root, file) ? undefined : { problems: [unreadable(path)] };
  const { text, problems } = decodeHead(path, bytes);
  return text === undefined ? { problems } : parseArticle(path, text, { site, media });
}

const unreadable = (path: string): Problem =>
  problem('file-unreadable', path, START, 'The file cannot be read.', 'Let the user that Courant runs as read it.');
