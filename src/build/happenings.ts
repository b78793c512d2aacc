// Happenings: what a new publication changed, article by article, for the person who watches.

import { isTakenBack } from '../catalog/public-articles.ts';
import type { Article } from '../model/article.ts';
import type { SeenFile } from '../model/media.ts';
import { SITE_FILE } from '../model/source-file.ts';
import type { Instant } from '../model/time.ts';
import type { Surroundings } from './links.ts';

export type HappeningKind =
  | 'published'
  | 'now public'
  | 'scheduled'
  | 'draft'
  | 'changed'
  | 'renamed'
  | 'held back'
  | 'withdrawn'
  | 'removed';

/** What happened to one article, or to `count` of them: then there is nothing but the kind. */
export interface Happening {
  readonly kind: HappeningKind;
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
export type Snapshot = Pick<Surroundings, 'site' | 'catalog' | 'publication'>;

/** What became of files between two publications. */
export interface FileChanges {
  readonly written: ReadonlySet<string>;
  readonly removed: readonly SeenFile[];
  /** The file of an article that is there now. */
  fileOf(path: string): SeenFile | undefined;
}

const MAX_TOLD = 5; // articles of one kind; more are counted

/** What happened between two publications, in the order of the newer catalog; what has gone comes last. */
export function happeningsBetween(before: Snapshot, now: Snapshot, files: FileChanges): readonly Happening[] {
  const found: Happening[] = [];
  const gone = new Set(
    before.catalog.articles.filter(
      (article) => !now.catalog.withPath(article.path) && standingOf(article, before) !== 'draft',
    ),
  );
  const renamedFrom = renamesOf(gone, files);
  for (const article of now.catalog.articles) {
    const old = before.catalog.withPath(article.path);
    const from = old || standingOf(article, now) === 'draft' ? undefined : renamedFrom(article);
    if (from && gone.delete(from)) {
      found.push(renaming(from, article, before, now));
    } else {
      const kind = kindOf(old, article, before, now, files);
      if (kind) found.push(told(kind, article, now));
    }
  }
  for (const article of gone) {
    const kind = files.fileOf(article.path) ? 'held back' : 'removed';
    const isMissed = kind === 'removed' && standingOf(article, before) === 'public';
    found.push({
      ...told(kind, article, now),
      url: undefined,
      ...(isMissed && { oldAddress: before.catalog.addressOf(article) }),
    });
  }
  const { tagAuthority } = before.site;
  const oldId = tagAuthority === now.site.tagAuthority ? undefined : tagAuthority;
  const site: Happening = { kind: 'changed', count: 1, title: SITE_FILE, path: SITE_FILE, ...(oldId && { oldId }) };
  const isNewSite = files.written.has(SITE_FILE) && before.site !== now.site;
  return [...(isNewSite ? [site] : []), ...counted(found)];
}

/** The article that had another file before: of the same id, in the same inode, or of the same size, title and date. */
function renamesOf(gone: Iterable<Article>, { removed, fileOf, written }: FileChanges) {
  const lost = new Map(removed.map((file) => [file.path, file]));
  const known = new Map<string, Article>();
  const textOf = ({ title, published }: Article, { size }: SeenFile) => `text ${size} ${published} ${title}`;
  for (const article of gone) {
    const file = lost.get(article.path);
    if (!file) continue;
    for (const key of [textOf(article, file), `inode ${file.inode}`, `id ${article.id}`]) known.set(key, article);
  }
  return (article: Article): Article | undefined => {
    const file = known.size > 0 && written.has(article.path) && fileOf(article.path);
    if (!file) return undefined;
    const moved = known.get(`inode ${file.inode}`);
    // The inode of a file that was deleted may have been given to another text meanwhile.
    const isSame = moved && (moved.title === article.title || moved.published === article.published);
    return known.get(`id ${article.id}`) ?? (isSame ? moved : known.get(textOf(article, file)));
  };
}

type Standing = 'draft' | 'scheduled' | 'public' | 'withdrawn';

/** What an article is to readers, also where drafts are shown. */
function standingOf(article: Article, { catalog, publication }: Snapshot): Standing {
  if (article.draft) return 'draft';
  if (article.published > publication.at) return 'scheduled';
  return isTakenBack(article, { catalog, now: publication.at }) ? 'withdrawn' : 'public';
}

function kindOf(
  old: Article | undefined,
  article: Article,
  before: Snapshot,
  now: Snapshot,
  { written }: FileChanges,
): HappeningKind | undefined {
  const [was, is] = [old && standingOf(old, before), standingOf(article, now)];
  if (was !== is) {
    if (is === 'public')
      return was === 'scheduled' && old?.published === article.published ? 'now public' : 'published';
    if (is === 'draft') return was === undefined ? 'draft' : 'held back';
    return is === 'scheduled' || was === 'public' ? is : undefined;
  }
  // Of a new site.yaml every article is read again, and nothing is to be said of it.
  const isOther = () => !written.has(SITE_FILE) && JSON.stringify(old) !== JSON.stringify(article);
  if (old === article || !(written.has(article.path) || isOther())) return undefined;
  return is === 'public' ? 'changed' : is === 'withdrawn' ? undefined : is;
}

/** `changed` if neither id nor address are others now. */
function renaming(old: Article, article: Article, before: Snapshot, now: Snapshot): Happening {
  const address = before.catalog.addressOf(old);
  const isReached = address === now.catalog.addressOf(article) || article.aliases?.includes(address);
  const wasPublic = standingOf(old, before) === 'public';
  const oldAddress = wasPublic && !isReached ? address : undefined;
  const oldId = wasPublic && old.id !== article.id ? old.id : undefined;
  const kind = oldAddress === undefined && oldId === undefined ? 'changed' : 'renamed';
  return { ...told(kind, article, now), oldAddress, oldId };
}

const told = (kind: HappeningKind, article: Article, { publication }: Snapshot): Happening => ({
  kind,
  count: 1,
  title: article.title,
  path: article.path,
  url: publication.permalinkOf(article),
  ...(kind === 'scheduled' && { at: article.published }),
});

/** Of many at once only their number. */
function counted(happenings: readonly Happening[]): readonly Happening[] {
  const byKind = new Map<HappeningKind, Happening[]>();
  for (const each of happenings) {
    const same = byKind.get(each.kind);
    if (same) same.push(each);
    else byKind.set(each.kind, [each]);
  }
  return [...byKind].flatMap(([kind, all]) =>
    all.length > MAX_TOLD ? [{ kind, count: all.length, title: '', path: '' }] : all,
  );
}
