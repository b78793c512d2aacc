// The library: the live holder of the current publication. What was made before is answered at once; the builder is
// asked for the rest.

import type { Counts, NewPublication, Reply, Told } from '../build/messages.ts';
import { fileAt, streamBytes } from '../disk/read.ts';
import { type Answer, type Source, Unavailable } from '../http/answer.ts';
import type { Validators } from '../http/validators.ts';
import { type AddressSet, addressSetFrom } from '../model/address-set.ts';
import { nameOfProblem, type Problem, sortProblems } from '../model/problem.ts';
import { connectBuilder, hasThreads } from './builder-client.ts';
import { createRepresentations } from './representations.ts';

export interface LibraryOptions {
  /** The public address, if it is not that of site.yaml. */
  readonly url?: string | undefined;
  /** The port that a `localhost` address in site.yaml follows. */
  readonly port?: number | undefined;
  /** Whether drafts and scheduled articles are shown. Only for an app that nobody else can reach. */
  readonly drafts?: boolean | undefined;
  /** Whether changes on disk are followed; they are if it is left out. */
  readonly watch?: boolean;
  /** Milliseconds since 1970; the system's clock if it is left out. In a thread it stands still. */
  readonly clock?: () => number;
  /** Whether the builder runs in this thread. */
  readonly inPlace?: boolean;
  /** The validators of paths as they were last sent, before a restart; changed by the library. */
  readonly validators?: ReadonlyMap<string, Validators>;
  /** Called when a path is sent with other validators than before, or for the first time. */
  readonly onValidated?: (path: string, validators: Validators) => void;
  /** Called with the problems that appeared and those that were mended. */
  readonly onProblems?: (appeared: readonly Problem[], mended: readonly Problem[]) => void;
  /** Called when another publication has become current. */
  readonly onPublish?: (publication: NewPublication) => void;
  /** One line for the person who watches. */
  readonly log?: (line: string) => void;
}

export interface Library extends Source {
  /** Fulfilled after the first look at the folder; rejects with a ContentError if there can be no publication. */
  readonly ready: Promise<void>;
  /** Every path there is. */
  paths(): Promise<readonly string[]>;
  /** All problems known, by file and line. */
  problems(): readonly Problem[];
  counts(): Counts;
  /** Renders every body, drafts too, so that all problems are known. */
  renderAll(): Promise<void>;
  /** Looks at the whole folder now, and publishes what has changed. */
  refresh(): Promise<void>;
  /** Fulfilled when nothing is written or compressed in the background. */
  idle(): Promise<void>;
  /** Ends the builder; nothing of a library keeps a process alive. */
  close(): Promise<void>;
}

/**
 * Opens the content folder, and follows it until it is closed. Never throws: `ready` tells whether it can be published.
 *
 *     const library = openLibrary('content', { url: 'https://example.org/news/' });
 *     await library.ready;
 *     app.route('/', createApp(library));
 */
