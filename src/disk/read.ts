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
 * All bytes of the file as it was seen; undefined if it has changed or gone. They hold until the next file is read:
 * a buffer for each of 100,000 files costs more than reading them.
 */
export function readFile(root: string, file: SeenFile): Uint8Array | undefined {
  const buffer = file.size <= desk.length ? desk.subarray(0, file.size) : Buffer.allocUnsafeSlow(file.size);
  return readInto(buffer, root, file, 0);
}

/** The file at a path below the content folder, as it is now; undefined if there is none. */
export function fileAt(contentFolder: string, path: string): SeenFile | undefined {
  try {
    return seenFile(path, statSync(`${contentFolder}/${path}`));
  } catch {
    return undefined;
  }
}

/** Whether the file is another than the one that was seen, or has gone: not only one that cannot be read. */
export function hasChanged(root: string, file: SeenFile): boolean {
  try {
    const stats = statSync(`${root}/${file.path}`, { throwIfNoEntry: false });
    return !stats || !isSameFile(file, seenFile(file.path, stats));
  } catch {
    return false;
  }
}

const desk = Buffer.allocUnsafeSlow(1024 * 1024);

/** The bytes from `start` up to `end` of the file as it was seen; undefined if it has changed or is gone. */
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
 * The same bytes in pieces, for files that may be long. Errors if the file has changed or is gone, and before the first
 * piece that may have been written since; a new link to it, or other rights, do no harm by then.
 */
export function streamBytes(root: string, file: SeenFile, start: number, end: number): ReadableStream<Uint8Array> {
  const reading = pieces(root, file, start, end);
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      const { done, value } = await reading.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await reading.return()),
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}

const PIECE = 256 * 1024; // bytes

// Only this generator owns the descriptor: its `finally` runs once, and never during a read. Closing twice would close
// whatever file or connection has got the same number meanwhile.
async function* pieces(root: string, file: SeenFile, start: number, end: number): AsyncGenerator<Uint8Array, void> {
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
  const fd = openPlain(path) ?? openPlain(realPathOf(path), root);
  if (fd === undefined) return undefined;
  const stats = fstatSync(fd);
  if (stats.isFile() && isSameFile(file, seenFile(file.path, stats))) return fd;
  closeSync(fd);
  return undefined;
}

/** Undefined if it cannot be opened, is a link, or lies outside of the root. */
function openPlain(path: string | undefined, root?: string): number | undefined {
  if (path === undefined || (root !== undefined && !path.startsWith(`${root}/`))) return undefined;
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
