// `courant serve` for tests, in this process: on a port of its own, until the test ends.

import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { type ServeOptions, serve } from '../../src/commands/serve.ts';
import { contentFolder } from '../content-folder.ts';

/** Follows the port that the server gets. */
export const LOCAL = 'http://localhost/';

export interface Serving {
  /** With a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly out: string[];
  readonly err: string[];
  /** The exit code. */
  stop(): Promise<number>;
}

/** Fulfilled once it listens and shows the folder. */
export async function serving(
  folder: string,
  options: Partial<ServeOptions> = {},
  env: Record<string, string> = {},
): Promise<Serving> {
  const stopping = new AbortController();
  const [out, err] = [[] as string[], [] as string[]];
  const cache = join(contentFolder({}), 'cache');
  const exit = serve(
    { content: folder, port: 0, host: '127.0.0.1', strict: false, cache, ...options },
    { out: (line) => out.push(line), err: (line) => err.push(line), env, stop: stopping.signal },
  );
  const stop = () => {
    stopping.abort();
    return exit;
  };
  onTestFinished(async () => void (await stop()));
  const listening = () => out.map((line) => /^Read it at http:\/\/\S+:(\d+)\//.exec(line)).find((found) => found);
  await Promise.race([
    vi.waitUntil(listening, { timeout: 200_000, interval: 10 }),
    exit.then((code) => {
      if (!listening()) throw new Error(`ended with ${code}: ${err.join('\n')}`);
    }),
  ]);
  const [, port] = listening() ?? [];
  return { url: `http://127.0.0.1:${port}/`, port: Number(port), out, err, stop };
}
