// The exact reader of YAML: every node as it is written, with its place; and a sentence for its writer where it fails.

import { createRequire } from 'node:module';
import type { Alias, Document, YAMLMap, Node as YamlNode, Scalar as YamlScalar } from 'yaml';
import { type Place, type Problem, type ProblemCode, problem } from '../model/problem.ts';
import type { Entry, Mapping, Node, Parsed } from './front-matter.ts';

const require = createRequire(import.meta.url);

/** Loaded with the first head that is not plain: many a publication has none. */
let lib: typeof import('yaml');

/** How often `*name` may stand for something, and how many values that may bring in, nested ones counted each time. */
const MOST_ALIASES = 100;
const MOST_BROUGHT = 10_000;

/** Lists in lists in lists: past it no reader of the result needs to fear for its stack. */
const DEEPEST = 64;

type PlaceOf = (offset: number) => Place;
type Report = (code: ProblemCode, place: Place, message: string, hint: string) => void;

/**
 * Reads YAML 1.2 with anchors, aliases and merge keys; its first line is `firstLine` of the file. Nothing written, or
 * comments only, is a mapping without entries. Never throws; without a root there is an error among the problems.
 */
export function readExactHead(yaml: string, firstLine: number, path: string): Parsed {
  lib ??= require('yaml');
  const problems: Problem[] = [];
  const report: Report = (code, place, message, hint) => void problems.push(problem(code, path, place, message, hint));
  const lines = new lib.LineCounter();
  const placeOf: PlaceOf = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line: line + firstLine - 1, column: col };
  };
  // Scalars stay text: which texts are dates, numbers or flags is for the field that reads them to say.
  const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, prettyErrors: false } as const;
  const document = lib.parseDocument(yaml, { ...options, lineCounter: lines });
  if (document.errors.length > 0) {
    reportSyntax(document, yaml, placeOf, report);
    return { problems };
  }
  const root = walk(document.contents, yaml, placeOf, report);
  if (root === undefined) return { problems };
  if (root.kind === 'mapping') return { root, problems };
  if (root.kind === 'nothing') {
    return { root: { kind: 'mapping', entries: new Map(), line: firstLine, column: 1 }, problems };
  }
  const what = root.kind === 'list' ? 'a list' : 'a text';
  report('front-matter-not-mapping', root, `This is ${what}, not keys with values.`, 'Write lines like title: Hello.');
  return { problems };
}

