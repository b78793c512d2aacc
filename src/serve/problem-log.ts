// The problem log: what is wrong now, and who is told what appeared and what was mended.

import { isError, nameOfProblem, type Problem, printProblem, sortProblems } from '../model/problem.ts';

export interface ProblemLogOptions {
  /** Undefined if there are entries: then an article without a date is an error too, which its program must hear of. */
  readonly folder: string | undefined;
  readonly onProblems: ((appeared: readonly Problem[], mended: readonly Problem[]) => void) | undefined;
  /** Called with what keeps articles out, if there is no `onProblems`. */
  readonly onError: (error: ContentError) => void;
}

export interface ProblemLog {
  /** By file and line. */
  all(): readonly Problem[];
  note(appeared: readonly Problem[], mended: readonly Problem[]): void;
  /** A builder that is started again tells everything again. */
  restart(): void;
}

/** There can be no publication, or an article is left out. */
export class ContentError extends Error {
  readonly problems: readonly Problem[];
  constructor(message: string, problems: readonly Problem[]) {
    super(message);
    this.problems = problems;
  }
}

export function createProblemLog({ folder, onProblems, onError }: ProblemLogOptions): ProblemLog {
  const problems = new Map<string, Problem>();
  const toldBefore = new Set<string>(); // by builders that have ended

  return {
    all: () => sortProblems([...problems.values()]),
    note(appeared, mended) {
      for (const problem of appeared) problems.set(nameOfProblem(problem), problem);
      for (const problem of mended) problems.delete(nameOfProblem(problem));
      const news = appeared.filter((problem) => !toldBefore.delete(nameOfProblem(problem)));
      if (news.length + mended.length === 0) return;
      if (onProblems) return onProblems(news, mended);
      const errors = news.filter((each) => isError(each) || (folder === undefined && each.code === 'date-missing'));
      const lines = errors.map((each) => printProblem(each, folder));
      if (errors.length > 0) onError(new ContentError(lines.join('\n'), errors));
    },
    restart() {
      for (const name of problems.keys()) toldBefore.add(name);
      problems.clear();
    },
  };
}
