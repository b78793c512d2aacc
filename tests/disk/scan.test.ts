// Scanning: what is seen of a folder, however its links lead and whatever its files are called.

import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createScanner, type Scanner } from '../../src/disk/scan.ts';
import { contentFolder, write } from '../content-folder.ts';

const scanned = (folder: string): Scanner => {
  const scanner = createScanner(folder);
  scanner.scan();
  return scanner;
};
const paths = (scanner: Scanner): string[] => Array.from(scanner.files(), ({ path }) => path).sort();
const problems = (scanner: Scanner): string[] => scanner.problems().map(({ code, path }) => `${path} ${code}`);

/** The paths that are seen of these. */
const seenOf = (all: readonly string[]): string[] =>
  paths(scanned(contentFolder(Object.fromEntries(all.map((path) => [path, 'x'])))));

test('articles, media and site.yaml are seen, and nothing else', () => {
  const others = ['notes.txt', 'site.yml', 'deep/site.yaml', 'md', 'a.md.bak', 'a.mdtext', 'b.mkdn', 'feed.xml'];
  const ours = ['B.MD', 'a.md', 'deep/er/c.md', 'p.JPG', 'q.svg', 'site.yaml'];
  expect(seenOf([...ours, ...others])).toEqual(ours);
});

test('Markdown has the endings that other programs give it, in any case', () => {
  const ours = ['a.md', 'b.markdown', 'c.mkd', 'd.mdown', 'e.MARKDOWN', 'f/index.mkd', 'site.yaml'];
  expect(seenOf(ours)).toEqual(ours);
});

test('a name that begins with _ or . is passed by, of a file and of a folder', () => {
  const hidden = [
    '_a.md',
    '.b.md',
    '.git/d.md',
    'deep/_e.png',
    '_includes/f.md',
    'deep/.obsidian/g.md',
    '_postscript/h.md',
  ];
  expect(seenOf([...hidden, 'a_b.md', 'c.d.md'])).toEqual(['a_b.md', 'c.d.md', 'site.yaml']);
});

test('_posts and _drafts are read, at the root and further down, but for hidden names in them', () => {
  const ours = [
    '_drafts/b.md',
    '_posts/2026-01-05-a.md',
    '_posts/deep/c.markdown',
    'blog/_drafts/e.md',
    'blog/_posts/d.md',
  ];
  const hidden = ['_posts/_f.md', '_posts/.g.md', '_drafts/_deep/h.md', '_posts.md'];
  expect(seenOf([...ours, ...hidden])).toEqual([...ours, 'site.yaml']);
});

test('nothing of packages is seen, wherever they lie', () => {
  const packages = ['node_modules/p/README.md', 'node_modules/p/logo.png', 'vendor/q/a.md', 'deep/vendor/b.png'];
  const ours = ['site.yaml', 'vendor.md', 'vendors/d.md'];
  expect(seenOf([...packages, 'deep/node_modules/c.md', ...ours])).toEqual(ours);
});

test('files of formats that are not read are seen, so that their writer can be told', () => {
  const others = ['a.mdx', 'b.html', 'c.adoc', 'd.rst', 'e.org', 'f.HTM', 'site.yaml'];
  expect(seenOf(others)).toEqual(others);
});

test('what has changed is told, and a medium that has not stays the same object', () => {
  const folder = contentFolder({ 'a.md': 'one', 'b/c.md': 'one', 'b/d.png': 'one', 'b/e.png': 'one' });
  const scanner = scanned(folder);
  const [a, c, d, e] = ['a.md', 'b/c.md', 'b/d.png', 'b/e.png'].map(scanner.get);
  expect(scanner.scan()).toEqual({ written: [], removed: [] });
  write(folder, { 'b/c.md': 'three', 'b/d.md': 'one', 'b/d.png': 'three' });
  expect(scanner.scan(['b'])).toEqual({ written: ['b/c.md', 'b/d.md', 'b/d.png'], removed: [] });
  expect(scanner.get('a.md')).toEqual(a);
  expect(scanner.get('b/c.md')).not.toEqual(c);
  expect(scanner.get('b/d.png')).not.toEqual(d);
  expect(scanner.get('b/e.png')).toBe(e);
  rmSync(join(folder, 'b'), { recursive: true });
  expect(scanner.scan([''])).toEqual({ written: [], removed: ['b/c.md', 'b/d.md', 'b/d.png', 'b/e.png'] });
});

test('another folder in the place of the content folder is looked at as a whole, whatever was to be looked at', () => {
  const parent = contentFolder({ 'live/a/1.md': 'x', 'live/b/2.md': 'x', 'next/a/3.md': 'x', 'next/c/4.md': 'x' });
  const scanner = scanned(join(parent, 'live'));
  renameSync(join(parent, 'live'), join(parent, 'before'));
  renameSync(join(parent, 'next'), join(parent, 'live'));
  scanner.scan(['a']);
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

test('what comes to be hidden, or a package, is gone', () => {
  const folder = contentFolder({ 'a/b.md': 'x', 'a/c/d.md': 'x', 'e.md': 'x' });
  const scanner = scanned(folder);
  renameSync(join(folder, 'a/c'), join(folder, 'a/vendor'));
  renameSync(join(folder, 'e.md'), join(folder, '_e.md'));
  expect(scanner.scan(['', 'a'])).toEqual({ written: [], removed: ['e.md', 'a/c/d.md'] });
  expect(paths(scanner)).toEqual(['a/b.md', 'site.yaml']);
});

test('of the folders that are to be looked at, one that has gone takes all below it along', () => {
  const folder = contentFolder({ 'a/b/c.md': 'x', 'a/d.md': 'x', 'e.md': 'x' });
  const scanner = scanned(folder);
  rmSync(join(folder, 'a'), { recursive: true });
  const { written, removed } = scanner.scan(['a']);
  expect([written, [...removed].sort()]).toEqual([[], ['a/b/c.md', 'a/d.md']]);
  write(folder, { 'a/b/c.md': 'y' });
  expect(scanner.scan([''])).toEqual({ written: ['a/b/c.md'], removed: [] });
});

test('a file in the place of a folder, and a folder in the place of a file', () => {
  const folder = contentFolder({ 'a.md': 'x', 'b/c.md': 'x' });
  const scanner = scanned(folder);
  rmSync(join(folder, 'a.md'));
  rmSync(join(folder, 'b'), { recursive: true });
  write(folder, { 'a.md/d.md': 'x', b: 'x' });
  const { written, removed } = scanner.scan(['', 'b']);
  expect([written, [...removed].sort()]).toEqual([['a.md/d.md'], ['a.md', 'b/c.md']]);
});

test('a folder that is none, or is not there, is said at once', () => {
  const folder = contentFolder({ 'a.md': 'x' });
  expect(() => scanned(join(folder, 'nothing'))).toThrow();
  expect(() => scanned(join(folder, 'a.md'))).toThrow();
});
