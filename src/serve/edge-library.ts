// The edge library: where there is no Node, as in Cloudflare Workers. The same documents and the same tags.

import { createEntryFiles } from '../build/entry-files.ts';
import { createFolder } from '../build/folder.ts';
import type { Surroundings } from '../build/links.ts';
import { createProblemBook } from '../build/problem-book.ts';
import { createRenderer } from '../build/renderer.ts';
import type { EntryChanges } from '../build/source-files.ts';
import { logError, type Source } from '../http/answer.ts';
import { addressSetOf } from '../model/address-set.ts';
import { basePathIn } from '../model/paths.ts';
import type { Problem } from '../model/problem.ts';
import { publish } from '../publish.ts';
import type { Entries } from './entries.ts';
import { followEntries } from './entry-source.ts';
import type { LibraryOptions } from './library.ts';
import { ContentError, createProblemLog } from './problem-log.ts';
import { sourceOf } from './publication-source.ts';

export type EdgeOptions = Pick<LibraryOptions, 'url' | 'clock' | 'onProblems' | 'onError'>;

/** What `openLibrary` gives in Node, as far as it can be had without threads and timers. */
export interface EdgeLibrary extends Source {
  /** Fulfilled after the first publication; rejects with a ContentError if there can be none. */
  readonly ready: Promise<void>;
  /** All problems known, by entry. */
  problems(): readonly Problem[];
  /** Asks for all entries, and publishes what has changed or has become due. Never rejects. */
  refresh(): Promise<void>;
}

/**
 * Opens the entries of a program; in this thread, and only `refresh()` asks for them again.
 *
 *     const library = openLibrary({ site: { title, url }, articles: () => env.NEWS.list() });
 *     await library.ready;
 *     return createApp(library).fetch(request);
 */
export function openEdgeLibrary(entries: Omit<Entries, 'every'>, options: EdgeOptions = {}): EdgeLibrary {
  const { url, onProblems, onError = logError, clock = Date.now } = options;
  const files = createEntryFiles();
  const folder = createFolder(files, { url });
  const book = createProblemBook();
  const renderer = createRenderer({ folder, onProblems: book.setBody });
  const problems = createProblemLog({ folder: undefined, onProblems, onError });
  const givenBasePath = basePathIn(url ?? entries.site?.url);
  let current: Surroundings | undefined;
  let settle: { resolve(): void; reject(error: Error): void } | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  ready.catch(() => {});
  const source = sourceOf(() => current?.publication);
  const { refresh } = followEntries(
    { site: entries.site, articles: entries.articles },
    { send: async (changes) => take(changes), problems, onFailure: (error) => settle?.reject(error) },
  );

  function take(changes: EntryChanges): void {
    files.take?.(changes);
    const { written, removed } = folder.look();
    for (const path of [...written, ...removed]) book.forgetBody(path);
    book.setHeads(folder.problems());
    const site = folder.site();
    const isDue = (current?.publication.staleAt ?? Number.POSITIVE_INFINITY) <= clock();
    if (site && (!current || isDue || written.length + removed.length > 0)) {
      const catalog = folder.catalog();
      const render = (article: Parameters<typeof renderer.render>[0]) => renderer.render(article, next);
      const publication = publish(catalog, site, clock(), render, folder);
      const next = { site, catalog, publication, addresses: addressSetOf(publication.possiblePaths()) };
      current = next;
    }
    tell();
    if (current) settle?.resolve();
    else settle?.reject(new ContentError('What the source gives cannot be published.', problems.all()));
  }

  function tell(): void {
    const { appeared, mended } = book.changes() ?? { appeared: [], mended: [] };
    problems.note(appeared, mended);
  }

  return {
    ...source,
    ready,
    refresh,
    onError,
    problems: problems.all,
    basePath: () => source.basePath() ?? givenBasePath,
    get(path) {
      const found = source.get(path);
      tell();
      return found;
    },
  };
}
