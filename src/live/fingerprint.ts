// The fingerprint of what was seen: where two are equal, so are the files.

import { createHash } from 'node:crypto';
import type { SeenFile } from '../disk/folder-files.ts';

export function fingerprintOf(files: Iterable<SeenFile>): string {
  const hash = createHash('sha256');
  for (const { path, size, mtime, ctime, inode } of files) hash.update(`${path}\0${size} ${mtime} ${ctime} ${inode}\n`);
  return hash.digest('base64url');
}
