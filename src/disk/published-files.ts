// The files of a published folder: which of them are ours to replace, and how new ones get there.

import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { writeAtomically } from './write.ts';

/** Lists the files of a published folder, so that the next call removes no others. */
export const MANIFEST = '_courant.json';

/** Something else stands where a file of ours is to be. */
export class TakenError extends Error {
  constructor(path: string) {
    super(`${path} is there already, and courant export did not write it. Move it elsewhere, or rename the article.`);
  }
}

/** The files that earlier calls wrote into the folder; undefined if there is no readable list of them. */
export function filesPublishedIn(place: string): ReadonlySet<string> | undefined {
  try {
    const { files } = JSON.parse(readFileSync(join(place, MANIFEST), 'utf8')) as { files?: unknown };
    const isOurs = (path: unknown): path is string =>
      typeof path === 'string' && path.split('/').every((part) => !['', '.', '..'].includes(part));
    return Array.isArray(files) ? new Set(files.filter(isOurs)) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Moves the files of a folder to those of another, from where goes what earlier calls wrote. Throws TakenError, and
 * moves nothing, if something that no call wrote stands where a file is to be.
 */
export function moveFiles(making: string, place: string): void {
  const paths = filesIn(making);
  if (!existsSync(place)) {
    writeFileSync(join(making, MANIFEST), manifestOf(paths));
    renameSync(making, place);
    return;
  }
  const earlier = filesPublishedIn(place) ?? new Set<string>();
  const isTaken = takenIn(place, earlier);
  const taken = paths.find(isTaken);
  if (taken !== undefined) throw new TakenError(join(place, taken));
  const kept = new Set(paths);
  const gone = [...earlier].filter((path) => !kept.has(path) && !isTaken(path));
  // A call that is killed from here on leaves a list of everything that it may have written.
  writeManifest(place, [...paths, ...gone]);
  for (const path of gone) remove(place, path);
  const folders = new Set<string>();
  for (const path of paths) {
    const folder = dirname(path);
    if (!folders.has(folder)) mkdirSync(join(place, folder), { recursive: true });
    folders.add(folder);
    renameSync(join(making, path), join(place, path));
  }
  writeManifest(place, paths);
}

/** Unless it says the same already, so that it keeps its date. */
function writeManifest(place: string, files: readonly string[]): void {
  const [path, text] = [join(place, MANIFEST), manifestOf(files)];
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  writeAtomically(path, text);
}

const manifestOf = (files: readonly string[]): string =>
  `${JSON.stringify({ about: 'What courant export wrote here. The next export replaces it, and nothing else.', files: files.toSorted() }, null, 1)}\n`;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));

/** Whether a path is somebody else's, or leads through a link or file that is. */
function takenIn(place: string, earlier: ReadonlySet<string>): (path: string) => boolean {
  const folders = new Map<string, boolean>([['.', false]]);

  function isFolderTaken(path: string): boolean {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const stats = linkStatOf(join(place, path));
    const isTaken = isFolderTaken(dirname(path)) || (stats !== undefined && !stats.isDirectory() && !earlier.has(path));
    folders.set(path, isTaken);
    return isTaken;
  }

  return (path) => {
    if (isFolderTaken(dirname(path))) return true;
    const stats = linkStatOf(join(place, path));
    return (
      stats !== undefined && (stats.isDirectory() ? !isEmptied(join(place, path), path, earlier) : !earlier.has(path))
    );
  };
}

/** Whether all in a folder is ours, so that it goes with what is gone. */
const isEmptied = (folder: string, path: string, earlier: ReadonlySet<string>): boolean =>
  filesIn(folder).every((file) => earlier.has(`${path}/${file}`));

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

function linkStatOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a file stands where a folder would be
  }
}
