// @rowanmanning/feed-parser (https://github.com/rowanmanning/feed-parser), upon fast-xml-parser, as feed bots have it.

import { parseFeed } from '@rowanmanning/feed-parser';
import { contentOf, referencesRead, textOf } from './html-shown.ts';
import type { Item, Reader } from './reader.ts';

export const feedParser: Reader = {
  name: 'feed-parser',
  formats: ['rss', 'atom'],
  async read(feedUrl) {
    const { meta, items } = parseFeed(await (await fetch(feedUrl)).text());
    const isRss = meta.type === 'rss';
    return items.map(
      (item): Item => ({
        id: item.id ?? '',
        title: item.title ?? '',
        link: item.url ?? '',
        published: item.published?.toISOString(),
        updated: isRss ? undefined : item.updated?.toISOString(), // RSS's is the date again
        authors: item.authors.map(({ name }) => name).join(', '),
        categories: item.categories.map(({ label, term }) => label ?? term),
        summary: textOf(item.description),
        ...contentOf(item.content),
        picture: item.image?.url,
        enclosures: item.media.slice(0, isRss ? 1 : undefined).map(
          // then come those of Media RSS
          ({ url, mimeType, length }) => ({
            url,
            ...(mimeType && { type: mimeType }),
            ...(length && { length }),
          }),
        ),
      }),
    );
  },
  shows: ({ updated, ...item }, format) => ({
    ...item,
    ...(format === 'atom' && { updated }),
    // It reads references once more than XML does, but not in the titles of RSS.
    title: format === 'atom' ? referencesRead(item.title) : item.title,
    summary: item.summary && referencesRead(item.summary),
    content: item.content && referencesRead(item.content),
  }),
};
