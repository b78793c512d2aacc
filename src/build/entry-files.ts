// The entries that a program gives instead of files. To everything right of this an entry is a file.

import { type MediaIndex, NO_MEDIA } from '../model/media.ts';
import { type Problem, START } from '../model/problem.ts';
import { SITE_FILE } from '../model/source-file.ts';
import type { EntryChanges, GivenEntry, SourceFiles } from './source-files.ts';

export function createEntryFiles(): SourceFiles {
  const entries = new Map<string, GivenEntry>();
  let changes: Pick<EntryChanges, 'written' | 'removed'> = { written: [], removed: [] };
  let problems: readonly Problem[] = [];

  return {
    media: SERVED_ELSEWHERE,
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

const SERVED_ELSEWHERE: MediaIndex = { ...NO_MEDIA, isServedElsewhere: true };
