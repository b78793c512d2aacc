// Parts of long work, numbered: whoever works takes the next that nobody has taken. All count the same things in the
// same order: a look that is adopted has its folders, and their files, in the order in which they were seen.

import { isArticleFile, type SeenFile } from '../disk/folder-files.ts';
import type { Scanner } from '../disk/scan.ts';

export interface Part<T> {
  readonly number: number;
  readonly members: readonly T[];
}

const LENGTH = 100; // files

export const partCount = (files: number): number => Math.ceil(files / LENGTH);

/** A count of parts that threads can share. */
export const noneTaken = (): Int32Array => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

export const articleParts = (scanner: Pick<Scanner, 'files'>): Iterable<Part<SeenFile>> =>
  partsOf(articlesIn(scanner.files()), LENGTH);

function* articlesIn(files: Iterable<SeenFile>): Generator<SeenFile, void, void> {
  for (const file of files) if (isArticleFile(file.path)) yield file;
}

/** Made when they are asked for: all files at one time would take as much memory as what is read of them. */
export function* partsOf<T>(all: Iterable<T>, length: number): Generator<Part<T>, void, void> {
  let number = 0;
  let members: T[] = [];
  for (const each of all) {
    if (members.push(each) < length) continue;
    yield { number: number++, members };
    members = [];
  }
  if (members.length > 0) yield { number, members };
}

/** Those that nobody else takes meanwhile. */
export function* takenParts<T>(parts: Iterable<Part<T>>, taken: Int32Array): Generator<Part<T>, void, void> {
  let mine = Atomics.add(taken, 0, 1);
  for (const part of parts) {
    if (part.number !== mine) continue;
    yield part;
    mine = Atomics.add(taken, 0, 1);
  }
}
