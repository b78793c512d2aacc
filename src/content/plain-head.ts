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
 * Reads YAML of plain and simply quoted values, one-line `[lists]` and `{mappings}`, block lists of values, and nested
 * keys. Gives what readExactHead gives (a property test holds the two together), or nothing where the head has more.
 * `firstLine` is the line of the file that the text begins on.
 */
export function readPlainHead(yaml: string, firstLine: number): Mapping | undefined {
  const cursor = { text: yaml, line: firstLine - 1, start: 0, end: -1, indent: -1 };
  nextLine(cursor);
  if (cursor.indent < 0) return { kind: 'mapping', entries: new Map(), line: firstLine, column: 1 };
  return cursor.indent === 0 ? readMapping(cursor, 0, 1) : undefined;
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

function readMapping(cursor: Cursor, indent: number, depth: number): Mapping | undefined {
  const { line } = cursor;
  const entries = new Map<string, Entry>();
  while (cursor.indent === indent) {
    const from = cursor.start + indent;
    const colon = keyEnd(cursor.text, from);
    if (colon < 0) return undefined;
    const key = cursor.text.slice(from, colon);
    if (entries.has(key)) return undefined;
    const at = cursor.line;
    const value = readValue(cursor, colon + 1, indent, depth);
    if (!value) return undefined;
    entries.set(key, { line: at, column: indent + 1, value });
  }
  // Deeper than the keys: a value that goes on, or lines that are not in step.
  return cursor.indent < indent ? { kind: 'mapping', entries, line, column: indent + 1 } : undefined;
}

/** What stands behind the colon, or below it; the cursor is left on the line after it. */
function readValue(cursor: Cursor, afterColon: number, indent: number, depth: number): Node | undefined {
  const from = skipBlanks(cursor.text, afterColon);
  if (!isDone(cursor, from)) {
    const value = from === afterColon ? undefined : readInLine(cursor, from);
    nextLine(cursor);
    return value;
  }
  const nothing: Nothing = { kind: 'nothing', line: cursor.line, column: from - cursor.start + 1 };
  nextLine(cursor);
  if (cursor.indent >= indent && isDash(cursor)) return readBlockList(cursor, cursor.indent);
  if (cursor.indent > indent) return depth < DEEPEST ? readMapping(cursor, cursor.indent, depth + 1) : undefined;
  return nothing;
}

const DEEPEST = 8; // mappings in mappings

/** A value that ends with the line, or before a comment. */
function readInLine(cursor: Cursor, from: number): Node | undefined {
  const first = cursor.text.charCodeAt(from);
  if (first === 0x5b) return readFlowList(cursor, from);
  return first === 0x7b ? readFlowMapping(cursor, from) : readScalar(cursor, from);
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
  const items: Node[] = [];
  const end = readFlow(cursor, from, 0x5d, (at) => {
    const close = flowItemEnd(cursor, at);
    if (close >= 0) items.push(scalarOf(cursor, at, close));
    return close;
  });
  return end < 0 ? undefined : { kind: 'list', items, line: cursor.line, column: from - cursor.start + 1 };
}

/** `{ name: a, url: "b" }`, all on this line and nothing behind it. */
function readFlowMapping(cursor: Cursor, from: number): Mapping | undefined {
  const { text, line, start } = cursor;
  const entries = new Map<string, Entry>();
  const end = readFlow(cursor, from, 0x7d, (at) => {
    const colon = keyEnd(text, at);
    const value = skipBlanks(text, colon + 1);
    const key = text.slice(at, colon);
    const close = colon < 0 || value === colon + 1 || entries.has(key) ? -1 : flowItemEnd(cursor, value);
    if (close >= 0) entries.set(key, { line, column: at - start + 1, value: scalarOf(cursor, value, close) });
    return close;
  });
  return end < 0 ? undefined : { kind: 'mapping', entries, line, column: from - start + 1 };
}

/** Reads items up to the closing bracket; -1 where one of them, or what is behind the bracket, is more than that. */
function readFlow(cursor: Cursor, from: number, bracket: number, readItem: (at: number) => number): number {
  const { text, end } = cursor;
  let at = skipBlanks(text, from + 1);
  while (text.charCodeAt(at) !== bracket || at === end) {
    const close = readItem(at);
    if (close < 0) return -1;
    at = skipBlanks(text, close);
    if (at >= end) return -1;
    const mark = text.charCodeAt(at);
    if (mark === bracket) break;
    if (mark !== 0x2c) return -1;
    at = skipBlanks(text, at + 1);
    if (text.charCodeAt(at) === bracket) return -1;
  }
  return isDone(cursor, at + 1) ? at + 1 : -1;
}

/** A plain or quoted value that ends with the line, or before a comment. */
function readScalar(cursor: Cursor, from: number): Scalar | Nothing | undefined {
  const { text, end } = cursor;
  const close = isQuote(text.charCodeAt(from)) ? quoteEnd(text, from, end) : plainEnd(text, from, end);
  return close >= 0 && isDone(cursor, close) ? scalarOf(cursor, from, close) : undefined;
}

/** Whether there is nothing more on the line but blanks and perhaps a comment. */
function isDone({ text, end }: Cursor, from: number): boolean {
  const at = skipBlanks(text, from);
  return at >= end || (text.charCodeAt(at) === 0x23 && text.charCodeAt(at - 1) === 0x20);
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
    if (code === 0x23 && text.charCodeAt(at - 1) === 0x20) break; // a comment
    last = at;
  }
  return last + 1;
}

/** The same inside brackets, where `,` and a bracket end a value and `:` may mean more than a colon. */
function flowItemEnd({ text, end }: Cursor, from: number): number {
  if (isQuote(text.charCodeAt(from))) return quoteEnd(text, from, end);
  if (isIndicator(text.charCodeAt(from))) return -1;
  let last = from;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20) continue;
    if (code === 0x2c || code === 0x5d || code === 0x7d) return last + 1;
    if (code < 0x20 || code === 0x3a || code === 0x5b || code === 0x7b) return -1;
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
