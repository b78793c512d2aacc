// `courant check`: every problem of every file.

import { isError, type Remark, sortProblems } from '../model/problem.ts';
import { openLibrary } from '../serve/open-library.ts';
import { ContentError } from '../serve/problem-log.ts';
import type { ExitCode, Io } from './io.ts';
import { countsOf, folderShown, reportOf } from './report.ts';
import { articlesOf } from './serve-lines.ts';

interface CheckOptions {
  readonly content: string;
  readonly json: boolean;
  readonly strict?: boolean;
  /** Aggregators whose rules count too: `msn,google`. */
  readonly for?: string | undefined;
}

/** Prints all problems, by file and line. 1 if there is an error, or with `strict` a warning. */
export async function check({ content, json, strict = false, ...options }: CheckOptions, io: Io): Promise<ExitCode> {
  const remarksFor = options.for === undefined ? undefined : (await import('./aggregators.ts')).remarksOf(options.for);
  const url = io.env.SITE_URL || undefined;
  const library = openLibrary(content, {
    watch: false,
    url,
    log: io.err,
    onError() {}, // what is wrong is printed below
  });
  let articles = ''; // without a site.yaml that can be used, nobody knows what they are
  try {
    await library.ready;
    await library.renderAll();
    articles = `${articlesOf(library.counts())}; `;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    if (error.problems.length === 0) {
      io.err(error.message);
      return 1;
    }
  } finally {
    await library.close();
  }
  const { remarks, lines } = remarksFor?.(content, url) ?? { remarks: [], lines: [] };
  const problems = sortProblems<Remark>([...library.problems(), ...remarks]);
  if (json) io.out(JSON.stringify(problems, undefined, 2));
  else {
    [...reportOf(problems, content), ...lines].forEach(io.out);
    io.out(`${folderShown(content)}: ${articles}${countsOf(problems)}.`);
  }
  return problems.some((each) => strict || isError(each)) ? 1 : 0;
}
