// A dry run: the import as it would be, into a copy of the publication that is thrown away.

import { cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isArticleFile, SITE_FILE } from '../../model/source-file.ts';
import type { Terminal } from '../io.ts';

/** Runs `work` on a copy of the content folder's articles; what it prints names the folder itself. */
export async function inCopy<T>(
  content: string,
  io: Terminal,
  work: (copy: string, io: Terminal) => Promise<T>,
): Promise<T> {
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