export function openLibrary(content: string, options: LibraryOptions = {}): Library {
  const { onProblems, onPublish, onValidated, log = () => {} } = options;
  const validators = new Map(options.validators);
  const clock = options.clock ?? Date.now;
  const problems = new Map<string, Problem>();
  const toldBefore = new Set<string>(); // problems that builders told which have ended
  const asking = new Map<string, Promise<Answer | undefined>>();
  const idling: (() => void)[] = [];
  let isIdle = true;
  let publication: NewPublication | undefined;
  let addresses: AddressSet | undefined;
  let settleReady: { resolve(): void; reject(error: Error): void } | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    settleReady = { resolve, reject };
  });
  ready.catch(() => {});

  const representations = createRepresentations({
    validators,
    clock,
    open: ({ root, file }, start, end) => streamBytes(root, file, start, end),
    onValidated(path, known) {
      validators.set(path, known);
      onValidated?.(path, known);
    },
  });

  function onTold(told: Exclude<Told, Reply>): void {
    if (told.kind === 'publication') show(told);
    else if (told.kind === 'changed') representations.hold(told.path, told.document, publication?.at ?? clock());
    else if (told.kind === 'problems') note(told.appeared, told.mended);
    else if (told.kind === 'refused') settleReady?.reject(errorOf(told, content));
    else {
      isIdle = true;
      for (const resolve of idling.splice(0)) resolve();
    }
  }

  /** In one turn: what is forgotten and what is new become visible together. */
  function show(next: NewPublication): void {
    publication = next;
    addresses = addressSetFrom(next.addresses);
    isIdle = false;
    representations.forget(addresses.has, next.stale);
    for (const [path, document] of next.feeds) representations.hold(path, document, next.at);
    settleReady?.resolve();
    onPublish?.(next);
  }

  function note(appeared: readonly Problem[], mended: readonly Problem[]): void {
    for (const problem of appeared) problems.set(nameOfProblem(problem), problem);
    for (const problem of mended) problems.delete(nameOfProblem(problem));
    // A builder that was started again tells everything again.
    const news = appeared.filter((problem) => !toldBefore.delete(nameOfProblem(problem)));
    if (news.length + mended.length > 0) onProblems?.(news, mended);
  }

  function onRestart(): void {
    for (const name of problems.keys()) toldBefore.add(name);
    problems.clear();
  }

  const client = connectBuilder({
    content,
    url: options.url,
    port: options.port,
    drafts: options.drafts,
    watch: options.watch ?? true,
    inPlace: options.inPlace ?? !hasThreads(),
    clock: options.clock,
    onTold,
    asked: () => representations.feeds(),
    onRestart,
    fileAt: (path) => fileAt(content, path),
    log,
  });

  /** Equal questions share one answer. */
  function ask(path: string): Answer | undefined | Promise<Answer | undefined> {
    const begun = asking.get(path);
    if (begun) return begun;
    isIdle = false;
    const reply = client.ask({ kind: 'get', path });
    if (!(reply instanceof Promise)) return held(path, reply);
    const promise = reply
      .then((told) => held(path, told))
      .finally(() => {
        if (asking.get(path) === promise) asking.delete(path);
      });
    asking.set(path, promise);
    return promise;
  }

  function held(path: string, reply: Reply): Answer | undefined {
    if (reply.kind === 'unsettled') throw new Unavailable();
    if (reply.kind === 'failed') throw new Error(reply.message);
    if (reply.kind !== 'found' || !reply.found || !publication) return undefined;
    return representations.hold(path, reply.found, publication.at);
  }

  return {
    ready,
    basePath: () => publication?.basePath,
    at: () => publication?.at ?? clock(),
    queryRules: () => publication?.queryRules ?? [],
    get(path) {
      const found = representations.get(path);
      if (found) return found;
      return addresses?.has(path.replace(/\?$/, '')) ? ask(path) : undefined;
    },
    async paths() {
      const reply = await client.ask({ kind: 'paths' });
      return reply.kind === 'paths' ? reply.paths : [];
    },
    problems: () => sortProblems([...problems.values()]),
    counts: () => publication?.counts ?? { files: 0, articles: 0, public: 0, scheduled: 0, drafts: 0 },
    renderAll: async () => void (await client.ask({ kind: 'render-all' })),
    refresh: async () => void (await client.ask({ kind: 'refresh' })),
    async idle() {
      if (!isIdle) await new Promise<void>((resolve) => idling.push(resolve));
      await representations.idle();
    },
    async close() {
      settleReady?.reject(new Unavailable());
      await client.close();
    },
  };
}

/** There can be no publication: the folder or its site.yaml is missing or broken. */
export class ContentError extends Error {
  readonly problems: readonly Problem[];
  constructor(message: string, problems: readonly Problem[]) {
    super(message);
    this.problems = problems;
  }
}

function errorOf({ message, code, problems }: Extract<Told, { kind: 'refused' }>, content: string): Error {
  if (code !== 'ENOENT') return new ContentError(message, problems);
  return Object.assign(new Error(`There is no folder ${content}.`), { code, path: content });
}
