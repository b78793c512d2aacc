// The builder: owns the content folder, or the entries of a program. It follows it, publishes, and writes documents for
// the server. Runs in a thread of its own, or in place.

import { Unavailable } from '../http/answer.ts';
import type { Article } from '../model/article.ts';
import { isError } from '../model/problem.ts';
import { addressSetOf, hasAddress, type Publication } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { folderOf } from '../model/source-file.ts';
import { publish } from '../publish.ts';
import { createFolder } from './folder.ts';
import type { Answered, BuilderEnvironment, BuilderOptions, Question, Told } from './messages.ts';
import { type Change, changesBetween, countsIn, createProblemBook, happeningsOf, type Snapshot } from './news.ts';
import { createRenderer } from './renderer.ts';
import { createWriting, foundAt } from './writing.ts';

const QUIET = 25; // milliseconds without another change before the folder is looked at
const MAX_WAIT = 1000; // milliseconds of changes after which it is looked at anyway
const SECOND_LOOK = 500; // milliseconds after a change: the system drops events under load
const REGULAR_LOOK = 60_000; // milliseconds: network mounts send no events at all
const LONGEST_SLEEP = 24 * 60 * 60 * 1000; // milliseconds; longer timers fire at once
const MAX_ROUNDS = 5; // looks at files that change while they are read, before other work has its turn
const MAX_CHECKED = 50; // changed articles whose bodies are rendered at once, so that their problems are told

/**
 * Opens a folder at once: the first publication, or why there is none, is told before this returns. Entries are waited
 * for.
 */
