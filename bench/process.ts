// A measured process: started, asked until it answers, and looked at from outside.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

export const CLI = join(import.meta.dirname, '../dist/cli.js');

export interface Running {
  readonly url: string;
  /** Milliseconds from its start to its first whole answer. */
  readonly answered: number;
  /** Resident memory now, and at its highest, in bytes. */
  memory(): { readonly now: number; readonly peak: number };
  stop(): Promise<void>;
}

/** Starts `node ARGS` and asks it for `path` until it answers 200. `PORT` in the arguments is a free port. */
export async function run(args: readonly string[], path: string, host = '127.0.0.1'): Promise<Running> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(
    process.execPath,
    args.map((each) => (each === 'PORT' ? String(port) : each)),
    { stdio: 'ignore' },
  );
  const url = `http://${host}:${port}`;
  try {
    await answer(`${url}${path}`, child);
  } catch (error) {
    child.kill();
    throw error;
  }
  const answered = performance.now() - began;
  return {
    url,
    answered,
    memory: () => memoryOf(child.pid ?? 0),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** Courant serving a folder, with its caches where the bench can find and lose them. */
export const serve = (content: string, cache: string): Promise<Running> =>
  run([CLI, 'serve', content, '--port', 'PORT', '--cache', cache], '/feed.xml');

export const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answer(url: string, child: ChildProcess): Promise<void> {
  for (let exited = false; !exited; exited = child.exitCode !== null) {
    try {
      const response = await fetch(url);
      await response.arrayBuffer();
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await pause(5);
  }
  throw new Error(`${url} never answered`);
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const bytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) * 1024;
  return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
}
