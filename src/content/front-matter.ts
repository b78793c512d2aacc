// Front matter: the YAML head between two `---` lines, every value with the place where it stands, and the body below.

import { createRequire } from 'node:module';
import { type Place, type Problem, problem, START } from '../model/problem.ts';
import { readExactHead } from './exact-head.ts';
import { readPlainHead } from './plain-head.ts';

const require = createRequire(import.meta.url);

/** Loaded with the first head that is not plain: many a publication has none. */
let matter: typeof import('gray-matter') | undefined;

/** One value, as it is written: `2026`, `1.10`, `010` and `Yes` stay so; quoted and block text is decoded. */
export interface Scalar extends Place {
  readonly kind: 'scalar';
  readonly text: string;
  /** In quotes, or a block (`|`, `>`). */
  readonly quoted: boolean;
}

export interface List extends Place {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface Mapping extends Place {
  readonly kind: 'mapping';
  /** A Map, so that `__proto__` and `constructor` are keys like any other. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/** The value of a key; the place is the key's. */
export interface Entry extends Place {
  readonly value: Node;
}

/** No value: nothing written, `~` or `null`. */
export interface Nothing extends Place {
  readonly kind: 'nothing';
}

export type Node = Scalar | List | Mapping | Nothing;

export interface FrontMatter {
  /** Missing where the head cannot be read; an empty head is a mapping without entries. */
  readonly head?: Mapping;
  readonly body: string;
  /** Line of the file on which the body begins, from 1. */
  readonly bodyLine: number;
  readonly problems: readonly Problem[];
}

/** YAML, read: without a root something in it is an error. */
export interface Parsed {
  readonly root?: Mapping;
  readonly problems: readonly Problem[];
}

/** Characters of a head. Past it nobody writes by hand, and nonsense would keep the parser busy for seconds. */
const LONGEST_HEAD = 65_536;

/**
 * Parts a file into head and body, and reads the head. Runs no code whatever the file says, never throws.
 *
 *     parseFrontMatter('---\ntitle: Hello\n---\nText', 'articles/hello.md')
 *     // head.entries.get('title') is { line: 2, column: 1, value: { kind: 'scalar', text: 'Hello', line: 2, column: 8, … } }
 */
export function parseFrontMatter(text: string, path: string): FrontMatter {
  const source = withPlainLines(text);
  const firstEnd = source.indexOf('\n');
  const first = firstEnd < 0 ? source : source.slice(0, firstEnd);
  const refused = firstLineProblem(source, first, path);
  if (refused?.code === 'front-matter-missing') return { body: source, bodyLine: 1, problems: [refused] };

  const close = firstEnd < 0 ? -1 : closingFence(source, firstEnd);
  if (refused && close < 0) return { body: '', bodyLine: 1, problems: [refused] };
  if (close < 0) return { body: '', bodyLine: 1, problems: [unclosed(path)] };

  const bodyStart = source.indexOf('\n', close + 1) + 1;
  const body = bodyStart === 0 ? '' : source.slice(bodyStart);
  const bodyLine = linesIn(source, close) + 2;
  if (refused) return { body, bodyLine, problems: [refused] };
  const { root, problems } = parseHead(source.slice(firstEnd, close), path);
  return { ...(root && { head: root }), body, bodyLine, problems };
}

/** Reads a file that is YAML as a whole, as site.yaml is. */
export function parseYaml(text: string, path: string): Parsed {
  const source = withPlainLines(text);
  const root = readPlainHead(source, 1);
  return root ? { root, problems: NO_PROBLEMS } : readExactHead(source, 1, path);
}

/** The YAML between the fences, from the line end of the first one: line 1 is the fence's own. */
function parseHead(yaml: string, path: string): Parsed {
  const tooMuch = sizeProblem(yaml, path);
  if (tooMuch) return { problems: [tooMuch] };
  const plain = readPlainHead(yaml, 1);
  if (plain) return { root: plain, problems: NO_PROBLEMS };
  let parsed: Parsed = { root: { kind: 'mapping', entries: new Map(), line: 1, column: 1 }, problems: NO_PROBLEMS };
  const parse = (head: string): object => {
    parsed = readExactHead(head, 1, path);
    return {};
  };
  // Options each time: without them gray-matter caches, and forgets errors. The closing fence was found above and
  // cut off; what it looks for instead cannot stand in text whose lines end in \n, so nothing else ends the head.
  matter ??= require('gray-matter') as typeof import('gray-matter');
  matter(`---${yaml}`, { language: 'yaml', engines: { yaml: { parse } }, delimiters: ['---', '\r'] });
  return parsed;
}

const NO_PROBLEMS: readonly Problem[] = [];

function withPlainLines(text: string): string {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
}

/** Where the line end before the closing fence is: a line that is `---`, blanks after it allowed. */
function closingFence(source: string, from: number): number {
  for (let at = source.indexOf('\n---', from); at >= 0; at = source.indexOf('\n---', at + 1)) {
    let end = at + 4;
    while (source[end] === ' ' || source[end] === '\t') end++;
    if (end === source.length || source[end] === '\n') return at;
  }
  return -1;
}

function linesIn(source: string, end: number): number {
  let lines = 0;
  for (let at = source.indexOf('\n'); at >= 0 && at <= end; at = source.indexOf('\n', at + 1)) lines++;
  return lines;
}

function firstLineProblem(source: string, first: string, path: string): Problem | undefined {
  const language = languageOf(first);
  if (language === undefined) {
    const hint = /^\s+---\s/.test(source)
      ? 'Move the line --- up to be the very first, with nothing before it.'
      : 'Begin with a line ---, then title: and date:, then a line --- again.';
    return problem('front-matter-missing', path, START, 'The file does not begin with front matter.', hint);
  }
  if (/^(?:ya?ml)?$/i.test(language)) return undefined;
  const shown = language.length > 30 ? `${language.slice(0, 30)}…` : language;
  const message = `The front matter says that it is "${shown}", and only YAML is read.`;
  const hint = 'Write --- alone on the first line, and key: value lines below it.';
  return problem('front-matter-language', path, START, message, hint);
}

/** What the first line says after its fence; nothing where it is no fence. `+++` is Hugo's fence around TOML. */
function languageOf(first: string): string | undefined {
  if (/^\+\+\+[ \t]*$/.test(first)) return 'toml';
  return first.startsWith('---') && first[3] !== '-' ? first.slice(3).trim() : undefined;
}

function unclosed(path: string): Problem {
  const message = 'The front matter has no end.';
  return problem('front-matter-unclosed', path, START, message, 'Write a line --- below its last key.');
}

function sizeProblem(yaml: string, path: string): Problem | undefined {
  if (yaml.length > LONGEST_HEAD) {
    const message = `The front matter is longer than ${LONGEST_HEAD.toLocaleString('en')} characters.`;
    return problem('file-too-large', path, START, message, 'Move long text into the body.');
  }
  // gray-matter looks for comments with /^\s*#/gm, whose cost is the square of a run of blank lines.
  const blanks = yaml.length < 500 ? -1 : yaml.search(/\s{500}/);
  if (blanks < 0) return undefined;
  const message = 'The front matter has hundreds of spaces or empty lines in a row here.';
  return problem('yaml-invalid', path, { line: linesIn(yaml, blanks) + 1, column: 1 }, message, 'Take them out.');
}
