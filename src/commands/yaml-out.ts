// YAML as Courant writes it: keys with texts, mappings, and lists of both.

import { oneLine } from '../model/text.ts';

type YamlScalar = string | number | true;
export type YamlValue = YamlScalar | readonly (YamlScalar | YamlPairs)[] | YamlPairs;
export interface YamlPairs {
  readonly [key: string]: YamlValue | undefined;
}

/** The lines of a mapping; what is undefined or empty is left out. Every text comes back as it was. */
export function yamlLines(entries: YamlPairs): string[] {
  return Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : linesOf(key, value)));
}

/** A text as a YAML scalar: plain if nobody can take it for anything else, else in double quotes. */
export function yamlText(text: string, isInList = false): string {
  const line = oneLine(text);
  const isPlain = (PLAIN.test(line) && !NO_TEXT.test(line) && !(isInList && line.includes(','))) || DATE.test(line);
  return isPlain ? line : JSON.stringify(line);
}

/** Begins with a letter or a slash; nothing in it that could end a value or begin another. */
const PLAIN = /^[\p{L}/](?:[\p{L}\p{M}\p{N} '’“”.,;!?&()/+*=$%~@_–—…-]|:(?=[^\s])|#(?<=\S#))*(?<![\s:])$/u;
const DATE = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;
/** Words that YAML takes for something else, one version or another. */
const NO_TEXT = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

function linesOf(key: string, value: YamlValue): string[] {
  if (typeof value !== 'object') return [`${key}: ${scalar(value)}`];
  if (Object.keys(value).length === 0) return [];
  if (!isList(value)) return [`${key}:`, ...yamlLines(value).map((line) => `  ${line}`)];
  if (value.every((item) => typeof item === 'string')) {
    return [`${key}: [${value.map((item) => yamlText(item, true)).join(', ')}]`];
  }
  return [`${key}:`, ...value.flatMap(itemLines)];
}

function itemLines(item: YamlScalar | YamlPairs): string[] {
  const lines = typeof item === 'object' ? yamlLines(item) : [scalar(item)];
  return lines.map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`));
}

const scalar = (value: YamlScalar): string => (typeof value === 'string' ? yamlText(value) : String(value));

const isList = (value: object): value is readonly unknown[] => Array.isArray(value);
