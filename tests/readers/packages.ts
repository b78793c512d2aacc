// Says which Debian packages `npm run test:readers` still wants, and ends with 1 if there are any. It installs nothing.

import { spawnSync } from 'node:child_process';

/** A package, and a command that succeeds where it is installed. */
const WANTED: readonly [name: string, program: string, ...args: string[]][] = [
  ['newsboat', 'newsboat', '--version'],
  ['sqlite3', 'sqlite3', '-version'],
  ['python3-feedparser', '/usr/bin/python3', '-c', 'import feedparser'],
  ['sfeed', 'sh', '-c', 'command -v sfeed_update'],
  ['curl', 'curl', '--version'],
  ['libxml-feed-perl', '/usr/bin/perl', '-MXML::Feed', '-e1'],
  ['php-cli', '/usr/bin/php', '--version'],
  ['php-curl', '/usr/bin/php', '-r', 'exit(extension_loaded("curl") ? 0 : 1);'],
  ['php-intl', '/usr/bin/php', '-r', 'exit(extension_loaded("intl") ? 0 : 1);'],
  ['php-xml', '/usr/bin/php', '-r', 'exit(extension_loaded("dom") ? 0 : 1);'],
  ['libphp-simplepie', '/usr/bin/php', '-d', 'error_reporting=0', '-r', 'require "simplepie/autoloader.php";'],
  ['golang-go', 'go', 'version'],
  ['golang-github-mmcdole-gofeed-dev', 'test', '-d', '/usr/share/gocode/src/github.com/mmcdole/gofeed'],
];

const missing = WANTED.filter(([, program, ...args]) => spawnSync(program, args, { timeout: 20_000 }).status !== 0).map(
  ([name]) => name,
);
if (missing.length > 0) {
  console.error(`Readers are missing. Debian has them: apt-get install --no-install-recommends ${missing.join(' ')}`);
  process.exitCode = 1;
}
