// Writing: a file is there whole, or as it was before; and new files, without touching one that is there.

import { existsSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes the file beside its place and moves it there, so that nobody ever reads half of it: not a server that
 * watches the folder, nor who starts after a crash. Makes the folders above it. Throws as node:fs does, and leaves
 * nothing behind. A private file can be read by the user that Courant runs as, and nobody else.
 *
 *     writeAtomically('dist/feed.xml', text);
 */
export function writeAtomically(
  path: string,
  bytes: string | Uint8Array,
  { isPrivate = false }: { readonly isPrivate?: boolean } = {},
): void {
  makeFolder(dirname(path), isPrivate);
  writeBeside(path, (beside) => {
    writeFileSync(beside, bytes, { flag: 'wx', mode: isPrivate ? 0o600 : 0o666 });
    renameSync(beside, path);
  });
}

/**
 * Writes a file that is not there yet, whole at once, and the folders above it. False if something of that name is
 * there already, which stays as it is. Throws as node:fs does.
 */
export function writeNew(path: string, bytes: string | Uint8Array): boolean {
  makeFolder(dirname(path));
  return writeBeside(path, (beside) => {
    writeFileSync(beside, bytes);
    return isDone(() => linkSync(beside, path)) ?? isDone(() => writeFileSync(path, bytes, { flag: 'wx' })) ?? false;
  });
}

/** In a folder of its own: no other writer, and nobody's link, has that name. Scans pass by what begins with a dot. */
function writeBeside<T>(path: string, write: (beside: string) => T): T {
  const folder = mkdtempSync(join(dirname(path), '.courant-'));
  try {
    return write(join(folder, basename(path)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Makes a folder and those above it. Throws as node:fs does. Not by `recursive`: on Node 20 that never returns for a
 * folder in /proc.
 */
export function makeFolder(path: string, isPrivate = false): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, isPrivate);
  try {
    mkdirSync(path, isPrivate ? 0o700 : 0o777);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was quicker
  }
}

/** False if the name is taken, undefined if the file system has no links. */
function isDone(write: () => void): boolean | undefined {
  try {
    write();
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS' || code === 'EOPNOTSUPP') return undefined;
    throw error;
  }
}
