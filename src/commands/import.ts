// `courant import`: articles from a press article in plain text, or from an RSS, Atom or JSON feed.

import type { SiteWords } from './first-site.ts';
import { importFeed } from './import/import-feed.ts';
import { importPressArticle } from './import/import-press-article.ts';
import { readSource } from './import/source.ts';
import type { ExitCode, Terminal } from './io.ts';

export interface ImportOptions {
  /** A file or an address. */
  readonly from: string;
  readonly content: string;
  /** Whether pictures and enclosures are fetched. */
  readonly media: boolean;
  /** Whether articles that differ here are written anew. */
  readonly update: boolean;
  /** For the first site.yaml. */
  readonly site: SiteWords;
}

/** Imports what a file or an address holds. 1 where it cannot be read or holds nothing. */
export async function importFrom(options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const source = await readSource(options.from, io);
  io.progress('');
  return source.kind === 'feed' ? importFeed(source, options, io) : importPressArticle(source, options, io);
}
