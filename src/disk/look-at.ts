// Looking at a path: what stands there, and where its link leads, if that is a place below the content folder.

import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { type Problem, problem, START } from '../model/problem.ts';

export const fullPath = (root: string, path: string): string => (path === '' ? root : `${root}/${path}`);

export const MAY_READ = 'Let the user that Courant runs as read it.';

interface Looked {
  /** Of a link, those of what it leads to; nothing where it has gone, or is passed by. */
  readonly stats?: Stats | undefined;
  readonly isLinked: boolean;
}

/** What stands at a path in a folder; `isLinked` where a link leads to that folder. */
export function lookAt(root: string, path: string, isLinked: boolean): Looked | Problem {
  const full = fullPath(root, path);
  try {
    const stats = lstatSync(full, { throwIfNoEntry: false });
    if (stats?.isSymbolicLink()) return followLink(root, full, path, isLinked);
    if (stats || !path.includes('\uFFFD')) return { stats, isLinked };
    return unreadable(path, 'The name of this file is not UTF-8 text.', 'Give it another name.');
  } catch {
    return unreadable(path, 'This cannot be read.', MAY_READ);
  }
}

function followLink(root: string, full: string, path: string, isLinked: boolean): Looked | Problem {
  const target = realPathOf(full);
  const stats = target === undefined ? undefined : statSync(target, { throwIfNoEntry: false });
  if (!target || !stats) return refused(path, 'This link leads to nothing.', 'Mend it, or take it away.');
  if (!`${target}/`.startsWith(`${root}/`)) {
    return refused(path, 'This link leads out of the content folder.', 'Put what it leads to below content/ itself.');
  }
  if (`${full}/`.startsWith(`${target}/`)) return { isLinked }; // in a circle: all that is there is read already
  // Links in folders that links lead to could lead in circles, or to all there is a million times.
  if (isLinked && stats.isDirectory()) {
    return refused(path, 'This link to a folder lies in a folder that is a link itself.', 'Make one of them a folder.');
  }
  return { stats, isLinked: true };
}

export const unreadable = (path: string, message: string, hint: string): Problem =>
  problem('file-unreadable', path, START, message, hint);

const refused = (path: string, message: string, hint: string): Problem =>
  problem('symlink-refused', path, START, message, hint);

/** The path that a link leads to in the end; nothing where it leads nowhere. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
