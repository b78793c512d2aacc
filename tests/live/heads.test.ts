// Parsed articles kept over a restart: never needed, never trusted when broken.

import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBlocks, writeBlocks } from '../../src/disk/own-blocks.ts';
import { createScanner } from '../../src/disk/scan.ts';
import { createLoader } from '../../src/live/loader.ts';
import { copyOf } from '../../src/model/article.ts';
import { finish } from '../../src/model/resource.ts';
import { article, contentFolder, write } from '../content-folder.ts';

const NOTHING_RENDERED = { isRendered: () => false, pin: () => {}, unpin: () => {} };

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** What a start finds, and keeps for the next one. */
async function start(folder: string, settings: { url?: string; version?: string; heads?: string } = {}) {
  const scanner = createScanner(folder);
  const loader = createLoader(scanner, { heads: join(folder, '.heads'), ...settings });
  await loader.prepare();
  await loader.load(finish(scanner.scan()), NOTHING_RENDERED);
  await loader.keepHeads();
  const articles = loader.catalog().articles.map((each) => ({ ...copyOf(each), isIdMade: each.isIdMade === true }));
  return { articles, problems: loader.problems() };
}

const FILES = {
  'a.md': article({ title: 'One', author: 'Ann', tags: '[x, y]', image: 'p.png', summary: 'First.' }),
  'b.md': article({ title: 'Two', date: '2026-02-01', categories: 'News' }),
  'd/c.md': article({ title: 'Three', date: '2025-02-01', image: 'p.png' }),
  'p.png': PNG,
};

test('a second start has the same articles as the first', async () => {
  const folder = contentFolder(FILES);
  const first = await start(folder);
  expect(first.articles.map(({ title }) => title)).toEqual(['Two', 'One', 'Three']);
  expect(await start(folder)).toEqual(first);
});

/** What is kept says another title than the file. */
function mark(folder: string): void {
  const heads = join(folder, '.heads');
  const blocks = Array.from(readBlocks(heads), (block) => Buffer.from(block));
  const writer = writeBlocks(heads, 'marked', 0);
  for (const block of blocks) {
    const at = block.indexOf('"Two"');
    if (at > 0) block.write('"Kep"', at);
    writer.add(block);
  }
  writer.done();
}

test('what is kept is used: a mark in it comes back', async () => {
  const folder = contentFolder(FILES);
  await start(folder);
  mark(folder);
  expect((await start(folder)).articles.map(({ title }) => title)).toEqual(['Kep', 'One', 'Three']);
});

test.each<[string, (folder: string) => void]>([
  ['an edited article', (folder) => write(folder, { 'b.md': article({ title: 'Two!', date: '2026-02-01' }) })],
  [
    'another site.yaml',
    (folder) => write(folder, { 'site.yaml': 'title: T\nurl: https://other.example/\nlanguage: de\n' }),
  ],
  ['another picture', (folder) => write(folder, { 'p.png': Buffer.concat([PNG, Buffer.from([0])]) })],
  ['a picture that is nearer', (folder) => write(folder, { 'd/p.png': Buffer.concat([PNG, Buffer.from([0])]) })],
  ['a picture that has gone', (folder) => rmSync(join(folder, 'p.png'))],
  ['an article that has gone', (folder) => rmSync(join(folder, 'a.md'))],
  [
    'a file cut off',
    (folder) => {
      const heads = join(folder, '.heads');
      writeFileSync(heads, readFileSync(heads).subarray(0, -40));
    },
  ],
  [
    'a file in which something was written over',
    (folder) => {
      const heads = join(folder, '.heads');
      const bytes = readFileSync(heads);
      bytes.write('"Kep"', bytes.indexOf('"Two"'));
      writeFileSync(heads, bytes);
    },
  ],
  ['nonsense', (folder) => writeFileSync(join(folder, '.heads'), '{"version":1}\nnonsense\n')],
  ['no file', (folder) => rmSync(join(folder, '.heads'))],
])('%s gives what a start without anything kept gives', async (_, change) => {
  const folder = contentFolder(FILES);
  await start(folder);
  change(folder);
  const warm = await start(folder);
  rmSync(join(folder, '.heads'), { force: true });
  expect(warm).toEqual(await start(folder));
});

test('whatever changed meanwhile, a start finds what it would without anything kept', { timeout: 60_000 }, async () => {
  const folder = contentFolder({ 'p.png': PNG });
  await fc.assert(
    fc.asyncProperty(fc.array(CHANGE, { minLength: 1, maxLength: 8 }), async (changes) => {
      for (const [name, head] of changes) {
        const picture = Buffer.concat([PNG, Buffer.alloc(head?.title === 'Two' ? 1 : 0)]);
        if (head) write(folder, { [name]: name.endsWith('.png') ? picture : article(head) });
        else rmSync(join(folder, name), { force: true });
      }
      const warm = await start(folder);
      expect(warm).toEqual(await start(folder, { heads: join(folder, '.none') }));
      rmSync(join(folder, '.none'), { force: true });
    }),
    { numRuns: 150 },
  );
});

