// What follows from another file: a live library shows what a fresh one would.

import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Library } from '../../src/serve/library.ts';
import { openLibrary } from '../../src/serve/open-library.ts';
import { ContentError } from '../../src/serve/problem-log.ts';
import { article, contentFolder, type Files, folderAt, library, SITE, textAt, write } from '../content-folder.ts';

const feed = (opened: Library): string => textAt(opened, '/feed.json');
const codes = (opened: Library): string[] => opened.problems().map(({ code }) => code);

/** A folder that was published so, and then changed so. */
async function changed(before: Files, ...changes: (Files | ((folder: string) => void))[]): Promise<Library> {
  const folder = contentFolder(before);
  const opened = await library(folder);
  await opened.renderAll();
  for (const change of changes) {
    if (typeof change === 'function') change(folder);
    else write(folder, change);
    await opened.refresh();
  }
  const fresh = await library(folder);
  expect(feed(opened)).toBe(feed(fresh));
  await Promise.all([opened, fresh].map((each) => each.renderAll()));
  expect(opened.problems()).toEqual(fresh.problems());
  return opened;
}

const remove = (path: string) => (folder: string) => rmSync(join(folder, path));

describe('a link written as a path of the site', () => {
  const a = article({ title: 'From' }, 'See [that](/articles/b/#part) and [those](/tags/foo/).');
  const b = article({}, '## Part\n');
  const to = '<a href=\\"https://example.org/articles/b/#part\\">that</a>';

  test.each<readonly [string, Files, Files | ((folder: string) => void), boolean, string[]]>([
    ['becomes a draft', { 'b.md': b }, { 'b.md': article({ draft: 'true' }) }, false, []],
    ['goes', { 'b.md': b }, remove('b.md'), true, ['link-broken']],
    ['goes as a draft', { 'b.md': article({ draft: 'true' }) }, remove('b.md'), true, ['link-broken']],
    ['comes', {}, { 'b.md': b }, true, []],
    ['comes as a draft', {}, { 'b.md': article({ draft: 'true' }) }, false, []],
  ])('follows an article that %s', async (_, files, change, isLink, problems) => {
    const tagged = article({ title: 'Tagged', tags: 'foo' });
    const opened = await changed({ 'a.md': a, 'c.md': tagged, ...files }, change);
    expect(feed(opened).includes(to)).toBe(isLink);
    expect(codes(opened)).toEqual(problems);
  });

  test('follows a tag that goes, and comes again', async () => {
    const tagged = article({ title: 'Tagged', tags: 'foo' });
    const files = { 'a.md': a, 'b.md': article({}), 'c.md': tagged };
    const gone = await changed(files, remove('c.md'));
    expect(feed(gone)).toContain('and those.');
    const again = await changed(files, remove('c.md'), { 'c.md': tagged });
    expect(feed(again)).toContain('<a href=\\"https://example.org/tags/foo/\\">');
  });

  test('is plain text until the day of a scheduled article', async () => {
    let now = Date.UTC(2026, 5, 1);
    const folder = contentFolder({ 'a.md': article({}, '[s](/articles/s)'), 's.md': article({ date: '2026-07-01' }) });
    const opened = await library(folder, { clock: () => now });
    await opened.renderAll();
    expect(feed(opened)).toContain('<p>s</p>');
    expect(codes(opened)).toEqual([]);
    now = Date.UTC(2026, 6, 2);
    await opened.refresh();
    expect(feed(opened)).toContain('<a href=\\"https://example.org/articles/s/\\">s</a>');
  });

  test('is plain text to a draft with a category that has no page', async () => {
    const site = `${SITE}permalink: /{category}/{slug}/\n`;
    const draft = article({ draft: 'true', categories: 'News' });
    const opened = await library(
      contentFolder({ 'site.yaml': site, 'a.md': article({}, '[d](/news/d/)'), 'd.md': draft }),
    );
    await opened.renderAll();
    expect(codes(opened)).toEqual([]);
  });
});

describe('an address with a category in it', () => {
  test('follows the slug of the category, in links and in fragments', async () => {
    const opened = await changed(
      {
        'site.yaml': `${SITE}permalink: /{category}/{slug}/\n`,
        'old.md': article({ date: '2026-01-01', categories: 'C++' }),
        'moved.md': article({ date: '2026-01-02', categories: 'C' }, '[here](#here)'),
        'from.md': article({ date: '2026-01-03' }, '[there](moved.md)'),
      },
      remove('old.md'),
    );
    expect(feed(opened)).toContain('<a href=\\"https://example.org/c/moved/#here\\">');
    expect(feed(opened)).toContain('<a href=\\"https://example.org/c/moved/\\">there');
  });
});

