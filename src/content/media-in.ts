// Media as an article names them: the lead picture and the enclosures, with the facts of their files.

import type { Enclosure, Image, MediaFile, MediaIndex } from '../model/media.ts';
import { mediaTypeOf } from '../model/media.ts';
import { mediaPath, urlOf } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import { oneLine } from '../model/text.ts';
import { Fields, httpUrl, isMapping, quoted, type Spot } from './fields.ts';
import { imageFactsOf, typeOfFile } from './image-facts.ts';
import { reportUnknownKeys } from './known-keys.ts';
import { filesReferenced } from './references.ts';

const IMAGE_KEYS = new Set([
  'src',
  'path',
  'url',
  'image',
  'alt',
  'caption',
  'credit',
  'type',
  'length',
  'width',
  'height',
]);
const ENCLOSURE_KEYS = new Set(['src', 'path', 'url', 'title', 'duration', 'type', 'length']);

export interface MediaContext {
  readonly site: Pick<Site, 'url'>;
  readonly media: MediaIndex;
  /** The article's file, below content/. */
  readonly path: string;
}

/** The picture under a key: an address, or a mapping with one as `src`. */
export function imageFrom(fields: Fields, key: string, context: MediaContext): Image | undefined {
  const value = fields.value(key);
  if (value === undefined) return undefined;
  const spot = fields.spotOf(key);
  if (typeof value === 'string') return imageAt(oneLine(value), spot, fields, context);
  const first = fields.items(key)[0];
  if (!isMapping(value) && (value as readonly unknown[]).length > 1 && !/^images$/i.test(key)) {
    const hint = 'Write one path here, and further files below enclosures:.';
    fields.report('value-invalid', spot, `"${key}" is a list, of which the first is taken.`, hint);
  }
  if (first === undefined) return undefined;
  if (!(first instanceof Fields)) return imageAt(oneLine(first.text), first.spot, fields, context);
  const mapping = first;
  reportUnknownKeys(mapping, IMAGE_KEYS);
  const image = imageAt(srcOf(mapping), mapping.spotOf(srcKeyOf(mapping)), fields, context, mapping);
  const words = { alt: mapping.text('alt'), caption: mapping.text('caption'), credit: mapping.text('credit') };
  const given = Object.entries(words).flatMap(([name, text]) => (text ? [[name, text]] : []));
  return image && { ...image, ...(Object.fromEntries(given) as Pick<Image, 'alt' | 'caption' | 'credit'>) };
}

/** The enclosures under a key: an address, a mapping, or a list of these. */
export function enclosuresFrom(fields: Fields, key: string, context: MediaContext): readonly Enclosure[] {
  if (fields.value(key) === undefined) return NONE;
  return fields.items(key).flatMap((item): readonly Enclosure[] => {
    if (!(item instanceof Fields)) {
      const file = enclosureAt(oneLine(item.text), item.spot, fields, context);
      return file ? [file] : NONE;
    }
    const mapping = item;
    reportUnknownKeys(mapping, ENCLOSURE_KEYS);
    const file = enclosureAt(srcOf(mapping), mapping.spotOf(srcKeyOf(mapping)), fields, context, mapping);
    const title = mapping.text('title');
    const duration = mapping.duration('duration');
    return file ? [{ ...file, ...(title && { title }), ...(duration && { duration }) }] : [];
  });
}

/** `src`, or what other programs call it. */
const srcKeyOf = (mapping: Fields): string =>
  ['src', 'path', 'url', 'image'].find((key) => mapping.value(key) !== undefined) ?? 'src';

const srcOf = (mapping: Fields): string => mapping.text(srcKeyOf(mapping)) ?? '';

