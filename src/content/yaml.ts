// YAML: read so that every value stays the text that was written, where each stands, and what is wrong with it.

import { createRequire } from 'node:module';
import type { Document, Node, Pair } from 'yaml';
import { linesOf, type Place, type Problem, problem } from '../model/problem.ts';
import { writable } from '../model/text.ts';
import { wording } from '../model/wording.ts';

/** Keys and indexes that lead from the root of a head to a value. */
export type Keys = readonly (string | number)[];

const require = createRequire(import.meta.url);

/** js-yaml 3, which brings no types of its own: the part that is used here. */
const jsYaml = require('js-yaml') as {
  readonly FAILSAFE_SCHEMA: object;
  readonly Schema: new (definition: { include: readonly object[]; implicit: readonly object[] }) => object;
  readonly Type: new (tag: string, options: object) => object;
  load(text: string, options: { schema: object }): unknown;
};

/** Failsafe: which texts are dates, numbers or flags is for the field that reads them to say. */
const SCHEMA = new jsYaml.Schema({
  include: [jsYaml.FAILSAFE_SCHEMA],
  implicit: [
    new jsYaml.Type('tag:yaml.org,2002:null', {
      kind: 'scalar',
      resolve: (text: string | null) => text === null || /^(?:~|null|Null|NULL)$/.test(text),
      construct: () => null,
    }),
    new jsYaml.Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text: string | null) => text === '<<' }),
  ],
});

/** What is wrong, as js-yaml tells it or this file; `alias` is where too much is repeated. */
interface Fault {
  readonly reason?: string;
  readonly mark?: { readonly line: number };
  readonly alias?: number;
}

const fault = (given: Fault): Error => Object.assign(new Error(given.reason), given);

