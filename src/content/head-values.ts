// Head values: YAML and TOML, read so that every value stays the text that was written, and where each of them stands.

import { createRequire } from 'node:module';
import { parse } from 'smol-toml';
import { type Lines, linesOf, type Place, type Problem, problem, START } from '../model/problem.ts';
import { writable } from '../model/text.ts';
import { wording } from '../model/wording.ts';
import { hasFault, type Keys, placesInYaml, yamlProblem } from './yaml-places.ts';

/** A value as it is written: `2026`, `1.10`, `010` and `Yes` stay so. `null`: nothing is written, or `~` or `null`. */
export type HeadValue = string | null | readonly HeadValue[] | Mapping;

/** Keys such as `__proto__` and `constructor` are own keys like any other: ask with Object.hasOwn. */
export interface Mapping {
  readonly [key: string]: HeadValue;
}

/** The values of a head. Where they stand is looked up only when there is something to tell. */
export interface ParsedHead {
  readonly values: Mapping;
  /** The place of a value; of the key itself, if `isKey`. */
  placeOf(keys: Keys, isKey?: boolean): Place;
}

/** A head that was read, or why there is none. */
export interface ReadHead {
  /** undefined if it cannot be read; an empty head has no values. */
  readonly head?: ParsedHead;
  /** The head as it is written. */
  readonly headText?: string;
  readonly problems: readonly Problem[];
}

/** Values of a head, those that aliases repeat counted each time; a head that is not too long cannot hold more. */
const MAX_VALUES = 33_000;

/** How often `*name` may stand for something. */
const MAX_ALIASES = 100;

/** Lists in lists in lists: past it no reader of the result needs to fear for its stack. */
const MAX_DEPTH = 64;

/** js-yaml 3, which brings no types of its own: the part that is used here. */
const yaml = createRequire(import.meta.url)('js-yaml') as {
  readonly FAILSAFE_SCHEMA: object;
  readonly Schema: new (definition: { include: readonly object[]; implicit: readonly object[] }) => object;
  readonly Type: new (tag: string, options: object) => object;
  load(text: string, options: { schema: object }): unknown;
};

/** Failsafe: which texts are dates, numbers or flags is for the field that reads them to say. */
const SCHEMA = new yaml.Schema({
  include: [yaml.FAILSAFE_SCHEMA],
  implicit: [
    new yaml.Type('tag:yaml.org,2002:null', {
      kind: 'scalar',
      resolve: (text: string | null) => text === null || /^(?:~|null|Null|NULL)$/.test(text),
      construct: () => null,
    }),
    new yaml.Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text: string | null) => text === '<<' }),
  ],
});

/** YAML with anchors, aliases and merge keys. Throws as js-yaml does. */
export const parseYaml = (text: string): unknown => yaml.load(withMarksKept(printable(text)), { schema: SCHEMA });

/** Without the characters for which js-yaml refuses the whole text, and which no document can hold. */
const printable = (text: string): string => writable(text.replace(/[\u0085\u000B\u000C]/g, ' '));

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

/** TOML: numbers as JavaScript shows them, dates as they are written. Throws as smol-toml does. */
export const parseToml = (text: string): Mapping =>
  asWritten(parse(text, { maxDepth: 64, integersAsBigInt: 'asNeeded' }), text) as Mapping;

function asWritten(value: unknown, text: string): HeadValue {
  if (value instanceof Date) return dateAsWritten(value.toISOString(), text);
  if (Array.isArray(value)) return value.map((each) => asWritten(each, text));
  if (typeof value !== 'object' || value === null) return String(value);
  const values: Record<string, HeadValue> = Object.create(null);
  for (const [key, each] of Object.entries(value)) values[key] = asWritten(each, text);
  return values;
}

/** smol-toml reads 2026-02-30 as 2 March: a day that does not exist is for the field to refuse. */
function dateAsWritten(date: string, text: string): string {
  const day = date.slice(0, 10);
  const days = text.match(/\d{4}-\d\d-\d\d/g) ?? [];
  return days.find((written) => written !== day && Date.parse(written) === Date.parse(day)) ?? date;
}

/**
 * The head of the file at `path`, or why it cannot be read. `parse` gives the values of its text, or throws as parseYaml
 * and parseToml do.
 */
export function readHead(
  text: string,
  path: string,
  isToml: boolean,
  parse = isToml ? parseToml : parseYaml,
): ReadHead {
  const bomb = isToml ? undefined : aliasProblem(text, path);
  if (bomb) return { problems: [bomb] };
  try {
    return headOf((parse(text) ?? {}) as HeadValue, text, path, isToml);
  } catch (thrown) {
    return { problems: [isToml ? tomlProblem(thrown, path) : yamlProblem(text, path, thrown)] };
  }
}

