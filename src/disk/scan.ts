// Scanning: which files the content folder holds, and which of them changed since the last look.

import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { isSameFile, mediaTypeOf, type SeenFile } from '../model/media.ts';
import { type Problem, problem, START } from '../model/problem.ts';
import { folderOf, isArticleFile, isUnreadFormat, SITE_FILE } from '../model/source-file.ts';
import { wording } from '../model/wording.ts';
import { realPathOf, seenFile } from './read.ts';

/** Paths below content/ that are new, other, or gone since the last scan. */
export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

export interface Scanner {
  /**
   * Looks at the given folders (below content/, `''` for content/ itself) and at new folders in them, or at
   * everything. Throws as node:fs does if the content folder cannot be read.
   */
  scan(folders?: Iterable<string>): Changes;
  get(path: string): SeenFile | undefined;
  files(): Iterable<SeenFile>;
  /** The paths of the files that lie in a folder itself, sorted. */
  pathsIn(folder: string): Iterable<string>;
  /** Each folder's path and inode. */
  folders(): Iterable<readonly [path: string, inode: number]>;
  problems(): readonly Problem[];
  /** The real path of the content folder. */
  root(): string;
}

interface Folder {
  readonly inode: number;
  /** By path. */
  readonly files: ReadonlyMap<string, SeenFile>;
  /** The path of each folder in it, and whether a link leads there, itself or further up. */
  readonly folders: ReadonlyMap<string, boolean>;
  readonly problems: readonly Problem[];
}

/** A scanner of the folder at `contentFolder`, which may be a link. */
export function createScanner(contentFolder: string): Scanner {
  let root = '';
  let identity = '';
  let seen = new Map<string, Folder>();

  function scan(folders?: Iterable<string>): Changes {
    const before = identityOf(contentFolder);
    root = before.path;
    // If another folder is in its place, all that was seen belongs to the one before.
    const only = before.key === identity ? folders : undefined;
    const next = only ? new Map(seen) : new Map<string, Folder>();
    const queue = only ? [...only].filter((path) => seen.has(path)) : [''];
    for (const path of queue) {
      const old = seen.get(path);
      const isLinked = next.get(folderOf(path))?.folders.get(path) ?? false;
      const folder = readFolder(root, path, isLinked, old);
      if (folder) next.set(path, folder);
      else if (path === '') throw new Error(`${contentFolder} cannot be read`);
      else forget(path, next);
      for (const child of folder?.folders.keys() ?? []) if (!only || !seen.has(child)) queue.push(child);
      for (const child of old?.folders.keys() ?? []) if (only && !folder?.folders.has(child)) forget(child, next);
    }
    const changes = { written: [] as string[], removed: [] as string[] };
    for (const [path, folder] of next) compare(seen.get(path), folder, changes);
    for (const [path, folder] of seen) if (!next.has(path)) compare(folder, undefined, changes);
    [seen, identity] = [next, before.key];
    return changes;
  }

  return {
    scan,
    get: (path) => seen.get(folderOf(path))?.files.get(path),
    *files() {
      for (const { files } of seen.values()) yield* files.values();
    },
    pathsIn: (folder) => seen.get(folder)?.files.keys() ?? [],
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
  for (const child of folders.get(path)?.folders.keys() ?? []) forget(child, folders);
  folders.delete(path);
}

/** What a folder holds now; a file that is as it was stays the same object. Undefined if the folder has gone. */
function readFolder(root: string, path: string, isLinked: boolean, before: Folder | undefined): Folder | undefined {
  const files = new Map<string, SeenFile>();
  const folders = new Map<string, boolean>();
  const problems: Problem[] = [];
  let names: string[];
  let inode: number;
  try {
    names = readdirSync(fullPath(root, path)).sort();
    inode = statSync(fullPath(root, path)).ino;
  } catch (error) {
    if (path === '' || /^(?:ENOENT|ENOTDIR)$/.test(String((error as NodeJS.ErrnoException).code))) return undefined;
    const problems = [problem(path, START, wording('file-unreadable'))];
    return { inode: 0, files, folders, ...before, problems };
  }
  for (const name of names) {
    if (isPassedBy(name)) continue;
    const below = path === '' ? name : `${path}/${name}`;
    const looked = lookAt(root, below, isLinked);
    if ('code' in looked) problems.push(looked);
    else if (looked.stats?.isDirectory()) folders.set(below, looked.isLinked);
    else if (looked.stats && isOurs(below)) {
      if (looked.stats.isFile()) files.set(below, sameOrNew(before?.files.get(below), seenFile(below, looked.stats)));
      else problems.push(problem(below, START, wording('file-unreadable/kind')));
    }
  }
  return { inode, files, folders, problems };
}

/** Jekyll keeps articles in `_posts` and drafts in `_drafts`; packages are nobody's articles. */
const isPassedBy = (name: string): boolean =>
  name.startsWith('.') ||
  (name.startsWith('_') && name !== '_posts' && name !== '_drafts') ||
  name === 'node_modules' ||
  name === 'vendor';

const isOurs = (path: string): boolean =>
  isArticleFile(path) || path === SITE_FILE || mediaTypeOf(path) !== undefined || isUnreadFormat(path);

const sameOrNew = (before: SeenFile | undefined, now: SeenFile): SeenFile =>
  before && isSameFile(before, now) ? before : now;

function compare(
  before: Folder | undefined,
  now: Folder | undefined,
  { written, removed }: { readonly written: string[]; readonly removed: string[] },
): void {
  for (const path of before?.files.keys() ?? []) if (!now?.files.has(path)) removed.push(path);
  for (const [path, file] of now?.files ?? []) if (before?.files.get(path) !== file) written.push(path);
}

const fullPath = (root: string, path: string): string => (path === '' ? root : `${root}/${path}`);

interface Looked {
  /** Of a link, those of what it leads to; undefined if it has gone, or is passed by. */
  readonly stats?: Stats | undefined;
  readonly isLinked: boolean;
}

/** What stands at a path in a folder; `isLinked` if a link leads to that folder. */
function lookAt(root: string, path: string, isLinked: boolean): Looked | Problem {
  const full = fullPath(root, path);
  try {
    const stats = lstatSync(full, { throwIfNoEntry: false });
    if (stats?.isSymbolicLink()) return followLink(root, full, path, isLinked);
    if (stats || !path.includes('\uFFFD')) return { stats, isLinked };
    return problem(path, START, wording('file-unreadable/name'));
  } catch {
    return problem(path, START, wording('file-unreadable'));
  }
}

function followLink(root: string, full: string, path: string, isLinked: boolean): Looked | Problem {
  const target = realPathOf(full);
  const stats = target === undefined ? undefined : statSync(target, { throwIfNoEntry: false });
  if (!target || !stats) return problem(path, START, wording('symlink-refused/lost'));
  if (!`${target}/`.startsWith(`${root}/`)) {
    return problem(path, START, wording('symlink-refused/outside'));
  }
  if (`${full}/`.startsWith(`${target}/`)) return { isLinked }; // in a circle: all that is there is read already
  // Links in folders that links lead to could lead in circles, or to all there is a million times.
  if (isLinked && stats.isDirectory()) {
    return problem(path, START, wording('symlink-refused/deep'));
  }
  return { stats, isLinked: true };
}
