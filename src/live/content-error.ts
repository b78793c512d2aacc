// A content error: why there can be no publication.

import type { Problem } from '../model/problem.ts';

/** There can be no publication: the folder or its site.yaml is missing or broken. */
export class ContentError extends Error {
  readonly problems: readonly Problem[];
  constructor(message: string, problems: readonly Problem[]) {
    super(message);
    this.problems = problems;
  }
}
