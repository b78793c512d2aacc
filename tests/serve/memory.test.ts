// What is kept over a restart, and what is not believed.

import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cacheOf } from '../../src/commands/folders.ts';
import type { Validators } from '../../src/http/validators.ts';
import { type MemoryOptions, openMemory } from '../../src/serve/memory.ts';
import { contentFolder } from '../content-folder.ts';
import { soon } from '../soon.ts';

const NOW = Date.UTC(2026, 10, 23);
const LAST = { etag: 'W/"abc"', lastModified: NOW - 5000 };
const SHARED = { ...LAST, sharesSecond: true as const };

const folder = () => join(contentFolder({}), 'cache/courant');
const open = (path: string, options: MemoryOptions = {}) => openMemory({ path, clock: () => NOW, ...options });

function validate(memory: ReturnType<typeof open>, path: string, known: Validators): void {
  memory.validators.set(path, known);
  memory.changed();
}

/** A file with just this text, opened. */
function opened(text: string) {
  const path = join(folder(), 'memory.json');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return open(path);
}

describe('what is remembered', () => {
  test('comes back whole', () => {
    const path = join(folder(), 'memory.json');
    const before = open(path);
    expect([before.validators.size, before.told.size]).toEqual([0, 0]);
    validate(before, '/feed.xml', LAST);
    validate(before, '/atom.xml', SHARED);
    before.told.set('https://hub.example/', new Map([['/feed.xml', 'W/"abc"']]));
    before.changed();
    before.close();
    const after = open(path);
    expect([...after.validators]).toEqual([
      ['/feed.xml', LAST],
      ['/atom.xml', SHARED],
    ]);
    expect(after.told).toEqual(before.told);
    expect(readdirSync(dirname(path))).toEqual(['memory.json']);
  });

  test('is written a moment after a change, once for many', async () => {
    const path = join(folder(), 'memory.json');
    const memory = open(path, { delay: 20 });
    for (let i = 0; i < 5; i++) validate(memory, `/${i}/`, LAST);
    await soon(() => expect(JSON.parse(readFileSync(path, 'utf8')).validators).toHaveLength(5));
  });

  test('is not written where nothing has changed', () => {
    const path = join(folder(), 'memory.json');
    open(path).close();
    expect(() => readFileSync(path)).toThrow();
  });

  test('by two processes with one folder is what the last one wrote, whole', () => {
    const path = join(folder(), 'memory.json');
    const [one, two] = [open(path), open(path)];
    validate(one, '/feed.xml', LAST);
    validate(two, '/atom.xml', LAST);
    one.close();
    two.close();
    expect([...open(path).validators.keys()]).toEqual(['/atom.xml']);
  });
});

describe('what is not believed', () => {
  const file = (changed: object) => JSON.stringify({ version: 1, validators: [], told: [], ...changed });

  test.each<[string, string]>([
    ['nothing', ''],
    ['half a file', file({ validators: [['/feed.xml', LAST]] }).slice(0, -5)],
    ['another version', file({ version: 2, validators: [['/feed.xml', LAST]] })],
    ['no version', JSON.stringify({ validators: [['/feed.xml', LAST]] })],
    ['null', 'null'],
    ['a list', '[1]'],
    ['validators that are no list', file({ validators: { '/feed.xml': LAST } })],
    ['a path that is none', file({ validators: [[1, LAST]] })],
    ['no validators', file({ validators: [['/feed.xml', null]] })],
    ['a tag that would end its header line', file({ validators: [['/', { ...LAST, etag: 'W/"a\r\nx: y"' }]] })],
    ['a date that is none', file({ validators: [['/', { ...LAST, lastModified: 'now' }]] })],
    ['a date in the future (F7)', file({ validators: [['/', { ...LAST, lastModified: NOW + 1 }]] })],
  ])('%s', (_, text) => {
    expect([...opened(text).validators]).toEqual([]);
  });

  test('one bad tag is no reason to forget the others', () => {
    const validators = [
      ['/', { etag: 'x' }],
      ['/feed.xml', LAST],
    ];
    expect([...opened(file({ validators })).validators.keys()]).toEqual(['/feed.xml']);
  });

  test('hubs that are none', () => {
    const memory = opened(file({ validators: [['/feed.xml', LAST]], told: [['https://hub.example/', 'x']] }));
    expect([memory.validators.size, memory.told.size]).toEqual([0, 0]);
  });
});

test('a folder that cannot be written costs one line in the log, and no more', () => {
  const lines: string[] = [];
  const parent = contentFolder({});
  const memory = open(join(parent, 'cache/memory.json'), { log: (line) => lines.push(line) });
  writeFileSync(join(parent, 'cache'), 'no folder');
  for (let i = 0; i < 2; i++) {
    validate(memory, '/feed.xml', LAST);
    memory.close();
  }
  expect(lines).toEqual([
    expect.stringMatching(`^${parent}/cache/memory.json cannot be written, so a restart will forget: `),
  ]);
});

test.each<[string, (path: string) => void]>([
  ['a FIFO', (path) => execFileSync('mkfifo', [path])],
  ['a folder', (path) => mkdirSync(path)],
  ['a device', (path) => symlinkSync('/dev/zero', path)],
])('%s in its place is named, left alone, and nothing is waited for', (_, put) => {
  const lines: string[] = [];
  const path = join(contentFolder({}), 'memory.json');
  put(path);
  const before = lstatSync(path);
  const memory = open(path, { log: (line) => lines.push(line) });
  validate(memory, '/feed.xml', LAST);
  memory.close();
  expect(lines).toEqual([`${path} cannot be read, so nothing is kept over a restart: it is no file`]);
  expect(lstatSync(path).ino).toBe(before.ino);
});

test('only the user of the server may read it', () => {
  const path = join(folder(), 'memory.json');
  const memory = open(path);
  validate(memory, '/feed.xml', LAST);
  memory.close();
  expect([path, dirname(path)].map((each) => statSync(each).mode & 0o777)).toEqual([0o600, 0o700]);
});

test('without a place it remembers as long as it lives', () => {
  const memory = openMemory();
  validate(memory, '/feed.xml', LAST);
  memory.close();
  expect(memory.validators.get('/feed.xml')).toEqual(LAST);
});

test('each content folder at each address has a place of its own', () => {
  const paths = [cacheOf('/cache', '/a'), cacheOf('/cache', '/b'), cacheOf('/cache', '/a', 'https://example.org/')];
  expect(new Set(paths).size).toBe(3);
  expect(cacheOf('/cache', '/x/../a/')).toBe(paths[0]);
});
