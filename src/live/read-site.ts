// Reading the site: its file, as it was seen, becomes a Site or problems.

import { createHash } from 'node:crypto';
import { decode } from '../content/head-text.ts';
import { parseSite, SITE_FILE, siteMissing } from '../content/parse-site.ts';
import { hasChanged, readFile } from '../disk/read.ts';
import type { Scanner } from '../disk/scan.ts';
import type { MediaIndex } from '../model/media.ts';
import type { Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';

/** What decides, besides its file, what a site is. */
export interface SiteSettings {
  /** The public address, if it is not the file's. */
  readonly url?: string | undefined;
  /** The port that a `localhost` address follows. */
  readonly port?: number | undefined;
  /** Of the program: another one may read the same file otherwise. */
  readonly version?: string | undefined;
}

export interface ReadSite {
  readonly site?: Site;
  readonly problems: readonly Problem[];
  /** Everything that decides, besides its file, what an article is; with the site. */
  readonly circumstances?: string;
}

/** Nothing where the file is not the one any more that was seen. */
export function readSite(scanner: Scanner, media: MediaIndex, settings: SiteSettings): ReadSite | undefined {
  const file = scanner.get(SITE_FILE);
  const bytes = file && readFile(scanner.root(), file);
  if (!bytes) return file && hasChanged(scanner.root(), file) ? undefined : { problems: [siteMissing()] };
  const { text, problems: undecodable } = decode(SITE_FILE, bytes);
  if (text === undefined) return { problems: undecodable };
  const { site, problems } = parseSite(text, { media, ...settings });
  if (!site) return { problems };
  const circumstances = createHash('sha256').update(JSON.stringify([settings.version, text, site.url]));
  return { site, problems, circumstances: circumstances.digest('base64url') };
}
