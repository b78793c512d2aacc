// The way to a builder, and one in this thread: for tests, where there are no threads, and on the edge.

import type { Builder } from '../build/builder.ts';
import type { Answered, BuilderOptions, Question, Reply, Told } from '../build/messages.ts';
import { Unavailable } from '../http/answer.ts';

/** What a library is to its builder. */
export interface BuilderListener {
  /** Called with everything that is no reply. */
  readonly onTold: (told: Exclude<Told, Reply>) => void;
  /** Called before another builder is started. */
  readonly onRestart: () => void;
  /** The feeds that a new builder is to keep up to date. */
  readonly asked: () => BuilderOptions['asked'];
  /** One line for the person who watches. */
  readonly log: (line: string) => void;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

export interface BuilderClient {
  /** The answer, at once if the builder runs in place. Rejects with Unavailable if there is none just now. */
  ask(question: WithoutId<Question>): Answered | Promise<Answered>;
  close(): Promise<unknown>;
}

/** Makes a builder of modules that are loaded just now. */
export function connectInPlace(
  loading: Promise<(tell: (told: Told) => void) => Builder>,
  onTold: BuilderListener['onTold'],
): BuilderClient {
  let builder: Builder | undefined;
  let reply: Reply | undefined;
  const made = loading.then((create) => {
    builder = create((told) => {
      if ('id' in told) reply = told;
      else onTold(told);
    });
  });

  function ask(question: WithoutId<Question>): Answered | Promise<Answered> {
    if (!builder) return made.then(() => ask(question));
    builder.answer({ ...question, id: 0 } as Question);
    return answeredBy(reply as Reply);
  }

  return { ask, close: () => made.then(() => builder?.close()) };
}

/** Throws if there is no answer. */
export function answeredBy(reply: Reply): Answered {
  if (reply.kind === 'answered') return reply;
  throw reply.message === undefined ? new Unavailable() : new Error(reply.message);
}
