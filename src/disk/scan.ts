// Scanning: which files the content folder holds, and which of them changed since the last look.

import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { type MediaFile, mediaTypeOf } from '../model/media.ts';
import { type Problem, problem, START } from '../model/problem.ts';

/** A file as it was seen. Two looks that agree in all of this saw the same bytes. */
export interface SeenFile extends MediaFile {
  readonly ctime: number;
  readonly inode: number;
}

/** Paths below content/ that are new, other, or gone since the last scan. */
export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

export interface Scanner {
  /**
   * Looks at the given folders (below content/, `''` for itself) and all new ones in them, or at everything.
   * Pauses after each folder. Throws where the content folder itself cannot be read.
   */
  scan(folders?: Iterable<string>): Generator<void, Changes, void>;
  get(path: string): SeenFile | undefined;
  files(): Iterable<SeenFile>;
  /** Each folder's path and inode. */
  folders(): Iterable<readonly [path: string, inode: number]>;
  problems(): readonly Problem[];
  /** The real path of the content folder. */
  root(): string;
}

interface Folder {
  readonly inode: number;
  readonly files: Map<string, SeenFile>;
  readonly folders: readonly string[];
  readonly problems: readonly Problem[];
}

/** A scanner of the folder at `contentFolder`, which may be a link. Names that begin with `_` or `.` are passed by. */
export function createScanner(contentFolder: string): Scanner {
  let root = '';
  let seen = new Map<string, Folder>();

  function* scan(only?: Iterable<string>): Generator<void, Changes, void> {
    const written: string[] = [];
    const removed: string[] = [];
    const before = identityOf(contentFolder);
    if (before.path !== root) root = before.path;
    const next = only ? new Map(seen) : new Map<string, Folder>();
    const queue = only ? [...only].filter((path) => seen.has(path)) : [''];
    const done = new Set<string>();
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (done.has(path)) continue;
      done.add(path);
      const old = seen.get(path);
      const folder = readFolder(root, path, old);
      if (folder) next.set(path, folder);
      else if (path === '') throw new Error(`${contentFolder} cannot be read`);
      else forget(path, next);
      for (const child of folder?.folders ?? []) if (!only || !seen.has(child)) queue.push(child);
      for (const child of old?.folders ?? []) if (only && !folder?.folders.includes(child)) forget(child, next);
      yield;
    }
    // Replaced while it was looked at: what was seen may be half of each.
    if (identityOf(contentFolder).key !== before.key) return yield* scan();
    for (const [path, folder] of next) compare(seen.get(path), folder, written, removed);
    for (const [path, folder] of seen) if (!next.has(path)) compare(folder, undefined, written, removed);
    seen = next;
    return { written, removed };
  }

  return {
    scan,
    get: (path) => seen.get(path.slice(0, Math.max(0, path.lastIndexOf('/'))))?.files.get(path),
    *files() {
      for (const folder of seen.values()) yield* folder.files.values();
    },
    *folders() {
      for (const [path, { inode }] of seen) yield [path, inode] as const;
    },
    problems: () => [...seen.values()].flatMap((folder) => folder.problems),
    root: () => root,
  };
}

function identityOf(contentFolder: string): { path: string; key: string } {
  const path = realpathSync(contentFolder);
  const { dev, ino } = statSync(path);
  return { path, key: `${path}:${dev}:${ino}` };
}

function forget(path: string, folders: Map<string, Folder>): void {
  for (const child of folders.get(path)?.folders ?? []) forget(child, folders);
  folders.delete(path);
}

/** What a folder holds now; a file that is as it was stays the same object. */
function readFolder(root: string, path: string, before: Folder | undefined): Folder | undefined {
  const files = new Map<string, SeenFile>();
  const folders: string[] = [];
  const problems: Problem[] = [];
  let names: string[];
  let inode: number;
  try {
    names = readdirSync(join(root, path)).sort();
    inode = statSync(join(root, path)).ino;
  } catch {
    return undefined;
  }
  for (const name of names) {
    if (name.startsWith('_') || name.startsWith('.')) continue;
    const below = path === '' ? name : `${path}/${name}`;
    const stats = statBelow(root, below, problems);
    if (stats?.isDirectory()) folders.push(below);
    else if (stats?.isFile() && isOurs(below)) files.set(below, sameOr(before?.files.get(below), below, stats));
  }
  return { inode, files, folders, problems };
}

const isOurs = (path: string): boolean =>
  /\.md$/i.test(path) || path === 'site.yaml' || mediaTypeOf(path) !== undefined;

function sameOr(before: SeenFile | undefined, path: string, stats: Stats): SeenFile {
  const now = { path, size: stats.size, mtime: stats.mtimeMs, ctime: stats.ctimeMs, inode: stats.ino };
  return before && isSameFile(before, now) ? before : now;
}

export const isSameFile = (a: SeenFile, b: SeenFile): boolean =>
  a.size === b.size && a.mtime === b.mtime && a.ctime === b.ctime && a.inode === b.inode;

/** The facts of a file or folder; of a link, those of what it leads to, unless that lies outside. */
function statBelow(root: string, path: string, problems: Problem[]): Stats | undefined {
  const full = join(root, path);
  const stats = lstatSync(full, { throwIfNoEntry: false });
  if (!stats?.isSymbolicLink()) return stats;
  const target = realPathOf(full);
  if (target === undefined) return undefined;
  if (!`${target}/`.startsWith(`${root}/`)) {
    const hint = 'Put the file itself below content/.';
    problems.push(problem('symlink-outside', path, START, 'This link leads out of the content folder.', hint));
    return undefined;
  }
  if (`${full}/`.startsWith(`${target}/`)) return undefined; // a loop
  const linked = statSync(target, { throwIfNoEntry: false });
  return linked?.isDirectory() && path.split('/').length > MOST_LINKED ? undefined : linked;
}

const MOST_LINKED = 16; // folders deep, where links to folders could lead in circles

/** The path that a link leads to in the end; nothing where it leads nowhere. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function compare(before: Folder | undefined, now: Folder | undefined, written: string[], removed: string[]): void {
  if (before === now) return;
  for (const [path, file] of now?.files ?? []) if (before?.files.get(path) !== file) written.push(path);
  for (const path of before?.files.keys() ?? []) if (!now?.files.has(path)) removed.push(path);
}
