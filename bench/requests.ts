// Requests a second, beside bare node:http, bare Hono and nginx in the same run.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI, freePort, has, pause, type Running, run, serve } from './process.ts';
import { inMilliseconds, median, type Row, times } from './table.ts';

const RUNS = 5;
const SECONDS = 2;

interface Load {
  readonly what: string;
  /** A wrk script; HEAD has none. */
  readonly script?: (etags: readonly Tagged[]) => string;
  /** Who cannot answer it. */
  readonly without?: string;
}

interface Tagged {
  readonly path: string;
  readonly etag: string;
}

const LOADS: readonly Load[] = [
  { what: '200 gzip', script: () => fixed({ 'Accept-Encoding': 'gzip' }) },
  { what: '200 br', script: () => fixed({ 'Accept-Encoding': 'br' }), without: 'nginx' }, // its brotli is a module
  { what: '304', script: ([first]) => fixed({ 'Accept-Encoding': 'br, gzip', 'If-None-Match': first?.etag ?? '' }) },
  { what: 'HEAD' },
  { what: 'mix: 85 % conditional, 10 % gzip, 3 % br, 2 % identity, over 50 feeds', script: mixed },
];

/** Figure 6. Without wrk there is a row that says so. */
export async function measureRequests(content: string): Promise<Row[]> {
  if (!has('wrk')) return [{ what: 'requests', figure: 'not measured: wrk is not installed' }];
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-requests-'));
  try {
    const feeds = await feedsOf(content, join(folder, 'cache'));
    const peers: [name: string, start: () => Promise<Running>][] = [
      [
        'node:http',
        () => run([join(import.meta.dirname, 'servers/bare.mjs'), 'PORT', join(folder, 'feeds.json')], '/feed.xml'),
      ],
      ['Hono', () => run([join(import.meta.dirname, 'servers/hono.mjs'), 'PORT'], '/feed.xml')],
      ...(has('nginx') ? [['nginx', () => nginx(content, folder)] as [string, () => Promise<Running>]] : []),
      ['Courant', () => serve(content, join(folder, 'cache'))],
    ];
    writeFileSync(join(folder, 'feeds.json'), JSON.stringify(feeds));
    const rows: Row[] = [];
    for (const load of LOADS) {
      const able = peers.filter(([name]) => name !== load.without);
      const figures = new Map(able.map(([name]) => [name, [] as Measured[]]));
      for (let i = 0; i < RUNS; i++) {
        for (const [name, start] of able) figures.get(name)?.push(await measure(start, load, feeds, folder));
      }
      const bare = median((figures.get('node:http') ?? []).map(({ perSecond }) => perSecond));
      for (const [name, all] of figures) {
        const perSecond = median(all.map((each) => each.perSecond));
        const slowest = median(all.map((each) => each.p99));
        const figure = `${perSecond.toFixed(0)}/s, p99 ${slowest.toFixed(1)} ms`;
        rows.push({
          what: `${load.what}: ${name}`,
          figure,
          ...(name !== 'node:http' && { ratio: times(perSecond / bare, 'node:http') }),
        });
      }
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

/** A fresh process for each figure, warmed. */
async function measure(
  start: () => Promise<Running>,
  load: Load,
  feeds: readonly Feed[],
  folder: string,
): Promise<Measured> {
  const server = await start();
  const tags = await Promise.all(feeds.map(async ({ path }) => ({ path, etag: await etagOf(server.url + path) })));
  const script = join(folder, 'load.lua');
  if (load.script) writeFileSync(script, load.script(tags));
  const url = `${server.url}/feed.xml`;
  const ask = (seconds: number) => {
    const [program, ...args] = load.script
      ? ['wrk', '-t1', '-c64', `-d${seconds}s`, '--latency', '-s', script, url]
      : [process.execPath, join(import.meta.dirname, 'servers/heads.mjs'), url, String(seconds)];
    return execFileSync(program as string, args, { encoding: 'utf8' });
  };
  ask(1);
  const printed = ask(SECONDS);
  await server.stop();
  const wrong = /Non-2xx.*/.exec(printed);
  if (wrong) throw new Error(`${load.what}: ${wrong[0]}`);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(printed)?.[1]),
    p99: inMilliseconds(/99%\s+(\S+)/.exec(printed)?.[1] ?? ''),
  };
}

interface Feed {
  readonly path: string;
  readonly etag: string;
  readonly type: string;
  readonly identity: string;
}

/** The site's feeds and those of its first categories, 50 in all, as Courant sends them. */
async function feedsOf(content: string, cache: string): Promise<Feed[]> {
  const server = await serve(content, cache);
  const paths = ['/feed.xml', '/atom.xml', '/feed.json'];
  for (let i = 0; paths.length < 50; i++)
    paths.push(`/categories/section-${i}/feed.xml`, `/categories/section-${i}/atom.xml`);
  const feeds: Feed[] = [];
  for (const path of paths.slice(0, 50)) {
    const answer = await fetch(server.url + path, { headers: { 'accept-encoding': 'identity' } });
    feeds.push({
      path,
      etag: answer.headers.get('etag') ?? '',
      type: answer.headers.get('content-type') ?? '',
      identity: await answer.text(),
    });
  }
  await pause(1500);
  await server.stop();
  return feeds;
}

async function etagOf(url: string): Promise<string> {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'br' } });
  await answer.arrayBuffer();
  return answer.headers.get('etag') ?? '';
}

