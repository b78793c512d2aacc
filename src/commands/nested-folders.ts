// Folders of which one is read while the other is written: they may not lie in one another.

import { lstatSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { realPathOf } from '../disk/read.ts';
import { UsageError } from './io.ts';

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

/** Whether one of the folders is in the other, or is the other. */
export function areNested(first: string, second: string): boolean {
  const [one, other] = [first, second].map((folder) => join(realPlaceOf(folder), sep)) as [string, string];
  return one.startsWith(other) || other.startsWith(one);
}
