// Looking ahead: the content folder is looked at in another thread while this one does something else.

import { Worker } from 'node:worker_threads';
import type { Look } from './scan.ts';

/** What there is in the folder; nothing where that cannot be told here. */
export function lookAhead(contentFolder: string): Promise<Look | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(THREAD, { workerData: contentFolder });
    worker.on('message', resolve);
    worker.on('error', () => resolve(undefined));
    worker.on('exit', () => resolve(undefined));
  });
}

/** Compiled beside this file, or not, where sources are run as they are. */
const THREAD = new URL(`./scan-thread${import.meta.url.slice(-3)}`, import.meta.url);
