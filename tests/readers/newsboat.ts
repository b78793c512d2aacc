// newsboat (https://newsboat.org), a reader for the terminal. What it shows stands in its cache.db.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentOf } from './html-shown.ts';
import { type Item, instant, type Reader, run } from './reader.ts';

interface Row {
  readonly guid: string;
  readonly title: string;
  readonly author: string;
  readonly url: string;
  readonly pubDate: number;
  readonly content: string;
  readonly enclosure_url: string;
  readonly enclosure_type: string;
}

export const newsboat: Reader = {
  name: 'newsboat',
  formats: ['rss', 'atom'],
  // 2.21 forgets the validators of the first answer: it updates a row that is inserted only afterwards.
  asksConditionallyAfter: 2,
  async read(feedUrl, home) {
    await writeFile(join(home, 'urls'), `${feedUrl}\n`);
    await writeFile(join(home, 'config'), '');
    await run('newsboat', ['-u', 'urls', '-C', 'config', '-c', 'cache.db', '-x', 'reload'], home);
    const printed = await run('sqlite3', ['-json', 'cache.db', 'select * from rss_item order by pubDate desc'], home);
    return (printed ? (JSON.parse(printed) as Row[]) : []).map(itemOf);
  },
  shows: ({ updated, categories, summary, picture, ...item }) => ({
    ...item,
    enclosures:
      item.enclosures?.filter(({ type }) => isPlayed(type)).map(({ url, type = '' }) => ({ url, type })) ?? [],
  }),
};

const itemOf = ({ guid, title, author, url, pubDate, content, enclosure_url, enclosure_type }: Row): Item => ({
  id: guid,
  title,
  link: url,
  published: instant(pubDate),
  authors: author,
  ...contentOf(content),
  enclosures: isPlayed(enclosure_type) ? [{ url: enclosure_url, type: enclosure_type }] : [],
});

/** newsboat downloads podcasts; 2.21 keeps no other enclosure. */
const isPlayed = (type = ''): boolean => /^(audio|video)\//.test(type);
