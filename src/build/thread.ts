// The builder's thread: its door to the server.

import { parentPort, workerData } from 'node:worker_threads';
import { Unavailable } from '../http/answer.ts';
import { createBuilder } from './builder.ts';
import { createDiskFiles } from './disk-files.ts';
import { type Asking, noteIdle, noteWork, type Question, type Reply, type ThreadData, type Told } from './messages.ts';
import { createEntryFiles } from './source-files.ts';

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
  if (told.kind === 'publication') return [told.addresses.buffer, ...told.feeds.map(([, { bytes }]) => bytes.buffer)];
  if (told.kind === 'changed') return [told.document.bytes.buffer];
  const found = told.kind === 'answered' ? told.answered.found : undefined;
  return found?.kind === 'document' ? [found.bytes.buffer] : [];
}

const builder = createBuilder(options, {
  files: options.content === undefined ? createEntryFiles() : createDiskFiles(options.content),
  clock: now === undefined ? Date.now : () => now,
  tell,
  onWork: (file) => noteWork(progress, file),
  onIdle: () => noteIdle(progress),
});

parentPort?.on('message', ({ id, question }: Asking) => tell(replyTo(id, question)));
