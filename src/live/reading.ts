// Reading articles: here, and in other threads where one has begun already or there are enough to read.

import { availableParallelism } from 'node:os';
import type { ParsedArticle } from '../content/parse-article.ts';
import type { SeenFile } from '../disk/folder-files.ts';
import type { Scanner } from '../disk/scan.ts';
import { finishInSlices } from '../http/slices.ts';
import type { Problem } from '../model/problem.ts';
import { unpack } from './packed-article.ts';
import { articleParts, noneTaken, type Part, partCount, takenParts } from './parts.ts';
import { type ReadingContext, readArticle } from './read-article.ts';
import { type ReadPart, readPart } from './read-part.ts';
import { startThread, type Thread } from './threads.ts';

/** Called with what was read of each file; with nothing where it is not the one any more that was seen. */
export type OnRead = (file: SeenFile, read: ParsedArticle | undefined) => void;

const MANY = 20_000; // files; with fewer, threads take longer to start and to warm up than they save
const MOST_THREADS = 2; // beside this one; each takes 30 MB while it lives

/** Reads these files, in slices. */
export const readHere = (files: Iterable<SeenFile>, context: ReadingContext, onRead: OnRead): Promise<void> =>
  finishInSlices(readEach(files, context, onRead));

function* readEach(files: Iterable<SeenFile>, context: ReadingContext, onRead: OnRead): Generator<void, void, void> {
  for (const file of files) {
    onRead(file, readArticle(file, context));
    yield;
  }
}

/**
 * Reads every article that the scanner saw, in whichever order, until the signal says that nobody wants them any more.
 * `early` is a thread that has begun to, of what the scanner saw and under these circumstances.
 */
export async function readAll(
  scanner: Pick<Scanner, 'files' | 'count' | 'look' | 'root'>,
  context: ReadingContext,
  onRead: OnRead,
  { early, signal }: { readonly early?: Thread | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const { site } = context;
  const taken = early?.taken ?? noneTaken();
  const threads = early ? [early] : [];
  const isMuch = scanner.count() >= MANY;
  if (isMuch) await finishInSlices(startOthers());
  const read = new Set<number>();
  const onPart = (number: number, part: ReadPart) => {
    take(part, onRead);
    read.add(number);
  };
  const stop = () => {
    for (const thread of threads) thread.stop();
  };
  signal?.addEventListener('abort', stop);
  const ended = threads.map((thread) => thread.listen(onPart));
  await finishInSlices(readParts(takenParts(articleParts(scanner), taken)));
  await Promise.all(ended);
  signal?.removeEventListener('abort', stop);
  // What a thread took and did not come to read.
  if (read.size < partCount(scanner.count())) await finishInSlices(readParts(articleParts(scanner)));

  /** A thread takes its copy of the look while it is started. */
  function* startOthers() {
    const given = { look: scanner.look(), site };
    while (threads.length < Math.min(MOST_THREADS, availableParallelism() - 1)) {
      threads.push(startThread({ contentFolder: scanner.root(), given, taken }));
      yield;
    }
  }

  function* readParts(parts: Iterable<Part<SeenFile>>) {
    for (const { number, members: files } of parts) {
      if (signal?.aborted) return;
      if (read.has(number)) continue;
      if (isMuch) onPart(number, readPart(files, context));
      else yield* readEach(files, context, onRead);
      read.add(number);
      yield;
    }
  }
}

function take({ packed, warned, failed }: ReadPart, onRead: OnRead): void {
  for (const [place, article] of unpack(packed).entries()) {
    onRead(article.file, { article, problems: warned.get(place) ?? NO_PROBLEMS });
  }
  for (const [file, read] of failed) onRead(file, read);
}

const NO_PROBLEMS: readonly Problem[] = [];
