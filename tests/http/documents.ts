// Documents and sources for tests, made by hand.

import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { WrittenDocument } from '../../src/build/messages.ts';
import type { Answer, Source } from '../../src/http/answer.ts';
import { representationOf } from '../../src/http/representation.ts';
import { tagOf, wholeSeconds } from '../../src/http/validators.ts';
import type { Instant } from '../../src/model/time.ts';

export const AT: Instant = Date.UTC(2026, 2, 3, 9, 0, 0, 500);
export const UPDATED: Instant = Date.UTC(2026, 2, 1, 8, 0, 0, 250);
export const RSS = 'application/rss+xml; charset=utf-8';

/** A document as the builder gives it to the server. */
export function documentOf(text: string, changed: Partial<WrittenDocument> = {}): WrittenDocument {
  const bytes = new TextEncoder().encode(text);
  return {
    kind: 'document',
    type: RSS,
    freshness: 'polled',
    links: ['<https://hub.example/>; rel="hub"', '<https://example.org/feed.xml>; rel="self"'],
    etag: `W/${tagOf(createHash('sha256').update(bytes))}`,
    updated: UPDATED,
    bytes,
    hasPreview: false,
    ...changed,
  };
}

export const compressed = (bytes: Uint8Array) => ({
  gzip: new Uint8Array(gzipSync(bytes)),
  br: new Uint8Array(brotliCompressSync(bytes)),
});

/** The answer with a document, in every coding. */
export function answerOf(document: WrittenDocument): Answer {
  const { bytes, etag, updated, hasPreview } = document;
  const validators = { etag, lastModified: wholeSeconds(updated) };
  const representation = representationOf(document, { identity: bytes, ...compressed(bytes) }, validators);
  return { kind: 'document', representation, hasPreview };
}

/** A source that has everything at hand. */
export const sourceOf = (answers: Readonly<Record<string, Answer>>, basePath = '/'): Source => ({
  basePath: () => basePath,
  at: () => AT,
  queryRules: () => [],
  get: (path) => (Object.hasOwn(answers, path) ? answers[path] : undefined),
});

/** Long enough that each coding is smaller than the one before. */
export const LONG = `<rss>${Array.from({ length: 400 }, (_, i) => `<item>Fish & chips ${i * i} é</item>`).join('\n')}</rss>`;