const fixed = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `wrk.headers["${name}"] = '${value}'`)
    .join('\n');

function mixed(tags: readonly Tagged[]): string {
  const list = tags.map(({ path, etag }) => `{'${path}', '${etag}'}`).join(', ');
  return `
local feeds = {${list}}
local asked = {}
local n = 0
init = function()
  for i = 1, 5000 do
    local feed = feeds[i % #feeds + 1]
    local share = math.floor(i / #feeds) % 100
    local fields = {}
    if share < 85 then fields = {["If-None-Match"] = feed[2], ["Accept-Encoding"] = "br, gzip"}
    elseif share < 95 then fields = {["Accept-Encoding"] = "gzip"}
    elseif share < 98 then fields = {["Accept-Encoding"] = "br"} end
    asked[(i * 1009) % 5000 + 1] = wrk.format("GET", feed[1], fields)
  end
end
request = function()
  n = n % 5000 + 1
  return asked[n]
end`;
}

/** nginx serving what \`courant export\` wrote. */
async function nginx(content: string, folder: string): Promise<Running> {
  const out = join(folder, 'export');
  if (!existsSync(out)) execFileSync(process.execPath, [CLI, 'export', content, '--out', out], { stdio: 'ignore' });
  const port = await freePort();
  const place = join(folder, 'nginx');
  mkdirSync(place, { recursive: true });
  const types = 'types { application/rss+xml xml; application/feed+json json; text/html html; }';
  writeFileSync(
    join(place, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; worker_processes 1; pid ${place}/pid; error_log ${place}/error.log;
events { worker_connections 1024; }
http { access_log off; ${types} gzip_static on; etag on; client_body_temp_path ${place}/b; proxy_temp_path ${place}/p;
  fastcgi_temp_path ${place}/f; uwsgi_temp_path ${place}/u; scgi_temp_path ${place}/s;
  server { listen 127.0.0.1:${port}; root ${out}; keepalive_requests 1000000; } }`,
  );
  const child = spawn('nginx', ['-c', join(place, 'nginx.conf'), '-e', join(place, 'error.log')], { stdio: 'ignore' });
  await pause(500);
  return {
    url: `http://127.0.0.1:${port}`,
    answered: 0,
    memory: () => ({ now: 0, peak: 0 }),
    stop: () => new Promise((resolve) => child.once('exit', () => resolve()).kill('SIGTERM')),
  };
}
