// The library's door where there is no Node, as in Cloudflare Workers: the same documents and the same tags.

import { createBuilder } from './build/builder.ts';
import { createEntryFiles } from './build/source-files.ts';
import type { Source } from './http/answer.ts';
import type { Entries } from './serve/entries.ts';
import { createLibrary, type Library, type LibraryOptions } from './serve/library.ts';

export { type AppOptions, createApp } from './app.ts';
export { type Catalog, catalogOf } from './catalog/catalog.ts';
export type { Problem } from './model/problem.ts';
export type { ProblemCode } from './model/wording.ts';
export { publish } from './publish.ts';
export type { Entry } from './serve/entries.ts';
export { ContentError } from './serve/problem-log.ts';
export { sourceOf } from './serve/representations.ts';
export { openEdgeLibrary as openLibrary };

export type EdgeOptions = Pick<LibraryOptions, 'url' | 'clock' | 'onProblems' | 'onError'>;

/** What `openLibrary` gives in Node, as far as it can be had without threads and timers. */
export type EdgeLibrary = Pick<Library, keyof Source | 'ready' | 'problems' | 'refresh'>;

/**
 * Opens the entries of a program; in this thread, and only `refresh()` asks for them again, and publishes what has become
 * due.
 *
 *     const library = openLibrary({ site: { title, url }, articles: () => env.NEWS.list() });
 *     await library.ready;
 *     return createApp(library).fetch(request);
 */
function openEdgeLibrary({ site, articles }: Omit<Entries, 'every'>, options: EdgeOptions = {}): EdgeLibrary {
  const plain = { content: undefined, url: options.url, watch: false, hasTimers: false, asked: [] };
  return createLibrary(
    { site, articles },
    options,
    ({ onTold, clock }) => createBuilder(plain, { files: createEntryFiles(), clock, tell: onTold }),
    () => () => new ReadableStream(), // never called: there are no media
  );
}
