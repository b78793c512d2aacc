// The files of a folder, as they were seen: articles in columns, since there may be 100,000 of them.

import type { Stats } from 'node:fs';
import type { MediaFile } from '../model/media.ts';

/** A file as it was seen. Two looks that agree in all of this saw the same bytes. */
export interface SeenFile extends MediaFile {
  readonly ctime: number;
  readonly inode: number;
}

export const isSameFile = (a: SeenFile, b: SeenFile): boolean =>
  a.size === b.size && a.mtime === b.mtime && a.ctime === b.ctime && a.inode === b.inode;

/** Size, mtime, ctime and inode of one file after the other. */
export type Facts = Float64Array;

const FACTS = 4;

export const factsOf = (files: readonly Omit<SeenFile, 'path'>[]): Facts =>
  Float64Array.from(files.flatMap(({ size, mtime, ctime, inode }) => [size, mtime, ctime, inode]));

/** The file at `path` with the facts at a place among others. */
export function fileWith(facts: Facts, place: number, path: string): SeenFile {
  const at = place * FACTS;
  const of = (fact: number): number => facts[at + fact] as number;
  return { path, size: of(0), mtime: of(1), ctime: of(2), inode: of(3) };
}

export interface FolderFiles {
  /** How many of them are articles'. */
  readonly articles: number;
  get(path: string): SeenFile | undefined;
  [Symbol.iterator](): Iterator<SeenFile>;
}

export const isArticleFile = (path: string): boolean => path.endsWith('.md') || /\.md$/i.test(path);

export const pathIn = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/**
 * The files of a folder, given in the order of their names. A medium that is as it was before stays the same object;
 * an article's file is another object whenever somebody asks for it.
 */
export function folderFiles(
  folder: string,
  files: readonly (readonly [name: string, stats: Stats])[],
  before: FolderFiles | undefined,
): FolderFiles {
  const names: string[] = [];
  const facts: number[] = [];
  const others = new Map<string, SeenFile>();
  for (const [name, { size, mtimeMs: mtime, ctimeMs: ctime, ino: inode }] of files) {
    if (isArticleFile(name)) {
      names.push(name);
      facts.push(size, mtime, ctime, inode);
      continue;
    }
    const now = { path: pathIn(folder, name), size, mtime, ctime, inode };
    const known = before?.get(now.path);
    others.set(now.path, known && isSameFile(known, now) ? known : now);
  }
  return new Columns(folder, names, Float64Array.from(facts), others);
}

class Columns implements FolderFiles {
  private readonly folder: string;
  private readonly names: readonly string[];
  private readonly facts: Facts;
  private readonly others: ReadonlyMap<string, SeenFile>;

  constructor(folder: string, names: readonly string[], facts: Facts, others: ReadonlyMap<string, SeenFile>) {
    this.folder = folder;
    this.names = names;
    this.facts = facts;
    this.others = others;
  }

  get articles(): number {
    return this.names.length;
  }

  get(path: string): SeenFile | undefined {
    if (!isArticleFile(path)) return this.others.get(path);
    const place = placeOf(this.names, path.slice(this.folder === '' ? 0 : this.folder.length + 1));
    return place < 0 ? undefined : fileWith(this.facts, place, path);
  }

  *[Symbol.iterator](): Generator<SeenFile, void, void> {
    for (const [place, name] of this.names.entries()) yield fileWith(this.facts, place, pathIn(this.folder, name));
    yield* this.others.values();
  }
}

/** Where a name is among sorted ones; -1 where it is not. */
function placeOf(names: readonly string[], name: string): number {
  let [from, to] = [0, names.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((names[middle] as string) < name) from = middle + 1;
    else to = middle;
  }
  return names[from] === name ? from : -1;
}
