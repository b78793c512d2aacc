// Threads that read: started early or late, they tell what they have read to who listens.

import { Worker } from 'node:worker_threads';
import type { Look } from '../disk/scan.ts';
import { noneTaken } from './parts.ts';
import type { ReadPart } from './read-part.ts';
import type { SiteSettings } from './read-site.ts';
import type { ThreadData, Told } from './reading-thread.ts';

export type OnPart = (number: number, read: ReadPart) => void;

/** A thread that reads. It may fail at any time: then somebody else reads what it has not told. */
export interface Thread {
  readonly taken: Int32Array;
  /** Calls with every part that it has read or will read. Fulfilled when it has ended. */
  listen(onPart: OnPart): Promise<void>;
  stop(): void;
}

/** A thread that has begun before anybody asked. */
export interface EarlyThread extends Thread {
  /** What it saw; nothing where it failed. */
  readonly look: Promise<Look | undefined>;
  /** Those under which it reads articles; nothing where it does not. */
  readonly circumstances: Promise<string | undefined>;
}

/** Looks at the content folder, and reads its articles if it is told how site.yaml is read. */
export function startEarly(contentFolder: string, settings: SiteSettings | undefined): EarlyThread {
  let seen: (look: Look | undefined) => void = () => {};
  let known: (circumstances: string | undefined) => void = () => {};
  const look = new Promise<Look | undefined>((resolve) => {
    seen = resolve;
  });
  const circumstances = new Promise<string | undefined>((resolve) => {
    known = resolve;
  });
  const thread = start({ contentFolder, settings, taken: noneTaken() }, (told) => {
    seen(told && 'look' in told ? told.look : undefined);
    if (!told || 'circumstances' in told) known(told?.circumstances);
  });
  return { ...thread, look, circumstances };
}

export const startThread = (data: ThreadData): Thread => start(data, () => {});

/** Calls `onTold` with all that is not a part, and with nothing when the thread has ended. */
function start(
  data: ThreadData,
  onTold: (told: Exclude<Told, { readonly number: number }> | undefined) => void,
): Thread {
  const worker = new Worker(THREAD, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: 24 } });
  const waiting: [number: number, read: ReadPart][] = [];
  let onPart: OnPart = (...part) => void waiting.push(part);
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('message', (told: Told) => ('number' in told ? onPart(told.number, told.read) : onTold(told)));
  worker.on('error', () => {}); // then it ends
  void ended.then(() => onTold(undefined));
  return {
    taken: data.taken,
    listen(listener) {
      onPart = listener;
      for (const part of waiting.splice(0)) listener(...part);
      return ended;
    },
    stop() {
      waiting.length = 0;
      onPart = () => {};
      void worker.terminate();
    },
  };
}

/** Compiled beside this file, or not, where sources are run as they are. */
const THREAD = new URL(`./reading-thread${import.meta.url.slice(-3)}`, import.meta.url);
