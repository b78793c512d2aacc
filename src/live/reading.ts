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

/** Reads every file, in whichever order. */
export async function readArticles(
  files: readonly SeenFile[],
  context: ReadingContext,
  media: () => readonly SeenFile[],
  onRead: OnRead,
): Promise<void> {
  const left = new Set(files);
  const onEach: OnRead = (file, read) => {
    left.delete(file);
    onRead(file, read);
  };
  if (files.length >= MANY) await readInThreads(files, context, media(), onEach);
  await finishInSlices(readHere(left, context, onRead));
}

function* readHere(files: Iterable<SeenFile>, context: ReadingContext, onRead: OnRead): Generator<void, void, void> {
  for (const file of files) {
    onRead(file, readArticle(file, context));
    yield;
  }
}

/** Reads as many files as threads take before they are done or fail. */
export async function readInThreads(
  files: readonly SeenFile[],
  { root, site }: ReadingContext,
  media: readonly SeenFile[],
  onRead: OnRead,
): Promise<void> {
  const parts = partsOf(files);
  const threads = Math.min(MOST_THREADS, availableParallelism());
  await Promise.all(Array.from({ length: threads }, () => readInThread(parts, { root, site, media }, onRead)));
}

function* partsOf(files: readonly SeenFile[]): Generator<readonly SeenFile[], void, void> {
  for (let start = 0; start < files.length; start += AT_ONCE) yield files.slice(start, start + AT_ONCE);
}

/** Fulfilled when no part is left, or the thread has failed. */
function readInThread(parts: Iterator<readonly SeenFile[]>, workerData: ThreadData, onRead: OnRead): Promise<void> {
  return new Promise((resolve) => {
    const worker = new Worker(THREAD, { workerData });
    const sent: (readonly SeenFile[])[] = [];
    const send = () => {
      const part = parts.next().value as readonly SeenFile[] | undefined;
      if (part) {
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
    worker.on('exit', () => resolve());
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
