// The app behind node-server: what app.request() cannot show, since no request comes from node:http there.

import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { answerOf, documentOf, LONG, sourceOf } from './documents.ts';
import { BYTES, fileOf } from './files.ts';

const broken = fileOf(BYTES, { path: 'broken.jpg' });
const app = createApp(
  sourceOf({
    '/feed.xml': answerOf(documentOf(LONG)),
    '/tulip.jpg': fileOf(BYTES),
    '/broken.jpg': {
      ...broken,
      open: (start, end) => broken.open(start, broken.opened.length === 0 ? end : end - 1),
    },
  }),
);
let server: ReturnType<typeof serve>;

beforeAll(async () => {
  server = await new Promise((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started));
  });
});
afterAll(() => server.close());

interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const asked = request({ port, path, method, headers, agent: false }, async (answer) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of answer) chunks.push(chunk);
      } catch (error) {
        reject(error);
      }
      resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) });
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('over a socket', () => {
  test('scenario 1, 12: GET and HEAD', async () => {
    for (let i = 0; i < 2; i++) {
      const { status, headers, body } = await get('/feed.xml');
      expect([status, body.toString()]).toEqual([200, LONG]);
      expect(headers['content-length']).toBe(String(Buffer.byteLength(LONG)));
      expect(headers['transfer-encoding']).toBeUndefined();
      const head = await get('/feed.xml', {}, 'HEAD');
      expect([head.status, head.headers['content-length'], head.body.length]).toEqual([
        200,
        headers['content-length'],
        0,
      ]);
    }
  });

  test('F7: Last-Modified is not later than Date', async () => {
    const { headers } = await get('/feed.xml');
    expect(Date.parse(headers['last-modified'] ?? '')).toBeLessThanOrEqual(Date.parse(headers.date ?? ''));
  });

  test('scenario 2: 304 by If-None-Match, also in two header lines', async () => {
    const { headers } = await get('/feed.xml');
    const { status, headers: after, body } = await get('/feed.xml', { 'If-None-Match': headers.etag ?? '' });
    expect([status, body.length, after['content-length']]).toEqual([304, 0, undefined]);
    expect([after.etag, after['last-modified'], after.link]).toEqual([
      headers.etag,
      headers['last-modified'],
      headers.link,
    ]);
    const two = await get('/feed.xml', { 'If-None-Match': ['"x"', headers.etag] as unknown as string });
    expect(two.status).toBe(304);
  });

  test('scenario 4: 304 by If-Modified-Since', async () => {
    const { headers } = await get('/feed.xml');
    expect((await get('/feed.xml', { 'If-Modified-Since': headers['last-modified'] ?? '' })).status).toBe(304);
    expect((await get('/feed.xml', { 'If-Modified-Since': 'Sat, 01 Jan 2000 00:00:00 GMT' })).status).toBe(200);
  });

  test('scenario 11: gzip', async () => {
    const { headers, body } = await get('/feed.xml', { 'Accept-Encoding': 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers['content-length']).toBe(String(body.length));
  });

  test('scenario 28: media whole, in part, HEAD', async () => {
    expect((await get('/tulip.jpg')).body).toEqual(BYTES);
    const part = await get('/tulip.jpg', { Range: 'bytes=-50' });
    expect([part.status, part.headers['content-length'], part.body]).toEqual([206, '50', BYTES.subarray(-50)]);
    const head = await get('/tulip.jpg', {}, 'HEAD');
    expect([head.headers['content-length'], head.body.length]).toEqual([String(BYTES.length), 0]);
    const none = await get('/tulip.jpg', { Range: 'bytes=999999999-' });
    expect([none.status, none.headers['content-range'], none.body.length]).toEqual([416, 'bytes */10000', 0]);
  });

  test('media that got shorter under way: no complete answer', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {}); // node-server tells of it
    await expect(get('/broken.jpg')).rejects.toThrow();
    expect(printed).toHaveBeenCalledOnce();
    printed.mockRestore();
  });

  test('scenario 13: POST with a body, OPTIONS, GET with a body', async () => {
    expect((await get('/feed.xml', { 'Content-Length': '0' }, 'POST')).status).toBe(405);
    expect((await get('/feed.xml', {}, 'OPTIONS')).status).toBe(204);
    expect((await get('/feed.xml', { 'Content-Length': '0' })).status).toBe(200);
  });

  test('a Request made anew has the fields that were given to it', async () => {
    const { headers } = await get('/feed.xml');
    const env = { incoming: { headers: { 'if-none-match': headers.etag } } };
    expect((await app.request('/feed.xml', {}, env)).status).toBe(200);
  });
});
