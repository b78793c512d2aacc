// Reports: problems as a person reads them, with the line and a caret below it.

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isError, type Problem, printable, printProblem, type Remark } from '../model/problem.ts';

/** The content folder as a person names it: from the folder that the command runs in, if it is below that. */
export function folderShown(contentFolder: string): string {
  const path = relative('', contentFolder);
  return path === ''
    ? '.'
    : path === '..' || path.startsWith(`..${sep}`)
      ? contentFolder.replace(/(?<=.)\/+$/, '')
      : path;
}

/** The problem in one line, which begins with its severity; then the line it is about, where there is one to show. */
export function reportOf(problem: Remark, contentFolder: string): string[] {
  const line = lineOf(problem, contentFolder);
  const first = `${problem.severity.padEnd(7)}  ${printProblem(problem, folderShown(contentFolder))}`;
  if (line === undefined || line.trim() === '') return [first];
  const start = Math.max(0, problem.column - 60);
  const shown = printable(line.slice(start, start + 120).replaceAll('\t', ' '));
  const number = String(problem.line);
  const caret = blankAs(shown.slice(0, Math.max(0, problem.column - 1 - start)));
  return [first, `  ${number} | ${shown}`, `  ${' '.repeat(number.length)} | ${caret}^`];
}

/** Blanks as wide as the text on a terminal: marks take no column, and letters of East Asia and emoji take two. */
const blankAs = (text: string): string =>
  text
    .replace(/\p{M}|\u200D/gu, '')
    .replace(WIDE, '  ')
    .replace(/[^ ]/gu, ' ');

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/gu;

const LONGEST = 5_000_000; // bytes; longer files are refused unread

/** `2 errors, 1 warning`. */
export function countsOf(problems: readonly Pick<Problem, 'severity'>[]): string {
  const errors = problems.filter(isError).length;
  return `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`;
}

/** `1 article`, `2 articles`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;

function lineOf({ path, line }: Remark, contentFolder: string): string | undefined {
  return textOfFile(path, contentFolder)?.split(/\r\n|\r|\n/)[line - 1];
}

/** A file's text. Never of what lies outside the folder, were there only a link to it; nor of what never ends. */
export function textOfFile(path: string, contentFolder: string): string | undefined {
  try {
    const root = realpathSync(contentFolder);
    const file = realpathSync(join(root, path));
    const stats = statSync(file);
    if (!file.startsWith(join(root, '/')) || !stats.isFile() || stats.size > LONGEST) return undefined;
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    return /\0/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
