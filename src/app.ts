// The app: a Request becomes a Response.

import { type Context, Hono } from 'hono';
import { type Answer, type Source, Unavailable } from './http/answer.ts';
import { createFiles } from './http/file.ts';
import { type Asked, type Decided, isGuess, isNavigation, ruleFor, wantsRaw } from './http/request.ts';
import {
  alive,
  failed,
  gone,
  isSatisfied,
  methodNotAllowed,
  moved,
  notFound,
  notReady,
  optionsAllowed,
  respond,
  respondWith,
} from './http/respond.ts';
import { decodePath, encodePath, NOT_FOUND } from './model/paths.ts';
import { nameOfRule } from './model/site.ts';

export interface AppOptions {
  /** Called with a document that could not be written, and any other fault; the client gets a 500. */
  readonly onError?: (error: unknown, path: string) => void;
}

type MaybePromise<T> = T | Promise<T>;

/**
 * The site as a Hono app, to serve or to mount in another one. Paths that are not below the site, or that it does not
 * know, go to the routes after it.
 *
 *     const app = new Hono();
 *     app.route('/', createApp(library));
 */
export function createApp(source: Source, options: AppOptions = {}): Hono {
  const { handle, answerNotFound } = handlersOf(source, options);
  const app = new Hono();
  // One handler and no middleware: what is at hand goes out in the same tick, without a Promise.
  app.all('*', handle);
  app.notFound(answerNotFound);
  return app;
}

/** What `/readyz` tells. */
export interface Health {
  /** Public ones. */
  readonly articles: number;
  readonly problems: number;
  /** When the current publication was made, in RFC 3339. */
  readonly published: string;
}

export interface ServedOptions extends AppOptions {
  readonly source: Source;
  /** Undefined while there is no publication. */
  readonly health: () => Health | undefined;
}

/** The app of a server of its own: `/healthz` and `/readyz` at the root, and the site. */
export function createServedApp({ source, health, ...options }: ServedOptions): Hono {
  const { handle, answerNotFound } = handlersOf(source, options);
  const app = new Hono();
  app.on(['GET', 'HEAD'], '/healthz', (c) => alive(askedOf(c), 'ok\n'));
  app.on(['GET', 'HEAD'], '/readyz', (c) => {
    const now = health();
    return now ? alive(askedOf(c), JSON.stringify(now)) : notReady(askedOf(c));
  });
  app.on('OPTIONS', ['/healthz', '/readyz'], () => optionsAllowed());
  app.all('/:name{healthz|readyz}', (c) => methodNotAllowed(askedOf(c)));
  app.all('*', handle);
  app.notFound(answerNotFound);
  return app;
}

