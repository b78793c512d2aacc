// Courant as a proxy meets it: on a fixed port, there or not, writing down what it is asked.

import { onTestFinished } from 'vitest';
import { createServedApp } from '../../src/app.ts';
import { type HttpServer, listen } from '../../src/commands/http-server.ts';
import { type Files, write } from '../content-folder.ts';
import { site } from '../http/scenario-site.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly status: number;
}

export interface Origin {
  readonly port: number;
  /** What it was asked, health checks apart. */
  readonly asked: Asked[];
  /** Answers as ever, or with this status; late, if there is something to wait for. */
  mood: { readonly status?: number; readonly after?: Promise<void> };
  /** Its answers may be kept for a second only: nobody wants to wait five minutes for the next. */
  readonly seconds: number;
  /** Publishes these files. */
  change(files: Files): Promise<void>;
  /** Nobody listens any more. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

/** The site of READERS.md section 6, until the test ends. */
export async function origin(seconds = 1): Promise<Origin> {
  let now = Date.UTC(2026, 10, 23, 12);
  const { folder, source: library } = await site(undefined, { clock: () => now });
  const health = () => ({ articles: library.counts().public, problems: 0, published: new Date(now).toISOString() });
  const app = createServedApp({ source: library, health });
  const made: Origin = {
    port: 0,
    asked: [],
    mood: {},
    seconds,
    async change(files) {
      now += 60_000;
      write(folder, files);
      await library.refresh();
    },
    goAway: () => server.close(),
    async comeBack() {
      server = await listen(answer, { port, host: '127.0.0.1' });
    },
  };

  async function answer(request: Request, env: unknown): Promise<Response> {
    const path = request.url.replace(/^[a-z]+:\/\/[^/]*/, '');
    const { status, after } = made.mood;
    if (path !== '/readyz') await after;
    const response = status ? new Response('no', { status }) : await app.fetch(request, env as object);
    const headers = new Headers(response.headers);
    if (path !== '/readyz') {
      made.asked.push({ method: request.method, path, headers: new Headers(request.headers), status: response.status });
    }
    const cacheControl = headers.get('cache-control')?.replace(/max-age=\d+/, `max-age=${seconds}`);
    if (cacheControl) headers.set('cache-control', cacheControl);
    return new Response(request.method === 'HEAD' ? null : response.body, { status: response.status, headers });
  }

  let server: HttpServer = await listen(answer, { port: 0, host: '127.0.0.1' });
  const { port } = server;
  onTestFinished(() => server.close());
  for (const path of ['/feed.xml', '/atom.xml', '/feed.json']) {
    await app.request(path, { headers: { 'accept-encoding': 'br, gzip' } });
  }
  await library.idle(); // brotli follows
  return Object.assign(made, { port });
}
