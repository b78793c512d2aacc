// The files of a folder, as they were seen: articles in columns, since there may be 100,000 of them.

import type { MediaFile } from '../model/media.ts';

/** A file as it was seen. Two looks that agree in all of this saw the same bytes. */
export type SeenFile = MediaFile;

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
  /** Whether the file at `path` is as the facts at a place say: the same as comparing files, without making any. */
  is(path: string, facts: Facts, place: number): boolean;
  [Symbol.iterator](): Iterator<SeenFile>;
  paths(): string[];
  readonly columns: FolderColumns;
}

/** The files of a folder as another thread can take them. */
export interface FolderColumns {
  /** Of the articles, in ascending order. */
  readonly names: readonly string[];
  readonly facts: Facts;
  readonly others: ReadonlyMap<string, SeenFile>;
}

export type NamedFile = Omit<SeenFile, 'path'> & { readonly name: string };

/** Whether two looks at a folder saw the same files. */
export const isSameColumns = (a: FolderColumns, b: FolderColumns): boolean =>
  a.names.length === b.names.length &&
  a.others.size === b.others.size &&
  a.names.every((name, place) => name === b.names[place]) &&
  a.facts.every((fact, place) => fact === b.facts[place]) &&
  [...a.others].every(([path, file]) => b.others.get(path) === file);

export const isArticleFile = (path: string): boolean => path.endsWith('.md') || /\.md$/i.test(path);

export const pathIn = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/**
 * The columns of a folder's files, given in the order of their names. A medium that is as it was before stays the
 * same object; an article's file is another object whenever somebody asks for it.
 */
export function columnsOf(folder: string, files: readonly NamedFile[], before: FolderFiles | undefined): FolderColumns {
  const names: string[] = [];
  const facts: number[] = [];
  const others = new Map<string, SeenFile>();
  for (const { name, size, mtime, ctime, inode } of files) {
    if (isArticleFile(name)) {
      names.push(name);
      facts.push(size, mtime, ctime, inode);
      continue;
    }
    const now = { path: pathIn(folder, name), size, mtime, ctime, inode };
    const known = before?.get(now.path);
    others.set(now.path, known && isSameFile(known, now) ? known : now);
  }
  return { names, facts: Float64Array.from(facts), others };
}

export function folderFiles(folder: string, columns: FolderColumns): FolderFiles {
  const { names, facts, others } = columns;
  const start = folder === '' ? 0 : folder.length + 1;
  let last = 0; // place; who asks for one name asks for one beside it next
  return {
    articles: names.length,
    columns,
    get(path) {
      if (!isArticleFile(path)) return others.get(path);
      const place = placeOf(names, path.slice(start));
      return place < 0 ? undefined : fileWith(facts, place, path);
    },
    is(path, known, at) {
      if (!isArticleFile(path)) return isSameFile(fileWith(known, at, path), this.get(path) ?? NO_FILE);
      const place = placeOf(names, path.slice(start), last);
      last = place;
      for (let i = 0; i < FACTS; i++) if (facts[place * FACTS + i] !== known[at * FACTS + i]) return false;
      return place >= 0;
    },
    paths: () => [...names.map((name) => pathIn(folder, name)), ...others.keys()],
    *[Symbol.iterator]() {
      for (const [place, name] of names.entries()) yield fileWith(facts, place, pathIn(folder, name));
      yield* others.values();
    },
  };
}

const NO_FILE: SeenFile = { path: '', size: -1, mtime: 0, ctime: 0, inode: 0 };

/** Where a name is among sorted ones; -1 where it is not. It is found at once beside the place `near`. */
function placeOf(names: readonly string[], name: string, near = 0): number {
  if (names[near - 1] === name) return near - 1;
  if (names[near + 1] === name) return near + 1;
  let [from, to] = [0, names.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((names[middle] as string) < name) from = middle + 1;
    else to = middle;
  }
  return names[from] === name ? from : -1;
}