/** A file that is written, or taken away: some have the id or the slug of others, some have problems. */
const CHANGE = fc.tuple(
  fc.constantFrom('a.md', 'b.md', 'c.md', 'a/index.md', 'd/e.md', 'd/f.md', 'q.png', 'd/p.png', 'd/q.png'),
  fc.option(
    fc.record(
      {
        title: fc.constantFrom('One', 'Two'),
        date: fc.constantFrom('2026-01-05', '2026-02-06', 'someday'),
        slug: fc.constantFrom('a', 'b', 'same'),
        id: fc.constantFrom('x', 'tag:example.org,2026:b'),
        draft: fc.constantFrom('true', 'false'),
        image: fc.constantFrom('p.png', './q.png', '/q.png'),
        related: fc.constantFrom('[a]', '[same]'),
      },
      { requiredKeys: [] },
    ),
  ),
);

test('no byte of it can be another without being noticed', { timeout: 60_000 }, async () => {
  const folder = contentFolder(FILES);
  const first = await start(folder);
  const heads = join(folder, '.heads');
  const bytes = readFileSync(heads);
  for (let at = 0; at < bytes.length; at += 7) {
    const broken = Buffer.from(bytes);
    broken.writeUInt8(broken.readUInt8(at) ^ 0x41, at);
    writeFileSync(heads, broken);
    expect(await start(folder)).toEqual(first);
  }
});

test('another address is another start', async () => {
  const folder = contentFolder(FILES);
  await start(folder);
  const { articles } = await start(folder, { url: 'https://elsewhere.example/' });
  expect(articles.at(-1)?.image?.url).toBe('https://elsewhere.example/p.png');
});

test('another version of the program reads every file itself', async () => {
  const folder = contentFolder(FILES);
  await start(folder, { version: '1.0.0' });
  mark(folder);
  const titles = async (version: string) => (await start(folder, { version })).articles.map(({ title }) => title);
  expect(await titles('1.0.0')).toEqual(['Kep', 'One', 'Three']);
  expect(await titles('1.0.1')).toEqual(['Two', 'One', 'Three']);
});

test('an article with a warning is read again, so that the warning is told again', async () => {
  const folder = contentFolder({ 'a.md': article({ titel: 'x' }) });
  expect((await start(folder)).problems).toHaveLength(1);
  expect((await start(folder)).problems).toHaveLength(1);
});

test('nothing is kept while files are read: articles would be kept with what is seen by now', async () => {
  const folder = contentFolder(FILES);
  const heads = join(folder, '.heads');
  const scanner = createScanner(folder);
  const loader = createLoader(scanner, { heads });
  const loading = loader.load(finish(scanner.scan()), NOTHING_RENDERED);
  await loader.keepHeads();
  expect(existsSync(heads)).toBe(false);
  await loading;
  const keeping = loader.keepHeads();
  write(folder, { 'b.md': article({ title: 'Other' }) });
  await Promise.all([loader.load(finish(scanner.scan()), NOTHING_RENDERED), keeping]);
  expect(existsSync(heads)).toBe(false);
  await loader.keepHeads();
  expect(existsSync(heads)).toBe(true);
});

test('what another start began to keep an hour ago and never finished is taken away', async () => {
  const folder = contentFolder(FILES);
  const others = { '.heads.bak': 'not ours', '.heads.0123456789ab.txt': 'not ours' };
  write(folder, { '.heads.0123456789ab': 'old', '.heads.0123456789ac': 'young', ...others });
  for (const name of ['.heads.0123456789ab', ...Object.keys(others)]) utimesSync(join(folder, name), 1, 1);
  await start(folder);
  expect(
    readdirSync(folder)
      .filter((name) => name.startsWith('.heads'))
      .sort(),
  ).toEqual(['.heads', '.heads.0123456789ac', ...Object.keys(others)].sort());
});

test('once kept it is not written again, whichever articles stay out of it', async () => {
  const folder = contentFolder({
    ...FILES,
    'c.md': article({ title: 'Same', slug: 'a' }),
    'd.md': article({ titel: 'x' }),
  });
  await start(folder);
  const { ino } = statSync(join(folder, '.heads'));
  await start(folder);
  expect(statSync(join(folder, '.heads')).ino).toBe(ino);
});

test('where the file cannot be put, nothing is left beside it, and no other file is closed', async () => {
  const folder = contentFolder({ ...FILES, '.heads/x': 'in the way' });
  const scanner = createScanner(folder);
  const loader = createLoader(scanner, { heads: join(folder, '.heads') });
  await loader.load(finish(scanner.scan()), NOTHING_RENDERED);
  await expect(loader.keepHeads()).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  expect(readdirSync(folder).filter((name) => name.startsWith('.heads'))).toEqual(['.heads']);
});
