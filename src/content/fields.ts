// Fields: the values of a mapping, read as the kind that is wanted, or a problem at their place.

import { type Place, type Problem, type ProblemCode, problem } from '../model/problem.ts';
import { oneLine, writable } from '../model/text.ts';
import type { Mapping, Node, Scalar } from './front-matter.ts';

export interface Fields {
  /** Where the value of a key stands; where the mapping begins if there is none. */
  placeOf(key: string): Place;
  placeOfKey(key: string): Place;
  node(key: string): Node | undefined;
  /** Text on one line. */
  text(key: string): string | undefined;
  /** `true` or `false`, as YAML 1.1 and 1.2 spell them. */
  flag(key: string): boolean | undefined;
  /** A whole number above nothing. */
  count(key: string): number | undefined;
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
    report('value-invalid', value, `"${key}" is ${article(value)}, not a text.`, `Write one text: ${key}: …`);
    return undefined;
  }

  function checked<T>(key: string, kind: string, example: string, read: (text: string) => T | undefined) {
    const value = scalar(key);
    if (value === undefined) return undefined;
    const result = read(value.text.trim());
    if (result === undefined) report('value-invalid', value, `${quoted(value.text)} is not ${kind}.`, example);
    return result;
  }

  return {
    placeOf: (key) => node(key) ?? mapping.entries.get(key) ?? mapping,
    placeOfKey: (key) => mapping.entries.get(key) ?? mapping,
    node,
    text: (key) => oneLine(scalar(key)?.text ?? '') || undefined,
    flag: (key) => checked(key, 'true or false', `Write ${key}: true or ${key}: false.`, (text) => FLAGS[text]),
    count: (key) => checked(key, 'a whole number above 0', `Write a number: ${key}: 30.`, countOf),
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
      report('value-invalid', value, `"${key}" is ${article(value)}, not a mapping.`, 'Indent its keys below it.');
      return undefined;
    },
    keys: () => [...mapping.entries.keys()],
    report,
  };
}

/** The URL in its normal form, if it is an absolute one of http or https. */
export function httpUrl(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href.replace(/'/g, '%27');
}

/** A value as a message shows it. */
export const quoted = (text: string): string => JSON.stringify(writable(text).slice(0, 60));

const FLAGS: Readonly<Record<string, boolean>> = Object.assign(Object.create(null), {
  ...{ true: true, True: true, TRUE: true, yes: true, Yes: true, YES: true, on: true, On: true, ON: true },
  ...{ false: false, False: false, FALSE: false, no: false, No: false, NO: false, off: false, Off: false, OFF: false },
});

const countOf = (text: string): number | undefined =>
  /^[0-9]{1,12}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;

function secondsOf(text: string): number | undefined {
  if (!/^\d{1,7}(?::[0-5]\d){0,2}(?:\.\d+)?$/.test(text)) return undefined;
  return text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0) || undefined;
}

const itemsOf = (value: Node | undefined): readonly Node[] =>
  value === undefined ? [] : value.kind === 'list' ? value.items : [value];

const article = ({ kind }: Node): string => (kind === 'scalar' ? 'a text' : `a ${kind}`);

function scalarsOf(key: string, value: Node | undefined, report: Fields['report']): readonly Scalar[] {
  if (value === undefined) return [];
  if (value.kind === 'scalar') return [value];
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => {
    if (item.kind === 'scalar') return [item];
    if (item.kind !== 'nothing') {
      const hint = `Write a text, or a list of texts: ${key}: [one, two].`;
      report('value-invalid', item, `"${key}" holds ${article(item)}, not a text.`, hint);
    }
    return [];
  });
}
