// The library follows its folder and the clock.

import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Library } from '../../src/serve/library.ts';
import { article, contentFolder, library, SITE, textAt, write } from '../content-folder.ts';

const PATIENCE = { timeout: 200_000, interval: 20 };

const titles = (opened: Library): string[] =>
  JSON.parse(textAt(opened, '/feed.json')).items.map(({ title }: { title: string }) => title);

const watched = (folder: string) => library(folder, { watch: true, clock: Date.now });

/** Waits until the feed shows just these titles. */
const shows = (opened: Library, ...expected: string[]) =>
  vi.waitFor(() => expect(titles(opened)).toEqual(expected), PATIENCE);

describe('what changes on disk is published', () => {
  test('a new article, an edit, a removal', async () => {
    const folder = contentFolder({ 'articles/a.md': article({ title: 'One', date: '2026-01-01' }) });
    const opened = await watched(folder);
    expect(titles(opened)).toEqual(['One']);
    write(folder, { 'articles/b.md': article({ title: 'Two', date: '2026-01-02' }) });
    await shows(opened, 'Two', 'One');
    write(folder, { 'articles/a.md': article({ title: 'Uno', date: '2026-01-01' }) });
    await shows(opened, 'Two', 'Uno');
    rmSync(join(folder, 'articles/b.md'));
    await shows(opened, 'Uno');
  });

  test('again and again in a file that an editor saves by renaming', async () => {
    const folder = contentFolder({ 'a.md': article({ title: 'Save 0' }) });
    const opened = await watched(folder);
    for (const title of ['Save 1', 'Save 2', 'Save 3']) {
      write(folder, { 'a.md~': article({ title }) });
      renameSync(join(folder, 'a.md~'), join(folder, 'a.md'));
      await shows(opened, title);
    }
  });

  test('in a new folder that comes with files in it, and later in that folder', async () => {
    const folder = contentFolder({});
    const opened = await watched(folder);
    write(folder, { 'new/deep/a.md': article({ title: 'One', date: '2026-01-01' }) });
    await shows(opened, 'One');
    write(folder, { 'new/deep/b.md': article({ title: 'Two', date: '2026-01-02' }) });
    await shows(opened, 'Two', 'One');
  });

  test('site.yaml too', async () => {
    const folder = contentFolder({ 'a.md': article({}) });
    const opened = await watched(folder);
    write(folder, { 'site.yaml': SITE.replace('The Test', 'Another name') });
    await vi.waitFor(() => expect(textAt(opened, '/feed.xml')).toContain('Another name'), PATIENCE);
  });
});

describe('a deploy', () => {
  test('by renaming another folder into its place shows the new site, and its later changes', async () => {
    const parent = contentFolder({});
    write(parent, { 'live/site.yaml': SITE, 'live/a.md': article({ title: 'Old' }) });
    write(parent, { 'next/site.yaml': SITE, 'next/a.md': article({ title: 'New' }) });
    const opened = await watched(join(parent, 'live'));
    renameSync(join(parent, 'live'), join(parent, 'before'));
    renameSync(join(parent, 'next'), join(parent, 'live'));
    await shows(opened, 'New');
    write(parent, { 'live/a.md': article({ title: 'Newer' }) });
    await shows(opened, 'Newer');
  });

  test('by turning a link to another folder shows the new site', async () => {
    const parent = contentFolder({});
    write(parent, { 'r1/site.yaml': SITE, 'r1/a.md': article({ title: 'Old' }) });
    write(parent, { 'r2/site.yaml': SITE, 'r2/a.md': article({ title: 'New' }) });
    symlinkSync('r1', join(parent, 'live'));
    const opened = await watched(join(parent, 'live'));
    symlinkSync('r2', join(parent, 'turned'));
    renameSync(join(parent, 'turned'), join(parent, 'live'));
    await shows(opened, 'New');
  });

  test('that takes the folder away for a while leaves the last good site', async () => {
    const parent = contentFolder({});
    write(parent, { 'live/site.yaml': SITE, 'live/a.md': article({ title: 'Old' }) });
    const opened = await watched(join(parent, 'live'));
    expect(titles(opened)).toEqual(['Old']);
    rmSync(join(parent, 'live'), { recursive: true });
    await opened.refresh();
    expect(titles(opened)).toEqual(['Old']);
    mkdirSync(join(parent, 'live'));
    write(parent, { 'live/a.md': article({ title: 'New' }) });
    await opened.refresh();
    expect(titles(opened)).toEqual(['Old']);
    write(parent, { 'live/site.yaml': SITE });
    await shows(opened, 'New');
  });

  test('that empties the folder but for site.yaml leaves an empty site', async () => {
    const folder = contentFolder({ 'a.md': article({}) });
    const opened = await library(folder);
    rmSync(join(folder, 'a.md'));
    await opened.refresh();
    expect(titles(opened)).toEqual([]);
  });
});

