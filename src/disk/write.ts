// Writing: a file is there whole, or as it was before.

import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface WriteOptions {
  /** Whether the bytes have reached the disk, and not only the system, before the file is there. */
  readonly sync?: boolean;
  /** Whether only the user that Courant runs as may read it. */
  readonly isPrivate?: boolean;
}

/**
 * Writes the file beside its place and moves it there, so that nobody ever reads half of it: not a server that
 * watches the folder, nor who starts after a crash. Makes the folders above it. Throws as node:fs does, and leaves
 * nothing behind.
 *
 *     writeAtomically('dist/feed.xml', text);
 */
export function writeAtomically(path: string, bytes: string | Uint8Array, options: WriteOptions = {}): void {
  const { sync = false, isPrivate = false } = options;
  const folder = dirname(path);
  makeFolder(folder, isPrivate);
  // A folder of its own: no other writer, and nobody's link, has that name. Scans pass by what begins with a dot.
  const beside = mkdtempSync(join(folder, '.courant-'));
  try {
    const written = join(beside, basename(path));
    const fd = openSync(written, 'wx', isPrivate ? 0o600 : 0o666);
    try {
      writeFileSync(fd, bytes);
      if (sync) fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(written, path);
  } finally {
    rmSync(beside, { recursive: true, force: true });
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
