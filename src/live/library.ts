// The library: the live holder of the current publication. Follows the content folder and the clock.

import type { Catalog } from '../catalog/catalog.ts';
import { isPublic } from '../catalog/public-articles.ts';
import { readFile } from '../disk/read.ts';
import { type Changes, createScanner } from '../disk/scan.ts';
import { createWatcher } from '../disk/watch.ts';
import { createRepresentations, type Representations } from '../http/representations.ts';
import { finishInSlices } from '../http/slices.ts';
import type { Article } from '../model/article.ts';
import { isFeed } from '../model/paths.ts';
import { isError, type Problem, sortProblems } from '../model/problem.ts';
import type { Publication } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { publishInSteps } from '../publish.ts';
import { changedTargets, movedUnread } from './changed-targets.ts';
import { ContentError } from './content-error.ts';
import { fingerprintOf } from './fingerprint.ts';
import { createLoader } from './loader.ts';
import { createProblemBook } from './problem-book.ts';
import { createRenderer } from './renderer.ts';
import { settle } from './settling.ts';
import type { EarlyThread } from './threads.ts';
import { createTimers } from './timers.ts';

export { ContentError };

export interface LibraryOptions {
  /** The public address, if it is not that of site.yaml. */
  readonly url?: string | undefined;
  /** The port that a `localhost` address in site.yaml follows. */
  readonly port?: number | undefined;
  /** Whether changes on disk are followed; they are if it is left out. */
  readonly watch?: boolean;
  /** Milliseconds since 1970; the system's clock if it is left out. */
  readonly clock?: () => number;
  /** Called with the problems that appeared and those that were mended. */
  readonly onProblems?: (appeared: readonly Problem[], mended: readonly Problem[]) => void;
  /** Called after another publication has become current. */
  readonly onPublish?: (publication: Publication, site: Site) => void;
  readonly representations?: Representations;
  /** Characters of articles' HTML that are kept, if not as many as a server keeps. */
  readonly keptHtml?: number;
  /** A thread that reads the folder already, under the same settings. */
  readonly early?: EarlyThread | undefined;
  /** The file in which parsed articles are kept over a restart; none are if it is left out. */
  readonly heads?: string | undefined;
  /** Of the program: another one may read the same file otherwise. */
  readonly version?: string | undefined;
  /** Told of what went wrong in the background, and does no harm. */
  readonly onFault?: (error: unknown) => void;
}

export interface Library {
  /** What is public now; nothing before the first load. */
  current(): Publication | undefined;
  site(): Site | undefined;
  /** Every valid article, drafts and scheduled ones too. */
  catalog(): Catalog;
  /** All problems known, by file and line. */
  problems(): readonly Problem[];
  /** Fulfilled after the first load; rejects with a ContentError where there can be no publication. */
  readonly ready: Promise<void>;
  readonly representations: Representations;
  /** How many articles there are of each kind. */
  counts(): { readonly public: number; readonly scheduled: number; readonly drafts: number };
  /** Renders every body, drafts too, so that their problems are known; or those that are wanted. */
  renderAll(isWanted?: (article: Article) => boolean): Promise<void>;
  /** Equal in two libraries that have read the same files. */
  fingerprint(): string;
  /** Looks at the whole folder now, and publishes what has changed. */
  refresh(): Promise<void>;
  /** The same, for a source of `createApp`. */
  settle(): Promise<void>;
  close(): void;
}

const QUIET = 50; // milliseconds without another change before it is looked at
const PATIENCE = 1000; // milliseconds of changes after which it is looked at anyway
const SECOND_LOOK = 500; // milliseconds after a change: the system drops events under load
const REGULAR_LOOK = 60_000; // milliseconds: network mounts send no events at all
const KEEPING = 5_000; // milliseconds from a change to keeping what was parsed

/**
 * Opens the content folder, and follows it until it is closed. Never throws: `ready` tells whether it can be published.
 *
 *     const library = openLibrary('content', { url: 'https://example.org/news/' });
 *     await library.ready;
 *     app.route('/', createApp(library));
 */