describe('a broken article', () => {
  const GOOD = article({ title: 'Good' }, 'As it was.');

  test('that was good stays as it was last good, until it is mended', async () => {
    const folder = contentFolder({ 'a.md': GOOD });
    const opened = await library(folder);
    expect(textAt(opened, '/feed.json')).toContain('As it was.');
    write(folder, { 'a.md': article({ title: 'Bad', tags: '[' }, 'Half done.') });
    await opened.refresh();
    expect(textAt(opened, '/feed.json')).toContain('As it was.');
    expect(opened.problems().map(({ code }) => code)).toEqual(['yaml-invalid']);
    write(folder, { 'a.md': article({ title: 'Mended' }, 'Done.') });
    await opened.refresh();
    expect(titles(opened)).toEqual(['Mended']);
    expect(opened.problems()).toEqual([]);
  });

  test('that is new is left out, and the rest is published', async () => {
    const opened = await library(contentFolder({ 'a.md': GOOD, 'b.md': 'no front matter' }));
    expect(titles(opened)).toEqual(['Good']);
    expect(opened.problems().map(({ code, path }) => [path, code])).toEqual([['b.md', 'front-matter-missing']]);
  });

  test('keeps the last good site when it is site.yaml', async () => {
    const folder = contentFolder({ 'a.md': GOOD });
    const opened = await library(folder);
    write(folder, { 'site.yaml': 'title: [', 'b.md': article({ title: 'Two', date: '2026-01-06' }) });
    await opened.refresh();
    expect(titles(opened)).toEqual(['Two', 'Good']);
    expect(opened.problems().map(({ code }) => code)).toEqual(['yaml-invalid']);
  });
});

describe('what is told of problems', () => {
  test('is that they appear and that they are mended; what a broken head hides is not mended', async () => {
    const told: string[] = [];
    const codes = (problems: readonly { code: string }[]) => problems.map(({ code }) => code).join();
    const folder = contentFolder({ 'a.md': article({}, 'See [this](nowhere.md).') });
    const opened = await library(folder, {
      onProblems: (appeared, mended) => told.push(`+${codes(appeared)} -${codes(mended)}`),
    });
    await opened.renderAll();
    write(folder, { 'a.md': article({ date: 'Tuesday' }, 'See [this](nowhere.md).') });
    await opened.refresh();
    write(folder, { 'a.md': article({}, 'See nothing.') });
    await opened.refresh();
    await opened.renderAll();
    expect(told).toEqual(['+link-broken -', '+date-invalid -', '+ -date-invalid,link-broken']);
  });

  test('is not that they have moved to other lines, where they are known from then on', async () => {
    const told: string[] = [];
    const folder = contentFolder({ 'a.md': article({ tilte: 'A' }, 'See [this](nowhere.md).') });
    const opened = await library(folder, { onProblems: (...each) => void told.push(each.map(String).join()) });
    await opened.renderAll();
    const [before, count] = [opened.problems(), told.length];
    write(folder, { 'a.md': article({ id: 'a', tags: 'new', tilte: 'A' }, '\n\nSee [this](nowhere.md).') });
    await opened.refresh();
    expect(told).toHaveLength(count);
    expect(opened.problems().map(({ code }) => code)).toEqual(before.map(({ code }) => code));
    expect(before.map(({ code }) => code)).toEqual(['key-unknown', 'link-broken']);
    const lines = (problems: readonly { line: number }[]) => problems.map(({ line }) => line);
    expect(lines(opened.problems())[1]).toBeGreaterThan(lines(before)[1] ?? 0);
  });
});

describe('time', () => {
  test('makes a scheduled article public without a restart', async () => {
    const date = new Date(Date.now() + 1500).toISOString();
    const opened = await watched(contentFolder({ 'a.md': article({ title: 'Soon', date }) }));
    expect(titles(opened)).toEqual([]);
    await shows(opened, 'Soon');
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(date));
  });

  test('turns plain text into a link when the article it leads to becomes public', async () => {
    let now = Date.UTC(2026, 5, 1);
    const folder = contentFolder({
      'a.md': article({ title: 'Now' }, 'See [later](b.md).'),
      'b.md': article({ title: 'Later', date: '2026-07-01' }),
    });
    const opened = await library(folder, { clock: () => now });
    expect(textAt(opened, '/feed.json')).toContain('<p>See later.</p>');
    now = Date.UTC(2026, 6, 2);
    await opened.refresh();
    expect(textAt(opened, '/feed.json')).toContain('See <a href=\\"https://example.org/articles/b/\\">later');
  });
});

describe('what has not changed', () => {
  test('keeps its validators when another article is edited, and is at hand all the time', async () => {
    const folder = contentFolder({
      'a.md': article({ title: 'One', tags: 'red' }),
      'b.md': article({ title: 'Two', tags: 'blue' }),
    });
    let now = Date.UTC(2026, 10, 23);
    const opened = await library(folder, { clock: () => now });
    const validators = (path: string) => {
      const answer = opened.get(path);
      if (answer instanceof Promise || answer?.kind !== 'document') throw new Error(`${path} is not there`);
      const { etag, lastModified } = answer.representation;
      return { etag, lastModified };
    };
    const [red, blue] = [validators('/tags/red/feed.xml'), validators('/tags/blue/feed.xml')];
    now += 60_000;
    write(folder, { 'a.md': article({ title: 'Uno', tags: 'red' }) });
    await opened.refresh();
    expect(validators('/tags/red/feed.xml').etag).not.toBe(red.etag);
    expect(validators('/tags/red/feed.xml').lastModified).toBe(now);
    expect(validators('/tags/blue/feed.xml')).toEqual(blue);
  });

  test('gives the same bytes when a file is touched', async () => {
    const folder = contentFolder({ 'a.md': article({}) });
    const opened = await library(folder);
    const before = textAt(opened, '/feed.xml');
    utimesSync(join(folder, 'a.md'), 1, 1);
    await opened.refresh();
    expect(textAt(opened, '/feed.xml')).toBe(before);
  });
});

describe('a folder that cannot be published', () => {
  test('has no site.yaml', async () => {
    const folder = contentFolder({});
    rmSync(join(folder, 'site.yaml'));
    await expect(library(folder)).rejects.toMatchObject({ problems: [{ code: 'site-missing', path: 'site.yaml' }] });
    await expect(library(folder)).rejects.toThrow(`${folder}/site.yaml:1:1: site-missing: `);
  });

  test('is none', async () => {
    await expect(library('/nowhere/at/all')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
