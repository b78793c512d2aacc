// The cache folder of a server, for its next start. Safe to delete.

import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { kill, pid } from 'node:process';
import { makeFolder } from '../disk/write.ts';
import type { Io } from './io.ts';

/** Of the XDG Base Directory Specification: absolute, or not meant. */
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
