// The shelf: where imported articles are put, each by its id, parsed before it is written, never over what is there.

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Node, parseFrontMatter } from '../../content/front-matter.ts';
import { parseArticle } from '../../content/parse-article.ts';
import { parseSite, SITE_FILE } from '../../content/parse-site.ts';
import { writeAtomically } from '../../disk/write.ts';
import { writeNew } from '../../disk/write-new.ts';
import { articlePath, idOfFile, isUri, tagId } from '../../model/paths.ts';
import { isError } from '../../model/problem.ts';
import type { Site } from '../../model/site.ts';
import { slugOf } from '../../model/slug.ts';
import type { Instant } from '../../model/time.ts';
import { isTaken } from '../address.ts';
import { fileOf, type NewArticle } from '../article-file.ts';
import { makeFirstSite, type SiteHints } from '../first-site.ts';
import { Failure, type Terminal } from '../io.ts';
import { dateInZone } from '../local-date.ts';
import { reportOf } from '../report.ts';
import { articlesIn, mediaBeside, type Shelved } from './folder.ts';
import type { ImportOptions } from './imported.ts';
import { oldPathsOf } from './moves.ts';

/** What became of an article. `differs`: the file there says something else, and was left as it is. */
export interface Placed {
  readonly outcome: 'made' | 'same' | 'differs' | 'updated' | 'refused';
  /** Below content/. */
  readonly path: string;
  readonly slug: string;
  /** What was left out so that the file can be read, or why there is none. */
  readonly remarks: readonly string[];
}

/** An article with the names it should get. */
export interface ToPlace {
  readonly article: NewArticle;
  /** Undefined: made of the file's path; then an article of the same title and date is the same one. */
  readonly id?: string | undefined;
  /** Those that it may have, the best first. */
  readonly slugs: readonly string[];
  /** Its addresses of before, absolute. */
  readonly links?: readonly string[];
  readonly published?: Instant | undefined;
  /** The files that go with it, by name. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** Whether it has files beside it, fetched now or before. */
  readonly hasFiles?: boolean;
}

export interface Shelf {
  readonly site: Site;
  /** The article that is there with this id, or without one, with this title and date. */
  find(item: ToPlace): Shelved | undefined;
  /** The slug of the article with this title, or this slug. */
  slugOfTitle(title: string): string | undefined;
  /** The names of the files beside an article. */
  filesBeside(article: Shelved | undefined): string[];
  place(item: ToPlace): Placed;
}

/** Opens a content folder, with a first site.yaml if there is none. Throws a Failure if site.yaml cannot be read. */
export async function openShelf(
  { content, update, site: words }: ImportOptions,
  hints: SiteHints,
  io: Terminal,
): Promise<Shelf> {
  if (!existsSync(join(content, SITE_FILE))) await makeFirstSite(content, words, hints, io);
  const media = mediaBeside(content);
  const { site, problems } = parseSite(readFileSync(join(content, SITE_FILE), 'utf8'), {
    media,
    url: io.env.SITE_URL || undefined,
  });
  if (!site) {
    for (const problem of problems.filter(isError)) for (const line of reportOf(problem, content)) io.err(line);
    throw new Failure(`Mend ${join(content, SITE_FILE)} first: nothing was made.`);
  }
  return createShelf(content, site, update);
}

