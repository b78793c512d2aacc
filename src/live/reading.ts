// Reading many articles: in other threads where there are enough of them, since a start waits for nothing else.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ParsedArticle } from '../content/parse-article.ts';
import type { SeenFile } from '../disk/folder-files.ts';
import { finishInSlices } from '../http/slices.ts';
import type { Article } from '../model/article.ts';
import type { Problem } from '../model/problem.ts';
import { unpack } from './packed-article.ts';
import { type ReadingContext, readArticle } from './read-article.ts';
import type { ReadResult, ThreadData } from './reading-thread.ts';

/** Called with what was read of each file; with nothing where it is not the one any more that was seen. */
export type OnRead = (file: SeenFile, read: ParsedArticle | undefined) => void;

const MANY = 20_000; // files; with fewer, threads take longer to start and to warm up than they save
const AT_ONCE = 250; // files
const MOST_THREADS = 2; // each takes 30 MB while it lives

/** Reads every file, in whichever order; `count` is about how many there are. */
export async function readArticles(
  files: Iterable<SeenFile>,
  count: number,
  context: ReadingContext,
  media: () => readonly SeenFile[],
  onRead: OnRead,
): Promise<void> {
  const parts = partsOf(files);
  const left = count < MANY ? [] : await readInThreads(parts, context, media(), onRead);
  await finishInSlices(readHere(all(left, parts), context, onRead));
}

function* readHere(
  parts: Iterable<readonly SeenFile[]>,
  context: ReadingContext,
  onRead: OnRead,
): Generator<void, void, void> {
  for (const part of parts) {
    for (const file of part) {
      onRead(file, readArticle(file, context));
      yield;
    }
  }
}

function* all<T>(...lists: readonly Iterable<T>[]): Generator<T, void, void> {
  for (const list of lists) yield* list;
}

/** Made when they are asked for: all files at one time would take as much memory as what is read of them. */
function* partsOf(files: Iterable<SeenFile>): Generator<readonly SeenFile[], void, void> {
  let part: SeenFile[] = [];
  for (const file of files) {
    if (part.push(file) < AT_ONCE) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** Reads parts until there are none, or threads cannot be had. Gives back what threads have left unread. */
export async function readInThreads(
  parts: Iterator<readonly SeenFile[]>,
  { root, site }: ReadingContext,
  media: readonly SeenFile[],
  onRead: OnRead,
): Promise<(readonly SeenFile[])[]> {
  const threads = Math.min(MOST_THREADS, availableParallelism());
  const data: ThreadData = { root, site, media };
  const left = await Promise.all(Array.from({ length: threads }, () => readInThread(parts, data, onRead)));
  return left.flat();
}

/** Fulfilled with the parts that a thread that failed has not read. */
function readInThread(
  parts: Iterator<readonly SeenFile[]>,
  workerData: ThreadData,
  onRead: OnRead,
): Promise<(readonly SeenFile[])[]> {
  return new Promise((resolve) => {
    const worker = new Worker(THREAD, { workerData });
    const sent: (readonly SeenFile[])[] = [];
    const send = () => {
      const { done, value: part } = parts.next();
      if (!done) {
        sent.push(part);
        worker.postMessage(part);
      } else if (sent.length === 0) void worker.terminate();
    };
    worker.on('message', (result: ReadResult) => {
      const part = sent.shift() ?? [];
      send();
      take(part, result, onRead);
    });
    worker.on('error', () => {}); // then it exits
    worker.on('exit', () => resolve(sent));
    send();
    send(); // so that it never waits for the next
  });
}

function take(files: readonly SeenFile[], { packed, failed, problems }: ReadResult, onRead: OnRead): void {
  const articles = unpack(packed).values();
  for (const [index, file] of files.entries()) {
    if (failed.has(index)) onRead(file, failed.get(index));
    else onRead(file, { article: articles.next().value as Article, problems: problems.get(index) ?? NO_PROBLEMS });
  }
}

const NO_PROBLEMS: readonly Problem[] = [];

/** Compiled beside this file, or not, where sources are run as they are. */
const THREAD = new URL(`./reading-thread${import.meta.url.slice(-3)}`, import.meta.url);
