// Files fetched from the web: the pictures and enclosures of an article, to lie beside it.

import { readImage } from '../../content/image.ts';
import { mediaTypeOf } from '../../model/media.ts';
import { decodePath } from '../../model/paths.ts';
import { shortHash, slugOf } from '../../model/slug.ts';
import { Failure, type Terminal } from '../io.ts';
import type { FeedArticle } from './imported.ts';
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
    if (there !== undefined) names.set(url, there);
    if (there !== undefined || !fetches) continue;
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
  return { article: names.size > 0 ? renamed(article, names) : article, files, hasFiles: names.size > 0, failures };
}

function renamed(article: FeedArticle, names: ReadonlyMap<string, string>): FeedArticle {
  const local = <File extends { readonly src: string }>(file: File) => ({
    ...file,
    src: names.get(file.src) ?? file.src,
  });
  const html = article.html.replace(ADDRESS, (whole, name, url) => {
    const file = names.get(plain(url));
    return file === undefined ? whole : ` ${name}="${file}"`;
  });
  return {
    ...article,
    image: article.image && local(article.image),
    enclosures: article.enclosures.map(local),
    html: html.replace(/\ssrcset="[^"]*"/g, ''), // one file of the right size is enough
  };
}

const ADDRESS = /\s(src|href|poster)="([^"]*)"/g;
const plain = (url: string): string => url.replace(/&amp;/g, '&');
const pathOf = (url: string): string => url.replace(/[?#].*$/s, '');

/** Everything that is shown, and the larger pictures that are linked to. */
function filesIn({ image, enclosures, html }: FeedArticle): Set<string> {
  const isPicture = (url: string) => mediaTypeOf(pathOf(url))?.startsWith('image/');
  const written = Array.from(html.matchAll(ADDRESS), ([, name, url = '']) => ({ name, url: plain(url) }));
  const shown = written.filter(({ name }) => name !== 'href');
  const linked = written.filter(({ name, url }) => name === 'href' && isPicture(url));
  const all = [image?.src ?? '', ...enclosures.map(({ src }) => src), ...[...shown, ...linked].map(({ url }) => url)];
  return new Set(all.filter((url) => /^https?:/.test(url)));
}

/** A name from the last part of the address, the same each time. */
function stemOf(url: string, taken: ReadonlySet<string>): string {
  const last =
    pathOf(url)
      .split('/')
      .findLast((part) => part !== '') ?? '';
  const stem = slugOf((decodePath(last) ?? last).replace(/\.[a-z0-9]{2,4}$/i, '')).slice(0, 80);
  return taken.has(stem) ? `${stem}-${shortHash(url)}` : stem;
}

/** What the bytes are, for pictures; what the address says, for the rest. Throws where it is nothing that is served. */
function endingOf(url: string, bytes: Uint8Array): string {
  const type = readImage(bytes)?.type;
  const said = /\.([a-z0-9]+)$/i.exec(pathOf(url))?.[1]?.toLowerCase() ?? '';
  const saidType = mediaTypeOf(`.${said}`);
  if (saidType !== undefined && (type ? type === saidType : !saidType.startsWith('image/'))) return said;
  if (type === undefined) throw new Failure(`${url} is neither a picture nor another file that Courant serves.`);
  const name = type.replace(/^image\/(?:x-)?|\+xml$/g, '');
  return { jpeg: 'jpg', icon: 'ico' }[name] ?? name;
}
