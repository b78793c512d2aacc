// Bare node:http that sends what Courant sent, from memory: what the platform can do.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [, , port, file] = process.argv;
const { path, etag, headers, headers304, body } = JSON.parse(readFileSync(file, 'utf8'));
const bytes = Buffer.from(body, 'base64');

createServer((request, response) => {
  if (request.url !== path) response.writeHead(404).end();
  else if (request.headers['if-none-match'] === etag) response.writeHead(304, headers304).end();
  else response.writeHead(200, headers).end(bytes);
}).listen(Number(port), '127.0.0.1');
