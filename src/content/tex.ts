// TeX: formulas in Markdown, which reach the feed as they are written.

import type { StateBlock, StateInline } from 'markdown-it';
import type { Spend } from './work.ts';

/** A formula in a line: no space within a lone `$`, no digit behind it, so that prices are none. */
const IN_A_LINE =
  /\$\$(?:\\[\s\S]|[^\\$]){1,4000}\$\$|(?<![\p{L}\p{N}])\$(?![\s$])(?:\\[\s\S]|[^\\$]){1,1000}(?<!\s)\$(?![\d$])|\\\([^\n]{1,500}?\\\)|\\\[(?:[^\\]|\\(?!\])){1,1000}\\\](?![([])/uy;

/** `\(see below\)` and `\[1\]` are brackets that Markdown is to leave alone: in square ones a formula has a command. */
const isTex = (text: string): boolean =>
  /(?<!\\)\\[a-z]{2}/i.test(text.slice(2, -2)) ||
  /^\\\[\s*\n/.test(text) ||
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
