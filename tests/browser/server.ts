// The built server, as a person starts it.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Server {
  /** Ends without a slash. */
  readonly url: string;
  stop(): Promise<void>;
}

const CLI = join(import.meta.dirname, '../../dist/cli.js');

/** Serves a content folder on a port of its own; fulfilled when the first screen is printed. */
export async function serve(content: string, options: readonly string[] = []): Promise<Server> {
  const cache = mkdtempSync(join(tmpdir(), 'courant-cache-'));
  const child = spawn(process.execPath, [CLI, 'serve', content, '--port', '0', ...options], {
    env: { ...process.env, XDG_CACHE_HOME: cache },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text;
      const found = /Read it at http:\/\/[^\s/]+:(\d+)\//.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  return {
    url: `http://localhost:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(cache, { recursive: true, force: true });
    },
  };
}
