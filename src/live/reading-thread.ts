// A thread that reads: it looks at the content folder, or is told what is there, and takes one part of it after another.

import { parentPort, workerData } from 'node:worker_threads';
import { createScanner, type Look } from '../disk/scan.ts';
import { finish } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { mediaIndexOf } from './media-index.ts';
import { articleParts, takenParts } from './parts.ts';
import { type ReadPart, readPart } from './read-part.ts';
import { readSite, type SiteSettings } from './read-site.ts';

export interface ThreadData {
  readonly contentFolder: string;
  /** What was seen, and how it is read; if they are left out, the thread looks and reads site.yaml itself. */
  readonly given?: { readonly look: Look; readonly site: Site };
  /** Of site.yaml; without them the thread only looks. */
  readonly settings?: SiteSettings | undefined;
  /** Shared by all that read: the number of the next part that nobody has taken. */
  readonly taken: Int32Array;
}

/** What a thread tells, in this order. */
export type Told =
  | { readonly look: Look }
  | { readonly circumstances: string | undefined }
  | { readonly number: number; readonly read: ReadPart };

function run({ contentFolder, given, settings, taken }: ThreadData): void {
  const scanner = createScanner(contentFolder);
  if (given) scanner.adopt(given.look);
  else finish(scanner.scan());
  if (!given) tell({ look: scanner.look() }, []);
  const media = mediaIndexOf(scanner);
  const read = settings && readSite(scanner, media, settings);
  if (!given) tell({ circumstances: read?.circumstances }, []);
  const site = given?.site ?? read?.site;
  if (!site) return;
  const context = { root: scanner.root(), site, media };
  for (const { number, members } of takenParts(articleParts(scanner), taken)) {
    const part = readPart(members, context);
    const { instants, numbers, heads, starts, files: facts } = part.packed;
    tell({ number, read: part }, [instants, numbers, heads, starts, facts]);
  }
}

const tell = (told: Told, moved: readonly ArrayBufferView[]): void =>
  parentPort?.postMessage(
    told,
    moved.map(({ buffer }) => buffer as ArrayBuffer),
  );

run(workerData as ThreadData);
