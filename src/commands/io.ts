// What a command gets from its caller: output, environment, the signal to stop; and how it is made of a program's streams.

import { createInterface } from 'node:readline';
import type { WriteStream } from 'node:tty';

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

export type Streams = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>;

/** Milliseconds that a line of progress stays at least, so that showing it costs nothing. */
const CALM = 100;

const RED = '\x1b[31m';
const YELLOW = '\x1b[33m';
const PLAIN = '\x1b[39m';

/** Results go to stdout, all else to stderr. Only the words `error` and `warning` before a problem have a colour. */
export function terminalOf(streams: Streams, env: Terminal['env'], stop: AbortSignal): Terminal {
  const { stdin, stdout, stderr } = streams;
  const isCapable = env.TERM !== 'dumb';
  let isShown = false;
  let shownAt = 0;
  // Whoever reads us may have read enough: `courant check | head`.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});

  function clear(): void {
    if (isShown) stderr.write('\r\x1b[K');
    isShown = false;
  }

  function printer(stream: WriteStream): (line: string) => void {
    const hasColours = stream.isTTY && isCapable && !env.NO_COLOR; // https://no-color.org
    const paint = (word: string) => (word === 'error' ? RED : YELLOW) + word + PLAIN;
    return (line) => {
      clear();
      stream.write(`${hasColours ? line.replace(/^(?:error|warning)(?= {2})/, paint) : line}\n`);
    };
  }

  return {
    out: printer(stdout),
    err: printer(stderr),
    progress(line) {
      if (!stderr.isTTY || !isCapable) return;
      if (line === '') return clear();
      const now = performance.now();
      if (now - shownAt < CALM) return;
      [isShown, shownAt] = [true, now];
      stderr.write(`\r${line.slice(0, (stderr.columns || 80) - 1)}\x1b[K`);
    },
    env,
    stop,
    ...(stdin.isTTY && stderr.isTTY && { ask: questioner(streams, stop) }),
  };
}

/**
 * Asks for one line after the other; what is typed ahead is kept. The terminal itself lets a line be edited. Throws
 * where the person ends the input, or us.
 */
function questioner({ stdin, stderr }: Streams, stop: AbortSignal): (question: string) => Promise<string> {
  let lines: AsyncIterator<string> | undefined;
  return async (question) => {
    stderr.write(question);
    lines ??= createInterface({ input: stdin, terminal: false })[Symbol.asyncIterator]();
    stdin.ref?.();
    const stopped = new Promise<never>((_, reject) => {
      stop.addEventListener('abort', () => reject(new UsageError('\nNothing was made.')), { once: true });
    });
    const { value, done } = await Promise.race([lines.next(), stopped]);
    stdin.unref?.(); // an open terminal is no reason to go on
    if (done) throw new UsageError('\nNothing was made.');
    return value.trim();
  };
}
