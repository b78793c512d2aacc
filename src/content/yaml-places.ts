// Places in YAML: where a value stands, and what is wrong where it cannot be read. Loaded only when there is a problem.

import { createRequire } from 'node:module';
import type { Document, Node, Pair } from 'yaml';
import { linesOf, type Place, type Problem, problem } from '../model/problem.ts';
import { wording } from '../model/wording.ts';

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

/** The problem of YAML that cannot be read, in words for its writer. `thrown` is what js-yaml said of it. */
export function yamlProblem(yaml: string, path: string, thrown: unknown): Problem {
  const { document, placeAt } = read(yaml);
  const faults = document.errors.length > 0 ? document.errors : document.warnings;
  const first = faults.reduce((least, { pos }) => Math.min(least, pos[0]), yaml.length);
  const said = faults.filter(({ pos }) => pos[0] === first).map(({ code, message }) => `${code} ${message}`);
  const { reason = '', mark } = (thrown ?? {}) as {
    readonly reason?: string;
    readonly mark?: { readonly line: number };
  };
  const words = said.length > 0 ? said.join(' ') : reason;
  const start =
    said.length > 0
      ? openingOf(words, first, document)
      : (oddity(document) ?? (mark ? lineStart(yaml, mark.line) : offsetOf(document, [], false)));
  return problem(path, placeAt(start), wording('yaml-invalid', words, withQuotes(yaml, start)));
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
const oddity = (document: Document): number | undefined =>
  startOf(
    document,
    (node, role) => (role === 'key' && lib.isCollection(node)) || (lib.isAlias(node) && !node.resolve(document)),
  );

/** Where the value on a line begins. */
function lineStart(yaml: string, line: number): number {
  const start = yaml.split('\n', line).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(start + (/^ *(?:- +)?[\w-]+: +/.exec(yaml.slice(start))?.[0].length ?? 0), yaml.length);
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
function withQuotes(yaml: string, offset: number): string | undefined {
  const end = yaml.indexOf('\n', offset);
  const line = yaml.slice(yaml.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end);
  const parts = line.length > 120 ? undefined : /^ *(?:- +)?([\w-]+: +)(.*\S)/.exec(line);
  return parts?.[1] && parts[2] && parts[1] + inQuotes(parts[2]);
}

function inQuotes(value: string): string {
  const text = /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
  if (!/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}
