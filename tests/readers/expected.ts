// What content/ says, written by hand: the articles that readers must see, newest first.

import type { Enclosure, Format, Item } from './reader.ts';

/** An article, in fuller words than any one format has. Addresses are below the site; `content` is one sentence of it. */
interface Article extends Omit<Item, 'authors'> {
  readonly id: string;
  /** Where the id is no URI, which Atom wants. */
  readonly atomId?: string;
  readonly published: string;
  readonly authors: readonly string[];
}

const CAKE: Enclosure = { url: 'articles/party/cake.jpg', type: 'image/jpeg', length: 1282 };
const MICROPHONE: Enclosure = { url: 'articles/voices/microphone.png', type: 'image/png', length: 362 };
const VOICES: Enclosure = { url: 'articles/voices/voices.mp3', type: 'audio/mpeg', length: 4407 };

export const ARTICLES: readonly Article[] = [
  {
    id: 'tag:readers.example,2024:articles/2024-09-01-markup-in-a-title',
    title: `Fish & chips: 5 < 6 > 4, "double", 'single', ]]> and a literal &amp;`,
    link: 'articles/markup-in-a-title/',
    published: '2024-09-01T08:00:00Z',
    authors: ['Smith & Sons'],
    categories: ['R&D', 'C++', '5 < 6'],
    summary: `Is 5 < 6 & 7 > 6? "Yes", it's said; &amp; stays as it is, and ]]> too.`,
    content: 'Write &amp; for an ampersand, and never write ]]> in a hurry. That 5 < 6 & 7 > 6 is known.',
  },
  {
    id: 'tag:readers.example,2024:articles/2024-08-15-tags-in-a-title',
    title: 'Use <em>em</em> for <b>stress</b>',
    link: 'articles/tags-in-a-title/',
    published: '2024-08-15T11:30:00Z',
    authors: ['Ada Lovelace'],
    categories: ['HTML'],
    summary: 'The title of this article is plain text that looks like HTML.',
    content: 'The title of this article is plain text that looks like HTML.',
  },
  {
    id: 'tag:readers.example,2024:articles/party',
    title: 'Party 🎉 with the whole family 👩‍👩‍👧 – and crème brûlée',
    link: 'articles/party/',
    published: '2024-07-04T18:00:00Z',
    updated: '2024-07-05T09:15:30Z',
    authors: ['Ada Lovelace', 'Charles Babbage'],
    categories: ['News', 'Food', 'Cake', '🎂'],
    summary: 'The cake was gone before the speeches began.',
    content: 'The cake was gone before the speeches began. Nobody minded.',
    pictures: [CAKE.url],
    picture: CAKE.url,
    enclosures: [CAKE],
  },
  {
    id: 'tag:readers.example,2024:articles/2024-06-01-%D7%A9%D7%9C%D7%95%D7%9D-%D7%A2%D7%95%D7%9C%D7%9D',
    title: 'שלום עולם: مرحبا بالعالم (2024)',
    link: 'articles/%D7%A9%D7%9C%D7%95%D7%9D-%D7%A2%D7%95%D7%9C%D7%9D/',
    published: '2024-05-31T22:00:00Z',
    authors: ['עדה לאבלייס'],
    categories: ['חדשות'],
    summary: 'זה מאמר שנכתב מימין לשמאל.',
    content: 'זה מאמר שנכתב מימין לשמאל.',
  },
  {
    id: 'tag:readers.example,2024:articles/voices',
    title: 'Voices, recorded',
    link: 'articles/voices/',
    published: '2024-05-20T10:00:00Z',
    authors: ['Charles Babbage'],
    categories: ['Audio'],
    summary: 'Listen to the recording, look at and read about the party.',
    content: 'Listen to the recording, look at and read about the party',
    pictures: [MICROPHONE.url, 'images/dots.png'],
    picture: MICROPHONE.url,
    enclosures: [MICROPHONE, VOICES],
  },
  {
    id: 'tag:readers.example,2024:articles/credit',
    title: 'Reported elsewhere',
    link: 'articles/credit/',
    published: '2024-02-27T13:49:00Z',
    updated: '2024-02-29T23:00:00Z',
    authors: ['Ada Lovelace'],
    categories: ['News'],
    summary: 'A summary that the author wrote.',
    content: `Correction, March 1, 2024: The harbour opened at 5 < 6 o'clock.`,
  },
  {
    id: 'urn:uuid:0c0ffee0-0000-4000-8000-000000000042',
    title: 'Moved from another house',
    link: 'articles/from-another-house/',
    published: '2024-01-31T22:59:59Z',
    authors: ["Readers' Choice & Co"],
    summary: 'It brought its id along, and it names no author.',
    content: 'It brought its id along, and it names no author.',
  },
  {
    id: 'Entry 42',
    atomId: 'tag:readers.example,2024:Entry%2042',
    title: 'An id that is no URI',
    link: 'articles/old-number/',
    published: '2023-12-31T23:59:59Z',
    authors: ['Ada Lovelace'],
    summary: 'Readers keep the number that they know.',
    content: 'Readers keep the number that they know.',
  },
  {
    id: 'tag:readers.example,2024:articles/title-only',
    title: 'Nothing but a title',
    link: 'articles/title-only/',
    published: '2023-11-10T23:00:00Z',
    authors: ['Ada Lovelace'],
  },
];

/** The articles as items of a feed at `site`: what this format carries of them (CONTRACT.md, section 4). */
export const itemsIn = (format: Format, site: string): Item[] =>
  ARTICLES.map(({ atomId, authors, ...article }) => {
    const { id, title, link, published, updated, categories = [], pictures = [], picture, enclosures = [] } = article;
    return {
      ...article,
      id: format === 'atom' ? (atomId ?? id) : id,
      link: site + link,
      published: iso(published),
      // An Atom entry always says when it was updated.
      updated: updated || format === 'atom' ? iso(updated ?? published) : undefined,
      authors: authors.join(', '),
      categories,
      // A JSON item always has content: of an article without a body, the title.
      content: article.content ?? (format === 'json' ? title : undefined),
      pictures: pictures.map((path) => site + path),
      picture: picture && site + picture,
      enclosures: (format === 'rss' ? chiefOf(enclosures) : enclosures).map((file) => ({
        ...file,
        url: site + file.url,
      })),
    };
  });

/** RSS has one enclosure an item: what can be played before the picture. */
const chiefOf = (files: readonly Enclosure[]): readonly Enclosure[] =>
  [files.find(({ type }) => type?.startsWith('audio/')) ?? files[0]].filter((file) => file !== undefined);

const iso = (date: string): string => new Date(date).toISOString();
