// The loader: keeps, for every article's file, what was last read from it, good or bad.

import { type Catalog, catalogOf } from '../catalog/catalog.ts';
import { imageFactsOf } from '../content/image-facts.ts';
import { decode, parseArticle } from '../content/parse-article.ts';
import { parseSite, SITE_FILE, siteMissing } from '../content/parse-site.ts';
import { readBytes, readFile, streamBytes } from '../disk/read.ts';
import type { Changes, Scanner, SeenFile } from '../disk/scan.ts';
import type { Article } from '../model/article.ts';
import { type MediaFile, type MediaIndex, mediaTypeOf } from '../model/media.ts';
import { encodePath, mediaPath } from '../model/paths.ts';
import { type Problem, problem, START, sortProblems } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import type { Renderer } from './renderer.ts';

const LARGEST = 5_000_000; // bytes of an article's file

export interface SiteSettings {
  /** The public address, if it is not the file's. */
  readonly url?: string | undefined;
  /** The port that a `localhost` address follows. */
  readonly port?: number | undefined;
}

/** What is known of one article's file. */
export interface LoadedFile {
  readonly file: SeenFile;
  /** As last good; nothing if it never was. */
  readonly article?: Article | undefined;
  /** Whether the file now says what `article` does. */
  readonly isGood: boolean;
  readonly problems: readonly Problem[];
}

/** What was rendered of articles stays as long as their files are broken. */
export type Rendered = Pick<Renderer, 'isRendered' | 'pin' | 'unpin'>;

export interface Loader {
  readonly media: MediaIndex;
  /** Reads what changed. Pauses after each file. */
  load(changes: Changes, rendered: Rendered): Generator<void, void, void>;
  /** The last good site; nothing if there never was one. */
  site(): Site | undefined;
  /** Whether site.yaml stands, good or bad. */
  hasSiteFile(): boolean;
  catalog(): Catalog;
  problems(): readonly Problem[];
  loaded(path: string): LoadedFile | undefined;
  /** Makes new objects of articles that are written anew for reasons outside their files. */
  renew(paths: Iterable<string>): void;
  /** Media type by the bytes for pictures, by the name for the rest. */
  typeOf(file: MediaFile): string;
}

export function createLoader(scanner: Scanner, settings: SiteSettings): Loader {
  const files = new Map<string, LoadedFile>();
  let site: Site | undefined;
  let siteProblems: readonly Problem[] = [];
  let catalog: Catalog = catalogOf([]);
  const media = mediaIndexOf(scanner);

  function* load({ written, removed }: Changes, rendered: Rendered): Generator<void, void, void> {
    const changedMedia = new Set([...written, ...removed].filter((path) => mediaTypeOf(path)));
    const stale = new Set(written.filter(isArticle));
    const isOther = site === undefined || written.includes(SITE_FILE) || removed.includes(SITE_FILE);
    if ((isOther || (changedMedia.size > 0 && usesMedia(site, siteProblems, changedMedia))) && loadSite()) {
      for (const { path } of scanner.files()) if (isArticle(path)) stale.add(path);
    }
    if (changedMedia.size > 0) {
      for (const [path, loaded] of files) if (needsMedia(loaded, changedMedia)) stale.add(path);
    }
    for (const path of removed) files.delete(path);
    for (const path of stale) {
      const file = scanner.get(path);
      if (!site || !file) continue;
      files.set(path, loadArticle(file, site, files.get(path), rendered));
      yield;
    }
    catalog = catalogOf(goodArticles());
  }

  /** Whether the site is another now. */
  function loadSite(): boolean {
    const file = scanner.get(SITE_FILE);
    const bytes = file && readFile(scanner.root(), file);
    if (!bytes) {
      siteProblems = [siteMissing()];
      return false;
    }
    const { text, problems: undecodable } = decode(SITE_FILE, bytes);
    const parsed = text === undefined ? { problems: undecodable } : parseSite(text, { media, ...settings });
    siteProblems = parsed.problems;
    if (!parsed.site) return false;
    site = parsed.site;
    return true;
  }

  function loadArticle(file: SeenFile, site: Site, before: LoadedFile | undefined, rendered: Rendered): LoadedFile {
    const { article, problems } = readArticle(file, site);
    if (article) {
      rendered.unpin(file.path);
      return { file, article, isGood: true, problems };
    }
    const last = before?.article;
    if (last) rendered.pin(file.path, last);
    const isReadable = !problems.some(({ code }) => UNREADABLE.has(code));
    const stays = last && (isReadable || rendered.isRendered(last)) ? last : undefined;
    return { file, article: stays, isGood: false, problems };
  }

  function readArticle(file: SeenFile, site: Site): { article?: Article; problems: readonly Problem[] } {
    const { path, size } = file;
    if (size > LARGEST) {
      const message = `The file has ${size} bytes; an article has at most ${LARGEST}.`;
      return { problems: [problem('file-too-large', path, START, message, 'Divide it, or link to the long part.')] };
    }
    const bytes = readFile(scanner.root(), file);
    if (!bytes) {
      const hint = 'Let the user that Courant runs as read it.';
      return { problems: [problem('file-unreadable', path, START, 'The file cannot be read.', hint)] };
    }
    const { text, problems } = decode(path, bytes);
    return text === undefined ? { problems } : parseArticle(path, text, { site, media });
  }

  function* goodArticles(): Iterable<Article> {
    for (const { article } of files.values()) if (article) yield article;
  }

  return {
    media,
    load,
    site: () => site,
    hasSiteFile: () => scanner.get(SITE_FILE) !== undefined,
    catalog: () => catalog,
    problems: () =>
      sortProblems([
        ...siteProblems,
        ...scanner.problems(),
        ...[...files.values()].flatMap(({ problems }) => problems),
        ...catalog.problems,
      ]),
    loaded: (path) => files.get(path),
    renew(paths) {
      for (const path of paths) {
        const loaded = files.get(path);
        if (loaded?.article) files.set(path, { ...loaded, article: { ...loaded.article } });
      }
      catalog = catalogOf(goodArticles());
    },
    typeOf: (file) => {
      const byName = mediaTypeOf(file.path) ?? 'application/octet-stream';
      return byName.startsWith('image/') ? (imageFactsOf(file, media)?.type ?? byName) : byName;
    },
  };
}

const UNREADABLE: ReadonlySet<string> = new Set(['utf8-invalid', 'file-too-large', 'file-unreadable']);

const isArticle = (path: string): boolean => /\.md$/i.test(path);

const usesMedia = (site: Site | undefined, problems: readonly Problem[], changed: ReadonlySet<string>): boolean =>
  problems.some(({ code }) => code === 'media-missing') ||
  [...changed].some((path) => [site?.icon, site?.logo].some((url) => url?.endsWith(encodePath(mediaPath(path)))));

function needsMedia({ article, problems }: LoadedFile, changed: ReadonlySet<string>): boolean {
  if (problems.some(({ code }) => code.startsWith('media-') || code.startsWith('image-'))) return true;
  const files = [article?.image, ...(article?.enclosures ?? [])];
  return files.some((file) => file?.path !== undefined && changed.has(file.path));
}

function mediaIndexOf(scanner: Scanner): MediaIndex {
  const get = (path: string) => (mediaTypeOf(path) ? scanner.get(path) : undefined);
  const seen = (file: MediaFile) => scanner.get(file.path) ?? (file as SeenFile);
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
    head: (file, length) => readBytes(scanner.root(), seen(file), 0, Math.min(length, file.size)),
    open: (file, start, end) => streamBytes(scanner.root(), file as SeenFile, start, end),
  };
}
