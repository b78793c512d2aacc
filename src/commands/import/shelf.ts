// The shelf: where imported articles are put, each by its id, parsed before it is written, never over what is there.

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fieldsOf } from '../../content/fields.ts';
import { parseFrontMatter } from '../../content/front-matter.ts';
import { parseArticle } from '../../content/parse-article.ts';
import { writeAtomically, writeNew } from '../../disk/write.ts';
import type { Article } from '../../model/article.ts';
import { articlePath, idAsUri, idOfFile } from '../../model/paths.ts';
import { isError } from '../../model/problem.ts';
import type { Site } from '../../model/site.ts';
import { slugOf, termSlugOf } from '../../model/slug.ts';
import { DAY_OF_NAME, isIndexFile, nameOfFile, withoutEnding } from '../../model/source-file.ts';
import { dateInZone, type Instant } from '../../model/time.ts';
import { fileOf, isTaken, type NewArticle } from '../article-file.ts';
import { openPublication, type SiteHints, type SiteWords } from '../first-site.ts';
import type { Terminal } from '../io.ts';
import type { Outcome } from '../report.ts';
import { oldAddressesOf } from './moves.ts';

/**
 * What is imported `from` a file, a folder or an address, and how. `media`: pictures and enclosures are fetched; `all`:
 * the older pages of a feed are taken too; `update`: articles that differ here are written anew; `dryRun`: everything is
 * only told. `generator` is what made a site, if its configuration does not tell; `site` is for the first site.yaml.
 */
export interface ImportOptions {
  readonly from: string;
  readonly content: string;
  readonly media: boolean;
  readonly all?: boolean;
  readonly update: boolean;
  readonly dryRun?: boolean;
  readonly generator?: string | undefined;
  readonly site: SiteWords;
}

export interface Placed {
  readonly outcome: Outcome;
  /** Below content/. */
  readonly path: string;
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
  /** By name, the new ones of the files beside it; undefined if there are none beside it. */
  readonly files?: ReadonlyMap<string, Uint8Array> | undefined;
}

/** An article that is there, with or without errors in it. */
type Shelved = Pick<Article, 'path' | 'id' | 'slug'> & {
  readonly title?: string | undefined;
  readonly published?: Instant | undefined;
};

export type Shelf = Awaited<ReturnType<typeof openShelf>>;

