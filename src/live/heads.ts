// Heads: parsed articles kept over a restart, so that only files that changed meanwhile are read. Never needed.

import { randomBytes } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { type Facts, factsOf, fileWith, isSameFile, type SeenFile } from '../disk/folder-files.ts';
import { readBlocks, writeBlocks } from '../disk/own-blocks.ts';
import { finishInSlices } from '../http/slices.ts';
import { mediaIn } from './media-users.ts';
import { pack, type ReadFile } from './pack.ts';
import type { Packed } from './packed.ts';
import { type PackedArticle, unpack } from './packed-article.ts';

/** Another number where articles are packed otherwise: what an older Courant kept is forgotten. */
const VERSION = 2;

const PER_BLOCK = 500; // articles; a block is read in one go

/** Articles, and what was seen of the media that they name. */
interface Block {
  readonly packed: Packed;
  readonly media: readonly string[];
  readonly mediaFacts: Facts;
}

export type Seen = (path: string) => SeenFile | undefined;

/**
 * The articles in the file at `path` whose files, and the media that these name, are as they were; none where it is
 * missing, broken, of another version, or was kept under other circumstances: these are everything that decides,
 * besides its file, what an article is. One list after the other.
 */
export function* readHeads(path: string, circumstances: string, seen: Seen): Generator<PackedArticle[], void, void> {
  try {
    const blocks = readBlocks(path);
    const first = blocks.next().value;
    if (!first || first.toString() !== titleOf(circumstances)) return;
    for (const block of blocks) yield articlesIn(deserialize(block) as Block, seen);
  } catch {
    // Broken: as if there were no more.
  }
}

const titleOf = (circumstances: string): string => JSON.stringify({ version: VERSION, circumstances });

function articlesIn({ packed, media, mediaFacts }: Block, seen: Seen): PackedArticle[] {
  const isThere = (file: SeenFile): boolean => isSameFile(file, seen(file.path) ?? NO_FILE);
  const other = new Set(media.filter((path, place) => !isThere(fileWith(mediaFacts, place, path))));
  return unpack(packed).filter((article) => isThere(article.file) && !article.media.some((path) => other.has(path)));
}

const NO_FILE: SeenFile = { path: '', size: -1, mtime: 0, ctime: 0, inode: 0 };

/** Keeps articles for the next start, in slices. Throws as node:fs does, and leaves nothing behind then. */
export async function keepHeads(
  path: string,
  circumstances: string,
  articles: Iterable<ReadFile>,
  tagAuthority: string,
  seen: Seen,
): Promise<void> {
  const writer = writeBlocks(path, randomBytes(6).toString('hex'));
  try {
    writer.add(Buffer.from(titleOf(circumstances)));
    await finishInSlices(blocksOf(articles, tagAuthority, seen, writer.add));
    writer.done();
  } catch (error) {
    writer.discard();
    throw error;
  }
}

function* blocksOf(
  articles: Iterable<ReadFile>,
  tagAuthority: string,
  seen: Seen,
  add: (block: Uint8Array) => void,
): Generator<void, void, void> {
  let kept: ReadFile[] = [];
  const end = () => {
    add(serialize(blockOf(kept, tagAuthority, seen)));
    kept = [];
  };
  for (const each of articles) {
    if (kept.push(each) < PER_BLOCK) continue;
    end();
    yield;
  }
  end();
}

function blockOf(kept: readonly ReadFile[], tagAuthority: string, seen: Seen): Block {
  const media = [...new Set(kept.flatMap(({ article }) => mediaIn(article)))].flatMap((path) => seen(path) ?? []);
  return { packed: pack(kept, tagAuthority), media: media.map(({ path }) => path), mediaFacts: factsOf(media) };
}
