// A representation: one document as bytes, in every coding, with the header fields that go with them.

import type { DocumentResource, Freshness } from '../model/resource.ts';
import type { Coding } from './codings.ts';
import { formatHttpDate } from './http-date.ts';
import type { Validators } from './validators.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The document in one coding, ready to send. */
export interface Variant {
  readonly body: Bytes;
  readonly fields: HeaderFields;
}

export interface Representation extends Validators {
  readonly identity: Variant;
  /** The compressed copies follow; until they are there, identity is sent. */
  readonly gzip?: Variant;
  readonly br?: Variant;
  /** Of a 304. */
  readonly notModified: HeaderFields;
}

/** What decides the header fields of a document. */
type Described = Pick<DocumentResource, 'type' | 'freshness' | 'links' | 'policy'>;

/** The bytes of a document, and its compressed copies once they are made. */
export type Codings = { readonly identity: Bytes } & { readonly [coding in Exclude<Coding, 'identity'>]?: Bytes };

const CACHE_CONTROL: Readonly<Record<Freshness, string>> = {
  polled: 'public, max-age=300, stale-while-revalidate=60, stale-if-error=86400',
  archived: 'public, max-age=3600',
  immutable: 'public, max-age=31536000, immutable',
};

export function representationOf(document: Described, bytes: Codings, validators: Validators): Representation {
  const { type, freshness, links, policy } = document;
  // What a 200 and a 304 both say (RFC 9110 §15.4.5): a bare 304 makes NetNewsWire and FreshRSS forget validators.
  const shared = inOrder({
    etag: validators.etag,
    'last-modified': formatHttpDate(validators.lastModified),
    'cache-control': CACHE_CONTROL[freshness],
    vary: 'Accept-Encoding',
    ...(links.length === 0 ? {} : { link: links.join(', ') }),
    ...EVERYWHERE,
    ...(policy === undefined ? {} : { 'content-security-policy': policy }),
  });
  const variant = (body: Bytes, coding: Coding): Variant => ({
    body,
    fields: inOrder({
      'content-type': type,
      'content-length': String(body.length),
      ...(coding === 'identity' ? {} : { 'content-encoding': coding }),
      ...shared,
    }),
  });
  return {
    ...validators,
    identity: variant(bytes.identity, 'identity'),
    ...(bytes.gzip && { gzip: variant(bytes.gzip, 'gzip') }),
    ...(bytes.br && { br: variant(bytes.br, 'br') }),
    notModified: shared,
  };
}

/** Header fields by lower-case name. Plain and frozen: node-server writes a plain object without building Headers. */
export type HeaderFields = Readonly<Record<string, string>>;

/** In every answer: open to every origin, validators and links too; the type that is said is the type that is meant. */
export const EVERYWHERE: HeaderFields = Object.freeze({
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Last-Modified, Link',
  'x-content-type-options': 'nosniff',
});

/** Frozen, and in the order in which Headers gives them: an answer has the same bytes whoever writes it. */
const inOrder = (fields: HeaderFields): HeaderFields =>
  Object.freeze(Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));
