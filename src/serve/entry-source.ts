// The source of entries: asked for all of them, one time after the other. What has changed goes to the builder.

import type { EntryChanges, GivenEntry } from '../build/source-files.ts';
import { Unavailable } from '../http/answer.ts';
import type { SeenFile } from '../model/media.ts';
import { type Problem, problem, START } from '../model/problem.ts';
import { SITE_FILE } from '../model/source-file.ts';
import { wording } from '../model/wording.ts';
import { type Entries, type Entry, givenOf, pathOf, versionOf, type Wrong, wrongWith } from './entries.ts';
import { ContentError, type ProblemLog } from './problem-log.ts';

interface Known {
  readonly version: string;
  readonly file: SeenFile;
}

const PATIENCE = 60_000; // milliseconds without an entry after which a source counts as hanging
const MAX_PAUSE = 24 * 24 * 60 * 60; // seconds; a longer timer fires at once
const MAX_TURN = 10; // milliseconds of entries that are at hand, after which the app's clients have their turn

/**
 * Asks at once, and then every so many seconds. What `send` gives is fulfilled when the builder has published what has
 * changed, and rejects with Unavailable if there is none. `onFailure` is called if the source fails.
 */
export function followEntries(
  { site, articles, every = 0 }: Entries,
  send: (changes: EntryChanges) => Promise<unknown>,
  noteProblems: ProblemLog['note'],
  onFailure: (error: ContentError) => void,
) {
  let known: ReadonlyMap<string, Known> = new Map();
  let sent = new Map<string, SeenFile>(); // what the builder has
  let serial = 0;
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  let failure: Problem | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  /** Fulfilled after a refresh that began after this call; calls that wait share one. Never rejects. */
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
      const changes = await changesSince(sent);
      await send(changes);
      for (const path of changes.removed) sent.delete(path);
      for (const { file } of changes.written) sent.set(file.path, file);
      note(undefined);
    } catch (error) {
      // Without a builder there is nothing to do: another one begins with a refresh of its own.
      if (!(error instanceof Unavailable)) fail((error as Error).message);
    }
    if (every > 0 && !isClosed) timer = setTimeout(() => void refresh(), Math.min(every, MAX_PAUSE) * 1000).unref();
  }

  async function changesSince(before: ReadonlyMap<string, SeenFile>): Promise<EntryChanges> {
    const now = new Map<string, Known>();
    const written: GivenEntry[] = [];
    const wrong: Problem[] = [];

    function take(row: unknown, number: number): string {
      const entry = row as Entry;
      let name = `entry ${number}`;
      try {
        const path = pathOf(entry);
        if (path !== '') name = path;
        const why = wrongWith(entry, path, now.has(path));
        if (why) refuse(name, why);
        else add(entry, path);
      } catch (error) {
        refuse(name, ['head', wording('entry-invalid/thrown', messageOf(error))]); // objects of a database may throw
      }
      return name;
    }

    function add(entry: Entry, path: string): void {
      const version = versionOf(entry);
      const old = known.get(path);
      let file = old?.version === version ? old.file : undefined;
      if (!file || before.get(path) !== file) {
        const given = givenOf(entry);
        file ??= { path, size: given.body.body.length, mtime: 0, ctime: 0, inode: ++serial };
        written.push({ file, ...given });
      }
      now.set(path, { version, file });
    }

    function refuse(name: string, [key, words]: Wrong): void {
      wrong.push(problem(name, { ...START, key }, words));
      const old = known.get(name);
      if (old && before.get(name) === old.file && !now.has(name)) now.set(name, old); // stays as it was last good
    }

    take({ path: SITE_FILE, head: site, markdown: '', version: 'site' }, 0);
    await eachOf(articles, take);
    if (before !== sent) return changesSince(sent); // another builder has begun meanwhile
    known = now;
    return { written, removed: [...before.keys()].filter((path) => !now.has(path)), problems: wrong };
  }

  function fail(message: string): void {
    const found = problem('articles', { ...START, key: '' }, wording('source-failed', message));
    note(found);
    onFailure(new ContentError(message, [found]));
  }

  function note(now: Problem | undefined): void {
    if (now?.message !== failure?.message) noteProblems(now ? [now] : [], failure ? [failure] : []);
    failure = now;
  }

  void refresh();
  return {
    refresh,
    /** Another builder begins with nothing. */
    restart(): void {
      sent = new Map();
      void refresh();
    },
    close(): void {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** Gives each entry to `take`, which tells its name. Rejects if the source throws, or gives nothing for a minute. */
async function eachOf(articles: Entries['articles'], take: (entry: unknown, number: number) => string): Promise<void> {
  let [count, last] = [0, ''];
  let since = performance.now();
  let turn = since;
  let watchdog: NodeJS.Timeout | undefined;
  const after = () => (count === 0 ? 'before its first entry' : `after entry ${count}, ${last}`);

  async function reading(): Promise<void> {
    const given = await articles();
    if (!isList(given)) throw new Error('what it gives is no array, generator or promise of one');
    for await (const entry of given) {
      if (!watchdog) return; // it has gone on after all
      last = take(entry, ++count);
      since = performance.now();
      if (since - turn < MAX_TURN) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      turn = performance.now();
    }
  }
  const hanging = new Promise<never>((_, reject) => {
    watchdog = setInterval(() => {
      if (performance.now() - since < PATIENCE) return;
      reject(new Error(`The source gives nothing for ${PATIENCE / 1000} seconds, ${after()}.`));
    }, 1000);
    watchdog.unref?.(); // a number where there is no Node
  });
  const failed = (error: unknown) => {
    throw new Error(`The source failed ${after()}: ${messageOf(error)}`, { cause: error });
  };
  try {
    await Promise.race([reading().catch(failed), hanging]);
  } finally {
    clearInterval(watchdog);
    watchdog = undefined;
  }
}

const isList = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && (Symbol.iterator in given || Symbol.asyncIterator in given);

/** What somebody's program has thrown, in words. */
function messageOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  return typeof thrown === 'string' ? thrown : 'something was thrown that is no Error';
}
