// `courant check`: every problem of every file.

import { ContentError, openLibrary } from '../live/library.ts';
import { isError, type Problem } from '../model/problem.ts';
import type { ExitCode, Io } from './io.ts';
import { counted, countsOf, reportOf } from './report.ts';

export interface CheckOptions {
  readonly content: string;
  readonly json: boolean;
}

/** Prints all problems, by file and line. 1 where there is an error. */
export async function check({ content, json }: CheckOptions, io: Io): Promise<ExitCode> {
  const library = openLibrary(content, { watch: false, url: io.env.SITE_URL || undefined });
  let problems: readonly Problem[];
  try {
    await library.ready;
    await library.renderAll();
    problems = library.problems();
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    if (error.problems.length === 0) {
      io.err(error.message);
      return 1;
    }
    problems = library.problems();
  } finally {
    library.close();
  }
  if (json) io.out(JSON.stringify(problems, undefined, 2));
  else {
    for (const problem of problems) for (const line of reportOf(problem, content)) io.out(line);
    const { public: shown, scheduled, drafts } = library.counts();
    const articles = `${counted(shown, 'public article')}, ${scheduled} scheduled, ${counted(drafts, 'draft')}`;
    io.out(`${content}: ${articles}; ${countsOf(problems)}.`);
  }
  return problems.some(isError) ? 1 : 0;
}
