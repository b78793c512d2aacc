// Entries: articles that a program gives. Its source is asked for all of them; what has changed goes to the builder.

import type { EntryChanges, GivenEntry } from '../build/source-files.ts';
import type { HeadValue, Mapping } from '../content/head-values.ts';
import { digestOf } from '../http/sha256.ts';
import type { SeenFile } from '../model/media.ts';
import { type Problem, problem, START } from '../model/problem.ts';
import { SITE_FILE } from '../model/source-file.ts';

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

type Some<T> = Iterable<T> | AsyncIterable<T>;

/** Where entries come from instead of a folder. */
export interface Entries {
  /** The keys of site.yaml; title and url are required. */
  readonly site: object;
  /** All articles, each time it is asked. */
  readonly articles: () => Some<Entry> | Promise<Some<Entry>>;
  /** Seconds after which it is asked again; left out, only `refresh()` asks. */
  readonly every?: number;
}

export interface EntryReader {
  /** What has changed since the changes that were delivered last. Rejects with a SourceFailure. */
  ask(): Promise<EntryChanges>;
  /** The builder has these changes. */
  delivered(changes: EntryChanges): void;
  /** Another builder begins with nothing. */
  forget(): void;
  /** The file that an entry is to the builder. */
  fileAt(path: string): SeenFile | undefined;
}

/** The source threw, or gives nothing any more. */
export class SourceFailure extends Error {}

const PATIENCE = 60_000; // milliseconds without an entry after which a source counts as hanging

interface Known {
  readonly version: string;
  readonly file: SeenFile;
}

export function createEntryReader({ site, articles }: Entries): EntryReader {
  let known: ReadonlyMap<string, Known> = new Map();
  let builders = new Map<string, SeenFile>(); // what the builder has
  let serial = 0;

  async function ask(): Promise<EntryChanges> {
    const now = new Map<string, Known>();
    const had = builders;
    const written: GivenEntry[] = [];
    const problems: Problem[] = [];

    function take(given: unknown): void {
      const entry = given as Entry;
      const path = pathOf(entry);
      const wrong = path === undefined ? NO_PATH : now.has(path) ? TWICE : whatIsWrongWith(entry);
      if (path === undefined || wrong) {
        const [key, message, hint] = wrong as Words;
        const place = { ...START, key };
        problems.push(problem('entry-invalid', path ?? `entry ${now.size + problems.length}`, place, message, hint));
        return;
      }
      const version = versionOf(entry);
      const before = known.get(path);
      const text = entry.html ?? entry.markdown ?? '';
      const made = () => ({ path, size: text.length, mtime: 0, ctime: 0, inode: ++serial });
      const file = before?.version === version ? before.file : made();
      now.set(path, { version, file });
      if (had.get(path) === file) return;
      const body = { body: text, bodyLine: 1, isHtml: entry.html !== undefined, isTrusted: entry.trusted === true };
      written.push({ file, head: mappingOf(entry.head), body });
    }

    take({ path: SITE_FILE, head: site, markdown: '', version: 'site' });
    await eachOf(articles, take);
    if (had !== builders) return ask();
    known = now;
    return { written, removed: [...had.keys()].filter((path) => !now.has(path)), problems };
  }

  return {
    ask,
    delivered({ written, removed }) {
      for (const path of removed) builders.delete(path);
      for (const { file } of written) builders.set(file.path, file);
    },
    forget() {
      builders = new Map();
    },
    fileAt: (path) => known.get(path)?.file,
  };
}

/** Gives each entry to `take`. Rejects if the source throws, or gives nothing for a minute. */
async function eachOf(articles: Entries['articles'], take: (entry: unknown) => void): Promise<void> {
  let count = 0;
  let last = '';
  let since = performance.now();
  let isOver = false;
  let watchdog: ReturnType<typeof setInterval> | undefined;
  const after = () => (count === 0 ? 'before its first entry' : `after entry ${count}, ${last}`);
  const hanging = new Promise<never>((_, reject) => {
    watchdog = setInterval(() => {
      if (performance.now() - since < PATIENCE) return;
      reject(new SourceFailure(`The source gives nothing for ${PATIENCE / 1000} seconds, ${after()}.`));
    }, 1000);
    (watchdog as { unref?(): void }).unref?.();
  });
  const reading = async () => {
    try {
      for await (const entry of await articles()) {
        if (isOver) return;
        take(entry);
        count += 1;
        last = String((entry as Entry | undefined)?.path);
        since = performance.now();
      }
    } catch (error) {
      const message = `The source failed ${after()}: ${error instanceof Error ? error.message : String(error)}`;
      throw new SourceFailure(message, { cause: error });
    }
  };
  try {
    await Promise.race([reading(), hanging]);
  } finally {
    isOver = true;
    clearInterval(watchdog);
  }
}

/** The path without a slash before it; undefined if it is none, or leads out. */
function pathOf(entry: Entry | undefined): string | undefined {
  if (typeof entry?.path !== 'string' || entry.path.length > 1000) return undefined;
  const path = entry.path.replace(/^\/+/, '');
  return path === '' || /(?:^|\/)(?:\.{0,2})(?:\/|$)|[\\\0]/.test(path) ? undefined : path;
}

type Words = readonly [key: string, message: string, hint: string];

const NO_PATH: Words = ['path', 'The entry has no path, or one that leads out.', "Give it one such as 'notes/hello'."];
const TWICE: Words = ['path', 'Another entry before it has this path.', 'Give each entry a path of its own.'];

function whatIsWrongWith({ head, markdown, html }: Entry): Words | undefined {
  if (typeof head !== 'object' || head === null || Array.isArray(head)) {
    return ['head', 'The head is no object with keys and values.', "Give it one such as { title: 'Hello', date }."];
  }
  if ([markdown, html].filter((text) => typeof text === 'string').length === 1) return undefined;
  const hint = 'Give it one of the two, as a string; an empty one if there is no text.';
  return ['markdown', 'The entry has no text as markdown or html, or both.', hint];
}

function versionOf(entry: Entry): string {
  const { version } = entry;
  if (version !== undefined && version !== null) return JSON.stringify(headValueOf(version));
  return digestOf(JSON.stringify([mappingOf(entry.head), entry.markdown, entry.html, entry.trusted]));
}

const mappingOf = (head: object): Mapping => headValueOf(head) as Mapping;

const MAX_DEPTH = 4; // no key has deeper values; objects of a database may lead to all others

/** A value as front matter writes it: a Date as RFC 3339, a number as its digits. */
function headValueOf(value: unknown, depth = 0): HeadValue {
  if (typeof value === 'string') return value;
  if (value === null || depth > MAX_DEPTH) return null;
  if (typeof value !== 'object') return /^(?:number|bigint|boolean)$/.test(typeof value) ? String(value) : null;
  if ('toJSON' in value && typeof value.toJSON === 'function') return headValueOf(value.toJSON(), depth + 1);
  if (Array.isArray(value)) return value.map((each) => headValueOf(each, depth + 1));
  const values: Record<string, HeadValue> = Object.create(null);
  for (const [key, each] of Object.entries(value)) values[key] = headValueOf(each, depth + 1);
  return values;
}
