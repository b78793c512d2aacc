// The library: the live holder of the current publication. What was made before is answered at once; the builder is
// asked for the rest.

import type { FolderOptions } from '../build/folder.ts';
import type { Answered, BuilderOptions, FoundFile, NewPublication, Question, Told } from '../build/messages.ts';
import type { Counts } from '../build/news.ts';
import { type Answer, logError, type Source, Unavailable } from '../http/answer.ts';
import type { Validators } from '../http/validators.ts';
import { basePathIn } from '../model/paths.ts';
import { type Problem, printProblem } from '../model/problem.ts';
import { type FileResource, hasAddress } from '../model/resource.ts';
import type { Instant } from '../model/time.ts';
import type { Entries } from './entries.ts';
import { followEntries } from './entry-source.ts';
import { ContentError, createProblemLog } from './problem-log.ts';
import { createRepresentations } from './representations.ts';

/** What is called as a library lives. */
export interface Follower {
  /** Called when a path is sent with other validators than before, or for the first time. */
  readonly onValidated?: (path: string, validators: Validators) => void;
  /** Called when another publication has become current. */
  readonly onPublish?: (publication: NewPublication) => void;
  /** Called when the library is closed. */
  readonly onClose?: () => void;
}

/** With `drafts`, drafts and scheduled articles are shown: only for an app that nobody else can reach. */
export interface LibraryOptions extends Follower, Pick<FolderOptions, 'url' | 'port' | 'drafts'> {
  /** Whether changes on disk are followed; they are if it is left out. */
  readonly watch?: boolean;
  /** Milliseconds since 1970; the system's clock if it is left out. In a thread it stands still. */
  readonly clock?: () => number;
  /** Whether the builder runs in this thread. */
  readonly inPlace?: boolean;
  /** The validators of paths as they were last sent, before a restart; changed by the library. */
  readonly validators?: Map<string, Validators>;
  /** Called with the problems that appeared and those that were mended. */
  readonly onProblems?: (appeared: readonly Problem[], mended: readonly Problem[]) => void;
  /**
   * Called with each error: a ContentError with what keeps articles out, if there is no `onProblems`, and any other
   * fault. Left out, errors are printed on the console.
   */
  readonly onError?: (error: unknown) => void;
  /** One line about the builder, for the person who watches; left out, it is an error. */
  readonly log?: (line: string) => void;
}

export interface Library extends Source {
  /** Takes any fault, as the option says. */
  readonly onError: (error: unknown) => void;
  /** Fulfilled after the first publication; rejects with a ContentError if there can be none, ENOENT without a folder. */
  readonly ready: Promise<void>;
  /** Every path there is. */
  paths(): Promise<readonly string[]>;
  /** All problems known, by file and line. */
  problems(): readonly Problem[];
  counts(): Counts;
  /** Renders every body, drafts too, so that all problems are known. */
  renderAll(): Promise<void>;
  /** Looks at the whole folder, or asks for all entries, and publishes what has changed. Problems are told elsewhere. */
  refresh(): Promise<void>;
  /** Fulfilled when nothing is written or compressed in the background. */
  idle(): Promise<void>;
  /** Calls back until the library is closed; `onPublish` at once if there is a publication. */
  follow(follower: Follower): void;
  /** Ends the builder; nothing of a library keeps a process alive. */
  close(): Promise<void>;
}

/** What a library is to its builder. */
export interface BuilderListener {
  readonly onTold: (told: Told) => void;
  /** Called before another builder is started. */
  readonly onRestart: () => void;
  /** The feeds that a new builder is to keep up to date. */
  readonly asked: () => BuilderOptions['asked'];
  readonly clock: () => Instant;
  /** One line for the person who watches. */
  readonly log: (line: string) => void;
}

/** The builder, in a thread or in this one. */
export interface BuilderClient {
  /** At once if the builder runs here. Throws or rejects with Unavailable if there is no answer just now. */
  answer(question: Question): Answered | Promise<Answered>;
  close(): unknown;
}

const MAX_ROUNDS = 50; // half a second each: builders that end while all bodies are rendered

