// Image facts: type and size of a picture's file, read once as long as the file stays as it is.

import type { MediaFile, MediaIndex } from '../model/media.ts';
import { readImage } from './image.ts';

export type ImageFacts = NonNullable<ReturnType<typeof readImage>>;

const SHORT = 32 * 1024; // bytes; enough for nearly every picture
const LONG = 512 * 1024; // a JPEG can begin with long EXIF and colour profiles

/** Nothing where the file is not a picture. */
export function imageFactsOf(file: MediaFile, media: MediaIndex): ImageFacts | undefined {
  const known = facts.get(file);
  if (known !== undefined) return known ?? undefined;
  const read = readHead(file, media, SHORT) ?? (file.size > SHORT ? readHead(file, media, LONG) : undefined);
  facts.set(file, read ?? null);
  return read;
}

const facts = new WeakMap<MediaFile, ImageFacts | null>();

function readHead(file: MediaFile, media: MediaIndex, length: number): ImageFacts | undefined {
  const head = media.head(file, length);
  return head && readImage(head);
}
