// @extractus/feed-extractor (https://github.com/extractus/feed-extractor), upon fast-xml-parser: lists of titles and links.

import { extract } from '@extractus/feed-extractor';
import { referencesRead } from './html-shown.ts';
import type { Item, Reader } from './reader.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly published: string;
  /** The attributes of each. */
  readonly links?: readonly (readonly (readonly [name: string, value: string])[])[];
}

export const feedExtractor: Reader = {
  name: 'feed-extractor',
  formats: ['rss', 'atom', 'json'],
  async read(feedUrl) {
    const { entries } = await extract(feedUrl, { getExtraEntryFields: linksOf });
    return (entries as unknown as readonly Entry[]).map(itemOf);
  },
  shows: ({ id = '', title, link, published, updated }, format) => ({
    id,
    // In Atom it reads references once more than XML does, and makes a NUL of `&#0;`.
    title: format === 'atom' ? referencesRead(title, '\0') : title,
    link,
    published: format === 'atom' ? (updated ?? published) : published,
  }),
};

/** All links of an Atom entry: by itself it takes the first one, which may be that of a picture. */
const linksOf = ({ link }: { link?: unknown }) => ({
  links: ([link].flat() as readonly unknown[])
    .filter((each) => typeof each === 'object' && each !== null)
    .map((each) => Object.entries(each as object)),
});

const itemOf = ({ id, title, link, published, links = [] }: Entry): Item => {
  const alternate = links.map((each) => Object.fromEntries(each)).find((each) => each['@_rel'] === 'alternate');
  return { id, title, link: alternate?.['@_href'] ?? link, published };
};
