// Places: where what a problem is about stands in the source of a body.

import type { Token } from 'markdown-it';
import { linesOf, type Place } from '../model/problem.ts';

const SEARCHED_AT_MOST = 50_000_000; // characters
const CHARACTERS_A_STOP = 100; // what it costs to look around in between

export type Places = ReturnType<typeof placesIn>;

/** The places of a body whose first line is this one of its file. */
export function placesIn(body: string, bodyLine: number) {
  const lines = linesOf(body, bodyLine);
  let left = SEARCHED_AT_MOST;
  let afterReference = 0;
  let pieces: ReturnType<typeof htmlIn> | undefined;

  function indexOf(text: string, from: number): number {
    if (left <= 0 || text === '') return -1;
    const at = body.indexOf(text, from);
    left -= (at < 0 ? body.length : at) - from + CHARACTERS_A_STOP;
    return at;
  }

  /** A reference where one may stand: not in `data.md`, `[a.md]` or prose. */
  function find(reference: string, from: number): number {
    for (let at = indexOf(reference, from); at >= 0; at = indexOf(reference, at + 1)) {
      const before = body.slice(Math.max(0, at - 3), at);
      if (/[(<"'=,:]\s{0,2}$/.test(before) && /[)>"',\s]/.test(body[at + reference.length] ?? ' ')) return at;
    }
    return -1;
  }

  const placeAt = (at: number): Place => (at < 0 ? { line: bodyLine, column: 1 } : lines.placeAt(at));

  /** Text that stands on or after a line of the body, the first being 0. */
  function ofText(text: string, line: number): Place {
    const start = lines.startOf(line);
    const at = indexOf(text, start);
    return placeAt(at < 0 ? start : at);
  }

  return {
    ofText,
    /** A reference, each search going on from the last; the body's first line if it is not found. */
    ofReference(reference: string): Place {
      const further = find(reference, afterReference);
      const found = further < 0 ? find(reference, 0) : further;
      if (found >= 0) afterReference = found + reference.length;
      return placeAt(found);
    },
    /** A tag as it is written in the HTML of these tokens. */
    ofTag(tag: string, tokens: readonly Token[]): Place {
      pieces ??= htmlIn(tokens);
      for (const { content, line } of pieces) {
        left -= content.length + CHARACTERS_A_STOP;
        if (left < 0) break;
        if (content.includes(tag)) return ofText(tag, line);
      }
      return placeAt(indexOf(tag, 0));
    },
  };
}

/** HTML of the writer's own, and the line of the body on which its block begins. */
const htmlIn = (tokens: readonly Token[]) =>
  tokens.flatMap((token) =>
    [token, ...(token.children ?? [])].flatMap(({ type, content }) =>
      type === 'html_block' || type === 'html_inline' ? [{ content, line: token.map?.[0] ?? 0 }] : [],
    ),
  );
