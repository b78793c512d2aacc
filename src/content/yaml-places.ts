// Places in YAML: where a value stands, and what is wrong where it cannot be read. Loaded only when there is a problem.

import { createRequire } from 'node:module';
import type { Alias, Document, Node, Pair } from 'yaml';
import { linesOf } from '../model/lines.ts';
import { type Place, type Problem, problem } from '../model/problem.ts';

/** Keys and indexes that lead from the root of a head to a value. */
export type Keys = readonly (string | number)[];

const require = createRequire(import.meta.url);

/** Loaded with the first problem: many a publication has none. */
let lib: typeof import('yaml');

/** Where values of this YAML stand: the key itself, if `isKey`; the nearest thing around what is not there. */
export function placesInYaml(yaml: string): (keys: Keys, isKey: boolean) => Place {
  const { document, placeAt } = read(yaml);
  return (keys, isKey) => placeAt(offsetOf(document, keys, isKey));
}

/** What js-yaml throws. */
interface Thrown {
  readonly reason?: string;
  readonly mark?: { readonly line: number };
}

/** The problem of YAML that cannot be read, in words for its writer. `thrown` is what the parser said of it. */
export function yamlProblem(yaml: string, path: string, thrown: unknown): Problem {
  const { document, placeAt } = read(yaml);
  const faults = document.errors.length > 0 ? document.errors : document.warnings;
  const first = faults.reduce((least, { pos }) => Math.min(least, pos[0]), yaml.length);
  const said = faults.filter(({ pos }) => pos[0] === first).map(({ code, message }) => `${code} ${message}`);
  const { reason = '', mark } = (thrown ?? {}) as Thrown;
  const words = said.length > 0 ? said.join(' ') : reason;
  const [, message, hint] = SENTENCES.find(([about]) => about.test(words)) ?? UNKNOWN;
  const start =
    said.length > 0
      ? startOf(words, first, document)
      : (oddity(document) ?? (mark ? lineStart(yaml, mark.line) : offsetOf(document, [], false)));
  return problem('yaml-invalid', path, placeAt(start), message, hint ?? quotingHint(yaml, start));
}

/** Whether YAML that was read is none to the strict parser. */
export const hasFault = (yaml: string): boolean => read(yaml).document.errors.length > 0;

function read(yaml: string) {
  lib ??= require('yaml');
  const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: true, prettyErrors: false } as const;
  return { document: lib.parseDocument(yaml, options), placeAt: linesOf(yaml).placeAt };
}

function offsetOf(document: Document, keys: Keys, isKey: boolean): number {
  let node = resolved(document.contents, document);
  let offset = node?.range?.[0] ?? 0;
  for (const [index, key] of keys.entries()) {
    const pair = lib.isMap(node) ? node.items.find((item) => textOf(item) === String(key)) : undefined;
    const item = lib.isSeq(node) ? (node.items[Number(key)] as Node | null) : null;
    if (!pair && !item) break;
    const own = pair ? ((pair.key as Node).range?.[0] ?? offset) : (item?.range?.[0] ?? offset);
    node = resolved(pair ? (pair.value as Node | null) : item, document);
    const isEmpty = !node?.range || node.range[0] === node.range[1];
    offset = isEmpty || (isKey && index === keys.length - 1) ? own : (node?.range?.[0] ?? own);
  }
  return offset;
}

const textOf = ({ key }: Pair): string | undefined => (lib.isScalar(key) ? String(key.source ?? key.value) : undefined);

const resolved = (node: Node | null, document: Document): Node | null =>
  lib.isAlias(node) ? (node.resolve(document) ?? null) : node;

/** What YAML allows and no head needs: a key that is a group of keys, as `{{ name }}` is; an alias of nothing. */
function oddity(document: Document): number | undefined {
  let found: Node | undefined;
  lib.visit(document, {
    Pair(_, { key }) {
      if (!lib.isCollection(key)) return undefined;
      found = key;
      return lib.visit.BREAK;
    },
    Alias(_, alias: Alias) {
      if (alias.resolve(document)) return undefined;
      found = alias;
      return lib.visit.BREAK;
    },
  });
  return found?.range?.[0];
}

