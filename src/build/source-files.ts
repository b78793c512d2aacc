// Source files: what the builder builds from. A content folder and a program's entries are the same kind of thing to it.

import type { Mapping, ReadHead } from '../content/front-matter.ts';
import type { Scanner } from '../disk/scan.ts';
import type { Watcher } from '../disk/watch.ts';
import { type MediaIndex, NO_MEDIA, type SeenFile } from '../model/media.ts';
import { type Problem, START } from '../model/problem.ts';
import { SITE_FILE } from '../model/source-file.ts';

/** The text of an article below its head. */
export interface Body {
  readonly body: string;
  /** The line of the file on which it begins. */
  readonly bodyLine: number;
  /** Markdown if it is left out. */
  readonly isHtml?: boolean | undefined;
  /** Whether it is published as it is, with whatever HTML it holds. */
  readonly isTrusted?: boolean | undefined;
}

/** An article that a program gives: to the builder it is a file. */
export interface GivenEntry {
  readonly file: SeenFile;
  readonly head: Mapping;
  readonly body: Body;
}

/** Entries that are new or other than before, and paths of those that are gone. */
export interface EntryChanges {
  readonly written: readonly GivenEntry[];
  readonly removed: readonly string[];
  /** What is wrong with entries that are left out, all of them. */
  readonly problems: readonly Problem[];
}

export interface SourceFiles extends Scanner {
  readonly media: MediaIndex;
  /** Whether a path is that of an article. */
  isArticle(path: string): boolean;
  /** Whether the file at a path looks like an article in a format that is not read. */
  isUnread(path: string): boolean;
  /** What a head says, or site.yaml; undefined if the file has changed since it was seen. */
  head(file: SeenFile): ReadHead | undefined;
  /** Undefined if the file has changed since it was seen. */
  body(file: SeenFile): Body | undefined;
  /** Follows changes on disk; `onChange` gets the folder, or undefined if it may be any. */
  watch?(onChange: (folder: string | undefined) => void): Watcher;
  /** Takes what a program gives; the next scan finds it. */
  take?(changes: EntryChanges): void;
}

/** The entries that a program gives instead of files. To everything right of this an entry is a file. */
export function createEntryFiles(): SourceFiles {
  const entries = new Map<string, GivenEntry>();
  let changes: Pick<EntryChanges, 'written' | 'removed'> = { written: [], removed: [] };
  let problems: readonly Problem[] = [];

  return {
    media: { ...NO_MEDIA, isServedElsewhere: true },
    take(given) {
      for (const path of given.removed) entries.delete(path);
      for (const entry of given.written) entries.set(entry.file.path, entry);
      changes = given;
      problems = given.problems;
    },
    scan() {
      const { written, removed } = changes;
      changes = { written: [], removed: [] };
      return { written: written.map(({ file }) => file.path), removed };
    },
    get: (path) => entries.get(path)?.file,
    *files() {
      for (const { file } of entries.values()) yield file;
    },
    pathsIn: () => [],
    isArticle: (path) => path !== SITE_FILE,
    isUnread: () => false,
    head({ path }) {
      const values = entries.get(path)?.head;
      return values && { head: { values, placeOf: (keys) => ({ ...START, key: keys.join('.') }) }, problems: [] };
    },
    body: ({ path }) => entries.get(path)?.body,
    problems: () => problems,
    root: () => '',
    folders: () => [],
  };
}
