// The app: a Request about the current publication becomes a Response.

import { type Context, Hono } from 'hono';
import type { Asked } from './http/asked.ts';
import { isGuess, isNavigation, wantsRaw } from './http/browser.ts';
import { createFiles } from './http/file.ts';
import type { Representation } from './http/representation.ts';
import { createRepresentations, type Representations } from './http/representations.ts';
import {
  alive,
  failed,
  gone,
  methodNotAllowed,
  moved,
  notFound,
  notReady,
  options,
  respond,
  respondNotFound,
  respondPrivately,
} from './http/respond.ts';
import { decodePath, encodePath, NOT_FOUND } from './model/paths.ts';
import { type DocumentResource, type Publication, type Resource, Unsettled } from './model/resource.ts';

/** What is published now; nothing before the first load. */
export interface Source {
  current(): Publication | undefined;
  /** Fulfilled when what just changes on disk is what is current. */
  settle?(): Promise<void>;
}

export interface AppOptions {
  /** The holder of what is made; one of its own if absent. */
  readonly representations?: Representations;
  /** Told of a document that could not be written, and of any other fault; the asker gets a 500. */
  readonly onError?: (error: unknown, path: string) => void;
}

type Answer = Response | Promise<Response>;

/**
 * The site as a Hono app, to serve or to mount in another one. What it does not know it leaves to the routes after it.
 *
 *     const app = new Hono();
 *     app.route('/', createApp(library));
 */
export function createApp(
  source: Source,
  { representations = createRepresentations(), onError }: AppOptions = {},
): Hono {
  const files = createFiles();
  const app = new Hono();

  // One handler and no middleware: a made representation goes out in the same tick, without a Promise.
  app.all('*', (c, next) => {
    const asked = askedOf(c);
    const path = pathOf(c.req.raw.url);
    const fail = (error: unknown): Response => {
      onError?.(error, path ?? c.req.raw.url);
      return failed(asked);
    };
    try {
      const answered = answer(asked, path, c.req.raw.url);
      if (answered === undefined) return next();
      return answered instanceof Promise ? answered.catch(fail) : answered;
    } catch (error) {
      return fail(error);
    }
  });
  app.notFound((c) => answerNotFound(askedOf(c), pathOf(c.req.raw.url)));
  return app;

  function answer(asked: Asked, path: string | undefined, url: string): Answer | undefined {
    if (path === '/healthz') return forMethod(asked, () => alive(asked));
    const publication = source.current();
    if (!publication) return notReady(asked); // never a 404: readers remember one for days
    if (path === '/readyz') return forMethod(asked, () => alive(asked));
    const below = path === undefined ? undefined : pathBelow(publication, path);
    if (below === undefined) return undefined;
    const resource = below === '' ? undefined : publication.get(below);
    if (resource) return forMethod(asked, () => answerResource(asked, publication, below, resource, url));
    if (below.endsWith('/') || below.startsWith('//')) return undefined; // a Location `//name/` would be another host
    const slashed = `${below}/`;
    const page = publication.get(slashed);
    if (!page) return undefined;
    // Path-absolute, and from the publication: Host never decides where anybody is sent. An address that has itself
    // moved answers at once, so that there is one redirect and no chain.
    return forMethod(asked, () =>
      page.kind === 'document' || page.kind === 'file'
        ? moved(encodePath(publication.basePath + slashed.slice(1)))
        : answerResource(asked, publication, slashed, page, url),
    );
  }

  function answerResource(
    asked: Asked,
    publication: Publication,
    path: string,
    resource: Resource,
    url: string,
  ): Answer {
    switch (resource.kind) {
      case 'document': {
        const isPreview = resource.preview !== undefined && isNavigation(asked) && !wantsRaw(url);
        return answerDocument(asked, publication, path, resource, isPreview ? AS_PREVIEW : AS_IT_IS);
      }
      case 'file':
        return files.answer(asked, resource, publication.at);
      case 'moved':
        return moved(resource.to);
      case 'gone':
        return gone(asked);
    }
  }

  function answerDocument(
    asked: Asked,
    { at }: Publication,
    path: string,
    resource: DocumentResource,
    { keyOf, of, send }: View,
  ): Answer {
    const made = representations.get(keyOf(path), of(resource), at);
    if (!(made instanceof Promise)) return send(asked, made);
    return made.then(
      (ready) => send(asked, ready),
      (error: unknown) => answerSettled(asked, path, { keyOf, of, send }, error),
    );
  }

  /** A document whose articles changed under its writer is made once more, of what is current then. */
  async function answerSettled(
    asked: Asked,
    path: string,
    { keyOf, of, send }: View,
    error: unknown,
  ): Promise<Response> {
    if (!(error instanceof Unsettled)) throw error;
    await source.settle?.();
    const publication = source.current();
    const resource = publication?.get(path);
    if (!publication || resource?.kind !== 'document') return notReady(asked);
    try {
      return send(asked, await representations.get(keyOf(path), of(resource), publication.at));
    } catch (again) {
      if (again instanceof Unsettled) return notReady(asked);
      throw again;
    }
  }

  /** A page for who may be a person, a few words for a program that guesses. */
  function answerNotFound(asked: Asked, path: string | undefined): Answer {
    const publication = source.current();
    const page = asked.method === 'GET' || asked.method === 'HEAD' ? publication?.get(NOT_FOUND) : undefined;
    if (!publication || page?.kind !== 'document' || path === undefined || isGuess(path)) return notFound(asked);
    const answered = answerDocument(asked, publication, NOT_FOUND, page, AS_NOT_FOUND);
    return answered instanceof Promise ? answered.catch(() => notFound(asked)) : answered;
  }
}

/** How a document is shown: under which name it is kept, what is written for it, and how it is sent. */
interface View {
  readonly keyOf: (path: string) => string;
  readonly of: (resource: DocumentResource) => DocumentResource;
  readonly send: (asked: Asked, representation: Representation) => Response;
}

const AS_IT_IS: View = { keyOf: (path) => path, of: (resource) => resource, send: respond };
const AS_NOT_FOUND: View = { ...AS_IT_IS, send: respondNotFound };
/** A preview is kept beside its feed, under a name that is no path. */
const AS_PREVIEW: View = {
  keyOf: (path) => `${path}?`,
  of: (resource) => resource.preview?.() ?? resource,
  send: respondPrivately,
};

/** RFC 9110 §9.1: GET and HEAD for all, OPTIONS for who asks, 405 for the rest. */
function forMethod(asked: Asked, get: () => Answer): Answer {
  if (asked.method === 'GET' || asked.method === 'HEAD') return get();
  return asked.method === 'OPTIONS' ? options() : methodNotAllowed(asked);
}

/** The path below the site: `/feed.xml`; the site's own path without its slash is empty. Nothing outside it. */
function pathBelow({ basePath }: Publication, path: string): string | undefined {
  return `${path}/`.startsWith(basePath) ? path.slice(basePath.length - 1) : undefined;
}

/** The decoded path of a URL without its query, which changes nothing. Cut, not parsed: every request pays for it. */
function pathOf(url: string): string | undefined {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const end = url.slice(start).search(/[?#]/);
  return decodePath(end === -1 ? url.slice(start) : url.slice(start, start + end));
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
