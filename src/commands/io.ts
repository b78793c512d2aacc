// What a command gets from its caller: output, environment, the signal to stop.

export interface Io {
  /** One line of the result. */
  out(line: string): void;
  /** One line for the person who watches: problems, progress. */
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the program is asked to stop. */
  readonly stop: AbortSignal;
}

/** The same, with what long work and questions need. */
export interface Terminal extends Io {
  /** What is being done: a line that the next one takes the place of, and '' takes away. A terminal only shows it. */
  progress(line: string): void;
  /** Asks the person at the terminal, who may say nothing; undefined if there is none. */
  readonly ask?: (question: string) => Promise<string>;
}

/** 0: done. 1: the content is wrong. 2: the call is wrong. */
export type ExitCode = 0 | 1 | 2;

/** The call is wrong: what is said to whoever made it. */
export class UsageError extends Error {}

/** The work cannot be done, and this says why and what to do. */
export class Failure extends Error {}
