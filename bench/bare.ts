// Bare node:http that sends from memory what Courant sends: what the platform can do.

import { createServer } from 'node:http';
import { fetchFrom } from './process.ts';

const [port, courant] = process.argv.slice(2).map(Number) as [number, number];
const whole = await fetchFrom(courant, '/feed.xml', 'gzip');
const unchanged = await fetchFrom(courant, '/feed.xml', 'gzip', whole.headers.etag);

createServer((request, response) => {
  if (request.url !== '/feed.xml') response.writeHead(404).end();
  else if (request.headers['if-none-match'] !== whole.headers.etag)
    response.writeHead(200, whole.headers).end(whole.bytes);
  else response.writeHead(304, unchanged.headers).end();
}).listen(port, '127.0.0.1');
