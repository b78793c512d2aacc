// The phrases in English, with dates as they are written in the reader's part of the world.

import { FORMAT_NAME } from '../../model/paths.ts';
import type { LocalTime } from '../../model/time.ts';
import type { Phrases } from './phrases.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const two = (n: number): string => String(n).padStart(2, '0');
const monthOf = ({ month }: LocalTime): string => MONTHS[month - 1] ?? '';

/** `February 27, 2026, 8:49 AM` in the United States and the Philippines, `27 February 2026, 08:49` elsewhere. */
export function english(language: string): Phrases {
  const isAmerican = /^en(?:-latn)?(?:-us|-ph)?(?:-[ux]-.*)?$/i.test(language);
  const day = isAmerican
    ? (date: LocalTime) => `${monthOf(date)} ${date.day}, ${date.year}`
    : (date: LocalTime) => `${date.day} ${monthOf(date)} ${date.year}`;
  const time = isAmerican
    ? ({ hour, minute }: LocalTime) => `${hour % 12 || 12}:${two(minute)} ${hour < 12 ? 'AM' : 'PM'}`
    : ({ hour, minute }: LocalTime) => `${two(hour)}:${two(minute)}`;
  return { ...WORDS, language, day, dayAndTime: (date) => `${day(date)}, ${time(date)}` };
}

const WORDS: Omit<Phrases, 'language' | 'day' | 'dayAndTime'> = {
  count: (articles) => (articles === 1 ? '1 article' : `${articles} articles`),
  comma: ', ',
  and: ' and ',

  skip: 'Skip to content',
  home: 'Home',
  sections: 'Sections',
  allSections: 'All sections',
  kind: { category: 'Section', tag: 'Topic', author: 'Author' },
  kinds: { category: 'Sections', tag: 'Topics', author: 'Authors' },
  feeds: 'Feeds',
  newest: 'Newest articles',
  earlier: 'Earlier',
  noArticles: 'Nothing has been published here yet.',

  pages: 'Pages',
  newer: 'Newer articles',
  older: 'Older articles',
  previous: 'Previous page',
  next: 'Next page',
  page: (page) => `Page ${page}`,
  pageOf: (page, pages) => `Page ${page} of ${pages}`,

  by: 'By',
  published: 'Published',
  updated: 'Updated',
  source: 'Source:',
  firstPublished: 'First published at',
  files: 'Files',
  table: 'Table',
  related: 'Related coverage',

  subscribe: 'Subscribe',
  whatIsAFeed: 'A feed is a list of the newest articles, written for programs that tell you when there is a new one.',
  howToSubscribe: 'Copy the address and paste it into a feed reader, where it says “Add feed” or “Subscribe”.',
  privacy: 'You need no account, and nobody learns who you are.',
  opml: 'Import the site and its sections',
  opmlUse: 'Most feed readers can import this list (OPML) and subscribe to every feed in it.',
  thisIsAFeed: 'This is a feed',
  inAFeed: 'In this feed now',
  copy: 'Address to copy',
  otherFormats: 'The same articles in another format:',
  rawDocument: 'See the feed itself, as programs read it',
  feedAddress: (title, format) => `Address of ${title} as ${FORMAT_NAME[format]}`,
  feedOf: (title) => `${title}: feed`,

  notFound: 'Page not found',
  notFoundWhy: 'There is nothing at this address. It may have been mistyped, or the page may be gone.',
  backHome: 'To the front page',
};
