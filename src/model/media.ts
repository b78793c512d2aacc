// Media: the files that go with articles, and what is known of them before they are opened.

import type { Instant } from './time.ts';

/** The types that are served, by ending. Anything else in content/ stays unserved. */
const TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.pdf': 'application/pdf',
};

/** The media type that a file's or an address's ending stands for; undefined if the allow-list has none. */
export function mediaTypeOf(path: string): string | undefined {
  const ending = path.slice(path.lastIndexOf('.')).toLowerCase();
  return Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
}

/** Folders whose files other programs put at the root of a site: `static/img/log.png` is at `/img/log.png` too. */
const ROOT_FOLDERS = ['static', 'public', 'assets', 'src'];

/** The files that a path may mean when there is none at the path itself. */
export const filesForRoot = (path: string): readonly string[] => ROOT_FOLDERS.map((folder) => `${folder}/${path}`);

/** The paths at which a file may be: its own, and a second one if it lies in one of these folders. */
export function pathsOfFile(path: string): readonly string[] {
  const folder = ROOT_FOLDERS.find((name) => path.startsWith(`${name}/`));
  return folder === undefined ? [path] : [path, path.slice(folder.length + 1)];
}

/** Of the files in an article's folder the picture that Hugo's own templates take for the article. */
export function featuredAmong(paths: Iterable<string>): string | undefined {
  const pictures = [...paths].filter((path) => mediaTypeOf(path)?.startsWith('image/'));
  return FEATURED.map((name) => pictures.find((path) => name.test(path))).find((path) => path !== undefined);
}

const FEATURED = [/feature[^/]*$/i, /cover[^/]*$/i, /thumbnail[^/]*$/i];

/** A file below content/, as it was seen. Two looks that agree in all of this saw the same bytes. */
export interface SeenFile {
  /** Below content/, `/` between the parts. */
  readonly path: string;
  /** Length in bytes. */
  readonly size: number;
  readonly mtime: Instant;
  /** When its inode last changed, in milliseconds: writing over a file and setting its mtime back shows here. */
  readonly ctime: Instant;
  readonly inode: number;
}

/** Whether two looks at a path saw the same bytes. */
export const isSameFile = (a: SeenFile, b: SeenFile): boolean =>
  a.size === b.size && a.mtime === b.mtime && a.ctime === b.ctime && a.inode === b.inode;

/** A file that may be served. */
export type MediaFile = SeenFile;

/** Media type by content; width and height in pixels, as shown. */
export interface ImageFacts {
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** The media below content/, with a way to their bytes. */
export interface MediaIndex {
  /** Set if there are none, since another program serves them: then a relative address is one of the site. */
  readonly isServedElsewhere?: true;
  /** The file at a path, which may be its second one (`pathsOfFile`). */
  get(path: string): MediaFile | undefined;
  /** The files that lie in a folder itself, by name. */
  pathsIn(folder: string): Iterable<string>;
  /** Every path at which there is a file. */
  paths(): Iterable<string>;
  /** The `index.md` in whose folder a path lies, if it lies in one: such a file belongs to that article. */
  bundleOf(path: string): string | undefined;
  /** What the bytes of a picture say; undefined if the file is none. */
  facts(file: MediaFile): ImageFacts | undefined;
  /** The bytes from `start` up to, not including, `end`; reading throws if the file has changed or gone. */
  open(file: MediaFile, start: number, end: number): AsyncIterable<Uint8Array>;
}

/** Of what has no files. */
export const NO_MEDIA: MediaIndex = {
  get: () => undefined,
  pathsIn: () => [],
  paths: () => [],
  bundleOf: () => undefined,
  facts: () => undefined,
  open: () => new ReadableStream(),
};

/** The media type of a file: of a picture by its bytes, whatever its name says; of all others by the name. */
export const typeOfFile = (file: MediaFile, media: MediaIndex): string | undefined =>
  media.facts(file)?.type ?? mediaTypeOf(file.path);

interface ArticleFile {
  /** Below content/; a remote file has none. */
  readonly path?: string;
  /** Public address, absolute. */
  readonly url: string;
  /** Media type, of a picture by content. */
  readonly type?: string;
  /** Length in bytes. */
  readonly length?: number;
}

/** A picture: facts read from the file, or for a remote one from the front matter. */
export interface Image extends ArticleFile {
  /** In pixels, as shown (EXIF orientation applied). */
  readonly width?: number;
  readonly height?: number;
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
}

/** A file that goes with an article. */
export interface Enclosure extends ArticleFile {
  readonly title?: string;
  /** In seconds. */
  readonly duration?: number;
}
