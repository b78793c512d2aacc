// An answer: what is at a path, ready to send.

import type { FileResource, Gone, Moved } from '../model/resource.ts';
import type { QueryRule } from '../model/site.ts';
import type { Instant } from '../model/time.ts';
import type { Representation } from './representation.ts';

export interface DocumentAnswer {
  readonly kind: 'document';
  readonly representation: Representation;
  /** The same with a compressed copy; undefined if it has one. */
  readonly compressed?: (() => Promise<Representation>) | undefined;
  /** Whether a person who opens it in a browser is shown the answer at `path?` instead. */
  readonly hasPreview: boolean;
}

export type Answer = DocumentAnswer | FileResource | Moved | Gone;

/** Where answers come from. */
export interface Source {
  /** The path below which the site is served, `/` or `/news/`; undefined as long as it is not known. */
  basePath(): string | undefined;
  /** The instant of the current publication. */
  at(): Instant;
  /** Addresses that a query decides. */
  queryRules(): readonly QueryRule[];
  /** What is at a decoded path below the site. Throws or rejects with Unavailable if it cannot be had just now. */
  get(path: string): Answer | undefined | Promise<Answer | undefined>;
  /** Called with a fault that no client is told of. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** The answer cannot be had now, and can be in a moment. */
export class Unavailable extends Error {}

/** Where errors go if nobody takes them: a problem in the content is one line, anything else comes with its stack. */
export const logError = (error: unknown): void =>
  console.error('courant:', error instanceof Error && 'problems' in error ? error.message : error);
