// `courant check`: every problem of every file.

import { createDiskFiles } from '../build/disk-files.ts';
import { createFolder } from '../build/folder.ts';
import { isError, type Remark, sortProblems } from '../model/problem.ts';
import { openLibrary } from '../serve/open-library.ts';
import { ContentError } from '../serve/problem-log.ts';
import { aggregatorsIn, remarksFor } from './aggregators.ts';
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
  const aggregators = options.for === undefined ? [] : aggregatorsIn(options.for);
  const library = openLibrary(content, {
    watch: false,
    url: io.env.SITE_URL || undefined,
    log: io.err,
    onError() {}, // what is wrong is printed below
  });
  let problems: readonly Remark[];
  let lines: readonly string[] = [];
  try {
    await library.ready;
    await library.renderAll();
    problems = library.problems();
    if (aggregators.length > 0) {
      const files = createDiskFiles(content);
      const folder = createFolder(files, { url: io.env.SITE_URL || undefined });
      folder.look();
      const found = remarksFor(aggregators, folder, files, Date.now());
      problems = sortProblems<Remark>([...problems, ...found.remarks]);
      lines = found.lines;
    }
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    if (error.problems.length === 0) {
      io.err(error.message);
      return 1;
    }
    problems = library.problems();
  } finally {
    await library.close();
  }
  if (json) io.out(JSON.stringify(problems, undefined, 2));
  else {
    for (const problem of problems) for (const line of reportOf(problem, content)) io.out(line);
    for (const line of lines) io.out(line);
    io.out(`${folderShown(content)}: ${articlesOf(library.counts())}; ${countsOf(problems)}.`);
  }
  return problems.some((each) => strict || isError(each)) ? 1 : 0;
}
