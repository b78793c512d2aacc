// Converting: the head, the body and the pictures of an old article, as they are written here.

import { httpUrl, isMapping } from '../../../content/fields.ts';
import { bodyOf } from '../../../content/front-matter.ts';
import { nameOfKey } from '../../../content/known-keys.ts';
import { featuredAmong, mediaTypeOf } from '../../../model/media.ts';
import { shortHash } from '../../../model/slug.ts';
import { folderOf, isIndexFile } from '../../../model/source-file.ts';
import { dateInZone } from '../../../model/time.ts';
import type { NewFile } from '../../article-file.ts';
import { asMarkdown, type OldSite } from './generator.ts';
import type { OldArticle } from './old-articles.ts';
import { markdownIn } from './old-body.ts';
import { type OldAddresses, withReferences } from './references.ts';
import { listOf, type SiteSource, textAt, valueAt } from './site-source.ts';

export interface ConversionContext {
  readonly old: OldSite;
  readonly addresses: OldAddresses;
  readonly source: SiteSource;
  readonly timeZone: string;
  /** Authors of articles that name none. */
  readonly siteAuthor: readonly unknown[];
}

/** The article with everything that Courant can take of it. */
export function convertArticle(page: OldArticle, context: ConversionContext) {
  const { old, addresses, source, timeZone } = context;
  const { path, values, article } = page;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const beside = new Map<string, string>(); // by their names beside the article: where files are in the old site
  const served = new Map<string, string>(); // those that keep their address, by their paths below content/
  let lostPicture: string | undefined; // of its head

  /** A path as it is written here; undefined if it can stay as it is. */
  function written(reference: string): string | undefined {
    const target = addresses.targetOf(reference, page);
    if (target?.kind === 'page' && reference.startsWith('/')) return undefined;
    if (target?.kind !== 'file') return target?.address;
    if (target.address === undefined) return nameBeside(target.path);
    served.set(target.address.slice(1), target.path);
    return target.address;
  }

  function nameBeside(file: string): string {
    const below = file.startsWith(folder) ? file.slice(folder.length) : '';
    const name = below === '' || /(?:^|\/)[._]/.test(below) ? file.slice(file.lastIndexOf('/') + 1) : below;
    const free = (beside.get(name) ?? file) === file ? name : `${shortHash(file)}-${name}`;
    beside.set(free, file);
    return free;
  }

  /** The lead picture: the first that the head names under one of the keys for it. */
  function imageIn(): NewFile | undefined {
    const keys = Object.keys(values).filter((key) => nameOfKey(key) === 'image' && values[key] !== null);
    if (keys.length === 0 && isIndexFile(asMarkdown(path))) {
      const found = featuredAmong(source.pathsIn(folderOf(path)).filter(source.has));
      return found ? { src: nameBeside(found) } : undefined;
    }
    for (const key of keys) {
      const [value] = [values[key]].flat();
      const [src] = listOf(value, ...KEYS_OF_PICTURE.map((each) => valueAt(value, each)));
      if (src === undefined || /^(?:true|false)$/.test(src)) continue;
      const alt = textAt(isMapping(value) ? value : values, 'alt') ?? textAt(values, `${key}Alt`);
      const name = httpUrl(src.replace(/^\/\//, 'https://')) ?? placeOfPicture(src);
      if (name) return { src: name, alt, caption: textAt(value, 'caption'), credit: textAt(value, 'credit') };
      lostPicture ??= src;
    }
    return undefined;
  }

  /** Themes and schemas name pictures without their folder. */
  function placeOfPicture(src: string): string | undefined {
    const known = [src, `/${src}`].find((each) => addresses.targetOf(each, page)?.kind === 'file');
    if (known) return written(known);
    const end = `/${src.replace(/^[./~@]+\//, '')}`;
    const [alike, ...others] = source.paths.filter((each) => each.endsWith(end) && mediaTypeOf(each));
    return alike !== undefined && others.length === 0 ? nameBeside(alike) : undefined;
  }

  const { body, bodyLine } = bodyOf(source.textOf(path));
  const { body: markdown, left, lost } = markdownIn(body, bodyLine, page, old, addresses);
  const image = imageIn();
  const text = withReferences(markdown, written);
  const { published, updated, withdrawn, draft, unlisted } = article;
  /** What is left to the writer or left out, with its line in the file of the old site. */
  const losses: readonly { readonly line?: number; readonly message: string }[] = [
    ...(unlisted ? [{ message: UNLISTED }] : []),
    ...left.map(({ line, tag, isKept }) => {
      const shown = tag.length > 80 ? `${tag.slice(0, 80)}…` : tag;
      return { line: line + bodyLine - 1, message: `${shown} has no certain meaning here; ${isKept ? KEPT : GONE}` };
    }),
    ...lost,
  ];
  const at = (instant: number | undefined) => (instant === undefined ? undefined : dateInZone(instant, timeZone));
  return {
    article: {
      ...article,
      authors: article.authors === context.siteAuthor ? [] : article.authors,
      ...{ image, enclosures: [], draft: draft || unlisted === true },
      ...{ date: at(published || undefined), updated: at(updated), withdrawn: at(withdrawn?.at) },
      body: text,
    },
    ...{ beside, served, losses },
    /** The lead picture that its head names, if it is not there. */
    lostPicture: image ? undefined : lostPicture,
    /** How many template tags are left to the writer. */
    tags: left.length,
  };
}

const UNLISTED = 'It was in no list and no feed there, so it is a draft until you decide.';
const KEPT = 'in the article it is a comment.';
const GONE = 'it is left out.';

/** Where themes have the file of a picture that is described by several keys. */
const KEYS_OF_PICTURE = ['src', 'path', 'url', 'image', 'feature', 'og_image', 'overlay_image', 'teaser'];
