// The builder: owns the content folder, or the entries of a program. It follows it, publishes, and writes documents for
// the server. Runs in a thread of its own, or in place.

import type { Catalog } from '../catalog/catalog.ts';
import { isPublic } from '../catalog/public-articles.ts';
import { Unavailable } from '../http/answer.ts';
import type { Article } from '../model/article.ts';
import type { SeenFile } from '../model/media.ts';
import { isError } from '../model/problem.ts';
import { addressSetOf, hasAddress, type Publication } from '../model/resource.ts';
import { folderOf } from '../model/source-file.ts';
import { publish } from '../publish.ts';
import { createFolder } from './folder.ts';
import { type FileChanges, happeningsBetween } from './happenings.ts';
import type { Surroundings } from './links.ts';
import type { Answered, BuilderEnvironment, BuilderOptions, Counts, Question } from './messages.ts';
import { createProblemBook } from './problem-book.ts';
import { createRenderer } from './renderer.ts';
import { createTimers } from './timers.ts';
import { createWriting, foundAt } from './writing.ts';

export interface Builder {
  /** Throws Unavailable if files change just now: in a moment there is an answer. */
  answer(question: Question): Answered;
  close(): void;
}

const QUIET = 25; // milliseconds without another change before the folder is looked at
const MAX_WAIT = 1000; // milliseconds of changes after which it is looked at anyway
const SECOND_LOOK = 500; // milliseconds after a change: the system drops events under load
const REGULAR_LOOK = 60_000; // milliseconds: network mounts send no events at all
const MAX_ROUNDS = 5; // looks at files that change while they are read, before other work has its turn

/**
 * Opens a folder at once: the first publication, or why there is none, is told before this returns. Entries are waited
 * for.
 */
