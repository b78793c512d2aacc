// Loaded files: what is known of every article's file, good or bad.

import type { SeenFile } from '../disk/folder-files.ts';
import type { Article } from '../model/article.ts';
import type { Problem } from '../model/problem.ts';
import { needsMedia, showsOneOf } from './media-users.ts';
import { PackedArticle } from './packed-article.ts';

/** What is known of one article's file. */
export interface LoadedFile {
  readonly file: SeenFile;
  /** As last good; nothing if it never was. */
  readonly article?: Article | undefined;
  /** Whether the file now says what `article` does. */
  readonly isGood: boolean;
  readonly problems: readonly Problem[];
}

export interface LoadedFiles {
  readonly size: number;
  has(path: string): boolean;
  get(path: string): LoadedFile | undefined;
  set(path: string, loaded: LoadedFile | undefined): void;
  /** Sets the file of an article that is good and without problems. */
  add(article: PackedArticle): void;
  articles(): Iterable<Article>;
  /** Paths of files whose head may read otherwise now that these media have changed. Pauses after some thousand files. */
  using(media: ReadonlySet<string>): Generator<void, readonly string[], void>;
  /** Those with problems. */
  troubled(): Iterable<LoadedFile>;
}

export function loadedFiles(): LoadedFiles {
  // A packed article says by itself that its file was good.
  const files = new Map<string, LoadedFile | PackedArticle>();
  const troubled = new Map<string, LoadedFile>();
  return {
    get size() {
      return files.size;
    },
    has: (path) => files.has(path),
    get(path) {
      const file = files.get(path);
      return file && loadedOf(file);
    },
    set(path, loaded) {
      troubled.delete(path);
      if (!loaded) return void files.delete(path);
      const { article, isGood, problems } = loaded;
      if (problems.length > 0) troubled.set(path, loaded);
      // Its own text of the path, so that the other is not kept for nothing.
      if (article instanceof PackedArticle && isGood && problems.length === 0) files.set(article.path, article);
      else files.set(path, loaded);
    },
    add: (article) => void files.set(article.path, article),
    *articles() {
      for (const file of files.values()) {
        if (file instanceof PackedArticle) yield file;
        else if (file.article) yield file.article;
      }
    },
    *using(media) {
      const users: string[] = [];
      let seen = 0;
      for (const [path, file] of files) {
        if (++seen % AT_ONCE === 0) yield;
        const isUser =
          file instanceof PackedArticle ? showsOneOf(file, (each) => media.has(each)) : needsMedia(file, media);
        if (isUser) users.push(path);
      }
      return users;
    },
    troubled: () => troubled.values(),
  };
}

const AT_ONCE = 10_000; // files

const loadedOf = (file: LoadedFile | PackedArticle): LoadedFile =>
  file instanceof PackedArticle ? goodFile(file.file, file) : file;

const goodFile = (file: SeenFile, article: Article): LoadedFile => ({
  file,
  article,
  isGood: true,
  problems: NO_PROBLEMS,
});

const NO_PROBLEMS: readonly Problem[] = [];
