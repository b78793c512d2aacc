// A content folder on disk for a test, and the library that publishes it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Library, type LibraryOptions, openLibrary } from '../src/live/library.ts';
import type { Publication } from '../src/model/resource.ts';

export const SITE = 'title: The Test\nurl: https://example.org/\n';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with these files (and a site.yaml, if they have none), gone after the test. */
export function contentFolder(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
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
  const opened = openLibrary(folder, { watch: false, clock: () => Date.UTC(2026, 10, 23), ...options });
  onTestFinished(() => opened.close());
  await opened.ready;
  return opened;
}

/** The text at a path of a publication. */
export function textAt(publication: Publication | undefined, path: string): string {
  const resource = publication?.get(path);
  if (resource?.kind !== 'document') throw new Error(`${path} is ${resource?.kind ?? 'nothing'}`);
  return resource.write().text;
}

/** An article's file with a head of these lines. */
export const article = (head: Readonly<Record<string, string>>, body = 'Text.\n'): string =>
  `---\n${Object.entries({ title: 'A title', date: '2026-01-05', ...head })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}---\n${body}`;
