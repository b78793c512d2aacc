// Reading: bytes of a file that was seen, and of no other.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { isSameFile, realPathOf, type SeenFile } from './scan.ts';

/** All bytes of the file as it was seen; nothing where it has changed or gone. */
export function readFile(root: string, file: SeenFile): Uint8Array | undefined {
  return readBytes(root, file, 0, file.size);
}

/** The bytes from `start` up to `end` of the file as it was seen; nothing where it has changed or gone. */
export function readBytes(root: string, file: SeenFile, start: number, end: number): Uint8Array | undefined {
  const fd = open(root, file);
  if (fd === undefined) return undefined;
  try {
    return readFrom(fd, start, end);
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}

/** The same bytes in pieces, for files that may be long. Errors where the file has changed or gone. */
export function streamBytes(root: string, file: SeenFile, start: number, end: number): ReadableStream<Uint8Array> {
  const fd = open(root, file);
  let position = start;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (fd === undefined) return controller.error(new Error(`${file.path} has changed`));
      const piece = readFrom(fd, position, Math.min(end, position + PIECE));
      position += piece.byteLength;
      if (piece.byteLength > 0) controller.enqueue(piece);
      if (position < end && piece.byteLength > 0) return;
      closeSync(fd);
      if (position < end) controller.error(new Error(`${file.path} was cut off`));
      else controller.close();
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
    fd = openSync(join(root, file.path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    const target = realPathOf(join(root, file.path));
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

function readFrom(fd: number, start: number, end: number): Uint8Array {
  const buffer = Buffer.allocUnsafeSlow(Math.max(0, end - start));
  let filled = 0;
  while (filled < buffer.length) {
    const read = readSync(fd, buffer, filled, buffer.length - filled, start + filled);
    if (read === 0) break;
    filled += read;
  }
  return buffer.subarray(0, filled);
}