/** Opens a content folder, with a first site.yaml if there is none. Throws a Failure if site.yaml cannot be read. */
export async function openShelf({ content, update, site: words }: ImportOptions, hints: SiteHints, io: Terminal) {
  const { site, catalog, folder } = await openPublication(content, words, hints, io);
  const [ids, titles, slugs] = [new Map<string, Shelved>(), new Map<string, Shelved>(), new Map<string, Shelved>()];
  const now = dateInZone(Math.floor(Date.now() / 60_000) * 60_000, site.timeZone);
  const readText = (path: string): string => readFileSync(join(content, path), 'utf8');
  catalog.articles.forEach(remember);
  for (const { path } of folder.problems()) {
    const source = folder.source(path);
    if (source && !catalog.withPath(path)) remember(source.article ?? namesIn(readText(path), path, site));
  }

  function remember(article: Shelved): void {
    const { id, slug, title, published } = article;
    // An id that is no URI is another text in Atom.
    for (const key of [id, idAsUri(site.tagAuthority, id)]) if (!ids.has(key)) ids.set(key, article);
    slugs.set(slug, article);
    if (title !== undefined) titles.set(slugOf(title), article).set(`${slugOf(title)} ${published}`, article);
  }

  function find(id: string | undefined, title: string, published: Instant | undefined): Shelved | undefined {
    if (id !== undefined) return ids.get(id);
    return titles.get(published === undefined ? slugOf(title) : `${slugOf(title)} ${published}`);
  }

  function place(item: ToPlace): Placed {
    const { article, slugs: wanted, published } = item;
    const day = (article.date ?? now).slice(0, 10);
    const isFree = (slug: string) => !slugs.has(slug) && !isTaken(site, slug);
    const last = wanted.at(-1) ?? 'article';
    for (let n = 1; ; n++) {
      const slug = n === 1 ? (wanted.find(isFree) ?? last) : `${last}-${n}`;
      const path = `articles/${day}-${slug}.md`;
      const id = item.id ?? idOfFile(site.tagAuthority, path);
      const there = find(item.id, article.title, published) ?? (published === undefined ? undefined : ids.get(id));
      const placed = there || isFree(slug) ? put(item, there ?? { path, id, slug }, there) : undefined;
      if (placed) return placed;
    }
  }

  /** Undefined if there is a file of that name already, which is another's. */
  function put(item: ToPlace, naming: Shelved, there: Shelved | undefined): Placed | undefined {
    const { article, published, files } = item;
    // Files lie beside an article in a folder of its own.
    const path = files && !isIndexFile(naming.path) ? `${withoutEnding(naming.path)}/index.md` : naming.path;
    const { text, remarks } = readableText(path, item, naming);
    if (text === undefined) return { outcome: 'refused', path, remarks };
    if (there && isSame(readText(there.path), text)) return { outcome: 'same', path, remarks };
    if (there && !update) return { outcome: 'differs', path: there.path, remarks };
    if (!there && !writeNew(join(content, path), text)) return undefined;
    for (const [name, bytes] of files ?? []) writeAtomically(join(content, dirname(path), name), bytes);
    if (there) writeAtomically(join(content, path), text);
    if (there && path !== there.path) rmSync(join(content, there.path));
    if (!there) remember({ ...naming, path, title: article.title, published });
    return { outcome: there ? 'updated' : 'made', path, remarks };
  }

  /** The file without what cannot be read in it, and what that was; no text if it cannot be without. */
  function readableText(path: string, { article, links = [] }: ToPlace, { id, slug, published }: Shelved) {
    const date = article.date ?? (published === undefined ? now : dateInZone(published, site.timeZone));
    const [category] = article.categories;
    const address = articlePath(site, { slug, published: Date.parse(date) }, category && termSlugOf(category));
    const whole = fileOf(article, { id, slug, date, ...oldAddressesOf(links, address, site) }, site);
    if (Buffer.byteLength(whole) > MAX_BYTES) return { remarks: [`It is larger than ${MAX_BYTES / 1_000_000} MB.`] };
    const { problems } = parseArticle(path, parseFrontMatter(whole, path), { site, media: folder.media });
    const error = problems.find(isError);
    if (error) return { remarks: [error.message] };
    const lines = whole.split('\n');
    const bad = problems.filter(({ code, line }) => code === 'value-invalid' && FACT.test(lines[line - 1] ?? ''));
    const text = lines.filter((_, index) => !bad.some(({ line }) => line === index + 1)).join('\n');
    return { text, remarks: bad.map(({ message }) => `${message} It was left out.`) };
  }

  /** The slug of the article with this title, or this slug. */
  const slugOfTitle = (title: string) => (titles.get(slugOf(title)) ?? slugs.get(slugOf(title)))?.slug;

  /** The names of the files beside the article that is there with this id, or without one, with this title and date. */
  function filesBeside(...sought: Parameters<typeof find>): string[] {
    const { path = '' } = find(...sought) ?? {};
    return isIndexFile(path) ? readdirSync(join(content, dirname(path))) : [];
  }

  return { site, slugOfTitle, filesBeside, place };
}

/** The names of an article with errors in it: another must not get them. */
function namesIn(written: string, path: string, site: Site): Shelved {
  const { head } = parseFrontMatter(written, path);
  const text = (key: string) => head && fieldsOf(head, path, []).text(key);
  const slug = slugOf(text('slug') ?? nameOfFile(path).replace(DAY_OF_NAME, ''));
  return { path, id: text('id') ?? idOfFile(site.tagAuthority, path), slug, title: text('title') };
}

const MAX_BYTES = 5_000_000;
/** What an article can be without, on a line of its own: one fact of an author or a file, its language. */
const FACT = /^(?: {2,4}(?!src|name)\w+|canonical|language): /;

/** Whether two files say the same, however they are written. */
function isSame(a: string, b: string): boolean {
  const meaning = (text: string): string => {
    const { head, body } = parseFrontMatter(text, '');
    return JSON.stringify([head?.values, body.trim()]);
  };
  return a === b || meaning(a) === meaning(b);
}
