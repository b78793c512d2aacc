// Opening a library in Node: its builder runs in a thread, and media are read from the folder.

import type { BuilderOptions } from '../build/messages.ts';
import { streamBytes } from '../disk/read.ts';
import { connectThread, hasThreads } from './builder-thread.ts';
import type { Entries } from './entries.ts';
import {
  type BuilderClient,
  type BuilderListener,
  createLibrary,
  type Library,
  type LibraryOptions,
} from './library.ts';

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
  const connect = inPlace ? connectHere : connectThread;
  return createLibrary(given, options, {
    connect: (listener) => connect(listener, { content, url, port, drafts, watch, hasTimers: true }, clock),
    open:
      ({ root, file }) =>
      (start, end) =>
        streamBytes(root, file, start, end),
  });
}

/** A builder in this thread. Its modules take as long as all others together, so they are loaded only here; questions wait. */
function connectHere({ onTold, clock }: BuilderListener, options: Omit<BuilderOptions, 'asked'>): BuilderClient {
  let builder: BuilderClient | undefined;

  async function load(): Promise<BuilderClient> {
    const [{ createBuilder }, { createDiskFiles }, { createEntryFiles }] = await Promise.all([
      import('../build/builder.ts'),
      import('../build/disk-files.ts'),
      import('../build/entry-files.ts'),
    ]);
    const files = options.content === undefined ? createEntryFiles() : createDiskFiles(options.content);
    builder = createBuilder({ ...options, asked: [] }, { files, clock, tell: onTold });
    return builder;
  }

  const loading = load();
  return {
    answer: (question) => builder?.answer(question) ?? loading.then((loaded) => loaded.answer(question)),
    close: async () => (await loading).close(),
  };
}
