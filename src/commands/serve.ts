// `courant serve`: while the program is being loaded, another thread looks at the content folder.

import { lookAhead } from '../disk/look-ahead.ts';
import type { ExitCode, Io } from './io.ts';

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

/** Serves until it is asked to stop. 1 where the folder cannot be published, or the port cannot be had. */
export async function serve(options: ServeOptions, io: Io): Promise<ExitCode> {
  const look = lookAhead(options.content);
  const { keepServing } = await import('./serving.ts');
  return keepServing(options, io, look);
}
