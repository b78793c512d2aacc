// What a person at a terminal reads while the folder is served.

import { renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { NewPublication } from '../../src/build/messages.ts';
import type { Happening } from '../../src/build/news.ts';
import { firstScreen, linesOfHappenings, linesOfProblems } from '../../src/commands/serve-lines.ts';
import { type Problem, problem } from '../../src/model/problem.ts';
import { wording } from '../../src/model/wording.ts';
import { article, contentFolder, write } from '../content-folder.ts';
import { serving } from '../serve/serving.ts';
import { soon } from '../soon.ts';

const ORIGIN = 'http://localhost:3000';
const URL = 'https://example.org/news/articles/tulips/';
const NOW = Date.UTC(2026, 10, 26, 12);

const publication = (
  happenings: readonly Happening[],
  url = 'https://example.org/news/',
  language = 'en',
): NewPublication => ({
  kind: 'publication',
  at: NOW,
  basePath: '/news/',
  site: { title: 'The Test', url, hubs: [], timeZone: 'Europe/Berlin', language, permalink: '/{slug}/' },
  happenings,
  counts: { files: 172, articles: 155, public: 140, scheduled: 3, drafts: 12 },
  queryRules: [],
  addresses: new Uint32Array(),
  feeds: [],
  stale: [],
});

describe('what happened', () => {
  const one = { count: 1, title: 'Tulips', path: 'tulips.md' };
  test.each<[string, Happening, string[]]>([
    ['published', { ...one, kind: 'published', url: URL }, [`published  Tulips  ${ORIGIN}/news/articles/tulips/`]],
    ['changed', { ...one, kind: 'changed', url: URL }, [`changed    Tulips  ${ORIGIN}/news/articles/tulips/`]],
    ['now public', { ...one, kind: 'now public', url: URL }, [`now public  Tulips  ${ORIGIN}/news/articles/tulips/`]],
    ['withdrawn', { ...one, kind: 'withdrawn' }, ['withdrawn  Tulips']],
    ['held back again', { ...one, kind: 'held back' }, ['held back  Tulips']],
    [
      'scheduled',
      { ...one, kind: 'scheduled', at: Date.UTC(2026, 11, 24, 17) },
      ['scheduled  Tulips  for 24 Dec 18:00 CET'],
    ],
    [
      'scheduled next year',
      { ...one, kind: 'scheduled', at: Date.UTC(2027, 6, 1) },
      ['scheduled  Tulips  for 1 Jul 2027 02:00 CEST'],
    ],
    ['a draft that nobody can read', { ...one, kind: 'draft' }, []],
    [
      'a draft that can be read',
      { ...one, kind: 'draft', url: URL },
      [`draft      Tulips  ${ORIGIN}/news/articles/tulips/`],
    ],
    [
      'at an address elsewhere',
      { ...one, kind: 'published', url: 'https://other.example/a' },
      ['published  Tulips  https://other.example/a'],
    ],
    [
      'removed',
      { ...one, kind: 'removed', oldAddress: '/articles/tulips/' },
      [
        'removed    Tulips',
        '  Readers get 404. To say that it was taken back, bring the file back with withdrawn: 2026-11-26 in its head,',
        '  or write gone: [/articles/tulips/] in site.yaml.',
      ],
    ],
    ['removed before it was public', { ...one, kind: 'removed' }, ['removed    Tulips']],
    [
      'renamed',
      { ...one, kind: 'renamed', url: URL, oldId: 'tag:example.org,2026:a', oldAddress: '/articles/a, b/' },
      [
        `renamed    Tulips  ${ORIGIN}/news/articles/tulips/`,
        '  For readers it is a new article. Write into the head of tulips.md:',
        '    id: tag:example.org,2026:a',
        '    aliases: ["/articles/a, b/"]',
      ],
    ],
    [
      'renamed with its id',
      { ...one, kind: 'renamed', oldAddress: '/articles/a/' },
      [
        'renamed    Tulips',
        '  Its old address answers 404. Write into the head of tulips.md:',
        '    aliases: [/articles/a/]',
      ],
    ],
    ['many', { kind: 'published', count: 57, title: '', path: '' }, ['published  57 articles']],
    [
      'a site.yaml with other ids',
      { kind: 'changed', count: 1, title: 'site.yaml', path: 'site.yaml', oldId: 'example.org,2026' },
      [
        'changed    site.yaml',
        '  Articles without an id of their own have another one now, and are new to readers. Write into site.yaml:',
        '    tagAuthority: example.org,2026',
      ],
    ],
    [
      'many renamed',
      { kind: 'renamed', count: 57, title: '', path: '' },
      [
        'renamed    57 articles',
        '  For readers they are new articles. Write id: and aliases: into their heads, with what they had before.',
      ],
    ],
    ['a title that would move the cursor', { ...one, kind: 'withdrawn', title: '\x1b[2Jx' }, ['withdrawn  \uFFFD[2Jx']],
  ])('%s', (_, happening, lines) => {
    expect(linesOfHappenings(publication([happening]), ORIGIN)).toEqual(lines);
  });
});

describe('the first screen', () => {
  test('begins with the address to open, and tells the public one apart', () => {
    expect(firstScreen(publication([]), '/srv/blog', ORIGIN, false)).toEqual([
      'Read it at http://localhost:3000/news/',
      'When public: https://example.org/news/',
      '',
      'The Test: 155 of 172 files are articles: 140 public, 3 scheduled, 12 drafts.',
      '',
      '  RSS        http://localhost:3000/news/feed.xml',
      '  Atom       http://localhost:3000/news/atom.xml',
      '  JSON Feed  http://localhost:3000/news/feed.json',
      '',
      'Watching /srv/blog; where the system sends no events (network mounts), it is looked at each minute.',
      'Ctrl+C stops.',
    ]);
  });

  test('of a site that is nowhere yet, and with drafts', () => {
    expect(firstScreen(publication([], 'http://localhost:3000/'), 'content', ORIGIN, true).slice(0, 3)).toEqual([
      'Read it at http://localhost:3000/',
      'Drafts and scheduled articles are shown, to this machine only: never put a proxy in front of it.',
      '',
    ]);
  });
});

test('a language that the pages have no words in is told once', () => {
  const lines = (language: string) => firstScreen(publication([], undefined, language), 'content', ORIGIN, false);
  expect(lines('ja')).toContain('The pages have no words in ja, and use English ones.');
  expect(lines('de-AT').join()).not.toContain('words');
});

describe('problems', () => {
  const warning = problem('a.md', { line: 4, column: 2 }, wording('link-broken/media', 'a.png'));
  const error = problem('b.md', { line: 3, column: 7 }, wording('utf8-invalid'));

  test('errors come first, and each is named so', () => {
    expect(linesOfProblems([warning, error], [], 'content')).toEqual([
      'error    content/b.md:3:7: utf8-invalid: The file is not UTF-8 text from here on. Save it as UTF-8.',
      'warning  content/a.md:4:2: link-broken: "a.png" leads to nothing. Put the file beside the article.',
    ]);
  });

  test('what is mended is one short line', () => {
    expect(linesOfProblems([], [warning], 'content')).toEqual(['mended   content/a.md:4: link-broken']);
  });

  test('of many the rest is counted', () => {
    const many = Array.from({ length: 25 }, (_, n): Problem => ({ ...warning, line: n + 1 }));
    expect(linesOfProblems(many, many, 'content').filter((line) => /more/.test(line))).toEqual([
      '… and 5 more problems. courant check content prints all.',
      'mended   5 more',
    ]);
  });

  test.each([
    [join(process.cwd(), 'content'), 'content'],
    [process.cwd(), '.'],
    ['content/', 'content'],
    ['/elsewhere/content/', '/elsewhere/content'],
    [join(process.cwd(), '..content'), '..content'],
  ])('the folder %s is shown as %s', (folder, shown) => {
    expect(linesOfProblems([], [warning], folder)).toEqual([`mended   ${shown}/a.md:4: link-broken`]);
  });
});

test('a writer is told of each step, and of nothing at the beginning', async () => {
  const folder = contentFolder({ 'old.md': article({ title: 'Old' }), 'page.mdx': '---\ntitle: A page\n---\n' });
  const { out, err, port } = await serving(folder);
  expect(out[0]).toBe(`Read it at http://localhost:${port}/`);
  expect(out).toContain('The Test: 1 of 2 files are articles: 1 public, 0 scheduled, 0 drafts.');
  await soon(() => expect(err[0]).toContain(`warning  ${relative('', folder).startsWith('..') ? folder : ''}`));
  const begun = out.length;
  const next = (count: number) => soon(() => expect(out.length).toBeGreaterThanOrEqual(begun + count));
  write(folder, { 'a.md': article({ title: 'Tulips' }) });
  await next(1);
  renameSync(join(folder, 'a.md'), join(folder, 'b.md'));
  await next(2);
  rmSync(join(folder, 'old.md'));
  await next(6);
  expect(out.slice(begun)).toEqual([
    `published  Tulips  http://localhost:${port}/articles/a/`,
    `renamed    Tulips  http://localhost:${port}/articles/b/`,
    '  For readers it is a new article. Write into the head of b.md:',
    '    id: tag:example.org,2026:a',
    '    aliases: [/articles/a/]',
    'removed    Old',
    expect.stringContaining('withdrawn: 2'),
    '  or write gone: [/articles/old/] in site.yaml.',
  ]);
  write(folder, { 'b.md': article({ title: 'Tulips', date: 'Tuesday' }) });
  await soon(() => expect(err.join('\n')).toContain('error    '));
  write(folder, { 'b.md': article({ title: 'Tulips' }) });
  await soon(() => expect(err.join('\n')).toMatch(/^mended {3}\S+b\.md:3: date-invalid$/m));
});
