// Scanning: what is seen of a folder, however its links lead and whatever its files are called.

import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createScanner, type Scanner } from '../../src/disk/scan.ts';
import { finish } from '../../src/model/resource.ts';
import { contentFolder, write } from '../content-folder.ts';

const scanned = (folder: string): Scanner => {
  const scanner = createScanner(folder);
  finish(scanner.scan());
  return scanner;
};
const paths = (scanner: Scanner): string[] => Array.from(scanner.files(), ({ path }) => path).sort();
const problems = (scanner: Scanner): string[] => scanner.problems().map(({ code, path }) => `${path} ${code}`);

test('articles, media and site.yaml are seen, and nothing else', () => {
  const files = [
    'a.md',
    'B.MD',
    'deep/er/c.md',
    'p.JPG',
    'q.svg',
    'notes.txt',
    'site.yml',
    'deep/site.yaml',
    'md',
    'a.md.bak',
  ];
  const hidden = ['_a.md', '.b.md', '_drafts/c.md', '.git/d.md', 'deep/_e.png'];
  const folder = contentFolder(Object.fromEntries([...files, ...hidden].map((path) => [path, 'x'])));
  expect(paths(scanned(folder))).toEqual(['B.MD', 'a.md', 'deep/er/c.md', 'p.JPG', 'q.svg', 'site.yaml']);
});

test('what has changed is told, and a medium that has not stays the same object', () => {
  const folder = contentFolder({ 'a.md': 'one', 'b/c.md': 'one', 'b/d.png': 'one', 'b/e.png': 'one' });
  const scanner = scanned(folder);
  const [a, c, d, e] = ['a.md', 'b/c.md', 'b/d.png', 'b/e.png'].map(scanner.get);
  expect(finish(scanner.scan())).toEqual({ written: [], removed: [] });
  write(folder, { 'b/c.md': 'three', 'b/d.md': 'one', 'b/d.png': 'three' });
  expect(finish(scanner.scan(['b']))).toEqual({ written: ['b/c.md', 'b/d.md', 'b/d.png'], removed: [] });
  expect(scanner.get('a.md')).toEqual(a);
  expect(scanner.get('b/c.md')).not.toEqual(c);
  expect(scanner.get('b/d.png')).not.toEqual(d);
  expect(scanner.get('b/e.png')).toBe(e);
  rmSync(join(folder, 'b'), { recursive: true });
  expect(finish(scanner.scan(['']))).toEqual({ written: [], removed: ['b/c.md', 'b/d.md', 'b/d.png', 'b/e.png'] });
});

test('another folder in the place of the content folder is looked at as a whole, whatever was to be looked at', () => {
  const parent = contentFolder({ 'live/a/1.md': 'x', 'live/b/2.md': 'x', 'next/a/3.md': 'x', 'next/c/4.md': 'x' });
  const scanner = scanned(join(parent, 'live'));
  renameSync(join(parent, 'live'), join(parent, 'before'));
  expect(scanner.isStill()).toBe(false);
  renameSync(join(parent, 'next'), join(parent, 'live'));
  expect(scanner.isStill()).toBe(false);
  finish(scanner.scan(['a']));
  expect(scanner.isStill()).toBe(true);
  expect(paths(scanner)).toEqual(['a/3.md', 'c/4.md']);
});

test('links within the folder are followed, to files and to folders, also to hidden ones', () => {
  const folder = contentFolder({ '.data/v2/a.md': 'x', '.data/v2/deep/b.md': 'x', 'c.md': 'x' });
  symlinkSync('.data/v2', join(folder, 'articles'));
  symlinkSync('../../../c.md', join(folder, '.data/v2/deep/d.md'));
  const scanner = scanned(folder);
  expect(paths(scanner)).toEqual(['articles/a.md', 'articles/deep/b.md', 'articles/deep/d.md', 'c.md', 'site.yaml']);
  expect(problems(scanner)).toEqual([]);
});

