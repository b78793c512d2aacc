// The publication that a command writes into: its folder, opened, with a first site.yaml if there was none.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDiskFiles } from '../build/disk-files.ts';
import { createFolder, type Folder } from '../build/folder.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Site } from '../model/site.ts';
import { SITE_FILE } from '../model/source-file.ts';
import { makeFirstSite, type SiteHints, type SiteWords } from './first-site.ts';
import { Failure, type Terminal } from './io.ts';
import { reportOf } from './report.ts';

/** The folder of a publication as it is now. */
export interface OpenedFolder {
  readonly site: Site;
  readonly catalog: Catalog;
  readonly folder: Folder;
}

/** Opens the folder. Throws if its site.yaml is there and cannot be read. */
export async function openPublication(
  content: string,
  given: SiteWords,
  hints: SiteHints,
  io: Terminal,
): Promise<OpenedFolder> {
  if (!existsSync(join(content, SITE_FILE))) await makeFirstSite(content, given, hints, io);
  const folder = createFolder(createDiskFiles(content), { url: io.env.SITE_URL || undefined });
  folder.look();
  const site = folder.site();
  if (site) return { site, catalog: folder.catalog(), folder };
  for (const problem of folder.problems()) for (const line of reportOf(problem, content)) io.err(line);
  throw new Failure(`Mend ${join(content, SITE_FILE)} first: nothing was made.`);
}
