// The map of representations: what was made stays at hand within a bound, the least recently used goes first. And the
// source of a program that publishes by itself: such a map, and the documents that are not in it yet.

import type { WrittenDocument } from '../build/messages.ts';
import { documentOf, resourceIn } from '../build/writing.ts';
import { type Answer, type DocumentAnswer, type Source, Unavailable } from '../http/answer.ts';
import { brotliOf, gzipOf } from '../http/codings.ts';
import { type Codings, type Representation, representationOf } from '../http/representation.ts';
import { settledValidators, type Validators, validatorsAfter } from '../http/validators.ts';
import { setBounded } from '../model/bounded-map.ts';
import { isFeed } from '../model/paths.ts';
import type { Publication } from '../model/resource.ts';
import type { Instant } from '../model/time.ts';

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

const QUIET = 100; // milliseconds without another document to compress before brotli begins
const MAX_WAITING = 200; // documents; with more, it begins at once

interface HeldDocument {
  readonly written: WrittenDocument;
  readonly codings: Codings;
  readonly known: Validators;
}

interface Held {
  readonly answer: Answer;
  readonly document?: HeldDocument;
}

/** In bytes. What is retained counts: a small view may hold a large buffer. */
const sizeOf = ({ document }: Held): number =>
  Object.values(document?.codings ?? {}).reduce((sum, { buffer }) => sum + buffer.byteLength, ENTRY);

export function createRepresentations(options: RepresentationsOptions) {
  const { validators = new Map(), onValidated = () => {}, clock, bytes: most = MAX_BYTES } = options;
  const held = new Map<string, Held>(); // the least recently used first
  const waiting = new Set<string>(); // paths of documents whose brotli copy is still to be made
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let total = 0;

  function put(path: string, entry: Held): Answer {
    drop(path);
    held.set(path, entry);
    total += sizeOf(entry);
    for (const oldest of held.keys()) {
      if (total <= most || oldest === path) break;
      if (!ALWAYS_HELD.has(oldest)) drop(oldest);
    }
    return entry.answer;
  }

  function drop(path: string): void {
    const entry = held.get(path);
    if (entry && held.delete(path)) total -= sizeOf(entry);
  }

  function putDocument(path: string, document: HeldDocument): Answer {
    const { written, codings, known } = document;
    const representation = representationOf(written, codings, known);
    let compressing: Promise<Representation> | undefined;
    const compressed = () => (compressing ??= compress(path, document));
    const { hasPreview } = written;
    const answer: Answer = { kind: 'document', representation, hasPreview, ...(!codings.gzip && { compressed }) };
    return put(path, { answer, document });
  }

  /** Makes gzip at once, and brotli when there is time. */
  async function compress(path: string, { written, known }: HeldDocument): Promise<Representation> {
    const gzip = await gzipOf(written.bytes);
    addCopy(path, written.etag, { gzip });
    if (brotliOf) wantBrotli(path);
    return representationOf(written, { identity: written.bytes, gzip }, known);
  }

  function wantBrotli(path: string): void {
    waiting.add(path);
    clearTimeout(timer);
    timer = setTimeout(addBrotli, waiting.size > MAX_WAITING ? 0 : QUIET).unref();
  }

  function addBrotli(): Promise<void> {
    working ??= addAllBrotli().finally(() => {
      working = undefined;
    });
    return working;
  }

  /** One after the other. A crawler leaves thousands of paths, of documents that are dropped before their turn. */
  async function addAllBrotli(): Promise<void> {
    for (const path of waiting) {
      waiting.delete(path);
      const { written, codings } = held.get(path)?.document ?? {};
      if (!written || !codings?.gzip) continue;
      const br = await brotliOf?.(written.bytes).catch(() => undefined); // what is not compressed is sent as it is
      if (br) addCopy(path, written.etag, { br });
    }
  }

  /** Nothing happens if the document is no longer held, or is another one. */
  function addCopy(path: string, etag: string, copy: Partial<Codings>): void {
    const document = held.get(path)?.document;
    if (document?.written.etag !== etag) return;
    putDocument(path, { ...document, codings: { ...document.codings, ...copy } });
  }

  function noteValidators(path: string, known: Validators): void {
    setBounded(validators, path, known, MAX_VALIDATORS);
    onValidated(path, known);
  }

  return {
    get(path: string): Answer | undefined {
      const found = held.get(path);
      if (found?.document?.known.sharesSecond) {
        const known = settledValidators(found.document.known, clock());
        if (known !== found.document.known) {
          noteValidators(path, known);
          return putDocument(path, { ...found.document, known });
        }
      }
      if (found && !ALWAYS_HELD.has(path)) {
        held.delete(path);
        held.set(path, found);
      }
      return found?.answer;
    },
    hold(path: string, found: WrittenDocument | Exclude<Answer, DocumentAnswer>, at: Instant): Answer {
      if (found.kind !== 'document') return put(path, { answer: found });
      const before = validators.get(path);
      const known = settledValidators(validatorsAfter(before, found.etag, found.updated, at), clock());
      if (known !== before) noteValidators(path, known);
      return putDocument(path, { written: found, codings: { identity: found.bytes }, known });
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
    idle: addBrotli,
  };
}

/**
 * The source of whatever publication is current. A document keeps its validators while its bytes stay the same, also in
 * the next publication. As long as there is none, answers are 503.
 *
 *     let publication = publish(catalog, site, Date.now(), htmlOf);
 *     const app = createApp(sourceOf(() => publication));
 */
export function sourceOf(current: () => Publication | undefined): Source {
  const representations = createRepresentations({ clock: Date.now });
  let held: Publication | undefined;

  function latest(): Publication | undefined {
    const publication = current();
    if (publication !== held) representations.forget(() => false, []);
    held = publication;
    return publication;
  }

  return {
    basePath: () => latest()?.basePath,
    at: () => latest()?.at ?? Date.now(),
    queryRules: () => latest()?.queryRules ?? [],
    get(path) {
      const publication = latest();
      if (!publication) throw new Unavailable();
      const found = representations.get(path);
      if (found) return found;
      const resource = resourceIn(publication, path);
      if (resource?.kind !== 'document') return resource;
      return representations.hold(path, documentOf(resource), publication.at);
    },
  };
}
