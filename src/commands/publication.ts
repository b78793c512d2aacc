// The publication that a command writes into: its folder, opened, with a first site.yaml where there was none.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SITE_FILE } from '../content/parse-site.ts';
import { ContentError, type Library, openLibrary } from '../live/library.ts';
import type { Site } from '../model/site.ts';
import { makeFirstSite, type SiteHints, type SiteWords } from './first-site.ts';
import { Failure, type Terminal } from './io.ts';
import { reportOf } from './report.ts';

export interface Opened {
  readonly library: Library;
  readonly site: Site;
}

/** Opens the folder, as it is now. Throws where its site.yaml is there and cannot be read. */
export async function openPublication(
  content: string,
  given: SiteWords,
  hints: SiteHints,
  io: Terminal,
): Promise<Opened> {
  if (!existsSync(join(content, SITE_FILE))) await makeFirstSite(content, given, hints, io);
  const library = openLibrary(content, { watch: false, url: io.env.SITE_URL || undefined });
  try {
    await library.ready;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    for (const problem of error.problems) for (const line of reportOf(problem, content)) io.err(line);
    throw new Failure(`Mend ${join(content, SITE_FILE)} first: nothing was made.`);
  } finally {
    library.close();
  }
  return { library, site: library.site() as Site };
}
