// The problem book: every problem known, and which of them appeared or were mended since it was last told.

import { isError, nameOfProblem, type Problem } from '../model/problem.ts';

export function createProblemBook() {
  const bodies = new Map<string, readonly Problem[]>();
  let heads: readonly Problem[] = [];
  let told = new Map<string, Problem>();
  let isChanged = false;
  const names = new WeakMap<Problem, string>(); // most problems are the same as before

  return {
    /** The problems of all heads and of the folder. */
    setHeads(problems: readonly Problem[]): void {
      if (heads.length === 0 && problems.length === 0) return;
      heads = problems;
      isChanged = true;
    },
    /** The problems of one body, found when it is rendered. */
    setBody(path: string, problems: readonly Problem[]): void {
      if (problems.length > 0) bodies.set(path, problems);
      else if (!bodies.delete(path)) return;
      isChanged = true;
    },
    /** The file has changed or gone: what was found in its body is not known any more. */
    forgetBody(path: string): void {
      if (bodies.delete(path)) isChanged = true;
    },
    /** What changed since the last call; undefined if nothing did. One pass over all problems. */
    changes(): { readonly appeared: readonly Problem[]; readonly mended: readonly Problem[] } | undefined {
      if (!isChanged) return undefined;
      isChanged = false;
      const now = new Map<string, Problem>();
      const appeared: Problem[] = [];
      for (const problem of [...heads, ...[...bodies.values()].flat()]) {
        const name = names.get(problem) ?? nameOfProblem(problem);
        names.set(problem, name);
        if (!told.has(name) && !now.has(name)) appeared.push(problem);
        now.set(name, problem);
      }
      // If a head has an error, the rest of the file may not have been looked at: what is not seen is not mended yet.
      const broken = new Set(heads.filter(isError).map(({ path }) => path));
      const mended: Problem[] = [];
      for (const [name, problem] of told) {
        if (now.has(name)) continue;
        if (broken.has(problem.path)) now.set(name, problem);
        else mended.push(problem);
      }
      told = now;
      return appeared.length + mended.length > 0 ? { appeared, mended } : undefined;
    },
  };
}
