// Formulas: TeX in Markdown as it is written, MathML as a line of text that keeps what it says.

import type { StateBlock, StateInline } from 'markdown-it';
import type { Attributes, Spend } from './allowed-html.ts';

/** A formula in a line: no space within a lone `$`, no digit behind it, so that prices are none. */
const IN_A_LINE =
  /\$\$(?:\\[\s\S]|[^\\$]){1,4000}\$\$|(?<![\p{L}\p{N}])\$(?![\s$])(?:\\[\s\S]|[^\\$]){1,1000}(?<!\s)\$(?![\d$])|\\\([^\n]{1,500}?\\\)|\\\[(?:[^\\]|\\(?!\])){1,1000}\\\](?![([])/uy;

/**
 * `\(see below\)`, `\[1\]` and `\[^1\]` are brackets that Markdown is to leave alone: in square ones a formula has a
 * command, = or a power.
 */
const isTex = (text: string): boolean =>
  /(?<!\\)\\[a-z]{2}/i.test(text.slice(2, -2)) ||
  /^\\\[(?:\s*\n|.*(?:\s=\s|[\w)}]\^).*\\\]$)/s.test(text) ||
  /^\\\(\s*(?:[a-z\d]|.*[=^_+<>{}].*)\s*\\\)$/is.test(text);

/** A rule for markdown-it's lines. */
export function texInLine(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const isMath = src[pos] === '$' || (src[pos] === '\\' && (src[pos + 1] === '(' || src[pos + 1] === '['));
  if (!isMath) return false;
  IN_A_LINE.lastIndex = pos;
  const tex = IN_A_LINE.exec(src)?.[0];
  if (tex === undefined) (state.env.spend as Spend)(5); // it may have looked far
  if (tex === undefined || pos + tex.length > posMax) return false;
  if (tex.startsWith('\\') && !isTex(tex)) return false;
  if (!silent) state.push('text_special', '', 0).content = tex;
  state.pos += tex.length;
  return true;
}

const LINES_AT_MOST = 200;

/** A rule for markdown-it's blocks: `$$`, `\[` or `\begin{…}` at the beginning of a line, its end at that of another. */
export function texBlock(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if ((state.sCount[start] ?? 0) - state.blkIndent >= 4) return false;
  const lineAt = (line: number) =>
    state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  const first = lineAt(start);
  if (first[0] !== '$' && first[0] !== '\\') return false;
  const [opening, name] = /^(?:\$\$|\\\[|\\begin\{(\w+\*?)\})/.exec(first) ?? [];
  if (opening === undefined) return false;
  const closing = name ? `\\end{${name}}` : opening === '$$' ? '$$' : '\\]';
  for (let line = start; line < end && line < start + LINES_AT_MOST; line++) {
    const text = lineAt(line).trimEnd();
    (state.env.spend as Spend)(0.5);
    if (line > start && text !== '' && (state.sCount[line] ?? 0) < state.blkIndent) return false;
    const at = text.indexOf(closing, line === start ? opening.length : 0);
    if (at < 0) continue;
    if (at + closing.length < text.length) return false;
    const tex = state.getLines(start, line + 1, state.blkIndent, false).trim();
    if (opening === '\\[' && !isTex(tex)) return false;
    if (silent) return true;
    const token = state.push('tex_block', '', 0);
    token.content = tex;
    token.map = [start, line + 1];
    state.line = line + 1;
    return true;
  }
  return false;
}

export interface Formula {
  readonly name: string;
  readonly attributes: Attributes;
  readonly content: (Formula | string)[];
}

/** The formula's own words for it or its TeX, else text: `1/3`, `r^2`, `√16`. */
export function textOfFormula(formula: Formula): string {
  const given = formula.attributes.alttext?.trim() || texIn(formula)?.trim();
  return oneSpaced(given || textIn(formula));
}

const oneSpaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

function texIn({ name, attributes, content }: Formula): string | undefined {
  if (name !== 'annotation') return content.flatMap((part) => (isText(part) ? [] : (texIn(part) ?? [])))[0];
  return /tex/i.test(attributes.encoding ?? '') ? content.filter(isText).join('') : undefined;
}

const isText = (part: Formula | string): part is string => typeof part === 'string';

function textIn(part: Formula | string): string {
  if (isText(part)) return oneSpaced(part);
  const { name, attributes, content } = part;
  const texts = content.filter((child) => !isText(child) || child.trim() !== '').map(textIn);
  const shape = SHAPES.get(name);
  if (shape !== undefined) return shape.replace(/\d/g, (place) => grouped(texts[Number(place) - 1] ?? ''));
  if (name === 'msqrt') return `√${grouped(texts.join(''))}`;
  const { open = '(', separators = ', ', close = ')' } = attributes;
  const [before, between, after] = name === 'mfenced' ? [open, separators, close] : (ROWS.get(name) ?? ['', '', '']);
  return before + texts.join(between) + after;
}

/** Where the first, the second and the third part of a formula stand. */
const SHAPES: ReadonlyMap<string, string> = new Map([
  ['mfrac', '1/2'],
  ['mroot', '2√1'],
  ...['msup', 'mover'].map((name) => [name, '1^2'] as const),
  ...['msub', 'munder'].map((name) => [name, '1_2'] as const),
  ...['msubsup', 'munderover'].map((name) => [name, '1_2^3'] as const),
  ['mspace', ' '],
  ...['mphantom', 'annotation', 'annotation-xml'].map((name) => [name, ''] as const),
]);

/** What stands before, between and after the parts of those that have any number. */
const ROWS: ReadonlyMap<string, readonly [string, string, string]> = new Map([
  ['mtable', ['(', '; ', ')']],
  ['mtr', ['', ', ', '']],
  ['mtext', [' ', '', ' ']],
]);

/** What is more than one number or word stands in brackets beside an operator. */
const grouped = (text: string): string =>
  /^[\p{L}\p{M}\p{N}.,′']*$|^\([^()]*\)$|^.$/u.test(text) ? text : `(${text})`;
