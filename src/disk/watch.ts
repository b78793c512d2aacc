// Watching: which folders something happened in. A hint only: events get lost, so a listener looks for itself.

import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export type Watcher = ReturnType<typeof createWatcher>;

/**
 * One watch a folder: a watch on each file needs a thousand times the memory, and recursive watching goes blind
 * after an editor saves by renaming. `onChange` gets the folder below the root, or undefined if the content
 * folder itself was moved or replaced.
 */
export function createWatcher(contentFolder: string, onChange: (folder: string | undefined) => void) {
  const watches = new Map<string, FSWatcher>();

  function add(key: string, path: string, onEvent: (name: string | null) => void): void {
    if (watches.has(key)) return;
    try {
      const watcher = watch(path, (_, name) => onEvent(name));
      watcher.on('error', () => remove(key));
      watches.set(key, watcher);
    } catch {
      // Too many watches, or the folder has gone: the regular rescan sees what happens there.
    }
  }

  function remove(key: string): void {
    watches.get(key)?.close();
    watches.delete(key);
  }

  return {
    /** Watches these folders below the root (path and inode), and no others. */
    follow(root: string, folders: Iterable<readonly [path: string, inode: number]>): void {
      const wanted = new Map<string, [path: string, onEvent: (name: string | null) => void]>();
      for (const [folder, inode] of folders) {
        // The inode too: a folder that was replaced by another of its name wants a new watch.
        wanted.set(`${root}:${folder}:${inode}`, [join(root, folder), () => onChange(folder)]);
      }
      for (const place of new Set([contentFolder, root])) {
        const onEvent = (name: string | null) => (name === null || name === basename(place)) && onChange(undefined);
        wanted.set(`above ${place}`, [dirname(place), onEvent]);
      }
      for (const key of [...watches.keys()]) if (!wanted.has(key)) remove(key);
      for (const [key, watched] of wanted) add(key, ...watched);
    },
    close(): void {
      for (const key of [...watches.keys()]) remove(key);
    },
  };
}
