// Blocks of bytes that Courant keeps for itself in a file: written beside and moved into place, each with its checksum.

import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { makeFolder } from './write.ts';

const MARK = 8; // bytes before each block: its length and its checksum
const LARGEST = 64 * 1024 * 1024; // bytes

/**
 * The blocks of a file up to the first that is not as it was written; none where it cannot be read. Each holds until
 * the next one is read.
 */
export function* readBlocks(path: string): Generator<Buffer, void, void> {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return;
  }
  try {
    if (!fstatSync(fd).isFile()) return;
    const mark = Buffer.alloc(MARK);
    let room = Buffer.alloc(0);
    while (readSync(fd, mark) === MARK) {
      const length = mark.readUInt32LE(0);
      if (length > LARGEST) return;
      if (room.length < length) room = Buffer.allocUnsafeSlow(length * 2);
      const block = room.subarray(0, length);
      if (readSync(fd, block) < length || crc32(block) !== mark.readUInt32LE(4)) return;
      yield block;
    }
  } finally {
    closeSync(fd);
  }
}

/** Writes blocks one by one, so that the whole never stands in memory. */
export interface BlockWriter {
  add(block: Uint8Array): void;
  /** Moves the file into its place. */
  done(): void;
  /** Takes away what was written. */
  discard(): void;
}

/**
 * Throws as node:fs does. Only who runs Courant may read the file: drafts are in it. `suffix` is twelve hexadecimal
 * digits; what was begun under such a name before `abandoned`, milliseconds since 1970, is taken away.
 */
export function writeBlocks(path: string, suffix: string, abandoned: number): BlockWriter {
  makeFolder(dirname(path), true);
  removeAbandoned(path, abandoned);
  const beside = `${path}.${suffix}`;
  const fd = openSync(beside, 'wx', 0o600);
  let isOpen = true;

  /** Once: by then another file may have the same number. */
  function close(): void {
    if (isOpen) closeSync(fd);
    isOpen = false;
  }

  return {
    add(block) {
      const mark = Buffer.alloc(MARK);
      mark.writeUInt32LE(block.length, 0);
      mark.writeUInt32LE(crc32(block), 4);
      for (const part of [mark, block]) {
        for (let written = 0; written < part.length; ) written += writeSync(fd, part, written);
      }
    },
    done() {
      close();
      renameSync(beside, path);
    },
    discard() {
      close();
      rmSync(beside, { force: true });
    },
  };
}

function removeAbandoned(path: string, abandoned: number): void {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`) || !/\.[0-9a-f]{12}$/.test(name)) continue;
    const beside = join(dirname(path), name);
    const stats = statSync(beside, { throwIfNoEntry: false });
    if (stats?.isFile() && stats.mtimeMs < abandoned) rmSync(beside, { force: true });
  }
}
