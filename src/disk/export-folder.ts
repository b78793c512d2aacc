// The folder of an export: changed files are written beside it and moved in at the end; what others put there stays.

import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { writeAtomically } from './write.ts';

/** Lists the files of an export, so that the next one removes no others. */
export const MANIFEST = '_courant.json';

/** Something else stands where a file of ours is to be. */
export class TakenError extends Error {
  constructor(path: string) {
    super(`${path} is there already, and courant export did not write it. Move it elsewhere, or rename the article.`);
  }
}

export type ExportFolder = ReturnType<typeof beginFolder>;

const HOUR = 60 * 60 * 1000;

/**
 * Begins an export into `place`; `now` tells what a killed export has left beside it. Paths are below the folder, `/`
 * between their parts. Throws as node:fs does.
 */
export function beginFolder(place: string, now: number) {
  const parent = dirname(place);
  const prefix = `.${basename(place)}.courant-`;
  mkdirSync(parent, { recursive: true });
  sweep(parent, prefix, now - HOUR);
  const beside = mkdtempSync(join(parent, prefix)); // for us alone; the folder in it gets the rights of any other
  const making = join(beside, 'new');
  mkdirSync(making);
  const roomFor = roomIn(making);
  const written = new Set<string>();
  const kept = new Set<string>();

  /** Keeps a file that the folder has, unread. False if it has none. */
  function keep(path: string): boolean {
    const isThere = statsOf(join(place, path))?.isFile() ?? false;
    if (isThere) kept.add(path);
    return isThere;
  }

  /** Removes what has been written; the folder stays as it is. */
  function abandon(): void {
    rmSync(beside, { recursive: true, force: true });
  }

  return {
    keep,
    /** Puts a file. False if the folder has it with the same bytes: then it stays, with its date. */
    put(path: string, bytes: Uint8Array): boolean {
      const before = join(place, path);
      const stats = statsOf(before);
      if (stats?.isFile() && stats.size === bytes.byteLength && readFileSync(before).equals(bytes)) return !keep(path);
      writeFileSync(roomFor(path), bytes, { flag: 'wx' });
      written.add(path);
      return true;
    },
    /** The same for a long file, which is the same if it has the length and the date (milliseconds since 1970). */
    async putLong(
      path: string,
      { size, mtime }: { readonly size: number; readonly mtime: number },
      bytes: ReadableStream<Uint8Array>,
    ): Promise<boolean> {
      const before = statsOf(join(place, path));
      if (before?.size === size && Math.abs(before.mtimeMs - mtime) < 1 && keep(path)) {
        await bytes.cancel();
        return false;
      }
      const target = roomFor(path);
      await writePieces(target, bytes);
      utimesSync(target, mtime / 1000, mtime / 1000);
      written.add(path);
      return true;
    },
    /**
     * Moves the files into their place, and removes those that an earlier export wrote and this one has not. Throws
     * TakenError, and moves nothing, if something that no export wrote stands where a file is to be.
     */
    finish(): void {
      try {
        moveIn(making, place, [...written], [...kept]);
      } finally {
        abandon();
      }
    },
    abandon,
  };
}

/** Gives the place of a path below a folder, with the folders above it. */
function roomIn(root: string): (path: string) => string {
  const made = new Set<string>();
  return (path) => {
    const folder = dirname(path);
    if (!made.has(folder)) mkdirSync(join(root, folder), { recursive: true });
    made.add(folder);
    return join(root, path);
  };
}

async function writePieces(target: string, bytes: ReadableStream<Uint8Array>): Promise<void> {
  const fd = openSync(target, 'wx');
  try {
    for await (const piece of bytes) writeFileSync(fd, piece);
  } finally {
    closeSync(fd);
  }
}

/** Removes what killed exports have left. */
function sweep(parent: string, prefix: string, before: number): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const left = join(parent, name);
    if ((statsOf(left)?.mtimeMs ?? before) < before) rmSync(left, { recursive: true, force: true });
  }
}

function moveIn(making: string, place: string, written: readonly string[], kept: readonly string[]): void {
  const paths = [...written, ...kept];
  if (!existsSync(place)) {
    writeFileSync(join(making, MANIFEST), manifestOf(paths));
    renameSync(making, place);
    return;
  }
  const earlier = filesPublishedIn(place) ?? new Set<string>();
  const isTaken = takenIn(place, earlier);
  const taken = paths.find(isTaken);
  if (taken !== undefined) throw new TakenError(join(place, taken));
  const stays = new Set(paths);
  const gone = [...earlier].filter((path) => !stays.has(path) && !isTaken(path));
  // An export that is killed from here on leaves a list of everything that it may have written.
  writeManifest(place, [...paths, ...gone]);
  for (const path of gone) remove(place, path);
  const roomFor = roomIn(place);
  for (const path of written) renameSync(join(making, path), roomFor(path));
  writeManifest(place, paths);
}

/** The files that earlier exports wrote into the folder; undefined if there is no readable list of them. */
export function filesPublishedIn(place: string): ReadonlySet<string> | undefined {
  try {
    const { files } = JSON.parse(readFileSync(join(place, MANIFEST), 'utf8')) as { files?: unknown };
    const isBelow = (path: unknown): path is string =>
      typeof path === 'string' && path.split('/').every((part) => !['', '.', '..'].includes(part));
    return Array.isArray(files) ? new Set(files.filter(isBelow)) : undefined;
  } catch {
    return undefined;
  }
}

/** A manifest that says the same keeps its date. */
function writeManifest(place: string, files: readonly string[]): void {
  const [path, text] = [join(place, MANIFEST), manifestOf(files)];
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeAtomically(path, text);
}

const manifestOf = (files: readonly string[]): string =>
  `${JSON.stringify({ about: 'What courant export wrote here. The next export replaces it, and nothing else.', files: files.toSorted() }, null, 1)}\n`;

/** Whether something that no export wrote stands at a path, or where one of its folders is to be. */
function takenIn(place: string, earlier: ReadonlySet<string>): (path: string) => boolean {
  const folders = new Map<string, boolean>([['.', false]]);

  function isFolderTaken(path: string): boolean {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const stats = statsOf(join(place, path));
    const isTaken = isFolderTaken(dirname(path)) || (stats !== undefined && !stats.isDirectory() && !earlier.has(path));
    folders.set(path, isTaken);
    return isTaken;
  }

  return (path) => {
    if (isFolderTaken(dirname(path))) return true;
    const stats = statsOf(join(place, path));
    if (!stats?.isDirectory()) return stats !== undefined && !earlier.has(path);
    return filesIn(join(place, path)).some((file) => !earlier.has(`${path}/${file}`)); // else it goes with its files
  };
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));

/** Removes a file, and the folders above it that are empty then. */
function remove(place: string, path: string): void {
  rmSync(join(place, path), { force: true });
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    try {
      rmdirSync(join(place, folder));
    } catch {
      return;
    }
  }
}

/** Of a link, its own; undefined if nothing is there, nor a folder that it could be in. */
function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error;
    return undefined;
  }
}
