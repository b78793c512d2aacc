// Reading: bytes of a file that was seen, and of no other.

import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { isSameFile, type SeenFile } from './folder-files.ts';
import { realPathOf } from './look-at.ts';

/**
 * All bytes of the file as it was seen; nothing where it has changed or gone. They hold until the next file is read:
 * a buffer for each of 100,000 files costs more than reading them.
 */
export function readFile(root: string, file: SeenFile): Uint8Array | undefined {
  const buffer = file.size <= desk.length ? desk.subarray(0, file.size) : Buffer.allocUnsafeSlow(file.size);
  return readInto(buffer, root, file, 0);
}

/** Whether the file is another than the one that was seen, or has gone: not only one that cannot be read. */
export function hasChanged(root: string, file: SeenFile): boolean {
  try {
    const stats = statSync(`${root}/${file.path}`, { throwIfNoEntry: false });
    if (!stats) return true;
    const { size, mtimeMs: mtime, ctimeMs: ctime, ino: inode } = stats;
    return !isSameFile(file, { path: file.path, size, mtime, ctime, inode });
  } catch {
    return false;
  }
}

const desk = Buffer.allocUnsafeSlow(1024 * 1024);

/** The bytes from `start` up to `end` of the file as it was seen; nothing where it has changed or gone. */
export function readBytes(root: string, file: SeenFile, start: number, end: number): Uint8Array | undefined {
  return readInto(Buffer.allocUnsafeSlow(Math.max(0, end - start)), root, file, start);
}

function readInto(buffer: Buffer, root: string, file: SeenFile, start: number): Uint8Array | undefined {
  const fd = open(root, file);
  if (fd === undefined) return undefined;
  try {
    return fill(buffer, fd, start);
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}

/**
 * The same bytes in pieces, for files that may be long. Errors where the file has changed or gone, and before the first
 * piece that may have been written since; a new link to it, or other rights, do no harm by then.
 */
export function streamBytes(root: string, file: SeenFile, start: number, end: number): ReadableStream<Uint8Array> {
  const fd = open(root, file);
  let position = start;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (fd === undefined) return controller.error(new Error(`${file.path} has changed`));
      const piece = Buffer.allocUnsafeSlow(Math.min(end - position, PIECE));
      const isThere = fill(piece, fd, position).byteLength === piece.byteLength;
      const { size, mtimeMs } = fstatSync(fd);
      const isAsSeen = isThere && size === file.size && mtimeMs === file.mtime;
      position += piece.byteLength;
      if (isAsSeen && piece.byteLength > 0) controller.enqueue(piece);
      if (isAsSeen && position < end) return;
      closeSync(fd);
      if (isAsSeen) controller.close();
      else controller.error(new Error(`${file.path} has changed`));
    },
    cancel() {
      if (fd !== undefined) closeSync(fd);
    },
  });
}

const PIECE = 256 * 1024; // bytes

/** Opens the file if it still is the one that was seen; a link must still lead to a place below the root. */
function open(root: string, file: SeenFile): number | undefined {
  let fd: number;
  try {
    fd = openSync(`${root}/${file.path}`, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    const target = realPathOf(`${root}/${file.path}`);
    if (!target?.startsWith(`${root}/`)) return undefined;
    try {
      fd = openSync(target, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch {
      return undefined;
    }
  }
  const { size, mtimeMs: mtime, ctimeMs: ctime, ino: inode } = fstatSync(fd);
  if (isSameFile(file, { path: file.path, size, mtime, ctime, inode })) return fd;
  closeSync(fd);
  return undefined;
}

/** As many bytes from `start` on as the buffer holds, or the file. */
function fill(buffer: Buffer, fd: number, start: number): Uint8Array {
  let filled = 0;
  while (filled < buffer.length) {
    const read = readSync(fd, buffer, filled, buffer.length - filled, start + filled);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}
