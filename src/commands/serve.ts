// `courant serve`: a content folder is published over HTTP, and its changes as they happen, until it is asked to stop.

import { once } from 'node:events';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createServedApp } from '../app.ts';
import type { NewPublication } from '../build/messages.ts';
import { isError } from '../model/problem.ts';
import type { Library } from '../serve/library.ts';
import { openMemory } from '../serve/memory.ts';
import { openLibrary } from '../serve/open-library.ts';
import { ContentError } from '../serve/problem-log.ts';
import { createHubs } from '../websub/websub.ts';
import { cacheFolder, cacheOf, takeCacheFolder } from './folders.ts';
import { type Fetch, guarded, listen, logRequests, loopbackOf } from './http-server.ts';
import { type ExitCode, Failure, type Io } from './io.ts';
import { firstScreen, linesOfHappenings, linesOfProblems } from './serve-lines.ts';

export interface ServeOptions {
  readonly content: string;
  readonly port: number;
  readonly host: string;
  readonly strict: boolean;
  /** Whether drafts and scheduled articles are shown, to this machine only. */
  readonly drafts?: boolean;
  /** Whether each request is printed. */
  readonly log?: boolean;
  /** Where the file for restarts lies; the user's cache folder if it is left out. */
  readonly cache?: string | undefined;
}

/** Serves until it is asked to stop. 1 if the folder cannot be published, or the port cannot be had. */
export async function serve(options: ServeOptions, io: Io): Promise<ExitCode> {
  const { content, port, strict, drafts = false } = options;
  // Each edit leaves a whole catalog as garbage, and V8 by itself lets a heap grow fourfold where a machine has much memory.
  setFlagsFromString('--heap-growing-percent=50');
  const host = drafts ? loopbackOf(options.host) : options.host;
  const stopped = once(io.stop, 'abort');
  const url = io.env.SITE_URL || undefined; // empty is as good as none: compose files write it so
  const root = drafts ? undefined : (options.cache ?? cacheFolder(io.env));
  const cache = root === undefined ? undefined : takeCacheFolder(cacheOf(root, content, url), io.err);
  const memory = openMemory({ path: cache && join(cache.path, 'memory.json'), log: io.err });
  let answer: Fetch = () => new Response(undefined, { status: 503 });
  const listening = await listen((request, env) => answer(request, env), { port, host }).catch((error) => {
    cache?.release();
    throw new Failure(listenProblem(error, port, host));
  });
  if (options.log) logRequests(listening.server, io.out);
  const origin = `http://${hostInUrl(host)}:${listening.port}`;
  let publication: NewPublication | undefined;
  let isOpen = false; // with --strict, nobody gets anything before all of it is known to be right
  const early: string[] = []; // about problems that were found before the first screen
  const library = openLibrary(content, {
    url,
    port: listening.port,
    drafts,
    validators: memory.validators,
    onValidated: memory.changed,
    onPublish(next) {
      publication = next;
      if (isOpen) linesOfHappenings(next, origin).forEach(io.out);
    },
    onProblems(appeared, mended) {
      const lines = linesOfProblems(appeared, mended, content);
      if (isOpen) lines.forEach(io.err);
      else early.push(...lines);
    },
    log: io.err,
    onError() {}, // what is wrong is printed below
  });
  const app = createServedApp({
    source: { ...library, basePath: () => (isOpen ? library.basePath() : undefined) },
    health: () => (isOpen ? healthOf(library) : undefined),
    onError: (error, path) => io.err(`${path} could not be made: ${(error as Error).message}`),
  });
  answer = drafts ? guarded(app.fetch) : app.fetch;
  try {
    await Promise.race([strict ? library.ready.then(library.renderAll) : library.ready, stopped]);
    if (strict && library.problems().some(isError)) {
      early.forEach(io.err);
      io.err('There are errors, so nothing is published (--strict).');
      return 1;
    }
    if (!publication || io.stop.aborted) return 0;
    if (!drafts) createHubs(library, { memory, log: io.err });
    isOpen = true;
    firstScreen(publication, content, origin, drafts).forEach(io.out);
    early.forEach(io.err);
    await stopped;
    return 0;
  } catch (error) {
    if (!isOpen) early.forEach(io.err);
    if (!(error instanceof ContentError)) throw error;
    if (error.problems.length === 0) io.err(error.message);
    return 1;
  } finally {
    await Promise.all([listening.close(), library.close()]);
    memory.close();
    cache?.release();
  }
}

/** For `/readyz`: the public articles, and when the current publication was made. */
const healthOf = (library: Library) => ({
  articles: library.counts().public,
  problems: library.problems().length,
  published: new Date(library.at()).toISOString(),
});

function listenProblem({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Choose another, such as --port ${port + 1}, or stop what listens there.`;
  if (code === 'EACCES') return `Port ${port} may not be used. Choose one above 1023 with --port.`;
  return `${host}:${port} cannot be listened on: ${message}`;
}

/** `localhost` for the addresses that mean this machine, or all of its own. */
const hostInUrl = (host: string): string =>
  /^(?:127\.0\.0\.1|0\.0\.0\.0|::1?)$/.test(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
