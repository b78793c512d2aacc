// Fields: the values of a mapping, read as the kind that is wanted, or a problem at their place.

import { type Problem, problem } from '../model/problem.ts';
import type { Kind } from '../model/sentence-parts.ts';
import { oneLine } from '../model/text.ts';
import { type Wording, wording } from '../model/wording.ts';
import type { HeadValue, Mapping, ParsedHead } from './front-matter.ts';
import type { Keys } from './yaml.ts';

/** A value of a head, or the key that it belongs to; its line and column are looked up if there is a problem to tell. */
export interface Spot {
  readonly keys: Keys;
  readonly isKey?: boolean;
}

/** A text on one line, perhaps blank, with the spot that it stands at. */
export interface Word {
  readonly text: string;
  readonly spot: Spot;
}

export type Item = Word | Fields;

/** Where problems of a head go. */
interface Report {
  readonly head: ParsedHead;
  readonly path: string;
  readonly problems: Problem[];
  /** What a problem is in this file. */
  weigh(words: Wording, keys: Keys): Wording;
}

/** The fields of a head of the file at `path`; what is wrong with them goes into `problems`. */
export const fieldsOf = (
  head: ParsedHead,
  path: string,
  problems: Problem[],
  weigh: Report['weigh'] = (words) => words,
): Fields => new Fields(head.values, [], { head, path, problems, weigh });

/** A class, since one is made for each file: closures would be made with each. */
export class Fields {
  readonly #values: Mapping;
  readonly #keys: Keys;
  readonly #report: Report;

  constructor(values: Mapping, keys: Keys, report: Report) {
    this.#values = values;
    this.#keys = keys;
    this.#report = report;
  }

  /** The value of a key, in any case; undefined if nothing is written. */
  value(key: string): Exclude<HeadValue, null> | undefined {
    const written = this.#written(key);
    return Object.hasOwn(this.#values, written) ? (this.#values[written] ?? undefined) : undefined;
  }

  /** The value of a key as a problem names it; the mapping itself if there is no such key. */
  spotOf(key: string): Spot {
    const written = this.#written(key);
    return { keys: Object.hasOwn(this.#values, written) ? [...this.#keys, written] : this.#keys };
  }

  spotOfKey(key: string): Spot {
    return { ...this.spotOf(key), isKey: true };
  }

  /** Text on one line; undefined if it is blank. */
  text(key: string): string | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (typeof value === 'string') return oneLine(value) || undefined;
    this.report(key, wording('value-invalid/no-text', key, kindOf(value)));
    return undefined;
  }

  /** What `read` makes of the text; a problem if that is undefined. `example` is for its hint. */
  checked<T>(key: string, kind: Kind, read: (text: string) => T | undefined, example?: number): T | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const value = read(text);
    if (value === undefined) this.report(key, wording('value-invalid', text, kind, key, example));
    return value;
  }

  /** The same of one text, or of each in a list. */
  list<T>(key: string, kind: Kind, read: (text: string) => T | undefined): readonly T[] {
    return this.words(key).flatMap(({ text, spot }): T | [] => {
      const value = read(text);
      if (value === undefined) this.report(spot, wording('value-invalid', text, kind, key));
      return value ?? [];
    });
  }

  /** `true` or `false`, as YAML 1.1 and 1.2 spell them. */
  flag(key: string): boolean | undefined {
    return this.checked(key, 'true or false', flagOf);
  }

  /** A whole number above nothing, such as `example`. */
  count(key: string, example: number): number | undefined {
    return this.checked(key, 'a whole number above 0', countOf, example);
  }

  /** An absolute http or https URL. */
  url(key: string): string | undefined {
    return this.checked(key, 'an absolute address', httpUrl);
  }

  /** Seconds: a number, or `1:02:03`. */
  duration(key: string): number | undefined {
    return this.checked(key, 'a length in seconds', secondsOf);
  }

  /** A text, or a list of texts; blank ones are left out. */
  words(key: string): readonly Word[] {
    const words: Word[] = [];
    for (const item of this.items(key)) {
      if (item instanceof Fields) this.report(item.spot(), wording('value-invalid/group', key));
      else if (item.text !== '') words.push(item);
    }
    return words;
  }

  /** Texts and mappings: one of them, or a list. */
  items(key: string): readonly Item[] {
    const value = this.value(key);
    if (value === undefined) return [];
    const { keys } = this.spotOf(key);
    if (!Array.isArray(value)) return this.#itemIn(value, keys, key);
    return value.flatMap((each: HeadValue, index) => this.#itemIn(each, [...keys, index], key));
  }

  #itemIn(value: HeadValue, keys: Keys, key: string): readonly Item[] {
    if (typeof value === 'string') return [{ text: oneLine(value), spot: { keys } }];
    if (isMapping(value)) return [new Fields(value, keys, this.#report)];
    if (value !== null) this.report({ keys }, wording('value-invalid/nested', key));
    return [];
  }

  /** The fields of a mapping. */
  fields(key: string): Fields | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    if (isMapping(value)) return new Fields(value, this.spotOf(key).keys, this.#report);
    this.report(key, wording('value-invalid/no-group', key, kindOf(value)));
    return undefined;
  }

  /** The keys as they are written. */
  keys(): readonly string[] {
    return Object.keys(this.#values);
  }

  /** This mapping itself. */
  spot(): Spot {
    return { keys: this.#keys };
  }

  /** At a spot, or at the value of a key. */
  report(at: Spot | string, words: Wording): void {
    const { keys, isKey } = typeof at === 'string' ? this.spotOf(at) : at;
    const { head, path, problems, weigh } = this.#report;
    problems.push(problem(path, head.placeOf(keys, isKey), weigh(words, keys)));
  }

  /** The key as it is written: the case of its letters does not matter. */
  #written(key: string): string {
    if (Object.hasOwn(this.#values, key)) return key;
    const wanted = key.toLowerCase();
    for (const each in this.#values) {
      if (each.length === key.length && each.toLowerCase() === wanted && Object.hasOwn(this.#values, each)) return each;
    }
    return key;
  }
}

/** The same without the keys that have no value. */
export const present = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

export const isMapping = (value: HeadValue | undefined): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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

/** Reads a text that matches, as it is. */
export const matching =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.test(text) ? text : undefined;

/** `yes` of YAML 1.1 too; undefined if it is neither. */
export function flagOf(text: string): boolean | undefined {
  if (/^(?:true|yes|on)$/i.test(text)) return true;
  return /^(?:false|no|off)$/i.test(text) ? false : undefined;
}

/** The language tag in its usual spelling (BCP 47); undefined if it is none. */
export function languageOf(text: string): string | undefined {
  if (text.length > 100) return undefined;
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

const countOf = (text: string): number | undefined =>
  /^[0-9]{1,12}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;

function secondsOf(text: string): number | undefined {
  if (!/^\d{1,7}(?::[0-5]\d){0,2}(?:\.\d+)?$/.test(text)) return undefined;
  return Math.round(text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)) || undefined;
}

/** In words that say something to a writer who never heard of YAML. */
const kindOf = (value: HeadValue): string =>
  Array.isArray(value) ? 'a list' : isMapping(value) ? 'a group of keys' : 'a text';
