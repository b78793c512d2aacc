// Reading what Courant wrote for itself: a small file, whole, or nothing.

import { readFileSync, statSync } from 'node:fs';

/** The text of a file of at most `limit` bytes; nothing where there is none, or it is larger. */
export function readOwnFile(path: string, limit: number): string | undefined {
  try {
    const facts = statSync(path);
    return facts.isFile() && facts.size <= limit ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
