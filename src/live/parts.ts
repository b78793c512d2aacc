// Parts of all articles' files, numbered: whoever reads takes the next that nobody has taken. The numbers mean the same
// to all, since a look that is adopted has its folders, and their files, in the order in which they were seen.

import { isArticleFile, type SeenFile } from '../disk/folder-files.ts';
import type { Scanner } from '../disk/scan.ts';

export interface Part {
  readonly number: number;
  readonly files: readonly SeenFile[];
}

const LENGTH = 100; // files

export const partCount = (files: number): number => Math.ceil(files / LENGTH);

/** A count of parts that threads can share. */
export const noneTaken = (): Int32Array => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

export const articleParts = (scanner: Pick<Scanner, 'files'>): Iterable<Part> => partsOf(articlesIn(scanner.files()));

function* articlesIn(files: Iterable<SeenFile>): Generator<SeenFile, void, void> {
  for (const file of files) if (isArticleFile(file.path)) yield file;
}

/** Made when they are asked for: all files at one time would take as much memory as what is read of them. */
function* partsOf(all: Iterable<SeenFile>): Generator<Part, void, void> {
  let number = 0;
  let files: SeenFile[] = [];
  for (const file of all) {
    if (files.push(file) < LENGTH) continue;
    yield { number: number++, files };
    files = [];
  }
  if (files.length > 0) yield { number, files };
}

/** Those that nobody else takes meanwhile. */
export function* takenParts(parts: Iterable<Part>, taken: Int32Array): Generator<Part, void, void> {
  let mine = Atomics.add(taken, 0, 1);
  for (const part of parts) {
    if (part.number !== mine) continue;
    yield part;
    mine = Atomics.add(taken, 0, 1);
  }
}
