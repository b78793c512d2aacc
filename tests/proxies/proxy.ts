// nginx and Varnish as deploy/ sets them up, each on a port and in a folder of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { deadAddress } from '../loopback.ts';
import { soon } from '../soon.ts';

export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Front {
  ask(path: string, headers?: OutgoingHttpHeaders, method?: string): Promise<Got>;
}

export interface Kind {
  readonly name: string;
  /** Started in front of Courant's port, until the test ends. */
  start(origin: number): Promise<Front>;
}

export const NGINX: Kind = {
  name: 'nginx',
  async start(origin) {
    const [folder, port] = [newFolder(), await freePort()];
    mkdirSync(join(folder, 'kept'));
    const deployed = edited('nginx.conf', [
      ['127.0.0.1:3000', `127.0.0.1:${origin}`],
      ['listen 80;', `listen 127.0.0.1:${port};`],
      ['/var/cache/nginx/courant', join(folder, 'kept')],
    ]);
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const config = [
      'daemon off; worker_processes 2;',
      process.getuid?.() === 0 ? 'user root;' : '',
      `pid ${folder}/pid; error_log stderr warn;`,
      'events {}',
      'http {',
      'access_log off;',
      ...places.map((place) => `${place}_temp_path ${folder}/${place};`),
      'types { }',
      deployed,
      '}',
    ];
    writeFileSync(join(folder, 'nginx.conf'), config.join('\n'));
    return started(port, 'nginx', ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')]);
  },
};

export const VARNISH: Kind = {
  name: 'Varnish',
  async start(origin) {
    const [folder, port] = [newFolder(), await freePort()];
    const deployed = edited('varnish.vcl', [['.port = "3000";', `.port = "${origin}";`]]);
    writeFileSync(join(folder, 'courant.vcl'), deployed);
    const how = ['-a', `127.0.0.1:${port}`, '-f', join(folder, 'courant.vcl'), '-s', 'malloc,64m'];
    return started(port, 'varnishd', ['-F', '-j', 'none', '-n', folder, ...how, '-p', 'http_gzip_support=off']);
  },
};

/** A file of deploy/, with the places that are another host's matter changed. */
function edited(file: string, changes: readonly (readonly [string, string])[]): string {
  let text = readFileSync(join(import.meta.dirname, '../../deploy', file), 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`deploy/${file} has no ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

async function started(port: number, program: string, args: string[]): Promise<Front> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exit;
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ask: Front['ask'] = (path, headers = {}, method = 'GET') => askAt(port, path, headers, method);
  await soon(async () => {
    if (hasEnded(child)) throw new Error(`${program} has ended: ${said}`);
    await ask('/healthz');
  });
  return { ask };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-proxy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const freePort = async (): Promise<number> => Number(new URL(await deadAddress()).port);

/** As it is on the wire: nothing added, nothing decoded. */
function askAt(port: number, path: string, headers: OutgoingHttpHeaders, method: string): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (answer) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
      } catch (error) {
        reject(error);
      }
    });
    asked.on('error', reject);
    asked.end();
  });
}
