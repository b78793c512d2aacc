// What happened between two publications of a folder: one row a rule.

import { linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changesBetween, type Happening, happeningsOf, type Snapshot } from '../../src/build/news.ts';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { publish } from '../../src/publish.ts';
import { article, contentFolder, type Files, folderAt, SITE, write } from '../content-folder.ts';
import { expectCost } from '../cost.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const HOUR = 60 * 60 * 1000;

type Change = Files | ((folder: string) => void);

const happeningsBetween = (before: Snapshot, now: Snapshot) => happeningsOf(changesBetween(before, now), before, now);

/** What happened to a folder that was published at noon, then changed so, and was published again. */
function happened(before: Files, change: Change, later = 0): readonly Happening[] {
  const content = contentFolder(before);
  const folder = folderAt(content);
  const publishedAt = (now: number): Snapshot => {
    const [site, catalog] = [folder.site(), folder.catalog()];
    if (!site) throw new Error('no site');
    const publication = publish(catalog, site, now, () => '', { media: folder.media });
    return {
      site,
      catalog,
      publication,
      addresses: new Uint32Array(),
      sources: folder.sources(),
      siteFile: folder.siteFile(),
    };
  };
  folder.look();
  const first = publishedAt(NOON);
  if (typeof change === 'function') change(content);
  else write(content, change);
  folder.look();
  return happeningsBetween(first, publishedAt(NOON + later));
}

const told = (happenings: readonly Happening[]): string[] =>
  happenings.map(({ kind, count, title }) => `${kind} ${count > 1 ? count : title}`);

const remove = (path: string) => (folder: string) => rmSync(join(folder, path));
const rename = (from: string, to: string) => (folder: string) => renameSync(join(folder, from), join(folder, to));

const A = article({ title: 'A' });
const DRAFT = article({ title: 'A', draft: 'true' });
const SOON = article({ title: 'A', date: '2026-11-23T12:30:00Z' });
const WITHDRAWN = article({ title: 'A', withdrawn: '2026-02-01' });
const MANY = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`${n}.md`, article({ title: `${n}` })]));

test.each<[string, Files, Change, string[], number?]>([
  ['nothing', { 'a.md': A }, {}, []],
  ['a new article is published', {}, { 'a.md': A }, ['published A']],
  ['a draft that is one no more is published', { 'a.md': DRAFT }, { 'a.md': A }, ['published A']],
  ['an article with another text is changed', { 'a.md': A }, { 'a.md': `${A}More.` }, ['changed A']],
  ['an article whose picture is another one is changed', pictured(1), { 'p.svg': svg(2) }, ['changed A']],
  ['an article beside a picture that is not its own is not', pictured(1), { 'q.svg': svg(2) }, []],
  ['a new article with a date to come is scheduled', {}, { 'a.md': SOON }, ['scheduled A']],
  ['a draft with a date to come is scheduled', { 'a.md': DRAFT }, { 'a.md': SOON }, ['scheduled A']],
  ['a public article with a date to come is scheduled', { 'a.md': A }, { 'a.md': SOON }, ['scheduled A']],
  ['a scheduled article is public when its time comes', { 'a.md': SOON }, {}, ['now public A'], HOUR],
  ['a scheduled article with an earlier date is published', { 'a.md': SOON }, { 'a.md': A }, ['published A']],
  ['nothing, while its time has not come', { 'a.md': SOON }, {}, [], 60_000],
  ['a new draft is a draft', {}, { 'a.md': DRAFT }, ['draft A']],
  ['a public article that becomes a draft is held back', { 'a.md': A }, { 'a.md': DRAFT }, ['held back A']],
  ['a scheduled article that becomes a draft is held back', { 'a.md': SOON }, { 'a.md': DRAFT }, ['held back A']],
  ['an unclear draft: is held back', { 'a.md': A }, { 'a.md': article({ draft: '[' }) }, ['held back A']],
  ['an article is withdrawn', { 'a.md': A }, { 'a.md': WITHDRAWN }, ['withdrawn A']],
  ['a withdrawn article comes back', { 'a.md': WITHDRAWN }, { 'a.md': A }, ['published A']],
  ['an expiry comes', { 'a.md': article({ title: 'A', expires: '2026-11-23T12:30:00Z' }) }, {}, ['withdrawn A'], HOUR],
  ['an article that goes is removed', { 'a.md': A }, remove('a.md'), ['removed A']],
  ['a draft that goes is nothing', { 'a.md': DRAFT }, remove('a.md'), []],
  ['a broken article stays as it was', { 'a.md': A }, { 'a.md': '---\ntitle: [\n---\n' }, []],
  ['a file with another name is renamed', { 'a.md': A }, rename('a.md', 'b.md'), ['renamed A']],
  ['a renamed draft is nothing to readers', { 'a.md': DRAFT }, rename('a.md', 'b.md'), ['draft A']],
  [
    'a page that becomes a folder is changed at most',
    { 'a.md': A, 'a/p.svg': svg(1) },
    rename('a.md', 'a/index.md'),
    ['changed A'],
  ],
  ['six new articles are counted', {}, MANY, ['published 6']],
  ['a new site.yaml is one line', MANY, { 'site.yaml': `${SITE}language: de\n` }, ['changed site.yaml']],
  ['a touched site.yaml that is broken is none', MANY, { 'site.yaml': 'title: [' }, []],
  [
    'an address that is gone is withdrawn',
    { 'a.md': A },
    { 'site.yaml': `${SITE}gone: [/articles/a/]\n` },
    ['changed site.yaml', 'withdrawn A'],
  ],
])('%s', (_, before, change, expected, later) => {
  expect(told(happened(before, change, later))).toEqual(expected);
});

