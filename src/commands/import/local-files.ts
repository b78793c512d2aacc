// Files fetched from the web: the pictures and enclosures of an article, to lie beside it.

import { readImage } from '../../content/image.ts';
import { mediaTypeOf } from '../../model/media.ts';
import { decodePath } from '../../model/paths.ts';
import { shortHash, slugOf } from '../../model/slug.ts';
import type { NewFile } from '../article-file.ts';
import { Failure, type Terminal } from '../io.ts';
import type { FeedArticle } from './feed-article.ts';
import { download } from './source.ts';

const ACCEPT = 'image/avif,image/webp,image/*,audio/*,video/*,application/pdf;q=0.9,*/*;q=0.1';

/**
 * The article with its files beside it: those that are `present` there already, and where `fetches`, those that can be
 * had from the web. `files` are the bytes of these by name, `failures` say why some stay where they are.
 */
export async function withLocalFiles(article: FeedArticle, present: readonly string[], fetches: boolean, io: Terminal) {
  const [names, files] = [new Map<string, string>(), new Map<string, Uint8Array>()];
  const failures: string[] = [];
  const stems = new Set<string>();
  for (const url of filesIn(article)) {
    const stem = stemOf(url, stems);
    stems.add(stem);
    const there = present.find((name) => name.replace(/\.[^.]+$/, '') === stem);
    if (there) names.set(url, there);
    if (there || !fetches) continue;
    io.progress(`Fetching ${url}`);
    try {
      const { bytes } = await download(url, ACCEPT, io.stop);
      const name = `${stem}.${endingOf(url, bytes)}`;
      names.set(url, name);
      files.set(name, bytes);
    } catch (error) {
      if (!(error instanceof Failure) || io.stop.aborted) throw error;
      failures.push(`${error.message} It stays where it is.`);
    }
  }
  const local = (file: NewFile): NewFile => ({ ...file, src: names.get(file.src) ?? file.src });
  const image = article.image && local(article.image);
  const html = article.html
    .replace(ADDRESS, (_, name, url) => ` ${name}="${names.get(plain(url)) ?? url}"`)
    .replace(/\ssrcset="[^"]*"/g, (set) => (names.size > 0 ? '' : set)); // one file of the right size is enough
  const renamed = { ...article, image, enclosures: article.enclosures.map(local), html };
  return { article: renamed, files: names.size > 0 ? files : undefined, failures };
}

const ADDRESS = /\s(src|href|poster)="([^"]*)"/g;
const plain = (url: string): string => url.replace(/&amp;/g, '&');
const pathOf = (url: string): string => url.replace(/[?#].*$/s, '');

/** Everything that is shown, and the larger pictures that are linked to. */
function filesIn({ image, enclosures, html }: FeedArticle): Set<string> {
  const [shown, linked] = [[image?.src ?? '', ...enclosures.map(({ src }) => src)], [] as string[]];
  for (const [, name, url = ''] of html.matchAll(ADDRESS)) (name === 'href' ? linked : shown).push(plain(url));
  const larger = linked.filter((url) => mediaTypeOf(pathOf(url))?.startsWith('image/'));
  return new Set([...shown, ...larger].filter((url) => /^https?:/.test(url)));
}

/** A name from the last part of the address, the same each time. */
function stemOf(url: string, taken: ReadonlySet<string>): string {
  const parts = pathOf(url).split('/');
  const last = parts.findLast((part) => part !== '') ?? '';
  const stem = slugOf((decodePath(last) ?? last).replace(/\.[a-z0-9]{2,4}$/i, '')).slice(0, 80);
  return taken.has(stem) ? `${stem}-${shortHash(url)}` : stem;
}

/** What the bytes are, for pictures; what the address says, for the rest. Throws where it is nothing that is served. */
function endingOf(url: string, bytes: Uint8Array): string {
  const type = readImage(bytes)?.type;
  const said = /\.([a-z0-9]+)$/i.exec(pathOf(url))?.[1]?.toLowerCase() ?? '';
  const saidType = mediaTypeOf(`.${said}`);
  if (saidType && (type ? type === saidType : !saidType.startsWith('image/'))) return said;
  if (!type) throw new Failure(`${url} is neither a picture nor another file that Courant serves.`);
  const name = /^image\/(?:x-)?(\w+)/.exec(type)?.[1] ?? '';
  return name.replace('jpeg', 'jpg').replace('icon', 'ico');
}
