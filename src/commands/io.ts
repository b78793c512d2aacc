// What a command may use of the world: where it prints, what it is told, when it is to stop.

export interface Io {
  /** One line of the result. */
  out(line: string): void;
  /** One line for the person who watches: problems, progress. */
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the program is asked to stop. */
  readonly stop: AbortSignal;
}

/** 0: done. 1: the content is wrong. 2: the call is wrong. */
export type ExitCode = 0 | 1 | 2;
