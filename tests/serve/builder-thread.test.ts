// The builder in its thread, as it is installed: whatever becomes of it, what was made is answered, and it comes back.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { article, contentFolder, SITE, write } from '../content-folder.ts';
import { soon } from '../soon.ts';
import { type Started, started } from './process.ts';

const TROUBLE = ['--import', pathToFileURL(join(import.meta.dirname, 'trouble.mjs')).href];

const troubled = (folder: string): Promise<Started> => started(folder, {}, TROUBLE);

const textOf = async ({ url }: Started, path: string) => (await fetch(url + path)).text();

/** Asks for these again and again, until `isDone`; which statuses came. */
async function statusesUntil(isDone: () => boolean, { url }: Started, paths: readonly string[]) {
  const statuses = new Map<string, Set<number>>(paths.map((path) => [path, new Set()]));
  while (!isDone()) {
    for (const path of paths) {
      const response = await fetch(url + path);
      await response.arrayBuffer();
      statuses.get(path)?.add(response.status);
    }
  }
  return Object.fromEntries([...statuses].map(([path, seen]) => [path, [...seen]]));
}

test('a builder that ends is back at once, tells no problem twice, and nobody misses a feed', async () => {
  const folder = contentFolder({ 'a.md': article({ tags: 'red' }), 'broken.md': article({ date: 'Tuesday' }) });
  const served = await troubled(folder);
  for (const path of ['feed.xml', 'tags/red/feed.xml']) await textOf(served, path);
  write(folder, { 'crash.md.once': '', 'crash.md': article({ title: 'It is back' }) });
  let isBack = false;
  const asking = statusesUntil(() => isBack, served, ['feed.xml', 'tags/red/feed.xml']);
  await soon(async () => expect(await textOf(served, 'feed.xml')).toContain('It is back'));
  isBack = true;
  expect(await asking).toEqual({ 'feed.xml': [200], 'tags/red/feed.xml': [200] });
  expect(served.printed()).toContain('The builder has ended; another one starts.');
  write(folder, { 'b.md': article({ title: 'And follows the folder' }) });
  await soon(async () => expect(await textOf(served, 'feed.xml')).toContain('And follows the folder'));
  expect(served.printed().match(/date-invalid/g)).toHaveLength(1);
  write(folder, { 'broken.md': article({ title: 'Mended' }) });
  await soon(() => expect(served.printed()).toMatch(/mended {3}.*date-invalid/));
  expect((await (await fetch(`${served.url}readyz`)).json()).problems).toBe(0);
});

test('a builder that hangs at a file is ended, and the next one leaves the file out', async () => {
  const folder = contentFolder({ 'a.md': article({ tags: 'red' }) });
  const served = await troubled(folder);
  for (const path of ['feed.xml', 'tags/red/feed.xml']) await textOf(served, path);
  write(folder, { 'spin.md': article({}), 'b.md': article({ title: 'It is back' }) });
  let isBack = false;
  const asking = statusesUntil(() => isBack, served, ['feed.xml', 'tags/red/feed.xml']);
  const shown = async () => expect(await textOf(served, 'feed.xml')).toContain('It is back');
  await vi.waitFor(shown, { timeout: 200_000, interval: 50 });
  isBack = true;
  expect(await asking).toEqual({ 'feed.xml': [200], 'tags/red/feed.xml': [200] });
  expect(served.printed()).toContain('The builder hangs at spin.md; it is ended and started again.');
  await soon(() => expect(served.printed()).toMatch(/spin\.md.*too-costly/));
  expect((await fetch(`${served.url}articles/a/`)).status).toBe(200);
});

test('check tells every problem, also where the builder hangs at a body', async () => {
  const folder = contentFolder({ 'a.md': article({ date: 'Tuesday' }), 'spin-later.md': article({}) });
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const run = promisify(execFile)(process.execPath, [...TROUBLE, cli, 'check', folder]);
  const { code, stdout, stderr } = await run.catch((error) => error);
  expect(code).toBe(1);
  expect(stdout).toMatch(/a\.md.*date-invalid/);
  expect(stdout).toMatch(/spin-later\.md.*too-costly/);
  expect(stderr).not.toMatch(/\n +at /);
});

