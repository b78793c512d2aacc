// The problem log: what is wrong now, and who is told what appeared and what was mended.

import { isError, nameOfProblem, type Problem, printProblem, sortProblems } from '../model/problem.ts';

/** There can be no publication, or an article is left out. */
export class ContentError extends Error {
  readonly problems: readonly Problem[];
  constructor(message: string, problems: readonly Problem[]) {
    super(message);
    this.problems = problems;
  }
}

export type ProblemLog = ReturnType<typeof createProblemLog>;

/**
 * Without a folder there are entries: then an article without a date is an error too, which its program must hear of.
 * `onError` is called with what keeps articles out, if there is no `onProblems`.
 */
export function createProblemLog(
  folder: string | undefined,
  onProblems: ((appeared: readonly Problem[], mended: readonly Problem[]) => void) | undefined,
  onError: (error: ContentError) => void,
) {
  const problems = new Map<string, Problem>();
  const toldBefore = new Set<string>(); // by builders that have ended

  return {
    /** By file and line. */
    all: (): readonly Problem[] => sortProblems([...problems.values()]),
    note(appeared: readonly Problem[], mended: readonly Problem[]): void {
      for (const problem of appeared) problems.set(nameOfProblem(problem), problem);
      for (const problem of mended) problems.delete(nameOfProblem(problem));
      const fresh = appeared.filter((problem) => !toldBefore.delete(nameOfProblem(problem)));
      const [news, healed] = [without(fresh, mended), without(mended, fresh)]; // what has only moved is no news
      if (onProblems && news.length + healed.length > 0) onProblems(news, healed);
      if (onProblems) return;
      const errors = news.filter((each) => isError(each) || (folder === undefined && each.code === 'date-missing'));
      const lines = errors.map((each) => printProblem(each, folder));
      if (errors.length > 0) onError(new ContentError(lines.join('\n'), errors));
    },
    /** A builder that is started again tells everything again. */
    restart(): void {
      for (const name of problems.keys()) toldBefore.add(name);
      problems.clear();
    },
  };
}

/** Those of which there is none in the others that says the same of the same file, at whatever line. */
function without(problems: readonly Problem[], others: readonly Problem[]): readonly Problem[] {
  const said = ({ path, code, message }: Problem) => `${path}:${code}:${message}`;
  const known = new Set(others.map(said));
  return problems.filter((problem) => !known.has(said(problem)));
}
