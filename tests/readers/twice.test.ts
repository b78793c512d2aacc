// A reader that comes again is told that nothing is new, and still shows everything.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHome } from './home.ts';
import { FORMATS } from './reader.ts';
import { READERS } from './readers.ts';
import { type Serving, serve } from './serving.ts';

let serving: Serving;
beforeAll(async () => {
  serving = await serve('tests/readers/content');
});
afterAll(() => serving?.stop());

describe.each(READERS.filter((reader) => reader.asksConditionallyAfter))('$name', (reader) => {
  test.each(reader.formats)('%s: gets its 304', async (format) => {
    const home = await newHome(reader);
    const feedUrl = serving.site + FORMATS[format];
    const before = serving.statuses(`/${FORMATS[format]}`).length;
    const first = await reader.read(feedUrl, home);
    for (let times = 1; times < (reader.asksConditionallyAfter ?? 0); times++) await reader.read(feedUrl, home);
    const again = await reader.read(feedUrl, home);

    const [status, ...later] = serving.statuses(`/${FORMATS[format]}`).slice(before);
    expect([status, later.at(-1)]).toEqual([200, 304]);
    expect(again).toEqual(first);
    expect(again.length).toBeGreaterThan(0);
  });
});
