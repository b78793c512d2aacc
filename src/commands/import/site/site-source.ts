// The folder of another program's site: its files, its configuration and its data. It is only read, and no link out of it is followed.

import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isMapping } from '../../../content/fields.ts';
import type { HeadValue, Mapping } from '../../../content/front-matter.ts';
import { parseData } from '../../../content/front-matter.ts';
import { fileAt, readFile, realPathOf } from '../../../disk/read.ts';
import { createScanner } from '../../../disk/scan.ts';
import { remembered } from '../../../model/bounded-map.ts';
import { textOfBytes } from '../source.ts';
import { exportedObject, literalsAfter } from './js-literals.ts';

/** Bytes of an article, a configuration or a file of data. */
const MAX_TEXT = 5_000_000;
/** Folders, and files of data, whose contents are remembered. */
const MAX_REMEMBERED = 2000;

const DATA_ENDING = /\.(?:json|toml|ya?ml|[cm]?[jt]s)$/;

export type SiteSource = ReturnType<typeof openSite>;

/** Opens the folder; all paths are below it. Throws as node:fs does if it cannot be read. */
export function openSite(folder: string) {
  const scanner = createScanner(folder);
  scanner.scan();
  const root = scanner.root();
  const problems = [...scanner.problems()];

  const isInside = (path: string): boolean => realPathOf(join(root, path))?.startsWith(join(root, '/')) ?? false;

  function bytesOf(path: string, limit = Number.POSITIVE_INFINITY): Uint8Array | undefined {
    const file = scanner.get(path) ?? (isInside(path) ? fileAt(root, path) : undefined);
    const bytes = file && file.size <= limit ? readFile(root, file) : undefined;
    return bytes && Uint8Array.from(bytes); // the reader uses its buffer again
  }

  /** The text of any file, empty if there is none that can be read. */
  function textOf(path: string): string {
    const bytes = bytesOf(path, MAX_TEXT);
    return bytes ? textOfBytes(bytes, '') : '';
  }

  /** What lies in a folder: files and folders. */
  const pathsIn = remembered(MAX_REMEMBERED, (folder: string): readonly string[] => {
    try {
      const names = folder === '' || isInside(folder) ? readdirSync(join(root, folder)).sort() : [];
      return names.map((name) => join(folder, name));
    } catch {
      return [];
    }
  });

  const dataFilesIn = remembered(MAX_REMEMBERED, (folder: string): ReadonlyMap<string, string> => {
    const files = pathsIn(folder).filter(isDataFile);
    return new Map(files.map((file) => [file.replace(DATA_ENDING, ''), file]));
  });

  /** YAML, TOML or JSON, or what is literal in JavaScript; empty if there is no such file. Told if it cannot be read. */
  const dataOf = remembered(MAX_REMEMBERED, (path: string): Mapping => {
    const text = textOf(path);
    if (/\.(?:[cm]?[jt]s)$/.test(path)) return exportedObject(text);
    if (path.endsWith('.json')) return mappingOf(literalsAfter(text, /^\s*(?=\{)/g)[0]);
    const { head, problems: found } = parseData(text, path);
    problems.push(...found);
    return head?.values ?? linesRead(text);
  });

  return {
    /** Articles and media, sorted. */
    paths: [...scanner.files()].map(({ path }) => path).sort(),
    has: (path: string) => scanner.get(path) !== undefined,
    textOf,
    bytesOf,
    pathsIn,
    /** The file of data or code of this name, with whatever ending. */
    dataFile: (stem: string) => dataFilesIn(stem.slice(0, Math.max(stem.lastIndexOf('/'), 0))).get(stem),
    dataOf,
    /** What cannot be read. */
    problems,
  };
}

export const isDataFile = (path: string): boolean => DATA_ENDING.test(path);

/** The name of a file of data, without its ending: `en` of `_data/en.yml`. */
export const dataName = (path: string): string => path.replace(/^.*\//, '').replace(DATA_ENDING, '');

/** A path below the folder without `.` and `..`; undefined if it leads out. */
export function normalPath(path: string): string | undefined {
  const normal = posix.normalize(path).replace(/^\/|\/$|^\.$/g, '');
  return /^\.\.(?:\/|$)/.test(normal) ? undefined : normal;
}

export const mappingOf = (value: HeadValue | undefined): Mapping => (isMapping(value) ? value : Object.create(null));

/** Of a configuration that cannot be read as a whole: the lines that say a key and a plain value. */
function linesRead(text: string): Mapping {
  const lines = text.matchAll(/^(\w+)[ \t]*[:=][ \t]*(?:(["'])(.*?)\2|([^\s"'[{|>&*#][^\n#]*?))[ \t]*(?:#.*)?$/gm);
  return Object.fromEntries(Array.from(lines, ([, key = '', , quoted, plain = '']) => [key, quoted ?? plain]));
}

/** The text at the end of a path of keys, whatever the case of their letters. */
export function textAt(values: HeadValue | undefined, ...keys: readonly string[]): string | undefined {
  const value = valueAt(values, ...keys);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The value at the end of a path of keys, whatever the case of their letters. */
export function valueAt(values: HeadValue | undefined, ...keys: readonly string[]): HeadValue | undefined {
  return keys.reduce<HeadValue | undefined>((within, key) => {
    const name = Object.keys(mappingOf(within)).find((each) => each.toLowerCase() === key.toLowerCase());
    return name === undefined ? undefined : mappingOf(within)[name];
  }, values);
}

/** The texts of values that are texts or lists of texts, each once. */
export function listOf(...values: readonly (HeadValue | undefined)[]): readonly string[] {
  const texts = values.flat().flatMap((each) => (typeof each === 'string' && each.trim() ? each.trim() : []));
  return [...new Set(texts)];
}
