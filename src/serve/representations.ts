// The map of representations: what was made stays at hand within a bound, the least recently used goes first.

import type { Found, WrittenDocument } from '../build/messages.ts';
import type { Answer } from '../http/answer.ts';
import { type Codings, type Representation, representationOf } from '../http/representation.ts';
import { settledValidators, type Validators, validatorsAfter } from '../http/validators.ts';
import { isFeed } from '../model/paths.ts';
import type { FileResource } from '../model/resource.ts';
import type { Instant } from '../model/time.ts';
import { brotliOf, createBackground, gzipOf } from './compression.ts';

export interface RepresentationsOptions {
  /** Of every path as it was last sent; the last changed ones also over a restart. */
  readonly validators: ReadonlyMap<string, Validators>;
  /** Called when a path has other validators than before, or has some for the first time. */
  readonly onValidated: (path: string, validators: Validators) => void;
  readonly clock: () => Instant;
  /** How a media file is read. */
  readonly open: (file: Extract<Found, { kind: 'file' }>, start: number, end: number) => ReadableStream<Uint8Array>;
  /** Of all bodies in all codings, at most; 64 MB. */
  readonly bytes?: number;
}

export interface Representations {
  get(path: string): Answer | undefined;
  hold(path: string, found: Found, at: Instant): Answer;
  /** Another publication: pages are forgotten, and of the feeds those that are stale or no longer there. */
  forget(isThere: (path: string) => boolean, stale: Iterable<string>): void;
  /** The feeds at hand and their ETags. */
  feeds(): readonly (readonly [path: string, etag: string])[];
  /** Fulfilled when every copy that was wanted is there. */
  idle(): Promise<void>;
}

/** Polled all day by every subscriber: they stay, however many pages a crawler reads. */
const ALWAYS_HELD: ReadonlySet<string> = new Set(['/feed.xml', '/atom.xml', '/feed.json']);

const MAX_BYTES = 64_000_000;
const ENTRY = 1000; // bytes of an entry besides its bodies

interface Held {
  readonly answer: Answer;
  readonly size: number;
  readonly document?: WrittenDocument;
}

export function createRepresentations(options: RepresentationsOptions): Representations {
  const { validators, onValidated, clock, open, bytes: most = MAX_BYTES } = options;
  const held = new Map<string, Held>(); // the least recently used first
  const background = createBackground();
  let total = 0;

  function put(path: string, entry: Held): Answer {
    drop(path);
    held.set(path, entry);
    total += entry.size;
    for (const oldest of held.keys()) {
      if (total <= most || oldest === path) break;
      if (!ALWAYS_HELD.has(oldest)) drop(oldest);
    }
    return entry.answer;
  }

  function drop(path: string): void {
    total -= held.get(path)?.size ?? 0;
    held.delete(path);
  }

  function putDocument(path: string, document: WrittenDocument, codings: Codings, known: Validators): Answer {
    const representation = representationOf(document, codings, known);
    // What is retained counts: a small view may hold a large buffer.
    const size = Object.values(codings).reduce((sum, { buffer }) => sum + buffer.byteLength, ENTRY);
    let compressing: Promise<Representation> | undefined;
    const compressed = () => (compressing ??= compress(path, document, known));
    const { hasPreview } = document;
    const answer: Answer = { kind: 'document', representation, hasPreview, ...(!codings.gzip && { compressed }) };
    return put(path, { answer, size, document });
  }

  /** Makes gzip at once, and brotli when there is time. */
  async function compress(path: string, document: WrittenDocument, known: Validators): Promise<Representation> {
    const gzip = await gzipOf(document.bytes);
    addCopy(path, document.etag, { gzip });
    brotliLater(path, document.etag);
    return representationOf(document, { identity: document.bytes, gzip }, known);
  }

  /** The job keeps no bytes: a crawler leaves thousands of them, of documents that are dropped before their turn. */
  function brotliLater(path: string, etag: string): void {
    if (!brotliOf) return;
    background.add(path, async () => {
      const document = held.get(path)?.document;
      if (document?.etag === etag) addCopy(path, etag, { br: await brotliOf(document.bytes) });
    });
  }

  /** Nothing happens if the document is no longer held, or is another one. */
  function addCopy(path: string, etag: string, copy: Omit<Codings, 'identity'>): void {
    const found = held.get(path);
    if (found?.answer.kind !== 'document' || found.document?.etag !== etag) return;
    const { representation } = found.answer;
    putDocument(path, found.document, { ...codingsOf(representation), ...copy }, validatorsIn(representation));
  }

  /** The validators of a document, noted where they are new. */
  function validated(path: string, etag: string, updated: Instant, at: Instant): Validators {
    const before = validators.get(path);
    const after = settledValidators(validatorsAfter(before, etag, updated, at), clock());
    if (after !== before) onValidated(path, after);
    return after;
  }

  return {
    get(path) {
      const found = held.get(path);
      if (!found) return undefined;
      if (found.answer.kind === 'document' && found.document && found.answer.representation.sharesSecond) {
        const { representation } = found.answer;
        const after = settledValidators(representation, clock());
        if (after !== representation) {
          onValidated(path, after);
          return putDocument(path, found.document, codingsOf(representation), after);
        }
      }
      if (!ALWAYS_HELD.has(path)) {
        held.delete(path);
        held.set(path, found);
      }
      return found.answer;
    },
    hold(path, found, at) {
      if (found.kind === 'document') {
        return putDocument(path, found, { identity: found.bytes }, validated(path, found.etag, found.updated, at));
      }
      if (found.kind !== 'file') return put(path, { answer: found, size: ENTRY });
      const { type, file } = found;
      const answer: FileResource = { kind: 'file', type, file, open: (start, end) => open(found, start, end) };
      return put(path, { answer, size: ENTRY });
    },
    forget(isThere, stale) {
      for (const path of stale) drop(path);
      for (const path of [...held.keys()]) if (!isFeed(path) || !isThere(path)) drop(path);
    },
    idle: background.idle,
    feeds: () =>
      [...held].flatMap(([path, { document }]) => (document && isFeed(path) ? [[path, document.etag] as const] : [])),
  };
}

const codingsOf = ({ identity, gzip, br }: Representation): Codings => ({
  identity: identity.body,
  ...(gzip && { gzip: gzip.body }),
  ...(br && { br: br.body }),
});

const validatorsIn = ({ etag, lastModified, sharesSecond }: Representation): Validators => ({
  etag,
  lastModified,
  ...(sharesSecond && { sharesSecond }),
});
