// Requests a second: Courant beside bare node:http that sends the same bytes.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fetchFrom, has, type Served, serve, startServer } from './process.ts';
import { median, tableOf } from './table.ts';

const PATH = '/feed.xml';
const SECONDS = 3;
const CONNECTIONS = 64;

export async function measureRequests(folder: string, runs: number): Promise<string> {
  const courant = await serve(join(folder, 'content'), join(folder, 'cache'));
  const bareArgs = ['--import', 'tsx', join(import.meta.dirname, 'bare.ts'), 'PORT', String(courant.port)];
  const bare = await startServer(bareArgs);
  const rows: string[][] = [];
  for (const etag of [(await fetchFrom(bare.port, PATH, 'gzip')).headers.etag, undefined]) {
    const [ofBare, ofCourant]: [Figure[], Figure[]] = [[], []];
    for (let round = 0; round < runs; round++) {
      ofBare.push(await load(bare, etag));
      ofCourant.push(await load(courant, etag));
    }
    const ratio = (of: (figure: Figure) => number) => median(ofCourant.map(of)) / median(ofBare.map(of));
    const shown = (list: Figure[]) => `${median(list.map(({ perSecond }) => perSecond)).toFixed(0)}/s`;
    const ratios = [ratio(({ perSecond }) => perSecond), ratio(({ perProcessor }) => perProcessor)];
    rows.push([
      etag ? '304' : '200 gzip',
      shown(ofBare),
      shown(ofCourant),
      ...ratios.map((it) => `${it.toFixed(2)} ×`),
    ]);
  }
  await Promise.all([bare.stop(), courant.stop()]);
  const client = has('wrk') ? 'wrk' : 'bench/load.mjs, which may be the limit: apt-get install wrk';
  const columns = ['node:http', 'Courant', 'ratio', 'ratio by processor time'];
  return tableOf(`Requests, ${CONNECTIONS} connections (${client})`, columns, rows);
}

interface Figure {
  readonly perSecond: number;
  /** Requests in a second of the server's processor time: holds on a busy machine too. */
  readonly perProcessor: number;
}

async function load(server: Served, etag: string | undefined): Promise<Figure> {
  const { status, headers } = await fetchFrom(server.port, PATH, 'gzip', etag);
  if (status !== (etag ? 304 : 200) || (!etag && headers['content-encoding'] !== 'gzip'))
    throw new Error(`${PATH} answers ${status} ${headers['content-encoding']}`);
  const before = server.usage().processor;
  const perSecond = await (has('wrk') ? byWrk(server.port, etag) : byPolls(server.port, etag));
  return { perSecond, perProcessor: (1000 * perSecond * SECONDS) / (server.usage().processor - before) };
}

async function byWrk(port: number, etag: string | undefined): Promise<number> {
  const asked = ['Accept-Encoding: gzip', ...(etag ? [`If-None-Match: ${etag}`] : [])].flatMap((line) => ['-H', line]);
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, ...asked, `http://127.0.0.1:${port}${PATH}`];
  const { stdout } = await promisify(execFile)('wrk', args);
  const wrong = /Non-2xx.*|Socket errors.*/.exec(stdout);
  if (wrong) throw new Error(wrong[0]);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}

async function byPolls(port: number, etag: string | undefined): Promise<number> {
  const asked = { port, paths: [PATH], connections: CONNECTIONS, seconds: SECONDS, pauseMs: 0, conditional: !!etag };
  return (await poll(asked)).perSecond;
}

/** Milliseconds, and polls a second. */
export type Polls = Readonly<Record<'perSecond' | 'p99', number>>;

/** Readers that poll, as load.mjs says. */
export async function poll(asked: Readonly<Record<string, unknown>>): Promise<Polls> {
  const args = [join(import.meta.dirname, 'load.mjs'), JSON.stringify(asked)];
  return JSON.parse((await promisify(execFile)(process.execPath, args, { timeout: 120_000 })).stdout) as Polls;
}
