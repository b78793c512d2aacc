// Reading: the bytes of a file as it was seen; and small files that Courant wrote for itself.

import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  read,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { isSameFile, type SeenFile } from '../model/media.ts';

export const seenFile = (path: string, { size, mtimeMs, ctimeMs, ino }: Stats): SeenFile => ({
  path,
  size,
  mtime: mtimeMs,
  ctime: ctimeMs,
  inode: ino,
});

/**
 * The bytes of the file as it was seen, or its first ones; undefined if it has changed or gone. They hold until the next
 * file is read: a buffer for each of 100,000 files costs more than reading them.
 */
export function readFile(root: string, file: SeenFile, length = file.size): Uint8Array | undefined {
  const fd = open(root, file);
  if (fd === undefined) return undefined;
  const bytes = length <= desk.length ? desk.subarray(0, length) : Buffer.allocUnsafeSlow(length);
  try {
    let filled = 0;
    while (filled < length) {
      const count = readSync(fd, bytes, filled, length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}

const desk = Buffer.allocUnsafeSlow(1024 * 1024);

/** The file at a path below a folder, as it is now; undefined if there is none. Throws if it cannot be looked at. */
export function fileAt(folder: string, path: string): SeenFile | undefined {
  const stats = statSync(`${folder}/${path}`, { throwIfNoEntry: false });
  return stats && seenFile(path, stats);
}

/** Whether the file is another than the one that was seen, or has gone: not only one that cannot be read. */
export function hasChanged(root: string, file: SeenFile): boolean {
  try {
    const now = fileAt(root, file.path);
    return !now || !isSameFile(file, now);
  } catch {
    return false;
  }
}

const PIECE = 256 * 1024; // bytes

/**
 * The bytes from `start` up to `end` in pieces, for files that may be long. Throws if the file has changed or is gone, and
 * before the first piece that may have been written since; a new link to it, or other rights, do no harm by then.
 */
export async function* readPieces(
  root: string,
  file: SeenFile,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array, void> {
  // Only this generator owns the descriptor: its `finally` runs once, and never during a read. Closing twice would close
  // whatever file or connection has got the same number meanwhile.
  const fd = open(root, file);
  if (fd === undefined) throw new Error(`${file.path} has changed`);
  try {
    for (let position = start; position < end; ) {
      const piece = await readPiece(fd, position, Math.min(end - position, PIECE));
      const { size, mtimeMs } = fstatSync(fd);
      if (piece.length === 0 || size !== file.size || mtimeMs !== file.mtime) {
        throw new Error(`${file.path} has changed`);
      }
      yield piece;
      position += piece.length;
    }
  } finally {
    closeSync(fd);
  }
}

const readPiece = (fd: number, position: number, length: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const piece = Buffer.allocUnsafeSlow(length);
    read(fd, piece, 0, length, position, (error, count) => (error ? reject(error) : resolve(piece.subarray(0, count))));
  });

/** Opens the file if it still is the one that was seen; a link must still lead to a place below the root. */
function open(root: string, file: SeenFile): number | undefined {
  const path = `${root}/${file.path}`;
  const fd = openPlain(root, path) ?? openPlain(root, realPathOf(path));
  if (fd === undefined) return undefined;
  const stats = fstatSync(fd);
  if (stats.isFile() && isSameFile(file, seenFile(file.path, stats))) return fd;
  closeSync(fd);
  return undefined;
}

/** Undefined if it cannot be opened, is a link, or lies outside of the root. */
function openPlain(root: string, path: string | undefined): number | undefined {
  if (!path?.startsWith(`${root}/`)) return undefined;
  try {
    // O_NONBLOCK: opening a FIFO that has taken the file's place does not wait for its writer.
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}

/** The path that a link leads to in the end; undefined if it leads nowhere. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

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
