// Scanning: which files the content folder holds, and which of them changed since the last look.

import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { mediaTypeOf } from '../model/media.ts';
import type { Problem } from '../model/problem.ts';
import {
  columnsOf,
  type Facts,
  type FolderColumns,
  type FolderFiles,
  folderFiles,
  isArticleFile,
  isSameColumns,
  isSameFile,
  type NamedFile,
  pathIn,
  type SeenFile,
} from './folder-files.ts';
import { fullPath, lookAt, MAY_READ, unreadable } from './look-at.ts';

/** Paths below content/ that are new, other, or gone since the last scan. */
export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** What was seen, as another thread can take it. */
export interface Look {
  readonly root: string;
  readonly identity: string;
  readonly folders: readonly (Omit<Folder, 'files'> & { readonly path: string; readonly files: FolderColumns })[];
}

export interface Scanner {
  /**
   * Looks at the given folders (below content/, `''` for itself) and all new ones in them, or at everything.
   * Pauses after some files. Throws where the content folder itself cannot be read.
   */
  scan(folders?: Iterable<string>): Generator<void, Changes, void>;
  /** What the last scan saw. */
  look(): Look;
  /** Takes what another scanner saw of this folder for a scan of its own; nothing where it is another folder by now. */
  adopt(look: Look): Changes | undefined;
  get(path: string): SeenFile | undefined;
  /** Whether a file is as the facts at a place say. */
  is(path: string, facts: Facts, place: number): boolean;
  files(): Iterable<SeenFile>;
  /** How many of them are articles'. */
  count(): number;
  /** Each folder's path and inode. */
  folders(): Iterable<readonly [path: string, inode: number]>;
  problems(): readonly Problem[];
  /** The real path of the content folder. */
  root(): string;
  /** Whether the content folder is still the one that was scanned, and not another in its place. */
  isStill(): boolean;
}

interface Folder {
  readonly inode: number;
  readonly files: FolderFiles;
  /** The path of each folder in it, and whether a link leads there, itself or further up. */
  readonly folders: ReadonlyMap<string, boolean>;
  readonly problems: readonly Problem[];
}

/** A scanner of the folder at `contentFolder`, which may be a link. Names that begin with `_` or `.` are passed by. */
export function createScanner(contentFolder: string): Scanner {
  let root = '';
  let identity = '';
  let seen = new Map<string, Folder>();

  function* scan(folders?: Iterable<string>): Generator<void, Changes, void> {
    const before = identityOf(contentFolder);
    root = before.path;
    // Another folder in its place: all that was seen was of the one before.
    const only = before.key === identity ? folders : undefined;
    const next = only ? new Map(seen) : new Map<string, Folder>();
    const queue = only ? [...only].filter((path) => seen.has(path)) : [''];
    const done = new Set<string>();
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (done.has(path)) continue;
      done.add(path);
      const old = seen.get(path);
      const isLinked = next.get(folderOf(path))?.folders.get(path) ?? false;
      const folder = yield* readFolder(root, path, isLinked, old);
      if (folder) next.set(path, old && isSameFolder(old, folder) ? old : folder);
      else if (path === '') throw new Error(`${contentFolder} cannot be read`);
      else forget(path, next);
      for (const child of folder?.folders.keys() ?? []) if (!only || !seen.has(child)) queue.push(child);
      for (const child of old?.folders.keys() ?? []) if (only && !folder?.folders.has(child)) forget(child, next);
      yield;
    }
    // Replaced while it was looked at: what was seen may be half of each.
    if (identityOf(contentFolder).key !== before.key) return yield* scan();
    return see(next, before.key);
  }

  function see(next: Map<string, Folder>, key: string): Changes {
    const changes = { written: [] as string[], removed: [] as string[] };
    for (const [path, folder] of next) compare(seen.get(path), folder, changes);
    for (const [path, folder] of seen) if (!next.has(path)) compare(folder, undefined, changes);
    [seen, identity] = [next, key];
    return changes;
  }

  return {
    scan,
    look: () => ({
      root,
      identity,
      folders: [...seen].map(([path, { files, ...folder }]) => ({ path, files: files.columns, ...folder })),
    }),
    adopt(look) {
      if (identityOf(contentFolder).key !== look.identity) return undefined;
      root = look.root;
      const folders = look.folders.map(({ path, files, ...folder }) => {
        return [path, { ...folder, files: folderFiles(path, files) }] as const;
      });
      return see(new Map(folders), look.identity);
    },
    get: (path) => seen.get(folderOf(path))?.files.get(path),
    is: (path, facts, place) => seen.get(folderOf(path))?.files.is(path, facts, place) ?? false,
    *files() {
      for (const folder of seen.values()) yield* folder.files;
    },
    count: () => [...seen.values()].reduce((sum, { files }) => sum + files.articles, 0),
    *folders() {
      for (const [path, { inode }] of seen) yield [path, inode] as const;
    },
    problems: () => [...seen.values()].flatMap((folder) => folder.problems),
    root: () => root,
    isStill() {
      try {
        return identityOf(contentFolder).key === identity;
      } catch {
        return false;
      }
    },
  };
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function identityOf(contentFolder: string): { path: string; key: string } {
  const path = realpathSync(contentFolder);
  const { dev, ino } = statSync(path);
  return { path, key: `${path}:${dev}:${ino}` };
}

