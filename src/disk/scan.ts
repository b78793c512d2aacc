// Scanning: which files the content folder holds, and which of them changed since the last look.

import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { isSameFile, mediaTypeOf, type SeenFile } from '../model/media.ts';
import { type Problem, problem, START } from '../model/problem.ts';
import { folderOf, isArticleFile, isUnreadFormat, SITE_FILE } from '../model/source-file.ts';
import { type Sentence, wording } from '../model/wording.ts';
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
      else if (path === '')
        throw new Error(`${contentFolder} ${statSync(root).isDirectory() ? 'cannot be read' : 'is no folder'}.`);
      else forget(path, next);
      for (const child of folder?.folders.keys() ?? []) if (!only || !seen.has(child)) queue.push(child);
      for (const child of old?.folders.keys() ?? []) if (only && !folder?.folders.has(child)) forget(child, next);
    }
    const changes = { written: [] as string[], removed: [] as string[] };
    for (const path of new Set([...next.keys(), ...seen.keys()])) {
      const [was, is] = [seen.get(path)?.files, next.get(path)?.files];
      if (was === is) continue;
      for (const name of was?.keys() ?? []) if (!is?.has(name)) changes.removed.push(name);
      for (const [name, file] of is ?? []) if (was?.get(name) !== file) changes.written.push(name);
    }
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
    names = readdirSync(`${root}/${path}`).sort();
    inode = statSync(`${root}/${path}`).ino;
  } catch (error) {
    if (path === '' || /^(?:ENOENT|ENOTDIR)$/.test(String((error as NodeJS.ErrnoException).code))) return undefined;
    return { inode: 0, files, folders, ...before, problems: [refused(path, 'file-unreadable')] };
  }
  for (const name of names) {
    if (PASSED_BY.test(name)) continue;
    const below = path === '' ? name : `${path}/${name}`;
    const looked = lookAt(root, below, isLinked);
    if ('code' in looked) problems.push(looked);
    else if (looked.stats?.isDirectory()) folders.set(below, looked.isLinked);
    else if (!looked.stats || !isOurs(below)) continue;
    else if (!looked.stats.isFile()) problems.push(refused(below, 'file-unreadable/kind'));
    else {
      const [was, is] = [before?.files.get(below), seenFile(below, looked.stats)];
      files.set(below, was && isSameFile(was, is) ? was : is);
    }
  }
  return { inode, files, folders, problems };
}

/** Jekyll keeps articles in `_posts` and drafts in `_drafts`; packages are nobody's articles. */
const PASSED_BY = /^(?:\.|_(?!(?:posts|drafts)$)|(?:node_modules|vendor)$)/;

const isOurs = (path: string): boolean =>
  isArticleFile(path) || path === SITE_FILE || mediaTypeOf(path) !== undefined || isUnreadFormat(path);

const refused = (path: string, sentence: Sentence): Problem => problem(path, START, wording(sentence));

interface Looked {
  /** Of a link, those of what it leads to; undefined if it has gone, or is passed by. */
  readonly stats?: Stats | undefined;
  readonly isLinked: boolean;
}

/** What stands at a path in a folder, and where a link leads; `isLinked` if a link leads to that folder. */
function lookAt(root: string, path: string, isLinked: boolean): Looked | Problem {
  const full = `${root}/${path}`;
  try {
    const stats = lstatSync(full, { throwIfNoEntry: false });
    if (!stats && path.includes('\uFFFD')) return refused(path, 'file-unreadable/name');
    if (!stats?.isSymbolicLink()) return { stats, isLinked };
    const target = realPathOf(full);
    const led = target === undefined ? undefined : statSync(target, { throwIfNoEntry: false });
    if (!target || !led) return refused(path, 'symlink-refused/lost');
    if (!`${target}/`.startsWith(`${root}/`)) return refused(path, 'symlink-refused/outside');
    if (`${full}/`.startsWith(`${target}/`)) return { isLinked }; // in a circle: all that is there is read already
    // Links in folders that links lead to could lead in circles, or to all there is a million times.
    if (isLinked && led.isDirectory()) return refused(path, 'symlink-refused/deep');
    return { stats: led, isLinked: true };
  } catch {
    return refused(path, 'file-unreadable');
  }
}
