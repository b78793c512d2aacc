// The problem book: every problem known, and which of them appeared or were mended since the last entry.

import { isError, type Problem } from '../model/problem.ts';

export interface ProblemBook {
  /** The problems of all heads and of the folder. */
  set(problems: readonly Problem[]): void;
  /** The problems of one body, found when it is rendered. */
  setBody(path: string, problems: readonly Problem[]): void;
  forgetBody(path: string): void;
  all(): readonly Problem[];
}

export function createProblemBook(
  onChange: ((appeared: readonly Problem[], mended: readonly Problem[]) => void) | undefined,
): ProblemBook {
  const bodies = new Map<string, readonly Problem[]>();
  let heads: readonly Problem[] = [];
  let told = new Map<string, Problem>();

  const all = () => [...heads, ...[...bodies.values()].flat()];

  /** Where a file has an error, the rest of it may not have been looked at: what is not seen there is not mended yet. */
  function tell(): void {
    const now = new Map(all().map((each) => [nameOf(each), each]));
    const broken = new Set(
      all()
        .filter(isError)
        .map(({ path }) => path),
    );
    const unseen = [...told].filter(([name]) => !now.has(name));
    const appeared = [...now].filter(([name]) => !told.has(name)).map(([, each]) => each);
    const mended = unseen.filter(([, { path }]) => !broken.has(path)).map(([, each]) => each);
    told = new Map([...now, ...unseen.filter(([, { path }]) => broken.has(path))]);
    if (appeared.length + mended.length > 0) onChange?.(appeared, mended);
  }

  return {
    set(problems) {
      heads = problems;
      tell();
    },
    setBody(path, problems) {
      if (problems.length === 0 && !bodies.delete(path)) return;
      if (problems.length > 0) bodies.set(path, problems);
      tell();
    },
    forgetBody: (path) => void bodies.delete(path),
    all,
  };
}

const nameOf = ({ code, path, line, column, message }: Problem): string =>
  `${path}:${line}:${column}:${code}:${message}`;