/** The nodes of a document without syntax errors; nothing where its aliases are a bomb, or it is nested too deep. */
function walk(contents: YamlNode | null, yaml: string, placeOf: PlaceOf, report: Report): Node | undefined {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<Alias, YamlNode>();
  let aliases = 0;
  let outer: Alias | undefined; // the alias that the node being read is brought in by
  let brought = 0;
  let stopped = false;

  const at = (node: YamlNode): Place => placeOf(node.range?.[0] ?? 0);
  const root = contents ? read(contents, 0) : NOTHING;
  return stopped ? undefined : root;

  function read(node: YamlNode, depth: number): Node {
    if (stopped) return NOTHING;
    if (outer && (++brought > MOST_BROUGHT || depth > DEEPEST)) return stop(BOMB, outer);
    if (depth > DEEPEST) return stop(TOO_DEEP, node);
    if (lib.isAlias(node)) return readAlias(node, depth);
    anchor(node);
    if (isForeign(node.tag)) invalid('This value begins with ! as a YAML tag does, and is none.', node);
    if (lib.isMap(node)) return readMap(node, depth);
    if (lib.isSeq(node)) {
      return { kind: 'list', items: node.items.map((item) => read(item as YamlNode, depth + 1)), ...at(node) };
    }
    return lib.isScalar(node) ? readScalar(node) : NOTHING;
  }

  function readScalar(node: YamlScalar): Node {
    const text = node.source ?? '';
    const quoted = node.type !== 'PLAIN';
    const isNull = !quoted && node.tag === undefined && /^(?:~|null|Null|NULL)?$/.test(text);
    return isNull ? { kind: 'nothing', ...at(node) } : { kind: 'scalar', text, quoted, ...at(node) };
  }

  function readMap(map: YAMLMap, depth: number): Mapping {
    const entries = new Map<string, Entry>();
    const merged: Mapping[] = [];
    for (const pair of map.items) {
      const key = pair.key as YamlNode;
      const name = keyOf(key);
      const value: Node = pair.value
        ? read(pair.value as YamlNode, depth + 1)
        : { kind: 'nothing', ...placeOf(key.range?.[1] ?? 0) };
      if (name === undefined) continue;
      const first = entries.get(name);
      if (isMerge(key)) merged.push(...mappingsIn(value, key));
      else if (!first) entries.set(name, { value, ...at(key) });
      else invalid(`The key "${name}" is on line ${first.line} already.`, key, 'Remove one of the two.');
    }
    // A key of the mapping itself goes before merged ones, an earlier merge before a later one.
    for (const source of merged) {
      for (const [name, entry] of source.entries) if (!entries.has(name)) entries.set(name, entry);
    }
    return { kind: 'mapping', entries, ...at(map) };
  }

  function keyOf(key: YamlNode): string | undefined {
    const node = lib.isAlias(key) ? targetOf(key) : key;
    anchor(key);
    if (lib.isScalar(node) && (node.source !== '' || node.type !== 'PLAIN')) return node.source ?? '';
    invalid('A key must be one word or text.', key);
    return undefined;
  }

  function mappingsIn(value: Node, key: YamlNode): readonly Mapping[] {
    const sources = value.kind === 'list' ? value.items : [value];
    const mappings = sources.filter((source) => source.kind === 'mapping');
    if (mappings.length < sources.length) invalid('Only mappings can be merged.', key, 'Write <<: *name of a mapping.');
    return mappings;
  }

  function readAlias(alias: Alias, depth: number): Node {
    const target = targetOf(alias);
    if (!target) {
      invalid(`Nothing above is named &${alias.source}, for which *${alias.source} would stand.`, alias);
      return { kind: 'nothing', ...at(alias) };
    }
    if (++aliases > MOST_ALIASES) return stop(BOMB, outer ?? alias);
    const outermost = outer === undefined;
    if (outermost) outer = alias;
    const value = read(target, depth + 1);
    if (outermost) outer = undefined;
    return value;
  }

  /** A name may be given twice: an alias means the node that bore it when the alias was first come to. */
  function targetOf(alias: Alias): YamlNode | undefined {
    const target = targets.get(alias) ?? anchors.get(alias.source);
    if (target) targets.set(alias, target);
    return target;
  }

  function anchor(node: YamlNode): void {
    if (!outer && !lib.isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
  }

  function stop([code, message, hint]: Stop, node: YamlNode): Node {
    if (!stopped) report(code, at(node), message, hint);
    stopped = true;
    return NOTHING;
  }

  /** Said once, where it is written, and not again for each alias that stands for it. */
  function invalid(message: string, node: YamlNode, hint?: string): void {
    if (outer || stopped) return;
    report('yaml-invalid', at(node), message, hint ?? quotingHint(yaml, node.range?.[0] ?? 0));
  }
}

const NOTHING: Node = { kind: 'nothing', line: 1, column: 1 };

type Stop = readonly [code: ProblemCode, message: string, hint: string];
const BOMB: Stop = ['alias-bomb', 'The aliases (*name) bring in too much.', 'Write the values out.'];
const TOO_DEEP: Stop = ['yaml-invalid', 'Values stand too deep in one another.', 'Write them with fewer levels.'];

const isMerge = (key: YamlNode): boolean => lib.isScalar(key) && key.source === '<<' && key.type === 'PLAIN';

const isForeign = (tag: string | undefined): boolean =>
  tag !== undefined && tag !== '!' && !tag.startsWith('tag:yaml.org,2002:');

/** The first thing that the parser could not read; what it says of the rest is mostly a consequence. */
function reportSyntax(document: Document, yaml: string, placeOf: PlaceOf, report: Report): void {
  const first = document.errors.reduce((least, { pos }) => Math.min(least, pos[0]), yaml.length);
  const errors = document.errors.filter(({ pos }) => pos[0] === first);
  const said = errors.map(({ code, message }) => `${code} ${message}`).join(' ');
  const [, message, hint] = SENTENCES.find(([about]) => about.test(said)) ?? UNKNOWN;
  const offset = startOf(said, first, document);
  report('yaml-invalid', placeOf(offset), message, hint ?? quotingHint(yaml, offset));
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

/** By what the parser says. Without a hint of its own, the advice is to put the value in quotes. */
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
  [/ALIAS|TAG|ANCHOR|BAD_PROP/, 'The marks & * ! mean something of their own in YAML.'],
  [/MULTIPLE_DOCS/, 'A line --- or ... above ends the YAML too early.', 'Remove that line.'],
  [/DIRECTIVE|directives-end/, 'A line that begins with % is for the YAML parser.', 'Remove that line.'],
  [/RESOURCE_EXHAUSTION/, TOO_DEEP[1], TOO_DEEP[2]],
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
