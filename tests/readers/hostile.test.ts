// Every reader subscribes to the hostile folder and shows all its articles, each by its title and link.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newHome } from './home.ts';
import { FORMATS } from './reader.ts';
import { READERS } from './readers.ts';
import { type Serving, serve } from './serving.ts';

let serving: Serving;
let expected: readonly { readonly title: string; readonly link: string }[];
beforeAll(async () => {
  serving = await serve('tests/hostile/content');
  const { items } = (await (await fetch(`${serving.site}feed.json`)).json()) as {
    items: readonly { title: string; url: string }[];
  };
  expected = items.map(({ title, url }) => ({ title, link: url }));
});
afterAll(() => serving?.stop());

describe.each(READERS)('$name', (reader) => {
  test.each(reader.formats)('%s: shows every article', async (format) => {
    const items = await reader.read(serving.site + FORMATS[format], await newHome(reader));
    const shown = items.map(({ title, link }) => ({ title, link }));
    const wanted = expected.map((item) => {
      const { title, link } = reader.shows(item, format);
      return { title, link };
    });
    // Most are of one instant, and each reader orders those in its own way.
    expect(shown.sort(byLink)).toEqual(wanted.sort(byLink));
  });
});

const byLink = (a: { link: string }, b: { link: string }): number => (a.link < b.link ? -1 : 1);