test('while the builder is busy, what was made is answered at once, and what was not is waited for', async () => {
  const folder = contentFolder({ 'a.md': article({}) });
  const served = await troubled(folder);
  const before = await textOf(served, 'feed.xml');
  write(folder, { 'slow.md': article({ title: 'Slow' }) });
  const [begun, ended] = ['begun', 'ended'].map((mark) => join(folder, `slow.md.${mark}`)) as [string, string];
  await soon(() => expect(existsSync(begun)).toBe(true));
  const page = fetch(`${served.url}articles/a/`);
  for (let i = 0; i < 10; i++) expect(await textOf(served, 'feed.xml')).toBe(before);
  expect((await fetch(`${served.url}nope.xml`)).status).toBe(404);
  expect(existsSync(ended)).toBe(false);
  write(folder, { 'slow.md.go': '' });
  expect((await page).status).toBe(200);
  await soon(async () => expect(await textOf(served, 'feed.xml')).toContain('Slow'));
});

describe('a deploy by renaming', () => {
  test('never answers 404 or 503 for a feed that was there', async () => {
    const parent = contentFolder({});
    const release = (name: string, number: number) =>
      write(parent, {
        [`${name}/site.yaml`]: SITE,
        ...Object.fromEntries(
          Array.from({ length: 50 }, (_, i) => [
            `${name}/${i}.md`,
            article({ title: `Article ${i} of release ${number}`, tags: `t${i}` }),
          ]),
        ),
      });
    release('content', 0);
    const served = await started(join(parent, 'content'));
    const asked = Array.from({ length: 40 }, (_, i) => `tags/t${i}/feed.xml`);
    for (const path of ['feed.xml', ...asked]) await textOf(served, path);
    let isDone = false;
    const asking = statusesUntil(() => isDone, served, [
      'feed.xml',
      ...asked,
      'tags/t45/atom.xml',
      'tags/t46/feed.json',
    ]);
    for (let number = 1; number <= 4; number++) {
      release('next', number);
      renameSync(join(parent, 'content'), join(parent, 'before'));
      renameSync(join(parent, 'next'), join(parent, 'content'));
      await soon(async () => expect(await textOf(served, 'feed.xml')).toContain(`of release ${number}`));
      rmSync(join(parent, 'before'), { recursive: true });
    }
    isDone = true;
    expect(new Set(Object.values(await asking).flat())).toEqual(new Set([200]));
  });

  test('with a while between the two leaves every feed that was asked for', async () => {
    const parent = contentFolder({});
    write(parent, { 'content/site.yaml': SITE, 'content/a.md': article({ title: 'Old', tags: 'red' }) });
    const served = await started(join(parent, 'content'));
    const paths = ['feed.xml', 'tags/red/atom.xml'];
    for (const path of paths) await textOf(served, path);
    let isDone = false;
    const asking = statusesUntil(() => isDone, served, paths);
    renameSync(join(parent, 'content'), join(parent, 'before'));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    mkdirSync(join(parent, 'content'));
    write(parent, { 'content/a.md': article({ title: 'New', tags: 'red' }), 'content/site.yaml': SITE });
    await soon(async () => expect(await textOf(served, 'feed.xml')).toContain('New'));
    isDone = true;
    expect(await asking).toEqual({ 'feed.xml': [200], 'tags/red/atom.xml': [200] });
  });
});

test('a program that closes its library goes on after it, and then ends of itself', async () => {
  const folder = contentFolder({ 'a.md': article({}) });
  const script = `
    import { openLibrary } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};
    const library = openLibrary(${JSON.stringify(folder)});
    await library.ready;
    await library.renderAll();
    await library.close();
    console.log('closed');`;
  const run = promisify(execFile);
  write(folder, { 'node_modules/program.mjs': script });
  for (let i = 0; i < 6; i++) {
    const { stdout } = await run(process.execPath, [join(folder, 'node_modules/program.mjs')], { timeout: 200_000 });
    expect(stdout).toBe('closed\n');
  }
});