function forget(path: string, folders: Map<string, Folder>): void {
  for (const child of folders.get(path)?.folders.keys() ?? []) forget(child, folders);
  folders.delete(path);
}

/** What a folder holds now; a medium that is as it was stays the same object. Nothing where the folder has gone. */
function* readFolder(
  root: string,
  path: string,
  isLinked: boolean,
  before: Folder | undefined,
): Generator<void, Folder | undefined, void> {
  const files: NamedFile[] = [];
  const folders = new Map<string, boolean>();
  const problems: Problem[] = [];
  let names: string[];
  let inode: number;
  try {
    names = readdirSync(fullPath(root, path)).sort();
    inode = statSync(fullPath(root, path)).ino;
  } catch (error) {
    if (path === '' || /^(?:ENOENT|ENOTDIR)$/.test(String((error as NodeJS.ErrnoException).code))) return undefined;
    return {
      inode: 0,
      files: folderFiles(path, columnsOf(path, files, undefined)),
      folders,
      ...before,
      problems: [unreadable(path, 'This folder cannot be read.', MAY_READ)],
    };
  }
  for (const [place, name] of names.entries()) {
    if (place % AT_ONCE === AT_ONCE - 1) yield;
    if (name.startsWith('_') || name.startsWith('.')) continue;
    const below = pathIn(path, name);
    const looked = lookAt(root, below, isLinked);
    if ('code' in looked) problems.push(looked);
    else if (looked.stats?.isDirectory()) folders.set(below, looked.isLinked);
    else if (looked.stats && isOurs(below)) {
      if (looked.stats.isFile()) files.push(named(name, looked.stats));
      else problems.push(unreadable(below, 'This is neither a file nor a folder.', 'Put a file in its place.'));
    }
  }
  return { inode, files: folderFiles(path, columnsOf(path, files, before?.files)), folders, problems };
}

const AT_ONCE = 500; // names

const named = (name: string, { size, mtimeMs: mtime, ctimeMs: ctime, ino: inode }: Stats): NamedFile => ({
  ...{ name, size, mtime, ctime, inode },
});

const isOurs = (path: string): boolean =>
  isArticleFile(path) || path === 'site.yaml' || mediaTypeOf(path) !== undefined;

const isSameFolder = (a: Folder, b: Folder): boolean =>
  a.inode === b.inode &&
  isSameColumns(a.files.columns, b.files.columns) &&
  a.folders.size === b.folders.size &&
  [...a.folders].every(([path, isLinked]) => b.folders.get(path) === isLinked) &&
  a.problems.length + b.problems.length === 0;

function compare(
  before: Folder | undefined,
  now: Folder | undefined,
  { written, removed }: { readonly written: string[]; readonly removed: string[] },
): void {
  if (before === now) return;
  for (const path of before?.files.paths() ?? []) if (!now?.files.get(path)) removed.push(path);
  if (!before) {
    for (const path of now?.files.paths() ?? []) written.push(path);
    return;
  }
  for (const file of now?.files ?? []) {
    const known = before.files.get(file.path);
    if (!known || !isSameFile(known, file)) written.push(file.path);
  }
}
