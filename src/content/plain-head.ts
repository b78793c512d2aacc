// The quick reader of heads: what writers commonly write, and nothing else; the exact reader decides on the rest.

import type { Entry, List, Mapping, Node, Nothing, Scalar } from './front-matter.ts';

/** The line being read, and where. After the last one, `indent` is -1. */
interface Cursor {
  readonly text: string;
  line: number;
  start: number;
  end: number;
  indent: number;
}

/**
 * Reads a head of plain and simply quoted values, one-line `[lists]`, block lists of values, and one level of nested
 * keys. Gives what readExactHead gives (a property test holds the two together), or nothing where the head has more.
 * `firstLine` is the line of the file that the text begins on.
 */
export function readPlainHead(yaml: string, firstLine: number): Mapping | undefined {
  const cursor = { text: yaml, line: firstLine - 1, start: 0, end: -1, indent: -1 };
  nextLine(cursor);
  if (cursor.indent < 0) return { kind: 'mapping', entries: new Map(), line: firstLine, column: 1 };
  return cursor.indent === 0 ? readMapping(cursor, 0) : undefined;
}

/** On to the next line that is neither blank nor a comment. */
function nextLine(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    if (cursor.end >= text.length) break;
    cursor.start = cursor.end + 1;
    const end = text.indexOf('\n', cursor.start);
    cursor.end = end < 0 ? text.length : end;
    cursor.line++;
    const first = skipBlanks(text, cursor.start);
    if (first >= cursor.end || text.charCodeAt(first) === 0x23) continue;
    cursor.indent = first - cursor.start;
    return;
  }
  cursor.indent = -1;
}

function readMapping(cursor: Cursor, indent: number): Mapping | undefined {
  const { line } = cursor;
  const entries = new Map<string, Entry>();
  while (cursor.indent === indent) {
    const from = cursor.start + indent;
    const colon = keyEnd(cursor.text, from);
    if (colon < 0) return undefined;
    const key = cursor.text.slice(from, colon);
    if (entries.has(key)) return undefined;
    const at = cursor.line;
    const value = readValue(cursor, colon + 1, indent);
    if (!value) return undefined;
    entries.set(key, { line: at, column: indent + 1, value });
  }
  // Deeper than the keys: a value that goes on, or lines that are not in step.
  return cursor.indent < indent ? { kind: 'mapping', entries, line, column: indent + 1 } : undefined;
}

/** What stands behind the colon, or below it; the cursor is left on the line after it. */
function readValue(cursor: Cursor, afterColon: number, indent: number): Node | undefined {
  const { text } = cursor;
  const from = skipBlanks(text, afterColon);
  if (from < cursor.end) {
    if (from === afterColon) return undefined;
    const value = text.charCodeAt(from) === 0x5b ? readFlowList(cursor, from) : readScalar(cursor, from);
    nextLine(cursor);
    return value;
  }
  const nothing: Nothing = { kind: 'nothing', line: cursor.line, column: from - cursor.start + 1 };
  nextLine(cursor);
  if (cursor.indent >= indent && isDash(cursor)) return readBlockList(cursor, cursor.indent);
  if (cursor.indent > indent) return indent === 0 ? readMapping(cursor, cursor.indent) : undefined;
  return nothing;
}

function readBlockList(cursor: Cursor, indent: number): List | undefined {
  const { line } = cursor;
  const items: Node[] = [];
  while (cursor.indent === indent && isDash(cursor)) {
    const from = skipBlanks(cursor.text, cursor.start + indent + 1);
    const item = from < cursor.end ? readScalar(cursor, from) : undefined;
    if (!item) return undefined;
    items.push(item);
    nextLine(cursor);
  }
  return { kind: 'list', items, line, column: indent + 1 };
}

