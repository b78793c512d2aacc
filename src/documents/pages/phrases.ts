// Phrases: the words of the pages themselves, in the language of the site where we speak it, else in English.

import { AMERICAN_DATES, english, type Phrases } from './phrases-english.ts';
import { french } from './phrases-french.ts';
import { german } from './phrases-german.ts';
import { spanish } from './phrases-spanish.ts';

const LANGUAGES = new Map<string, Phrases>(
  [english, german, spanish, french].map((phrases) => [phrases.language, phrases]),
);

/** The phrases for a page in a language (BCP 47). */
export function phrasesOf(language: string): Phrases {
  const phrases = LANGUAGES.get(primaryOf(language));
  if (phrases !== english) return phrases ?? { ...english, ...AMERICAN_DATES };
  return { ...english, ...(IS_AMERICAN.test(language) && AMERICAN_DATES), language };
}

/** Whether the pages have words in a language (BCP 47). */
export const hasWords = (language: string): boolean => LANGUAGES.has(primaryOf(language));

export const phraseLanguages = (): readonly string[] => [...LANGUAGES.keys()];

const primaryOf = (language: string): string => language.toLowerCase().replace(/-.*$/s, '');

const IS_AMERICAN = /^en(?:-latn)?(?:-us|-ph)?(?:-[ux]-.*)?$/i;
