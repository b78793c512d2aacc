// The holder of representations: made once, sent as made, the least recently used dropped when they are too many.

import { createHash } from 'node:crypto';
import type { Document, DocumentResource, Publication } from '../model/resource.ts';
import type { Instant } from '../model/time.ts';
import { type Representation, represent, sizeOf } from './representation.ts';
import { finishInSlices } from './slices.ts';
import { tagOf, type Validators, validatorsAfter } from './validators.ts';

export interface Representations {
  /** At once when it is made. Rejects where `write()` throws; the next asker tries again. */
  get(path: string, resource: DocumentResource, at: Instant): Representation | Promise<Representation>;
  /** What is made and current at the path, and nothing else: what costs any work is left to `get`. */
  made(path: string, publication: Pick<Publication, 'get'>): Representation | undefined;
  /** Makes what is not current yet; what it gives shows it. Until then `get` gives what is current, at once as ever. */
  prepare(path: string, resource: DocumentResource, at: Instant): Promise<() => void>;
  /** The paths whose representations are held now. */
  paths(): Iterable<string>;
  /** The validators of every path ever made, for somebody to keep over a restart. */
  entries(): Iterable<readonly [path: string, validators: Validators]>;
  /** Fulfilled when every br copy that was begun is there. */
  pending(): Promise<void>;
}

export interface RepresentationsOptions {
  /** What `entries()` gave before a restart. */
  readonly remembered?: Iterable<readonly [path: string, validators: Validators]>;
  /** Of all bodies in all codings, at most; 64 MB. */
  readonly bytes?: number;
  /** Told of a path that has other validators now than it had, or has some for the first time. */
  readonly onChange?: (path: string, validators: Validators) => void;
}

/** Polled all day by every subscriber: they stay, however many pages a crawler reads. */
const ALWAYS_HELD = new Set(['/feed.xml', '/atom.xml', '/feed.json']);

/** The list of what a document is made of is its name: one path, the same list, the same bytes. */
type MadeOf = DocumentResource['madeOf'];

interface Held {
  readonly madeOf: MadeOf;
  readonly representation: Representation;
  size: number;
}

interface Making {
  readonly madeOf: MadeOf;
  readonly promise: Promise<Representation>;
}

export function createRepresentations(options: RepresentationsOptions = {}): Representations {
  const { remembered = [], bytes = 64_000_000, onChange } = options;
  const validators = new Map(remembered);
  const held = new Map<string, Held>(); // the least recently used first
  const making = new Map<string, Making>();
  const compressing = new Set<Promise<void>>();
  let total = 0;

  function get(path: string, resource: DocumentResource, at: Instant): Representation | Promise<Representation> {
    const found = held.get(path);
    if (found?.madeOf === resource.madeOf) {
      touch(path, found);
      return found.representation;
    }
    const begun = making.get(path);
    if (begun?.madeOf === resource.madeOf) return begun.promise;
    const promise = make(path, resource, at, begun?.promise);
    making.set(path, { madeOf: resource.madeOf, promise });
    return promise;
  }

  function made(path: string, publication: Pick<Publication, 'get'>): Representation | undefined {
    const found = held.get(path);
    if (!found) return undefined;
    const resource = publication.get(path);
    if (resource?.kind !== 'document' || resource.madeOf !== found.madeOf) return undefined;
    touch(path, found);
    return found.representation;
  }

  async function make(path: string, resource: DocumentResource, at: Instant, earlier?: Promise<unknown>) {
    try {
      const { body, etag, updated } = await write(resource);
      // Two versions of a path get their validators in the order of their publications, however long each takes.
      await earlier?.catch(() => {});
      const after = validatorsAfter(validators.get(path), etag, updated, at);
      validate(path, after);
      const representation = await represent(resource, body, after);
      hold(path, resource.madeOf, representation);
      return representation;
    } finally {
      if (making.get(path)?.madeOf === resource.madeOf) making.delete(path);
    }
  }

  async function prepare(path: string, resource: DocumentResource, at: Instant): Promise<() => void> {
    const { body, etag, updated } = await write(resource);
    const before = validators.get(path);
    const after = validatorsAfter(before, etag, updated, at);
    const representation = await represent(resource, body, after);
    return () => {
      // Somebody asked for the old one meanwhile, and it was not at hand: then the new one waits for its turn in `get`.
      if (making.has(path) || validators.get(path) !== before) return;
      validate(path, after);
      hold(path, resource.madeOf, representation);
    };
  }

  function validate(path: string, after: Validators): void {
    if (validators.get(path) === after) return;
    validators.set(path, after);
    onChange?.(path, after);
  }

  function hold(path: string, madeOf: MadeOf, representation: Representation): void {
    const added: Held = { madeOf, representation, size: sizeOf(representation) };
    drop(path);
    held.set(path, added);
    total += added.size;
    trim();
    const compressed = added.representation.complete.then(() => {
      compressing.delete(compressed);
      if (held.get(path) !== added) return;
      const size = sizeOf(added.representation);
      total += size - added.size;
      added.size = size;
      trim();
    });
    compressing.add(compressed);
  }

  function touch(path: string, found: Held): void {
    if (ALWAYS_HELD.has(path)) return;
    held.delete(path);
    held.set(path, found);
  }

  function trim(): void {
    for (const path of held.keys()) {
      if (total <= bytes) return;
      if (!ALWAYS_HELD.has(path)) drop(path);
    }
  }

  function drop(path: string): void {
    total -= held.get(path)?.size ?? 0;
    held.delete(path);
  }

  return {
    get,
    made,
    prepare,
    paths: () => held.keys(),
    entries: () => validators.entries(),
    async pending() {
      while (compressing.size > 0) await Promise.all(compressing);
    },
  };
}

async function write(
  resource: DocumentResource,
): Promise<{ body: Buffer<ArrayBuffer>; etag: string; updated: Instant }> {
  const { text, updated } = await finishInSlices(inOneStep(resource));
  const body = Buffer.from(text);
  // Weak (RFC 9110 §8.8.3.3): one tag for three codings.
  return { body, etag: `W/${tagOf(createHash('sha256').update(body))}`, updated };
}

/** Only so that two documents are not written in one turn of the event loop. */
// biome-ignore lint/correctness/useYield: a document is written in one step
function* inOneStep(resource: DocumentResource): Generator<void, Document, void> {
  return resource.write();
}
