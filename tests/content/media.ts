// A media index of files that are only in memory, for tests of what names them.

import { imageFactsOf } from '../../src/content/image.ts';
import type { MediaIndex } from '../../src/model/media.ts';
import { folderOf } from '../../src/model/source-file.ts';

/** Path → bytes. */
export function mediaOf(files: Readonly<Record<string, Uint8Array>> = {}): MediaIndex {
  const known = new Map(
    Object.entries(files).map(([path, bytes]) => [path, { path, size: bytes.length, mtime: 0, ctime: 0, inode: 1 }]),
  );
  return {
    get: (path) => known.get(path),
    pathsIn: (folder) => [...known.keys()].filter((path) => folderOf(path) === folder),
    paths: () => known.keys(),
    bundleOf: () => undefined,
    facts: (file) => imageFactsOf(file, (length) => files[file.path]?.subarray(0, length)),
    open: () => new ReadableStream(),
  };
}

/** A picture that says that it has so many pixels (PNG §11.2.1: the sizes stand at 16 and 20). */
export function pngOf(width: number, height: number, bytes = 69): Buffer {
  const png = Buffer.alloc(bytes, EMPTY);
  png.fill(0, EMPTY.length);
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

/** Four pixels by three. */
const EMPTY = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAADElEQVR42mNgIBIAAAAzAAFW0Tz5AAAAAElFTkSuQmCC',
  'base64',
);

export const PNG = pngOf(1200, 900);
