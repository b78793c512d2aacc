// The media index: the files below content/ that may be served, as the scanner saw them.

import { readBytes, streamBytes } from '../disk/read.ts';
import type { Scanner } from '../disk/scan.ts';
import { type MediaIndex, mediaTypeOf } from '../model/media.ts';

export function mediaIndexOf(scanner: Pick<Scanner, 'root' | 'get' | 'files'>): MediaIndex {
  const get = (path: string) => (mediaTypeOf(path) ? scanner.get(path) : undefined);
  return {
    get,
    *paths() {
      for (const { path } of scanner.files()) if (mediaTypeOf(path)) yield path;
    },
    bundleOf(path) {
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const index = `${path.slice(0, end)}/index.md`;
        if (scanner.get(index)) return index;
      }
      return undefined;
    },
    head: (file, length) => readBytes(scanner.root(), scanner.get(file.path) ?? file, 0, Math.min(length, file.size)),
    open: (file, start, end) => streamBytes(scanner.root(), file, start, end),
  };
}
