// `courant import`: articles from a press article in plain text, a feed, an export of WordPress or Ghost, or the folder of a site.

import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { inCopy } from './import/dry-run.ts';
import { readExport } from './import/exports.ts';
import { readFeed } from './import/feed.ts';
import { importFeed } from './import/import-feed.ts';
import type { ImportOptions } from './import/imported.ts';
import { parsePressArticle } from './import/press-article.ts';
import { importSite, refuseNested } from './import/site/import-site.ts';
import { readSource } from './import/source.ts';
import type { ExitCode, Terminal } from './io.ts';

/** Imports what a file, a folder or an address holds. 1 if it cannot be read or holds nothing. */
export async function importFrom(options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const { dryRun, from, content } = options;
  const isFolder = statSync(from, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder) refuseNested(from, content);
  if (dryRun) return inCopy(content, io, (copy, to) => importFrom({ ...options, content: copy, dryRun: false }, to));
  if (isFolder) return importSite(options, io);
  const { kind, text, address } = await readSource(from, io);
  io.progress('');
  if (kind === 'press article')
    return importFeed({ items: [parsePressArticle(text, basename(from))] }, address, options, io);
  return importFeed(readExport(text) ?? readFeed(text, address), address, options, io);
}
