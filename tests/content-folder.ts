// A content folder on disk for a test, and the library that publishes it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createDiskFiles } from '../src/build/disk-files.ts';
import { createFolder, type Folder, type FolderOptions } from '../src/build/folder.ts';
import { parseData, parseFrontMatter } from '../src/content/front-matter.ts';
import { type ArticleContext, parseArticle } from '../src/content/parse-article.ts';
import { parseSite, type SiteContext } from '../src/content/parse-site.ts';
import type { Source } from '../src/http/answer.ts';
import type { Publication } from '../src/model/resource.ts';
import { publish } from '../src/publish.ts';
import type { Library, LibraryOptions } from '../src/serve/library.ts';
import { openLibrary } from '../src/serve/open-library.ts';

export { NO_MEDIA } from '../src/model/media.ts';

export const SITE = 'title: The Test\nurl: https://example.org/\n';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with these files (and a site.yaml, if they have none), gone after the test. */
export function contentFolder(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }), 60_000);
  write(folder, { 'site.yaml': SITE, ...files });
  return folder;
}

export function write(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The library of a folder, loaded; closed after the test. */
export async function library(folder: string, options: LibraryOptions = {}): Promise<Library> {
  const opened = openLibrary(folder, {
    watch: false,
    onError: () => {},
    clock: () => Date.UTC(2026, 10, 23),
    ...options,
  });
  onTestFinished(() => opened.close());
  await opened.ready;
  return opened;
}

/** The folder as the builder sees it: its site and its catalog. */
export function lookedAt(contentFolder: string): Folder {
  const folder = folderAt(contentFolder);
  folder.look();
  return folder;
}

/** The same before the first look. */
export const folderAt = (contentFolder: string, options: FolderOptions = {}): Folder =>
  createFolder(createDiskFiles(contentFolder), options);

/** The article in the text of a file. */
export const articleIn = (path: string, text: string, context: ArticleContext) =>
  parseArticle(path, parseFrontMatter(text, path), context);

/** The site in the text of site.yaml. */
export const siteIn = (yaml: string, context: SiteContext) => parseSite(parseData(yaml, 'site.yaml'), context);

/** What publish() makes of a folder, without its bodies. */
export function publishedFrom(contentFolder: string, now = Date.UTC(2026, 10, 23)): Publication {
  const folder = lookedAt(contentFolder);
  const site = folder.site();
  if (!site) throw new Error(folder.problems()[0]?.message);
  return publish(folder.catalog(), site, now, () => '', { media: folder.media });
}

/** The text at a path of a library whose builder runs in place. */
export function textAt(source: Pick<Source, 'get'>, path: string): string {
  const answer = source.get(path);
  if (answer instanceof Promise || answer?.kind !== 'document') throw new Error(`${path} is ${describe(answer)}`);
  return new TextDecoder().decode(answer.representation.identity.body);
}

const describe = (answer: ReturnType<Source['get']>): string =>
  answer instanceof Promise ? 'not there yet' : (answer?.kind ?? 'nothing');

/** An article's file with a head of these lines. */
export const article = (head: Readonly<Record<string, string>>, body = 'Text.\n'): string =>
  `---\n${Object.entries({ title: 'A title', date: '2026-01-05', ...head })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}---\n${body}`;
