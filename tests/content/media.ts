// A media index of files that are only in memory, for tests of what names them.

import type { MediaIndex } from '../../src/model/media.ts';

/** Path → bytes. */
export function mediaOf(files: Readonly<Record<string, Uint8Array>> = {}): MediaIndex {
  const known = new Map(
    Object.entries(files).map(([path, bytes]) => [path, { path, size: bytes.length, mtime: 0, ctime: 0, inode: 1 }]),
  );
  return {
    get: (path) => known.get(path),
    paths: () => known.keys(),
    bundleOf: () => undefined,
    head: ({ path }, length) => files[path]?.subarray(0, length),
    open: () => new ReadableStream(),
  };
}

/** Four pixels by three. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAADElEQVR42mNgIBIAAAAzAAFW0Tz5AAAAAElFTkSuQmCC',
  'base64',
);
