// `courant serve`: while the program is being loaded, another thread reads the content folder.

import { availableParallelism } from 'node:os';
import { type EarlyThread, startEarly } from '../live/threads.ts';
import { cacheFolder, cacheOf, headsSize } from './cache-folder.ts';
import type { ExitCode, Io } from './io.ts';
import { version } from './version.ts';

export interface ServeOptions {
  readonly content: string;
  readonly port: number;
  readonly host: string;
  readonly strict: boolean;
  /** Whether each request is printed. */
  readonly log?: boolean;
  /** Where is kept what a restart is to know; the user's cache folder if it is left out. */
  readonly cache?: string | undefined;
}

const LARGE = 10_000_000; // bytes of kept heads: of some 20,000 articles

/** What was begun while the program was being loaded. */
export interface Begun {
  /** Where is kept what a restart is to know. */
  readonly kept: string | undefined;
  /** The public address, if it is not that of site.yaml. */
  readonly url: string | undefined;
  readonly early: EarlyThread | undefined;
}

/** Serves until it is asked to stop. 1 where the folder cannot be published, or the port cannot be had. */
export async function serve(options: ServeOptions, io: Io): Promise<ExitCode> {
  const { content, port } = options;
  const url = io.env.SITE_URL || undefined; // empty is as good as none: compose files write it so
  const cache = options.cache ?? cacheFolder(io.env);
  const kept = cache === undefined ? undefined : cacheOf(cache, content, url);
  // What was kept is quicker than reading; and of port 0 nobody knows yet what it will be.
  const keptBytes = kept === undefined ? 0 : headsSize(kept);
  const settings = keptBytes > 0 || port === 0 ? undefined : { url, port, version: version() };
  // With two cores the program would be loaded the later by as much, but there is much to do meanwhile.
  const isWorthIt = availableParallelism() > (keptBytes > LARGE ? 1 : 2);
  const early = isWorthIt ? startEarly(content, settings) : undefined;
  const { keepServing } = await import('./serving.ts');
  return keepServing(options, io, { kept, url, early });
}
