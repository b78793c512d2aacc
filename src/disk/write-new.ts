// Writing new files: none that is there is ever touched.

import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file that is not there yet, whole at once, and the folders above it. False where something of that name is
 * there already, which stays as it is. Throws as node:fs does.
 */
export function writeNew(path: string, bytes: string | Uint8Array): boolean {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const beside = mkdtempSync(join(folder, '.courant-'));
  try {
    const written = join(beside, basename(path));
    writeFileSync(written, bytes);
    return isDone(() => linkSync(written, path)) ?? isDone(() => writeFileSync(path, bytes, { flag: 'wx' })) ?? false;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** False where the name is taken, nothing where the file system has no links. */
function isDone(write: () => void): boolean | undefined {
  try {
    write();
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS' || code === 'EOPNOTSUPP') return undefined;
    throw error;
  }
}
