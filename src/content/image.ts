// Pictures: type and size, read from the first bytes of a file, once as long as the file stays as it is.

import { createRequire } from 'node:module';
import { type ImageFacts, type MediaFile, mediaTypeOf } from '../model/media.ts';

const require = createRequire(import.meta.url);

/** Loaded with the first picture. */
let lib: typeof import('image-size') | undefined;

const SHORT = 32 * 1024; // bytes; enough for nearly every picture
const LONG = 512 * 1024; // a JPEG can begin with long EXIF and colour profiles

/** undefined if the file is not a picture. `read` gives at most its first bytes, if it can be read. */
export function imageFactsOf(
  file: MediaFile,
  read: (length: number) => Uint8Array | undefined,
): ImageFacts | undefined {
  if (facts.has(file)) return facts.get(file);
  const factsIn = (length: number): ImageFacts | undefined => {
    const head = read(length);
    return head && readImage(head);
  };
  const isLong = file.size > SHORT && mediaTypeOf(file.path)?.startsWith('image/');
  const found = factsIn(SHORT) ?? (isLong ? factsIn(LONG) : undefined);
  facts.set(file, found);
  return found;
}

const facts = new WeakMap<MediaFile, ImageFacts | undefined>();

/**
 * What a file's first bytes say; undefined if they are no picture of a type that browsers show, or are cut off before
 * its size. Never throws.
 */
export function readImage(head: Uint8Array): ImageFacts | undefined {
  const type = TYPES.find(({ begins }) => begins(head))?.type;
  if (type === undefined) return undefined;
  try {
    // A copy: image-size reads past the end of a view, into whatever else its buffer holds.
    lib ??= require('image-size') as typeof import('image-size');
    const size = lib.imageSize(type === 'image/svg+xml' ? rootOfSvg(head) : new Uint8Array(head));
    const { orientation = 1 } = size;
    const liesOnItsSide = orientation >= 5 && orientation <= 8; // EXIF 2.32 §4.6.5.1.6
    const [width, height] = liesOnItsSide ? [size.height, size.width] : [size.width, size.height];
    return isSide(width) && isSide(height) ? { type, width, height } : undefined;
  } catch {
    return undefined;
  }
}

/** By the bytes that each type begins with, so that no parser of another type is ever asked. */
const TYPES: readonly { readonly type: string; begins(head: Uint8Array): boolean }[] = [
  { type: 'image/jpeg', begins: (head) => text(head, 0, 3) === '\xFF\xD8\xFF' },
  { type: 'image/png', begins: (head) => text(head, 0, 8) === '\x89PNG\r\n\x1A\n' },
  { type: 'image/gif', begins: (head) => /^GIF8[79]a$/.test(text(head, 0, 6)) },
  { type: 'image/webp', begins: isWebp },
  { type: 'image/avif', begins: isAvif },
  { type: 'image/x-icon', begins: (head) => text(head, 0, 4) === '\0\0\x01\0' },
  { type: 'image/svg+xml', begins: (head) => rootOfSvg(head).length > 0 },
];

/** With the 25 bytes that the shortest one needs: image-size takes missing ones for zeros. */
function isWebp(head: Uint8Array): boolean {
  return text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === 'WEBP' && head.length >= 25;
}

/** ISO/IEC 14496-12 §4.3: the box `ftyp` lists the brands that a file conforms to. */
function isAvif(head: Uint8Array): boolean {
  if (text(head, 4, 8) !== 'ftyp' || head.length < 16) return false;
  const length = new DataView(head.buffer, head.byteOffset).getUint32(0);
  return text(head, 8, Math.min(length, 256)).match(/.{4}/gs)?.includes('avif') ?? false;
}

const PROLOGUE = 64 * 1024; // bytes; editors write long comments before the root element

/** The root element's start tag and nothing else: image-size looks for it with patterns that are slow on long text. */
function rootOfSvg(head: Uint8Array): Uint8Array {
  const start = new TextDecoder().decode(head.subarray(0, PROLOGUE));
  const before = /^\uFEFF?(?:\s|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>)*/is.exec(start)?.[0] ?? '';
  const root = /^<svg\s(?:[^<>"']|"[^"]*"|'[^']*')*>/.exec(start.slice(before.length))?.[0] ?? '';
  // XML allows white space around `=`, and SVG commas in a viewBox; image-size knows neither.
  return new TextEncoder().encode(root.replace(/[\s,]+/g, ' ').replace(/ ?= ?/g, '='));
}

const isSide = (pixels: number): boolean => Number.isInteger(pixels) && pixels >= 1 && pixels <= 65_535;

const text = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));
