// The shelf: where imported articles are put, each by its id, and never over what is there.

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseFrontMatter } from '../../content/front-matter.ts';
import { writeAtomically } from '../../disk/write.ts';
import { writeNew } from '../../disk/write-new.ts';
import type { Article } from '../../model/article.ts';
import { idOfFile, isUri, tagId } from '../../model/paths.ts';
import { slugOf } from '../../model/slug.ts';
import { isTaken } from '../address.ts';
import { fileOf, type NewArticle } from '../article-file.ts';
import { dateInZone } from '../local-date.ts';
import type { Opened } from '../publication.ts';

/** What became of an article. `differs`: the file there says something else, and was left as it is. */
export interface Placed {
  readonly outcome: 'made' | 'same' | 'differs' | 'updated';
  /** Below content/. */
  readonly path: string;
  readonly slug: string;
}

/** An article with the names it should get. */
export interface ToPlace {
  readonly article: NewArticle;
  /** None: made of the file's path. */
  readonly id?: string | undefined;
  readonly slug: string;
  /** The files that go with it, by name. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** Whether it has files beside it, fetched now or before. */
  readonly hasFiles?: boolean;
}

export interface Shelf {
  /** The article that is there with this id. */
  withId(id: string): Article | undefined;
  withSlug(slug: string): Article | undefined;
  withTitle(title: string): Article | undefined;
  /** The names of the files beside an article. */
  filesBeside(article: Article | undefined): string[];
  place(item: ToPlace): Placed;
}

export function createShelf(content: string, { library, site }: Opened, updates: boolean): Shelf {
  const { articles } = library.catalog();
  // An id that is no URI is another text in Atom.
  const ids = new Map(articles.flatMap((article) => idsOf(article).map((id) => [id, article] as const)));
  const titles = new Map(articles.map((article) => [slugOf(article.title), article]));
  const slugs = new Set(articles.map(({ slug }) => slug));
  const now = dateInZone(Math.floor(Date.now() / 60_000) * 60_000, site.timeZone);

  function idsOf({ id }: Pick<Article, 'id'>): string[] {
    return isUri(id) ? [id] : [id, tagId(site.tagAuthority, id)];
  }

  function place(item: ToPlace): Placed {
    // What has neither id nor date is known by its title.
    const isNameless = item.id === undefined && item.article.date === undefined;
    const there = isNameless ? titles.get(slugOf(item.article.title)) : ids.get(item.id ?? '');
    return there ? placeOver(item, there) : placeNew(item);
  }

  function placeNew(item: ToPlace): Placed {
    const date = item.article.date ?? now;
    for (let n = 1; ; n++) {
      const slug = n === 1 ? item.slug : `${item.slug}-${n}`;
      const folder = `articles/${date.slice(0, 10)}-${slug}`;
      const path = item.hasFiles ? `${folder}/index.md` : `${folder}.md`;
      const id = item.id ?? idOfFile(site.tagAuthority, path);
      const there = ids.get(id);
      if (there) return placeOver(item, there);
      if (slugs.has(slug) || isTaken(site, slug)) continue;
      const text = fileOf(item.article, { id, slug, date }, site);
      if (writeNew(join(content, path), text)) {
        writeFiles(path, item);
        slugs.add(slug);
        return { outcome: 'made', path, slug };
      }
      // A file with an error in it is in no catalog; it may be this article all the same.
      if (idIn(readText(path)) === id)
        return { outcome: isSame(readText(path), text) ? 'same' : 'differs', path, slug };
    }
  }

  function placeOver(item: ToPlace, { path, id, slug, published }: Article): Placed {
    const date = item.article.date ?? dateInZone(published, site.timeZone);
    const text = fileOf(item.article, { id, slug, date }, site);
    if (isSame(readText(path), text)) return { outcome: 'same', path, slug };
    if (!updates) return { outcome: 'differs', path, slug };
    // Files lie beside an article in a folder of its own.
    const isAlone = item.hasFiles && !/\/index\.md$/.test(path);
    const place = isAlone ? path.replace(/\.md$/, '/index.md') : path;
    writeFiles(place, item);
    writeAtomically(join(content, place), text);
    if (isAlone) rmSync(join(content, path));
    return { outcome: 'updated', path: place, slug };
  }

  function writeFiles(path: string, { files = new Map() }: ToPlace): void {
    for (const [name, bytes] of files) writeAtomically(join(content, dirname(path), name), bytes);
  }

  const readText = (path: string): string => readFileSync(join(content, path), 'utf8');

  return {
    withId: (id) => ids.get(id),
    withSlug: (slug) => library.catalog().withSlug(slug),
    withTitle: (title) => titles.get(slugOf(title)),
    filesBeside(article) {
      if (!article?.path.endsWith('/index.md')) return [];
      return readdirSync(join(content, dirname(article.path)));
    },
    place,
  };
}

/** Whether two files say the same, however they are written. */
function isSame(a: string, b: string): boolean {
  const meaning = (text: string): string => {
    const { head, body } = parseFrontMatter(text, '');
    return JSON.stringify([head?.values, body.trim()]);
  };
  return a === b || meaning(a) === meaning(b);
}

function idIn(text: string): string | undefined {
  const id = parseFrontMatter(text, '').head?.values.id;
  return typeof id === 'string' ? id : undefined;
}
