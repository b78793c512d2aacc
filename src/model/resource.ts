// A resource: what a path of the site names (RFC 9110 §3.1).

import type { Article } from './article.ts';
import type { MediaFile } from './media.ts';
import type { Instant } from './time.ts';

/** Text in a media type, written when it is first asked for. */
export interface Document {
  readonly text: string;
  /** The newest `updated` among what it shows. */
  readonly updated: Instant;
}

/** How long caches may keep it: until the next poll, or for ever (its address changes with its bytes). */
export type Freshness = 'polled' | 'immutable';

export interface DocumentResource {
  readonly kind: 'document';
  /** With charset. */
  readonly type: string;
  readonly freshness: Freshness;
  /** Values of the `Link` header, ready to send. */
  readonly links: readonly string[];
  /** Of the `Content-Security-Policy` header. */
  readonly policy?: string;
  /** The immutable values it is written from. One path, the same list: the same bytes. */
  readonly madeOf: readonly unknown[];
  /** The page that a person is shown who opens it in a browser, where it is none itself. */
  readonly preview?: () => DocumentResource;
  write(): Document;
}

export interface FileResource {
  readonly kind: 'file';
  readonly type: string;
  readonly file: MediaFile;
  /** The bytes from `start` up to, not including, `end`. Errors where the file is no longer the one that was seen. */
  open(start: number, end: number): ReadableStream<Uint8Array>;
}

/** An address that has moved; `to` is absolute. */
export interface Moved {
  readonly kind: 'moved';
  readonly to: string;
}

export interface Gone {
  readonly kind: 'gone';
}

export type Resource = DocumentResource | FileResource | Moved | Gone;

/** Everything that is public at one instant. */
export interface Publication {
  /** The instant. */
  readonly at: Instant;
  /** The path below which the site is served: `/`, or `/news/`. */
  readonly basePath: string;
  /** What a decoded path below the site names; nothing where it names nothing. */
  get(path: string): Resource | undefined;
  /** Every path there is. */
  paths(): Iterable<string>;
  /** The absolute address of an article; nothing where it is not public. */
  permalinkOf(article: Article): string | undefined;
  /** When the same files give another site; nothing if never. */
  readonly staleAt?: Instant;
}

/** Runs a writer to its end. */
export function finish<T>(writer: Generator<void, T, void>): T {
  for (;;) {
    const { done, value } = writer.next();
    if (done) return value;
  }
}

/** What a document is made of is just changing: nothing is written of two versions. Ask again in a moment. */
export class Unsettled extends Error {
  constructor(path: string) {
    super(`${path} has changed`);
  }
}
