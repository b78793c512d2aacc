// The folder: what was last read from every file, good or bad, and the catalog of it.

import { type Catalog, type Contradiction, catalogOf, redirectsToWithdrawn } from '../catalog/catalog.ts';
import { type ParsedArticle, placeOfKey } from '../content/parse-article.ts';
import { parseSite, siteMissing } from '../content/parse-site.ts';
import type { Changes } from '../disk/scan.ts';
import type { Article } from '../model/article.ts';
import { mediaTypeOf, pathsOfFile, type SeenFile } from '../model/media.ts';
import { isError, type Place, type Problem, unknownKeysToldOnce } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { folderOf, ignoring, isIndexFile, originalOf, SITE_FILE } from '../model/source-file.ts';
import { formatUnread, placeholderOf, readArticle, readsAsBefore, withDate, withoutLost } from './read-article.ts';
import type { Body, SourceFiles } from './source-files.ts';

export interface FolderOptions {
  /** The public address, if it is not that of site.yaml. */
  readonly url?: string | undefined;
  /** The port that a `localhost` address in site.yaml follows. */
  readonly port?: number | undefined;
  /**
   * Whether drafts are shown: then all addresses are this machine's, and an article with an error is there too, as it
   * was last good or with nothing but a name.
   */
  readonly drafts?: boolean | undefined;
  /** Called with each file before work on it begins; with none if what begins is work on no single file. */
  readonly onFile?: (file?: SeenFile) => void;
  /** Files that cost too much when they were last tried. */
  readonly tooCostly?: readonly SeenFile[];
  /** Whether the last good body of an article is at hand, so that the article can stay while its file is broken. */
  readonly isBodyKept?: (article: Article) => boolean;
}

/** What is known of the file of one article. */
export interface SourceFile {
  readonly file: SeenFile;
  /** As it was last good; undefined if it never was. */
  readonly article: Article | undefined;
  /** Whether the file now says what `article` does. */
  readonly isGood: boolean;
  readonly problems: readonly Problem[];
}

export type Folder = ReturnType<typeof createFolder>;

