// A problem: what is wrong with the content, where, and what to do about it.

export type Severity = 'error' | 'warning';

/** Every code there is. Codes are permanent; docs/problems.md explains each one. */
export const SEVERITY = {
  'alias-bomb': 'error',
  'address-taken': 'error',
  'comma-in-term': 'warning',
  'date-invalid': 'error',
  'date-missing': 'error',
  'file-too-large': 'error',
  'file-unreadable': 'error',
  'front-matter-language': 'error',
  'front-matter-missing': 'error',
  'front-matter-not-mapping': 'error',
  'front-matter-unclosed': 'error',
  'id-duplicate': 'error',
  'image-invalid': 'error',
  'key-unknown': 'warning',
  'link-broken': 'error',
  'media-missing': 'error',
  'media-outside': 'error',
  'media-type': 'error',
  'related-unknown': 'warning',
  'remote-size': 'warning',
  'site-missing': 'error',
  'slug-duplicate': 'error',
  'symlink-outside': 'warning',
  'title-missing': 'error',
  'updated-before-date': 'error',
  'utf8-invalid': 'error',
  'value-invalid': 'error',
  'yaml-invalid': 'error',
} as const satisfies Record<string, Severity>;

export type ProblemCode = keyof typeof SEVERITY;

/** A place in a file: line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Problem extends Place {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** The file, below content/. */
  readonly path: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do, in one sentence. */
  readonly hint: string;
}

export const START: Place = { line: 1, column: 1 };

/** A problem with the severity that belongs to its code. */
export function problem(code: ProblemCode, path: string, place: Place, message: string, hint: string): Problem {
  return { code, severity: SEVERITY[code], path, line: place.line, column: place.column, message, hint };
}

/** `content/articles/a.md:4:7: date-invalid: "Tuesday" is not a date. Write 2026-01-05.` */
export function printProblem(p: Problem, folder: string): string {
  return `${folder}/${p.path}:${p.line}:${p.column}: ${p.code}: ${p.message} ${p.hint}`;
}

export const isError = (p: Problem): boolean => p.severity === 'error';

/** By file, then line, then column, then code. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
