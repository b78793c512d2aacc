// The HTTP server: an app on a port, with bounds for each client, an end that cuts nobody off, the log of requests, and
// the guard of `serve --drafts`.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { UsageError } from './io.ts';

/** Milliseconds and bytes. A client that sends slowly or does not read is cut off (READERS.md: few readers wait 20 s). */
export const LIMITS = {
  /** For the head of a request. */
  headersTimeout: 10_000,
  /** For all of a request: no address here wants a body. */
  requestTimeout: 30_000,
  /** How often the two are looked at. */
  connectionsCheckingInterval: 5000,
  /** Longer than the 60 s that proxies keep a connection, so that none is closed while they send a request on it. */
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  /** Without a byte read or written, in the middle of an answer. */
  idleTimeout: 60_000,
  /** For what is in flight, once the server is to stop: hosts kill after 10 s. */
  lastWords: 9000,
  /** Connections at one time. */
  connections: 10_000,
};

/** What answers requests. */
export type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

export type HttpServer = Awaited<ReturnType<typeof listen>>;

/** `port` is the one that it listens on. Rejects as node:net does if the port cannot be had. */
export async function listen(
  fetch: Fetch,
  { port, host, limits = LIMITS }: { port: number; host: string; limits?: typeof LIMITS },
) {
  const { idleTimeout, lastWords, connections, ...serverOptions } = limits;
  const server = createAdaptorServer({
    fetch,
    serverOptions,
    hostname: 'localhost', // for HTTP/1.0 requests, which need not name a host
  }) as Server;
  server.timeout = idleTimeout;
  server.maxConnections = connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port, close: () => close(server, lastWords) };
}

/**
 * Takes no more connections, and lets what is in flight finish. A connection goes idle only after its answer, so idle ones are
 * ended again and again.
 */
async function close(server: Server, lastWords: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const last = setTimeout(() => server.closeAllConnections(), lastWords);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
  clearTimeout(last);
}

/**
 * Prints a line for each answer, as it went out or was cut off:
 *
 *     2026-03-03T09:00:00.123Z GET /feed.xml 200 6345 1.2ms "Feedly/1.0 (+http://…; 12 subscribers; …)"
 *
 * The bytes are those of the body, as in nginx. The agent tells the subscribers of a hosted reader.
 */
export function logRequests(server: Server, print: (line: string) => void): void {
  /** How much of a connection's bytes belong to answers that are printed already. */
  const counted = new WeakMap<Socket, number>();

  // Before the app's own listener, so that its time is in the line.
  server.prependListener(
    'request',
    ({ method, url = '', headers, socket }: IncomingMessage, answer: ServerResponse) => {
      const began = performance.now();
      let bytes: number | undefined;
      const count = (): number => {
        const { _header: head } = answer as { _header?: string | null }; // node:http tells its length nowhere else
        bytes = Math.max(0, socket.bytesWritten - (counted.get(socket) ?? 0) - (head?.length ?? 0));
        counted.set(socket, socket.bytesWritten);
        return bytes;
      };
      // Before node:http's own listener, which writes the next answer of a pipeline.
      answer.prependOnceListener('finish', count);
      answer.once('close', () => {
        const path = printable(url.replace(/[?#].*$/s, ''));
        const agent = printable(headers['user-agent'] ?? '-').replaceAll('"', '\\"');
        const took = `${(performance.now() - began).toFixed(1)}ms`;
        const end = answer.writableFinished ? '' : ' cut off';
        const line = `${method} ${path} ${answer.statusCode} ${bytes ?? count()} ${took} "${agent}"${end}`;
        print(`${new Date().toISOString()} ${line}`);
      });
    },
  );
}

const MAX_LENGTH = 500; // characters of a path or an agent: a line stays a line that a person reads

/** What a terminal could obey is written as `\x1b`: agents are what strangers like to send. */
function printable(text: string): string {
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return cut.replace(/[^ -~…]|\\/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** The address that drafts are shown at. Throws if it can be reached from another machine. */
export function loopbackOf(host: string): string {
  if (host === 'localhost') return '127.0.0.1'; // what a hosts file says of it does not matter
  if (host === '127.0.0.1' || host === '::1') return host;
  throw new UsageError(`--drafts is for this machine only, and ${host} is not: leave out --host.`);
}

/**
 * Guards drafts: they go to a client on this machine, to no other one and into no cache. Refuses what a proxy passed on or another name leads to, and lets nothing be stored, found or embedded elsewhere.
 */
export function guarded(fetch: Fetch): Fetch {
  return async (request, env) => {
    if (!isOwn(request) || isOld(env)) return new Response(REFUSAL, { status: 403, headers: PRIVATE });
    const { body, status, headers } = (await fetch(request, env)) as Response;
    const fields = [...headers].filter(([name]) => !name.startsWith('access-control-'));
    return new Response(body, { status, headers: { ...Object.fromEntries(fields), ...PRIVATE } });
  };
}

const REFUSAL = 'Drafts are shown at http://localhost only, and not through a proxy.\n';

const PRIVATE = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  'cross-origin-resource-policy': 'same-origin',
};

/** A page of another site may lead its own name to this machine (DNS rebinding): Host tells. */
const OWN_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

const PASSED_ON = /^(?:forwarded|via|x-forwarded-.*|x-real-ip)$/;

const isOwn = ({ headers }: Request): boolean =>
  OWN_HOST.test(headers.get('host') ?? '') && ![...headers.keys()].some((name) => PASSED_ON.test(name));

/** nginx asks in HTTP/1.0 if it is not told otherwise, with a Host of its own and no other sign; no reader does. */
const isOld = (env: Parameters<Fetch>[1]): boolean => 'incoming' in env && env.incoming.httpVersion === '1.0';
