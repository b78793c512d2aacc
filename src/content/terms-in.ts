// Terms as an article names them: a text or a list; a comma separates terms, since several readers split there.

import { oneLine } from '../model/text.ts';
import { type Fields, quoted } from './fields.ts';
import { keepShared } from './keep.ts';

/** The names under a key, each once, in their order. */
export function termsFrom(fields: Fields, key: string): readonly string[] {
  const isList = fields.node(key)?.kind === 'list';
  const names = fields.scalars(key).flatMap((scalar) => {
    const parts = oneLine(scalar.text)
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (isList && scalar.text.includes(',')) {
      const message = `${quoted(scalar.text)} holds a comma, so it is ${parts.length} of the ${key}.`;
      fields.report('comma-in-term', scalar, message, 'Make each an element of the list.');
    }
    return parts;
  });
  return names.length === 0 ? NONE : [...new Set(names)].map(keepShared);
}

const NONE: readonly string[] = [];
