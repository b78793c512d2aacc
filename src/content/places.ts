// Places: where what a problem is about stands in the source of a body.

import type { Token } from 'markdown-it';
import type { Place } from '../model/problem.ts';
import { countOf } from './work.ts';

const SEARCHED_AT_MOST = 50_000_000; // characters
const CHARACTERS_A_STOP = 100; // what it costs to look around in between

export interface Places {
  /** A reference, each search going on from the last; the body's first line if it is not found. */
  ofReference(reference: string): Place;
  /** A tag as it is written in the HTML of these tokens. */
  ofTag(tag: string, tokens: readonly Token[]): Place;
  /** Text that stands on or after a line of the body, the first being 0. */
  ofText(text: string, line: number): Place;
}

/** The places of a body whose first line is this one of its file. */
export function placesIn(body: string, bodyLine: number): Places {
  let after = 0;
  let left = SEARCHED_AT_MOST;
  let starts: number[] | undefined; // of lines

  /** A reference where one may stand: not in `data.md`, `[a.md]` or prose. */
  function find(reference: string, from: number): number {
    let at = from - 1;
    while (left > 0) {
      const next = body.indexOf(reference, at + 1);
      left -= (next < 0 ? body.length : next) - at + CHARACTERS_A_STOP;
      at = next;
      if (at < 0) break;
      const before = body.slice(Math.max(0, at - 3), at);
      if (/[(<"'=,:]\s{0,2}$/.test(before) && /[)>"',\s]/.test(body[at + reference.length] ?? ' ')) return at;
    }
    return -1;
  }

  const placeAt = (at: number): Place => ({
    line: bodyLine + countOf(body.slice(0, at), '\n'),
    column: at - body.lastIndexOf('\n', at - 1), // a line's first character has column 1
  });
  const placeOrBody = (at: number): Place => (at < 0 ? { line: bodyLine, column: 1 } : placeAt(at));

  function ofText(text: string, line: number): Place {
    starts ??= startsOf(body);
    const start = starts[line] ?? 0;
    const at = body.indexOf(text, start);
    return placeOrBody(at < 0 ? start : at);
  }

  return {
    ofText,
    ofReference(reference) {
      const further = find(reference, after);
      const found = further < 0 ? find(reference, 0) : further;
      if (found < 0) return placeOrBody(-1);
      after = found + reference.length;
      left -= found;
      return placeAt(found);
    },
    ofTag(tag, tokens) {
      for (const { type, content, map, children } of tokens) {
        if (type === 'html_block' && content.includes(tag)) return ofText(tag, map?.[0] ?? 0);
        if (children?.some((child) => child.type === 'html_inline' && child.content.includes(tag))) {
          return ofText(tag, map?.[0] ?? 0);
        }
      }
      return placeOrBody(tag === '' ? -1 : body.indexOf(tag));
    },
  };
}

function startsOf(body: string): number[] {
  const starts = [0];
  for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
