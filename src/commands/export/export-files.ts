// The files of an export: every address of a publication, each written once, by several threads where there are many.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FolderInMaking } from '../../disk/publish-folder.ts';
import { noneTaken, type Part, takenParts } from '../../live/parts.ts';
import type { Problem } from '../../model/problem.ts';
import type { Publication } from '../../model/resource.ts';
import { Failure, type Terminal } from '../io.ts';
import { addressParts, type Exported, exportPart } from './export-part.ts';
import type { ExportedPart, ThreadData } from './exporting-thread.ts';

/** What a thread needs to write the same publication. */
export type Source = Omit<ThreadData, 'making' | 'taken'>;

const MANY = 1_500; // addresses; with fewer, threads take longer to start and to warm up than they save
const MOST_THREADS = 3; // beside this one; each reads all articles for itself
const MOST_MEMORY = 600; // MB of a thread: 100,000 articles fit; without a bound V8 collects later, and takes half as much again

/**
 * Writes the file of every address into the folder. Gives them, and the problems of bodies that other threads found.
 * Throws Unsettled where the content changes meanwhile.
 */
export async function exportFiles(
  publication: Publication,
  folder: FolderInMaking,
  source: Source,
  io: Terminal,
): Promise<{ readonly exported: readonly Exported[]; readonly problems: readonly Problem[] }> {
  const parts = addressParts(publication);
  const count = parts.reduce((sum, { members }) => sum + members.length, 0);
  const taken = noneTaken();
  const done = new Map<number, Exported[]>();
  const problems: Problem[] = [];
  let written = 0;
  let onAll = () => {};
  const all = new Promise<void>((resolve) => {
    onAll = resolve;
  });

  function onPart({ number, exported, problems: found = [] }: ExportedPart): void {
    done.set(number, exported);
    problems.push(...found);
    written += exported.length;
    io.progress(`${written} of ${count}: ${exported.at(-1)?.path ?? ''}`);
    if (done.size === parts.length) onAll();
  }

  async function write(some: Iterable<Part<string>>): Promise<void> {
    for (const part of some) {
      if (io.stop.aborted) throw new Failure('Stopped. Nothing was exported.');
      onPart({ number: part.number, exported: await exportPart(part, publication, folder) });
    }
  }

  const threads = count < MANY ? 0 : Math.min(MOST_THREADS, availableParallelism() - 1);
  const workers = Array.from({ length: threads }, () =>
    startThread({ ...source, making: folder.making, taken }, onPart),
  );
  const end = () => Promise.all(workers.map((worker) => worker.stop()));
  io.stop.addEventListener('abort', end);
  try {
    await write(takenParts(parts, taken));
    await Promise.race([all, Promise.all(workers.map(({ ended }) => ended))]);
    // What a thread took and did not come to write.
    await write(parts.filter(({ number }) => !done.has(number)));
  } finally {
    io.stop.removeEventListener('abort', end);
    await end();
    io.progress('');
  }
  return { exported: parts.flatMap(({ number }) => done.get(number) ?? []), problems };
}

/** A thread that writes. It may fail at any time: then somebody else writes what it has not told. */
function startThread(data: ThreadData, onPart: (part: ExportedPart) => void) {
  const worker = new Worker(THREAD, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  worker.on('message', onPart);
  worker.on('error', () => {}); // then it ends
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return { ended, stop: () => worker.terminate() };
}

/** Compiled beside this file, or not, where sources are run as they are. */
const THREAD = new URL(`./exporting-thread${import.meta.url.slice(-3)}`, import.meta.url);
