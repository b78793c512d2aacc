// Known keys: a key that nobody knows is a warning, with the nearest that somebody does.

import { type Fields, quoted } from './fields.ts';
import { nearest } from './spelling.ts';

/** Warns of each key that is not among the known ones. `place` comes from the key itself. */
export function reportUnknownKeys(fields: Fields, known: ReadonlySet<string>): void {
  for (const key of fields.keys()) {
    if (known.has(key)) continue;
    const meant = nearest(key, [...known]);
    const hint = meant ? `Did you mean ${meant}?` : 'It is not read; take it out.';
    fields.report('key-unknown', fields.spotOfKey(key), `${quoted(key)} is not a key that Courant knows.`, hint);
  }
}
