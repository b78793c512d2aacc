// Media: files sent as they lie on the disk, whole or in part.

import { setBounded } from '../model/bounded-map.ts';
import type { FileResource } from '../model/resource.ts';
import type { Instant } from '../model/time.ts';
import { formatHttpDate, parseHttpDate } from './http-date.ts';
import { EVERYWHERE, type HeaderFields } from './representation.ts';
import type { Asked } from './request.ts';
import { notReady } from './respond.ts';
import { createSum, isFresh, tagOf, type Validators, wholeSeconds } from './validators.ts';

interface Known extends Validators {
  /** Of every answer about the file. */
  readonly fields: HeaderFields;
}

/** Files whose tags are kept: about 300 bytes each. */
const MAX_KNOWN = 10_000;

/** An SVG is a document that could run script (CONTRACT.md §5). */
const SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export function createFiles(most = MAX_KNOWN) {
  const known = new Map<string, Promise<Known>>();

  return {
    /** 200, 206, 304, 416; 503 if the file has changed or gone since it was seen: it may be back in a moment. */
    async answer(asked: Asked, resource: FileResource, at: Instant): Promise<Response> {
      const { path, size, mtime, ctime, inode } = resource.file;
      const key = `${size} ${mtime} ${ctime} ${inode} ${path}`;
      try {
        const facts = known.get(key) ?? setBounded(known, key, know(resource, at), most);
        return await send(asked, resource, await facts);
      } catch {
        known.delete(key);
        return notReady(asked);
      }
    },
  };
}

async function know(resource: FileResource, at: Instant): Promise<Known> {
  const etag = await hash(resource);
  const lastModified = wholeSeconds(Math.min(resource.file.mtime, at));
  const fields = { etag, 'last-modified': formatHttpDate(lastModified), ...fieldsOfFile(resource.type) };
  return { etag, lastModified, fields: Object.freeze(fields) };
}

/** What every answer about a file of this type says. */
export const fieldsOfFile = (type: string): HeaderFields => ({
  'cache-control': 'public, max-age=86400',
  'accept-ranges': 'bytes',
  ...EVERYWHERE,
  ...(type === 'image/svg+xml' ? { 'content-security-policy': SVG_POLICY } : {}),
});

/** Throws if the file cannot be opened as it was seen. */
async function send(asked: Asked, resource: FileResource, known: Known): Promise<Response> {
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
  // node:http tells nobody that an answer whose turn never came is closed: it must hold no open file.
  await asked.turn?.();
  return new Response(await begun(resource, start, end), { status, headers });
}

/** The strong tag (§8.8.3): of the bytes, so that it is the same on every instance, whatever the file's date. */
async function hash(resource: FileResource): Promise<string> {
  const sum = createSum();
  for await (const bytes of piecesOf(resource, 0, resource.file.size)) {
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
  const pieces = piecesOf(resource, start, end);
  let first: IteratorResult<Uint8Array, void> | undefined = await pieces.next();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = first ?? (await pieces.next());
      first = undefined;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await pieces.return()),
  });
}

/** Throws if the file is not as long as was said: a broken connection beats wrong bytes. */
async function* piecesOf(resource: FileResource, start: number, end: number): AsyncGenerator<Uint8Array, void> {
  let left = end - start;
  for await (const bytes of resource.open(start, end)) {
    left -= bytes.length;
    if (left < 0) break;
    yield bytes;
  }
  if (left !== 0) throw new Error(`${resource.file.path} is not as long as it was`);
}

/** The bytes from `start` up to, not including, `end`; never empty. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * What is to be sent of `size` bytes. Several ranges, other units and nonsense give the whole, as §14.2 allows.
 *
 *     parseRange('bytes=-50', 1000) // { start: 950, end: 1000 }
 */
export function parseRange(header: string | undefined, size: number): Part | 'whole' | 'unsatisfiable' {
  // §14.1: names of units in any case; §14.1.1: first-last, first-, or -length of the end.
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (first === '') {
    if (last === '') return 'whole';
    // §14.1.2: the last bytes; a suffix longer than the file is the file.
    if (Number(last) === 0) return 'unsatisfiable';
    return size === 0 ? 'whole' : { start: Math.max(0, size - Number(last)), end: size };
  }
  if (last !== '' && Number(last) < Number(first)) return 'whole'; // §14.1.1: invalid, so ignored
  if (Number(first) >= size) return 'unsatisfiable';
  return { start: Number(first), end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

/** §13.1.5: whether the parts that a client has go with ours: the same strong tag, or the very date. */
export function isSameForRange(ifRange: string | undefined, { etag, lastModified }: Validators): boolean {
  if (ifRange === undefined) return true;
  if (ifRange.includes('"')) return ifRange === etag && !etag.startsWith('W/');
  return parseHttpDate(ifRange, lastModified) === lastModified;
}
