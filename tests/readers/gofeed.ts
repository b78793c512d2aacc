// gofeed (https://github.com/mmcdole/gofeed), Go's reader, and the one in Debian that knows JSON Feed.

import { join } from 'node:path';
import { contentOf, textOf } from './html-shown.ts';
import { type Item, type Reader, run } from './reader.ts';

interface Entry {
  readonly guid: string;
  readonly title: string;
  readonly link: string;
  readonly publishedParsed: string;
  readonly updatedParsed?: string;
  readonly authors: readonly { readonly name: string }[];
  readonly categories?: readonly string[];
  readonly description?: string;
  readonly content?: string;
  readonly image?: { readonly url: string };
  readonly enclosures?: readonly { readonly url: string; readonly type: string; readonly length: string }[];
}

export const gofeed: Reader = {
  name: 'gofeed',
  formats: ['rss', 'atom', 'json'],
  async build(folder) {
    const env = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: join(folder, 'cache'), CGO_ENABLED: '0' };
    const args = ['build', '-o', 'gofeed', join(import.meta.dirname, 'with-gofeed.go')];
    await run('go', args, folder, { env, timeout: 100_000 }); // Go 1.20 and later compile their library first
  },
  async read(feedUrl, home) {
    const printed = await run(join(home, '../gofeed'), [feedUrl], home);
    const { feedType, items } = JSON.parse(printed) as { feedType: string; items: Entry[] };
    return items.map((entry) => itemOf(entry, feedType));
  },
  shows: ({ updated, picture, ...item }, format) => ({
    ...item,
    ...(format !== 'rss' && { updated }),
    ...(format === 'json' && { picture }),
    enclosures: (item.enclosures ?? []).map(({ length = 0, ...file }) =>
      format === 'json' ? file : { ...file, length },
    ),
  }),
};

const itemOf = (entry: Entry, feedType: string): Item => ({
  id: entry.guid,
  title: entry.title,
  link: entry.link,
  published: new Date(entry.publishedParsed).toISOString(),
  updated: entry.updatedParsed && new Date(entry.updatedParsed).toISOString(),
  authors: entry.authors.map(({ name }) => name).join(', '),
  categories: entry.categories ?? [],
  summary: feedType === 'json' ? entry.description : textOf(entry.description),
  ...contentOf(entry.content),
  picture: entry.image?.url,
  enclosures: (entry.enclosures ?? []).map(({ url, type, length }) => ({
    url,
    type,
    // 1.1 takes the duration of a JSON attachment for its length.
    ...(feedType !== 'json' && { length: Number(length) }),
  })),
});
