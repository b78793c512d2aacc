// The handler for node:http and Express: what is not its own goes to the next one.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type NodeHandler, nodeHandler } from '../src/node-handler.ts';
import type { LibraryOptions } from '../src/serve/library.ts';
import { openLibrary } from '../src/serve/open-library.ts';
import { loopback } from './loopback.ts';

const SITE = { title: 'The Test', url: 'https://example.org/news/' };
const ENTRIES = [{ path: 'a', head: { title: 'A', date: '2026-01-05' }, markdown: 'Text.' }];

function opened(articles = async () => ENTRIES, options: LibraryOptions = {}) {
  const library = openLibrary({ site: SITE, articles }, { inPlace: true, onError() {}, ...options });
  onTestFinished(() => library.close());
  return library;
}

/** A host that knows `/about` and `/news/own`, and tells what it reads. */
async function host(handler: NodeHandler, at = '') {
  const url = await loopback((request: IncomingMessage, response: ServerResponse) => {
    const isBelow = request.url?.startsWith(at);
    if (isBelow && at !== '') Object.assign(request, { originalUrl: request.url, url: request.url?.slice(at.length) });
    const { url } = request;
    handler(request, response, async () => {
      let body = '';
      for await (const chunk of request) body += chunk;
      if (/about|own/.test(url ?? '')) return void response.end(`own ${request.url} ${body}`);
      response.statusCode = 404;
      response.end('host: nothing here');
    });
  });
  return async (path: string, options: RequestInit = {}) => {
    const response = await fetch(new URL(path, url), { redirect: 'manual', ...options });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
}

test('what is below the site and known is answered as by the app', async () => {
  const library = opened();
  await library.ready;
  const get = await host(nodeHandler(library));
  const feed = await get('/news/feed.xml');
  expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'application/rss+xml; charset=utf-8']);
  const again = await get('/news/feed.xml', { headers: { 'if-none-match': feed.headers.get('etag') ?? '' } });
  expect([again.status, again.text]).toEqual([304, '']);
  expect((await get('/news')).headers.get('location')).toBe('/news/');
  expect((await get('/news/articles/a')).headers.get('location')).toBe('/news/articles/a/');
  expect((await get('/news/feed.xml', { method: 'DELETE' })).status).toBe(405);
});

test('everything else goes to the next handler, with its body', async () => {
  const library = opened();
  await library.ready;
  const get = await host(nodeHandler(library));
  expect((await get('/about')).text).toBe('own /about ');
  expect((await get('/news/own', { method: 'POST', body: 'form' })).text).toBe('own /news/own form');
  for (const path of ['/nope', '/news/nope', '/healthz', '/readyz', '/newsletter']) {
    expect(await get(path), path).toMatchObject({ status: 404, text: 'host: nothing here' });
  }
});

test('mounted at a path, it is where the public address says', async () => {
  const library = opened();
  await library.ready;
  const get = await host(nodeHandler(library), '/news');
  expect((await get('/news/feed.json')).status).toBe(200);
  expect((await get('/news/own')).text).toBe('own /own ');
});

test('without a next handler, what is not there is 404', async () => {
  const library = opened();
  await library.ready;
  const handler = nodeHandler(library);
  const url = await loopback((request, response) => handler(request, response));
  expect((await fetch(new URL('/news/nope', url))).status).toBe(404);
  expect((await fetch(new URL('/news/feed.xml', url))).status).toBe(200);
});

describe('before the library is ready', () => {
  test('the host keeps what is its own, and its 404 below the site is 503', async () => {
    const get = await host(nodeHandler(opened(() => new Promise(() => {}))));
    expect((await get('/about')).text).toBe('own /about ');
    expect((await get('/news/own')).text).toBe('own /news/own ');
    expect((await get('/nope')).status).toBe(404);
    const { status, headers } = await get('/news/feed.xml');
    expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([503, '5', 'no-store']);
  });
});

test("the host's Request and Response stay its own", async () => {
  const before = [globalThis.Request, globalThis.Response];
  nodeHandler(opened());
  expect([globalThis.Request, globalThis.Response]).toEqual(before);
});
