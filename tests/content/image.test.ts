import { describe, expect, test } from 'vitest';
import { readImage } from '../../src/content/image.ts';

const bytes = (...parts: (string | number | readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : typeof part === 'number' ? [part] : [...part],
    ),
  );
const two = (n: number): number[] => [n >> 8, n & 255];
const four = (n: number): number[] => [...two(n >>> 16), ...two(n & 65_535)];
const twoLittle = (n: number): number[] => two(n).reverse();
const svg = (text: string): Uint8Array => new TextEncoder().encode(text);

const png = (width: number, height: number): Uint8Array =>
  bytes(0x89, 'PNG\r\n\x1A\n', four(13), 'IHDR', four(width), four(height), 8, 6, 0, 0, 0, four(0));
const gif = (version: string, width: number, height: number): Uint8Array =>
  bytes(`GIF${version}`, twoLittle(width), twoLittle(height), 0, 0, 0);
const segment = (marker: number, data: Uint8Array): Uint8Array => bytes(0xff, marker, two(data.length + 2), data);
const jpeg = (width: number, height: number, ...before: Uint8Array[]): Uint8Array =>
  bytes(
    [0xff, 0xd8],
    ...before,
    segment(0xe0, bytes('JFIF\0', 1, 1, 0, two(1), two(1), 0, 0)),
    segment(0xc0, bytes(8, two(height), two(width), 1, 1, 0x11, 0)),
    segment(0xda, bytes(1, 1, 0, 0, 63, 0)),
  );
const exif = (orientation: number): Uint8Array =>
  segment(
    0xe1,
    bytes('Exif\0\0MM', two(42), four(8), two(1), two(0x112), two(3), four(1), two(orientation), two(0), four(0)),
  );
const webp = (kind: string, data: Uint8Array): Uint8Array =>
  bytes('RIFF', four(0), 'WEBP', kind, four(0), data, [0, 0, 0, 0]);
const box = (type: string, ...data: Uint8Array[]): Uint8Array => {
  const content = bytes(...data);
  return bytes(four(content.length + 8), type, content);
};
const avif = (brand: string, ...others: string[]): Uint8Array =>
  bytes(
    box('ftyp', bytes(brand, four(0), ...others)),
    box('meta', bytes(four(0)), box('iprp', box('ipco', box('ispe', bytes(four(0), four(64), four(48)))))),
  );

