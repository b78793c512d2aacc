// Terms as an article names them: a text or a list; a comma separates terms, since several readers split there.

import { oneLine } from '../model/text.ts';
import { type Fields, quoted } from './fields.ts';
import type { Scalar } from './front-matter.ts';
import { keepShared } from './keep.ts';

/** The names under a key, each once, in their order. */
export function termsFrom(fields: Fields, key: string): readonly string[] {
  const value = fields.node(key);
  if (value === undefined) return NONE;
  const names: string[] = [];
  for (const scalar of fields.scalars(key)) {
    const text = oneLine(scalar.text);
    if (text.includes(',')) {
      const parts = partsOf(text);
      if (value.kind === 'list') reportComma(fields, key, scalar, parts);
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

function reportComma(fields: Fields, key: string, scalar: Scalar, parts: readonly string[]): void {
  const names = parts.slice(0, MOST_SHOWN).map(quoted);
  if (parts.length > MOST_SHOWN) names.push('…');
  const read = names.length > 0 ? names.join(' and ') : 'nothing';
  const message = `A comma separates ${key}, so ${quoted(scalar.text)} is read as ${read}.`;
  fields.report('comma-in-term', scalar, message, 'Write each as an element of its own, without a comma.');
}

const MOST_SHOWN = 3;

const NONE: readonly string[] = [];
