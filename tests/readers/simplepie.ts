// SimplePie (https://simplepie.org), which reads for WordPress and FreshRSS.

import { join } from 'node:path';
import { contentOf, textOf } from './html-shown.ts';
import { type Enclosure, type Item, instant, type Reader, run } from './reader.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly published: number | null;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly summary: string | null;
  readonly content: string | null;
  readonly picture: string | null;
  readonly enclosures: readonly Enclosure[];
}

export const simplePie: Reader = {
  name: 'SimplePie',
  formats: ['rss', 'atom'],
  asksConditionallyAfter: 1,
  async read(feedUrl, home) {
    const script = join(import.meta.dirname, 'with-simplepie.php');
    return (JSON.parse(await run('/usr/bin/php', [script, feedUrl], home)) as Entry[]).map(itemOf);
  },
  shows: ({ updated, ...item }, format) => ({
    ...item,
    published: format === 'rss' && updated ? undefined : item.published,
  }),
};

/** SimplePie gives HTML for every text. */
const itemOf = ({ id, link, ...entry }: Entry): Item => ({
  id,
  title: textOf(entry.title) ?? '',
  link,
  published: instant(entry.published),
  authors: entry.authors.map(textOf).join(', '),
  categories: entry.categories.map((name) => textOf(name) ?? ''),
  summary: textOf(entry.summary),
  ...contentOf(entry.content),
  picture: entry.picture ?? undefined,
  enclosures: entry.enclosures,
});