export function createLibrary(
  content: string | Entries,
  options: LibraryOptions,
  connect: (listener: BuilderListener) => BuilderClient,
  open: (file: FoundFile) => FileResource['open'],
): Library {
  const { clock = Date.now, onError = logError, log = (line) => onError(new Error(line)) } = options;
  const folder = typeof content === 'string' ? content : undefined;
  const entries = typeof content === 'string' ? undefined : (content ?? ({} as Entries)); // a program without types
  const followers: Follower[] = [options];
  const problems = createProblemLog(folder, options.onProblems, onError);
  const asking = new Map<string, Promise<Answer | undefined>>();
  const idling: (() => void)[] = [];
  let isIdle = true;
  let isClosed = false;
  let publication: NewPublication | undefined;
  let settleReady: { resolve(): void; reject(error: Error): void } | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    settleReady = { resolve, reject };
  });
  ready.catch(() => {});
  const givenBasePath = basePathIn(options.url ?? entries?.site?.url);

  const representations = createRepresentations({
    validators: options.validators,
    clock,
    onValidated(path, known) {
      for (const { onValidated } of followers) onValidated?.(path, known);
    },
  });

  function onTold(told: Told): void {
    if (told.kind === 'publication') show(told);
    else if (told.kind === 'changed') representations.hold(told.path, told.document, publication?.at ?? clock());
    else if (told.kind === 'problems') problems.note(told.appeared, told.mended);
    else if (told.kind === 'refused') refuse(told);
    else {
      isIdle = true;
      for (const resolve of idling.splice(0)) resolve();
    }
  }

  function refuse({ message, code, problems }: Extract<Told, { kind: 'refused' }>): void {
    const none = () => Object.assign(new Error(`There is no folder ${folder}.`), { code, path: folder });
    const lines = problems.map((each) => printProblem(each, folder)).join('\n');
    const error = code === 'ENOENT' ? none() : new ContentError(lines || message, problems);
    settleReady?.reject(error);
    if (problems.length === 0) onError(error); // else they are told themselves
  }

  /** In one turn: what is forgotten and what is new become visible together. */
  function show(next: NewPublication): void {
    publication = next;
    isIdle = false;
    representations.forget((path) => hasAddress(next.addresses, path), next.stale);
    for (const [path, document] of next.feeds) representations.hold(path, document, next.at);
    settleReady?.resolve();
    for (const { onPublish } of followers) onPublish?.(next);
  }

  const client = connect({
    onTold,
    onRestart() {
      problems.restart();
      source?.restart();
    },
    asked: representations.feeds,
    clock,
    log,
  });
  const source =
    entries &&
    followEntries(
      entries,
      async (changes) => client.answer({ kind: 'refresh', entries: changes }),
      problems.note,
      (error) => settleReady?.reject(error),
    );

  /** Equal questions share one answer. */
  function ask(path: string): Answer | undefined | Promise<Answer | undefined> {
    const begun = asking.get(path);
    if (begun) return begun;
    isIdle = false;
    const answered = client.answer({ kind: 'get', path });
    if (!(answered instanceof Promise)) return held(path, answered);
    const promise = answered.then((later) => held(path, later)).finally(() => asking.delete(path));
    asking.set(path, promise);
    return promise;
  }

  function held(path: string, { found }: Answered): Answer | undefined {
    if (!found || !publication) return undefined;
    const answer = found.kind === 'file' ? { ...found, open: open(found) } : found;
    return representations.hold(path, answer, publication.at);
  }

  return {
    ready,
    onError,
    basePath: () => publication?.basePath ?? givenBasePath,
    at: () => publication?.at ?? clock(),
    queryRules: () => publication?.queryRules ?? [],
    get(path) {
      const found = representations.get(path);
      if (found) return found;
      if (!publication) throw new Unavailable();
      return hasAddress(publication.addresses, path.replace(/\?$/, '')) ? ask(path) : undefined;
    },
    paths: async () => (await client.answer({ kind: 'paths' })).paths ?? [],
    problems: problems.all,
    counts: () => publication?.counts ?? { files: 0, articles: 0, public: 0, scheduled: 0, drafts: 0 },
    async renderAll() {
      for (let round = 1; ; round++) {
        try {
          return void (await client.answer({ kind: 'render-all' }));
        } catch (error) {
          if (!(error instanceof Unavailable) || isClosed || round >= MAX_ROUNDS) throw error;
          await new Promise((resolve) => setTimeout(resolve, 500)); // the builder has ended, and another one starts
        }
      }
    },
    refresh: async () => void (await (source ? source.refresh() : client.answer({ kind: 'refresh' }))),
    async idle() {
      if (!isIdle) await new Promise<void>((resolve) => idling.push(resolve));
      await representations.idle();
    },
    follow(follower) {
      followers.push(follower);
      if (publication) follower.onPublish?.(publication);
    },
    async close() {
      isClosed = true;
      settleReady?.reject(new Unavailable());
      source?.close();
      for (const { onClose } of followers.splice(0)) onClose?.();
      await client.close();
    },
  };
}
