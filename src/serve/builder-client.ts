// The builder's client: starts a builder in a thread or in place, asks it, and starts another one if it ends or hangs.

import { Worker } from 'node:worker_threads';
import type { BuilderOptions, Question, Reply, Told } from '../build/messages.ts';
import { createProgress, readProgress } from '../build/progress.ts';
import type { ThreadData } from '../build/thread.ts';
import { Unavailable } from '../http/answer.ts';
import type { SeenFile } from '../model/media.ts';

export interface ClientOptions extends Omit<BuilderOptions, 'asked' | 'tooCostly'> {
  /** Whether the builder runs in this thread: for tests, and if there are no threads. */
  readonly inPlace: boolean;
  readonly clock: (() => number) | undefined;
  /** Called with everything that is no reply. */
  readonly onTold: (told: Exclude<Told, Reply>) => void;
  /** Called before another builder is started. */
  readonly onRestart: () => void;
  /** The feeds that a new builder is to keep up to date. */
  readonly asked: () => BuilderOptions['asked'];
  /** The file at a path as it is on disk now. */
  readonly fileAt: (path: string) => SeenFile | undefined;
  /** One line for the person who watches. */
  readonly log: (line: string) => void;
}

interface Running {
  answer(question: Question): void;
  /** Whether the process waits for it. */
  hold(isHeld: boolean): void;
  end(): Promise<unknown>;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

export interface BuilderClient {
  /** The reply, at once if the builder runs in place. Rejects with Unavailable while there is no builder. */
  ask(question: WithoutId<Question>): Reply | Promise<Reply>;
  close(): Promise<void>;
}

/** Milliseconds without progress after which a builder counts as hanging: on one file, and in other work. */
export const PATIENCE = { file: 10_000, other: 60_000, look: 1000 };

const MAX_PAUSE = 30_000; // milliseconds before a builder that ends again and again is started

/** Opens the folder; the first publication, or why there is none, is told to `onTold`. */
export function connectBuilder(options: ClientOptions, patience = PATIENCE): BuilderClient {
  const replies = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>();
  const tooCostly: SeenFile[] = [];
  let lastId = 0;
  let failures = 0; // builders that ended, one after the other
  let running: Running | undefined;
  let watchdog: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isLoading = options.content !== undefined; // entries keep the process alive themselves
  let loading: Promise<void> | undefined; // of the builder's modules, if it runs here
  let direct: Reply | undefined;

  function receive(told: Told): void {
    if ('id' in told) {
      direct = told;
      replies.get(told.id)?.resolve(told);
      replies.delete(told.id);
    } else {
      if (told.kind === 'publication') failures = 0;
      if (told.kind === 'publication' || told.kind === 'refused') isLoading = false;
      options.onTold(told);
    }
    // Nothing of a library keeps a process alive but what somebody waits for.
    running?.hold(isLoading || isClosed || replies.size > 0);
  }

  function start(): void {
    const { clock, onTold, onRestart, fileAt, log, inPlace, asked, ...plain } = options;
    const builderOptions: BuilderOptions = { ...plain, asked: asked(), tooCostly };
    if (inPlace) {
      loading = startInPlace(builderOptions, clock);
      return;
    }
    const progress = createProgress();
    const workerData: ThreadData = { options: builderOptions, progress, now: clock?.() };
    const worker = new Worker(THREAD, { workerData });
    running = {
      answer: (question) => worker.postMessage(question),
      hold: (isHeld) => (isHeld ? worker.ref() : worker.unref()),
      end() {
        worker.ref(); // else a process that has nothing else to do ends before the promise is settled
        return worker.terminate();
      },
    };
    worker.on('message', receive);
    worker.on('error', (error: Error) => log(`The builder failed: ${error.message}`));
    worker.once('exit', () => ended(log));
    watch(worker, progress);
  }

  /** The builder's modules are loaded here only if it runs here: they take as long as all others together. */
  async function startInPlace(builderOptions: BuilderOptions, clock: () => number = Date.now): Promise<void> {
    const [{ createBuilder }, { createDiskFiles }, { createEntryFiles }] = await Promise.all([
      import('../build/builder.ts'),
      import('../build/disk-files.ts'),
      import('../build/entry-files.ts'),
    ]);
    if (isClosed) return;
    const { content } = builderOptions;
    const files = content === undefined ? createEntryFiles() : createDiskFiles(content);
    const builder = createBuilder(builderOptions, { files, clock, tell: receive, onWork: () => {}, onIdle: () => {} });
    running = { answer: builder.answer, hold: () => {}, end: async () => builder.close() };
  }

  /** Ends a builder that hangs; the file at which it hung is left out by the next one. */
  function watch(worker: Worker, progress: SharedArrayBuffer): void {
    let last = readProgress(progress);
    let since = performance.now();
    clearInterval(watchdog);
    watchdog = setInterval(() => {
      const now = readProgress(progress);
      if (!now.isBusy || now.steps !== last.steps) since = performance.now();
      last = now;
      if (performance.now() - since < (now.path === '' ? patience.other : patience.file)) return;
      since = performance.now();
      const file = now.path === '' ? undefined : options.fileAt(now.path);
      if (file) tooCostly.push(file);
      options.log(`The builder hangs${now.path === '' ? '' : ` at ${now.path}`}; it is ended and started again.`);
      void worker.terminate();
    }, patience.look).unref();
  }

  function ended(log: (line: string) => void): void {
    clearInterval(watchdog);
    running = undefined;
    for (const { reject } of replies.values()) reject(new Unavailable());
    replies.clear();
    if (isClosed) return;
    failures += 1;
    const pause = failures === 1 ? 0 : Math.min(2 ** failures * 250, MAX_PAUSE);
    log(`The builder has ended; another one starts${pause === 0 ? '' : ` in ${Math.ceil(pause / 1000)} s`}.`);
    const timer = setTimeout(() => {
      if (isClosed) return;
      options.onRestart();
      start();
    }, pause);
    if (!isLoading) timer.unref(); // nor does a process end that waits for its first publication
  }

  function ask(question: WithoutId<Question>): Reply | Promise<Reply> {
    if (!running && loading && !isClosed) return loading.then(() => ask(question));
    if (!running) return Promise.reject(new Unavailable());
    const id = ++lastId;
    direct = undefined;
    const promise = new Promise<Reply>((resolve, reject) => replies.set(id, { resolve, reject }));
    running.hold(true);
    running.answer({ ...question, id } as Question);
    const reply = direct as Reply | undefined;
    return reply?.id === id ? reply : promise;
  }

  start();
  return {
    ask,
    async close() {
      isClosed = true;
      clearInterval(watchdog);
      await running?.end();
    },
  };
}

/** Compiled beside this file; if sources are run as they are, there is no thread. */
const THREAD = new URL('../build/thread.js', import.meta.url);

/** Whether the builder can run in a thread of its own. */
export const hasThreads = (): boolean => import.meta.url.endsWith('.js');
