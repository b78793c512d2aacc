// `courant serve` for tests, as a process of its own.

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
export async function started(folder: string, env: Record<string, string> = {}): Promise<Started> {
  const args = ['--import', 'tsx', join(ROOT, 'src/cli.ts'), 'serve', folder, '--port', '0'];
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
    vi.waitUntil(() => /^Listening on (http:\S+:(\d+)\/)/m.exec(text), { timeout: 25_000, interval: 10 }),
    exit.then((code) => Promise.reject(new Error(`ended with ${code}: ${text}`))),
  ]);
  const [, url = '', port] = listening;
  return {
    url,
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
