// Says which Debian packages `npm run test:proxies` still wants, and ends with 1 if there are any. It installs nothing.

import { spawnSync } from 'node:child_process';

const WANTED = [
  ['nginx-light', 'nginx', '-v'],
  ['varnish', 'varnishd', '-V'],
] as const;

const isMissing = (program: string, option: string) => spawnSync(program, [option], { timeout: 20_000 }).status !== 0;
const missing = WANTED.filter(([, program, option]) => isMissing(program, option)).map(([name]) => name);
if (missing.length > 0) {
  console.error(`Proxies are missing. Debian has them: apt-get install --no-install-recommends ${missing.join(' ')}`);
  process.exitCode = 1;
}
