// Memory: what is kept over a restart, so that readers and hubs learn of what changed meanwhile. Never needed.

import { readOwnFile } from '../disk/read.ts';
import { writeAtomically } from '../disk/write.ts';
import type { Validators } from '../http/validators.ts';

export interface MemoryOptions {
  /** Where it is written; nothing is kept if there is no such place. */
  readonly path?: string | undefined;
  /** One line for the person who watches. */
  readonly log?: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Milliseconds from a change to its writing: many changes are one writing. */
  readonly delay?: number;
}

/** Another number where another shape is written: what an older Courant wrote is forgotten. */
const VERSION = 1;

const LARGEST = 20_000_000; // bytes of the file

/**
 * The validators of paths as last sent, and by hub, by path, the ETag of the state that the hub was last told of. Empty
 * if nothing was written at the path before, or it is broken or of another version.
 */
export function openMemory(options: MemoryOptions = {}) {
  const { log = () => {}, clock = Date.now, delay = 2000 } = options;
  let { path } = options;
  let text: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let hasFailed = false;
  try {
    if (path !== undefined) text = readOwnFile(path, LARGEST);
  } catch (error) {
    log(`${path} cannot be read, so nothing is kept over a restart: ${(error as Error).message}`);
    path = undefined; // and what stands there is not replaced
  }
  const { validators, told } = parse(text, clock());

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (path === undefined) return;
    try {
      const tags = [...told].map(([hub, byPath]) => [hub, [...byPath]]);
      const text = JSON.stringify({ version: VERSION, validators: [...validators], told: tags });
      writeAtomically(path, text, { isPrivate: true });
      hasFailed = false;
    } catch (error) {
      // Said once: the next writing is a moment away, and it will fail as this one did.
      if (!hasFailed) log(`${path} cannot be written, so a restart will forget: ${(error as Error).message}`);
      hasFailed = true;
    }
  }

  return {
    validators,
    told,
    /** Something was changed in one of the maps. */
    changed(): void {
      if (path !== undefined) timer ??= setTimeout(write, delay).unref();
    },
    /** Writes what is not written yet. */
    close(): void {
      if (timer) write();
    },
  };
}

/** Nothing in it is trusted for being there: a tag that is none, or a date in the future, is as if it were not. */
function parse(text: string | undefined, now: number) {
  const none = { validators: new Map<string, Validators>(), told: new Map<string, Map<string, string>>() };
  const isKnown = ([path, known]: [unknown, Validators]) =>
    typeof path === 'string' && isTag(known.etag) && Number.isInteger(known.lastModified) && known.lastModified <= now;
  try {
    const { version, validators, told } = JSON.parse(text ?? '{}');
    if (version !== VERSION) return none;
    const tagsByHub = told.map(([hub, tags]: [string, [string, string][]]) => [hub, new Map(tags)]);
    return { validators: new Map(validators.filter(isKnown)), told: new Map(tagsByHub) } as typeof none;
  } catch {
    return none; // not written by Courant, or not to its end
  }
}

const isTag = (value: unknown): value is string => typeof value === 'string' && /^(?:W\/)?"[!#-~]{1,64}"$/.test(value);
