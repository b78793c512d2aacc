// A head made to exhaust the parsers costs no more than a small multiple of a list of its length. (Bodies: body.test.ts.)

import { describe, test } from 'vitest';
import type { Site } from '../../src/model/site.ts';
import { articleIn, NO_MEDIA, siteIn } from '../content-folder.ts';
import { expectCost } from '../cost.ts';

const site = siteIn('title: T\nurl: https://example.org/\n', { media: NO_MEDIA }).site as Site;

/** Of a list of the same length, which costs 3 ms; the dearest of these cost 40 to 130 times that, and what was quadratic, thousands. */
const MULTIPLE = 250;

const filled = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

describe('a head of 60,000 characters', () => {
  const LENGTH = 60_000;
  const parse = (yaml: string) =>
    articleIn('a.md', `---\ntitle: T\ndate: 2026-01-05\n${yaml}\n---\n`, { site, media: NO_MEDIA });
  const list = `tags: ["${filled('harbour", "', LENGTH)}"]`;

  test.each([
    ['brackets', `tags: ${filled('[', LENGTH)}`],
    ['braces', `tags: ${filled('{a: ', LENGTH)}`],
    ['quotes', `summary: "${filled("''", LENGTH)}"`],
    ['colons', `summary: ${filled('a: ', LENGTH)}`],
    ['one key again and again', filled('a: b\n', LENGTH)],
    ['keys that nobody knows', Array.from({ length: 5000 }, (_, n) => `key${n}: x`).join('\n')],
    ['names', Array.from({ length: 3000 }, (_, n) => `key${n}: &name${n} x`).join('\n')],
    ['commas', `tags: ${filled('a,', LENGTH)}`],
    ['authors', `authors: [${filled('{name: a},', LENGTH)}a]`],
    ['pictures that are not there', `enclosures: [${filled('"a%20b.png",', LENGTH - 4)}a]`],
    ['related articles', `related: [${filled('a, ', LENGTH)}a]`],
    ['ways up', `image: ${filled('../', LENGTH)}`],
    ['comments', filled('# a\n', LENGTH)],
    ['line ends', filled('\n', LENGTH)],
    ['a slug of marks', `slug: ${filled('ä-', LENGTH)}`],
    ['a date', `updated: ${filled('2026-01-05 ', LENGTH)}`],
    ['blanks in a date', `updated: "2026-01-05${filled(' ', LENGTH)}x"`],
    ['blanks after a word', `draft${filled(' ', LENGTH)}x`],
    ['a language', `language: en${filled('_', LENGTH)}x`],
  ])('of %s', (_, yaml) => {
    expectCost(
      () => parse(yaml),
      MULTIPLE,
      () => parse(list),
    );
  });
});

test.each([
  ['an address that ends in slashes', 'url: https://example.org/', '/'],
  ['a pattern of addresses of braces', 'url: https://example.org/\npermalink: /', '{'],
])('a site.yaml with 60,000 characters costs little: %s', (_, start, piece) => {
  const parse = (end: string) => siteIn(`title: T\n${start}${end.repeat(60_000)}\n`, { media: NO_MEDIA });
  expectCost(
    () => parse(piece),
    MULTIPLE,
    () => parse('a'),
  );
});
