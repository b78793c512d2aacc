// The map of representations: what was made stays at hand within a bound, the least recently used goes first.

import type { WrittenDocument } from '../build/messages.ts';
import type { Answer, DocumentAnswer } from '../http/answer.ts';
import { type Codings, type Representation, representationOf } from '../http/representation.ts';
import { settledValidators, type Validators, validatorsAfter } from '../http/validators.ts';
import { setBounded } from '../model/bounded-map.ts';
import { isFeed } from '../model/paths.ts';
import type { Instant } from '../model/time.ts';
import { brotliOf, createBackground, gzipOf } from './compression.ts';

export interface RepresentationsOptions {
  /** Of every path as it was last sent; the last changed ones are kept here, also over a restart. */
  readonly validators?: Map<string, Validators> | undefined;
  /** Called when a path has other validators than before, or has some for the first time. */
  readonly onValidated?: (path: string, validators: Validators) => void;
  readonly clock: () => Instant;
  /** Of all bodies in all codings, at most; 64 MB. */
  readonly bytes?: number;
}

/** Polled all day by every subscriber: they stay, however many pages a crawler reads. */
const ALWAYS_HELD: ReadonlySet<string> = new Set(['/feed.xml', '/atom.xml', '/feed.json']);

const MAX_BYTES = 64_000_000;
const ENTRY = 1000; // bytes of an entry besides its bodies
const MAX_VALIDATORS = 20_000; // paths: 2 MB in the file that is kept over a restart

interface Held {
  readonly answer: Answer;
  readonly size: number;
  readonly document?: { readonly written: WrittenDocument; readonly codings: Codings; readonly known: Validators };
}

export function createRepresentations(options: RepresentationsOptions) {
  const { validators = new Map(), onValidated = () => {}, clock, bytes: most = MAX_BYTES } = options;
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

  function putDocument(path: string, written: WrittenDocument, codings: Codings, known: Validators): Answer {
    const representation = representationOf(written, codings, known);
    // What is retained counts: a small view may hold a large buffer.
    const size = Object.values(codings).reduce((sum, { buffer }) => sum + buffer.byteLength, ENTRY);
    let compressing: Promise<Representation> | undefined;
    const compressed = () => (compressing ??= compress(path, written, known));
    const { hasPreview } = written;
    const answer: Answer = { kind: 'document', representation, hasPreview, ...(!codings.gzip && { compressed }) };
    return put(path, { answer, size, document: { written, codings, known } });
  }

  /** Makes gzip at once, and brotli when there is time. */
  async function compress(path: string, written: WrittenDocument, known: Validators): Promise<Representation> {
    const { bytes, etag } = written;
    const gzip = await gzipOf(bytes);
    addCopy(path, etag, { gzip });
    if (brotliOf) background.add(() => addBrotli(path, etag, brotliOf));
    return representationOf(written, { identity: bytes, gzip }, known);
  }

  /** Not given the bytes: a crawler leaves thousands of such jobs, of documents that are dropped before their turn. */
  async function addBrotli(path: string, etag: string, brotli: NonNullable<typeof brotliOf>): Promise<void> {
    const written = held.get(path)?.document?.written;
    if (written?.etag === etag) addCopy(path, etag, { br: await brotli(written.bytes) });
  }

  /** Nothing happens if the document is no longer held, or is another one. */
  function addCopy(path: string, etag: string, copy: Partial<Codings>): void {
    const document = held.get(path)?.document;
    if (document?.written.etag !== etag) return;
    putDocument(path, document.written, { ...document.codings, ...copy }, document.known);
  }

  function noteValidators(path: string, known: Validators): void {
    setBounded(validators, path, known, MAX_VALIDATORS);
    onValidated(path, known);
  }

  return {
    get(path: string): Answer | undefined {
      const found = held.get(path);
      if (!found) return undefined;
      if (found.document?.known.sharesSecond) {
        const { written, codings, known } = found.document;
        const after = settledValidators(known, clock());
        if (after !== known) {
          noteValidators(path, after);
          return putDocument(path, written, codings, after);
        }
      }
      if (!ALWAYS_HELD.has(path)) {
        held.delete(path);
        held.set(path, found);
      }
      return found.answer;
    },
    hold(path: string, found: WrittenDocument | Exclude<Answer, DocumentAnswer>, at: Instant): Answer {
      if (found.kind !== 'document') return put(path, { answer: found, size: ENTRY });
      const before = validators.get(path);
      const after = settledValidators(validatorsAfter(before, found.etag, found.updated, at), clock());
      if (after !== before) noteValidators(path, after);
      return putDocument(path, found, { identity: found.bytes }, after);
    },
    /** Another publication: pages are forgotten, and of the feeds those that are stale or no longer there. */
    forget(isThere: (path: string) => boolean, stale: Iterable<string>): void {
      for (const path of stale) drop(path);
      for (const path of [...held.keys()]) if (!isFeed(path) || !isThere(path)) drop(path);
    },
    /** The feeds at hand and their ETags. */
    feeds: (): readonly (readonly [path: string, etag: string])[] =>
      [...held].flatMap(([path, { document }]) =>
        document && isFeed(path) ? [[path, document.written.etag] as const] : [],
      ),
    /** Fulfilled when every copy that was wanted is there. */
    idle: background.idle,
  };
}
