// Serving: a content folder is published over HTTP, and its changes as they happen, until it is asked to stop.

import { join } from 'node:path';
import { createApp } from '../app.ts';
import { createRepresentations, type Representations } from '../http/representations.ts';
import { ContentError, type Library, openLibrary } from '../live/library.ts';
import { openMemory } from '../live/memory.ts';
import { FEED_FILE, isFeed, urlOf } from '../model/paths.ts';
import { isError, printProblem } from '../model/problem.ts';
import type { Publication } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { createWebSub, type WebSub } from '../websub/websub.ts';
import { headsIn, takeCacheFolder } from './cache-folder.ts';
import { type HttpServer, listen } from './http-server.ts';
import type { ExitCode, Io } from './io.ts';
import { counted, reportOf } from './report.ts';
import { logRequests } from './request-log.ts';
import type { Begun, ServeOptions } from './serve.ts';
import { shortWay } from './short-way.ts';
import { version } from './version.ts';

/** 1 where the folder cannot be published, or the port cannot be had. */
export async function keepServing(options: ServeOptions, io: Io, { kept, url, early }: Begun): Promise<ExitCode> {
  const { content, port, host, strict } = options;
  const cache = kept === undefined ? undefined : takeCacheFolder(kept, io.err);
  const memory = openMemory({ path: cache && join(cache.path, 'memory.json'), log: io.err });
  let library: Library | undefined;
  let websub: WebSub | undefined;
  let isOpen = false; // with --strict, nobody gets anything before all of it is known to be right
  const representations = createRepresentations({
    remembered: memory.validators,
    onChange(path, validators) {
      memory.validate(path, validators);
      websub?.served(path, validators.etag);
    },
  });
  const source = {
    current: () => (isOpen ? library?.current() : undefined),
    settle: async () => library?.settle(),
  };
  const app = createApp(source, {
    representations,
    onError: (error, path) => io.err(`${path} could not be made: ${(error as Error).message}`),
  });
  let listening: HttpServer;
  try {
    listening = await listen(app.fetch, { port, host, shortWay: shortWay(source, representations) });
  } catch (error) {
    early?.stop();
    cache?.release();
    io.err(listenProblem(error, port, host));
    return 1;
  }
  if (options.log) logRequests(listening.server, io.out);
  library = openLibrary(content, {
    url,
    port: listening.port,
    representations,
    early,
    heads: cache && headsIn(cache.path),
    version: version(),
    onFault: (error) => io.err((error as Error).message),
    onPublish: (publication, site) => {
      websub?.site(site.hubs, site.url);
      if (websub && site.hubs.length > 0) void renewTopics(publication, representations);
    },
    onProblems: (appeared, mended) => {
      for (const problem of appeared) for (const line of reportOf(problem, content)) io.err(line);
      for (const problem of mended) io.err(`mended: ${printProblem(problem, content)}`);
    },
  });
  try {
    await Promise.race([loaded(library, strict), stopped(io.stop)]);
    if (strict && library.problems().some(isError)) {
      io.err('There are errors, so nothing is published (--strict).');
      return 1;
    }
    const [publication, site] = [library.current(), library.site()];
    if (!publication || !site || io.stop.aborted) return 0;
    isOpen = true;
    websub = createWebSub({ memory, log: io.err });
    for (const [path, { etag }] of representations.entries()) websub.served(path, etag);
    websub.site(site.hubs, site.url);
    if (site.hubs.length > 0) void renewTopics(publication, representations);
    const address = `http://${hostInUrl(host)}:${listening.port}/`;
    for (const line of firstScreen(site, library.counts(), content, address)) io.out(line);
    await stopped(io.stop);
    return 0;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    if (error.problems.length === 0) io.err(error.message);
    return 1;
  } finally {
    early?.stop();
    library.close();
    websub?.close();
    await listening.close();
    memory.close();
    cache?.release();
  }
}

/** Writes the feeds that somebody asked for anew, so that hubs learn which of them have changed. */
async function renewTopics(publication: Publication, representations: Representations): Promise<void> {
  const asked = [...representations.entries()].map(([path]) => path).filter(isFeed);
  for (const path of new Set([...Object.values(FEED_FILE).map((file) => `/${file}`), ...asked])) {
    const resource = publication.get(path);
    if (resource?.kind !== 'document') continue;
    try {
      await representations.get(path, resource, publication.at);
    } catch {
      // Its content is just changing, and another publication is on its way.
    }
  }
}

async function loaded(library: Library, strict: boolean): Promise<void> {
  await library.ready;
  if (strict) await library.renderAll();
}

function firstScreen(site: Site, counts: ReturnType<Library['counts']>, content: string, address: string): string[] {
  const { public: shown, scheduled, drafts } = counts;
  return [
    `${site.title}: ${counted(shown, 'article')}, ${scheduled} scheduled, ${counted(drafts, 'draft')}`,
    '',
    `  RSS        ${urlOf(site, `/${FEED_FILE.rss}`)}`,
    `  Atom       ${urlOf(site, `/${FEED_FILE.atom}`)}`,
    `  JSON Feed  ${urlOf(site, `/${FEED_FILE.json}`)}`,
    '',
    `Listening on ${address} and watching ${content}. Ctrl+C stops.`,
  ];
}

function listenProblem(error: unknown, port: number, host: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Choose another, such as --port ${port + 1}, or stop what listens there.`;
  if (code === 'EACCES') return `Port ${port} may not be used. Choose one above 1023 with --port.`;
  return `${host}:${port} cannot be listened on: ${message}`;
}

const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
