// Writing: a file is there whole, or as it was before.

import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface WriteOptions {
  /** Whether the bytes have reached the disk, and not only the system, before the file is there. */
  readonly sync?: boolean;
}

/**
 * Writes the file beside its place and moves it there, so that nobody ever reads half of it: not a server that
 * watches the folder, nor who starts after a crash. Makes the folders above it. Throws as node:fs does, and leaves
 * nothing behind.
 *
 *     writeAtomically('dist/feed.xml', text);
 */
export function writeAtomically(path: string, bytes: string | Uint8Array, { sync = false }: WriteOptions = {}): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  // A folder of its own: no other writer, and nobody's link, has that name. Scans pass by what begins with a dot.
  const beside = mkdtempSync(join(folder, '.courant-'));
  try {
    const written = join(beside, basename(path));
    const fd = openSync(written, 'wx');
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