function createShelf(content: string, site: Site, updates: boolean): Shelf {
  const there = articlesIn(content, site);
  const [ids, titles, slugs] = [new Map<string, Shelved>(), new Map<string, Shelved>(), new Map<string, Shelved>()];
  const now = dateInZone(Math.floor(Date.now() / 60_000) * 60_000, site.timeZone);
  there.forEach(remember);

  function remember(article: Shelved): void {
    const { id, slug, title, published } = article;
    // An id that is no URI is another text in Atom.
    for (const key of isUri(id) ? [id] : [id, tagId(site.tagAuthority, id)]) if (!ids.has(key)) ids.set(key, article);
    slugs.set(slug, article);
    if (title !== undefined) titles.set(slugOf(title), article).set(`${slugOf(title)} ${published}`, article);
  }

  function find({ id, article, published }: ToPlace): Shelved | undefined {
    if (id !== undefined) return ids.get(id);
    return titles.get(published === undefined ? slugOf(article.title) : `${slugOf(article.title)} ${published}`);
  }

  function place(item: ToPlace): Placed {
    const known = find(item);
    return known ? placeOver(item, known) : placeNew(item);
  }

  function placeNew(item: ToPlace): Placed {
    const date = item.article.date ?? now;
    const isFree = (slug: string) => !slugs.has(slug) && !isTaken(site, slug);
    const last = item.slugs.at(-1) ?? 'article';
    for (let n = 1; ; n++) {
      const slug = n === 1 ? (item.slugs.find(isFree) ?? last) : `${last}-${n}`;
      const folder = `articles/${date.slice(0, 10)}-${slug}`;
      const path = item.hasFiles ? `${folder}/index.md` : `${folder}.md`;
      const id = item.id ?? idOfFile(site.tagAuthority, path);
      const known = item.id === undefined && item.published === undefined ? undefined : ids.get(id);
      if (known) return placeOver(item, known);
      if (!isFree(slug) || existsSync(join(content, path))) continue;
      const { text, remarks } = readable(path, item, { id, slug, date });
      if (text === undefined) return { outcome: 'refused', path, slug, remarks };
      if (!writeNew(join(content, path), text)) continue;
      writeFiles(path, item);
      remember({
        path,
        id,
        slug,
        title: item.article.title,
        ...(item.published !== undefined && { published: item.published }),
      });
      return { outcome: 'made', path, slug, remarks };
    }
  }

  function placeOver(item: ToPlace, { path, id, slug, published }: Shelved): Placed {
    const date = item.article.date ?? dateInZone(published ?? Date.parse(now), site.timeZone);
    // Files lie beside an article in a folder of its own.
    const isAlone = item.hasFiles && !/\/index\.md$/.test(path);
    const target = isAlone ? path.replace(/\.md$/, '/index.md') : path;
    const { text, remarks } = readable(target, item, { id, slug, date });
    const placed = { path, slug, remarks };
    if (text === undefined) return { ...placed, outcome: 'refused' };
    if (isSame(readText(path), text)) return { ...placed, outcome: 'same' };
    if (!updates) return { ...placed, outcome: 'differs' };
    writeFiles(target, item);
    writeAtomically(join(content, target), text);
    if (isAlone) rmSync(join(content, path));
    return { ...placed, outcome: 'updated', path: target };
  }

  /** The text of the file, without what would be an error in it; no text if it cannot be without. */
  function readable(
    path: string,
    item: ToPlace,
    naming: { id: string; slug: string; date: string },
  ): { text?: string; remarks: string[] } {
    const published = item.published ?? Date.parse(naming.date);
    const [category] = item.article.categories;
    const address = articlePath(
      site,
      { slug: naming.slug, published } as Parameters<typeof articlePath>[1],
      category && slugOf(category),
    );
    const aliases = oldPathsOf(item.links ?? [], site).filter(
      (old) => `${old}/`.replace(/\/+$/, '/') !== address && old !== address,
    );
    const lines = fileOf(item.article, { ...naming, aliases }, site).split('\n');
    const media = mediaBeside(content, path, item.files);
    const remarks: string[] = [];
    for (let tries = 0; tries < MAX_MENDED; tries++) {
      const text = lines.join('\n');
      if (Buffer.byteLength(text) > MAX_BYTES) return { remarks: [`It is larger than ${MAX_BYTES / 1_000_000} MB.`] };
      const error = parseArticle(path, text, { site, media }).problems.find(isError);
      if (!error) return { text, remarks };
      const cut = cutAt(lines, error.line - 1);
      if (!cut) return { remarks: [error.message] };
      remarks.push(`${error.message} It was left out.`);
    }
    return { remarks };
  }

  function writeFiles(path: string, { files = new Map() }: ToPlace): void {
    for (const [name, bytes] of files) writeAtomically(join(content, dirname(path), name), bytes);
  }

  const readText = (path: string): string => readFileSync(join(content, path), 'utf8');

  return {
    site,
    find,
    slugOfTitle: (title) => (titles.get(slugOf(title)) ?? slugs.get(slugOf(title)))?.slug,
    filesBeside: (article) =>
      article?.path.endsWith('/index.md') ? readdirSync(join(content, dirname(article.path))) : [],
    place,
  };
}

const MAX_BYTES = 5_000_000;
const MAX_MENDED = 20;
/** Without these there is no article. */
const NEEDED = /^(?:---|title|id|slug|date)/;

/** Takes the value at a line out of a head: a key with what is below it, or one item of a list of mappings. */
function cutAt(lines: string[], at: number): boolean {
  let start = at;
  while (start > 0 && !/^(?:\S| {2}- )/.test(lines[start] ?? '')) start -= 1;
  if (start === 0 || at >= lines.indexOf('---', 1) || NEEDED.test(lines[start] ?? '')) return false;
  const below = lines[start]?.startsWith(' ') ? /^ {4}/ : /^ /;
  let end = start + 1;
  while (below.test(lines[end] ?? '')) end += 1;
  return lines.splice(start, end - start).length > 0;
}

/** Whether two files say the same, however they are written. */
function isSame(a: string, b: string): boolean {
  const meaning = (text: string): string => {
    const { head, body } = parseFrontMatter(text, '');
    return JSON.stringify([head && meaningOf(head), body.trim()]);
  };
  return a === b || meaning(a) === meaning(b);
}

function meaningOf(node: Node): unknown {
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'list') return node.items.map(meaningOf);
  return node.kind === 'mapping' ? [...node.entries].map(([key, { value }]) => [key, meaningOf(value)]) : null;
}
