// Reading what Courant wrote for itself: a small file, whole.

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/**
 * The text of a file of at most `limit` bytes; undefined if there is none, or it is larger. Throws if it cannot be read,
 * or is no file: nothing waits for the writer of a FIFO.
 */
export function readOwnFile(path: string, limit: number): string | undefined {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw new Error('it is no file');
    return stats.size <= limit ? readFileSync(fd, 'utf8') : undefined;
  } finally {
    closeSync(fd);
  }
}
