// A thread that exports: it reads the articles for itself, and writes one part of the addresses after another.

import { parentPort, workerData } from 'node:worker_threads';
import { folderFiller } from '../../disk/publish-folder.ts';
import { openLibrary } from '../../live/library.ts';
import { takenParts } from '../../live/parts.ts';
import type { Problem } from '../../model/problem.ts';
import type { Instant } from '../../model/time.ts';
import { addressParts, type Exported, exportPart } from './export-part.ts';

export interface ThreadData {
  readonly content: string;
  /** The public address, if it is not that of site.yaml. */
  readonly url: string | undefined;
  /** Of what is exported. */
  readonly at: Instant;
  readonly fingerprint: string;
  /** Characters of articles' HTML that are kept. */
  readonly keptHtml: number;
  /** Where the folder will be, and where it is in the making. */
  readonly place: string;
  readonly making: string;
  /** Shared by all that write: the number of the next part that nobody has taken. */
  readonly taken: Int32Array;
}

/** What a thread tells of each part. */
export interface ExportedPart {
  readonly number: number;
  readonly exported: Exported[];
  /** Of the bodies that were rendered for it. */
  readonly problems?: readonly Problem[];
}

async function run({ content, url, at, fingerprint, keptHtml, place, making, taken }: ThreadData): Promise<void> {
  let problems: Problem[] = [];
  const onProblems = (appeared: readonly Problem[]) => void problems.push(...appeared);
  const library = openLibrary(content, { watch: false, url, clock: () => at, keptHtml, onProblems });
  try {
    await library.ready;
    const publication = library.current();
    if (!publication || library.fingerprint() !== fingerprint) return;
    problems = [];
    const folder = folderFiller(place, making);
    for (const part of takenParts(addressParts(publication), taken)) {
      const exported = await exportPart(part, publication, folder);
      parentPort?.postMessage({ number: part.number, exported, problems } satisfies ExportedPart);
      problems = [];
    }
  } finally {
    library.close();
  }
}

await run(workerData as ThreadData);
