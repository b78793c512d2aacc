// Head values: YAML and TOML, read so that every value stays the text that was written.

import yaml from 'js-yaml';
import { parse } from 'smol-toml';

/** A value as it is written: `2026`, `1.10`, `010` and `Yes` stay so. `null`: nothing is written, or `~` or `null`. */
export type Value = string | null | readonly Value[] | Mapping;

/** Keys such as `__proto__` and `constructor` are own keys like any other: ask with Object.hasOwn. */
export interface Mapping {
  readonly [key: string]: Value;
}

/** Reads YAML with anchors, aliases and merge keys. Throws as js-yaml does. */
export const readYaml = (text: string): unknown => yaml.load(withMarksKept(printable(text)), { schema: SCHEMA });

/** Without the characters for which js-yaml refuses the whole text, and which no document can hold. */
const printable = (text: string): string =>
  UNPRINTABLE.test(text) ? text.replace(/[\u000B\u000C]/g, ' ').replace(UNPRINTABLES, '') : text;

const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|\p{Cs}/u;
const UNPRINTABLES = new RegExp(UNPRINTABLE, 'gu');

/** Failsafe: which texts are dates, numbers or flags is for the field that reads them to say. */
const SCHEMA = new yaml.Schema({
  include: [yaml.FAILSAFE_SCHEMA],
  implicit: [
    new yaml.Type('tag:yaml.org,2002:null', {
      kind: 'scalar',
      resolve: (text) => text === null || /^(?:~|null|Null|NULL)$/.test(text),
      construct: () => null,
    }),
    new yaml.Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text) => text === '<<' }),
  ],
});

/**
 * `title: C# is #1` is meant as it is written, though for YAML a comment begins there: a `#` that a word follows at
 * once is text in a title or a summary. `# short`, with a blank, stays a comment.
 */
function withMarksKept(text: string): string {
  return text.includes(' #')
    ? text.replace(WITH_MARK, (_, key, value) => `${key}'${value.replaceAll("'", "''")}'`)
    : text;
}

const WITH_MARK =
  /^((?:title|summary|description|excerpt):[ \t]+)([^\s"'|>&*!%@`[\]{}#,?-][^\n]*?[ \t]#[^\s#][^\n]*?)[ \t]*$/gim;

/** Reads TOML: numbers as JavaScript shows them, dates as they are written. Throws as smol-toml does. */
export const readToml = (text: string): Value => asWritten(parse(text, { maxDepth: 64, integersAsBigInt: 'asNeeded' }));

function asWritten(value: unknown): Value {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(asWritten);
  if (typeof value !== 'object' || value === null) return String(value);
  const values: Record<string, Value> = Object.create(null);
  for (const [key, each] of Object.entries(value)) values[key] = asWritten(each);
  return values;
}