describe('readImage', () => {
  test.each<[string, Uint8Array, [string, number, number]]>([
    ['PNG', png(1200, 675), ['image/png', 1200, 675]],
    ['GIF of 1987', gif('87a', 3, 4), ['image/gif', 3, 4]],
    ['GIF of 1989', gif('89a', 300, 400), ['image/gif', 300, 400]],
    ['JPEG', jpeg(1200, 675), ['image/jpeg', 1200, 675]],
    ['JPEG, EXIF upside down', jpeg(1200, 675, exif(3)), ['image/jpeg', 1200, 675]],
    ['JPEG, EXIF on its side', jpeg(1200, 675, exif(6)), ['image/jpeg', 675, 1200]],
    ['JPEG, EXIF on its side and mirrored', jpeg(1200, 675, exif(5)), ['image/jpeg', 675, 1200]],
    ['JPEG, EXIF with an orientation that is none', jpeg(1200, 675, exif(9)), ['image/jpeg', 1200, 675]],
    [
      'JPEG with 400 KB of colour profile',
      jpeg(9, 8, ...Array(6).fill(segment(0xe2, new Uint8Array(65_533)))),
      ['image/jpeg', 9, 8],
    ],
    [
      'WebP, lossy',
      webp('VP8 ', bytes([0, 0, 0, 0x9d, 1, 0x2a], twoLittle(320), twoLittle(240))),
      ['image/webp', 320, 240],
    ],
    ['WebP, lossless', webp('VP8L', bytes(0x2f, [0x3b, 0xc0, 0x09, 0])), ['image/webp', 60, 40]],
    ['WebP, extended', webp('VP8X', bytes(0, 0, 0, 0, [0x3f, 1, 0], [0xef, 0, 0])), ['image/webp', 320, 240]],
    ['AVIF', avif('avif', 'mif1'), ['image/avif', 64, 48]],
    ['AVIF that says so among its other brands', avif('mif1', 'miaf', 'avif'), ['image/avif', 64, 48]],
    ['icon', bytes(0, 0, 1, 0, 1, 0, 32, 48, new Uint8Array(14)), ['image/x-icon', 32, 48]],
    ['SVG', svg('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"></svg>'), ['image/svg+xml', 10, 20]],
    ['SVG in inches and parts', svg("<svg width='1in' height = '12.4px'>"), ['image/svg+xml', 96, 12]],
    ['SVG by its viewBox', svg('<svg viewBox="0 0 24 48"/>'), ['image/svg+xml', 24, 48]],
    ['SVG by a viewBox with commas', svg('<svg viewBox="0,0, 24,48"/>'), ['image/svg+xml', 24, 48]],
    [
      'SVG in percent, so by its viewBox',
      svg('<svg width="100%" height="100%" viewBox="0 0 3 2">'),
      ['image/svg+xml', 3, 2],
    ],
    [
      'SVG behind a declaration, a doctype and a long comment',
      svg(
        `\uFEFF<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "<b>">]>\n<!--${' -'.repeat(2000)} -->\n<svg\nwidth="1" height="2">`,
      ),
      ['image/svg+xml', 1, 2],
    ],
  ])('%s', (_, head, [type, width, height]) => {
    expect(readImage(head)).toEqual({ type, width, height });
  });

  test.each<[string, Uint8Array]>([
    ['nothing', bytes()],
    ['text', svg('Hello')],
    ['HTML with an SVG in it', svg('<html><body><svg width="1" height="2"></svg>')],
    ['SVG that names no size', svg('<svg xmlns="x">')],
    ['SVG of no size', svg('<svg viewBox="0 0 0 0">')],
    ['SVG without end', svg('<svg width="1" height="2"')],
    ['SVG beginnings without end', svg('<svg '.repeat(100_000))],
    ['comments without end', svg('<!--'.repeat(100_000))],
    ['a width of 0', png(0, 5)],
    ['a width that no picture has', png(70_000, 5)],
    ['PNG that begins with another part', bytes(0x89, 'PNG\r\n\x1A\n', four(13), 'tEXt', new Uint8Array(20))],
    ['HEIC', avif('heic', 'mif1')],
    ['TIFF', bytes('II*\0', new Uint8Array(40))],
    ['Photoshop', bytes('8BPS', two(1), new Uint8Array(40))],
    ['bitmap', bytes('BM', new Uint8Array(40).fill(1))],
    ['JPEG 2000', bytes(four(12), 'jP  ', new Uint8Array(40))],
    ['JPEG of nothing but its beginning', bytes([0xff, 0xd8, 0xff, 0xe0], new Uint8Array(1000))],
    [
      'JPEG whose profile is longer than the head',
      jpeg(9, 8, ...Array(9).fill(segment(0xe2, new Uint8Array(65_533)))).subarray(0, 524_288),
    ],
  ])('no picture: %s', (_, head) => {
    expect(readImage(head)).toBeUndefined();
  });

  test.each<[string, Uint8Array]>([
    ['PNG', png(1, 2)],
    ['GIF', gif('89a', 1, 2)],
    ['JPEG', jpeg(1, 2, exif(6))],
    ['WebP', webp('VP8L', bytes(0x2f, [0x3b, 0xc0, 0x09, 0]))],
    ['AVIF', avif('avif')],
    ['icon', bytes(0, 0, 1, 0, 1, 0, 32, 48, new Uint8Array(14))],
  ])('%s, cut off anywhere, gives its size or nothing, whatever follows in the same memory', (_, whole) => {
    const facts = readImage(whole);
    expect(facts).toBeDefined();
    for (let end = 0; end < whole.length; end++) {
      const head = Buffer.from(whole).subarray(0, end);
      expect([undefined, facts]).toContainEqual(readImage(head));
      expect(readImage(head)).toEqual(readImage(bytes(head)));
    }
  });

  test.each([png(1, 2), gif('89a', 1, 2), jpeg(1, 2, exif(6)), avif('avif'), svg('<svg width="1" height="2">')])(
    'a broken one throws nothing and has a size that can be',
    (whole) => {
      for (let at = 0; at < whole.length; at++) {
        for (const value of [0, 1, 0x7f, 0xff]) {
          const { width = 1, height = 1 } = readImage(whole.with(at, value)) ?? {};
          expect(Math.min(width, height)).toBeGreaterThan(0);
          expect(Math.max(width, height)).toBeLessThan(65_536);
        }
      }
    },
  );
});
