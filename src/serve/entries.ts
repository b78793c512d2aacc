// Entries: articles that a program gives, read into heads and texts as the builder has them.

import type { GivenEntry } from '../build/source-files.ts';
import type { HeadValue, Mapping } from '../content/front-matter.ts';
import { createSum, tagOf } from '../http/validators.ts';
import { type Wording, wording } from '../model/wording.ts';

/** An article that is in no file. */
export interface Entry {
  /** As that of a file below content/: it makes the id and the slug, so it stays. An ending such as `.md` may be there. */
  readonly path: string;
  /** The keys of front matter: title and date are required. A Date is a date. */
  readonly head: object;
  /** The text: this or `html`. */
  readonly markdown?: string | undefined;
  readonly html?: string | undefined;
  /** Of an entry with the version of before nothing else is looked at; left out, it is made of the content. */
  readonly version?: unknown;
  /** Whether HTML in it is published as it is: scripts too. */
  readonly trusted?: boolean | undefined;
}

/** Where entries come from instead of a folder. */
export interface Entries {
  /** The keys of site.yaml. */
  readonly site: { readonly title: string; readonly url: string; readonly [key: string]: unknown };
  /** All articles, each time it is asked. */
  readonly articles: () => Iterable<Entry> | AsyncIterable<Entry> | Promise<Iterable<Entry> | AsyncIterable<Entry>>;
  /** Seconds after which it is asked again; left out, only `refresh()` asks. */
  readonly every?: number;
}

/** The path without a slash before it; empty if it is none, or leads out. */
export function pathOf(entry: Entry | undefined): string {
  if (typeof entry?.path !== 'string' || entry.path.length > 1000) return '';
  const path = entry.path.replace(/^\/+/, '');
  return /(?:^|\/)(?:\.{0,2})(?:\/|$)|[\\\0]|\p{Cs}/u.test(path) ? '' : path;
}

/** What is wrong with an entry, and at which key. */
export type Wrong = readonly [key: string, words: Wording];

/** Undefined if it can be read. */
export function wrongWith(entry: Entry, path: string, isTaken: boolean): Wrong | undefined {
  if (path === '') return ['path', wording('entry-invalid/path')];
  if (isTaken) return ['path', wording('entry-invalid/twice')];
  const { head, markdown, html } = entry;
  if (typeof head !== 'object' || head === null || Array.isArray(head)) return ['head', wording('entry-invalid/head')];
  const texts = [markdown, html].filter((text) => typeof text === 'string');
  return texts.length === 1 ? undefined : ['markdown', wording('entry-invalid/text')];
}

/** Of an entry without a version, one that is made of its content. */
export function versionOf(entry: Entry): string {
  const version = headValueOf(entry.version);
  if (version !== null) return JSON.stringify(version);
  const content = JSON.stringify([headValueOf(entry.head), entry.markdown, entry.html, entry.trusted]);
  return tagOf(createSum().update(new TextEncoder().encode(content)));
}

/** What the builder has of an entry. */
export function givenOf({ head, html, markdown, trusted }: Entry): Omit<GivenEntry, 'file'> {
  const isHtml = typeof html === 'string';
  const body = { body: (isHtml ? html : markdown) ?? '', bodyLine: 1, isHtml, isTrusted: trusted === true };
  return { head: headValueOf(head) as Mapping, body };
}

// Objects of a database may lead to all others. No key has deeper values.
const MAX_DEPTH = 4;
const MAX_VALUES = 10_000;

/** A value as front matter writes it: a Date as RFC 3339, a number as its digits. Throws if there are too many. */
function headValueOf(value: unknown, depth = 0, budget = { values: MAX_VALUES }): HeadValue {
  if (value === null || depth > MAX_DEPTH) return null;
  budget.values -= 1;
  if (budget.values < 0) throw new Error(`it has more than ${MAX_VALUES} values`);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return /^(?:number|bigint|boolean)$/.test(typeof value) ? String(value) : null;
  if ('toJSON' in value && typeof value.toJSON === 'function') return headValueOf(value.toJSON(), depth + 1, budget);
  if (Array.isArray(value)) return value.map((each) => headValueOf(each, depth + 1, budget));
  const values: Record<string, HeadValue> = Object.create(null);
  for (const [key, each] of Object.entries(value)) values[key] = headValueOf(each, depth + 1, budget);
  return values;
}
