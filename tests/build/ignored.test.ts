// What is no article: files that site.yaml ignores, and files in formats that are not read.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ignoring } from '../../src/model/source-file.ts';
import { article, contentFolder, library, lookedAt, SITE, write } from '../content-folder.ts';

test.each<[pattern: string, ignored: string[], read: string[]]>([
  [
    'drafts-of-others/',
    ['drafts-of-others/a.md', 'x/drafts-of-others/b/c.md'],
    ['drafts-of-others.md', 'my-drafts-of-others/a.md'],
  ],
  ['*.bak.md', ['a.bak.md', 'x/y.bak.md'], ['a.bak.mdx', 'abak.md', 'a.bak.md.md']],
  ['/pages', ['pages/a.md', 'pages'], ['x/pages/a.md', 'pages.md']],
  ['./pages/', ['pages/a.md'], ['x/pages/a.md']],
  ['docs/*.md', ['docs/a.md'], ['docs/x/a.md', 'x/docs/a.md']],
  ['docs/**/a.md', ['docs/a.md', 'docs/x/y/a.md'], ['docs/x/b.md']],
  ['docs/**', ['docs/a.md', 'docs/x/y.md'], ['docs.md']],
  ['a?.md', ['ab.md'], ['a.md', 'a/.md', 'abc.md']],
  ['a+(b).md', ['a+(b).md'], ['aab.md']],
  ['gr\u00fcn.md', ['gru\u0308n.md', 'gr\u00fcn.md'], ['grun.md']],
  ['*'.repeat(50), ['a.md', 'x/a.md'], []],
  ['/', [], ['a.md']],
])('ignore: %s', (pattern, ignored, read) => {
  const isIgnored = ignoring([pattern]);
  expect(ignored.filter((path) => !isIgnored(path))).toEqual([]);
  expect(read.filter(isIgnored)).toEqual([]);
});

test('nothing is ignored where nothing is named', () => {
  expect(ignoring([])('a.md')).toBe(false);
});

test('an ignored file is no article, makes no problem and is counted; and is one when site.yaml names it no more', async () => {
  const site = `${SITE}ignore: [others/, "*.mdx"]\n`;
  const broken = '---\ntitle: [\n---\n';
  const files = { 'a.md': article({}), 'others/b.md': article({}), 'others/c.md': broken, 'd.mdx': '---\n---\n' };
  const folder = contentFolder({ 'site.yaml': site, ...files });
  const opened = await library(folder);
  expect(opened.problems()).toEqual([]);
  expect(opened.counts()).toMatchObject({ files: 4, articles: 1, public: 1 });
  write(folder, { 'site.yaml': SITE });
  await opened.refresh();
  expect(opened.counts()).toMatchObject({ files: 4, articles: 2 });
  expect(opened.problems().map(({ code }) => code)).toEqual(['format-unread', 'yaml-invalid']);
  write(folder, { 'site.yaml': site });
  await opened.refresh();
  expect([opened.counts().articles, opened.problems()]).toEqual([1, []]);
});

test('a file in a format that is not read is a warning only if it has a head, as long as it has', () => {
  const content = contentFolder({
    'a.mdx': '---\ntitle: A\n---\n',
    'b.html': '+++\ntitle = "B"\n+++\n',
    'c.rst': '\uFEFF---\n',
    'd.html': '<!doctype html>',
    'e.adoc': '= Title',
    'f.org': '',
    'g.md.txt': '---\ntitle: G\n---\n',
    'h.txt': '---\ntitle: H\n---\n',
  });
  const folder = lookedAt(content);
  const told = () => folder.problems().map(({ code, path, severity }) => `${severity} ${code} ${path}`);
  expect(told()).toEqual(['a.mdx', 'b.html', 'c.rst', 'g.md.txt'].map((path) => `warning format-unread ${path}`));
  expect(folder.countFiles()).toBe(4);
  write(content, { 'a.mdx': 'import A from "a"' });
  rmSync(join(content, 'b.html'));
  rmSync(join(content, 'g.md.txt'));
  folder.look();
  expect(told()).toEqual(['warning format-unread c.rst']);
});

test.each([
  'a (conflicted copy).md',
  'a (Ann’s conflicted copy 2026-01-05).md',
  'a (Case Conflict).md',
  'a (In Konflikt stehende Kopie 2026-01-05).md',
  'a.sync-conflict-20260105-090000-ABCDEFG.md',
  'a_conflict-20260105-090000.md',
])('%s is not published while the file that it is a copy of stands', (copy) => {
  const content = contentFolder({ [copy]: article({ title: 'Copy' }) });
  const folder = lookedAt(content);
  const titles = () => folder.catalog().articles.map(({ title }) => title);
  const told = () => folder.problems().map(({ code, path }) => `${code} ${path}`);
  expect([titles(), told()]).toEqual([['Copy'], []]);
  write(content, { 'a.md': article({ title: 'A' }) });
  folder.look();
  expect([titles(), told()]).toEqual([['A'], [`conflicted-copy ${copy}`]]);
  rmSync(join(content, 'a.md'));
  folder.look();
  expect([titles(), told()]).toEqual([['Copy'], []]);
});

test('a name with numbers or other words in brackets is no copy', () => {
  const others = ['a (1).md', 'a copy.md', 'a (war).md', 'b (conflict).md'];
  const content = contentFolder(Object.fromEntries(['a.md', ...others].map((path) => [path, article({})])));
  expect(lookedAt(content).problems()).toEqual([]);
});