test('the fragments of a scheduled article lead to it, though it was rendered before its day', async () => {
  let now = Date.UTC(2026, 5, 1);
  const opened = await library(contentFolder({ 's.md': article({ date: '2026-07-01' }, '[here](#here)') }), {
    clock: () => now,
  });
  await opened.renderAll();
  now = Date.UTC(2026, 6, 2);
  await opened.refresh();
  expect(feed(opened)).toContain('https://example.org/articles/s/#here');
});

describe('a file that changes after it was seen', () => {
  test('stays as it was, or is left out, until it is seen again', async () => {
    const folder = contentFolder({ 'a.md': article({ title: 'One' }) });
    let meanwhile = () => {};
    const opened = folderAt(folder, { onFile: () => meanwhile() });
    const look = (change = () => {}) => {
      meanwhile = change;
      const { missed } = opened.look();
      return [missed, opened.problems(), opened.catalog().articles.map(({ title }) => title)];
    };
    expect(look()).toEqual([[], [], ['One']]);
    write(folder, { 'a.md': article({ title: 'Two' }), 'b.md': article({ title: 'New' }) });
    const later = { 'a.md': article({ title: 'Three' }), 'b.md': article({ title: 'Newer' }) };
    expect(look(() => write(folder, later))).toEqual([['a.md', 'b.md'], [], ['One']]);
    expect(look()).toEqual([[], [], ['Newer', 'Three']]);
    write(folder, { 'site.yaml': `${SITE}language: de\n` });
    expect(look(() => write(folder, { 'site.yaml': SITE }))).toEqual([['site.yaml'], [], ['Newer', 'Three']]);
  });

  test('is no problem while it is written again and again', async () => {
    const folder = contentFolder({ 'a.md': article({ title: 'Save 0' }) });
    const told: string[] = [];
    const onProblems = (appeared: readonly { code: string }[]) => told.push(...appeared.map(({ code }) => code));
    const opened = await library(folder, { watch: true, clock: Date.now, onProblems });
    for (let save = 1; save <= 300; save++) {
      write(folder, { '_a.md': article({ title: `Save ${save}` }) });
      renameSync(join(folder, '_a.md'), join(folder, 'a.md'));
      await new Promise((resolve) => (save % 3 ? setImmediate(resolve) : setTimeout(resolve, 2)));
      if (save % 5 === 0) void opened.refresh();
    }
    await vi.waitFor(() => expect(feed(opened)).toContain('Save 300'), { timeout: 200_000, interval: 20 });
    expect(told).toEqual([]);
  });
});

describe('a content folder that cannot be read', () => {
  test('since it is a file, is said in one line', async () => {
    const file = join(contentFolder({ 'a.md': '' }), 'a.md');
    const opened = openLibrary(file, { watch: false });
    await expect(opened.ready).rejects.toEqual(new ContentError(`${file} is no folder.`, []));
  });
});

describe('files in the folder of an article that is not public', () => {
  const files = (head: Readonly<Record<string, string>>): Files => ({
    'b/index.md': article(head),
    'b/p.svg': SVG,
    'b/s.mp3': 'sound',
    'own.mp3': 'sound',
    'a.md': article({ image: 'b/p.svg', enclosures: '[b/s.mp3, own.mp3]' }, '![alt](b/p.svg) [sound](/b/s.mp3)'),
  });
  const shown = (opened: Library) => ['b/p.svg', 'b/s.mp3', 'own.mp3'].filter((path) => feed(opened).includes(path));

  test.each<readonly [string, Files | ((folder: string) => void), boolean]>([
    ['becomes public', { 'b/index.md': article({}) }, true],
    ['goes', remove('b/index.md'), true],
    ['stays one', { 'b/index.md': article({ title: 'Still', draft: 'true' }) }, false],
  ])('are in no feed while it is a draft; then it %s', async (_, change, isShown) => {
    const folder = contentFolder(files({ draft: 'true' }));
    expect(shown(await library(folder))).toEqual(['own.mp3']);
    const opened = await changed(files({ draft: 'true' }), change);
    expect(shown(opened)).toEqual(isShown ? ['b/p.svg', 'b/s.mp3', 'own.mp3'] : ['own.mp3']);
    expect(codes(opened)).toEqual(['image-svg']);
  });

  test('are in no feed once a draft comes to them', async () => {
    const { 'b/index.md': index, ...rest } = files({ draft: 'true' });
    const opened = await changed(rest, { 'b/index.md': index as string });
    expect(shown(opened)).toEqual(['own.mp3']);
  });
});

