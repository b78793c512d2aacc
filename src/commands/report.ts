// Reports: problems as a person reads them, with the line and a caret below it; and what became of articles.

import { join, relative } from 'node:path';
import { readOwnFile, realPathOf } from '../disk/read.ts';
import { isError, type Problem, printable, printProblem, type Remark } from '../model/problem.ts';
import type { Terminal } from './io.ts';

/** The content folder as a person names it: from the folder that the command runs in, if it is below that. */
export function folderShown(contentFolder: string): string {
  const path = relative('', contentFolder) || '.';
  return /^\.\.(?:[/\\]|$)/.test(path) ? contentFolder.replace(/(?<=.)\/+$/, '') : path;
}

/** Each problem in one line, which begins with its severity; then the line it is about, where there is one to show. */
export const reportOf = (problems: readonly Remark[], contentFolder: string): string[] =>
  problems.flatMap((problem) => linesOf(problem, contentFolder));

export const errorsFirst = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => Number(isError(b)) - Number(isError(a)));

function linesOf(problem: Remark, contentFolder: string): string[] {
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
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\u3000-\u303F\u30FB-\u30FC\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/gu;

/** `2 errors, 1 warning`. */
export function countsOf(problems: readonly Pick<Problem, 'severity'>[]): string {
  const errors = problems.filter(isError).length;
  return `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`;
}

/** `1 article`, `2 articles`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;

/** What became of an article of elsewhere. `differs`: the file there says something else, and was left as it is. */
export type Outcome = 'made' | 'same' | 'differs' | 'updated' | 'refused';

/** Tells what became of one article; whether its file is written now. */
export function tellOutcome(outcome: Outcome, file: string, io: Terminal): boolean {
  if (outcome === 'made') io.out(`Made ${file}`);
  if (outcome === 'updated') io.out(`Updated ${file}`);
  if (outcome === 'differs') io.out(`Left ${file}: it differs from its source.`);
  return outcome === 'made' || outcome === 'updated';
}

/** `3 articles: 2 new, 1 as before.` `remark` is said of those that are new. */
export function tellOutcomes(all: readonly { readonly outcome: Outcome }[], io: Terminal, remark = ''): void {
  const count = (wanted: Outcome) => all.filter(({ outcome }) => outcome === wanted).length;
  const parts = [
    `${count('made')} new${remark}`,
    count('updated') && `${count('updated')} updated`,
    `${count('same')} as before`,
    count('refused') && `${count('refused')} that cannot be imported`,
    count('differs') && `${count('differs')} left as they are here: --update takes those of the source`,
  ];
  io.out(`${counted(all.length, 'article')}: ${parts.filter((part) => part !== 0).join(', ')}.`);
}

const MAX_BYTES = 5_000_000; // longer files are refused unread

/** The line that it is about. Never of what lies outside the folder, were there only a link to it. */
function lineOf({ path, line }: Remark, contentFolder: string): string | undefined {
  const [root, file] = [realPathOf(contentFolder), realPathOf(join(contentFolder, path))];
  if (root === undefined || !file?.startsWith(join(root, '/'))) return undefined;
  try {
    const text = readOwnFile(file, MAX_BYTES) ?? '';
    return text.includes('\0') ? undefined : text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)[line - 1];
  } catch {
    return undefined; // it is no file, or nobody may read it
  }
}
