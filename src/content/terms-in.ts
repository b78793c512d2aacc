// Terms as an article names them: a text or a list; a comma separates terms, since several readers split there.

import { oneLine } from '../model/text.ts';
import { type Fields, quoted, type Word } from './fields.ts';
import { keepShared } from './keep.ts';

/** The names under a key, each once, in their order. */
export function termsFrom(fields: Fields, key: string): readonly string[] {
  const names: string[] = [];
  for (const word of fields.words(key)) {
    const text = oneLine(word.text);
    if (text.includes(',')) {
      const parts = partsOf(text);
      if (Array.isArray(fields.value(key))) reportComma(fields, key, word, parts);
      names.push(...parts.map(keepShared));
    } else if (text !== '') names.push(keepShared(text));
  }
  return names.length === 0 ? NONE : names.length === 1 ? names : [...new Set(names)];
}

const partsOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function reportComma(fields: Fields, key: string, word: Word, parts: readonly string[]): void {
  const names = parts.slice(0, MOST_SHOWN).map(quoted);
  if (parts.length > MOST_SHOWN) names.push('…');
  const read = names.length > 0 ? names.join(' and ') : 'nothing';
  const message = `A comma separates ${key}, so ${quoted(word.text)} is read as ${read}.`;
  fields.report('comma-in-term', word.spot, message, 'Write each as an element of its own, without a comma.');
}

const MOST_SHOWN = 3;

const NONE: readonly string[] = [];
