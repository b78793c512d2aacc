// Front matter: the head of a file, YAML between `---` lines or TOML between `+++` lines, and the body below it.

import matter from 'gray-matter';
import { type Place, type Problem, problem, START } from '../model/problem.ts';
import { type Mapping, readToml, readYaml, type Value } from './head-values.ts';
import { type Keys, linesIn, roughPlace } from './rough-place.ts';
import { hasFault, placeOfAlias, placesInYaml, yamlProblem } from './yaml-places.ts';

/** The values of a head. Where they stand is looked up only when there is something to tell. */
export interface Head {
  readonly values: Mapping;
  /** The place of a value; of the key itself, if `isKey`. */
  placeOf(keys: Keys, isKey?: boolean): Place;
}

export interface FrontMatter {
  /** undefined if the head cannot be read; an empty head has no values. */
  readonly head?: Head;
  /** The head as it is written, with the line end after the opening fence: its first line is that of the file. */
  readonly headText: string;
  readonly body: string;
  /** Line of the file on which the body begins, from 1. */
  readonly bodyLine: number;
  readonly problems: readonly Problem[];
}

/** Characters of a head. Past it nobody writes by hand, and nonsense would keep the parser busy for seconds. */
const MAX_HEAD = 65_536;

/** Values of a head, those that aliases repeat counted each time; more cannot be written in MAX_HEAD characters. */
const MAX_VALUES = 33_000;

/** How often `*name` may stand for something. */
const MAX_ALIASES = 100;

/** Lists in lists in lists: past it no reader of the result needs to fear for its stack. */
const MAX_DEPTH = 64;

/**
 * Parts a file into head and body, and reads the head. Runs no code whatever the file says, never throws.
 *
 *     parseFrontMatter('---\ntitle: Hello\n---\nText', 'articles/hello.md')
 *     // { head: { values: { title: 'Hello' }, … }, body: 'Text', bodyLine: 4, … }
 */
export function parseFrontMatter(text: string, path: string): FrontMatter {
  const source = withPlainLines(text);
  const fence = fenceOf(source);
  if (!fence) return { headText: '', body: source, bodyLine: 1, problems: [missing(source, path)] };
  const refused = languageProblem(fence, path);
  const close = closingFence(source, fence);
  if (!close) return { headText: source, body: '', bodyLine: 1, problems: [refused ?? unclosed(fence, path)] };
  const headText = source.slice(fence.end, close.start);
  const body = source.slice(close.end);
  const parts = { headText, body, bodyLine: linesIn(source, close.start) + 2 };
  const tooMuch = refused ?? sizeProblem(headText, path) ?? aliasProblem(headText, path);
  if (tooMuch) return { ...parts, problems: [tooMuch] };
  let read: Read = { values: {} };
  const engines = {
    yaml: { parse: (yaml: string) => (read = attempt(() => readYaml(yaml))) },
    toml: { parse: (toml: string) => (read = attempt(() => readToml(toml))) },
  };
  // Options each time: without them gray-matter caches, and forgets errors. The closing fence is named with its line
  // end, for which gray-matter looks, so that a line `---x` ends nothing.
  const language = fence.mark === '+++' ? 'toml' : 'yaml';
  matter(`${source.slice(0, close.start)}\n${fence.mark}\n`, {
    language,
    engines,
    delimiters: [fence.mark, `${fence.mark}\n`],
  });
  const isToml = language === 'toml' || /^toml$/i.test(fence.language);
  return { ...parts, ...headOf(read, headText, path, isToml) };
}

/** The body of a file and the line that it begins on, without reading the head. */
export function bodyOf(text: string): Pick<FrontMatter, 'body' | 'bodyLine'> {
  const source = withPlainLines(text);
  const fence = fenceOf(source);
  const close = fence && closingFence(source, fence);
  if (!fence) return { body: source, bodyLine: 1 };
  return close
    ? { body: source.slice(close.end), bodyLine: linesIn(source, close.start) + 2 }
    : { body: '', bodyLine: 1 };
}

/** Reads a file that is YAML as a whole, as site.yaml is. */
export function parseYaml(text: string, path: string): Pick<FrontMatter, 'head' | 'problems'> {
  const source = withPlainLines(text);
  const bomb = aliasProblem(source, path);
  return bomb
    ? { problems: [bomb] }
    : headOf(
        attempt(() => readYaml(source)),
        source,
        path,
        false,
      );
}

interface Read {
  readonly values?: unknown;
  readonly thrown?: unknown;
}

function attempt(read: () => unknown): Read {
  try {
    return { values: read() };
  } catch (thrown) {
    return { thrown };
  }
}

