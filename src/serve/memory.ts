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

export interface Memory {
  /** Of each path, as last sent. */
  readonly validators: ReadonlyMap<string, Validators>;
  /** By hub, by path: the tag of the state of the topic there that the hub was last told of. */
  readonly told: Map<string, Map<string, string>>;
  /** Remembers the validators of a path. */
  validate(path: string, validators: Validators): void;
  /** Something was changed in `told`. */
  changed(): void;
  /** Writes what is not written yet. */
  close(): void;
}

/** Another number where another shape is written: what an older Courant wrote is forgotten. */
const VERSION = 1;

/** Paths, the last changed ones: 2 MB in the file. */
const MOST = 20_000;

const LARGEST = 20_000_000; // bytes of the file

/** What was written at the path before; empty where that is missing, broken or of another version. */
export function openMemory(options: MemoryOptions = {}): Memory {
  const { log = () => {}, clock = Date.now, delay = 2000 } = options;
  let path = options.path;
  const { validators, told } = parse(read(), clock());
  let timer: NodeJS.Timeout | undefined;
  let hasFailed = false;

  function read(): string | undefined {
    try {
      return path === undefined ? undefined : readOwnFile(path, LARGEST);
    } catch (error) {
      log(`${path} cannot be read, so nothing is kept over a restart: ${(error as Error).message}`);
      path = undefined; // and what stands there is not replaced
      return undefined;
    }
  }

  function changed(): void {
    if (path !== undefined) timer ??= setTimeout(write, delay).unref();
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (path === undefined) return;
    try {
      writeAtomically(path, print({ validators, told }), { isPrivate: true });
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
    validate(changedPath, now) {
      validators.delete(changedPath);
      validators.set(changedPath, now);
      for (const oldest of validators.keys()) {
        if (validators.size <= MOST) break;
        validators.delete(oldest);
      }
      changed();
    },
    changed,
    close() {
      if (timer) write();
    },
  };
}

interface Kept {
  readonly validators: Map<string, Validators>;
  readonly told: Map<string, Map<string, string>>;
}

function print({ validators, told }: Kept): string {
  return JSON.stringify({
    version: VERSION,
    validators: [...validators],
    told: [...told].map(([hub, tags]) => [hub, [...tags]]),
  });
}

/** Nothing in it is trusted for being there: what has not the shape, or lies in the future, is as if it were not. */
function parse(text: string | undefined, now: number): Kept {
  const kept: Kept = { validators: new Map(), told: new Map() };
  const { version, validators, told } = objectIn(text);
  if (version !== VERSION) return kept;
  for (const [path, known] of pairs(validators)) {
    const { etag, lastModified, sharesSecond } = (known ?? {}) as Partial<Validators>;
    if (!isTag(etag) || !Number.isInteger(lastModified) || (lastModified as number) > now) continue;
    const marked = sharesSecond === true ? { sharesSecond } : {};
    kept.validators.set(path, { etag, lastModified: lastModified as number, ...marked });
  }
  for (const [hub, tags] of pairs(told)) {
    kept.told.set(hub, new Map(pairs(tags).filter((pair): pair is [string, string] => isTag(pair[1]))));
  }
  return kept;
}

function objectIn(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const pairs = (value: unknown): [string, unknown][] =>
  Array.isArray(value) ? value.filter((pair) => Array.isArray(pair) && typeof pair[0] === 'string') : [];

const isTag = (value: unknown): value is string => typeof value === 'string' && /^(?:W\/)?"[!#-~]{1,64}"$/.test(value);