export function createBuilder(options: BuilderOptions, environment: BuilderEnvironment) {
  const { clock, onWork = () => {}, onIdle = () => {}, files } = environment;
  const { content, drafts } = options;
  const book = createProblemBook();
  const folder = createFolder(files, { ...options, onFile: onWork, isBodyKept: (article) => renderer.isKept(article) });
  const renderer = createRenderer({ folder, drafts, onFile: onWork, onProblems: book.setBody });
  const writing = createWriting(options, (path) => foundAt(path, current?.publication, files.root()));
  const watcher = options.watch ? files.watch?.(noticed) : undefined;
  const timers: { look?: NodeJS.Timeout; stale?: NodeJS.Timeout } = {};
  let background: NodeJS.Immediate | undefined;
  let isClosed = false;
  let current: Snapshot | undefined;
  let noticedSince: number | undefined;
  let pending: Set<string> | 'all' | undefined;

  /** One piece of work: each question is one, each look, and each feed that is written in the background. */
  function work<T>(run: () => T): T {
    onWork();
    try {
      return run();
    } finally {
      tell(writing.isWaiting() ? undefined : { kind: 'idle' });
      if (writing.isWaiting() && !isClosed) background ??= setImmediate(writeNext);
      onIdle();
    }
  }

  /** Problems first, so that whoever hears of anything else has them all. */
  function tell(told: Told | undefined): void {
    const changes = book.changes();
    if (changes) environment.tell({ kind: 'problems', ...changes });
    if (told) environment.tell(told);
  }

  function writeNext(): void {
    background = undefined;
    work(() => {
      const next = writing.next();
      if (next) tell({ kind: 'changed', ...next });
    });
  }

  /** Sets or moves one of the timers. None of them keeps the process alive. */
  function after(name: keyof typeof timers, milliseconds: number, run: () => void): void {
    clearTimeout(timers[name]);
    if (!isClosed) timers[name] = setTimeout(run, milliseconds).unref();
  }

  const lookAfter = (milliseconds: number): void => after('look', milliseconds, () => work(lookAsNoticed));

  /** At an instant of the clock, however far. */
  function wakeAt(instant: number): void {
    const wait = Math.min(Math.max(0, instant - clock()), LONGEST_SLEEP);
    after('stale', wait, () => (clock() < instant ? wakeAt(instant) : work(lookAsNoticed)));
  }

  function noticed(path: string | undefined): void {
    if (path === undefined) pending = 'all';
    else if (pending !== 'all') pending = (pending ?? new Set()).add(path);
    noticedSince ??= performance.now();
    const waited = performance.now() - noticedSince;
    lookAfter(Math.min(QUIET, Math.max(0, MAX_WAIT - waited)));
  }

  /** Looks at what was noticed; at everything if nothing was. */
  function lookAsNoticed(): void {
    const isRegular = pending === undefined;
    look(pending === 'all' ? undefined : pending, isRegular && current ? REGULAR_LOOK : SECOND_LOOK);
  }

  /** Looks at these folders or at everything, publishes what has changed, and looks again after this many milliseconds. */
  function look(folders?: Iterable<string>, again = SECOND_LOOK): void {
    [pending, noticedSince] = [undefined, undefined];
    try {
      follow(folders);
    } catch (error) {
      // If the folder is gone, for a moment or for good, what was good last stays. Anything else is a fault of ours.
      if (!current || !('code' in (error as Error))) refuse(error as NodeJS.ErrnoException);
    }
    if (watcher && pending === undefined) lookAfter(again);
  }

  function follow(folders: Iterable<string> | undefined): void {
    let isChanged = current === undefined || (current.publication.staleAt ?? Number.POSITIVE_INFINITY) <= clock();
    let seen = folder.look(folders);
    for (let round = 1; ; round++) {
      isChanged ||= seen.isChanged;
      watcher?.follow(files.root(), files.folders());
      if (seen.missed.length === 0 || round >= MAX_ROUNDS) break;
      seen = folder.look(seen.missed.map(folderOf));
    }
    if (watcher) for (const path of seen.missed) noticed(folderOf(path));
    book.setHeads(folder.problems(), folder.sources());
    const site = folder.site();
    if (isChanged && site && folder.siteFile()) publishNow(site);
    else if (!current) refuse(undefined);
  }

  function publishNow(site: Site): void {
    const before = current;
    const catalog = folder.catalog();
    const at = Math.max(clock(), before?.publication.at ?? 0);
    const render = (article: Article) => renderer.render(article, now);
    const publication = publish(catalog, site, at, render, { media: folder.media, drafts });
    const addresses = addressSetOf(publication.possiblePaths());
    const now: Snapshot = {
      site,
      catalog,
      publication,
      addresses,
      sources: folder.sources(),
      siteFile: folder.siteFile(),
    };
    current = now;
    const changes = before ? changesBetween(before, now) : [];
    const changed = changes.filter(({ article, is }) => is && publication.permalinkOf(article) !== undefined);
    for (const { article } of changed.slice(0, MAX_CHECKED)) check(article);
    const channels = channelsOf(changes, before?.publication, publication);
    const { feeds, stale } = writing.publication(channels, (path) => hasAddress(addresses, path));
    const { title, url, hubs, timeZone, language, permalink } = site;
    tell({
      kind: 'publication',
      at,
      basePath: publication.basePath,
      site: { title, url, hubs, timeZone, language, permalink },
      happenings: before ? happeningsOf(changes, before, now) : [],
      counts: countsIn(now, folder.countFiles()),
      queryRules: publication.queryRules,
      addresses: addresses.slice(),
      feeds,
      stale,
    });
    if (options.hasTimers && publication.staleAt !== undefined) wakeAt(publication.staleAt);
  }

  /** Renders a body for its problems. */
  function check(article: Article): void {
    try {
      if (current) renderer.render(article, current);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error; // its file changes just now, and another look is on its way
    }
  }

  /** What a publication answers; if an article's file changes just then, what the next one does after another look. */
  function settled<T>(answer: (publication: Publication) => T): T {
    for (let round = 1; ; round++) {
      try {
        if (!current) throw new Unavailable(); // never "nothing there": the server may know better from a builder before
        return answer(current.publication);
      } catch (error) {
        if (!(error instanceof Unavailable) || round >= MAX_ROUNDS) throw error;
        look();
      }
    }
  }

  function refuse(error: NodeJS.ErrnoException | undefined): void {
    const why = error ? `cannot be read (${error.code})` : 'cannot be published';
    const message = error && !error.code ? error.message : `${content ?? 'What the source gives'} ${why}`;
    const problems = error ? [] : folder.problems().filter(isError);
    tell({ kind: 'refused', message, ...(error?.code && { code: error.code }), problems });
  }

  function answerTo(question: Question): Answered {
    switch (question.kind) {
      case 'get':
        return { found: settled(() => writing.asked(question.path)) };
      case 'paths':
        return { paths: settled((publication) => [...publication.paths()]) };
      case 'refresh':
        if (question.entries) files.take?.(question.entries);
        look();
        return {};
      case 'render-all':
        for (const article of folder.catalog().articles) check(article);
        return {};
    }
  }

  if (content !== undefined) work(look);
  return {
    /** Throws Unavailable if files change just now: in a moment there is an answer. */
    answer: (question: Question): Answered => work(() => answerTo(question)),
    close(): void {
      isClosed = true;
      watcher?.close();
      clearImmediate(background);
      for (const timer of Object.values(timers)) clearTimeout(timer);
    },
  };
}

/** The paths of the channels in which changed articles were or are. */
function channelsOf(changes: readonly Change[], before: Publication | undefined, now: Publication): Set<string> {
  const paths = new Set(['/']);
  for (const { article, old } of changes) {
    const shown = [...now.channelsOf(article), ...((old && before?.channelsOf(old)) ?? [])];
    for (const path of shown) paths.add(path);
  }
  return paths;
}
