// Bare node:http with prebuilt buffers: what the platform can do.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [, , port, file] = process.argv;
const feeds = new Map(
  JSON.parse(readFileSync(file, 'utf8')).map(({ path, etag, type, identity }) => {
    const body = Buffer.from(identity);
    const br = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    const headers = {
      'content-type': type,
      etag,
      'last-modified': 'Tue, 03 Mar 2026 09:00:00 GMT',
      'cache-control': 'public, max-age=300, stale-while-revalidate=60, stale-if-error=86400',
      vary: 'Accept-Encoding',
      link: '<https://bench.example/feed.xml>; rel="self"',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    };
    const as = (bytes, coding) => ({
      bytes,
      headers: { ...headers, 'content-length': bytes.length, ...(coding && { 'content-encoding': coding }) },
    });
    return [path, { etag, headers, identity: as(body), gzip: as(gzipSync(body), 'gzip'), br: as(br, 'br') }];
  }),
);

createServer((request, response) => {
  const feed = feeds.get(request.url);
  if (!feed) return response.writeHead(404).end();
  if (request.headers['if-none-match'] === feed.etag) return response.writeHead(304, feed.headers).end();
  const accepted = request.headers['accept-encoding'] ?? '';
  const sent = accepted.includes('br') ? feed.br : accepted.includes('gzip') ? feed.gzip : feed.identity;
  response.writeHead(200, sent.headers);
  response.end(request.method === 'HEAD' ? undefined : sent.bytes);
}).listen(Number(port), '127.0.0.1');