/** Where the value on a line begins. */
function lineStart(yaml: string, line: number): number {
  const start = yaml.split('\n', line).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(start + (/^ *(?:- +)?[\w-]+: +/.exec(yaml.slice(start))?.[0].length ?? 0), yaml.length);
}

/** Of a quote or bracket that is never closed, the place where it was opened. */
function startOf(said: string, end: number, document: Document): number {
  if (!/Missing closing|end with a/.test(said)) return end;
  const isQuote = said.includes('Missing closing');
  let start = end;
  lib.visit(document, {
    Node(_, node) {
      const opens = lib.isScalar(node)
        ? isQuote && node.type !== 'PLAIN'
        : lib.isCollection(node) && !isQuote && node.flow;
      if (!opens || node.range?.[1] !== end) return undefined;
      start = node.range[0];
      return lib.visit.BREAK;
    },
  });
  return start;
}

type Sentence = readonly [about: RegExp, message: string, hint?: string];

/** By what the parsers say. Without a hint of its own, the advice is to put the value in quotes. */
const SENTENCES: readonly Sentence[] = [
  [/Missing closing/, 'A quote is opened here and never closed.', 'Write the same quote at the end of the value.'],
  [/end with a/, 'A bracket is opened here and never closed.', 'Write ] or } at its end, or put the value in quotes.'],
  [/block-seq-ind|block seq/, 'A list item cannot begin here.', 'Write each "- item" on a line of its own.'],
  [/BLOCK_AS.*MULTILINE/, 'The lines below this value look like keys.', 'Begin all keys of a group in one column.'],
  [/MULTILINE|map values/, 'This line is not a key with a value.', 'Write key: value, with a space after the colon.'],
  [/BLOCK_AS/, 'There is a colon inside this value.'],
  [/BAD_SCALAR_START/, 'A value cannot begin with this character.'],
  [/at node end/, 'There is more after the end of this value.'],
  [/BAD_DQ_ESCAPE/, 'A backslash inside double quotes means something else.'],
  [/TAB_AS_INDENT/, 'A tab stands where only spaces can.', 'Indent with spaces.'],
  [/BAD_INDENT/, 'This line begins in another column than its neighbours.', 'Begin all keys of a group in one column.'],
  [/Block scalar header|Not a YAML token/, 'Nothing can stand after | or > on its line.'],
  [/DUPLICATE_KEY|duplicated mapping key/, 'This key is there already.', 'Remove one of the two.'],
  [/cannot merge/, 'Only mappings can be merged.', 'Write <<: *name of a mapping.'],
  [/group as a key/, 'A key must be one word or text.'],
  [/unidentified alias/, 'The mark * stands for a value that has the same name after & above, and none has.'],
  [/ALIAS|TAG|ANCHOR|BAD_PROP|tag/, 'The marks & * ! mean something of their own in YAML.'],
  [/MULTIPLE_DOCS/, 'A line --- or ... above ends the YAML too early.', 'Remove that line.'],
  [/DIRECTIVE|directives-end/, 'A line that begins with % is for the YAML parser.', 'Remove that line.'],
  [/RESOURCE_EXHAUSTION|too deep/, 'Values stand too deep in one another.', 'Write them with fewer levels.'],
];

const UNKNOWN: Sentence = [/^/, 'This cannot be read as YAML.'];

/** Advice to quote the value on the line at the offset, shown as it should then be written. */
function quotingHint(yaml: string, offset: number): string {
  const end = yaml.indexOf('\n', offset);
  const line = yaml.slice(yaml.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end);
  const parts = line.length > 120 ? undefined : /^ *(?:- +)?([\w-]+: +)(.*\S)/.exec(line);
  return parts?.[1] && parts[2]
    ? `Put the value in quotes: ${parts[1]}${inQuotes(parts[2])}.`
    : 'Put the value in quotes.';
}

function inQuotes(value: string): string {
  const text = /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
  if (!/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}
