// Media as an article names them: the lead picture and the enclosures, with the facts of their files.

import {
  type Enclosure,
  featuredAmong,
  type Image,
  type ImageFacts,
  type MediaFile,
  type MediaIndex,
  mediaTypeOf,
  typeOfFile,
} from '../model/media.ts';
import { mediaPath, urlOf } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import { folderOf, isIndexFile } from '../model/source-file.ts';
import { type Wording, wording } from '../model/wording.ts';
import { filesReferenced, remoteAddress } from './addresses.ts';
import { Fields, type Item, present } from './fields.ts';
import { reportUnknownKeys } from './known-keys.ts';

const FILE_KEYS = ['src', 'path', 'url', 'type', 'length'];
const IMAGE_KEYS = [...FILE_KEYS, 'image', 'alt', 'caption', 'credit', 'width', 'height'];
const ENCLOSURE_KEYS = [...FILE_KEYS, 'title', 'duration'];

export interface MediaContext {
  readonly site: Pick<Site, 'url'>;
  readonly media: MediaIndex;
  /** The article's file, below content/. */
  readonly path: string;
}

/** The picture under a key: an address, or a mapping with one as `src`. */
export function imageFrom(fields: Fields, key: string, context: MediaContext): Image | undefined {
  const value = fields.value(key);
  if (Array.isArray(value) && value.length > 1 && !/^images$/i.test(key)) {
    fields.report(key, wording('value-invalid/images', key));
  }
  const [item] = fields.items(key);
  if (item === undefined) return undefined;
  const named = namedBy(item, fields, IMAGE_KEYS);
  const image = imageOf(named, context);
  const [alt, caption, credit] = ['alt', 'caption', 'credit'].map((each) => named.given?.text(each));
  return image && { ...image, ...present({ alt, caption, credit }) };
}

/** The picture beside an `index.md` that its name makes the lead picture. */
export function featuredFor(fields: Fields, context: MediaContext): Image | undefined {
  const { path, media } = context;
  const found = isIndexFile(path) ? featuredAmong(media.pathsIn(folderOf(path))) : undefined;
  const report: Named['report'] = (words) => fields.report('image', words);
  return found === undefined ? undefined : imageOf({ src: `/${found}`, report }, context);
}

/** The enclosures under a key: an address, a mapping, or a list of these. */
export function enclosuresFrom(fields: Fields, key: string, context: MediaContext): readonly Enclosure[] {
  return fields.items(key).flatMap((item): readonly Enclosure[] => {
    const named = namedBy(item, fields, ENCLOSURE_KEYS);
    const file = enclosureOf(named, context);
    const title = named.given?.text('title');
    const duration = named.given?.duration('duration');
    return file ? [{ ...file, ...present({ title, duration }) }] : [];
  });
}

/** A file as a head names it: by its address alone, or in a mapping that says more of it. */
interface Named {
  readonly src: string;
  readonly given?: Fields;
  report(words: Wording): void;
}

function namedBy(item: Item, fields: Fields, known: readonly string[]): Named {
  if (!(item instanceof Fields)) {
    return { src: item.text, report: (words) => fields.report(item.spot, words) };
  }
  reportUnknownKeys(item, known);
  const key = ['src', 'path', 'url', 'image'].find((each) => item.value(each) !== undefined) ?? 'src';
  const report: Named['report'] = (words) => item.report(key, words);
  return { src: item.text(key) ?? '', given: item, report };
}

function imageOf(named: Named, context: MediaContext): Image | undefined {
  const image = enclosureOf(named, context);
  const file = image?.path === undefined ? undefined : context.media.get(image.path);
  if (!image || !file) {
    const [width, height] = ['width', 'height'].map((key) => named.given?.count(key, 1200));
    return image && { ...image, ...present({ width, height }) };
  }
  const facts = context.media.facts(file);
  if (facts) {
    warnOfImage(file, facts, named);
    return { ...image, ...facts };
  }
  named.report(wording('image-invalid', named.src));
  return undefined;
}

function enclosureOf(named: Named, context: MediaContext): Enclosure | undefined {
  const remote = remoteAddress(named.src, context);
  return remote ? remoteFile(remote, named) : localFile(named, context);
}

function remoteFile(url: string, { given, report }: Named): Enclosure {
  const type = given?.checked('type', 'a media type', typeOf) ?? mediaTypeOf(pathOf(url));
  const length = given?.count('length', 12_345);
  const facts = { type, length };
  // What is given and is wrong has been told.
  const lacking = (['type', 'length'] as const).filter((key) => !facts[key] && !given?.value(key));
  if (lacking.length > 0) report(wording('remote-size', url, lacking, given !== undefined));
  return { url, ...present(facts) };
}

const typeOf = (text: string): string | undefined =>
  /^[a-z]+\/[\w.+-]+$/i.test(text) ? text.toLowerCase() : undefined;

const pathOf = (address: string): string => address.replace(/[?#].*$/s, '');

/** What aggregators and readers make little of, in a lead picture. */
function warnOfImage({ size }: MediaFile, { type, width, height }: ImageFacts, { src, report }: Named): void {
  if (size > MAX_WEIGHT) report(wording('image-heavy', src, size));
  if (type === 'image/svg+xml') report(wording('image-svg', src));
  else if (Math.min(width, height) < MIN_SIDE) report(wording('image-small', src, width, height, MIN_SIDE));
}

const MIN_SIDE = 500; // pixels
/** Bytes of a picture; of a heavier one its writer is told. */
export const MAX_WEIGHT = 1_000_000;

function localFile({ src, report }: Named, { media, path, site }: MediaContext): Enclosure | undefined {
  const isElsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(src);
  const paths = filesMeant(src, path);
  const meant = isElsewhere ? undefined : paths.find((each) => media.get(each));
  const file = meant && media.get(meant);
  if (file) {
    const url = urlOf(site, mediaPath(meant));
    return { path: file.path, url, length: file.size, ...present({ type: typeOfFile(file, media) }) };
  }
  if (src === '') report(wording('value-missing/file'));
  else if (isElsewhere) report(wording('value-invalid/file', src));
  else if (paths.length === 0) report(wording('media-outside', src));
  else if (mediaTypeOf(pathOf(src)) === undefined) report(wording('media-type', src));
  else report(wording('media-missing', src));
  return undefined;
}

/** As a file's name first, in which %, ? and # are nothing but characters; then as an address. Empty if it leads out. */
function filesMeant(src: string, from: string): readonly string[] {
  const references = new Set([src.replace(/[%?#]/g, encodeURIComponent), src]);
  const meant = [...references].map((reference) => filesReferenced(reference, from).paths);
  return meant.some((paths) => paths.length === 0) ? [] : meant.flat();
}
