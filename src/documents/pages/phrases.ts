// Phrases: the words of the pages themselves, in the language of the site where we speak it, else in English.

import type { PhraseLanguage } from '../../model/site.ts';
import { english, type Phrases } from './phrases-english.ts';
import { french } from './phrases-french.ts';
import { german } from './phrases-german.ts';
import { spanish } from './phrases-spanish.ts';

/** The phrases for a page in a language (BCP 47). */
export function phrasesOf(language: string): Phrases {
  const [primary = ''] = language.toLowerCase().split('-');
  if (primary === 'en') return english(language);
  return Object.hasOwn(OTHERS, primary) ? OTHERS[primary as keyof typeof OTHERS] : english('en');
}

const OTHERS: Readonly<Record<Exclude<PhraseLanguage, 'en'>, Phrases>> = { de: german, es: spanish, fr: french };

/** The attributes of an element whose language is not that around it; none if it is the same. */
export function langAttributes(language: string | undefined, around: string): { lang?: string; dir?: 'rtl' | 'ltr' } {
  if (language === undefined || language === around) return {};
  const dir = directionOf(language);
  return { lang: language, ...(dir !== directionOf(around) && { dir }) };
}

/** How a language (BCP 47) is written; its script decides if the tag has one. */
export const directionOf = (language: string): 'rtl' | 'ltr' => (RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr');

const RIGHT_TO_LEFT =
  /^(?:(?:ar|arc|ckb|dv|fa|he|iw|ks|nqo|ps|sd|syr|ug|ur|yi|ji)(?!-(?:[a-z]{3}-)?latn|-(?:[a-z]{3}-)?cyrl|-(?:[a-z]{3}-)?deva)|[a-z]{2,3}-(?:adlm|arab|hebr|nkoo|syrc|thaa))(?:-|$)/i;
