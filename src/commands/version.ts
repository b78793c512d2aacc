// The version of this program.

import { readFileSync } from 'node:fs';

/** As package.json says, which is two folders up, from src/ as from dist/. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
