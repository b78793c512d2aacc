// The app: a Request becomes a Response.

import { type Context, Hono } from 'hono';
import { type Answer, logError, type Source, Unavailable } from './http/answer.ts';
import { createFiles } from './http/file.ts';
import { type Asked, decidedBy, isGuess, isNavigation, wantsRaw } from './http/request.ts';
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

export interface AppOptions {
  /**
   * Called with a document that could not be written, and any other fault; the client gets a 500. Left out, the
   * source's own `onError` is called, or the error is printed on the console.
   */
  readonly onError?: (error: unknown, path: string) => void;
}

type MaybePromise<T> = T | Promise<T>;

/** What follows from a value: in the same turn if it is at hand, as feeds that are polled are. */
const after = <T, U>(value: MaybePromise<T>, follow: (value: T) => MaybePromise<U>): MaybePromise<U> =>
  value instanceof Promise ? value.then(follow) : follow(value);

/**
 * The site as a Hono app, to serve or to mount in another one. Paths that are not below the site, or that it does not
 * know, go to the routes after it.
 *
 *     const app = new Hono();
 *     app.route('/', createApp(library));
 */
export function createApp(source: Source, options: AppOptions = {}): Hono {
  return withSite(new Hono(), source, options);
}

export interface ServedOptions extends AppOptions {
  readonly source: Source;
  /** What `/readyz` tells; undefined while there is no publication. */
  readonly health: () => object | undefined;
}

/** The app of a server of its own: `/healthz` and `/readyz` at the root, and the site. */
export function createServedApp({ source, health, ...options }: ServedOptions): Hono {
  const app = new Hono();
  app.all('/healthz', (c) => answerMonitor(askedOf(c), 'ok\n'));
  app.all('/readyz', (c) => {
    const now = health();
    return answerMonitor(askedOf(c), now && JSON.stringify(now));
  });
  return withSite(app, source, options);
}