test('a picture beside an index.md that is named as a lead picture is it, as long as it is there', async () => {
  const folder = contentFolder({
    'b/index.md': article({}, 'Text.'),
    'b/other.svg': SVG,
    'b/deep/cover.svg': SVG,
    'c/plain.md': article({ title: 'Plain' }, 'Text.'),
    'c/cover.svg': SVG,
    'd/index.md': article({ title: 'Its own', image: 'own.svg' }, 'Text.'),
    'd/cover.svg': SVG,
    'd/own.svg': SVG,
    'e/index.md': article({ title: 'Draft', draft: 'true' }, 'Text.'),
    'e/cover.svg': SVG,
  });
  const opened = await library(folder);
  const shown = () => [...new Set(feed(opened).match(/(?<=example\.org\/)[\w/-]+\.svg/g))].sort();
  expect(shown()).toEqual(['d/own.svg']);
  for (const name of ['my-thumbnail.svg', 'Cover.svg', 'a-feature.svg']) {
    write(folder, { [`b/${name}`]: SVG });
    await opened.refresh();
    expect(shown()).toEqual([`b/${name}`, 'd/own.svg']);
  }
  rmSync(join(folder, 'b/a-feature.svg'));
  await opened.refresh();
  expect(shown()).toEqual(['b/Cover.svg', 'd/own.svg']);
});

test('an article whose picture has gone stays without it', async () => {
  const folder = contentFolder({
    'a.md': article({ image: 'p.svg', enclosures: '[s.mp3, t.mp3]' }, 'Text.'),
    'p.svg': SVG,
    's.mp3': 'sound',
    't.mp3': 'sound',
  });
  const opened = await library(folder);
  expect(feed(opened)).toContain('p.svg');
  for (const path of ['p.svg', 's.mp3']) rmSync(join(folder, path));
  await opened.refresh();
  expect(codes(opened)).toEqual(['media-missing', 'media-missing']);
  expect(feed(opened)).toContain('Text.');
  expect(['p.svg', 's.mp3', 't.mp3'].filter((path) => feed(opened).includes(path))).toEqual(['t.mp3']);
  write(folder, { 'p.svg': SVG, 's.mp3': 'sound' });
  await opened.refresh();
  expect(feed(opened)).toContain('p.svg');
  expect(codes(opened)).toEqual(['image-svg']);
});

test('a picture that is put beside an article is the nearer one of its name, until it goes', async () => {
  const folder = contentFolder({ 'd/a.md': article({ image: 'pics/p.svg' }, 'Text.'), 'pics/p.svg': SVG });
  const opened = await library(folder);
  expect(feed(opened)).toContain('https://example.org/pics/p.svg');
  write(folder, { 'd/pics/p.svg': SVG });
  await opened.refresh();
  expect(feed(opened)).toContain('https://example.org/d/pics/p.svg');
  expect(feed(opened)).not.toContain('https://example.org/pics/p.svg');
  rmSync(join(folder, 'd/pics/p.svg'));
  await opened.refresh();
  expect(feed(opened)).toContain('https://example.org/pics/p.svg');
});

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>';

describe('a change of site.yaml', () => {
  const files = {
    'a.md': article(
      { title: 'First', author: 'ann', categories: 'News' },
      '"Quoted" -- [b](/articles/b/), [t](/about/).',
    ),
    'b.md': article({ title: 'Second', language: 'de', date: '2026-02-07' }, '"Zitat" ![p](p.png)'),
  };

  test.each([
    'description: Other\n',
    'language: fr\n',
    'timeZone: Asia/Tokyo\n',
    'authors:\n  ann: { name: Ann Example, url: https://ann.example/ }\n',
    'author: Bob\n',
    'tagAuthority: other.example,2020\n',
    'permalink: /{year}/{slug}/\n',
    'permalink: https://other.example/{slug}/\n',
    'categories:\n  news: { name: The News }\n',
    'redirects:\n  /about/: /articles/b/\n',
    'gone: [/articles/b/]\n',
    'ignore: [b.md]\n',
    'typography: false\n',
    'feeds: { limit: 1, content: summary }\n',
    'hubs: [https://hub.example/]\n',
  ])('is shown everywhere: %j', async (line) => {
    await changed({ 'site.yaml': SITE, ...files }, { 'site.yaml': SITE + line });
    await changed({ 'site.yaml': SITE + line, ...files }, { 'site.yaml': SITE });
  });

  test('of the address is too', async () => {
    const other = SITE.replace('https://example.org/', 'https://other.example/news/');
    expect(feed(await changed({ 'site.yaml': SITE, ...files }, { 'site.yaml': other }))).toContain(
      'https://other.example/news/articles/a/',
    );
  });
});
