// Parts of a file (RFC 9110 §14): what a Range field asks for.

import { parseHttpDate } from './http-date.ts';
import type { Validators } from './validators.ts';

/** The bytes from `start` up to, not including, `end`; never empty. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * What is to be sent of `size` bytes. Several ranges, other units and nonsense give the whole, as §14.2 allows.
 *
 *     parseRange('bytes=-50', 1000) // { start: 950, end: 1000 }
 */
export function parseRange(header: string | undefined, size: number): Part | 'whole' | 'unsatisfiable' {
  // §14.1: names of units in any case; §14.1.1: first-last, first-, or -length of the end.
  const found = header === undefined ? null : /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header);
  if (!found) return 'whole';
  const [, first = '', last = ''] = found;
  if (first === '') return last === '' ? 'whole' : suffix(Number(last), size);
  if (last !== '' && Number(last) < Number(first)) return 'whole'; // §14.1.1: invalid, so ignored
  if (Number(first) >= size) return 'unsatisfiable';
  return { start: Number(first), end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

/** §14.1.2: the last bytes; a suffix longer than the file is the file. */
function suffix(length: number, size: number): Part | 'whole' | 'unsatisfiable' {
  if (length === 0) return 'unsatisfiable';
  return size === 0 ? 'whole' : { start: Math.max(0, size - length), end: size };
}

/** §13.1.5: whether the parts that an asker has go with ours: the same strong tag, or the very date. */
export function isSameForRange(ifRange: string | undefined, { etag, lastModified }: Validators): boolean {
  if (ifRange === undefined) return true;
  if (ifRange.includes('"')) return ifRange === etag && !etag.startsWith('W/');
  return parseHttpDate(ifRange, lastModified) === lastModified;
}