test('a renamed article is told with the id and the address that it had', () => {
  const [renamed] = happened({ 'a.md': A }, rename('a.md', 'b.md'));
  expect(renamed).toMatchObject({
    path: 'b.md',
    url: 'https://example.org/articles/b/',
    oldId: 'tag:example.org,2026:a',
    oldAddress: '/articles/a/',
  });
});

test.each<[string, string, Partial<Happening>]>([
  [
    'its id written down',
    'id: tag:example.org,2026:a',
    { kind: 'renamed', oldId: undefined, oldAddress: '/articles/a/' },
  ],
  [
    'both lines',
    'id: tag:example.org,2026:a\naliases: [/articles/a/]',
    { kind: 'changed', oldId: undefined, oldAddress: undefined },
  ],
])('an article renamed with %s needs no more than it has not', (_, lines, expected) => {
  const text = A.replace('---\n', `---\n${lines}\n`);
  const [renamed] = happened({ 'a.md': A }, (folder) => {
    renameSync(join(folder, 'a.md'), join(folder, 'b.md'));
    write(folder, { 'b.md': text });
  });
  expect(renamed).toMatchObject(expected);
});

test('a site.yaml that gives articles other ids tells what they began with', () => {
  const [site] = happened({ 'a.md': A }, { 'site.yaml': SITE.replace('https://example.org', 'https://other.example') });
  expect(site).toMatchObject({ kind: 'changed', title: 'site.yaml', oldId: 'example.org,2026' });
  const [kept] = happened({ 'a.md': A }, { 'site.yaml': `${SITE}tagAuthority: 'example.org,2026'\n` });
  expect(kept).toMatchObject({ kind: 'changed', title: 'site.yaml' });
  expect(kept).not.toHaveProperty('oldId');
});

test('a copy whose original goes is renamed; another text in the same inode is not', () => {
  const copied = happened({ 'a.md': A }, (folder) => {
    write(folder, { 'b.md': A });
    rmSync(join(folder, 'a.md'));
  });
  expect(told(copied)).toEqual(['renamed A']);
  const reused = happened({ 'a.md': A }, (folder) => {
    linkSync(join(folder, 'a.md'), join(folder, 'b.md'));
    rmSync(join(folder, 'a.md'));
    write(folder, { 'b.md': article({ title: 'Other', date: '2026-02-02' }) });
  });
  expect(told(reused)).toEqual(['published Other', 'removed A']);
});

function pictured(width: number): Files {
  return { 'a.md': article({ title: 'A', image: 'p.svg' }), 'p.svg': svg(width) };
}

function svg(width: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="1"/>`;
}

test('of a great many articles that changed each costs as much as of few', () => {
  const folder = folderAt(contentFolder({ 'a.md': A }));
  folder.look();
  const [site, [one]] = [folder.site(), folder.catalog().articles];
  if (!site || !one) throw new Error('no site');
  const snapshot = (count: number, title: string): Snapshot => {
    const articles = Array.from({ length: count }, (_, n) => ({
      ...one,
      path: `${n}.md`,
      id: `${n}`,
      slug: `${n}`,
      title,
    }));
    const catalog = catalogOf(articles, site);
    const publication = publish(catalog, site, NOON, () => '', { media: folder.media });
    const file = (path: string) => ({ path, size: 1, mtime: 0, ctime: 0, inode: 1 });
    const sources = new Map(
      articles.map((article) => [article.path, { file: file(article.path), article, isGood: true, problems: [] }]),
    );
    return { site, catalog, publication, addresses: new Uint32Array(), sources, siteFile: file('site.yaml') };
  };
  const between = (count: number) => {
    const [before, now] = [snapshot(count, 'Before'), snapshot(count, 'Now')];
    return () => happeningsBetween(before, { ...now, siteFile: before.siteFile });
  };
  const [many, few] = [between(40_000), between(5000)];
  expect(told(many())).toEqual(['changed 40000']);
  expectCost(many, 4, () => {
    for (let round = 0; round < 8; round++) few();
  });
});
