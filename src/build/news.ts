// News for the person who watches: what a new publication changed, article by article, and which problems came and went.

import { isTakenBack } from '../catalog/public-articles.ts';
import type { Article } from '../model/article.ts';
import type { SeenFile } from '../model/media.ts';
import { isError, nameOfProblem, type Problem } from '../model/problem.ts';
import { SITE_FILE } from '../model/source-file.ts';
import type { Instant } from '../model/time.ts';
import type { SourceFile } from './folder.ts';
import type { Surroundings } from './links.ts';

/** What happened to one article, or to `count` of them: then there is nothing but the kind. */
export interface Happening {
  readonly kind: NonNullable<ReturnType<typeof kindOf>>;
  readonly count: number;
  readonly title: string;
  /** Its file, below content/. */
  readonly path: string;
  /** Where it can be read; undefined if nowhere. */
  readonly url?: string | undefined;
  /** When a scheduled article will be public. */
  readonly at?: Instant | undefined;
  /** The address that it had before, if it has none or another one now. */
  readonly oldAddress?: string | undefined;
  /** The id that it had before its file was renamed, if it has another one now; of site.yaml the tagAuthority before. */
  readonly oldId?: string | undefined;
}

/** What is public at one instant, and what it was made of. */
export interface Snapshot extends Surroundings {
  /** By path. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly siteFile: SeenFile | undefined;
}

/** What an article is to readers, also where drafts are shown. */
type Standing = 'draft' | 'scheduled' | 'public' | 'withdrawn';

/** An article that is new, other than it was, gone, or of another standing. */
export interface Change {
  /** As it is now; if it has gone, as it was. */
  readonly article: Article;
  readonly old?: Article | undefined;
  readonly was?: Standing | undefined;
  /** Undefined if it has gone. */
  readonly is?: Standing;
  /** Its file before and now. */
  readonly oldFile: SeenFile | undefined;
  readonly file: SeenFile | undefined;
}

/** In the order of the newer catalog; what has gone comes last. */
export function changesBetween(before: Snapshot, now: Snapshot): readonly Change[] {
  const changes: Change[] = [];
  const filesOf = ({ path }: Article) => ({
    oldFile: before.sources.get(path)?.file,
    file: now.sources.get(path)?.file,
  });
  for (const article of now.catalog.articles) {
    const old = before.catalog.withPath(article.path);
    const was = old && standingOf(old, before);
    const is = standingOf(article, now);
    if (old !== article || was !== is) changes.push({ article, old, was, is, ...filesOf(article) });
  }
  for (const old of before.catalog.articles) {
    if (now.catalog.withPath(old.path)) continue;
    changes.push({ article: old, old, was: standingOf(old, before), ...filesOf(old) });
  }
  return changes;
}

function standingOf(article: Article, { catalog, publication }: Snapshot): Standing {
  if (article.draft) return 'draft';
  if (article.published > publication.at) return 'scheduled';
  return isTakenBack(article, { catalog, now: publication.at }) ? 'withdrawn' : 'public';
}

/** How many articles there are of each kind; `files` is how many files look like articles. */
export function countsIn(snapshot: Snapshot, files: number) {
  const standings = snapshot.catalog.articles.map((article) => standingOf(article, snapshot));
  const count = (standing: Standing) => standings.filter((each) => each === standing).length;
  const articles = standings.length;
  return { files, articles, public: count('public'), scheduled: count('scheduled'), drafts: count('draft') };
}

export type Counts = ReturnType<typeof countsIn>;

const MAX_TOLD = 5; // articles of one kind; more are counted

/** What happened between two publications, in the order of their changes; a new site.yaml comes first. */
export function happeningsOf(changes: readonly Change[], before: Snapshot, now: Snapshot): readonly Happening[] {
  const isSiteWritten = before.siteFile !== now.siteFile;
  const happenings = withRenames(changes).flatMap((change): Happening[] => {
    const { path, title, published } = change.article;
    const lost = lostBy(change, before, now);
    const kind = kindOf(change, lost, isSiteWritten);
    if (!kind) return [];
    const url = change.is && now.publication.permalinkOf(change.article);
    return [{ kind, count: 1, title, path, url, ...(kind === 'scheduled' && { at: published }), ...lost }];
  });
  const kinds = new Set(happenings.map(({ kind }) => kind));
  const counted = [...kinds].flatMap((kind) => {
    const all = happenings.filter((each) => each.kind === kind);
    return all.length > MAX_TOLD ? [{ kind, count: all.length, title: '', path: '' }] : all;
  });
  if (!isSiteWritten || before.site === now.site) return counted;
  const { tagAuthority } = before.site;
  const oldId = tagAuthority === now.site.tagAuthority ? undefined : tagAuthority;
  return [{ kind: 'changed', count: 1, title: SITE_FILE, path: SITE_FILE, ...(oldId && { oldId }) }, ...counted];
}

/** The same, but an article that got another file is one change: of the same id, inode, or size, title and date. */
function withRenames(changes: readonly Change[]): readonly Change[] {
  const keysOf = ({ id, title, published }: Article, { inode, size }: SeenFile) =>
    [`id ${id}`, `inode ${inode}`, `text ${size} ${published} ${title}`] as const;
  const gone = new Map<string, Change>();
  for (const change of changes) {
    const { article, was, is, oldFile, file } = change;
    if (is || was === 'draft' || !oldFile || file) continue;
    for (const key of keysOf(article, oldFile)) gone.set(key, change);
  }

  function predecessorOf({ article, old, is, oldFile, file }: Change): Change | undefined {
    if (old || is === 'draft' || !file || file === oldFile) return undefined;
    const [id, inode, text] = keysOf(article, file);
    const moved = gone.get(inode);
    // The inode of a file that was deleted may have been given to another text meanwhile.
    const isSame = moved?.article.title === article.title || moved?.article.published === article.published;
    return gone.get(id) ?? (isSame ? moved : gone.get(text));
  }

  const joined = new Set<Change>();
  return changes.flatMap((change) => {
    const from = predecessorOf(change);
    if (!from || joined.has(from)) return joined.has(change) ? [] : change; // what has gone comes last
    joined.add(from);
    return { ...change, old: from.old, was: from.was };
  });
}

const isRenamed = ({ article, old, is }: Change): boolean =>
  is !== undefined && old !== undefined && old.path !== article.path;

/** What readers knew of an article that was renamed or removed, and do not find any more. */
function lostBy(change: Change, before: Snapshot, now: Snapshot) {
  const { article, old, was, is, file } = change;
  const isMoved = isRenamed(change) || (!is && !file);
  if (!old || was !== 'public' || !isMoved) return { oldAddress: undefined, oldId: undefined };
  const address = before.catalog.addressOf(old);
  const isReached = is && (address === now.catalog.addressOf(article) || article.aliases?.includes(address));
  return { oldAddress: isReached ? undefined : address, oldId: is && old.id !== article.id ? old.id : undefined };
}

function kindOf(change: Change, { oldAddress, oldId }: ReturnType<typeof lostBy>, isSiteWritten: boolean) {
  const { article, old, was, is, oldFile, file } = change;
  if (isRenamed(change)) return oldAddress === undefined && oldId === undefined ? 'changed' : 'renamed';
  // Of a new site.yaml every article is read again, and nothing is to be said of it.
  const isSame = () => isSiteWritten || JSON.stringify(old) === JSON.stringify(article);
  if (was === is && file === oldFile && isSame()) return undefined;
  switch (is) {
    case 'draft':
      return was === undefined || was === 'draft' ? 'draft' : 'held back';
    case 'scheduled':
      return 'scheduled';
    case 'public':
      if (was === 'scheduled' && old?.published === article.published) return 'now public';
      return was === 'public' ? 'changed' : 'published';
    case 'withdrawn':
      return was === 'public' ? 'withdrawn' : undefined;
    default:
      if (was === 'draft') return undefined;
      return file ? 'held back' : 'removed';
  }
}

/** Every problem known, and which of them appeared or were mended since they were last told. */
export function createProblemBook() {
  const bodies = new Map<SeenFile, readonly Problem[]>();
  const names = new WeakMap<Problem, string>(); // most problems are the same as before
  let heads: readonly Problem[] = [];
  let told = new Map<string, Problem>();
  let isChanged = false;

  return {
    /** The problems of all heads and of the folder. What was found in bodies of files that have changed is forgotten. */
    setHeads(problems: readonly Problem[], sources: Snapshot['sources']): void {
      isChanged ||= problems.length !== heads.length || problems.some((each, place) => each !== heads[place]);
      heads = problems;
      for (const file of bodies.keys()) if (sources.get(file.path)?.file !== file) isChanged = bodies.delete(file);
    },
    /** The problems of one body, found when it is rendered. */
    setBody(file: SeenFile, problems: readonly Problem[]): void {
      isChanged ||= problems.length > 0 || bodies.has(file);
      if (problems.length > 0) bodies.set(file, problems);
      else bodies.delete(file);
    },
    /** What changed since the last call; undefined if nothing did. One pass over all problems. */
    changes() {
      if (!isChanged) return undefined;
      isChanged = false;
      const now = new Map<string, Problem>();
      for (const problem of [heads, ...bodies.values()].flat()) {
        const name = names.get(problem) ?? nameOfProblem(problem);
        names.set(problem, name);
        now.set(name, problem);
      }
      const appeared = [...now].flatMap(([name, problem]) => (told.has(name) ? [] : problem));
      // If a head has an error, the rest of the file may not have been looked at: what is not seen is not mended yet.
      const broken = new Set(heads.filter(isError).map(({ path }) => path));
      const mended: Problem[] = [];
      for (const [name, problem] of told) {
        if (now.has(name)) continue;
        if (broken.has(problem.path)) now.set(name, problem);
        else mended.push(problem);
      }
      told = now;
      return appeared.length + mended.length > 0 ? { appeared, mended } : undefined;
    },
  };
}
