// Front matter: the head of a file, YAML between `---` lines or TOML between `+++` lines, and the body below it.

import { isUtf8 } from 'node:buffer';
import matter from 'gray-matter';
import { linesOf, type Problem, problem } from '../model/problem.ts';
import { type Wording, wording } from '../model/wording.ts';
import { parseToml, parseYaml, type ReadHead, readHead } from './head-values.ts';

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
  const isToml = mark === '+++' || /^toml$/i.test(language);
  // In an object of its own, since gray-matter looks for options among what is read.
  const head = { parse: (written: string) => ({ read: isToml ? parseToml(written) : parseYaml(written) }) };
  // Options each time: without them gray-matter caches, and forgets errors. The closing fence is named with its line
  // end, for which gray-matter looks, so that a line `---x` ends nothing.
  const options = { language: 'head', engines: { head }, delimiters: [mark, `${mark}\n`] as [string, string] };
  const parse = () => matter(`${mark}${parts.headText}\n${mark}\n`, options).data.read;
  return { ...parts, ...readHead(parts.headText, path, isToml, parse) };
}

/** The body of a file and the line that it begins on, without reading the head. */
export function bodyOf(text: string): Pick<Parts, 'body' | 'bodyLine'> {
  const { body, bodyLine } = partsOf(text);
  return { body, bodyLine };
}

/** Reads a file that is YAML as a whole, as site.yaml is; TOML, if its name says so. */
export const parseData = (text: string, path: string): ReadHead =>
  readHead(withPlainLines(text), path, path.endsWith('.toml'));

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
