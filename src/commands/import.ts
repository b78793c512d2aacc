// `courant import`: articles from a press article in plain text, a feed, an export of WordPress or Ghost, or the folder of a site.

import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { isArticleFile, SITE_FILE } from '../model/source-file.ts';
import { areNested } from './folders.ts';
import { readExport } from './import/exports.ts';
import { readFeed } from './import/feed.ts';
import { importFeed } from './import/import-feed.ts';
import { parsePressArticle } from './import/press-article.ts';
import type { ImportOptions } from './import/shelf.ts';
import { importSite } from './import/site/import-site.ts';
import { readSource } from './import/source.ts';
import { type ExitCode, Failure, type Terminal } from './io.ts';

/** Imports what a file, a folder or an address holds. 1 if it cannot be read or holds nothing. */
export async function importFrom(options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const { dryRun, from, content } = options;
  const isFolder = statSync(from, { throwIfNoEntry: false })?.isDirectory();
  // Nothing is ever written into the site that is read.
  if (isFolder && areNested(from, content))
    throw new Failure(
      `${content} and the site in ${from} lie in one another. Name another folder: courant import ${from} ../content`,
    );
  if (dryRun) return inCopy(content, io, (copy, to) => importFrom({ ...options, content: copy, dryRun: false }, to));
  if (isFolder) return importSite(options, io);
  const { kind, text, address } = await readSource(from, io);
  io.progress('');
  if (kind === 'press article') return importFeed({ items: [parsePressArticle(text, basename(from))] }, options, io);
  return importFeed(readExport(text) ?? readFeed(text, address), options, io);
}

/** A dry run: `work` on a copy of the folder's articles that is thrown away; what it prints names the folder itself. */
async function inCopy(
  content: string,
  io: Terminal,
  work: (copy: string, io: Terminal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const copy = mkdtempSync(join(tmpdir(), 'courant-dry-run-'));
  const named = (line: string) => line.replaceAll(copy, content);
  const isCopied = (path: string): boolean =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory() ||
    isArticleFile(path) ||
    path === join(resolve(content), SITE_FILE);
  try {
    if (existsSync(content)) cpSync(resolve(content), copy, { recursive: true, filter: isCopied });
    const result = await work(copy, { ...io, out: (line) => io.out(named(line)), err: (line) => io.err(named(line)) });
    io.out('That was a dry run: nothing was written.');
    return result;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
