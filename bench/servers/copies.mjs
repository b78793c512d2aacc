// The copies alone: every exported text below a folder, compressed as an export does, on one core, and nothing else.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { brotliFor, GZIP } from '../../dist/http/compression.js';

const [, , out] = process.argv;
let took = 0;
for (const entry of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
  if (!existsSync(join(out, `${entry}.gz`))) continue;
  const bytes = readFileSync(join(out, entry));
  const began = performance.now();
  gzipSync(bytes, GZIP);
  brotliCompressSync(bytes, brotliFor(bytes.length));
  took += performance.now() - began;
}
console.log(took);