export function createBuilder(options: BuilderOptions, environment: BuilderEnvironment): Builder {
  const { clock, tell, onWork = () => {}, onIdle = () => {}, files } = environment;
  const book = createProblemBook();
  const folder = createFolder(files, { ...options, onFile: onWork, isBodyKept: (article) => renderer.isKept(article) });
  const renderer = createRenderer({ folder, drafts: options.drafts, onFile: onWork, onProblems: book.setBody });
  const writing = createWriting({
    ...{ ...options, tell, onWork, onIdle },
    write: (path) => foundAt(path, current?.publication, files.root()),
  });
  const watcher = options.watch ? files.watch?.(noticed) : undefined;
  const { after, at, end } = createTimers(clock);
  let current: Surroundings | undefined;
  let noticedSince: number | undefined;
  let pending: Set<string> | 'all' | undefined;
  /** Since the last publication. */
  const fileOf = (path: string) => folder.source(path)?.file;
  const fileChanges = { written: new Set<string>(), removed: [] as SeenFile[], fileOf } satisfies FileChanges;

  function noticed(path: string | undefined): void {
    if (path === undefined) pending = 'all';
    else if (pending !== 'all') pending = (pending ?? new Set()).add(path);
    noticedSince ??= performance.now();
    const waited = performance.now() - noticedSince;
    after('look', Math.min(QUIET, Math.max(0, MAX_WAIT - waited)), () => look(true));
  }

  /** Looks at what was noticed, or at everything, and publishes what has changed. */
  function look(isHint: boolean): void {
    const folders = isHint && pending !== 'all' ? pending : undefined;
    const isRegular = isHint && pending === undefined;
    onWork();
    [pending, noticedSince] = [undefined, undefined];
    try {
      follow(folders);
    } catch (error) {
      // If the folder is gone, for a moment or for good, what was good last stays. Anything else is a fault of ours.
      if (!current || !('code' in (error as Error))) refuse(error as NodeJS.ErrnoException);
    }
    if (watcher) after('again', isRegular && current ? REGULAR_LOOK : SECOND_LOOK, () => look(true));
    tellProblems();
    writing.resume();
    onIdle();
  }

  function follow(folders: Iterable<string> | undefined): void {
    let missed: readonly string[] = [];
    let isChanged = current === undefined || (current.publication.staleAt ?? Number.POSITIVE_INFINITY) <= clock();
    for (let round = 1, where = folders; ; round++, where = missed.map(folderOf)) {
      const seen = folder.look(where);
      watcher?.follow(files.root(), files.folders());
      for (const path of [...seen.written, ...seen.removed]) book.forgetBody(path);
      for (const path of seen.written) fileChanges.written.add(path);
      fileChanges.removed.push(...seen.lost);
      isChanged ||= seen.written.length + seen.removed.length > 0;
      missed = seen.missed;
      if (missed.length === 0 || round >= MAX_ROUNDS) break;
    }
    if (watcher) for (const path of missed) noticed(folderOf(path));
    book.setHeads(folder.problems());
    if (isChanged && folder.site() && folder.hasSiteFile()) publishNow();
    else if (!current) refuse(undefined);
  }

  function publishNow(): void {
    const [site, catalog] = [folder.site(), folder.catalog()];
    if (!site) return;
    const now = Math.max(clock(), current?.publication.at ?? 0);
    const previous = current;
    const publication = publish(catalog, site, now, render, { ...folder, drafts: options.drafts });
    const addresses = addressSetOf(publication.possiblePaths());
    current = { site, catalog, publication, addresses };
    const changed = previous ? differenceOf(shownIn(previous), shownIn(current)) : [];
    const happenings = previous ? happeningsBetween(previous, current, fileChanges) : [];
    fileChanges.written.clear();
    fileChanges.removed.length = 0;
    for (const article of changed.slice(0, MAX_CHECKED)) if (catalog.withPath(article.path) === article) check(article);
    const { feeds, stale } = writing.publication(channelsOf(changed, previous?.publication), isHeldPath);
    const { title, url, hubs, timeZone, language, permalink } = site;
    tellProblems(); // first, so that whoever hears of the publication has them all
    tell({
      kind: 'publication',
      at: now,
      basePath: publication.basePath,
      site: { title, url, hubs, timeZone, language, permalink },
      happenings,
      counts: countsOf(catalog, now, folder.countFiles()),
      queryRules: publication.queryRules,
      addresses: addresses.slice(),
      feeds,
      stale,
    });
    if (options.hasTimers && publication.staleAt !== undefined) at('stale', publication.staleAt, () => look(true));
  }

  const shownIn = ({ catalog, publication }: Surroundings): readonly Article[] =>
    catalog.articles.filter((article) => isPublic(article, { catalog, now: publication.at, drafts: options.drafts }));

  const isHeldPath = (path: string): boolean => current !== undefined && hasAddress(current.addresses, path);

  /** The paths of the channels in which these articles were or are. */
  function channelsOf(articles: readonly Article[], before: Publication | undefined): Set<string> {
    const paths = new Set(['/']);
    for (const publication of [before, current?.publication]) {
      for (const article of articles) for (const path of publication?.channelsOf(article) ?? []) paths.add(path);
    }
    return paths;
  }

  function render(article: Article): string {
    if (!current) throw new Error('Nothing is rendered before the first publication.');
    return renderer.render(article, current);
  }

  /** Renders a body for its problems. */
  function check(article: Article): void {
    try {
      render(article);
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
        look(false);
      }
    }
  }

  function refuse(error: NodeJS.ErrnoException | undefined): void {
    tellProblems(); // and so does who hears of the refusal
    const why = error ? `cannot be read (${error.code})` : 'cannot be published';
    const message = error && !error.code ? error.message : `${options.content ?? 'What the source gives'} ${why}`;
    const problems = error ? [] : folder.problems().filter(isError);
    tell({ kind: 'refused', message, ...(error?.code && { code: error.code }), problems });
  }

  function tellProblems(): void {
    const changes = book.changes();
    if (changes) tell({ kind: 'problems', ...changes });
  }

  function answerTo(question: Question): Answered {
    switch (question.kind) {
      case 'get':
        return { found: settled(() => writing.asked(question.path)) };
      case 'paths':
        return { paths: settled((publication) => [...publication.paths()]) };
      case 'refresh':
        if (question.entries) files.take?.(question.entries);
        look(false);
        return {};
      case 'render-all':
        for (const article of folder.catalog().articles) check(article);
        return {};
    }
  }

  if (options.content !== undefined) look(false);
  return {
    answer(question) {
      onWork();
      try {
        return answerTo(question);
      } finally {
        tellProblems();
        writing.resume();
        onIdle();
      }
    },
    close() {
      watcher?.close();
      writing.close();
      end();
    },
  };
}

const MAX_CHECKED = 50; // changed articles whose bodies are rendered at once, so that their problems are told

/** What only one of two lists has. Mostly all is equal but for a few articles in the middle. */
function differenceOf(before: readonly Article[], now: readonly Article[]): readonly Article[] {
  let [start, end] = [0, 0];
  while (start < now.length && now[start] === before[start]) start++;
  while (end < now.length - start && end < before.length - start && now.at(-1 - end) === before.at(-1 - end)) end++;
  const [others, old] = [now, before].map((list) => list.slice(start, list.length - end)) as [Article[], Article[]];
  const [is, was] = [new Set(others), new Set(old)];
  return [...others.filter((article) => !was.has(article)), ...old.filter((article) => !is.has(article))];
}

function countsOf(catalog: Catalog, now: number, files: number): Counts {
  const { articles } = catalog;
  const drafts = articles.filter(({ draft }) => draft).length;
  const shown = articles.filter((article) => isPublic(article, { catalog, now })).length;
  const scheduled = articles.filter(({ draft, published }) => !draft && published > now).length;
  return { files, articles: articles.length, public: shown, scheduled, drafts };
}
