// Requests a second: Courant beside bare node:http that sends the same bytes.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchFrom, has, serve, startServer } from './process.ts';
import { median, tableOf } from './table.ts';

const PATH = '/feed.xml';
const SECONDS = 3;
const CONNECTIONS = 64;

/** What `load.mjs` prints. */
export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  readonly wrong: number;
}

export async function measureRequests(folder: string, runs: number): Promise<string> {
  const cache = join(folder, 'cache');
  const sent = join(folder, 'sent.json');
  const courant = () => serve(join(folder, 'content'), cache);
  const etag = await record(courant, sent);
  const servers = {
    'node:http': () => startServer([join(import.meta.dirname, 'bare.mjs'), 'PORT', sent]),
    Courant: courant,
  };
  const rows: string[][] = [];
  for (const [what, known] of [
    ['304', etag],
    ['200 gzip', undefined],
  ] as const) {
    const loads = { 'node:http': [] as number[], Courant: [] as number[] };
    for (let round = 0; round < runs; round++) {
      for (const name of ['node:http', 'Courant'] as const) {
        const server = await servers[name]();
        try {
          await asExpected(server.port, known);
          perSecond(server.port, 1, known);
          loads[name].push(perSecond(server.port, SECONDS, known));
          await asExpected(server.port, known);
        } finally {
          await server.stop();
        }
      }
    }
    const [bare, ours] = [median(loads['node:http']), median(loads.Courant)];
    rows.push([what, `${bare.toFixed(0)}/s`, `${ours.toFixed(0)}/s`, `${(ours / bare).toFixed(2)} ×`]);
  }
  const client = has('wrk') ? 'wrk' : 'bench/load.mjs, so the client may be the limit: apt-get install wrk';
  return tableOf(`Requests, ${CONNECTIONS} connections (${client})`, ['', 'node:http', 'Courant', 'ratio'], rows);
}

/** Writes down what Courant sends, for the bare server; gives the ETag. */
async function record(courant: () => ReturnType<typeof serve>, file: string): Promise<string> {
  const server = await courant();
  try {
    const whole = await fetchFrom(server.port, PATH, 'gzip');
    const etag = whole.headers.etag ?? '';
    const unchanged = await fetchFrom(server.port, PATH, 'gzip', etag);
    const body = whole.bytes.toString('base64');
    const said = { path: PATH, etag, headers: whole.headers, headers304: unchanged.headers, body };
    writeFileSync(file, JSON.stringify(said));
    return etag;
  } finally {
    await server.stop();
  }
}

async function asExpected(port: number, etag: string | undefined): Promise<void> {
  const { status } = await fetchFrom(port, PATH, 'gzip', etag);
  if (status !== (etag === undefined ? 200 : 304)) throw new Error(`${PATH} answers ${status}`);
}

function perSecond(port: number, seconds: number, etag: string | undefined): number {
  if (!has('wrk')) {
    const conditional = etag !== undefined;
    const asked = { port, paths: [PATH], connections: CONNECTIONS, seconds, pauseMs: 0, conditional };
    const args = [join(import.meta.dirname, 'load.mjs'), JSON.stringify(asked)];
    return (JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Load).perSecond;
  }
  const headers = ['Accept-Encoding: gzip', ...(etag === undefined ? [] : [`If-None-Match: ${etag}`])];
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, ...headers.flatMap((header) => ['-H', header])];
  const printed = execFileSync('wrk', [...args, `http://127.0.0.1:${port}${PATH}`], { encoding: 'utf8' });
  const wrong = /Non-2xx.*|Socket errors.*/.exec(printed);
  if (wrong) throw new Error(wrong[0]);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(printed)?.[1]);
}
