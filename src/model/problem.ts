// A problem: what is wrong with the content, where, and what to do about it.

import { compare } from './text.ts';
import type { Wording } from './wording.ts';

/** A place in a file: line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** Of an entry the key in its head, '' if there is none: then line and column say nothing. */
  readonly key?: string;
}

export interface Problem extends Wording, Place {
  /** The file, below content/. */
  readonly path: string;
}

export const START: Place = { line: 1, column: 1 };

export type Lines = ReturnType<typeof linesOf>;

/** The lines of a text, looked up once; `first` is the line of its file on which it begins. */
export function linesOf(text: string, first = 1) {
  let starts: readonly number[] | undefined;
  const found = () => (starts ??= Array.from(`\n${text}`.matchAll(/\n/g), ({ index }) => index));
  return {
    /** Where a line begins, the first being 0; 0 for one that is not there. */
    startOf: (line: number): number => found()[line] ?? 0,
    /** Line and column of an offset. */
    placeAt(offset: number): Place {
      let [from, to] = [0, found().length]; // the last line that begins at or before it
      while (to - from > 1) {
        const middle = (from + to) >> 1;
        if ((found()[middle] as number) <= offset) from = middle;
        else to = middle;
      }
      return { line: first + from, column: offset - (found()[from] as number) + 1 };
    },
  };
}

/** A problem, or what an aggregator would find wanting: its code is that of a rule. */
export interface Remark extends Omit<Problem, 'code'> {
  readonly code: string;
}

export function problem(path: string, { line, column, key }: Place, words: Wording): Problem {
  const { code, severity, message, hint } = words;
  const where = { line, column, ...(key !== undefined && { key }) };
  return { code, severity, path, ...where, message, hint };
}

/**
 * `content/articles/a.md:4:7: date-invalid: "Tuesday" is not a date. Write 2026-01-05.`; without a folder and with a
 * key `articles/a.md: date: date-invalid: …`.
 */
export function printProblem(p: Remark, folder?: string): string {
  const place = p.key === undefined ? `:${p.line}:${p.column}` : printable(p.key && `: ${p.key}`);
  const path = (folder === undefined ? '' : `${folder}/`) + printable(p.path);
  return `${path}${place}: ${p.code}: ${printable(p.message)} ${printable(p.hint)}`;
}

/** Text for a terminal or a log: what would move its cursor or turn its letters round is shown as U+FFFD. */
export const printable = (text: string): string => text.replace(MOVING, '\uFFFD');

const MOVING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu;

export const isError = (p: Pick<Problem, 'severity'>): boolean => p.severity === 'error';

/** Equal for two findings of one problem. */
export const nameOfProblem = ({ code, path, line, column, key = '', message }: Problem): string =>
  `${path}:${line}:${column}:${key}:${code}:${message}`;

/** By file, then line, then column, then code. */
export function sortProblems<P extends Remark>(problems: readonly P[]): P[] {
  return [...problems].sort(
    (a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  );
}

/**
 * The same problems, but each key that nobody knows is told once, with the number of the files that have it. Of a whole
 * site that moves in, thousands of lines become one for each key.
 */
export function unknownKeysToldOnce(problems: readonly Problem[]): Problem[] {
  const files = new Map<string, Set<string>>();
  const others = problems.filter(({ code, message, path }) => {
    if (code !== 'key-unknown') return true;
    const known = files.get(message);
    files.set(message, (known ?? new Set<string>()).add(path));
    return known === undefined;
  });
  return others.map((each) => {
    const count = each.code === 'key-unknown' ? (files.get(each.message)?.size ?? 1) : 1;
    return count === 1 ? each : { ...each, message: each.message.replace(/\.$/, `, in ${count} files.`) };
  });
}
