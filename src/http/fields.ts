// The header fields that every answer carries, whatever it answers.

/** Header fields by lower-case name. Plain and frozen: node-server writes a plain object without building Headers. */
export type Fields = Readonly<Record<string, string>>;

/** Open to every origin; the type that is said is the type that is meant. */
export const EVERYWHERE: Fields = Object.freeze({
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
});

/** Frozen, and in the order in which Headers gives them: an answer has the same bytes whoever writes it. */
export const inOrder = (fields: Fields): Fields =>
  Object.freeze(Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));
