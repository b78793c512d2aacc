// Front matter: the head of a file, YAML between `---` lines or TOML between `+++` lines, and the body below it.

import { isUtf8 } from 'node:buffer';
import matter from 'gray-matter';
import { parse as parseToml } from 'smol-toml';
import { linesOf, type Place, type Problem, problem, START } from '../model/problem.ts';
import { type Wording, wording } from '../model/wording.ts';
import { type Keys, parseYaml, placesInYaml, yamlProblem } from './yaml.ts';

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

/** Characters of a head. Past it nobody writes by hand, and nonsense would keep the parser busy for seconds. */
const MAX_HEAD = 65_536;

/** The text of a file; a problem with its place where the bytes are not UTF-8. A byte order mark is left out. */
export function decode(path: string, bytes: Uint8Array): { readonly text?: string; readonly problems: Problem[] } {
  if (isUtf8(bytes)) return { text: decoder.decode(bytes), problems: [] };
  const before = withPlainLines(textBeforeFault(bytes));
  const place = linesOf(before).placeAt(before.length);
  return { problems: [problem(path, place, wording('utf8-invalid'))] };
}

const decoder = new TextDecoder();

/** Up to the first byte that comes back as another when it is decoded and encoded again. */
function textBeforeFault(bytes: Uint8Array): string {
  const again = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const fault = bytes.findIndex((byte, index) => byte !== again[index]);
  return new TextDecoder().decode(bytes.subarray(0, fault), { stream: true });
}

/**
 * Parts a file into head and body, and reads the head. Runs no code whatever the file says, never throws.
 *
 *     parseFrontMatter('---\ntitle: Hello\n---\nText', 'articles/hello.md')
 *     // { head: { values: { title: 'Hello' }, … }, body: 'Text', bodyLine: 4, … }
 */
export function parseFrontMatter(text: string, path: string): ReadHead & Pick<Parts, 'headText' | 'body' | 'bodyLine'> {
  const { mark, language, isClosed, ...parts } = partsOf(text);
  const fault = faultOf({ mark, language, isClosed, ...parts }, path);
  if (fault) return { ...parts, problems: [fault] };
  const inside = mark === '+++' || /^toml$/i.test(language) ? TOML : YAML;
  // In an object of its own, since gray-matter looks for options among what is read.
  const head = { parse: (written: string) => ({ read: inside.parse(written) }) };
  // Options each time: without them gray-matter caches, and forgets errors. The closing fence is named with its line
  // end, for which gray-matter looks, so that a line `---x` ends nothing.
  const options = { language: 'head', engines: { head }, delimiters: [mark, `${mark}\n`] as [string, string] };
  const parse = () => matter(`${mark}${parts.headText}\n${mark}\n`, options).data.read;
  return { ...parts, ...readHead(parts.headText, path, { ...inside, parse }) };
}

/** The body of a file and the line that it begins on, without reading the head. */
export function bodyOf(text: string): Pick<Parts, 'body' | 'bodyLine'> {
  const { body, bodyLine } = partsOf(text);
  return { body, bodyLine };
}

/** Reads a file that is YAML as a whole, as site.yaml is; TOML, if its name says so. */
export const parseData = (text: string, path: string): ReadHead =>
  readHead(withPlainLines(text), path, path.endsWith('.toml') ? TOML : YAML);

function withPlainLines(text: string): string {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
}

type Parts = ReturnType<typeof partsOf>;

/**
 * `mark` is the opening fence, '' if the file has no head; `language` what stands after it on its line. The head begins
 * with the end of that line, so that its lines are those of the file. `bodyLine` is the file's, from 1.
 */
function partsOf(text: string) {
  const source = withPlainLines(text);
  const opening = /^(---(?!-)|\+\+\+(?!\+))([^\n]*)/.exec(source);
  if (!opening) return { mark: '', language: '', isClosed: false, headText: '', body: source, bodyLine: 1 };
  const [{ length: start }, mark = '', written = ''] = opening;
  const language = written.trim();
  // From the line end before the closing fence to the start of the body.
  const pattern = mark === '+++' ? /\n\+\+\+[ \t]*(?:\n|$)/g : /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/g;
  pattern.lastIndex = start;
  const closing = pattern.exec(source);
  if (!closing) return { mark, language, isClosed: false, headText: source, body: '', bodyLine: 1 };
  const headText = source.slice(start, closing.index);
  const body = source.slice(closing.index + closing[0].length);
  return { mark, language, isClosed: true, headText, body, bodyLine: headText.split('\n').length + 2 };
}

/** Why a head is not read: there is none, its fence names a language, it has no end, or it would keep a parser busy. */
function faultOf({ mark, language, isClosed, headText, body }: Parts, path: string): Problem | undefined {
  const fault = (words: Wording, line = 1) => problem(path, { line, column: 1 }, words);
  if (mark === '') {
    return fault(wording(/^\s+(?:---|\+\+\+)\s/.test(body) ? 'front-matter-missing/lower' : 'front-matter-missing'));
  }
  if (!(mark === '+++' ? /^(?:toml)?$/i : /^(?:ya?ml|toml)?$/i).test(language)) {
    return fault(wording('front-matter-language', language));
  }
  if (!isClosed) return fault(wording('front-matter-unclosed', mark));
  if (headText.length > MAX_HEAD) return fault(wording('file-too-large/head', MAX_HEAD));
  // gray-matter looks for comments with /^\s*#/gm, whose cost is the square of a run of blank lines.
  const blanks = headText.length < 500 ? -1 : headText.search(/\s{500}/);
  return blanks < 0 ? undefined : fault(wording('yaml-invalid/blank'), linesOf(headText).placeAt(blanks + 1).line);
}

/** The head of the file at `path`, or why it cannot be read. */
function readHead(text: string, path: string, { parse, problemOf, placesIn }: HeadLanguage): ReadHead {
  let values: HeadValue;
  try {
    values = (parse(text) ?? {}) as HeadValue;
  } catch (thrown) {
    return { problems: [problemOf(text, path, thrown)] };
  }
  const placeOf = placesIn(text);
  if (typeof values === 'string' || Array.isArray(values)) {
    const words = wording('front-matter-not-mapping', Array.isArray(values) ? 'a list' : 'a text');
    return { problems: [problem(path, placeOf([]), words)] };
  }
  return { head: { values: values as Mapping, placeOf }, problems: [] };
}

interface HeadLanguage {
  /** Throws what `problemOf` tells of. */
  parse(text: string): unknown;
  problemOf(text: string, path: string, thrown: unknown): Problem;
  placesIn(text: string): ParsedHead['placeOf'];
}

const YAML: HeadLanguage = { parse: parseYaml, problemOf: yamlProblem, placesIn: placesInYaml };

/** Numbers as JavaScript shows them, dates as they are written. */
const TOML: HeadLanguage = {
  parse: (text) => asWritten(parseToml(text, { maxDepth: 64, integersAsBigInt: 'asNeeded' }), text),
  problemOf(_text, path, thrown) {
    const { line = 1, column = 1, message = '' } = thrown as { line?: number; column?: number; message?: string };
    const said = /^Invalid TOML document: ([^\n]*)/.exec(message)?.[1] ?? 'it is no TOML';
    return problem(path, { line, column }, wording('toml-invalid', said));
  },
  // smol-toml knows no places, so each key is looked for below the one before it: exact for what is commonly written.
  placesIn(text) {
    const { placeAt } = linesOf(text);
    return (keys, isKey = false) => {
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
      return end === 0 ? START : placeAt(isKey ? start : end);
    };
  },
};

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
