// The lines of a text, looked up once: where an offset stands.

import type { Place } from './problem.ts';

export interface Lines {
  /** Line and column of an offset, counted from 1. */
  placeAt(offset: number): Place;
  /** Where a line begins, the first being 0; 0 for one that is not there. */
  startOf(line: number): number;
}

/** `first`: the line of its file on which the text begins. */
export function linesOf(text: string, first = 1): Lines {
  let starts: readonly number[] | undefined;
  const found = () => (starts ??= Array.from(`\n${text}`.matchAll(/\n/g), ({ index }) => index));
  return {
    startOf: (line) => found()[line] ?? 0,
    placeAt(offset) {
      let [from, to] = [0, found().length]; // the last line that begins at or before it
      while (to - from > 1) {
        const middle = (from + to) >> 1;
        if ((found()[middle] as number) <= offset) from = middle;
        else to = middle;
      }
      return { line: first + from, column: offset - (found()[from] as number) + 1 };
    },
  };
}
