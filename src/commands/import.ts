// `courant import`: articles from a press article in plain text, or from an RSS, Atom or JSON feed.

import { importFeed } from './import/import-feed.ts';
import { importPressArticle } from './import/import-press-article.ts';
import type { ShelfOptions } from './import/shelf.ts';
import { readSource } from './import/source.ts';
import type { ExitCode, Terminal } from './io.ts';

export interface ImportOptions extends ShelfOptions {
  /** A file or an address. */
  readonly from: string;
  /** Whether pictures and enclosures are fetched. */
  readonly media: boolean;
  /** Whether the older pages of a feed are taken too. */
  readonly all?: boolean;
}

/** Imports what a file or an address holds. 1 if it cannot be read or holds nothing. */
export async function importFrom(options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const source = await readSource(options.from, io);
  io.progress('');
  return source.kind === 'feed' ? importFeed(source, options, io) : importPressArticle(source, options, io);
}
