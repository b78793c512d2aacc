// The phrases in English, whose shape all others have, and what zones are called.

import { clockTime, type Instant, type LocalTime, minutesEast, twoDigits } from '../../model/time.ts';

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
  /** The names of zones (`zoneName`) that are others than in English. */
  readonly zones?: Readonly<Record<string, string>>;
};

/** `February 27, 2026, 8:49 AM` in the United States and the Philippines. */
export const AMERICAN_DATES: Pick<Phrases, 'day' | 'timeOfDay'> = {
  day: ({ day, month, year }) => `${MONTHS[month - 1]} ${day}, ${year}`,
  timeOfDay: ({ hour, minute }) => `, ${hour % 12 || 12}:${twoDigits(minute)} ${hour < 12 ? 'AM' : 'PM'}`,
};

/** `EST`, `UTC`, `UTC+5:45`: what the zone is called at the instant. */
export function zoneName(instant: Instant, timeZone: string): string {
  const offset = minutesEast(instant, timeZone);
  const known = ZONES.find(([zones]) => zones.split(' ').includes(timeZone))?.[1][offset];
  if (known !== undefined || offset === 0) return known ?? 'UTC';
  const minutes = Math.abs(offset);
  const rest = minutes % 60 === 0 ? '' : `:${twoDigits(minutes % 60)}`;
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest}`;
}

/** What `Intl` calls a zone depends on its version and locale, and pages are the same on every machine. */
const ZONES: readonly (readonly [zones: string, names: Readonly<Record<number, string>>])[] = [
  ['America/New_York America/Detroit America/Toronto', { [-300]: 'EST', [-240]: 'EDT' }],
  ['America/Chicago America/Winnipeg', { [-360]: 'CST', [-300]: 'CDT' }],
  ['America/Denver America/Boise America/Edmonton America/Phoenix', { [-420]: 'MST', [-360]: 'MDT' }],
  ['America/Los_Angeles America/Vancouver', { [-480]: 'PST', [-420]: 'PDT' }],
  ['America/Anchorage', { [-540]: 'AKST', [-480]: 'AKDT' }],
  ['Pacific/Honolulu', { [-600]: 'HST' }],
  ['Europe/London Europe/Belfast', { 0: 'GMT', 60: 'BST' }],
  ['Europe/Dublin', { 0: 'GMT', 60: 'IST' }],
  ['Europe/Lisbon', { 0: 'WET', 60: 'WEST' }],
  ['Europe/Amsterdam Europe/Belgrade Europe/Berlin Europe/Brussels Europe/Budapest', { 60: 'CET', 120: 'CEST' }],
  ['Europe/Copenhagen Europe/Madrid Europe/Oslo Europe/Paris Europe/Prague', { 60: 'CET', 120: 'CEST' }],
  ['Europe/Rome Europe/Stockholm Europe/Vienna Europe/Warsaw Europe/Zurich', { 60: 'CET', 120: 'CEST' }],
  ['Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kiev Europe/Kyiv', { 120: 'EET', 180: 'EEST' }],
  ['Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius', { 120: 'EET', 180: 'EEST' }],
  ['Asia/Calcutta Asia/Kolkata', { 330: 'IST' }],
  ['Asia/Tokyo', { 540: 'JST' }],
  ['Australia/Brisbane Australia/Hobart Australia/Melbourne Australia/Sydney', { 600: 'AEST', 660: 'AEDT' }],
  ['Pacific/Auckland', { 720: 'NZST', 780: 'NZDT' }],
];
