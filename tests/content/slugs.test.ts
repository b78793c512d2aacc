// Slugs: the readable part of the addresses of articles and terms.

import { describe, expect, test } from 'vitest';
import { slugOf, termSlugOf } from '../../src/model/slug.ts';
import { oneLine } from '../../src/model/text.ts';

describe('the slug of a term', () => {
  test.each([
    ['C++', 'c-plus-plus'],
    ['C#', 'c-sharp'],
    ['#news', 'news'],
    [' #news', 'news'],
    ['F# and C#', 'f-sharp-and-c-sharp'],
    ['A+B', 'a-plus-b'],
    ['Business & Money', 'business-money'],
    ['Grüße', 'grüße'],
    ['हिन्दी', 'हिन्दी'],
    ['e\u0301', 'é'],
    ['日本語', '日本語'],
  ])('%s is %s', (name, slug) => expect(termSlugOf(name)).toBe(slug));

  test('is a short hash where nothing is left, and another for another name', () => {
    expect(termSlugOf('!!!')).toMatch(/^[0-9a-f]{6}$/);
    expect(termSlugOf('!!!')).not.toBe(termSlugOf('???'));
  });
});

test('the slug of an article leaves signs out', () => {
  expect(slugOf('C++ and C#')).toBe('c-and-c');
});

test.each([
  ['no-break spaces stay', '100\u00A0km', '100\u00A0km'],
  ['narrow ones too', '«\u202Foui\u202F»', '«\u202Foui\u202F»'],
  ['lines become one', 'a\n\t b\u2028c', 'a b c'],
  ['none stand at the ends', '\u00A0a\u00A0', 'a'],
  ['alone they are nothing', '\u00A0', ''],
])('text on one line: %s', (_, text, line) => expect(oneLine(text)).toBe(line));
