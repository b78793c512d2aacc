// Heads: parsed articles kept over a restart, so that only files that changed meanwhile are read. Never needed.

import { randomBytes } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { type Facts, factsOf, type SeenFile } from '../disk/folder-files.ts';
import { readBlocks, writeBlocks } from '../disk/own-blocks.ts';
import type { Scanner } from '../disk/scan.ts';
import { finishInSlices } from '../http/slices.ts';
import { mediaIn, showsOneOf } from './media-users.ts';
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

type AsSeen = Pick<Scanner, 'is' | 'get'>;

export type Seen = (path: string) => SeenFile | undefined;

interface KeptBlock extends Pick<Block, 'media' | 'mediaFacts'> {
  readonly articles: readonly PackedArticle[];
}

/** What was kept, before anybody knows whether it still holds. */
export interface KeptHeads {
  readonly title: string;
  readonly blocks: readonly KeptBlock[];
}

/** The heads in the file at `path`; none where it is missing or broken. Pauses after each block. */
export function* readHeads(path: string): Generator<void, KeptHeads, void> {
  const blocks: KeptBlock[] = [];
  let title = '';
  try {
    const all = readBlocks(path);
    title = all.next().value?.toString() ?? '';
    if ((JSON.parse(title) as { version?: number }).version !== VERSION) return { title: '', blocks };
    for (const bytes of all) {
      const { packed, media, mediaFacts } = deserialize(bytes) as Block;
      blocks.push({ articles: unpack(packed), media, mediaFacts: mediaFacts.slice() });
      yield;
    }
  } catch {
    // Broken: as if there were no more.
  }
  return { title, blocks };
}

/** Whether it was kept under these circumstances: everything that decides, besides its file, what an article is. */
export const isOf = ({ title }: KeptHeads, circumstances: string): boolean => title === titleOf(circumstances);

const titleOf = (circumstances: string): string => JSON.stringify({ version: VERSION, circumstances });

/** The articles whose files, or media that these name, are others by now or have gone. One list after the other. */
export function* changedSince({ blocks }: KeptHeads, scanner: AsSeen): Generator<readonly PackedArticle[], void, void> {
  for (const { articles, media, mediaFacts } of blocks) {
    const named = new Set(media);
    const seen = new Set(media.filter((path, place) => scanner.is(path, mediaFacts, place)));
    const isOther = (path: string) => !seen.has(path) && (named.has(path) || scanner.get(path) !== undefined);
    yield articles.filter((article) => !article.isAsSeen(scanner) || showsOneOf(article, isOther));
  }
}

/**
 * Keeps articles for the next start, in slices, as long as they are what was seen: false where they no longer are.
 * Throws as node:fs does. It leaves nothing behind then.
 */
export async function keepHeads(
  path: string,
  circumstances: string,
  articles: Iterable<ReadFile>,
  tagAuthority: string,
  seen: Seen,
  isStill: () => boolean,
): Promise<boolean> {
  const writer = writeBlocks(path, randomBytes(6).toString('hex'), Date.now() - ABANDONED);
  try {
    writer.add(Buffer.from(titleOf(circumstances)));
    const blocks = blocksOf(articles, tagAuthority, seen, writer.add);
    await finishInSlices(takeWhile(blocks, isStill));
    if (isStill()) writer.done();
    else writer.discard();
    return isStill();
  } catch (error) {
    writer.discard();
    throw error;
  }
}

const ABANDONED = 60 * 60 * 1000; // milliseconds after which whoever wrote a file is no longer there

function* takeWhile(steps: Generator<void, void, void>, isStill: () => boolean): Generator<void, void, void> {
  while (isStill() && !steps.next().done) yield;
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
