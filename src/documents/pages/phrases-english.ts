// The phrases in English; other languages have the same.

import { clockTime, type LocalTime, twoDigits } from '../../model/time.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export const english = {
  /** The language that they are in (BCP 47). */
  language: 'en',
  day: ({ day, month, year }: LocalTime) => `${day} ${MONTHS[month - 1]} ${year}`,
  /** Stands between a day and a time. */
  timeOfDay: (date: LocalTime) => `, ${clockTime(date)}`,

  count: (articles: number) => (articles === 1 ? '1 article' : `${articles} articles`),
  /** Before the last of several names. */
  and: ' and ',

  skip: 'Skip to content',
  home: 'Home',
  allSections: 'All sections',
  /** One term of a kind, and all of them. */
  kind: { category: 'Section', tag: 'Topic', author: 'Author', language: 'Language' },
  kinds: { category: 'Sections', tag: 'Topics', author: 'Authors', language: 'Languages' },
  feeds: 'Feeds',
  newest: 'Newest articles',
  earlier: 'Earlier',
  noArticles: 'Nothing has been published here yet.',

  pages: 'Pages',
  newer: 'Newer articles',
  older: 'Older articles',
  previous: 'Previous page',
  next: 'Next page',
  page: (page: number) => `Page ${page}`,
  pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,

  by: 'By',
  published: 'Published',
  updated: 'Updated',
  source: 'Source:',
  corrected: (day: string) => `Correction, ${day}:`,
  firstPublished: 'First published at',
  files: 'Files',
  table: 'Table',
  related: 'Related coverage',

  subscribe: 'Subscribe',
  whatIsAFeed: 'A feed is a list of the newest articles, written for programs that tell you when there is a new one.',
  howToSubscribe: 'Copy the address and paste it into a feed reader, where it says “Add feed” or “Subscribe”.',
  privacy: 'You need no account, and nobody learns who you are.',
  openReader: 'Open in a feed reader',
  opml: 'Import the site and its sections',
  opmlUse: 'Most feed readers can import this list (OPML) and subscribe to every feed in it.',
  thisIsAFeed: 'This is a feed',
  inAFeed: 'In this feed now',
  copy: 'Address to copy',
  otherFormats: 'The same articles in another format:',
  rawDocument: 'See the feed itself, as programs read it',
  feedAddress: (title: string, format: string) => `Address of ${title} as ${format}`,
  feedOf: (title: string) => `${title}: feed`,

  notFound: 'Page not found',
  notFoundWhy: 'There is nothing at this address. It may have been mistyped, or the page may be gone.',
  backHome: 'To the front page',
  gone: 'No longer available',
  goneWhy: 'This page has been taken down.',
  withdrawnOn: (day: string) => `Withdrawn on ${day}`,
};

export type Phrases = Readonly<typeof english> & {
  /** What the language calls a zone by another name than in English. */
  readonly zones?: Readonly<Record<string, string>>;
};

/** `February 27, 2026, 8:49 AM` in the United States and the Philippines. */
export const AMERICAN_DATES: Pick<Phrases, 'day' | 'timeOfDay'> = {
  day: ({ day, month, year }) => `${MONTHS[month - 1]} ${day}, ${year}`,
  timeOfDay: ({ hour, minute }) => `, ${hour % 12 || 12}:${twoDigits(minute)} ${hour < 12 ? 'AM' : 'PM'}`,
};
