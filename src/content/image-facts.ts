// Image facts: type and size of a picture's file, read once as long as the file stays as it is.

import { type MediaFile, type MediaIndex, mediaTypeOf } from '../model/media.ts';
import { readImage } from './image.ts';

export type ImageFacts = NonNullable<ReturnType<typeof readImage>>;

const SHORT = 32 * 1024; // bytes; enough for nearly every picture
const LONG = 512 * 1024; // a JPEG can begin with long EXIF and colour profiles

/** Nothing where the file is not a picture. */
export function imageFactsOf(file: MediaFile, media: MediaIndex): ImageFacts | undefined {
  const known = facts.get(file);
  if (known !== undefined) return known ?? undefined;
  const isLong = file.size > SHORT && mediaTypeOf(file.path)?.startsWith('image/');
  const read = readHead(file, media, SHORT) ?? (isLong ? readHead(file, media, LONG) : undefined);
  facts.set(file, read ?? null);
  return read;
}

/** The media type of a file: of a picture by its bytes, whatever its name says; of all others by the name. */
export const typeOfFile = (file: MediaFile, media: MediaIndex): string | undefined =>
  imageFactsOf(file, media)?.type ?? mediaTypeOf(file.path);

const facts = new WeakMap<MediaFile, ImageFacts | null>();

function readHead(file: MediaFile, media: MediaIndex, length: number): ImageFacts | undefined {
  const head = media.head(file, length);
  return head && readImage(head);
}