test('links that lead out, to nothing or in a circle are not followed', () => {
  const folder = contentFolder({ 'a.md': 'x' });
  const beside = `${folder}-beside`; // the same beginning, another folder
  mkdirSync(beside);
  onTestFinished(() => rmSync(beside, { recursive: true }));
  writeFileSync(join(beside, 'secret.md'), 'x');
  symlinkSync(beside, join(folder, 'beside'));
  symlinkSync(join(beside, 'secret.md'), join(folder, 'secret.md'));
  symlinkSync('nowhere', join(folder, 'nowhere'));
  symlinkSync('.', join(folder, 'circle'));
  const scanner = scanned(folder);
  expect(paths(scanner)).toEqual(['a.md', 'site.yaml']);
  expect(problems(scanner)).toEqual(['beside symlink-refused', 'nowhere symlink-refused', 'secret.md symlink-refused']);
});

test('folders full of links to one another are not read a million times', () => {
  const folder = contentFolder({});
  const names = Array.from({ length: 12 }, (_, n) => `f${n}`);
  for (const name of names) write(folder, { [`${name}/a.md`]: 'x' });
  for (const from of names)
    for (const to of names) if (from !== to) symlinkSync(`../${to}`, join(folder, from, `to-${to}`));
  const scanner = scanned(folder);
  expect([...scanner.folders()].length).toBe(1 + 12 + 12 * 11);
  expect(new Set(problems(scanner).map((each) => each.split(' ')[1]))).toEqual(new Set(['symlink-refused']));
});

test('a path too long for the system is a problem of that path alone', () => {
  const folder = contentFolder({ 'a.md': 'x' });
  onTestFinished(() => void execFileSync('rm', ['-rf', join(folder, 'deep')]));
  const long = Array.from({ length: 15 }, () => 'n'.repeat(200)).join('/');
  write(folder, { [`deep/${long}/a.md`]: 'x', [`more/${long}/a.md`]: 'x' });
  renameSync(join(folder, 'more'), join(folder, 'deep', long, 'more'));
  const scanner = scanned(folder);
  expect(paths(scanner)).toContain('a.md');
  expect(new Set(problems(scanner).map((each) => each.split(' ')[1]))).toEqual(new Set(['file-unreadable']));
});

test('what is no file is a problem where it has the name of one', () => {
  const folder = contentFolder({ 'a.md': 'x' });
  for (const name of ['pipe.md', 'pipe.png', 'pipe']) execFileSync('mkfifo', [join(folder, name)]);
  expect(problems(scanned(folder))).toEqual(['pipe.md file-unreadable', 'pipe.png file-unreadable']);
});

test('a folder that is none, or is not there, is said at once', () => {
  const folder = contentFolder({ 'a.md': 'x' });
  expect(() => scanned(join(folder, 'nothing'))).toThrow();
  expect(() => scanned(join(folder, 'a.md'))).toThrow();
});

describe('what another scanner saw', () => {
  test('is taken for a scan of its own', () => {
    const folder = contentFolder({ 'a.md': 'one', 'b/c.md': 'one', 'b/p.png': 'one', 'b/q.png': 'one', 'x.md': 'one' });
    symlinkSync('nowhere', join(folder, 'broken.md'));
    const scanner = createScanner(folder);
    const look = structuredClone(scanned(folder).look());
    expect(scanner.adopt(look)).toEqual({
      written: expect.arrayContaining(['a.md', 'b/c.md', 'b/p.png', 'b/q.png', 'site.yaml', 'x.md']),
      removed: [],
    });
    const own = scanned(folder);
    expect([...scanner.files()]).toEqual([...own.files()]);
    expect([scanner.root(), problems(scanner), scanner.count()]).toEqual([
      own.root(),
      ['broken.md symlink-refused'],
      3,
    ]);
    expect(finish(scanner.scan())).toEqual({ written: [], removed: [] });
    write(folder, { 'b/c.md': 'other' });
    expect(finish(scanner.scan(['b']))).toEqual({ written: ['b/c.md'], removed: [] });
  });

  test('is not taken where another folder is in its place by now', () => {
    const parent = contentFolder({ 'live/a.md': 'x', 'next/b.md': 'x' });
    const look = scanned(join(parent, 'live')).look();
    rmSync(join(parent, 'live'), { recursive: true });
    renameSync(join(parent, 'next'), join(parent, 'live'));
    const scanner = createScanner(join(parent, 'live'));
    expect(scanner.adopt(look)).toBeUndefined();
    finish(scanner.scan());
    expect(paths(scanner)).toEqual(['b.md']);
  });
});
