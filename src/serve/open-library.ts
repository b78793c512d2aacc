// Opening a library in Node: its builder runs in a thread, which is started again if it ends or hangs, or in this one.

import { Worker } from 'node:worker_threads';
import {
  type Answered,
  type Asking,
  type BuilderOptions,
  createProgress,
  type Reply,
  readProgress,
  type ThreadData,
  type Told,
} from '../build/messages.ts';
import { readPieces } from '../disk/read.ts';
import { Unavailable } from '../http/answer.ts';
import type { SeenFile } from '../model/media.ts';
import type { Entries } from './entries.ts';
import {
  type BuilderClient,
  type BuilderListener,
  createLibrary,
  type Library,
  type LibraryOptions,
} from './library.ts';

/** Compiled beside this file; if sources are run as they are, there is no thread. */
const THREAD = new URL('../build/thread.js', import.meta.url);
const HAS_THREADS = import.meta.url.endsWith('.js');

/**
 * Opens a content folder, or the entries of a program, and follows it until it is closed. Never throws: `ready` tells
 * whether it can be published.
 *
 *     const library = openLibrary('content', { url: 'https://example.org/news/' });
 *     const library = openLibrary({ site: { title, url }, articles: () => db.query('…'), every: 60 });
 *     app.route('/', createApp(library));
 */
export function openLibrary(given: string | Entries, options: LibraryOptions = {}): Library {
  const { url, port, drafts, watch = true, inPlace = !HAS_THREADS, clock } = options;
  const content = typeof given === 'string' ? given : undefined;
  const connect = inPlace ? connectHere : connectThread;
  return createLibrary(
    given,
    options,
    (listener) => connect(listener, { content, url, port, drafts, watch, hasTimers: true }, clock),
    (found) => (start, end) => readPieces(found.root, found.file, start, end),
  );
}

/** A builder in this thread. Its modules take as long as all others together, so they are loaded only here. */
function connectHere({ onTold, clock }: BuilderListener, options: Omit<BuilderOptions, 'asked'>): BuilderClient {
  let builder: BuilderClient | undefined;

  async function load(): Promise<BuilderClient> {
    const [{ createBuilder }, { createDiskFiles }, { createEntryFiles }] = await Promise.all([
      import('../build/builder.ts'),
      import('../build/disk-files.ts'),
      import('../build/source-files.ts'),
    ]);
    const files = options.content === undefined ? createEntryFiles() : createDiskFiles(options.content);
    builder = createBuilder({ ...options, asked: [] }, { files, clock, tell: onTold });
    return builder;
  }

  const loading = load(); // until it is done, questions wait
  return {
    answer: (question) => builder?.answer(question) ?? loading.then((loaded) => loaded.answer(question)),
    close: async () => (await loading).close(),
  };
}

/** Milliseconds without progress after which a builder counts as hanging: on one file, and in other work. */
const PATIENCE = { file: 10_000, other: 60_000, look: 1000 };

/** MB of the builder's heap for what is new, of which V8 takes 48 by itself: with less, nothing takes longer. */
const YOUNG = 12;

const MAX_PAUSE = 30_000; // milliseconds before a builder that ends again and again is started

/** A builder in a thread of its own, started again if it ends or hangs. */
function connectThread(
  { onTold, onRestart, asked, log }: BuilderListener,
  options: Omit<BuilderOptions, 'asked' | 'tooCostly'>,
  clock: (() => number) | undefined,
): BuilderClient {
  const waiting = new Map<number, { resolve(answered: Answered): void; reject(error: Error): void }>();
  const tooCostly: SeenFile[] = [];
  let lastId = 0;
  let failures = 0; // builders that ended, one after the other
  let running: Worker | undefined;
  let watchdog: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isLoading = options.content !== undefined; // entries keep the process alive themselves

  function receive(told: Told | Reply): void {
    if ('id' in told) {
      const { id } = told;
      if (told.kind === 'answered') waiting.get(id)?.resolve(told.answered);
      else waiting.get(id)?.reject(told.message === undefined ? new Unavailable() : new Error(told.message));
      waiting.delete(id);
    } else {
      if (told.kind === 'publication') failures = 0;
      if (told.kind === 'publication' || told.kind === 'refused') isLoading = false;
      onTold(told);
    }
    // Nothing of a library keeps a process alive but what somebody waits for.
    if (!isLoading && !isClosed && waiting.size === 0) running?.unref();
  }

  function start(): void {
    const progress = createProgress();
    const workerData: ThreadData = { options: { ...options, asked: asked(), tooCostly }, progress, now: clock?.() };
    running = new Worker(THREAD, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
    running.on('message', receive);
    running.on('error', (error: Error) => log(`The builder failed: ${error.message}`));
    running.once('exit', ended);
    watch(running, progress);
  }

  /** Ends a builder that hangs; the file at which it hung is left out by the next one. */
  function watch(worker: Worker, progress: SharedArrayBuffer): void {
    let last = readProgress(progress);
    let since = performance.now();
    watchdog = setInterval(() => {
      const now = readProgress(progress);
      if (!now.isBusy || now.steps !== last.steps) since = performance.now();
      last = now;
      if (performance.now() - since < (now.file ? PATIENCE.file : PATIENCE.other)) return;
      since = performance.now();
      if (now.file) tooCostly.push(now.file);
      log(`The builder hangs${now.file ? ` at ${now.file.path}` : ''}; it is ended and started again.`);
      void worker.terminate();
    }, PATIENCE.look).unref();
  }

  function ended(): void {
    clearInterval(watchdog);
    running = undefined;
    for (const { reject } of waiting.values()) reject(new Unavailable());
    waiting.clear();
    if (isClosed) return;
    failures += 1;
    const pause = failures === 1 ? 0 : Math.min(2 ** failures * 250, MAX_PAUSE);
    log(`The builder has ended; another one starts${pause === 0 ? '' : ` in ${Math.ceil(pause / 1000)} s`}.`);
    const timer = setTimeout(() => {
      if (isClosed) return;
      onRestart();
      start();
    }, pause);
    if (!isLoading) timer.unref(); // nor does a process end that waits for its first publication
  }

  start();
  return {
    async answer(question) {
      if (!running) throw new Unavailable();
      const id = ++lastId;
      running.ref();
      running.postMessage({ id, question } satisfies Asking);
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    async close() {
      isClosed = true;
      clearInterval(watchdog);
      running?.ref(); // else a process that has nothing else to do ends before the promise is settled
      await running?.terminate();
    },
  };
}
