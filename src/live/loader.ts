// The loader: keeps, for every article's file, what was last read from it, good or bad.

import { type Catalog, catalogInSteps, catalogOf } from '../catalog/catalog.ts';
import { typeOfFile } from '../content/image-facts.ts';
import type { ParsedArticle } from '../content/parse-article.ts';
import { SITE_FILE } from '../content/parse-site.ts';
import { isArticleFile, type SeenFile } from '../disk/folder-files.ts';
import type { Changes, Scanner } from '../disk/scan.ts';
import { finishInSlices } from '../http/slices.ts';
import { type Article, copyOf } from '../model/article.ts';
import { type MediaFile, type MediaIndex, mediaTypeOf } from '../model/media.ts';
import { type Problem, sortProblems } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { type Assumed, assume } from './assumed.ts';
import { changedSince, isOf, keepHeads } from './heads.ts';
import { type LoadedFile, loadedFiles } from './loaded-files.ts';
import { mediaIndexOf } from './media-index.ts';
import { usesMedia, withoutLost } from './media-users.ts';
import { readSite, type SiteSettings } from './read-site.ts';
import { type OnRead, readAll, readHere } from './reading.ts';
import type { Renderer } from './renderer.ts';
import type { EarlyThread } from './threads.ts';

const SMALL = 2_000; // articles; a larger change is quicker made anew

export interface LoaderSettings extends SiteSettings {
  /** The file in which parsed articles are kept over a restart; none are if it is left out. */
  readonly heads?: string | undefined;
  /** When nobody wants anything any more. */
  readonly signal?: AbortSignal;
}

/** What was rendered of articles stays as long as their files are broken. */
export type Rendered = Pick<Renderer, 'isRendered' | 'pin' | 'unpin'>;

export interface Loader {
  readonly media: MediaIndex;
  /** Reads what was kept, and makes of it what can be made, while the folder is being looked at. */
  prepare(): Promise<void>;
  /** Reads what changed, in slices; `early` has begun to, of what the scanner saw. */
  load(changes: Changes, rendered: Rendered, early?: EarlyThread): Promise<void>;
  /** Files that changed after they were seen, so that the last load left them as they were: they are to be seen again. */
  missed(): readonly string[];
  /** The last good site; nothing if there never was one. */
  site(): Site | undefined;
  /** Whether site.yaml stands, good or bad. */
  hasSiteFile(): boolean;
  catalog(): Catalog;
  problems(): readonly Problem[];
  loaded(path: string): LoadedFile | undefined;
  /** Makes new objects of articles that are written anew for reasons outside their files. */
  renew(paths: Iterable<string>): Promise<void>;
  /** Media type by the bytes for pictures, by the name for the rest. */
  typeOf(file: MediaFile): string;
  /** Keeps what was parsed for the next start, if it is not kept already. Rejects as node:fs throws. */
  keepHeads(): Promise<void>;
}

