// Files for tests, made by hand.

import type { MediaFile } from '../../src/model/media.ts';
import type { FileResource } from '../../src/model/resource.ts';

export const MTIME = Date.UTC(2026, 2, 1, 8, 0, 0, 250);
export const BYTES = Buffer.from(Array.from({ length: 10_000 }, (_, i) => (i * i + (i >> 8)) % 251));

/** A file in chunks of 1,000 bytes, whose `opened` tells which parts were asked for. */
export function fileOf(
  bytes: Buffer,
  changed: Partial<MediaFile> = {},
  type = 'image/jpeg',
  open: FileResource['open'] = (start, end) => streamOf(chunksOf(bytes.subarray(start, end))),
): FileResource & { readonly opened: [number, number][] } {
  const opened: [number, number][] = [];
  return {
    kind: 'file',
    type,
    file: { path: 'articles/garden/tulip.jpg', size: bytes.length, mtime: MTIME, ctime: MTIME, inode: 1, ...changed },
    opened,
    open(start, end) {
      opened.push([start, end]);
      return open(start, end);
    },
  };
}

function* chunksOf(bytes: Buffer): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1000) yield bytes.subarray(start, start + 1000);
}

/** A stream of these chunks. */
export function streamOf(chunks: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const left = chunks[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = left.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
