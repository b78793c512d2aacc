// The builder's thread: its door to the server.

import { parentPort, workerData } from 'node:worker_threads';
import { Unavailable } from '../http/answer.ts';
import { createBuilder } from './builder.ts';
import { createDiskFiles } from './disk-files.ts';
import { createEntryFiles } from './entry-files.ts';
import type { BuilderOptions, Question, Reply, Told } from './messages.ts';
import { noteIdle, noteWork } from './progress.ts';

export interface ThreadData {
  readonly options: BuilderOptions;
  readonly progress: SharedArrayBuffer;
  /** The instant that the clock always shows; the system's clock if it is left out. */
  readonly now?: number | undefined;
}

/** The thread's reply has the same id. */
export interface Asking {
  readonly id: number;
  readonly question: Question;
}

const { options, progress, now } = workerData as ThreadData;

function tell(told: Told | Reply): void {
  parentPort?.postMessage(told, bytesOf(told));
}

function replyTo(id: number, question: Question): Reply {
  try {
    return { kind: 'answered', id, answered: builder.answer(question) };
  } catch (error) {
    return { kind: 'failed', id, ...(!(error instanceof Unavailable) && { message: (error as Error).message }) };
  }
}

/** What is moved to the server instead of being copied. */
function bytesOf(told: Told | Reply): ArrayBuffer[] {
  if (told.kind === 'answered') {
    const { found } = told.answered;
    return found?.kind === 'document' ? [found.bytes.buffer] : [];
  }
  if (told.kind === 'publication') return [told.addresses.buffer, ...told.feeds.map(([, { bytes }]) => bytes.buffer)];
  return told.kind === 'changed' ? [told.document.bytes.buffer] : [];
}

const builder = createBuilder(options, {
  files: options.content === undefined ? createEntryFiles() : createDiskFiles(options.content),
  clock: now === undefined ? Date.now : () => now,
  tell,
  onWork: (file) => noteWork(progress, file),
  onIdle: () => noteIdle(progress),
});

parentPort?.on('message', ({ id, question }: Asking) => tell(replyTo(id, question)));
