// Opening a library in Node: its builder runs in a thread, and media are read from the folder.

import type { Told } from '../build/messages.ts';
import { streamBytes } from '../disk/read.ts';
import { connectInPlace } from './builder-in-place.ts';
import { connectThread, hasThreads } from './builder-thread.ts';
import type { Entries } from './entries.ts';
import { createLibrary, type Library, type LibraryOptions } from './library.ts';

/**
 * Opens a content folder, or the entries of a program, and follows it until it is closed. Never throws: `ready` tells
 * whether it can be published.
 *
 *     const library = openLibrary('content', { url: 'https://example.org/news/' });
 *     const library = openLibrary({ site: { title, url }, articles: () => db.query('…'), every: 60 });
 *     app.route('/', createApp(library));
 */
export function openLibrary(given: string | Entries, options: LibraryOptions = {}): Library {
  const { url, port, drafts, watch = true, inPlace = !hasThreads(), clock } = options;
  const content = typeof given === 'string' ? given : undefined;
  const plain = { content, url, port, drafts, watch, hasTimers: true };

  /** The builder's modules are loaded here only if it runs here: they take as long as all others together. */
  async function loadBuilder() {
    const [{ createBuilder }, { createDiskFiles }, { createEntryFiles }] = await Promise.all([
      import('../build/builder.ts'),
      import('../build/disk-files.ts'),
      import('../build/entry-files.ts'),
    ]);
    const files = content === undefined ? createEntryFiles() : createDiskFiles(content);
    const environment = { files, clock: clock ?? Date.now };
    return (tell: (told: Told) => void) => createBuilder({ ...plain, asked: [] }, { ...environment, tell });
  }

  return createLibrary(given, options, {
    connect: (listener) =>
      inPlace ? connectInPlace(loadBuilder(), listener.onTold) : connectThread(listener, plain, clock),
    open: ({ root, file }, start, end) => streamBytes(root, file, start, end),
  });
}
