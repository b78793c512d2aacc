// XML::Feed (https://metacpan.org/pod/XML::Feed), Perl's reader, upon XML::RSS and XML::Atom.

import { join } from 'node:path';
import { contentOf, textOf } from './html-shown.ts';
import { type Item, instant, type Reader, run } from './reader.ts';

interface Entry extends Pick<Item, 'id' | 'title' | 'link' | 'categories' | 'enclosures'> {
  readonly published: number;
  readonly updated: number | null;
  readonly author: string;
  readonly summary: string | null;
  readonly content: string | null;
}

export const xmlFeed: Reader = {
  name: 'XML::Feed',
  formats: ['rss', 'atom'],
  async read(feedUrl, home) {
    const printed = await run('/usr/bin/perl', [join(import.meta.dirname, 'with-xml-feed.pl'), feedUrl], home);
    return (JSON.parse(printed) as { entries: Entry[] }).entries.map(itemOf);
  },
  shows: ({ picture, ...item }, format) => ({
    ...item,
    authors: format === 'rss' ? item.authors : item.authors?.split(', ')[0],
  }),
};

const itemOf = ({ published, updated, author, summary, content, ...entry }: Entry): Item => ({
  ...entry,
  published: instant(published),
  updated: instant(updated),
  authors: author,
  summary: textOf(summary),
  ...contentOf(content),
});
