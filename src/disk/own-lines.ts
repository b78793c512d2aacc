// Lines that Courant keeps for itself in a file: read one by one, written beside and moved into place.

import { closeSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const PIECE = 256 * 1024; // bytes

/** The lines of a file, none where it cannot be read. */
export function* readLines(path: string): Generator<string, void, void> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return;
  }
  try {
    const piece = Buffer.allocUnsafeSlow(PIECE);
    let begun: Buffer[] = [];
    for (let read = readSync(fd, piece); read > 0; read = readSync(fd, piece)) {
      let start = 0;
      for (let end = piece.indexOf(10); end >= 0 && end < read; end = piece.indexOf(10, start)) {
        yield Buffer.concat([...begun, piece.subarray(start, end)]).toString('utf8');
        begun = [];
        start = end + 1;
      }
      if (start < read) begun.push(Buffer.from(piece.subarray(start, read)));
    }
  } finally {
    closeSync(fd);
  }
}

/** Writes lines one by one, so that the whole never stands in memory. */
export interface LineWriter {
  add(line: string): void;
  /** Moves the file into its place. */
  done(): void;
  /** Takes away what was written. */
  discard(): void;
}

/** Throws as node:fs does. Only who runs Courant may read the file: drafts are in it. */
export function writeLines(path: string, suffix: string): LineWriter {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${suffix}`;
  const fd = openSync(beside, 'wx', 0o600);
  return {
    add: (line) => void writeSync(fd, `${line}\n`),
    done() {
      closeSync(fd);
      renameSync(beside, path);
    },
    discard() {
      closeSync(fd);
      rmSync(beside, { force: true });
    },
  };
}
