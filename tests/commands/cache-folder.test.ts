// A cache folder is one server's, for its user only; where it cannot be had, a line says why.

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ppid } from 'node:process';
import { describe, expect, test } from 'vitest';
import { takeCacheFolder } from '../../src/commands/folders.ts';
import { emptyFolder } from './at-a-terminal.ts';

function taken(path: string) {
  const lines: string[] = [];
  return { cache: takeCacheFolder(path, (line) => lines.push(line)), lines };
}

test('only its user may look into it, also where it was open before', () => {
  const path = join(emptyFolder(), 'a/b');
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o755);
  expect(taken(path)).toEqual({ cache: expect.objectContaining({ path }), lines: [] });
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

describe('two servers on one folder', () => {
  test('the second one says who has it, and runs without', () => {
    const path = emptyFolder();
    const lock = join(path, 'lock');
    writeFileSync(lock, String(ppid)); // a process that lives
    expect(taken(path)).toEqual({
      cache: undefined,
      lines: [`${lock} says that process ${ppid} serves the same site with this cache folder: this one keeps nothing.`],
    });
    expect(existsSync(lock)).toBe(true);
  });

  test('the next one gets it when it is released', () => {
    const path = emptyFolder();
    taken(path).cache?.release();
    expect(existsSync(join(path, 'lock'))).toBe(false);
    expect(taken(path).cache).toBeDefined();
  });

  test.each<[string, string, number]>([
    ['has ended without a word', '2147483646', Date.now()],
    ['had its number before the machine started', String(ppid), 0],
    ['wrote half a line', '', Date.now()],
  ])('one that %s is no hindrance', (_, holder, instant) => {
    const path = emptyFolder();
    writeFileSync(join(path, 'lock'), holder);
    utimesSync(join(path, 'lock'), instant / 1000, instant / 1000);
    expect(taken(path)).toEqual({ cache: expect.objectContaining({ path }), lines: [] });
  });
});

test.each<[string, (folder: string) => string]>([
  ['below /proc', () => '/proc/courant/0123456789abcdef'],
  [
    'below a file',
    (folder) => {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file/cache');
    },
  ],
  [
    'with a FIFO for its lock',
    (folder) => {
      execFileSync('mkfifo', [join(folder, 'lock')]);
      return folder;
    },
  ],
])('a folder %s: a line that names it', (_, place) => {
  const path = place(emptyFolder());
  const { cache, lines } = taken(path);
  expect(cache).toBeUndefined();
  expect(lines).toEqual([expect.stringMatching(`^${path} cannot be used, so nothing is kept over a restart: .`)]);
});