export function createFolder(files: SourceFiles, options: FolderOptions = {}) {
  const { onFile = () => {}, tooCostly = [], isBodyKept = () => false, drafts } = options;
  const { media } = files;
  let sources: ReadonlyMap<string, SourceFile> = new Map(); // another map whenever something has changed
  let site: Site | undefined;
  let siteProblems: readonly Problem[] = [];
  let catalog = NO_CATALOG;
  let contradictions: readonly Problem[] = [];
  const places = new WeakMap<SeenFile, Map<string, Place>>(); // of keys that contradict another file
  let isIgnored = ignoring([]);
  const unread = new Set<string>(); // files with a head in formats that are not read

  /**
   * Looks at these folders below content/ or at everything, and reads what changed. `missed` are files that changed again
   * while they were read: they are as they were, and want another look. Throws as node:fs does if content/ cannot be read.
   */
  function look(folders?: Iterable<string>): { readonly isChanged: boolean; readonly missed: readonly string[] } {
    const changes = files.scan(folders);
    const changed = new Set([...changes.written, ...changes.removed]);
    const before = site;
    const missed: string[] = [];
    // Its pictures may be there now, or be others.
    if (!site || [...changed].some((path) => path === SITE_FILE || mediaTypeOf(path))) readSite(missed);
    for (const path of changed) {
      if (files.isUnread(path)) unread.add(path);
      else unread.delete(path);
    }
    if (site && (site !== before || changed.size > 0)) {
      const next = new Map(sources);
      for (const path of changes.removed) next.delete(path);
      for (const file of readsAsBefore(site, before) ? stale(changes) : files.files()) {
        const { path } = file;
        if (!files.isArticle(path)) continue;
        const source = isIgnored(path) ? undefined : sourceOf(file, site);
        if (source) next.set(path, source);
        else if (isIgnored(path)) next.delete(path);
        else missed.push(path);
      }
      onFile(); // what follows is no file's fault, however long it takes
      sources = next;
      const articles = [...sources.values()].flatMap(({ article }) => article ?? []);
      catalog = catalogOf(articles, site);
      contradictions = [...catalog.problems, ...redirectsToWithdrawn(site, catalog)].map(inItsFile);
    }
    return { isChanged: changed.size > 0, missed };
  }

  /** Leaves the site as it is if its file is broken, or changes just now. */
  function readSite(missed: string[]): void {
    const file = files.get(SITE_FILE);
    if (file) onFile(file);
    const read = file ? files.head(file) : { problems: [siteMissing()] };
    if (!read) return void missed.push(SITE_FILE);
    const parsed = parseSite(read, { media, ...options });
    siteProblems = parsed.problems;
    if (!parsed.site) return;
    site = parsed.site;
    isIgnored = ignoring(site.ignore);
  }

  /** Files that have changed, and those that may read otherwise now that these have. */
  function stale({ written, removed }: Changes): readonly SeenFile[] {
    const changed = new Set([...written, ...removed]);
    const changedMedia = new Set([...changed].filter((path) => mediaTypeOf(path)));
    const folders = new Set([...changedMedia].map(folderOf));
    // An article's file that was there before says nothing of any other.
    const isAlone = removed.length === 0 && written.every((path) => sources.has(path));
    for (const [path, source] of isAlone ? [] : sources) {
      const isBeside = folders.has(folderOf(path)) && isIndexFile(path); // a picture of a certain name is its lead picture
      const isUsing = isBeside || (changedMedia.size > 0 && usesMedia(source, changedMedia));
      if (isUsing || changed.has(originalOf(path) ?? '')) changed.add(path);
    }
    return [...changed].flatMap((path) => files.get(path) ?? []);
  }

  /** Undefined if the file is not the one any more that was seen. */
  function sourceOf(file: SeenFile, site: Site): SourceFile | undefined {
    onFile(file);
    const read = readArticle(file, site, files, tooCostly);
    if (!read) return undefined;
    const { article, problems } = read;
    // A draft may have no date yet.
    if (article) return { file, article: drafts ? withDate(article, file) : article, isGood: true, problems };
    return { file, article: insteadOf(file, read, site), isGood: false, problems };
  }

  /** What stands for an article whose file is broken. */
  function insteadOf(file: SeenFile, { problems, isHeldBack }: ParsedArticle, site: Site): Article | undefined {
    if (!problems.some(isError)) return undefined;
    const last = sources.get(file.path)?.article;
    if (drafts) return last ? withoutLost(last, media) : withDate(placeholderOf(file.path, site), file);
    // Last good never holds against its writer: a key that holds back takes the article down, also if it is unclear.
    if (!last || isHeldBack) return undefined;
    const isReadable = !problems.some(({ code }) => UNREADABLE.has(code));
    return isReadable || isBodyKept(last) ? withoutLost(last, media) : undefined;
  }

  /** With the place of its key, for which the file is read once more: an article in memory holds no places. */
  function inItsFile({ key, index = 0, ...told }: Contradiction): Problem {
    const file = files.get(told.path);
    if (!file) return told;
    const known = places.get(file) ?? new Map<string, Place>();
    const place = known.get(key + index) ?? placeOfKey(told.path, files.head(file)?.head, key, index);
    places.set(file, known.set(key + index, place));
    return { ...told, ...place };
  }

  return {
    media,
    look,
    /** The last good site; undefined if there never was one. */
    site: (): Site | undefined => site,
    /** The file of the site, good or bad. */
    siteFile: (): SeenFile | undefined => files.get(SITE_FILE),
    catalog: (): Catalog => catalog,
    problems(): readonly Problem[] {
      const found = [...siteProblems, ...files.problems()];
      for (const { problems } of sources.values()) found.push(...problems);
      for (const path of unread) if (!isIgnored(path)) found.push(formatUnread(path));
      return unknownKeysToldOnce([...found, ...contradictions]);
    },
    /** How many files look like articles: Markdown files, and files with a head in formats that are not read. */
    countFiles: (): number => unread.size + [...files.files()].filter(({ path }) => files.isArticle(path)).length,
    /** By path, as they are now. */
    sources: (): ReadonlyMap<string, SourceFile> => sources,
    source: (path: string): SourceFile | undefined => sources.get(path),
    /** The text of an article below its head; undefined if the file has changed since it was seen. */
    bodyOf: ({ file }: SourceFile): Body | undefined => files.body(file),
  };
}

const NO_CATALOG = catalogOf([], { permalink: '/', timeZone: 'UTC', categories: new Map(), gone: new Map() });

const UNREADABLE: ReadonlySet<string> = new Set(['utf8-invalid', 'file-too-large', 'file-unreadable']);

/** Whether an article's head names one of these files, or one that they may stand for: a file beside it comes first. */
function usesMedia({ article, problems, file }: SourceFile, changed: ReadonlySet<string>): boolean {
  if (problems.some(({ code }) => code.startsWith('media-') || code.startsWith('image-'))) return true;
  if (!article) return false;
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  return [article.image, ...article.enclosures].some(
    (used) =>
      used?.path !== undefined &&
      pathsOfFile(used.path).some((path) => changed.has(path) || changed.has(folder + path)),
  );
}
