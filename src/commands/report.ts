// Reports: problems as a person reads them, with the line and a caret below it.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isError, type Problem, printProblem } from '../model/problem.ts';

/** The problem in one line, then the line it is about, where there is one to show. */
export function reportOf(problem: Problem, contentFolder: string): string[] {
  const line = lineOf(problem, contentFolder);
  const first = printProblem(problem, contentFolder.replace(/\/+$/, '') || basename(contentFolder));
  if (line === undefined || line.trim() === '') return [first];
  const start = Math.max(0, problem.column - 60);
  const shown = line.slice(start, start + 120).replaceAll('\t', ' ');
  const number = String(problem.line);
  const caret = ' '.repeat(Math.max(0, problem.column - 1 - start));
  return [first, `  ${number} | ${shown}`, `  ${' '.repeat(number.length)} | ${caret}^`];
}

/** `2 errors, 1 warning`. */
export function countsOf(problems: readonly Problem[]): string {
  const errors = problems.filter(isError).length;
  return `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`;
}

/** `1 article`, `2 articles`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function lineOf({ path, line }: Problem, contentFolder: string): string | undefined {
  try {
    const text = readFileSync(join(contentFolder, path), 'utf8').replace(/^\uFEFF/, '');
    return /\0/.test(text) ? undefined : text.split(/\r\n|\r|\n/)[line - 1];
  } catch {
    return undefined;
  }
}