function handlersOf(source: Source, { onError }: AppOptions) {
  const files = createFiles();
  return { handle, answerNotFound };

  function handle(c: Context, next: () => Promise<void>): MaybePromise<Response> {
    const asked = askedOf(c);
    const path = pathOf(c.req.raw.url);
    const basePath = source.basePath();
    // Hono waits for what `next()` promises, and takes what it leaves in the context.
    if (basePath === undefined) return unlessOthers(c, next, asked) as Promise<never>;
    const below = path === undefined ? undefined : pathBelow(basePath, path);
    // A Location `//name/` would be another host; `/feed.xml?` is a source's name for a preview, and no address.
    if (below === undefined || /^\/\/|\?$/.test(below)) return next() as Promise<never>;
    const query = queryOf(c.req.raw.url);
    const decided = query === '' ? undefined : ruleFor(source.queryRules(), below || '/', query);
    const answered = guarded(asked, below, () =>
      decided
        ? answerDecided(asked, decided)
        : after(find(below), (at) => at && answerFor(asked, basePath, at, c.req.raw.url)),
    );
    return after(answered, (response) => response ?? (next() as Promise<never>));
  }

  /** What is at a path, or at the same path with the final slash that pages have. */
  function find(path: string): MaybePromise<At | undefined> {
    const at = (address: string) =>
      after(
        source.get(address),
        (found): At | undefined => found && { path: address, found, isAsked: address === path },
      );
    const found = path === '' ? undefined : at(path);
    return after(found, (here) => here ?? (path.endsWith('/') ? undefined : at(`${path}/`)));
  }

  function answerFor(asked: Asked, basePath: string, at: At, url: string): MaybePromise<Response> {
    const other = answerToOtherMethod(asked);
    if (other) return other;
    const { path, found, isAsked } = at;
    switch (found.kind) {
      case 'moved':
        return moved(found.to, queryOf(url));
      case 'gone':
        return isGuess(path) ? gone(asked) : after(source.get(`${path}?`), (page) => answerGone(asked, page));
      case 'file':
      case 'document':
        // From the publication: Host never decides where anybody is sent.
        if (!isAsked) return moved(encodePath(basePath + path.slice(1)), queryOf(url));
    }
    if (found.kind === 'file') return files.answer(asked, found, source.at());
    if (!found.hasPreview || !isNavigation(asked) || wantsRaw(url)) {
      const { representation, compressed } = found;
      if (!compressed || isSatisfied(asked, representation)) return respond(asked, representation);
      return after(compressed(), (made) => respond(asked, made));
    }
    return after(source.get(`${path}?`), (preview) =>
      preview?.kind === 'document' ? respondWith(asked, preview.representation, 'private') : notFound(asked),
    );
  }

  function answerDecided(asked: Asked, { rule, rest }: Decided): MaybePromise<Response> {
    const other = answerToOtherMethod(asked);
    if (other) return other;
    if (rule.to !== undefined) return moved(rule.to, rest, true);
    return after(source.get(`${nameOfRule(rule)}?`), (page) => answerGone(asked, page, true));
  }

  function answerGone(asked: Asked, page: Answer | undefined, isDecidedByQuery = false): Response {
    if (page?.kind !== 'document') return gone(asked, isDecidedByQuery);
    return respondWith(asked, page.representation, 410, isDecidedByQuery ? 'no-store' : undefined);
  }

  /** A page for somebody who may be a person, a few words for a program that guesses. */
  function answerNotFound(c: Context): MaybePromise<Response> {
    const [asked, path] = [askedOf(c), pathOf(c.req.raw.url)];
    const isPage = (asked.method === 'GET' || asked.method === 'HEAD') && path !== undefined && !isGuess(path);
    if (!isPage || source.basePath() === undefined) return notFound(asked);
    return guarded(asked, path, () =>
      after(source.get(NOT_FOUND), (page) =>
        page?.kind === 'document' ? respondWith(asked, page.representation, 404) : notFound(asked),
      ),
    );
  }

  function guarded<T>(asked: Asked, path: string, respond: () => MaybePromise<T>): MaybePromise<T | Response> {
    const fail = (error: unknown): Response => {
      if (error instanceof Unavailable) return notReady(asked);
      onError?.(error, path);
      return failed(asked);
    };
    try {
      const response = respond();
      return response instanceof Promise ? response.catch(fail) : response;
    } catch (error) {
      return fail(error);
    }
  }
}

interface At {
  readonly path: string;
  readonly found: Answer;
  /** Whether it is the very path that was asked for. */
  readonly isAsked: boolean;
}

/** RFC 9110 §9.1: GET and HEAD for all, OPTIONS too, 405 for the rest. */
function answerToOtherMethod(asked: Asked): Response | undefined {
  if (asked.method === 'OPTIONS') return optionsAllowed();
  return asked.method === 'GET' || asked.method === 'HEAD' ? undefined : methodNotAllowed(asked);
}

/** The next step, at once if there is nothing to wait for. */
const after = <T, U>(value: MaybePromise<T>, step: (value: T) => MaybePromise<U>): MaybePromise<U> =>
  value instanceof Promise ? value.then(step) : step(value);

/** Before the first publication: what the routes after this one do not know is 503, never a 404 that readers remember. */
async function unlessOthers(c: Context, next: () => Promise<void>, asked: Asked): Promise<void> {
  await next();
  if (c.res.status === 404) c.res = notReady(asked);
}

/** The path below the site: `/feed.xml`; the site's own path without its slash is empty. Nothing outside it. */
function pathBelow(basePath: string, path: string): string | undefined {
  return `${path}/`.startsWith(basePath) ? path.slice(basePath.length - 1) : undefined;
}

/** The decoded path of a URL without its query, which changes nothing. Cut, not parsed: every request pays for it. */
function pathOf(url: string): string | undefined {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const end = url.slice(start).search(/[?#]/);
  return decodePath(end === -1 ? url.slice(start) : url.slice(start, start + end));
}

/** The query of a URL with its question mark; empty if there is none. */
const queryOf = (url: string): string => /\?[^#]*/.exec(url)?.[0] ?? '';

/** What node-server puts beside a request: the request as node:http knows it. */
interface NodeEnv {
  readonly incoming?: { readonly headers: Readonly<Record<string, string | string[] | undefined>> };
}

function askedOf(c: Context): Asked {
  const { raw, method } = c.req;
  const fields = (c.env as NodeEnv | undefined)?.incoming?.headers;
  // A Request that somebody made anew, say a cache in front, has fields of its own; node-server's own is no plain one.
  if (!fields || Object.getPrototypeOf(raw) === Request.prototype) {
    return { method, header: (name) => raw.headers.get(name) ?? undefined };
  }
  return {
    method,
    header(name) {
      const value = fields[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
