// The cache folder: where is kept what a restart is to know. Never needed, and it can be thrown away.

import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
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

/** The file of parsed articles in it. */
export const headsIn = (cache: string): string => join(cache, 'heads');

/** Its bytes; 0 where it cannot be had. */
export function headsSize(cache: string): number {
  try {
    return statSync(headsIn(cache)).size;
  } catch {
    return 0;
  }
}
