// sfeed (https://codemadness.org/sfeed.html): feeds as lines of text, for the shell and for curses.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentOf } from './html-shown.ts';
import { type Item, instant, type Reader, run } from './reader.ts';

// The fetch that its README recommends to servers' friends: curl with the last ETag and the file's date.
const configOf = (feedUrl: string): string => `
sfeedpath="$HOME/feeds"
fetch() {
  curl -L --max-redirs 0 -H 'User-Agent:' -f -s -m 15 --compressed \\
    --etag-save "$HOME/etag" --etag-compare "$HOME/etag" -z "$HOME/etag" "$2"
}
feeds() {
  feed courant '${feedUrl}'
}
`;

export const sfeed: Reader = {
  name: 'sfeed',
  formats: ['rss', 'atom'],
  asksConditionallyAfter: 1,
  async read(feedUrl, home) {
    await mkdir(join(home, 'feeds'), { recursive: true });
    await writeFile(join(home, 'sfeedrc'), configOf(feedUrl));
    await run('sfeed_update', ['sfeedrc'], home);
    const lines = await readFile(join(home, 'feeds/courant'), 'utf8');
    return lines.trimEnd().split('\n').map(itemOf);
  },
  shows: ({ updated, summary, picture, ...item }, format) => ({
    ...item,
    authors: format === 'rss' ? item.authors : item.authors?.split(', ')[0],
    enclosures: (item.enclosures ?? []).slice(0, 1).map(({ url }) => ({ url })),
  }),
};

// sfeed(5): these fields in this order, between tabs.
function itemOf(line: string): Item {
  const [seconds, title = '', link = '', content, , id = '', authors, enclosure, categories] = line.split('\t');
  return {
    id,
    title,
    link,
    published: instant(Number(seconds)),
    authors,
    categories: categories ? categories.split('|') : [],
    ...contentOf(content?.replace(/\\(.)/g, (_, c: string) => ESCAPES[c] ?? c)),
    enclosures: enclosure ? [{ url: enclosure }] : [],
  };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t' };
