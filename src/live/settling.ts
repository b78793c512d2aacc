// Settling: looks at the content folder and reads what changed, until what was seen and what was read agree.

import type { Changes, Scanner } from '../disk/scan.ts';
import { finishInSlices } from '../http/slices.ts';
import { ContentError } from './content-error.ts';
import type { Loader, Rendered } from './loader.ts';
import type { EarlyThread } from './threads.ts';

const ROUNDS = 5; // looks at files that change while they are read, before others have their turn

export interface SettlingOptions {
  readonly contentFolder: string;
  readonly scanner: Scanner;
  readonly loader: Loader;
  readonly rendered: Rendered;
  /** A thread that has begun with the first look already. */
  readonly early?: EarlyThread | undefined;
  /** Whether nothing is public yet: then nothing is left for a later look. */
  readonly isFirst: boolean;
  /** After each look, before anything is read; false where it is enough. */
  readonly onSeen: (changes: Changes) => boolean;
}

/** What changed on the way, and the folders of files that change faster than they are read; nothing if stopped. */
export interface Settled {
  readonly changes: Changes;
  readonly restless: readonly string[];
}

/** Throws a ContentError where the content folder cannot be read, and what node:fs throws where there is none. */
export async function settle(
  folders: Iterable<string> | undefined,
  { contentFolder, scanner, loader, rendered, early, isFirst, onSeen }: SettlingOptions,
): Promise<Settled | undefined> {
  let changes: Changes | undefined;
  let where = folders;
  for (let rounds = 1; ; rounds++) {
    const isEarly = early !== undefined && isFirst && rounds === 1;
    if (isEarly) await loader.prepare();
    const look = isEarly ? await early.look : undefined;
    const adopted = look && scanner.adopt(look);
    const seen = adopted ?? (await scan(scanner, where, contentFolder));
    changes = changes ? both(changes, seen) : seen;
    if (!onSeen(changes)) return undefined;
    // Its parts are of what it saw: of another look they would be other files.
    await loader.load(seen, rendered, adopted && early);
    early?.stop();
    const restless = loader.missed().map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))));
    // Replaced while it was read: what was read may be half of each.
    if (!scanner.isStill()) where = undefined;
    else if (restless.length > 0 && (isFirst || rounds < ROUNDS)) where = restless;
    else return { changes, restless };
  }
}

function both(before: Changes, now: Changes): Changes {
  const written = new Set([...before.written, ...now.written]);
  const removed = new Set([...before.removed, ...now.removed]);
  return { written: [...written], removed: [...removed] };
}

async function scan(scanner: Scanner, folders: Iterable<string> | undefined, contentFolder: string): Promise<Changes> {
  try {
    return await finishInSlices(scanner.scan(folders));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw error; // there is none: what to do then is the command's to say
    throw new ContentError(`${contentFolder} cannot be read${code ? ` (${code})` : ''}`, []);
  }
}
