// The folders of a command: whether one lies in another, and the cache folder of a server, for its next start.

import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { kill, pid } from 'node:process';
import { realPathOf } from '../disk/read.ts';
import { makeFolder } from '../disk/write.ts';
import { type Io, UsageError } from './io.ts';

/** Where a folder is or will be, links resolved. Throws a UsageError if a link on the way leads nowhere. */
export function realPlaceOf(folder: string): string {
  const path = resolve(folder);
  const real = realPathOf(path);
  if (real !== undefined) return real;
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new UsageError(`${path} is a link that leads nowhere. Make the folder that it names, or remove the link.`);
  }
  const parent = dirname(path);
  return parent === path ? path : join(realPlaceOf(parent), basename(path));
}

/** Whether one of the folders is in the other, or is the other: then one may not be read while the other is written. */
export function areNested(first: string, second: string): boolean {
  const [one, other] = [first, second].map((folder) => join(realPlaceOf(folder), sep)) as [string, string];
  return one.startsWith(other) || other.startsWith(one);
}

/** Where caches lie, all safe to delete. Of the XDG Base Directory Specification: absolute, or not meant. */
export function cacheFolder({ XDG_CACHE_HOME: cache, HOME: home }: Io['env']): string | undefined {
  if (cache && isAbsolute(cache)) return join(cache, 'courant');
  return home ? join(home, '.cache', 'courant') : undefined;
}

/** What a cache folder has for one content folder at one address: two sites never share it. */
export function cacheOf(cacheFolder: string, contentFolder: string, url = ''): string {
  // The path as it is given, not the real one: a deploy may move a link to another release of the same site.
  const site = createHash('sha256').update(`${resolve(contentFolder)}\n${url}`);
  return join(cacheFolder, site.digest('hex').slice(0, 16));
}

/**
 * Takes a cache folder for this server, with rights for its user only; the next server can have it after `release`.
 * Undefined if it cannot be had, which is logged: the server runs without it.
 */
export function takeCacheFolder(path: string, log: (line: string) => void) {
  const lock = join(path, 'lock');
  const release = () => rmSync(lock, { force: true });
  try {
    makeFolder(path, true);
    chmodSync(path, 0o700);
    const holder = holderOf(lock);
    if (holder !== undefined) {
      log(`${lock} says that process ${holder} serves the same site with this cache folder: this one keeps nothing.`);
      return undefined;
    }
    release();
    writeFileSync(lock, String(pid), { flag: 'wx', mode: 0o600 });
    return { path, release };
  } catch (error) {
    log(`${path} cannot be used, so nothing is kept over a restart: ${(error as Error).message}`);
    return undefined;
  }
}

/** The other process that holds a lock; undefined if there is none, or it has ended without its release. */
function holderOf(lock: string): number | undefined {
  const stats = statSync(lock, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (!stats.isFile()) throw new Error(`${lock} is no file`);
  const isOfThisBoot = stats.mtimeMs > Date.now() - uptime() * 1000; // afterwards numbers begin anew
  const holder = Number(readFileSync(lock, 'utf8'));
  if (!isOfThisBoot || !Number.isInteger(holder) || holder <= 0 || holder === pid) return undefined;
  try {
    kill(holder, 0); // only asks
    return holder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? holder : undefined; // it is another user's
  }
}
