// A measured process: started, asked over HTTP, looked at from outside, and always ended.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

export const CLI = join(import.meta.dirname, '../dist/cli.js');
const LIFE_MS = 1_800_000;
const SAMPLE_MS = 20;
const TICK_MS = 10; // the kernel counts processor time in hundredths of a second

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Bytes of resident memory, now and at its highest; milliseconds of processor time of all threads. */
interface Usage {
  readonly memory: number;
  readonly peak: number;
  readonly processor: number;
}

export interface Running {
  /** By `performance.now()`. */
  readonly began: number;
  /** Resolves when it has ended well or was stopped; rejects when it failed or took too long. */
  readonly ended: Promise<void>;
  /** Looked at every 20 ms. */
  usage(): Usage;
  stop(): Promise<void>;
}

export function start(program: string, args: readonly string[]): Running {
  const began = performance.now();
  const child = spawn(program, args, { stdio: 'ignore' });
  running.add(child);
  let [usage, stopped] = [usageOf(child.pid), false];
  const look = () => {
    usage = usageOf(child.pid) ?? usage;
  };
  const sampling = setInterval(look, SAMPLE_MS);
  const limit = setTimeout(() => child.kill('SIGKILL'), LIFE_MS);
  const ended = once(child, 'exit').then(([code, signal]) => {
    clearInterval(sampling);
    clearTimeout(limit);
    running.delete(child);
    if (code !== 0 && !stopped) throw new Error(`${program} ${args.join(' ')} ended with ${code ?? signal}`);
  });
  ended.catch(() => {}); // a later await is told
  const stop = async () => {
    look();
    stopped = true;
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(hard);
  };
  return { began, ended, usage: () => usage ?? { memory: 0, peak: 0, processor: 0 }, stop };
}

export interface Served extends Running {
  readonly port: number;
  /** Milliseconds from its start to its first whole feed. */
  readonly first: number;
}

/** Starts a server and asks for `/feed.xml` until it is there. `PORT` in the arguments becomes a free port. */
export async function startServer(args: readonly string[], coding = 'gzip'): Promise<Served> {
  const port = await freePort();
  const given = args.map((each) => (each === 'PORT' ? String(port) : each));
  const server = start(process.execPath, given);
  const first = until(120, `a first feed from ${given.join(' ')}`, async () => {
    return (await fetchFrom(port, '/feed.xml', coding).catch(() => undefined))?.status === 200;
  });
  await Promise.race([first, server.ended.then(() => first)]);
  return { ...server, port, first: performance.now() - server.began };
}

/** Courant serving `content`; `cache` is the folder for what it keeps over a restart. */
export const serve = (content: string, cache: string, coding?: string): Promise<Served> =>
  startServer([CLI, 'serve', content, '--port', 'PORT', '--cache', cache], coding);

const agent = new Agent({ keepAlive: true });

export async function fetchFrom(port: number, path: string, coding: string, etag?: string) {
  const headers = { 'accept-encoding': coding, ...(etag !== undefined && { 'if-none-match': etag }) };
  const signal = AbortSignal.timeout(60_000);
  const request = get({ host: '127.0.0.1', port, path, agent, headers, signal });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const bytes = Buffer.concat(await response.toArray());
  return { status: response.statusCode ?? 0, headers: response.headers, bytes };
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** Undefined once the process is gone. */
function usageOf(pid: number | undefined): Usage | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const usage = { memory: bytes('VmRSS'), peak: bytes('VmHWM') };
    return usage.peak > 0 ? { ...usage, processor: (Number(stat[11]) + Number(stat[12])) * TICK_MS } : undefined;
  } catch {
    return undefined;
  }
}
