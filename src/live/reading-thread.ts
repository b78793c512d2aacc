// A thread that reads articles: parts of the list of files come in, packed articles and problems go out.

import { parentPort, workerData } from 'node:worker_threads';
import type { ParsedArticle } from '../content/parse-article.ts';
import type { SeenFile } from '../disk/folder-files.ts';
import type { Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { mediaIndexOf } from './media-index.ts';
import { pack, type ReadFile } from './pack.ts';
import type { Packed } from './packed.ts';
import { readArticle } from './read-article.ts';

export interface ThreadData {
  /** The content folder. */
  readonly root: string;
  readonly site: Site;
  readonly media: readonly SeenFile[];
}

/** What was read of a part. */
export interface ReadResult {
  /** Of the files that have not failed, in their order. */
  readonly packed: Packed;
  /** By the file's place in the part; nothing where it is not the one any more that was seen. */
  readonly failed: ReadonlyMap<number, ParsedArticle | undefined>;
  /** Of the files that have not failed. */
  readonly problems: ReadonlyMap<number, readonly Problem[]>;
}

const { root, site, media } = workerData as ThreadData;
const seen = new Map(media.map((file) => [file.path, file]));
const context = {
  root,
  site,
  media: mediaIndexOf({ root: () => root, get: (path) => seen.get(path), files: () => media }),
};

parentPort?.on('message', (part: readonly SeenFile[]) => {
  const good: ReadFile[] = [];
  const failed = new Map<number, ParsedArticle | undefined>();
  const problems = new Map<number, readonly Problem[]>();
  for (const [index, file] of part.entries()) {
    const read = readArticle(file, context);
    if (read?.article) good.push({ file, article: read.article });
    else failed.set(index, read);
    if (read?.article && read.problems.length > 0) problems.set(index, read.problems);
  }
  const packed = pack(good, site.tagAuthority);
  const { instants, numbers, heads, starts, files } = packed;
  const moved = [instants, numbers, heads, starts, files].map(({ buffer }) => buffer as ArrayBuffer);
  parentPort?.postMessage({ packed, failed, problems } satisfies ReadResult, moved);
});