/** YAML with anchors, aliases and merge keys. Throws what yamlProblem tells of. */
export function parseYaml(text: string): unknown {
  // The parser may take minutes for thousands of aliases.
  const isAnchored = text.includes('&') && /(?:^|[\s,[{])&\w/.test(text);
  const tooMany = isAnchored ? [...text.matchAll(ALIAS)][MAX_ALIASES] : undefined;
  if (tooMany) throw fault({ alias: tooMany.index });
  const values = jsYaml.load(withMarksKept(printable(text)), { schema: SCHEMA });
  // js-yaml takes a key after a tab for one of the line's own.
  if (/\n *\t/.test(text) && readStrictly(text).errors.length > 0) throw fault({});
  const reason = Array.isArray(values) ? undefined : oddityIn(values); // a list is no head anyway
  if (reason === undefined) return values;
  const alias = reason === 'group as a key' ? -1 : text.search(ALIAS);
  throw fault(alias < 0 ? { reason } : { alias });
}

/** How often `*name` may stand for something. */
const MAX_ALIASES = 100;

const ALIAS = /(?<=^|[\s,[{])\*\w/g;

/** Values of a head, those that aliases repeat counted each time; a head that is not too long cannot hold more. */
const MAX_VALUES = 33_000;

/** Lists in lists in lists: past it no reader of the result needs to fear for its stack. */
const MAX_DEPTH = 64;

/** Aliases can repeat values without end, or a value in itself. */
function oddityIn(root: unknown): 'too much' | 'too deep' | 'group as a key' | undefined {
  let count = 0;
  const look = (value: unknown, depth: number): ReturnType<typeof oddityIn> => {
    if (++count > MAX_VALUES) return 'too much';
    if (typeof value !== 'object' || value === null) return undefined;
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

/** Without the characters for which js-yaml refuses the whole text, and which no document can hold. */
const printable = (text: string): string => writable(text.replace(/[\u0085\u000B\u000C]/g, ' '));

/**
 * `title: C# is #1` is meant as it is written, though for YAML a comment begins there: a `#` that a word follows at
 * once is text in a title or a summary. `# short`, with a blank, stays a comment.
 */
function withMarksKept(text: string): string {
  return text.includes(' #')
    ? text.replace(WITH_MARK, (_, key, value) => `${key}'${value.trimEnd().replaceAll("'", "''")}'`)
    : text;
}

const WITH_MARK =
  /^((?:title|summary|description|excerpt):[ \t]+)([^\s"'|>&*!%@`[\]{}#,?-][^\n]*?[ \t]#[^\s#][^\n]*)$/gim;

/** The strict parser. Loaded with the first problem: many a publication has none. */
let lib: typeof import('yaml');

export function readStrictly(text: string): Document {
  lib ??= require('yaml');
  const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: true, prettyErrors: false } as const;
  return lib.parseDocument(text, options);
}

/** The problem of YAML that cannot be read, in words for its writer. */
export function yamlProblem(text: string, path: string, thrown: unknown): Problem {
  const { placeAt } = linesOf(text);
  const { reason = '', mark, alias } = thrown as Fault;
  if (alias !== undefined) return problem(path, placeAt(alias), wording('alias-bomb'));
  const document = readStrictly(text);
  const faults = document.errors.length > 0 ? document.errors : document.warnings;
  const first = faults.reduce((least, { pos }) => Math.min(least, pos[0]), text.length);
  const said = faults.filter(({ pos }) => pos[0] === first).map(({ code, message }) => `${code} ${message}`);
  const words = said.length > 0 ? said.join(' ') : reason;
  const start =
    said.length > 0
      ? openingOf(words, first, document)
      : (oddKeyOrAlias(document) ?? (mark ? lineStart(text, mark.line) : offsetOf(document, [], false)));
  return problem(path, placeAt(start), wording('yaml-invalid', words, withQuotes(text, start)));
}

/** Where values of this YAML stand; their keys, if `isKey`. */
export function placesInYaml(text: string): (keys: Keys, isKey?: boolean) => Place {
  const { placeAt } = linesOf(text);
  let document: Document | undefined;
  const exactly = (keys: Keys, isKey: boolean): number => {
    document ??= readStrictly(text);
    return offsetOf(document, keys, isKey);
  };
  return (keys, isKey = false) => placeAt(offsetInBlocks(text, keys, isKey) ?? exactly(keys, isKey));
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

/** Where a value begins, or the key itself; the nearest thing around what is not there. */
export function offsetOf(document: Document, keys: Keys, isKey: boolean): number {
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

/** Where the first node begins that is so; `role` is 'key' of a key. */
function startOf(document: Document, isMeant: (node: unknown, role: unknown) => boolean): number | undefined {
  let start: number | undefined;
  lib.visit(document, (role, node) => {
    if (!isMeant(node, role)) return undefined;
    start = (node as Node).range?.[0];
    return lib.visit.BREAK;
  });
  return start;
}

/** What YAML allows and no head needs: a key that is a group of keys, as `{{ name }}` is; an alias of nothing. */
const oddKeyOrAlias = (document: Document): number | undefined =>
  startOf(
    document,
    (node, role) => (role === 'key' && lib.isCollection(node)) || (lib.isAlias(node) && !node.resolve(document)),
  );

/** Where the value on a line begins. */
function lineStart(text: string, line: number): number {
  const start = text.split('\n', line).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(start + (/^ *(?:- +)?[\w-]+: +/.exec(text.slice(start))?.[0].length ?? 0), text.length);
}

/** Of a quote or bracket that is never closed, the place where it was opened. */
function openingOf(said: string, end: number, document: Document): number {
  if (!/Missing closing|end with a/.test(said)) return end;
  const isOpening = (node: unknown) =>
    said.includes('Missing closing')
      ? lib.isScalar(node) && node.type !== 'PLAIN'
      : lib.isCollection(node) && node.flow === true;
  return startOf(document, (node) => isOpening(node) && (node as Node).range?.[1] === end) ?? end;
}

/** The line at the offset with its value in quotes; undefined if it is not a key with a value. */
function withQuotes(text: string, offset: number): string | undefined {
  const end = text.indexOf('\n', offset);
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end);
  const parts = line.length > 120 ? undefined : /^ *(?:- +)?([\w-]+: +)(.*\S)/.exec(line);
  return parts?.[1] && parts[2] && parts[1] + inQuotes(parts[2]);
}

function inQuotes(value: string): string {
  const text = /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
  if (!/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}
