// The app: a Request becomes a Response.

import { type Context, Hono } from 'hono';
import { type Answer, type DocumentAnswer, logError, type Source, Unavailable } from './http/answer.ts';
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
  /**
   * Called with a document that could not be written, and any other fault; the client gets a 500. Left out, the
   * source's own `onError` is called, or the error is printed on the console.
   */
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
  return withSite(new Hono(), source, options);
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
    const decided = query === '' ? undefined : ruleFor(source.queryRules(), below || '/', query);
    const answered = guarded(
      asked,
      below,
      () => (decided ? answerDecided(asked, decided) : answerAt(asked, below, query)),
      () => unlessOthers(c, next, asked),
    );
    if (answered instanceof Promise) return answered.then((response) => response ?? (next() as Promise<never>));
    return answered ?? (next() as Promise<never>);
  }

  /** In the same turn if it is at hand, as feeds that are polled are. */
  function answerAt(asked: Asked, path: string, query: string): MaybePromise<Response | undefined> {
    const found = path === '' ? undefined : source.get(path);
    if (!found || found instanceof Promise) return answerSought(asked, path, query, found);
    return answerFor(asked, path, query, found);
  }

  /** What must be waited for, or is at the same path with the final slash that pages have. */
  async function answerSought(asked: Asked, path: string, query: string, sought?: Promise<Answer | undefined>) {
    const found = await sought;
    if (found) return answerFor(asked, path, query, found);
    const slashed = `${path}/`;
    const page = path.endsWith('/') ? undefined : await source.get(slashed);
    if (page?.kind !== 'document' && page?.kind !== 'file') return page && answerFor(asked, slashed, query, page);
    // From the publication: Host never decides where anybody is sent.
    return answerToOtherMethod(asked) ?? moved(encodePath((source.basePath() ?? '/') + slashed.slice(1)), query);
  }

  function answerFor(asked: Asked, path: string, query: string, found: Answer): MaybePromise<Response> {
    const other = answerToOtherMethod(asked);
    if (other) return other;
    switch (found.kind) {
      case 'moved':
        return moved(found.to, query);
      case 'gone':
        return answerGone(asked, path);
      case 'file':
        return files.answer(asked, found, source.at());
      case 'document':
        return found.hasPreview && isNavigation(asked) && !wantsRaw(query)
          ? pageOr(notFound, asked, `${path}?`, 'private')
          : answerDocument(asked, found);
    }
  }

  function answerDocument(asked: Asked, { representation, compressed }: DocumentAnswer): MaybePromise<Response> {
    if (!compressed || isSatisfied(asked, representation)) return respond(asked, representation);
    return compressed().then((made) => respond(asked, made));
  }

  function answerDecided(asked: Asked, { rule, rest }: Decided): MaybePromise<Response> {
    const other = answerToOtherMethod(asked);
    if (other) return other;
    if (rule.to !== undefined) return moved(rule.to, rest, true);
    return answerGone(asked, nameOfRule(rule), true);
  }

  function answerGone(asked: Asked, path: string, isDecidedByQuery = false): MaybePromise<Response> {
    const short = () => gone(asked, isDecidedByQuery);
    return isGuess(path) ? short() : pageOr(short, asked, `${path}?`, 410, isDecidedByQuery ? 'no-store' : undefined);
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
    const page = source.get(path);
    return page instanceof Promise ? page.then(shown) : shown(page);
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
  await next();
  if (c.res.status === 404) c.res = notReady(asked);
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
