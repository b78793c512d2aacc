// What crosses between the server and the builder: messages, which are plain values, and memory that both share, so that a
// builder that hangs is noticed.

import type { SeenFile } from '../model/media.ts';
import type { Problem } from '../model/problem.ts';
import type { AddressSet, DocumentResource, Gone, Moved } from '../model/resource.ts';
import type { QueryRule, Site } from '../model/site.ts';
import type { Instant } from '../model/time.ts';
import type { FolderOptions } from './folder.ts';
import type { Counts, Happening } from './news.ts';
import type { EntryChanges, SourceFiles } from './source-files.ts';

/** How a builder is started. */
export interface BuilderOptions extends Pick<FolderOptions, 'url' | 'port' | 'drafts' | 'tooCostly'> {
  /** Undefined if there is no folder, but entries that questions bring. */
  readonly content: string | undefined;
  /** Whether changes on disk are followed. */
  readonly watch: boolean;
  /** Whether it does something of itself: publishes what has become due, and writes feeds again that changed. */
  readonly hasTimers: boolean;
  /** Feeds that were asked for before, and their ETags. */
  readonly asked: readonly (readonly [path: string, etag: string])[];
}

export interface BuilderEnvironment {
  readonly files: SourceFiles;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly tell: (told: Told) => void;
  /** Called with each file before work on it begins, and with none before other work. */
  readonly onWork?: (file?: SeenFile) => void;
  /** Called when a piece of work is done. */
  readonly onIdle?: () => void;
}

/** What the thread of a builder is started with. */
export interface ThreadData {
  readonly options: BuilderOptions;
  readonly progress: SharedArrayBuffer;
  /** The instant that the clock always shows; the system's clock if it is left out. */
  readonly now?: number | undefined;
}

/** What the server asks. */
export type Question =
  | { readonly kind: 'get'; readonly path: string }
  /** Every path there is. */
  | { readonly kind: 'paths' }
  /** Looks at the whole folder, or takes entries, and publishes what has changed. */
  | { readonly kind: 'refresh'; readonly entries?: EntryChanges }
  /** Renders every body, so that all problems are known. */
  | { readonly kind: 'render-all' };

/** What the question asks for. */
export interface Answered {
  readonly found?: Found | undefined;
  readonly paths?: readonly string[];
}

/** What a thread is asked; its reply has the same id. */
export interface Asking {
  readonly id: number;
  readonly question: Question;
}

/** What a thread says to the question with this id. */
export type Reply = { readonly id: number } & (
  | { readonly kind: 'answered'; readonly answered: Answered }
  /** No message: files change just now, and in a moment there is an answer. */
  | { readonly kind: 'failed'; readonly message?: string }
);

/** A document as bytes, with what decides its header fields. */
export interface WrittenDocument extends Omit<DocumentResource, 'write' | 'preview'> {
  /** Weak, made of the bytes. */
  readonly etag: string;
  /** The newest `updated` among what it shows. */
  readonly updated: Instant;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether a person who opens it in a browser is shown a page instead. */
  readonly hasPreview: boolean;
}

/** A media file: the server reads it itself. */
export interface FoundFile {
  readonly kind: 'file';
  readonly type: string;
  readonly file: SeenFile;
  /** The real path of the content folder. */
  readonly root: string;
}

/** What is at a path. */
export type Found = WrittenDocument | FoundFile | Moved | Gone;

/** Another publication has become current. */
export interface NewPublication {
  readonly kind: 'publication';
  readonly at: Instant;
  /** `/`, or `/news/`. */
  readonly basePath: string;
  readonly site: Pick<Site, 'title' | 'url' | 'hubs' | 'timeZone' | 'language' | 'permalink'>;
  /** What changed for readers; nothing at the first publication. */
  readonly happenings: readonly Happening[];
  readonly counts: Counts;
  /** Redirects and addresses that are gone by their query. */
  readonly queryRules: readonly QueryRule[];
  readonly addresses: AddressSet;
  /** Feeds that were asked for before and show what has changed, written anew. */
  readonly feeds: readonly (readonly [path: string, document: WrittenDocument])[];
  /** Further feeds that show what has changed, or what is no longer public: to be forgotten. */
  readonly stale: readonly string[];
}

/** What the builder tells. */
export type Told =
  | NewPublication
  /** A feed that was asked for before has other bytes now. */
  | { readonly kind: 'changed'; readonly path: string; readonly document: WrittenDocument }
  | { readonly kind: 'problems'; readonly appeared: readonly Problem[]; readonly mended: readonly Problem[] }
  /** The first look is done, and there can be no publication. */
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly code?: string;
      readonly problems: readonly Problem[];
    }
  /** There is nothing to write in the background any more. */
  | { readonly kind: 'idle' };

const FACTS_AT = 16; // bytes from the beginning; before it: busy, steps, length of the path
const PATH_AT = 48; // before it: size, mtime, ctime and inode
const MAX_PATH = 4096; // bytes

const [BUSY, STEPS, LENGTH] = [0, 1, 2];

export const createProgress = (): SharedArrayBuffer => new SharedArrayBuffer(PATH_AT + MAX_PATH);

const numbersIn = (progress: SharedArrayBuffer) => new Int32Array(progress, 0, 3);
const factsIn = (progress: SharedArrayBuffer) => new Float64Array(progress, FACTS_AT, 4);

/** Notes that work on a file begins, or other work. */
export function noteWork(progress: SharedArrayBuffer, file?: SeenFile): void {
  const numbers = numbersIn(progress);
  if (file) factsIn(progress).set([file.size, file.mtime, file.ctime, file.inode]);
  Atomics.store(numbers, LENGTH, file ? Buffer.from(progress, PATH_AT, MAX_PATH).write(file.path) : 0);
  Atomics.store(numbers, BUSY, 1);
  Atomics.add(numbers, STEPS, 1);
}

/** Notes that there is nothing to do. */
export const noteIdle = (progress: SharedArrayBuffer): void => void Atomics.store(numbersIn(progress), BUSY, 0);

/** `steps` is another number whenever other work has begun; `file` is undefined if it is no single file. */
export function readProgress(progress: SharedArrayBuffer) {
  const numbers = numbersIn(progress);
  const path = Buffer.from(progress, PATH_AT, Atomics.load(numbers, LENGTH)).toString();
  const [size = 0, mtime = 0, ctime = 0, inode = 0] = factsIn(progress);
  return {
    isBusy: Atomics.load(numbers, BUSY) === 1,
    steps: Atomics.load(numbers, STEPS),
    file: path === '' ? undefined : { path, size, mtime, ctime, inode },
  };
}