export function createLoader(scanner: Scanner, settings: LoaderSettings): Loader {
  let files = loadedFiles();
  let missed: string[] = [];
  let site: Site | undefined;
  let siteProblems: readonly Problem[] = [];
  let circumstances = '';
  let assumed: Assumed | undefined;
  let isKept = true; // whether the next start would find every article without problems
  let isLoading = false;
  let loads = 0;
  let catalog: Catalog = catalogOf([]);
  const media = mediaIndexOf(scanner);

  async function load(...[changes, rendered, early]: Parameters<Loader['load']>): Promise<void> {
    isLoading = true;
    loads++;
    try {
      await read(changes, rendered, early);
    } finally {
      isLoading = false;
    }
  }

  async function read({ written, removed }: Changes, rendered: Rendered, early?: EarlyThread): Promise<void> {
    missed = [];
    const isFirst = site === undefined; // and then everything in the folder was written, and is read
    const changedMedia = new Set(isFirst ? [] : [...written, ...removed].filter((path) => mediaTypeOf(path)));
    const isOther = isFirst || written.includes(SITE_FILE) || removed.includes(SITE_FILE);
    const isAll = (isOther || (changedMedia.size > 0 && usesMedia(site, siteProblems, changedMedia))) && loadSite();
    const change = createChange();
    for (const path of removed) change.set(path, undefined);
    const wasEmpty = files.size === 0;
    if (wasEmpty) await takeAssumed(change.set);
    if (site) {
      const context = { root: scanner.root(), site, media };
      const onRead: OnRead = (file, read) => {
        change.set(file.path, loadedFrom(file, read, rendered));
        if (read?.article && read.problems.length === 0) isKept = false;
      };
      if (!isAll) await readHere(await finishInSlices(staleFiles(written, changedMedia)), context, onRead);
      else if (wasEmpty && files.size > 0) await readHere(unkept(), context, onRead);
      else await readAll(scanner, context, onRead, { early: await fitting(early), signal: settings.signal });
    }
    await change.done();
  }

  /** The thread, if it reads under the circumstances of now. */
  async function fitting(early: EarlyThread | undefined): Promise<EarlyThread | undefined> {
    return (await early?.circumstances) === circumstances ? early : undefined;
  }

  /** Files of articles that were not kept. */
  function* unkept(): Generator<SeenFile, void, void> {
    if (files.size === scanner.count()) return;
    for (const file of scanner.files()) if (isArticleFile(file.path) && !files.has(file.path)) yield file;
  }

  /** Articles that were written, or show a medium that is another now. */
  function* staleFiles(
    written: readonly string[],
    changedMedia: ReadonlySet<string>,
  ): Generator<void, SeenFile[], void> {
    const users = changedMedia.size > 0 ? yield* files.using(changedMedia) : [];
    return [...new Set([...written.filter(isArticleFile), ...users])].flatMap((path) => scanner.get(path) ?? []);
  }

  async function prepare(): Promise<void> {
    if (settings.heads !== undefined) assumed ??= await assume(settings.heads);
  }

  /** Takes what was kept, if it was so under the circumstances of now, without what has changed since. */
  async function takeAssumed(set: (path: string, loaded: undefined) => void): Promise<void> {
    await prepare();
    const was = assumed;
    assumed = undefined;
    if (!was || !isOf(was.heads, circumstances)) return;
    ({ files, catalog } = was);
    await finishInSlices(dropEach(changedSince(was.heads, scanner)));

    function* dropEach(lists: Iterable<readonly Article[]>) {
      for (const articles of lists) {
        for (const { path } of articles) set(path, undefined);
        yield;
      }
    }
  }

  /** Sets files, and at the end the catalog: made anew of all of them only where it cannot be told from the change. */
  function createChange() {
    const gone: Article[] = [];
    const come: Article[] = [];
    return {
      set(path: string, loaded: LoadedFile | undefined): void {
        const before = files.get(path);
        if (before?.article !== loaded?.article) {
          if (before?.article) gone.push(before.article);
          if (loaded?.article) come.push(loaded.article);
        }
        files.set(path, loaded);
      },
      async done(): Promise<void> {
        if (gone.length + come.length === 0) return;
        const isSmall = gone.length + come.length < SMALL;
        const after = isSmall ? catalog.after(gone, come) : undefined;
        catalog = after ?? (await finishInSlices(catalogInSteps(files.articles())));
      },
    };
  }

  /** Whether the site is another now. */
  function loadSite(): boolean {
    const read = readSite(scanner, media, settings);
    if (!read) missed.push(SITE_FILE);
    if (read) siteProblems = read.problems;
    if (!read?.site) return false;
    site = read.site;
    circumstances = read.circumstances ?? '';
    return true;
  }

  function loadedFrom(file: SeenFile, read: ParsedArticle | undefined, rendered: Rendered): LoadedFile | undefined {
    const before = files.get(file.path);
    if (!read) {
      missed.push(file.path);
      return before;
    }
    const { article, problems } = read;
    if (article) {
      rendered.unpin(file.path);
      return { file, article, isGood: true, problems };
    }
    const last = before?.article;
    if (last) rendered.pin(file.path, last);
    const isReadable = !problems.some(({ code }) => UNREADABLE.has(code));
    const stays = last && (isReadable || rendered.isRendered(last)) ? withoutLost(last, media) : undefined;
    return { file, article: stays, isGood: false, problems };
  }

  /**
   * Articles without any problem, in the order that they will have again: the others are read, so that their problems
   * are told.
   */
  function* soundFiles() {
    for (const { path } of catalog.articles) yield* soundFile(path);
    for (const path of new Set(catalog.disputes.map(({ path }) => path))) yield* soundFile(path);
  }

  function* soundFile(path: string) {
    const { file, article, isGood, problems } = files.get(path) ?? {};
    if (file && article && isGood && problems?.length === 0) yield { file, article };
  }

  return {
    media,
    prepare,
    load,
    missed: () => missed,
    async keepHeads() {
      if (settings.heads === undefined || !site || isKept || isLoading) return;
      const began = loads;
      const isStill = () => loads === began;
      const { tagAuthority } = site;
      isKept = await keepHeads(settings.heads, circumstances, soundFiles(), tagAuthority, scanner.get, isStill);
    },
    site: () => site,
    hasSiteFile: () => scanner.get(SITE_FILE) !== undefined,
    catalog: () => catalog,
    problems: () =>
      sortProblems([
        ...siteProblems,
        ...scanner.problems(),
        ...[...files.troubled()].flatMap(({ problems }) => problems),
        ...catalog.problems(),
      ]),
    loaded: (path) => files.get(path),
    async renew(paths) {
      const change = createChange();
      for (const path of paths) {
        const loaded = files.get(path);
        if (loaded?.article) change.set(path, { ...loaded, article: copyOf(loaded.article) });
      }
      await change.done();
    },
    typeOf: (file) => typeOfFile(file, media) ?? 'application/octet-stream',
  };
}

const UNREADABLE: ReadonlySet<string> = new Set(['utf8-invalid', 'file-too-large', 'file-unreadable']);
