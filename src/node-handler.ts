// The app as a handler of node:http, for Express and its kind.

import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { type AppOptions, createApp } from './app.ts';
import type { Source } from './http/answer.ts';

/** A request as node:http and Express know it: no types of Node are needed for this. */
export interface NodeRequest {
  url?: string | undefined;
  /** What Express leaves of `url` where a handler is mounted at a path. */
  readonly originalUrl?: string;
}

/** A response of node:http. */
export interface NodeResponse {
  // biome-ignore lint/suspicious/noExplicitAny: it has several forms
  writeHead(status: number, ...others: any[]): any;
  // biome-ignore lint/suspicious/noExplicitAny: it has several forms
  setHeader(name: string, value: any): unknown;
}

export type NodeHandler = (request: NodeRequest, response: NodeResponse, next?: (error?: unknown) => void) => void;

/**
 * The same app as `createApp` makes. What is not below the site, or is not known, goes to `next`; without one it is 404.
 * Until the library is ready, `next` is asked first, and its 404 becomes 503.
 *
 *     express().use(nodeHandler(library));
 *     http.createServer(nodeHandler(library));
 */
export function nodeHandler(source: Source, options: AppOptions = {}): NodeHandler {
  const alone = createApp(source, options);
  const nexts = new WeakMap<object, () => void>();
  const mounted = new Hono<{ Bindings: { isPassed?: boolean } }>();
  mounted.route('/', alone);
  mounted.notFound((c) => {
    c.env.isPassed = true;
    return c.body(null, 404);
  });
  const listener = getRequestListener(
    async (request, env) => {
      const next = nexts.get(env.incoming);
      if (!next) return alone.fetch(request, env);
      const passing = Object.assign(env, { isPassed: false });
      const answer = await mounted.fetch(request, passing);
      if (!passing.isPassed) return answer;
      if (answer.status === 503) unlessFound(env.outgoing);
      next();
      return RESPONSE_ALREADY_SENT;
    },
    // The host's Request stays its own, and so does a body that it reads itself.
    { overrideGlobalObjects: false, autoCleanupIncoming: false },
  );
  return (request, response, next) => {
    if (next) nexts.set(request, () => next());
    const { url } = request;
    request.url = request.originalUrl ?? url;
    void (listener as (request: NodeRequest, response: NodeResponse) => Promise<void>)(request, response);
    request.url = url;
  };
}

/** A 404 for a feed that will be there in a moment is remembered by readers. */
function unlessFound(response: NodeResponse): void {
  const { writeHead } = response;
  response.writeHead = (status, ...others) => {
    if (status !== 404) return writeHead.call(response, status, ...others);
    response.setHeader('retry-after', '5');
    response.setHeader('cache-control', 'no-store');
    return writeHead.call(response, 503, ...others);
  };
}
