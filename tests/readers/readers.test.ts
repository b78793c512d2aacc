// Every reader subscribes to content/ and sees every article, field by field, as expected.ts has it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemsIn } from './expected.ts';
import { newHome } from './home.ts';
import { FIELDS, FORMATS, type Item } from './reader.ts';
import { READERS } from './readers.ts';
import { type Serving, serve } from './serving.ts';

let serving: Serving;
beforeAll(async () => {
  serving = await serve('tests/readers/content');
});
afterAll(() => serving?.stop());

describe.each(READERS)('$name', (reader) => {
  describe.each(reader.formats)('%s', (format) => {
    let seen: Item[];
    let expected: Item[];
    beforeAll(async () => {
      seen = await reader.read(serving.site + FORMATS[format], await newHome(reader));
      expected = itemsIn(format, serving.site).map((item) => reader.shows(item, format));
    });

    test.each(FIELDS.filter((field) => field !== 'content'))('shows of every article the right %s', (field) => {
      expect(seen.map((item) => item[field])).toEqual(expected.map((item) => item[field]));
    });

    test('shows of every article the right content', () => {
      const contents = seen.map(({ content }, index) => {
        const sentence = expected[index]?.content;
        return sentence && content?.includes(sentence) ? sentence : content;
      });
      expect(contents).toEqual(expected.map(({ content }) => content));
    });
  });
});

test('every enclosure is served with the type and the length that the feeds say', async () => {
  const enclosures = itemsIn('atom', serving.site).flatMap((item) => item.enclosures ?? []);
  for (const { url, type, length } of enclosures) {
    const { status, headers } = await fetch(url, { method: 'HEAD' });
    const served = [status, headers.get('content-type'), headers.get('content-length')];
    expect(served, url).toEqual([200, type, String(length)]);
  }
});
