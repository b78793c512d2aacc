// Media: files sent as they lie on the disk, whole or in part.

import { createHash } from 'node:crypto';
import type { FileResource } from '../model/resource.ts';
import type { Instant } from '../model/time.ts';
import type { Asked } from './asked.ts';
import { isFresh } from './conditional.ts';
import { EVERYWHERE, type Fields } from './fields.ts';
import { formatHttpDate } from './http-date.ts';
import { isSameForRange, parseRange } from './range.ts';
import { notReady } from './respond.ts';
import { tagOf, type Validators, wholeSeconds } from './validators.ts';

export interface Files {
  /** 200, 206, 304, 416; 503 where the file has changed or gone since it was seen, for it may be back in a moment. */
  answer(asked: Asked, resource: FileResource, at: Instant): Response | Promise<Response>;
}

interface Known extends Validators {
  /** Of every answer about the file. */
  readonly fields: Fields;
}

/** Files whose tags are kept: about 300 bytes each. */
const MAX_KNOWN = 10_000;

/** An SVG is a document that could run script (CONTRACT.md §5). */
const SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export function createFiles(remembered = MAX_KNOWN): Files {
  const known = new Map<string, Known | Promise<Known>>();

  function knownOf(resource: FileResource, at: Instant): Known | Promise<Known> {
    const { path, size, mtime, ctime, inode } = resource.file;
    const key = `${size} ${mtime} ${ctime} ${inode} ${path}`;
    const found = known.get(key);
    if (found) return found;
    const hashing = hash(resource).then(
      (etag) => remember(key, know(resource, etag, at)),
      (error: unknown) => {
        known.delete(key);
        throw error;
      },
    );
    return remember(key, hashing);
  }

  function remember<T extends Known | Promise<Known>>(key: string, value: T): T {
    known.set(key, value);
    for (const oldest of known.keys()) {
      if (known.size <= remembered) break;
      known.delete(oldest);
    }
    return value;
  }

  return {
    answer(asked, resource, at) {
      const found = knownOf(resource, at);
      if (!(found instanceof Promise)) return send(asked, resource, found);
      return found.then(
        (hashed) => send(asked, resource, hashed),
        () => notReady(asked),
      );
    },
  };
}

function know({ type, file }: FileResource, etag: string, at: Instant): Known {
  const lastModified = wholeSeconds(Math.min(file.mtime, at));
  const fields = Object.freeze({
    etag,
    'last-modified': formatHttpDate(lastModified),
    'cache-control': 'public, max-age=86400',
    'accept-ranges': 'bytes',
    ...EVERYWHERE,
    ...(type === 'image/svg+xml' ? { 'content-security-policy': SVG_POLICY } : {}),
  });
  return { etag, lastModified, fields };
}

function send(asked: Asked, resource: FileResource, known: Known): Response | Promise<Response> {
  if (isFresh(asked, known)) return new Response(null, { status: 304, headers: known.fields });
  const { size } = resource.file;
  // RFC 9110 §14.2: Range means something to GET only.
  const ranged = asked.method === 'GET' && isSameForRange(asked.header('if-range'), known);
  const range = ranged ? parseRange(asked.header('range'), size) : 'whole';
  if (range === 'unsatisfiable') {
    const headers = { ...known.fields, 'content-range': `bytes */${size}`, 'content-length': '0' };
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range === 'whole' ? { start: 0, end: size } : range;
  const headers = {
    ...known.fields,
    'content-type': resource.type,
    'content-length': String(end - start),
    ...(range === 'whole' ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
  };
  const status = range === 'whole' ? 200 : 206;
  if (asked.method === 'HEAD' || start === end) return new Response(null, { status, headers });
  return begun(resource, start, end).then(
    (body) => new Response(body, { status, headers }),
    () => notReady(asked),
  );
}

/** The strong tag (§8.8.3): of the bytes, so that it is the same on every instance, whatever the file's date. */
async function hash(resource: FileResource): Promise<string> {
  const sum = createHash('sha256');
  const { size } = resource.file;
  const reading = read(resource.open(0, size), size);
  for (let bytes = await reading.next(); bytes; bytes = await reading.next()) {
    await nextTurn();
    sum.update(bytes);
  }
  return tagOf(sum);
}

let lastTurn: Promise<void> = Promise.resolve();

/** One piece of one file in a turn of the event loop: however many files are hashed, other clients are answered. */
function nextTurn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
  return lastTurn;
}

/** The body once its first bytes are there: a file that cannot be opened is found out while a 503 can still be sent. */
async function begun(resource: FileResource, start: number, end: number): Promise<ReadableStream<Uint8Array>> {
  const reading = read(resource.open(start, end), end - start);
  let first = await reading.next();
  return new ReadableStream({
    async pull(controller) {
      const bytes = first ?? (await reading.next());
      first = undefined;
      if (bytes) controller.enqueue(bytes);
      else controller.close();
    },
    cancel: reading.cancel,
  });
}

interface Reading {
  /** Undefined at the end. Rejects when the stream is not as long as was said: a broken connection beats wrong bytes. */
  next(): Promise<Uint8Array | undefined>;
  readonly cancel: (reason?: unknown) => Promise<void>;
}

function read(stream: ReadableStream<Uint8Array>, length: number): Reading {
  const reader = stream.getReader();
  const cancel = (reason?: unknown): Promise<void> => reader.cancel(reason);
  let left = length;
  return {
    cancel,
    async next() {
      const { done, value } = await reader.read();
      left -= value?.length ?? 0;
      if (done ? left === 0 : left >= 0) return value;
      await cancel();
      throw new Error('the file is not as long as it was');
    },
  };
}
