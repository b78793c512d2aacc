// The source of entries: asked once at a time, and again after a while. What has changed is sent to the builder.

import type { EntryChanges } from '../build/source-files.ts';
import { Unavailable } from '../http/answer.ts';
import type { SeenFile } from '../model/media.ts';
import { type Problem, problem, START } from '../model/problem.ts';
import { createEntryReader, type Entries } from './entries.ts';
import { ContentError, type ProblemLog } from './problem-log.ts';

export interface EntrySourceOptions {
  /** Fulfilled when the builder has published what has changed; rejects with Unavailable if there is none. */
  readonly send: (changes: EntryChanges) => Promise<unknown>;
  readonly problems: Pick<ProblemLog, 'note'>;
  /** Called if the source fails. */
  readonly onFailure: (error: ContentError) => void;
}

export interface EntrySource {
  /** Fulfilled after a refresh that began after this call; calls that wait share one. Never rejects. */
  refresh(): Promise<void>;
  /** Another builder begins with nothing. */
  restart(): void;
  /** The file that an entry is to the builder. */
  fileAt(path: string): SeenFile | undefined;
  close(): void;
}

/** Asks at once, and then every so many seconds. */
export function followEntries(entries: Entries, { send, problems, onFailure }: EntrySourceOptions): EntrySource {
  const { every = 0 } = entries;
  const reader = createEntryReader(entries);
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  let failure: Problem | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function refresh(): Promise<void> {
    next ??= current.then(() => {
      next = undefined;
      clearTimeout(timer);
      current = isClosed ? current : run();
      return current;
    });
    return next;
  }

  async function run(): Promise<void> {
    try {
      const changes = await reader.ask();
      await send(changes);
      reader.delivered(changes);
      note(undefined);
    } catch (error) {
      // Without a builder there is nothing to do: another one begins with a refresh of its own.
      if (!(error instanceof Unavailable)) fail((error as Error).message);
    }
    if (every > 0 && !isClosed) timer = setTimeout(() => void refresh(), every * 1000).unref();
  }

  function fail(message: string): void {
    const hint = 'What was published before stays; the source is asked again at the next refresh.';
    const found = problem('source-failed', 'articles', { ...START, key: '' }, message.replace(/\.?$/, '.'), hint);
    note(found);
    onFailure(new ContentError(message, [found]));
  }

  function note(now: Problem | undefined): void {
    if (now?.message !== failure?.message) problems.note(now ? [now] : [], failure ? [failure] : []);
    failure = now;
  }

  void refresh();
  return {
    refresh,
    restart() {
      reader.forget();
      void refresh();
    },
    fileAt: reader.fileAt,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
