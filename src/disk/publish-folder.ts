// Publishing a folder: its files are written beside their place and moved there; what others put there stays.

import {
  copyFileSync,
  createWriteStream,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { moveFiles } from './published-files.ts';

/** Fills a folder in the making. Paths are below it, `/` between their parts. */
export interface FolderFiller {
  /** Puts a file. Where the folder that is there has the same bytes, its file stays with its date: then false. */
  put(path: string, bytes: Uint8Array): boolean;
  /** The same for a long file, which is the same if it has the length and the date (milliseconds since 1970). */
  putLong(path: string, seen: { size: number; mtime: number }, bytes: ReadableStream<Uint8Array>): Promise<boolean>;
  /** Keeps a file of the folder that is there, unread. False where it has none. */
  keep(path: string): boolean;
}

export interface FolderInMaking extends FolderFiller {
  /** Where it is until it is finished, for others that fill it too. */
  readonly making: string;
  /**
   * Moves the files into their place, and takes away those that an earlier call wrote and this one has not. Throws
   * TakenError, and moves nothing, if something that no call wrote stands where a file is to be.
   */
  finish(): void;
  /** Takes away what has been written; the folder that is there stays. */
  abandon(): void;
}

const HOUR = 60 * 60 * 1000;

/** Begins a folder that is to stand at `place`; `now` tells what is left of a call that was killed. Throws as node:fs does. */
export function beginFolder(place: string, now: number): FolderInMaking {
  const parent = dirname(place);
  const prefix = `.${basename(place)}.courant-`;
  mkdirSync(parent, { recursive: true });
  sweep(parent, prefix, now - HOUR);
  const beside = mkdtempSync(join(parent, prefix)); // for us alone; the folder in it gets the rights of any other
  const making = join(beside, 'after');
  mkdirSync(making);

  return {
    ...folderFiller(place, making),
    making,
    finish() {
      try {
        moveFiles(making, place);
      } finally {
        rmSync(beside, { recursive: true, force: true });
      }
    },
    abandon: () => rmSync(beside, { recursive: true, force: true }),
  };
}

/** Fills the folder at `making`, which is to stand at `place`; others may fill it too. */
export function folderFiller(place: string, making: string): FolderFiller {
  const isFirst = !existsSync(place);
  const folders = new Set(['.']);

  function roomFor(path: string): string {
    makeFolder(dirname(path));
    return join(making, path);
  }

  /** One call for most, where `recursive` takes one for each folder above. */
  function makeFolder(path: string): void {
    if (folders.has(path)) return;
    makeFolder(dirname(path));
    try {
      mkdirSync(join(making, path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    folders.add(path);
  }

  function keep(path: string): boolean {
    const before = join(place, path);
    const stats = statOf(before);
    if (!stats?.isFile()) return false;
    const target = roomFor(path);
    try {
      afresh(target, () => linkSync(before, target));
    } catch {
      copyFileSync(before, target);
      utimesSync(target, stats.atime, stats.mtime);
    }
    return true;
  }

  return {
    keep,
    put(path, bytes) {
      const before = join(place, path);
      const isSame = !isFirst && statOf(before)?.size === bytes.byteLength && readFileSync(before).equals(bytes);
      if (isSame && keep(path)) return false;
      const target = roomFor(path);
      afresh(target, () => writeFileSync(target, bytes, { flag: 'wx' }));
      return true;
    },
    async putLong(path, { size, mtime }, bytes) {
      const before = statOf(join(place, path));
      if (before?.size === size && Math.abs(before.mtimeMs - mtime) < 1 && keep(path)) {
        await bytes.cancel();
        return false;
      }
      const target = roomFor(path);
      rmSync(target, { force: true });
      await write(target, bytes);
      utimesSync(target, mtime / 1000, mtime / 1000);
      return true;
    },
  };
}

/** What is there already was left by a thread that was stopped, and may be half a file, or a link to what stands. */
function afresh(target: string, make: () => void): void {
  try {
    make();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    rmSync(target);
    make();
  }
}

/** Undefined if there is no such file, nor a folder that it could be in. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error;
    return undefined;
  }
}

async function write(target: string, bytes: ReadableStream<Uint8Array>): Promise<void> {
  const file = createWriteStream(target, { flags: 'wx' });
  const failed = new Promise<never>((_, reject) => file.once('error', reject));
  failed.catch(() => {});
  const reader = bytes.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const { value } = read;
    if (!file.write(value))
      await Promise.race([failed, new Promise<void>((resolve) => file.once('drain', () => resolve()))]);
  }
  await Promise.race([failed, new Promise<void>((resolve) => file.end(() => resolve()))]);
}

/** Takes away what was left before. */
function sweep(parent: string, prefix: string, before: number): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const left = join(parent, name);
    if ((statOf(left)?.mtimeMs ?? before) < before) rmSync(left, { recursive: true, force: true });
  }
}