export function openLibrary(contentFolder: string, options: LibraryOptions = {}): Library {
  const { clock = Date.now, watch = true, representations = createRepresentations() } = options;
  const scanner = createScanner(contentFolder);
  const book = createProblemBook(options.onProblems);
  const renderer = createRenderer(
    {
      get media() {
        return loader.media;
      },
      loaded: (path) => loader.loaded(path),
      read: (file) => readFile(scanner.root(), file),
      onProblems: book.setBody,
    },
    options.keptHtml,
  );
  const closing = new AbortController();
  const loader = createLoader(scanner, { ...options, signal: closing.signal });
  const watcher = watch ? createWatcher(contentFolder, noticed) : undefined;
  const settling = { contentFolder, scanner, loader, rendered: renderer, early: options.early };
  const { after, at, end } = createTimers(clock);
  let current: Publication | undefined;
  let noticedSince: number | undefined;
  let pending: Set<string> | 'all' | undefined;
  let working: Promise<void> = Promise.resolve();

  function noticed(folder: string | undefined): void {
    if (folder === undefined) pending = 'all';
    else if (pending !== 'all') pending = (pending ?? new Set()).add(folder);
    noticedSince ??= performance.now();
    const waited = performance.now() - noticedSince;
    after('look', Math.min(QUIET, Math.max(0, PATIENCE - waited)), () => void look());
  }

  /** One look after the other; each takes what was noticed until it begins. */
  function look(): Promise<void> {
    working = working.then(async () => {
      if (closing.signal.aborted) return;
      const folders = pending === 'all' ? undefined : pending;
      const events = pending;
      const isOpen = current !== undefined;
      [pending, noticedSince] = [undefined, undefined];
      try {
        await follow(folders);
      } catch (error) {
        // The folder is gone, for a moment or for good: what was good last stays.
        if (!current) throw error;
      }
      if (watch) after('again', events === undefined && isOpen ? REGULAR_LOOK : SECOND_LOOK, () => void look());
    });
    const result = working;
    working = working.catch(() => {});
    return result;
  }

  async function follow(folders: Iterable<string> | undefined): Promise<void> {
    const before = loader.catalog();
    const isDue = current?.staleAt !== undefined && clock() >= current.staleAt;
    const onSeen = ({ written, removed }: Changes) => {
      if (closing.signal.aborted) return false;
      watcher?.follow(scanner.root(), scanner.folders());
      if (current && !isDue && written.length + removed.length === 0) return false;
      for (const path of [...written, ...removed]) book.forgetBody(path);
      return true;
    };
    const settled = await settle(folders, { ...settling, isFirst: !current, onSeen });
    if (!settled || closing.signal.aborted) return;
    if (watch) for (const folder of settled.restless) noticed(folder);
    const site = loader.site();
    if (site && loader.hasSiteFile()) await show(site, settled.changes, before);
    book.set(loader.problems());
  }

  async function show(site: Site, changes: Changes, before: Catalog) {
    const now = Math.max(clock(), current?.at ?? 0);
    let next = await make(site, now);
    const surroundings = { site, catalog: loader.catalog(), publication: next };
    const targets = changedTargets(current, before, surroundings, changes, renderer.addresses());
    const renewed = new Set([...renderer.dependents(targets), ...movedUnread(targets, surroundings, changes)]);
    if (renewed.size > 0) {
      await loader.renew(renewed);
      next = await make(site, now);
    }
    const remade = await remake(next);
    current = next;
    for (const swap of remade) swap();
    if (next.staleAt !== undefined) at('stale', next.staleAt, () => void look());
    after('keep', KEEPING, () => void loader.keepHeads().catch((error: unknown) => options.onFault?.(error)));
    options.onPublish?.(next, site);
  }

  async function make(site: Site, now: number): Promise<Publication> {
    const catalog = loader.catalog();
    const { media, typeOf } = loader;
    const render = (article: Article): string => renderer.render(article, { site, catalog, publication });
    const options = { media, typeOf, previous: current };
    const publication = await finishInSlices(publishInSteps(catalog, site, now, render, options));
    return publication;
  }

  /** Feeds that have been asked for and are other now are made before, so no reader waits; shown by what it gives. */
  async function remake(next: Publication): Promise<(() => void)[]> {
    const remade: (() => void)[] = [];
    for (const path of [...representations.paths()].filter(isFeed)) {
      const before = current?.get(path);
      const resource = next.get(path);
      if (resource?.kind !== 'document') continue;
      if (before?.kind === 'document' && before.madeOf === resource.madeOf) continue;
      try {
        remade.push(await representations.prepare(path, resource, next.at));
      } catch {
        // Something changed again meanwhile; another look is on its way.
      }
    }
    return remade;
  }

  function* renderEach(isWanted: (article: Article) => boolean): Generator<void, void, void> {
    const [site, publication, catalog] = [loader.site(), current, loader.catalog()];
    if (!site || !publication) return;
    for (const article of catalog.articles) {
      if (closing.signal.aborted) return;
      if (isWanted(article)) renderer.render(article, { site, catalog, publication });
      yield;
    }
  }

  const ready = look().then(() => {
    if (current) return;
    const problems = loader.problems().filter(isError);
    throw new ContentError(`${contentFolder} cannot be published`, problems);
  });
  ready.catch(() => {});

  return {
    current: () => current,
    site: () => loader.site(),
    catalog: () => loader.catalog(),
    problems: () => sortProblems(book.all()),
    counts() {
      const { articles } = loader.catalog();
      const drafts = articles.filter(({ draft }) => draft).length;
      const shown = articles.filter((article) => isPublic(article, current?.at ?? clock())).length;
      return { public: shown, scheduled: articles.length - drafts - shown, drafts };
    },
    renderAll: (isWanted = () => true) => finishInSlices(renderEach(isWanted)),
    fingerprint: () => fingerprintOf(scanner.files()),
    ready,
    representations,
    refresh: look,
    settle: look,
    close() {
      closing.abort();
      watcher?.close();
      end();
    },
  };
}
