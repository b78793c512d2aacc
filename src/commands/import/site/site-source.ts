// The folder of another program's site: its files, its configuration and its data. It is only read, and no link out of it is followed.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMapping } from '../../../content/fields.ts';
import { parseData } from '../../../content/front-matter.ts';
import type { HeadValue, Mapping } from '../../../content/head-values.ts';
import { readFile, readOwnFile, realPathOf } from '../../../disk/read.ts';
import { createScanner } from '../../../disk/scan.ts';
import { remembered } from '../../../model/bounded-map.ts';
import type { Problem } from '../../../model/problem.ts';
import { textOfBytes } from '../source.ts';
import { exportedObject, literalsAfter } from './js-literals.ts';

/** Bytes of an article, a configuration or a file of data. */
const MAX_TEXT = 5_000_000;
/** Folders whose names are remembered. */
const MAX_FOLDERS = 1000;

export const DATA_ENDING = /\.(?:json|toml|ya?ml|[cm]?[jt]s)$/;

export interface SiteSource {
  /** Articles and media, as paths below the folder, sorted. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** The text of any file, empty if there is none that can be read. */
  textOf(path: string): string;
  bytesOf(path: string): Uint8Array | undefined;
  /** The names in a folder. */
  namesIn(folder: string): readonly string[];
  /** The file of data or code of this name, with whatever ending. */
  dataFile(stem: string): string | undefined;
  /** YAML, TOML or JSON, or what is literal in JavaScript; empty if there is no such file. Told if it cannot be read. */
  dataOf(path: string): Mapping;
  /** What cannot be read, each file once. */
  readonly problems: Problem[];
}

/** Opens the folder. Throws as node:fs does if it cannot be read. */
export function openSite(folder: string): SiteSource {
  const scanner = createScanner(folder);
  scanner.scan();
  const root = scanner.root();
  const problems = [...scanner.problems()];
  const read = new Map<string, Mapping>();

  /** Where a file really is; undefined if that is not in the folder. */
  function inside(path: string): string | undefined {
    const real = realPathOf(join(root, path));
    return real?.startsWith(join(root, '/')) ? real : undefined;
  }

  function textOf(path: string): string {
    try {
      const real = inside(path);
      const bytes = bytesOf(path);
      if (bytes && bytes.length <= MAX_TEXT) return textOfBytes(bytes, '');
      return (real && readOwnFile(real, MAX_TEXT)) || '';
    } catch {
      return '';
    }
  }

  function bytesOf(path: string): Uint8Array | undefined {
    const file = scanner.get(path);
    const bytes = file && readFile(root, file);
    return bytes && Uint8Array.from(bytes); // the reader uses its buffer again
  }

  const namesIn = remembered(MAX_FOLDERS, (path: string): readonly string[] => {
    const real = path === '' ? root : inside(path);
    try {
      return real === undefined ? [] : readdirSync(real).sort();
    } catch {
      return [];
    }
  });

  const dataFilesIn = remembered(MAX_FOLDERS, (folder: string): ReadonlyMap<string, string> => {
    const names = namesIn(folder).filter((name) => DATA_ENDING.test(name));
    return new Map(names.map((name) => [folder + name.replace(DATA_ENDING, ''), folder + name]));
  });

  function parsed(path: string): Mapping {
    const text = textOf(path);
    if (/\.(?:[cm]?[jt]s)$/.test(path)) return exportedObject(text);
    if (path.endsWith('.json')) return mappingOf(literalsAfter(text, /^\s*(?=\{)/g)[0]);
    const { head, problems: found } = parseData(text, path);
    problems.push(...found);
    return head?.values ?? linesRead(text);
  }

  return {
    paths: [...scanner.files()].map(({ path }) => path).sort(),
    has: (path) => scanner.get(path) !== undefined,
    textOf,
    bytesOf,
    namesIn,
    dataFile: (stem) => dataFilesIn(stem.slice(0, stem.lastIndexOf('/') + 1)).get(stem),
    dataOf(path) {
      const known = read.get(path) ?? parsed(path);
      read.set(path, known);
      return known;
    },
    problems,
  };
}

export const mappingOf = (value: HeadValue | undefined): Mapping => (isMapping(value) ? value : Object.create(null));

/** Of a configuration that cannot be read as a whole: the lines that say a key and a plain value. */
function linesRead(text: string): Mapping {
  const lines = text.matchAll(
    /^(\w+)[ \t]*[:=][ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'[{|>&*#][^\n#]*?))[ \t]*(?:#.*)?$/gm,
  );
  return Object.assign(
    Object.create(null),
    ...Array.from(lines, ([, key = '', double, single, plain]) => ({ [key]: double ?? single ?? plain ?? '' })),
  );
}

/** The text at the end of a path of keys, whatever the case of their letters. */
export function textAt(values: HeadValue | undefined, ...keys: readonly string[]): string | undefined {
  const value = valueAt(values, ...keys);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The value at the end of a path of keys, whatever the case of their letters. */
export function valueAt(values: HeadValue | undefined, ...keys: readonly string[]): HeadValue | undefined {
  return keys.reduce<HeadValue | undefined>((within, key) => {
    if (!isMapping(within)) return undefined;
    const name = Object.keys(within).find((each) => each.toLowerCase() === key.toLowerCase());
    return name === undefined ? undefined : within[name];
  }, values);
}

/** A text or a list of texts, as a list. */
export const textsIn = (value: HeadValue | undefined): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((each) =>
    typeof each === 'string' && each.trim() ? each.trim() : [],
  );
