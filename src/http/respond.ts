// Answers: a representation as a Response, and the short ones that need none.

import { codingsFor } from './codings.ts';
import { EVERYWHERE, type HeaderFields, type Representation, type Variant } from './representation.ts';
import type { Asked } from './request.ts';
import { isFresh } from './validators.ts';

/** Cloudflare Workers compress what says that it is compressed, unless they are told that it is already. */
const AS_CODED = { encodeBody: 'manual' };

/** 200 or 304, synchronous, with a ready body and plain fields: node-server writes just that without a detour. */
export function respond(asked: Asked, representation: Representation): Response {
  if (isFresh(asked, representation)) return new Response(null, { status: 304, headers: representation.notModified });
  const { body, fields } = variantFor(asked, representation);
  return new Response(asked.method === 'HEAD' ? null : body, { status: 200, headers: fields, ...AS_CODED });
}

/**
 * A page with another status than 200, or one that no cache may keep: without validators, and conditions on it mean
 * nothing. `private` is the preview of a feed: the feed itself does not vary, and a cache that holds it may give that.
 */
export function respondWith(
  asked: Asked,
  page: Representation,
  as: 404 | 410 | 'private',
  cacheControl = CACHE_CONTROL[as],
): Response {
  const { body, fields } = variantFor(asked, page);
  const { etag, 'last-modified': _, ...others } = fields;
  const headers = { ...others, 'cache-control': cacheControl };
  const status = as === 'private' ? 200 : as;
  return new Response(asked.method === 'HEAD' ? null : body, { status, headers, ...AS_CODED });
}

/** Whether the client takes the representation as it is: what it has, or a coding that is made. */
export const isSatisfied = (asked: Asked, representation: Representation): boolean =>
  isFresh(asked, representation) || codingsFor(asked.header('accept-encoding'))[0] === 'identity';

/** The coding that the client likes best, of those that are made. */
function variantFor(asked: Asked, representation: Representation): Variant {
  const best = codingsFor(asked.header('accept-encoding')).find((coding) => representation[coding]);
  return representation[best ?? 'identity'] ?? representation.identity;
}

/** The methods that every address knows (RFC 9110 §10.2.1). */
const ALLOW = 'GET, HEAD, OPTIONS';

const CACHE_CONTROL = {
  /** True for a while only: a scheduled article may appear here. */
  404: 'public, max-age=60',
  /** An address that has moved or gone seldom comes back. */
  410: 'public, max-age=3600',
  private: 'private, no-store',
};

export const notFound = short(404, 'Not found\n', { 'cache-control': CACHE_CONTROL[404] });
export const methodNotAllowed = short(405, 'Method not allowed\n', { allow: ALLOW });
export const failed = short(500, 'This page could not be made\n', { 'cache-control': 'no-store' });
// An integer: NetNewsWire and Liferea read no date here.
export const notReady = short(503, 'Not ready yet\n', { 'cache-control': 'no-store', 'retry-after': '5' });
export const gone = (asked: Asked, cacheControl = CACHE_CONTROL[410]): Response =>
  short(410, 'Gone\n', { 'cache-control': cacheControl })(asked);
/** For monitors of the server: text, or JSON if it begins with a brace. */
export function alive(asked: Asked, text: string): Response {
  const type = text.startsWith('{') ? { 'content-type': 'application/json' } : {};
  return short(200, text, { 'cache-control': 'no-store', ...type })(asked);
}

/** Also the answer to a preflight (https://fetch.spec.whatwg.org/#http-cors-protocol), for readers in a browser. */
const OPTIONS: HeaderFields = Object.freeze({
  allow: ALLOW,
  'access-control-allow-methods': ALLOW,
  'access-control-allow-headers': 'If-None-Match, If-Modified-Since',
  'access-control-max-age': '86400',
  ...EVERYWHERE,
});

export const optionsAllowed = (): Response => new Response(null, { status: 204, headers: OPTIONS });

/**
 * 301; `to` is percent-encoded, absolute or at least from the root. The query that was asked for goes along if the
 * target has none, and then the answer is not stored: caches may be told to leave queries out of their keys.
 */
export function moved(to: string, query = '', cacheControl = CACHE_CONTROL[410]): Response {
  const [, address = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(to) ?? [];
  const isKept = query !== '' && !address.includes('?');
  const headers = {
    location: isKept ? address + query + fragment : to,
    'content-length': '0',
    'cache-control': isKept ? 'no-store' : cacheControl,
    ...EVERYWHERE,
  };
  return new Response(null, { status: 301, headers });
}

/** A short answer in plain text. `content-length` is there for HEAD, which tells the length of GET (§9.3.2). */
function short(status: number, text: string, fields: HeaderFields): (asked: Asked) => Response {
  const length = String(text.length);
  const all = { 'content-type': 'text/plain; charset=utf-8', 'content-length': length, ...fields, ...EVERYWHERE };
  const headers = Object.freeze(all);
  return ({ method }) => new Response(method === 'HEAD' ? null : text, { status, headers });
}