function imageAt(src: string, spot: Spot, fields: Fields, context: MediaContext, given?: Fields): Image | undefined {
  const remote = httpUrl(src);
  if (remote) return remoteFile(remote, spot, fields, given, ['width', 'height']);
  const file = localFile(src, spot, fields, context);
  if (!file) return undefined;
  const facts = imageFactsOf(file, context.media);
  if (!facts) {
    const hint = 'Use a JPEG, PNG, WebP, GIF, AVIF or SVG file that opens in a browser.';
    fields.report('image-invalid', spot, `${quoted(src)} cannot be read as a picture.`, hint);
    return undefined;
  }
  return { path: file.path, url: urlOf(context.site, mediaPath(file.path)), length: file.size, ...facts };
}

function enclosureAt(src: string, spot: Spot, fields: Fields, context: MediaContext, given?: Fields) {
  const remote = httpUrl(src);
  if (remote) return remoteFile(remote, spot, fields, given, []);
  const file = localFile(src, spot, fields, context);
  if (!file) return undefined;
  const type = typeOfFile(file, context.media);
  const url = urlOf(context.site, mediaPath(file.path));
  return { path: file.path, url, length: file.size, ...(type && { type }) };
}

function remoteFile(url: string, spot: Spot, fields: Fields, given: Fields | undefined, sizes: readonly string[]) {
  const type = given?.checked('type', 'a media type', 'Write one like image/jpeg.', typeOf) ?? mediaTypeOf(pathOf(url));
  const length = given?.count('length', 12_345);
  const pixels = Object.fromEntries(
    sizes.flatMap((key) => {
      const count = given?.count(key, 1200);
      return count === undefined ? [] : [[key, count] as const];
    }),
  );
  const unknown = [type === undefined && 'type', length === undefined && 'length'].filter(
    (key) => key && given?.value(key) === undefined,
  );
  if (unknown.length > 0) {
    const [what, are] = [unknown.join(' and '), unknown.length > 1 ? 'are' : 'is'];
    const message = `The ${what} of ${quoted(url)} ${are} not known, so RSS has no enclosure for it.`;
    const wanted = unknown
      .map((key) => (key === 'type' ? 'type: image/jpeg' : 'length: 12345 (its bytes)'))
      .join(' and ');
    const hint = given ? `Add ${wanted}.` : `Write src: with the address and ${wanted}, on lines below the key.`;
    fields.report('remote-size', spot, message, hint);
  }
  return { url, ...(type && { type }), ...(length && { length }), ...pixels };
}

const typeOf = (text: string): string | undefined =>
  /^[a-z]+\/[\w.+-]+$/i.test(text) ? text.toLowerCase() : undefined;

const pathOf = (address: string): string => address.replace(/[?#].*$/s, '');

function localFile(src: string, spot: Spot, fields: Fields, { media, path }: MediaContext): MediaFile | undefined {
  if (src === '') {
    const hint = 'Write src: and a path below content/, or an address with https://.';
    fields.report('value-missing', spot, 'No file is named here.', hint);
    return undefined;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(src) || src.startsWith('//')) {
    const hint = 'Write a path below content/, or an address with https://.';
    fields.report('value-invalid', spot, `${quoted(src)} is not an address that Courant can use.`, hint);
    return undefined;
  }
  // As a file's name first, in which %, ? and # are nothing but characters; then as an address.
  for (const reference of [src.replace(/[%?#]/g, encodeURIComponent), src]) {
    const referenced = filesReferenced(reference, path);
    if (referenced.kind === 'outside') {
      const hint = 'Put the file below content/ and write its path from there.';
      fields.report('media-outside', spot, `${quoted(src)} leads out of the content folder.`, hint);
      return undefined;
    }
    for (const candidate of referenced.paths) {
      const file = media.get(candidate);
      if (file) return file;
    }
  }
  if (mediaTypeOf(pathOf(src)) === undefined) {
    const hint = 'Use one of jpg jpeg png gif webp avif svg mp3 m4a ogg opus mp4 webm pdf ico.';
    fields.report('media-type', spot, `${quoted(src)} is not a type of file that Courant serves.`, hint);
    return undefined;
  }
  const hint = 'Put the file beside the article, or write its path from content/.';
  fields.report('media-missing', spot, `There is no file ${quoted(src)}.`, hint);
  return undefined;
}

const NONE: readonly Enclosure[] = [];
