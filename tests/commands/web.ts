// A web server for tests: paths and what they answer.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Answer = string | Uint8Array | ((response: ServerResponse, request: IncomingMessage) => void);

export interface Web {
  /** `http://127.0.0.1:1234` */
  readonly address: string;
  readonly asked: string[];
}

export async function web(pages: Readonly<Record<string, Answer>>): Promise<Web> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = pages[path];
    if (typeof answer === 'function') return answer(response, request);
    if (answer === undefined) response.statusCode = 404;
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