function headOf(values: HeadValue, text: string, path: string, isToml: boolean): ReadHead {
  // js-yaml takes a key after a tab for one of the line's own.
  if (!isToml && /\n *\t/.test(text) && hasFault(text)) return { problems: [yamlProblem(text, path, undefined)] };
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    const words = wording('front-matter-not-mapping', Array.isArray(values) ? 'a list' : 'a text');
    return { problems: [problem(path, placesInYaml(text)([], false), words)] };
  }
  const oddity = oddityIn(values);
  if (oddity !== undefined) {
    const alias = oddity === 'group as a key' ? -1 : text.search(ALIAS);
    return { problems: [alias < 0 ? yamlProblem(text, path, { reason: oddity }) : bombAt(alias, text, path)] };
  }
  const lines = linesOf(text);
  let places: ReturnType<typeof placesInYaml> | undefined;
  const placeOf = (keys: Keys, isKey = false): Place => {
    if (isToml) return placeInToml(text, lines, keys, isKey);
    const at = offsetInBlocks(text, keys, isKey);
    if (at !== undefined) return lines.placeAt(at);
    places ??= placesInYaml(text);
    return places(keys, isKey);
  };
  return { head: { values: values as Mapping, placeOf }, problems: [] };
}

/**
 * Of a key at the margin or in blocks of lines below others, or of the value beside it: nearly all are written so, thousands
 * of files may have something to tell, and the parser is slow.
 */
function offsetInBlocks(text: string, keys: Keys, isKey: boolean): number | undefined {
  let [margin, end] = ['', 0]; // of the line of a key, and where the key ends
  for (const [depth, key] of keys.entries()) {
    if (depth > 0) {
      BLOCK.lastIndex = end;
      margin = BLOCK.exec(text)?.[1] ?? '';
      if (margin === '') return undefined;
    }
    const start = text.indexOf(`\n${margin}${key}:`, end);
    if (start < 0 || (depth > 0 && !isIndented(text.slice(end, start), margin))) return undefined;
    end = start + `\n${margin}${key}`.length;
    if (isKey && depth === keys.length - 1) return end - String(key).length;
  }
  BESIDE.lastIndex = end;
  return BESIDE.test(text) ? BESIDE.lastIndex : undefined;
}

const isIndented = (block: string, margin: string): boolean =>
  block
    .split('\n')
    .slice(1)
    .every((line) => line.startsWith(margin));

const BLOCK = /:[ \t]*(?=\n( +))/y;
const BESIDE = /:[ \t]+(?=[^\s&*!|>#%@`,\]}?:-])/y; // not what YAML gives a meaning of its own

type Oddity = 'too much' | 'too deep' | 'group as a key';

/** Aliases can repeat values without end, or a value in itself. */
function oddityIn(root: HeadValue): Oddity | undefined {
  let count = 0;
  const look = (value: HeadValue, depth: number): Oddity | undefined => {
    if (++count > MAX_VALUES) return 'too much';
    if (value === null || typeof value === 'string') return undefined;
    if (depth > MAX_DEPTH) return 'too deep';
    if (!Array.isArray(value) && Object.hasOwn(value, '[object Object]')) return 'group as a key';
    for (const each of Object.values(value)) {
      const found = look(each, depth + 1);
      if (found) return found;
    }
    return undefined;
  };
  return look(root, 0);
}

/** A parser may take minutes for thousands of aliases, so they are counted before it sees them. */
function aliasProblem(text: string, path: string): Problem | undefined {
  if (!text.includes('&') || !/(?:^|[\s,[{])&\w/.test(text)) return undefined;
  const first = [...text.matchAll(ALIAS)][MAX_ALIASES];
  return first && bombAt(first.index, text, path);
}

const ALIAS = /(?<=^|[\s,[{])\*\w/g;

const bombAt = (at: number, text: string, path: string): Problem =>
  problem(path, linesOf(text).placeAt(at), wording('alias-bomb'));

function tomlProblem(thrown: unknown, path: string): Problem {
  const { line = 1, column = 1, message = '' } = thrown as { line?: number; column?: number; message?: string };
  const said = /^Invalid TOML document: ([^\n]*)/.exec(message)?.[1] ?? 'it is no TOML';
  return problem(path, { line, column }, wording('toml-invalid', said));
}

/** smol-toml knows no places, so each key is looked for below the one before it: exact for what is commonly written. */
function placeInToml(text: string, lines: Lines, keys: Keys, isKey: boolean): Place {
  let [start, end] = [0, 0];
  for (const key of keys) {
    if (typeof key === 'number') continue;
    const name = key.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    const pattern = new RegExp(`(?<=^|[\\s{,[.])["']?${name}["']?[ \\t]*(?:[=.]|\\]+\\n?)[ \\t]*`, 'im');
    const found = pattern.exec(text.slice(end));
    if (!found) break;
    start = end + found.index;
    end = start + found[0].length;
  }
  return end === 0 ? START : lines.placeAt(isKey ? start : end);
}
