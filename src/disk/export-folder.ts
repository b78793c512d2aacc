// The folder of an export: changed files are written beside it and moved in at the end; what others put there stays.

import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  promises,
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

export type ExportFolder = ReturnType<typeof beginFolder>;

const HOUR = 60 * 60 * 1000;

/**
 * Begins an export into `place`, which `abandon` ends in any case; `now` tells what a killed export has left beside it.
 * Paths are below the folder, `/` between their parts. Throws as node:fs does.
 */
export function beginFolder(place: string, now: number) {
  const parent = dirname(place);
  const prefix = `.${basename(place)}.courant-`;
  mkdirSync(parent, { recursive: true });
  sweep(parent, prefix, now - HOUR);
  const beside = mkdtempSync(join(parent, prefix)); // for us alone; the folder in it gets the rights of any other
  const making = join(beside, 'new');
  mkdirSync(making);
  const written = new Set<string>();
  const kept = new Set<string>();

  /** Keeps a file that the folder has. False if it has none, or another one. */
  function keep(path: string, isSame: (stats: Stats) => boolean = () => true): boolean {
    const stats = statsOf(join(place, path));
    if (!stats?.isFile() || !isSame(stats)) return false;
    kept.add(path);
    return true;
  }

  /** Where a file is to be written that is not kept. */
  function newFile(path: string): string {
    written.add(path);
    return roomFor(making, path);
  }

  return {
    /** Keeps a file that the folder has, unread. False if it has none. */
    keep: (path: string): boolean => keep(path),
    /** Puts a file. False if the folder has it with the same bytes: then it stays, with its date. */
    put(path: string, bytes: Uint8Array): boolean {
      const isSame = ({ size }: Stats) => size === bytes.byteLength && readFileSync(join(place, path)).equals(bytes);
      if (keep(path, isSame)) return false;
      writeFileSync(newFile(path), bytes, { flag: 'wx' });
      return true;
    },
    /** The same for a long file, which is the same if it has the length and the date (milliseconds since 1970). */
    async putLong(
      path: string,
      { size, mtime }: { readonly size: number; readonly mtime: number },
      bytes: AsyncIterable<Uint8Array>,
    ): Promise<boolean> {
      if (keep(path, (before) => before.size === size && Math.abs(before.mtimeMs - mtime) < 1)) return false;
      const file = newFile(path);
      await promises.writeFile(file, bytes, { flag: 'wx' });
      utimesSync(file, mtime / 1000, mtime / 1000);
      return true;
    },
    /**
     * Moves the files into their place, and removes those that an earlier export wrote and this one has not: their
     * paths. Throws EEXIST, and moves nothing, if something that no export wrote stands where a file is to be.
     */
    finish: (): readonly string[] => moveIn(making, place, [...written], [...kept]),
    /** Removes what is left beside the folder: all that was written, or nothing after `finish`. */
    abandon: (): void => rmSync(beside, { recursive: true, force: true }),
  };
}

/** The place of a path below a folder; the folders between the two are made. */
function roomFor(root: string, path: string): string {
  if (!existsSync(root)) throw new Error(`${root} has gone`);
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  return target;
}

/** Removes what killed exports have left. */
function sweep(parent: string, prefix: string, before: number): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const left = join(parent, name);
    if ((statsOf(left)?.mtimeMs ?? before) < before) rmSync(left, { recursive: true, force: true });
  }
}

function moveIn(making: string, place: string, written: readonly string[], kept: readonly string[]): readonly string[] {
  const paths = [...written, ...kept];
  if (!existsSync(place)) {
    writeManifest(making, paths);
    renameSync(making, place);
    return [];
  }
  const earlier = filesPublishedIn(place) ?? new Set<string>();
  const stays = new Set(paths);
  const there = filesIn(place);
  const foreign = new Set(there.filter((path) => !earlier.has(path)));
  const foreignOrAbove = new Set([...foreign].flatMap(withFolders));
  const taken = paths.find((path) => foreignOrAbove.has(path) || withFolders(path).some((each) => foreign.has(each)));
  if (taken !== undefined) throw takenError(join(place, taken));
  const gone = there.filter((path) => earlier.has(path) && !stays.has(path));
  // An export that is killed from here on leaves a list of everything that it may have written.
  writeManifest(place, [...paths, ...gone]);
  for (const path of gone) remove(place, path);
  for (const path of written) renameSync(join(making, path), roomFor(place, path));
  writeManifest(place, paths);
  return gone;
}

function takenError(path: string): Error {
  const why = `${path} is there already, and courant export did not write it`;
  const message = `${why}. Move it elsewhere, or rename the article. Nothing was exported.`;
  return Object.assign(new Error(message), { code: 'EEXIST' });
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
  const about = 'What courant export wrote here. The next export replaces it, and nothing else.';
  const text = `${JSON.stringify({ about, files: files.toSorted() }, null, 1)}\n`;
  const path = join(place, MANIFEST);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeAtomically(path, text);
}

/** A path and the folders above it. */
const withFolders = (path: string): readonly string[] =>
  path.split('/').map((_, last, parts) => parts.slice(0, last + 1).join('/'));

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
