// `courant serve`: publishes a content folder over HTTP, and its changes as they happen.

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from '../app.ts';
import { createRepresentations } from '../http/representations.ts';
import { ContentError, type Library, openLibrary } from '../live/library.ts';
import { FEED_FILE, urlOf } from '../model/paths.ts';
import { isError, printProblem } from '../model/problem.ts';
import type { ExitCode, Io } from './io.ts';
import { counted, reportOf } from './report.ts';

export interface ServeOptions {
  readonly content: string;
  readonly port: number;
  readonly host: string;
  readonly strict: boolean;
}

const LAST_WORDS = 10_000; // milliseconds that requests in flight have, once we are asked to stop

/** Serves until it is asked to stop. 1 where the folder cannot be published, or the port cannot be had. */
export async function serve({ content, port, host, strict }: ServeOptions, io: Io): Promise<ExitCode> {
  let library: Library | undefined;
  const representations = createRepresentations();
  const app = createApp(
    { current: () => library?.current(), settle: async () => library?.settle() },
    { representations },
  );
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 },
  }) as Server;
  try {
    await listen(server, port, host);
  } catch (error) {
    io.err(listenProblem(error, port, host));
    return 1;
  }
  const { port: listening } = server.address() as AddressInfo;
  library = openLibrary(content, {
    url: io.env.SITE_URL,
    port: listening,
    representations,
    onProblems: (appeared, mended) => {
      for (const problem of appeared) for (const line of reportOf(problem, content)) io.err(line);
      for (const problem of mended) io.err(`mended: ${printProblem(problem, content)}`);
    },
  });
  try {
    await library.ready;
    if (strict) await library.renderAll();
    if (strict && library.problems().some(isError)) {
      io.err('There are errors, so nothing is published (--strict).');
      return 1;
    }
    for (const line of firstScreen(library, content, `http://${hostInUrl(host)}:${listening}/`)) io.out(line);
    await stopped(io.stop);
    return 0;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    if (error.problems.length === 0) io.err(error.message);
    return 1;
  } finally {
    library.close();
    await close(server);
  }
}

function firstScreen(library: Library, content: string, address: string): string[] {
  const site = library.site();
  if (!site) return [];
  const { public: shown, scheduled, drafts } = library.counts();
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

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function listenProblem(error: unknown, port: number, host: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Choose another with --port, or stop what listens there.`;
  if (code === 'EACCES') return `Port ${port} may not be used. Choose one above 1023 with --port.`;
  return `${host}:${port} cannot be listened on: ${message}`;
}

const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Lets what is in flight finish. A connection goes idle only after its answer, so idle ones are ended again and again. */
async function close(server: Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const last = setTimeout(() => server.closeAllConnections(), LAST_WORDS - 1000);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
  clearTimeout(last);
}
