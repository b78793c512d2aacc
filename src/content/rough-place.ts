// Rough places: where a key or a value stands in a head, found by its text alone.

import { type Place, START } from '../model/problem.ts';

/** Keys and indexes that lead from the root of a head to a value. */
export type Keys = readonly (string | number)[];

/**
 * The place of a key, or of its value, found by looking for `key:` or `key =` alone: exact for what is commonly written,
 * and for TOML, whose parser knows no places. With `item`, the place of that text below the key.
 */
export function roughPlace(text: string, keys: Keys, item: string | boolean = ''): Place {
  let [start, end] = [0, 0];
  for (const key of keys) {
    if (typeof key === 'number') continue;
    const name = key.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    const pattern = new RegExp(`(?<=^|[\\s{,[.])["']?${name}["']?[ \\t]*(?:[:=.]|\\]+\\n?)[ \\t]*`, 'im');
    const found = pattern.exec(text.slice(end));
    if (!found) break;
    start = end + found.index;
    end = start + found[0].length;
  }
  if (end === 0) return START;
  const at = item === true ? start : Math.max(end, typeof item === 'string' ? text.indexOf(item, end) : end);
  return { line: linesIn(text, at - 1) + 1, column: at - text.lastIndexOf('\n', at - 1) };
}

/** Line ends in the text up to an offset. */
export function linesIn(source: string, end: number): number {
  let lines = 0;
  for (let at = source.indexOf('\n'); at >= 0 && at <= end; at = source.indexOf('\n', at + 1)) lines++;
  return lines;
}
