// The HTTP server: an app on a port, with bounds that no client can wear it out by, and an end that cuts nobody off.

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { ShortWay } from './short-way.ts';

/** Milliseconds and bytes. Who sends slowly is cut off, and so is who does not read (READERS.md: few readers wait 20 s). */
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

export interface HttpServer {
  readonly server: Server;
  /** The port that it listens on. */
  readonly port: number;
  /** Takes no more connections, and lets what is in flight finish. */
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly port: number;
  readonly host: string;
  readonly limits?: typeof LIMITS;
  /** Asked before `fetch`. */
  readonly shortWay?: ShortWay;
}

/** Rejects as node:net does where the port cannot be had. */
export async function listen(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  { port, host, limits = LIMITS, shortWay = () => false }: ListenOptions,
): Promise<HttpServer> {
  const { idleTimeout, lastWords, connections, ...serverOptions } = limits;
  const server = createAdaptorServer({
    fetch,
    serverOptions,
    createServer: ((options: object, listener: RequestListener) =>
      createServer(options, (asked, answer) => void (shortWay(asked, answer) || listener(asked, answer)))) as never,
    hostname: 'localhost', // of HTTP/1.0, where a request need not tell one
  }) as Server;
  server.timeout = idleTimeout;
  server.maxConnections = connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port, close: () => close(server, lastWords) };
}

/** A connection goes idle only after its answer, so idle ones are ended again and again. */
async function close(server: Server, lastWords: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const last = setTimeout(() => server.closeAllConnections(), lastWords);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(idle);
  clearTimeout(last);
}
