// Head text: what is read of a file's bytes, and that cutting off the body changes nothing of its head.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFrontMatter } from '../../src/content/front-matter.ts';
import { decode, decodeHead } from '../../src/content/head-text.ts';

describe('bytes that are not UTF-8', () => {
  const placeOf = (...bytes: number[]) => decode('a.md', Uint8Array.from(bytes)).problems[0];

  test.each([
    ['the first', [0xff, 0x61], 1, 1],
    ['one in a line', [0x61, 0x0a, 0x62, 0xfc, 0x63], 2, 2],
    ['lines of DOS', [0x61, 0x0d, 0x0a, 0x62, 0xfc], 2, 2],
    ['lines of a Macintosh', [0x61, 0x0d, 0x62, 0xfc], 2, 2],
    ['after a replacement character that is meant', [0xef, 0xbf, 0xbd, 0x61, 0xff], 1, 3],
    ['a sequence that is cut off', [0x61, 0xe2, 0x82], 1, 2],
    ['a sequence that ends as another', [0x61, 0xef, 0x41], 1, 2],
    ['half a pair', [0x61, 0xed, 0xa0, 0x80], 1, 2],
    ['after a byte order mark', [0xef, 0xbb, 0xbf, 0x61, 0xff], 1, 2],
  ])('%s', (_, bytes, line, column) => expect(placeOf(...bytes)).toMatchObject({ code: 'utf8-invalid', line, column }));

  test('a byte order mark is not text', () => {
    expect(decode('a.md', Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toEqual({ text: 'a', problems: [] });
  });
});

test('a head alone says what it says in its file', { timeout: 60_000 }, () => {
  const pieces = [
    '---',
    '\n',
    '\r',
    '\r\n',
    ' ',
    '\t',
    '-',
    'title: a',
    'ä: ö',
    '\uFEFF',
    '+++',
    '\n+++',
    '\n...',
    'yaml',
    '> text',
    '\n---',
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));
  const file = fc.tuple(
    fc.constantFrom('', '---\n', '---\r\n', '---\r', '\uFEFF---\n', '+++\n'),
    text,
    fc.constantFrom('', '\n---\n', '\n...\n', '\n+++\n'),
    text,
  );
  let cut = 0;
  fc.assert(
    fc.property(file, fc.boolean(), (parts, isBroken) => {
      const bytes = Buffer.concat([Buffer.from(parts.join('')), Buffer.from(isBroken ? [0xff] : [])]);
      const [whole, head] = [decode('a.md', bytes), decodeHead('a.md', bytes)];
      expect(head.problems).toEqual(whole.problems);
      if (whole.text === undefined) return void expect(head.text).toBeUndefined();
      const read = (text: string) => {
        const { head, headText, bodyLine, problems } = parseFrontMatter(text, 'a.md');
        return { values: head?.values, headText, bodyLine, problems };
      };
      if (head.text !== whole.text) cut++;
      expect(read(head.text as string)).toEqual(read(whole.text));
    }),
    { numRuns: 5000 },
  );
  expect(cut).toBeGreaterThan(500);
});