function headOf(read: Read, text: string, path: string, isToml: boolean): Pick<FrontMatter, 'head' | 'problems'> {
  if (read.thrown !== undefined)
    return { problems: [isToml ? tomlProblem(read.thrown, path) : yamlProblem(text, path, read.thrown)] };
  // js-yaml takes a key after a tab for one of the line's own.
  if (!isToml && /\n *\t/.test(text) && hasFault(text)) return { problems: [yamlProblem(text, path, undefined)] };
  const values = (read.values ?? {}) as Value;
  if (typeof values !== 'object' || Array.isArray(values)) {
    const what = Array.isArray(values) ? 'a list' : 'a text';
    const place = placesInYaml(text)([], false);
    const hint = 'Write lines like title: Hello.';
    return {
      problems: [problem('front-matter-not-mapping', path, place, `This is ${what}, not keys with values.`, hint)],
    };
  }
  const oddity = oddityIn(values);
  if (oddity !== undefined) {
    const isBomb = oddity === 'too much' || /(?:^|[\s,[{])\*/.test(text);
    if (oddity !== 'group as a key' && isBomb) return { problems: [bombAt(placeOfAlias(text), path)] };
    return { problems: [yamlProblem(text, path, { reason: oddity })] };
  }
  let places: ReturnType<typeof placesInYaml> | undefined;
  const placeOf = (keys: Keys, isKey = false): Place => {
    if (isToml) return roughPlace(text, keys, isKey);
    places ??= placesInYaml(text);
    return places(keys, isKey);
  };
  return { head: { values: values as Mapping, placeOf }, problems: NO_PROBLEMS };
}

type Oddity = 'too much' | 'too deep' | 'group as a key';

/** Aliases can repeat values without end, or a value in itself. */
function oddityIn(root: Value): Oddity | undefined {
  let count = 0;
  const look = (value: Value, depth: number): Oddity | undefined => {
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
  const aliases = [...text.matchAll(/(?<=^|[\s,[{])\*\w/g)];
  const first = aliases.length > MAX_ALIASES ? aliases[MAX_ALIASES] : undefined;
  if (!first) return undefined;
  const column = first.index - text.lastIndexOf('\n', first.index - 1);
  return bombAt({ line: linesIn(text, first.index - 1) + 1, column }, path);
}

const bombAt = (place: Place, path: string): Problem =>
  problem('alias-bomb', path, place, 'The aliases (*name) bring in too much.', 'Write the values out.');

const NO_PROBLEMS: readonly Problem[] = [];

function withPlainLines(text: string): string {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
}

interface Fence {
  readonly mark: string;
  /** What stands after it on its line. */
  readonly language: string;
  /** Where its line ends. */
  readonly end: number;
}

function fenceOf(source: string): Fence | undefined {
  const found = /^(---(?!-)|\+\+\+(?!\+))([^\n]*)/.exec(source);
  return found ? { mark: found[1] as string, language: (found[2] as string).trim(), end: found[0].length } : undefined;
}

/** From the line end before the closing fence to the start of the body. */
function closingFence(
  source: string,
  { mark, end }: Fence,
): { readonly start: number; readonly end: number } | undefined {
  const pattern = mark === '+++' ? /\n\+\+\+[ \t]*(?:\n|$)/g : /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/g;
  pattern.lastIndex = end;
  const found = pattern.exec(source);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

function missing(source: string, path: string): Problem {
  const hint = /^\s+(?:---|\+\+\+)\s/.test(source)
    ? 'Move the line --- up to be the very first, with nothing before it.'
    : 'Begin with a line ---, then title: and date:, then a line --- again.';
  return problem('front-matter-missing', path, START, 'The file does not begin with front matter.', hint);
}

function languageProblem({ mark, language }: Fence, path: string): Problem | undefined {
  if ((mark === '+++' ? /^(?:toml)?$/i : /^(?:ya?ml|toml)?$/i).test(language)) return undefined;
  const shown = language.length > 30 ? `${language.slice(0, 30)}…` : language;
  const message = `The front matter says that it is "${shown}", and only YAML and TOML are read.`;
  const hint = 'Write --- alone on the first line, and key: value lines below it.';
  return problem('front-matter-language', path, START, message, hint);
}

function unclosed({ mark }: Fence, path: string): Problem {
  const message = 'The front matter has no end.';
  return problem('front-matter-unclosed', path, START, message, `Write a line ${mark} below its last key.`);
}

function tomlProblem(thrown: unknown, path: string): Problem {
  const { line = 1, column = 1, message = '' } = thrown as { line?: number; column?: number; message?: string };
  const said = /^Invalid TOML document: ([^\n]*)/.exec(message)?.[1] ?? 'it is no TOML';
  const hint = 'Write key = "value", with quotes around texts.';
  return problem('toml-invalid', path, { line, column }, `This cannot be read as TOML: ${said}.`, hint);
}

function sizeProblem(head: string, path: string): Problem | undefined {
  if (head.length > MAX_HEAD) {
    const message = `The front matter is longer than ${MAX_HEAD.toLocaleString('en')} characters.`;
    return problem('file-too-large', path, START, message, 'Move long text into the body.');
  }
  // gray-matter looks for comments with /^\s*#/gm, whose cost is the square of a run of blank lines.
  const blanks = head.length < 500 ? -1 : head.search(/\s{500}/);
  if (blanks < 0) return undefined;
  const message = 'The front matter has hundreds of spaces or empty lines in a row here.';
  return problem('yaml-invalid', path, { line: linesIn(head, blanks) + 1, column: 1 }, message, 'Take them out.');
}
