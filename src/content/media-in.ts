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
import type { ProblemCode } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { folderOf, isIndexFile } from '../model/source-file.ts';
import { oneLine } from '../model/text.ts';
import { filesReferenced, remoteAddress } from './addresses.ts';
import { Fields, type Item, present, quoted } from './fields.ts';
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
    const hint = 'Write one path here, and further files below enclosures:.';
    fields.report('value-invalid', fields.spotOf(key), `"${key}" is a list, of which the first is taken.`, hint);
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
  const report: Named['report'] = (code, ...words) => fields.report(code, fields.spotOf('image'), ...words);
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
  report(code: ProblemCode, message: string, hint: string): void;
}

function namedBy(item: Item, fields: Fields, known: readonly string[]): Named {
  if (!(item instanceof Fields)) {
    return { src: oneLine(item.text), report: (code, ...words) => fields.report(code, item.spot, ...words) };
  }
  reportUnknownKeys(item, known);
  const key = ['src', 'path', 'url', 'image'].find((each) => item.value(each) !== undefined) ?? 'src';
  const report: Named['report'] = (code, ...words) => item.report(code, item.spotOf(key), ...words);
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
  const hint = 'Use a JPEG, PNG, WebP, GIF, AVIF or SVG file that opens in a browser.';
  named.report('image-invalid', `${quoted(named.src)} cannot be read as a picture.`, hint);
  return undefined;
}

function enclosureOf(named: Named, context: MediaContext): Enclosure | undefined {
  const remote = remoteAddress(named.src, context);
  return remote ? remoteFile(remote, named) : localFile(named, context);
}

function remoteFile(url: string, { given, report }: Named): Enclosure {
  const type = given?.checked('type', 'a media type', 'Write one like image/jpeg.', typeOf) ?? mediaTypeOf(pathOf(url));
  const length = given?.count('length', 12_345);
  const lacking = [
    { name: 'type', value: type, example: 'type: image/jpeg' },
    { name: 'length', value: length, example: 'length: 12345 (its bytes)' },
  ].filter(({ name, value }) => !value && !given?.value(name)); // what is given and is wrong has been told
  if (lacking.length > 0) {
    const names = lacking.map(({ name }) => name).join(' and ');
    const are = lacking.length > 1 ? 'are' : 'is';
    const message = `The ${names} of ${quoted(url)} ${are} not known, so RSS has no enclosure for it.`;
    const lines = lacking.map(({ example }) => example).join(' and ');
    const hint = given ? `Add ${lines}.` : `Write src: with the address and ${lines}, on lines below the key.`;
    report('remote-size', message, hint);
  }
  return { url, ...present({ type, length }) };
}

const typeOf = (text: string): string | undefined =>
  /^[a-z]+\/[\w.+-]+$/i.test(text) ? text.toLowerCase() : undefined;

const pathOf = (address: string): string => address.replace(/[?#].*$/s, '');

/** What aggregators and readers make little of, in a lead picture. */
function warnOfImage({ size }: MediaFile, { type, width, height }: ImageFacts, { src, report }: Named): void {
  const what = quoted(src);
  const weight = weightOf(size);
  if (weight) report('image-heavy', `${what} ${weight.message}`, weight.hint);
  if (type === 'image/svg+xml') {
    const hint = 'Export the drawing as PNG, 1200 pixels wide, for the lead picture.';
    report('image-svg', `${what} is an SVG drawing, which most readers and previews of links do not show.`, hint);
  } else if (Math.min(width, height) < MIN_SIDE) {
    const message = `${what} has ${width} × ${height} pixels, and aggregators want ${MIN_SIDE} on the short side.`;
    report('image-small', message, 'Give a larger picture, best 1200 pixels wide.');
  }
}

const MIN_SIDE = 500; // pixels
const MAX_WEIGHT = 1_000_000; // bytes

/** What is wrong with a picture of so many bytes; undefined if it is light enough. */
export function weightOf(size: number): { readonly message: string; readonly hint: string } | undefined {
  if (size <= MAX_WEIGHT) return undefined;
  const message = `has ${(size / 1e6).toFixed(1)} MB, which readers on a phone wait for.`;
  return { message, hint: 'Export it smaller, below 1 MB: 1600 pixels wide is enough.' };
}

function localFile({ src, report }: Named, { media, path, site }: MediaContext): Enclosure | undefined {
  const isElsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(src);
  const paths = filesMeant(src, path);
  const meant = isElsewhere ? undefined : paths.find((each) => media.get(each));
  const file = meant && media.get(meant);
  if (file) {
    const url = urlOf(site, mediaPath(meant));
    return { path: file.path, url, length: file.size, ...present({ type: typeOfFile(file, media) }) };
  }
  const what = quoted(src);
  const address = 'a path below content/, or an address with https://.';
  if (src === '') report('value-missing', 'No file is named here.', `Write src: and ${address}`);
  else if (isElsewhere) {
    report('value-invalid', `${what} is not an address that Courant can use.`, `Write ${address}`);
  } else if (paths.length === 0) {
    const hint = 'Put the file below content/ and write its path from there.';
    report('media-outside', `${what} leads out of the content folder.`, hint);
  } else if (mediaTypeOf(pathOf(src)) === undefined) {
    const hint = 'Use one of jpg jpeg png gif webp avif svg mp3 m4a ogg opus mp4 webm pdf ico.';
    report('media-type', `${what} is not a type of file that Courant serves.`, hint);
  } else {
    const hint = 'Put the file beside the article, or write its path from content/.';
    report('media-missing', `There is no file ${what}.`, hint);
  }
  return undefined;
}

/** As a file's name first, in which %, ? and # are nothing but characters; then as an address. Empty if it leads out. */
function filesMeant(src: string, from: string): readonly string[] {
  const references = new Set([src.replace(/[%?#]/g, encodeURIComponent), src]);
  const meant = [...references].map((reference) => filesReferenced(reference, from).paths);
  return meant.some((paths) => paths.length === 0) ? [] : meant.flat();
}
