// The media index: the files below content/ that may be served, as the scanner saw them.

import { readBytes, streamBytes } from '../disk/read.ts';
import type { Scanner } from '../disk/scan.ts';
import type { Article } from '../model/article.ts';
import { type Enclosure, filesForRoot, type Image, type MediaIndex, mediaTypeOf, pathsOfFile } from '../model/media.ts';
import { INDEX_FILES } from '../model/source-file.ts';

export function mediaIndexOf(scanner: Pick<Scanner, 'root' | 'get' | 'files'>): MediaIndex {
  const get = (path: string) => {
    if (!mediaTypeOf(path)) return undefined;
    return [path, ...filesForRoot(path)].map((each) => scanner.get(each)).find((file) => file !== undefined);
  };
  return {
    get,
    *paths() {
      for (const file of scanner.files()) {
        if (!mediaTypeOf(file.path)) continue;
        for (const path of pathsOfFile(file.path)) if (get(path) === file) yield path;
      }
    },
    bundleOf(path) {
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const folder = path.slice(0, end);
        const index = INDEX_FILES.map((name) => `${folder}/${name}`).find((file) => scanner.get(file));
        if (index !== undefined) return index;
      }
      return undefined;
    },
    head: (file, length) => readBytes(scanner.root(), scanner.get(file.path) ?? file, 0, Math.min(length, file.size)),
    open: (file, start, end) => streamBytes(scanner.root(), file, start, end),
  };
}

/** The article without the files that are not what it says of them any more: nobody could fetch them. */
export function withoutLost(article: Article, media: MediaIndex): Article {
  const isThere = ({ path, length }: Image | Enclosure) => path === undefined || media.get(path)?.size === length;
  const { image, enclosures } = article;
  if ([...(image ? [image] : []), ...enclosures].every(isThere)) return article;
  return { ...article, image: image && isThere(image) ? image : undefined, enclosures: enclosures.filter(isThere) };
}
