// HTML of one reading: a form so narrow that no two parsers differ about it.

import { parseFragment } from 'parse5';

const VOID = new Set(['br', 'col', 'hr', 'img', 'source', 'track', 'wbr']);

/** The first thing that is not a closed element with quoted attributes, or text; nothing where there is none. */
export function faultIn(html: string): string | undefined {
  const open: string[] = [];
  const pieces = /<\/([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)(?: [a-z-]+="[^"<>]*")* ?\/?>|</g;
  for (const { 0: piece, 1: end, 2: start, index } of html.matchAll(pieces)) {
    if (end !== undefined && open.pop() === end) continue;
    if (start !== undefined && (VOID.has(start) || open.push(start))) continue;
    return `${piece} in ${html.slice(Math.max(0, index - 100), index + 100)}`;
  }
  return open.length > 0 ? `${open} still open in ${html.slice(0, 500)}` : undefined;
}

/** The names of its elements in their order. */
export const elementsIn = (html: string): string[] =>
  Array.from(html.matchAll(/<([a-z][a-z0-9]*)/g), ([, name]) => name as string).filter(isWritten);

/** The same, of the tree that a browser would make of it. */
export const elementsSeenByBrowser = (html: string): string[] => namesIn(parseFragment(html)).filter(isWritten);

/** A browser adds the body of a table where it is not written. */
const isWritten = (name: string): boolean => name !== 'tbody';

interface Node {
  readonly tagName?: string;
  readonly childNodes?: readonly unknown[];
}

function namesIn({ tagName, childNodes }: Node): string[] {
  return [...(tagName ? [tagName] : []), ...(childNodes ?? []).flatMap((child) => namesIn(child as Node))];
}
