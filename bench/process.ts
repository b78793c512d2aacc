// A measured process: started, asked over HTTP, looked at from outside, and always ended.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, get, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';

export const CLI = join(import.meta.dirname, '../dist/cli.js');
const SAMPLE_MS = 20;
const TICK_MS = 10; // the kernel counts in hundredths of a second
const END_SECONDS = 10;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

export interface Running {
  /** When it was started, by `performance.now()`. */
  readonly began: number;
  /** Resolves when it has ended well; rejects when it failed or took too long. */
  readonly ended: Promise<void>;
  /** Resident memory now, in bytes. */
  memory(): number;
  /** Resident memory at its highest, in bytes, looked at every 20 ms. */
  peak(): number;
  /** Processor time of all its threads so far, in milliseconds. */
  processor(): number;
  stop(): Promise<void>;
}

/** Starts a program; it is killed after `seconds`. */
export function start(program: string, args: readonly string[], seconds: number): Running {
  const began = performance.now();
  const child = spawn(program, args, { stdio: 'ignore' });
  running.add(child);
  let stopped = false;
  let [peak, processor] = [0, 0];
  const look = () => {
    const usage = usageOf(child.pid);
    [peak, processor] = [Math.max(peak, usage.highest), Math.max(processor, usage.processor)];
  };
  const sampling = setInterval(look, SAMPLE_MS);
  const limit = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(sampling);
      clearTimeout(limit);
      running.delete(child);
      if (code === 0 || stopped) resolve();
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code ?? signal}`));
    });
  });
  ended.catch(() => {}); // whoever waits for it is told
  const stop = async () => {
    look();
    stopped = true;
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), END_SECONDS * 1000);
    await ended;
    clearTimeout(hard);
  };
  return {
    began,
    ended,
    memory: () => usageOf(child.pid).resident,
    peak: () => peak,
    processor: () => processor,
    stop,
  };
}

export interface Served extends Running {
  readonly port: number;
  /** Milliseconds from its start to its first whole feed. */
  readonly first: number;
}

/** Starts a server and asks for `/feed.xml` until it is there. `PORT` in the arguments becomes a free port. */
export async function startServer(args: readonly string[], coding = 'gzip'): Promise<Served> {
  const port = await freePort();
  const server = start(
    process.execPath,
    args.map((each) => (each === 'PORT' ? String(port) : each)),
    1800,
  );
  let failed = false;
  server.ended.catch(() => {
    failed = true;
  });
  await until(120, `the first feed of ${args.join(' ')}`, async () => {
    if (failed) await server.ended;
    return (await fetchFrom(port, '/feed.xml', coding).catch(() => undefined))?.status === 200;
  });
  return { ...server, port, first: performance.now() - server.began };
}

/** Courant serving `content`, with a new folder for what it keeps over a restart. */
export const serve = (content: string, cache: string, coding?: string): Promise<Served> =>
  startServer([CLI, 'serve', content, '--port', 'PORT', '--cache', cache], coding);

export interface Fetched {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export function fetchFrom(port: number, path: string, coding: string, etag?: string): Promise<Fetched> {
  const headers = { 'accept-encoding': coding, ...(etag !== undefined && { 'if-none-match': etag }) };
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, agent, headers, timeout: 60_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    });
    request.once('timeout', () => request.destroy(new Error(`${path}: no answer`)));
    request.once('error', reject);
  });
}

/** Asks every few milliseconds until it is so; throws after `seconds`. */
export async function until(seconds: number, what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Not within ${seconds} s: ${what}`);
    await pause(2);
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

export const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Zeros once the process is gone. */
function usageOf(pid: number | undefined): { resident: number; highest: number; processor: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) * 1024;
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13) ?? [];
    const processor = (Number(user) + Number(system)) * TICK_MS;
    return { resident: bytes('VmRSS'), highest: bytes('VmHWM'), processor };
  } catch {
    return { resident: 0, highest: 0, processor: 0 };
  }
}
