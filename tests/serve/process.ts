// `courant serve` for tests, as it is installed: a process of its own, and the builder in its thread.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { contentFolder } from '../content-folder.ts';

export interface Started {
  /** With a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** What it printed. */
  printed(): string;
  /** Sends the signal; the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | string>;
}

const ROOT = join(import.meta.dirname, '../..');

/** Fulfilled once it listens and shows the folder. */
export async function started(
  folder: string,
  env: Record<string, string> = {},
  nodeOptions: readonly string[] = [],
): Promise<Started> {
  const args = [...nodeOptions, join(ROOT, 'dist/cli.js'), 'serve', folder, '--port', '0'];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, XDG_CACHE_HOME: contentFolder({}), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  const listening = await Promise.race([
    vi.waitUntil(() => /^Read it at http:\/\/\S+:(\d+)\//m.exec(text), { timeout: 200_000, interval: 10 }),
    exit.then((code) => Promise.reject(new Error(`ended with ${code}: ${text}`))),
  ]);
  const [, port] = listening;
  return {
    url: `http://127.0.0.1:${port}/`,
    port: Number(port),
    child,
    printed: () => text,
    async end(signal) {
      child.kill(signal);
      const [code, ended] = await exit;
      return code ?? ended ?? '';
    },
  };
}