/** The site after the routes that an app has. */
function withSite(app: Hono, source: Source, { onError = source.onError ?? logError }: AppOptions): Hono {
  const files = createFiles();
  // One handler and no middleware: what is at hand goes out in the same tick, without a Promise.
  return app.all('*', handle).notFound(answerNotFound);

  function handle(c: Context, next: () => Promise<void>): MaybePromise<Response> {
    const asked = askedOf(c);
    const { path, query } = addressIn(c.req.raw.url);
    const basePath = source.basePath();
    // Hono waits for what `next()` promises, and takes what it leaves in the context.
    if (basePath === undefined) return unlessOthers(c, next, asked);
    const below = path === undefined ? undefined : pathBelow(basePath, path);
    // A Location `//name/` would be another host; `/feed.xml?` is a source's name for a preview, and no address.
    if (below === undefined || below.startsWith('//') || below.endsWith('?')) return next() as Promise<never>;
    const answered = guarded(
      asked,
      below,
      () => answerAt(asked, below, query),
      () => unlessOthers(c, next, asked),
    );
    return after(answered, (response) => response ?? (next() as Promise<never>));
  }

  /** The site's own path without its slash is empty. */
  function answerAt(asked: Asked, path: string, query: string): MaybePromise<Response | undefined> {
    const decided = query === '' ? undefined : decidedBy(source.queryRules(), path || '/', query);
    // Not stored: caches may be told to leave queries out of their keys.
    if (decided) return answerFor(asked, decided.path, decided.query, decided.found, 'no-store');
    return after(path === '' ? undefined : source.get(path), (found) =>
      found ? answerFor(asked, path, query, found) : answerSlashed(asked, path, query),
    );
  }

  /** What is at the same path with the final slash that pages have. */
  function answerSlashed(asked: Asked, path: string, query: string): MaybePromise<Response | undefined> {
    const slashed = `${path}/`;
    return after(path.endsWith('/') ? undefined : source.get(slashed), (page) => {
      if (page?.kind !== 'document' && page?.kind !== 'file') return page && answerFor(asked, slashed, query, page);
      // From the publication: Host never decides where anybody is sent.
      const to = encodePath((source.basePath() ?? '/') + slashed.slice(1));
      return answerFor(asked, path, query, { kind: 'moved', to });
    });
  }

  function answerFor(
    asked: Asked,
    path: string,
    query: string,
    found: Answer,
    cacheControl?: 'no-store',
  ): MaybePromise<Response> {
    const other = answerToOtherMethod(asked);
    if (other) return other;
    const preview = `${path}?`;
    switch (found.kind) {
      case 'moved':
        return moved(found.to, query, cacheControl);
      case 'gone':
        if (isGuess(path)) return gone(asked, cacheControl);
        return pageOr(() => gone(asked, cacheControl), asked, preview, 410, cacheControl);
      case 'file':
        return files.answer(asked, found, source.at());
      case 'document':
        if (found.hasPreview && isNavigation(asked) && !wantsRaw(query)) {
          return pageOr(notFound, asked, preview, 'private');
        }
        if (!found.compressed || isSatisfied(asked, found.representation)) return respond(asked, found.representation);
        return found.compressed().then((made) => respond(asked, made));
    }
  }

  function answerNotFound(c: Context): MaybePromise<Response> {
    const [asked, { path }] = [askedOf(c), addressIn(c.req.raw.url)];
    const isPage = (asked.method === 'GET' || asked.method === 'HEAD') && path !== undefined && !isGuess(path);
    if (!isPage || source.basePath() === undefined) return notFound(asked);
    return guarded(asked, path, () => pageOr(notFound, asked, NOT_FOUND, 404));
  }

  /** A page for a person if there is one, else a few words, as programs that guess get them. At once if it is at hand. */
  function pageOr(
    short: (asked: Asked) => Response,
    asked: Asked,
    path: string,
    as: 404 | 410 | 'private',
    cacheControl?: string,
  ): MaybePromise<Response> {
    const shown = (page: Answer | undefined): Response =>
      page?.kind === 'document' ? respondWith(asked, page.representation, as, cacheControl) : short(asked);
    return after(source.get(path), shown);
  }

  function guarded<T>(
    asked: Asked,
    path: string,
    respond: () => MaybePromise<T>,
    wait: () => MaybePromise<Response> = () => notReady(asked),
  ): MaybePromise<T | Response> {
    const fail = (error: unknown): MaybePromise<Response> => {
      if (error instanceof Unavailable) return wait();
      onError(error, path);
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

/** RFC 9110 §9.1: GET and HEAD for all, OPTIONS too, 405 for the rest. */
function answerToOtherMethod(asked: Asked): Response | undefined {
  if (asked.method === 'OPTIONS') return optionsAllowed();
  return asked.method === 'GET' || asked.method === 'HEAD' ? undefined : methodNotAllowed(asked);
}

const answerMonitor = (asked: Asked, text: string | undefined): Response =>
  answerToOtherMethod(asked) ?? (text === undefined ? notReady(asked) : alive(asked, text));

/** While nothing can be had: what the routes after this one do not know is 503, never a 404 that readers remember. */
async function unlessOthers(c: Context, next: () => Promise<void>, asked: Asked): Promise<Response> {
  const before = new Response(null, c.res); // with the fields that the host sets for all, as its CORS does
  await next();
  if (c.res.status === 404) {
    // Hono puts the fields of an answer on the one that takes its place, its length too, if it is not taken away first.
    for (const answer of [undefined, before, notReady(asked)]) c.res = answer;
  }
  return c.res;
}

/** The path below the site: `/feed.xml`; the site's own path without its slash is empty. Nothing outside it. */
function pathBelow(basePath: string, path: string): string | undefined {
  return `${path}/`.startsWith(basePath) ? path.slice(basePath.length - 1) : undefined;
}

/** The decoded path of a URL, and its query with the question mark. Cut, not parsed: every request pays for it. */
function addressIn(url: string): { path: string | undefined; query: string } {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const hash = url.indexOf('#', start);
  const end = hash === -1 ? url.length : hash;
  const mark = url.indexOf('?', start);
  const cut = mark === -1 || mark > end ? end : mark;
  return { path: decodePath(url.slice(start, cut)), query: url.slice(cut, end) };
}

/** What node-server puts beside a request: the request and its answer as node:http knows them. */
interface NodeEnv {
  readonly incoming?: { readonly headers: Readonly<Record<string, string | string[] | undefined>> };
  /** Without a socket until its turn comes in a pipeline. */
  readonly outgoing?: { readonly socket?: object | null; once(event: 'socket', done: () => void): unknown };
}

function askedOf(c: Context): Asked {
  const { raw, method } = c.req;
  const { incoming, outgoing }: NodeEnv = c.env ?? {};
  const fields = incoming?.headers;
  const turn = () =>
    outgoing?.socket === null ? new Promise<void>((resolve) => outgoing.once('socket', resolve)) : undefined;
  // A Request that somebody made anew, say a cache in front, has fields of its own; node-server's own is no plain one.
  if (!fields || Object.getPrototypeOf(raw) === Request.prototype) {
    return { method, header: (name) => raw.headers.get(name) ?? undefined, turn };
  }
  return {
    method,
    turn,
    header(name) {
      const value = fields[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
