// A representation: one document as bytes, in every coding, with the header fields that go with them.

import { brotliCompress as zlibBrotli, gzip as zlibGzip } from 'node:zlib';
import type { DocumentResource, Freshness } from '../model/resource.ts';
import type { Coding } from './accept-encoding.ts';
import { brotliFor, GZIP } from './compression.ts';
import { EVERYWHERE, type Fields, inOrder } from './fields.ts';
import { formatHttpDate } from './http-date.ts';
import type { Validators } from './validators.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The document in one coding, ready to send. */
export interface Variant {
  readonly body: Bytes;
  readonly fields: Fields;
}

export interface Representation extends Validators {
  readonly identity: Variant;
  readonly gzip: Variant;
  /** Made in the background; until then gzip or identity is sent. */
  readonly br?: Variant;
  /** Of a 304. */
  readonly notModified: Fields;
  /** Fulfilled once `br` is there. */
  readonly complete: Promise<void>;
}

const CACHE_CONTROL: Readonly<Record<Freshness, string>> = {
  polled: 'public, max-age=300, stale-while-revalidate=60, stale-if-error=86400',
  immutable: 'public, max-age=31536000, immutable',
};

/** Both compressions run in the thread pool; this waits for gzip only. */
export async function represent(
  resource: DocumentResource,
  body: Bytes,
  validators: Validators,
): Promise<Representation> {
  const shared = sharedFields(resource, validators);
  const variant = (coded: Bytes, coding: Coding): Variant => ({
    body: coded,
    fields: inOrder({
      'content-type': resource.type,
      'content-length': String(coded.length),
      ...(coding === 'identity' ? {} : { 'content-encoding': coding }),
      ...shared,
    }),
  });
  const made: { -readonly [key in keyof Representation]: Representation[key] } = {
    ...validators,
    identity: variant(body, 'identity'),
    gzip: variant(await gzip(body), 'gzip'),
    notModified: shared,
    complete: Promise.resolve(),
  };
  made.complete = brotli(body).then(
    (coded) => {
      made.br = variant(coded, 'br');
    },
    () => {}, // the other two are enough
  );
  return made;
}

/** How many bytes a representation keeps. */
export const sizeOf = ({ identity, gzip, br }: Representation): number =>
  identity.body.length + gzip.body.length + (br?.body.length ?? 0);

/** What a 200 and a 304 both say (RFC 9110 §15.4.5): a bare 304 makes NetNewsWire and FreshRSS forget validators. */
function sharedFields({ freshness, links, policy }: DocumentResource, { etag, lastModified }: Validators): Fields {
  return inOrder({
    etag,
    'last-modified': formatHttpDate(lastModified),
    'cache-control': CACHE_CONTROL[freshness],
    vary: 'Accept-Encoding',
    ...(links.length === 0 ? {} : { link: links.join(', ') }),
    ...EVERYWHERE,
    ...(policy === undefined ? {} : { 'content-security-policy': policy }),
  });
}

const gzip = (body: Bytes): Promise<Bytes> =>
  new Promise((resolve, reject) => {
    zlibGzip(body, GZIP, (error, coded) => (error ? reject(error) : resolve(coded)));
  });

const brotli = (body: Bytes): Promise<Bytes> =>
  new Promise((resolve, reject) => {
    zlibBrotli(body, brotliFor(body.length), (error, coded) => (error ? reject(error) : resolve(coded)));
  });
