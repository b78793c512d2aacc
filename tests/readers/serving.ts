// A running `courant serve` behind a proxy that remembers what was asked, both on free ports of 127.0.0.1.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const START = 20_000; // milliseconds

export interface Serving {
  /** The public address, which is the proxy's. */
  readonly site: string;
  /** The status of each answer to this path, from the first on. */
  statuses(path: string): number[];
  stop(): Promise<void>;
}

/** Serves a content folder, below ROOT, by the built command. */
export async function serve(content: string): Promise<Serving> {
  const answers: { path: string; status: number }[] = [];
  let port = 0;
  const proxy = createServer((asked, answer) => {
    const { method, url: path = '/', headers } = asked;
    const onward = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      const status = response.statusCode ?? 0;
      answers.push({ path: path.replace(/\?.*$/, ''), status });
      answer.writeHead(status, response.rawHeaders);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const site = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/`;
  const command = spawn(process.execPath, ['dist/cli.js', 'serve', content, '--port', '0'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, SITE_URL: site },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => command.kill('SIGKILL');
  process.once('exit', end);
  const stop = async () => {
    await Promise.all([stopCommand(command), stopProxy(proxy)]);
    process.off('exit', end);
  };
  try {
    port = await portOf(command);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    site,
    statuses: (path) => answers.filter((answer) => answer.path === path).map(({ status }) => status),
    stop,
  };
}

/** The port that the command says it listens on. */
function portOf(command: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`courant serve ${why}. It said:\n${said}`));
    };
    const timer = setTimeout(() => fail(`did not start in ${START} ms`), START);
    command.once('exit', (code) => fail(`ended with ${code}`));
    command.stderr?.on('data', (bytes) => {
      said += bytes;
    });
    command.stdout?.on('data', (bytes) => {
      said += bytes;
      const listening = said.match(/Read it at \S+:(\d+)\//);
      if (!listening) return;
      clearTimeout(timer);
      resolve(Number(listening[1]));
    });
  });
}

async function stopCommand(command: ChildProcess): Promise<void> {
  if (command.exitCode !== null || command.signalCode !== null) return;
  const ended = once(command, 'exit');
  command.kill('SIGTERM');
  const timer = setTimeout(() => command.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(timer);
}

async function stopProxy(proxy: Server): Promise<void> {
  const closed = once(proxy, 'close');
  proxy.close();
  proxy.closeAllConnections();
  await closed;
}