/** `[a, "b", 'c']`, all on this line and nothing behind it. */
function readFlowList(cursor: Cursor, from: number): List | undefined {
  const { text, end } = cursor;
  const items: Node[] = [];
  let at = skipBlanks(text, from + 1);
  if (text.charCodeAt(at) !== 0x5d) {
    for (;;) {
      const close = isQuote(text.charCodeAt(at)) ? quoteEnd(text, at, end) : flowItemEnd(text, at, end);
      if (close < 0) return undefined;
      items.push(scalarOf(cursor, at, close));
      at = skipBlanks(text, close);
      if (at >= end) return undefined;
      const mark = text.charCodeAt(at);
      if (mark === 0x5d) break;
      if (mark !== 0x2c) return undefined;
      at = skipBlanks(text, at + 1);
    }
  }
  if (at >= end || skipBlanks(text, at + 1) < end) return undefined;
  return { kind: 'list', items, line: cursor.line, column: from - cursor.start + 1 };
}

/** A plain or quoted value that ends with the line. */
function readScalar(cursor: Cursor, from: number): Scalar | Nothing | undefined {
  const { text, end } = cursor;
  const quoted = isQuote(text.charCodeAt(from));
  const close = quoted ? quoteEnd(text, from, end) : plainEnd(text, from, end);
  if (close < 0 || (quoted && skipBlanks(text, close) < end)) return undefined;
  return scalarOf(cursor, from, close);
}

function scalarOf(cursor: Cursor, from: number, close: number): Scalar | Nothing {
  const { text, line } = cursor;
  const column = from - cursor.start + 1;
  const quoted = isQuote(text.charCodeAt(from));
  const value = quoted ? text.slice(from + 1, close - 1) : text.slice(from, close);
  if (!quoted && isNull(value)) return { kind: 'nothing', line, column };
  return { kind: 'scalar', text: value, quoted, line, column };
}

/** Where a plain value of a line ends, blanks at the end left out; -1 where it is more than that. */
function plainEnd(text: string, from: number, end: number): number {
  if (isIndicator(text.charCodeAt(from))) return -1;
  let last = from;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20) continue;
    if (code < 0x20) return -1;
    if (code === 0x3a && (at + 1 === end || text.charCodeAt(at + 1) === 0x20)) return -1; // `a: b: c`
    if (code === 0x23 && text.charCodeAt(at - 1) === 0x20) return -1; // a comment
    last = at;
  }
  return last + 1;
}

/** The same inside a `[list]`, where `,` and `]` end a value and `:` may mean more than a colon. */
function flowItemEnd(text: string, from: number, end: number): number {
  if (isIndicator(text.charCodeAt(from))) return -1;
  let last = from;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20) continue;
    if (code === 0x2c || code === 0x5d) return last + 1;
    if (code < 0x20 || code === 0x3a || code === 0x5b || code === 0x7b || code === 0x7d) return -1;
    if (code === 0x23 && text.charCodeAt(at - 1) === 0x20) return -1;
    last = at;
  }
  return -1;
}

/** Behind the closing quote, on the same line and with nothing escaped before it; else -1. */
function quoteEnd(text: string, from: number, end: number): number {
  const quote = text.charCodeAt(from);
  for (let at = from + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1; // of '' the second is then more than the value
    if (code < 0x20 || code === 0x5c) return -1;
  }
  return -1;
}

/** Where the colon of a key is: a short word of ASCII letters, digits, `_` and `-`. */
function keyEnd(text: string, from: number): number {
  for (let at = from; at < from + 100; at++) {
    const code = text.charCodeAt(at);
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f) continue;
    if (at === from) return -1;
    if (code === 0x3a) return at;
    if (!((code >= 0x30 && code <= 0x39) || code === 0x2d)) return -1;
  }
  return -1;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 0x20) at++;
  return at;
}

/** `- `, the mark of an item. */
function isDash(cursor: Cursor): boolean {
  const at = cursor.start + cursor.indent;
  return cursor.text.charCodeAt(at) === 0x2d && cursor.text.charCodeAt(at + 1) === 0x20;
}

const isQuote = (code: number): boolean => code === 0x22 || code === 0x27;

/** Characters that mean something else than themselves at the start of a value. */
const INDICATORS = new Set(Array.from('-?:,[]{}#&*!|>\'"%@`', (mark) => mark.charCodeAt(0)));
const isIndicator = (code: number): boolean => INDICATORS.has(code) || Number.isNaN(code);

const isNull = (text: string): boolean => text === '~' || text === 'null' || text === 'Null' || text === 'NULL';
