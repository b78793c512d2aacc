// The messages between the server and the builder. They cross from one thread to another, so they are plain values.

import type { SeenFile } from '../model/media.ts';
import type { Problem } from '../model/problem.ts';
import type { AddressSet, DocumentResource, Gone, Moved } from '../model/resource.ts';
import type { QueryRule, Site } from '../model/site.ts';
import type { Instant } from '../model/time.ts';
import type { FolderOptions } from './folder.ts';
import type { Happening } from './happenings.ts';
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

/** How many files there are, and how many articles of each kind. */
export interface Counts {
  /** Markdown files, and files with a head in formats that are not read. */
  readonly files: number;
  readonly articles: number;
  readonly public: number;
  readonly scheduled: number;
  readonly drafts: number;
}

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
