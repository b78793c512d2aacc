// Fields: the values of a mapping, read as the kind that is wanted, or a problem at their place.

import { type Place, type Problem, type ProblemCode, problem } from '../model/problem.ts';
import { oneLine } from '../model/text.ts';
import type { Mapping, Node, Scalar } from './front-matter.ts';

export type Item =
  | { readonly scalar: Scalar; readonly fields?: undefined }
  | { readonly scalar?: undefined; readonly fields: Fields };

/** The fields of a mapping in the file at `path`; what is wrong with them goes into `problems`. */
export const fieldsOf = (mapping: Mapping, path: string, problems: Problem[]): Fields =>
  new Fields(mapping, path, problems);

/** A class, since one is made for each of 100,000 files: closures would be made with each. */
export class Fields {
  readonly #mapping: Mapping;
  readonly #path: string;
  readonly #problems: Problem[];

  constructor(mapping: Mapping, path: string, problems: Problem[]) {
    this.#mapping = mapping;
    this.#path = path;
    this.#problems = problems;
  }

  /** Where the value of a key stands; where the mapping begins if there is none. */
  placeOf(key: string): Place {
    return this.node(key) ?? this.placeOfKey(key);
  }

  placeOfKey(key: string): Place {
    return this.#mapping.entries.get(key) ?? this.#mapping;
  }

  node(key: string): Node | undefined {
    const value = this.#mapping.entries.get(key)?.value;
    return value === undefined || value.kind === 'nothing' ? undefined : value;
  }

  /** Text on one line; nothing where it is blank. */
  text(key: string): string | undefined {
    const scalar = this.#scalar(key);
    return scalar === undefined ? undefined : oneLine(scalar.text) || undefined;
  }

  /** What `read` makes of the text; `"…" is not ${kind}.` and the hint where it makes nothing of it. */
  checked<T>(key: string, kind: string, hint: string, read: (text: string) => T | undefined): T | undefined {
    const value = this.#scalar(key);
    const text = value === undefined ? '' : oneLine(value.text);
    if (value === undefined || text === '') return undefined;
    const result = read(text);
    if (result === undefined) this.report('value-invalid', value, `${quoted(text)} is not ${kind}.`, hint);
    return result;
  }

  /** `true` or `false`, as YAML 1.1 and 1.2 spell them. */
  flag(key: string): boolean | undefined {
    return this.checked(key, 'true or false', `Write ${key}: true or ${key}: false.`, (text) => FLAGS[text]);
  }

  /** A whole number above nothing, such as `example`. */
  count(key: string, example: number): number | undefined {
    return this.checked(key, 'a whole number above 0', `Write a number: ${key}: ${example}.`, countOf);
  }

  /** An absolute http or https URL. */
  url(key: string): string | undefined {
    return this.checked(key, 'an absolute address', 'Write one that begins with https://.', httpUrl);
  }

  /** Seconds: a number, or `1:02:03`. */
  duration(key: string): number | undefined {
    return this.checked(key, 'a length in seconds', `Write ${key}: 95 or ${key}: 1:35.`, secondsOf);
  }

  /** A text, or a list of texts. */
  scalars(key: string): readonly Scalar[] {
    const value = this.node(key);
    if (value === undefined) return NOTHING;
    if (value.kind === 'scalar') return [value];
    const items = value.kind === 'list' ? value.items : [value];
    return items.filter((item) => {
      if (item.kind === 'list' || item.kind === 'mapping') {
        const hint = `Write a text, or a list of texts: ${key}: [one, two].`;
        this.report('value-invalid', item, `"${key}" holds ${kindOf(item)}, not a text.`, hint);
      }
      return item.kind === 'scalar';
    });
  }

  /** Texts and mappings: one of them, or a list. */
  items(key: string): readonly Item[] {
    return itemsOf(this.node(key)).flatMap((item): Item[] => {
      if (item.kind === 'scalar') return [{ scalar: item }];
      if (item.kind === 'mapping') return [{ fields: fieldsOf(item, this.#path, this.#problems) }];
      if (item.kind === 'list') {
        this.report('value-invalid', item, `"${key}" holds a list in a list.`, 'Make it one list.');
      }
      return [];
    });
  }

  /** The fields of a mapping. */
  fields(key: string): Fields | undefined {
    const value = this.node(key);
    if (value === undefined) return undefined;
    if (value.kind === 'mapping') return fieldsOf(value, this.#path, this.#problems);
    const hint = 'Write its keys below it, indented.';
    this.report('value-invalid', value, `"${key}" is ${kindOf(value)}, not a group of keys.`, hint);
    return undefined;
  }

  keys(): Iterable<string> {
    return this.#mapping.entries.keys();
  }

  report(code: ProblemCode, place: Place, message: string, hint: string): void {
    this.#problems.push(problem(code, this.#path, place, message, hint));
  }

  #scalar(key: string): Scalar | undefined {
    const value = this.node(key);
    if (value === undefined || value.kind === 'scalar') return value;
    this.report('value-invalid', value, `"${key}" is ${kindOf(value)}, not one text.`, `Write ${key}: and one text.`);
    return undefined;
  }
}

const NOTHING: readonly Scalar[] = [];

/** The URL in its normal form, if it is an absolute one of http or https. */
export function httpUrl(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return uriOf(new URL(text).href);
}

/** The same address without what browsers let through and RFC 3986 §3.3 does not, nor apostrophes, which end attributes. */
export function uriOf(href: string): string {
  const [, origin = '', path = '', fragment = ''] = /^([^/]*\/\/[^/]*)([^#]*)(.*)$/s.exec(href) ?? [];
  return origin + path.replace(UNSAFE, percentEncoded) + fragment.replace(UNSAFE_IN_FRAGMENT, percentEncoded);
}

const UNSAFE = /%(?![\da-f]{2})|[^\w\-.~:/?@!$&()*+,;=%]/gi;
const UNSAFE_IN_FRAGMENT = /%(?![\da-f]{2})|(?!^)#|[^\w\-.~:/?@!$&()*+,;=%#]/gi;

const percentEncoded = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** A value as a message shows it: its beginning, on one line. */
export function quoted(text: string): string {
  const line = oneLine(text);
  return `"${line.length > 60 ? `${line.slice(0, 60).replace(/[\uD800-\uDBFF]$/, '')}…` : line}"`;
}

const FLAGS: Readonly<Record<string, boolean>> = Object.assign(Object.create(null), {
  ...{ true: true, True: true, TRUE: true, yes: true, Yes: true, YES: true, on: true, On: true, ON: true },
  ...{ false: false, False: false, FALSE: false, no: false, No: false, NO: false, off: false, Off: false, OFF: false },
});

const countOf = (text: string): number | undefined =>
  /^[0-9]{1,12}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;

function secondsOf(text: string): number | undefined {
  if (!/^\d{1,7}(?::[0-5]\d){0,2}(?:\.\d+)?$/.test(text)) return undefined;
  return Math.round(text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)) || undefined;
}

const itemsOf = (value: Node | undefined): readonly Node[] =>
  value === undefined ? [] : value.kind === 'list' ? value.items : [value];

/** In words that say something to who never heard of YAML. */
const kindOf = ({ kind }: Node): string =>
  ({ scalar: 'a text', list: 'a list', mapping: 'a group of keys', nothing: 'nothing' })[kind];
