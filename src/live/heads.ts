// Heads: parsed articles kept over a restart, so that only files that changed meanwhile are read. Never needed.

import { randomBytes } from 'node:crypto';
import { readLines, writeLines } from '../disk/own-lines.ts';
import type { SeenFile } from '../disk/scan.ts';
import { finishInSlices } from '../http/slices.ts';
import type { Article, Author } from '../model/article.ts';

/** Another number where articles are parsed to another shape: what an older Courant kept is forgotten. */
const VERSION = 1;

const PER_LINE = 200; // articles; a line is read in one go

/** The facts of a file as it was seen. */
type Facts = readonly [path: string, size: number, mtime: number, ctime: number, inode: number];
type Rest = Omit<Article, 'path' | 'authors'>;
type Kept = readonly [facts: Facts, media: readonly Facts[], authors: number, rest: Rest];
interface Line {
  readonly authors: readonly (readonly Author[])[];
  readonly articles: readonly Kept[];
}

export type Seen = (path: string) => SeenFile | undefined;

/** Article by file, as long as the file and the media that it names are as they were. */
export interface Heads {
  articleOf(file: SeenFile): Article | undefined;
}

/**
 * The articles in the file at `path`; none where it is missing, broken, of another version, or was kept under other
 * circumstances: these are everything that decides, besides its file, what an article is. Pauses after each line.
 */
export function* readHeads(path: string, circumstances: string, seen: Seen): Generator<void, Heads, void> {
  const articles = new Map<string, { readonly facts: Facts; readonly article: Article }>();
  const share = sharer();
  try {
    const lines = readLines(path);
    const first = JSON.parse(lines.next().value ?? 'null') as { version?: number; circumstances?: string } | null;
    const isOurs = first?.version === VERSION && first.circumstances === circumstances;
    for (const line of isOurs ? lines : []) {
      const { authors, articles: list } = JSON.parse(line) as Line;
      const known = authors.map((each) => share(JSON.stringify(each), each));
      for (const [facts, media, author, rest] of list) {
        if (!media.every((each) => isSeen(each, seen(each[0])))) continue;
        articles.set(facts[0], { facts, article: articleFrom(facts[0], rest, known[author], share) });
      }
      yield;
    }
  } catch {
    articles.clear(); // broken: as if it were not there
  }
  return {
    articleOf(file) {
      const kept = articles.get(file.path);
      return kept && isSeen(kept.facts, file) ? kept.article : undefined;
    },
  };
}

/** Keeps articles for the next start, in slices. Throws as node:fs does, and leaves nothing behind then. */
export async function keepHeads(
  path: string,
  circumstances: string,
  files: Iterable<{ readonly file: SeenFile; readonly article: Article }>,
  seen: Seen,
): Promise<void> {
  const writer = writeLines(path, randomBytes(6).toString('hex'));
  try {
    writer.add(JSON.stringify({ version: VERSION, circumstances }));
    await finishInSlices(writeEach(files, seen, writer.add));
    writer.done();
  } catch (error) {
    writer.discard();
    throw error;
  }
}

function* writeEach(
  files: Iterable<{ readonly file: SeenFile; readonly article: Article }>,
  seen: Seen,
  add: (line: string) => void,
): Generator<void, void, void> {
  let authors = new Map<readonly Author[], number>();
  let articles: Kept[] = [];
  const end = () => {
    add(JSON.stringify({ authors: [...authors.keys()], articles } satisfies Line));
    [authors, articles] = [new Map(), []];
  };
  for (const { file, article } of files) {
    const { path: _, authors: by, ...rest } = article;
    const media = [article.image, ...article.enclosures].flatMap((each) => {
      const medium = each?.path === undefined ? undefined : seen(each.path);
      return medium ? [factsOf(medium)] : [];
    });
    if (!authors.has(by)) authors.set(by, authors.size);
    articles.push([factsOf(file), media, authors.get(by) ?? 0, rest]);
    if (articles.length < PER_LINE) continue;
    end();
    yield;
  }
  if (articles.length > 0) end();
}

function articleFrom(path: string, rest: Rest, authors: readonly Author[] | undefined, share: Sharer): Article {
  const isWhole = typeof rest.title === 'string' && Number.isFinite(rest.published) && authors !== undefined;
  if (!isWhole) throw new Error(`${path} is not kept whole`);
  const shared = (names: readonly string[]) => names.map((name) => share(name, name));
  return { path, ...rest, categories: shared(rest.categories), tags: shared(rest.tags), authors };
}

type Sharer = <T>(name: string, value: T) => T;

/** One object for all that say the same. */
function sharer(): Sharer {
  const known = new Map<string, unknown>();
  return <T>(name: string, value: T): T => {
    const before = known.get(name) as T | undefined;
    if (before === undefined) known.set(name, value);
    return before ?? value;
  };
}

const factsOf = ({ path, size, mtime, ctime, inode }: SeenFile): Facts => [path, size, mtime, ctime, inode];

const isSeen = ([, size, mtime, ctime, inode]: Facts, file: SeenFile | undefined): boolean =>
  file?.size === size && file.mtime === mtime && file.ctime === ctime && file.inode === inode;
