// The files of a content folder on disk.

import { bodyOf, decode, parseData, parseFrontMatter } from '../content/front-matter.ts';
import { imageFactsOf } from '../content/image.ts';
import { hasChanged, readFile, readPieces } from '../disk/read.ts';
import { createScanner, type Scanner } from '../disk/scan.ts';
import { createWatcher } from '../disk/watch.ts';
import { filesForRoot, type MediaIndex, mediaTypeOf, pathsOfFile, type SeenFile } from '../model/media.ts';
import { problem, START } from '../model/problem.ts';
import { INDEX_FILES, isArticleFile, isUnreadFormat, SITE_FILE } from '../model/source-file.ts';
import { wording } from '../model/wording.ts';
import type { SourceFiles } from './source-files.ts';

/** Opens the folder; it is read when it is scanned. */
export function createDiskFiles(contentFolder: string): SourceFiles {
  const scanner = createScanner(contentFolder);
  const { get, root } = scanner;

  function decoded(file: SeenFile): ReturnType<typeof decode> | undefined {
    const bytes = readFile(root(), file);
    return bytes && decode(file.path, bytes);
  }

  return {
    ...scanner,
    media: mediaIndexOf(scanner),
    isArticle: isArticleFile,
    isUnread(path) {
      const file = isUnreadFormat(path) ? get(path) : undefined;
      const start = file && readFile(root(), file, Math.min(file.size, 6));
      return start !== undefined && /^(?:---|\+\+\+)/.test(new TextDecoder().decode(start));
    },
    head(file) {
      const { path } = file;
      const read = decoded(file);
      if (read) {
        if (read.text === undefined) return read;
        return path === SITE_FILE ? parseData(read.text, path) : parseFrontMatter(read.text, path);
      }
      if (path === SITE_FILE || hasChanged(root(), file)) return undefined;
      return { problems: [problem(path, START, wording('file-unreadable'))] };
    },
    body(file) {
      const text = decoded(file)?.text;
      return text === undefined ? undefined : bodyOf(text);
    },
    watch: (onChange) => createWatcher(contentFolder, onChange),
  };
}

/** The files below content/ that may be served, as the scanner saw them. */
function mediaIndexOf(scanner: Scanner): MediaIndex {
  const get = (path: string) => {
    if (!mediaTypeOf(path)) return undefined;
    return [path, ...filesForRoot(path)].map((each) => scanner.get(each)).find((file) => file !== undefined);
  };
  const read = (file: SeenFile, length: number) =>
    readFile(scanner.root(), scanner.get(file.path) ?? file, Math.min(length, file.size));
  return {
    get,
    pathsIn: scanner.pathsIn,
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
    facts: (file) => imageFactsOf(file, (length) => read(file, length)),
    open: (file, start, end) => readPieces(scanner.root(), file, start, end),
  };
}
