// feedparser (https://feedparser.readthedocs.io), which reads for NewsBlur, rss2email and most of Python.

import { join } from 'node:path';
import { contentOf, textOf } from './html-shown.ts';
import { type Item, instant, type Reader, run } from './reader.ts';

interface Entry extends Pick<Item, 'id' | 'title' | 'link' | 'categories' | 'enclosures'> {
  readonly published: number;
  readonly updated: number | null;
  readonly authors: readonly string[];
  readonly summary: { readonly type: string; readonly value: string } | null;
  readonly content: string | null;
  readonly picture: string | null;
}

export const feedparser: Reader = {
  name: 'feedparser',
  formats: ['rss', 'atom'],
  asksConditionallyAfter: 1,
  async read(feedUrl, home) {
    const script = join(import.meta.dirname, 'with-feedparser.py');
    return (JSON.parse(await run('/usr/bin/python3', [script, feedUrl], home)) as Entry[]).map(itemOf);
  },
  shows: (item) => item,
};

const itemOf = ({ published, updated, authors, summary, content, picture, ...entry }: Entry): Item => ({
  ...entry,
  published: instant(published),
  updated: instant(updated),
  authors: authors.join(', '),
  summary: summary?.type === 'text/html' ? textOf(summary.value) : summary?.value,
  ...contentOf(content),
  picture: picture ?? undefined,
});
