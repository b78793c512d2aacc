// Answers: a representation as a Response, and the short ones that need none.

import { type Coding, chooseCoding } from './accept-encoding.ts';
import type { Asked } from './asked.ts';
import { isFresh } from './conditional.ts';
import { EVERYWHERE, type Fields } from './fields.ts';
import type { Representation, Variant } from './representation.ts';

const WITHOUT_BR: readonly Coding[] = ['gzip', 'identity'];
const WITH_BR: readonly Coding[] = ['br', ...WITHOUT_BR];

/** What an answer is, before it is a Response. */
export interface Answer {
  readonly status: number;
  readonly fields: Fields;
  readonly body: Variant['body'] | null;
}

/** 200 or 304, whoever writes it. */
export function answerOf(asked: Asked, representation: Representation): Answer {
  if (isFresh(asked, representation)) return { status: 304, fields: representation.notModified, body: null };
  const coding = chooseCoding(asked.header('accept-encoding'), representation.br ? WITH_BR : WITHOUT_BR);
  const { body, fields } = representation[coding] ?? representation.identity;
  return { status: 200, fields, body: asked.method === 'HEAD' ? null : body };
}

/** The same, synchronous, with a ready body and plain fields: node-server writes just that without a detour. */
export function respond(asked: Asked, representation: Representation): Response {
  const { status, fields, body } = answerOf(asked, representation);
  return new Response(body, { status, headers: fields });
}

/**
 * The preview of a feed, for the one person who asked: never kept by a cache, so without validators, and conditions
 * on it mean nothing. The feed itself does not vary, and a cache that holds it may give that.
 */
export function respondPrivately(asked: Asked, representation: Representation): Response {
  return respondAs(asked, representation, 200, { 'cache-control': 'private, no-store' });
}

/** 404 with a page instead of a few words. */
export function respondNotFound(asked: Asked, representation: Representation): Response {
  return respondAs(asked, representation, 404, { 'cache-control': BRIEFLY });
}

function respondAs(asked: Asked, made: Representation, status: number, changed: Fields): Response {
  const coding = chooseCoding(asked.header('accept-encoding'), made.br ? WITH_BR : WITHOUT_BR);
  const { body, fields } = made[coding] ?? made.identity;
  const { etag, 'last-modified': _, ...others } = fields;
  return new Response(asked.method === 'HEAD' ? null : body, { status, headers: { ...others, ...changed } });
}

/** The methods that every address knows (RFC 9110 §10.2.1). */
const ALLOW = 'GET, HEAD, OPTIONS';

/** True for a while only: a scheduled article may appear here. */
const BRIEFLY = 'public, max-age=60';

/** A short answer in plain text. `content-length` is there for HEAD, which tells the length of GET (§9.3.2). */
interface Short {
  readonly status: number;
  readonly text: string;
  readonly fields: Fields;
}

const NOT_FOUND = short(404, 'Not found\n', { 'cache-control': BRIEFLY });
const GONE = short(410, 'Gone\n', { 'cache-control': BRIEFLY });
const METHOD_NOT_ALLOWED = short(405, 'Method not allowed\n', { allow: ALLOW });
const FAILED = short(500, 'This page could not be made\n', { 'cache-control': 'no-store' });
// An integer: NetNewsWire and Liferea read no date here.
const NOT_READY = short(503, 'Not ready yet\n', { 'cache-control': 'no-store', 'retry-after': '5' });
const ALIVE = short(200, 'ok\n', { 'cache-control': 'no-store' });
const OPTIONS: Fields = Object.freeze({ allow: ALLOW, ...EVERYWHERE });

export const notFound = (asked: Asked): Response => send(asked, NOT_FOUND);
export const gone = (asked: Asked): Response => send(asked, GONE);
export const methodNotAllowed = (asked: Asked): Response => send(asked, METHOD_NOT_ALLOWED);
export const failed = (asked: Asked): Response => send(asked, FAILED);
export const notReady = (asked: Asked): Response => send(asked, NOT_READY);
export const alive = (asked: Asked): Response => send(asked, ALIVE);
export const options = (): Response => new Response(null, { status: 204, headers: OPTIONS });

/** 301; `to` is percent-encoded, absolute or at least from the root. */
export const moved = (to: string): Response =>
  new Response(null, {
    status: 301,
    headers: { location: to, 'content-length': '0', 'cache-control': 'public, max-age=300', ...EVERYWHERE },
  });

function short(status: number, text: string, fields: Fields): Short {
  const length = String(text.length);
  const all = { 'content-type': 'text/plain; charset=utf-8', 'content-length': length, ...fields, ...EVERYWHERE };
  return { status, text, fields: Object.freeze(all) };
}

function send(asked: Asked, { status, text, fields }: Short): Response {
  return new Response(asked.method === 'HEAD' ? null : text, { status, headers: fields });
}
