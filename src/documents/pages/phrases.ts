// Phrases: the words of the pages themselves, in the language of the site where we speak it, else in English.

import type { Format } from '../../model/paths.ts';
import type { TermKind } from '../../model/term.ts';
import type { LocalTime } from '../../model/time.ts';
import { english } from './phrases-english.ts';
import { german } from './phrases-german.ts';

export interface Phrases {
  /** The language that they are in (BCP 47). */
  readonly language: string;
  day(date: LocalTime): string;
  /** The zone is its name or offset. */
  dayAndTime(date: LocalTime): string;
  count(articles: number): string;
  /** Between the names of authors, and before the last of them. */
  readonly comma: string;
  readonly and: string;

  readonly skip: string;
  readonly home: string;
  readonly sections: string;
  readonly allSections: string;
  /** One term of a kind, and all of them. */
  readonly kind: Readonly<Record<TermKind, string>>;
  readonly kinds: Readonly<Record<TermKind, string>>;
  readonly feeds: string;
  readonly newest: string;
  readonly earlier: string;
  readonly noArticles: string;

  readonly pages: string;
  readonly newer: string;
  readonly older: string;
  readonly previous: string;
  readonly next: string;
  page(page: number): string;
  pageOf(page: number, pages: number): string;

  readonly by: string;
  readonly published: string;
  readonly updated: string;
  readonly source: string;
  readonly firstPublished: string;
  readonly files: string;
  readonly table: string;
  readonly related: string;

  readonly subscribe: string;
  readonly whatIsAFeed: string;
  readonly howToSubscribe: string;
  readonly privacy: string;
  readonly opml: string;
  readonly opmlUse: string;
  readonly thisIsAFeed: string;
  readonly inAFeed: string;
  readonly copy: string;
  readonly otherFormats: string;
  readonly rawDocument: string;
  feedAddress(title: string, format: Format): string;
  feedOf(title: string): string;

  readonly notFound: string;
  readonly notFoundWhy: string;
  readonly backHome: string;
}

/** The phrases for a page in a language (BCP 47). */
export function phrasesOf(language: string): Phrases {
  const [primary] = language.toLowerCase().split('-');
  return primary === 'de' ? german : english(primary === 'en' ? language : 'en');
}

const RIGHT_TO_LEFT =
  /^(?:ar|arc|ckb|dv|fa|he|iw|ji|ks|nqo|ps|sd|ug|ur|yi)(?:-|$)|-(?:Arab|Hebr|Nkoo|Syrc|Thaa)(?:-|$)/i;

/** What an element says whose language is not that around it; nothing where it is the same. */
export function languageOf(language: string | undefined, around: string): { lang?: string; dir?: 'rtl' | 'ltr' } {
  if (language === undefined || language === around) return {};
  const dir = directionOf(language);
  return { lang: language, ...(dir !== directionOf(around) && { dir }) };
}

export const directionOf = (language: string): 'rtl' | 'ltr' => (RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr');
