// Fields: the values of a mapping, read as the kind that is wanted, or a problem at their place.

import { type Place, type Problem, type ProblemCode, problem } from '../model/problem.ts';
import { oneLine } from '../model/text.ts';
import type { Mapping, Node, Scalar } from './front-matter.ts';

export interface Fields {
  /** Where the value of a key stands; where the mapping begins if there is none. */
  placeOf(key: string): Place;
  placeOfKey(key: string): Place;
  node(key: string): Node | undefined;
  /** Text on one line; nothing where it is blank. */
  text(key: string): string | undefined;
  /** What `read` makes of the text; `"…" is not ${kind}.` and the hint where it makes nothing of it. */
  checked<T>(key: string, kind: string, hint: string, read: (text: string) => T | undefined): T | undefined;
  /** `true` or `false`, as YAML 1.1 and 1.2 spell them. */
  flag(key: string): boolean | undefined;
  /** A whole number above nothing, such as `example`. */
  count(key: string, example: number): number | undefined;
  /** An absolute http or https URL. */
  url(key: string): string | undefined;
  /** A text, or a list of texts. */
  scalars(key: string): readonly Scalar[];
  /** Seconds: a number, or `1:02:03`. */
  duration(key: string): number | undefined;
  /** Texts and mappings: one of them, or a list. */
  items(key: string): readonly Item[];
  /** The fields of a mapping. */
  fields(key: string): Fields | undefined;
  keys(): readonly string[];
  report(code: ProblemCode, place: Place, message: string, hint: string): void;
}

export type Item =
  | { readonly scalar: Scalar; readonly fields?: undefined }
  | { readonly scalar?: undefined; readonly fields: Fields };

/** The fields of a mapping in the file at `path`; what is wrong with them goes into `problems`. */
export function fieldsOf(mapping: Mapping, path: string, problems: Problem[]): Fields {
  const report: Fields['report'] = (code, place, message, hint) =>
    void problems.push(problem(code, path, place, message, hint));

  function node(key: string): Node | undefined {
    const value = mapping.entries.get(key)?.value;
    return value === undefined || value.kind === 'nothing' ? undefined : value;
  }

  function scalar(key: string): Scalar | undefined {
    const value = node(key);
    if (value === undefined || value.kind === 'scalar') return value;
    report('value-invalid', value, `"${key}" is ${kindOf(value)}, not one text.`, `Write ${key}: and one text.`);
    return undefined;
  }

  function checked<T>(key: string, kind: string, hint: string, read: (text: string) => T | undefined) {
    const value = scalar(key);
    const text = oneLine(value?.text ?? '');
    if (value === undefined || text === '') return undefined;
    const result = read(text);
    if (result === undefined) report('value-invalid', value, `${quoted(text)} is not ${kind}.`, hint);
    return result;
  }

  return {
    placeOf: (key) => node(key) ?? mapping.entries.get(key) ?? mapping,
    placeOfKey: (key) => mapping.entries.get(key) ?? mapping,
    node,
    text: (key) => oneLine(scalar(key)?.text ?? '') || undefined,
    checked,
    flag: (key) => checked(key, 'true or false', `Write ${key}: true or ${key}: false.`, (text) => FLAGS[text]),
    count: (key, example) => checked(key, 'a whole number above 0', `Write a number: ${key}: ${example}.`, countOf),
    url: (key) => checked(key, 'an absolute address', 'Write one that begins with https://.', httpUrl),
    duration: (key) => checked(key, 'a length in seconds', `Write ${key}: 95 or ${key}: 1:35.`, secondsOf),
    items: (key) =>
      itemsOf(node(key)).flatMap((item): Item[] => {
        if (item.kind === 'scalar') return [{ scalar: item }];
        if (item.kind === 'mapping') return [{ fields: fieldsOf(item, path, problems) }];
        if (item.kind === 'list')
          report('value-invalid', item, `"${key}" holds a list in a list.`, 'Make it one list.');
        return [];
      }),
    scalars: (key) => scalarsOf(key, node(key), report),
    fields(key) {
      const value = node(key);
      if (value === undefined) return undefined;
      if (value.kind === 'mapping') return fieldsOf(value, path, problems);
      report(
        'value-invalid',
        value,
        `"${key}" is ${kindOf(value)}, not a group of keys.`,
        'Write its keys below it, indented.',
      );
      return undefined;
    },
    keys: () => [...mapping.entries.keys()],
    report,
  };
}

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

function scalarsOf(key: string, value: Node | undefined, report: Fields['report']): readonly Scalar[] {
  if (value === undefined) return [];
  if (value.kind === 'scalar') return [value];
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => {
    if (item.kind === 'scalar') return [item];
    if (item.kind !== 'nothing') {
      const hint = `Write a text, or a list of texts: ${key}: [one, two].`;
      report('value-invalid', item, `"${key}" holds ${kindOf(item)}, not a text.`, hint);
    }
    return [];
  });
}
