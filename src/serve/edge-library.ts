// The edge library: where there is no Node, as in Cloudflare Workers. The same documents and the same tags.

import { createBuilder } from '../build/builder.ts';
import { createEntryFiles } from '../build/entry-files.ts';
import type { Told } from '../build/messages.ts';
import type { Source } from '../http/answer.ts';
import { connectInPlace } from './builder-in-place.ts';
import type { Entries } from './entries.ts';
import { createLibrary, type Library, type LibraryOptions } from './library.ts';

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
export function openEdgeLibrary(entries: Omit<Entries, 'every'>, options: EdgeOptions = {}): EdgeLibrary {
  const { url, clock = Date.now } = options;
  const plain = { content: undefined, url, watch: false, hasTimers: false, asked: [] };
  const { site, articles } = entries;
  const create = (tell: (told: Told) => void) => createBuilder(plain, { files: createEntryFiles(), clock, tell });
  return createLibrary({ site, articles }, options, {
    connect: ({ onTold }) => connectInPlace(Promise.resolve(create), onTold),
    open: () => new ReadableStream(), // never called: there are no media
  });
}
