// Reading a part: many articles become what takes little memory, and can cross to another thread.

import type { ParsedArticle } from '../content/parse-article.ts';
import type { SeenFile } from '../disk/folder-files.ts';
import { pack, type ReadFile } from './pack.ts';
import type { Packed } from './packed.ts';
import { type ReadingContext, readArticle } from './read-article.ts';

/** What was read of a part. */
export interface ReadPart {
  readonly packed: Packed;
  /** Files with problems that are no errors, by their place among the packed. */
  readonly warned: ReadonlyMap<number, ParsedArticle['problems']>;
  /** Files of which there is no article; with nothing where they are not the ones any more that were seen. */
  readonly failed: readonly (readonly [file: SeenFile, read: ParsedArticle | undefined])[];
}

export function readPart(files: readonly SeenFile[], context: ReadingContext): ReadPart {
  const good: ReadFile[] = [];
  const warned = new Map<number, ParsedArticle['problems']>();
  const failed: [SeenFile, ParsedArticle | undefined][] = [];
  for (const file of files) {
    const read = readArticle(file, context);
    if (!read?.article) failed.push([file, read]);
    else if (good.push({ file, article: read.article }) && read.problems.length > 0) {
      warned.set(good.length - 1, read.problems);
    }
  }
  return { packed: pack(good, context.site.tagAuthority), warned, failed };
}
