// Archives: a reader walks from the feed to the very first article, and a change touches no archive but its own.

import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Library } from '../../src/serve/library.ts';
import { article, contentFolder, type Files, library, SITE, textAt, write } from '../content-folder.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Articles on days one after the other, by number from 1. */
const numbered = (count: number, from = 1): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${from + index}.md`, one(from + index)]));

const one = (number: number, head: Record<string, string> = {}, body = `Text of number ${number}.\n`): string => {
  const date = new Date(Date.UTC(2020, 0, 1) + number * DAY).toISOString().slice(0, 10);
  return article({ title: `Number ${number}`, date, ...head }, body);
};

const siteWith = (feeds: string): Files => ({ 'site.yaml': `${SITE}hubs: [https://hub.example/]\nfeeds: ${feeds}\n` });

const opened = (files: Files, feeds = '{ limit: 2 }') => library(contentFolder({ ...siteWith(feeds), ...files }));

const FORMATS = {
  '/feed.xml': { id: /<guid[^>]*>(.*?)<\/guid>/g, earlier: /href="([^"]*)" rel="prev-archive"/ },
  '/atom.xml': { id: /<entry[^>]*>\s*<id>(.*?)<\/id>/g, earlier: /rel="prev-archive"[^>]* href="([^"]*)"/ },
  '/feed.json': { id: /^ {6}"id": "(.*?)"/gm, earlier: /"next_url": "(.*?)"/ },
};
const FEEDS = Object.keys(FORMATS) as (keyof typeof FORMATS)[];

/** The ids of each document, from the feed back to the last archive. */
function walked(source: Library, feed: keyof typeof FORMATS): string[][] {
  const ids: string[][] = [];
  for (let path: string | undefined = feed; path !== undefined; ) {
    const text = textAt(source, path);
    ids.push(Array.from(text.matchAll(FORMATS[feed].id), ([, id = '']) => id));
    path = FORMATS[feed].earlier.exec(text)?.[1]?.replace('https://example.org', '');
  }
  return ids;
}

const newestFirst = (count: number) =>
  Array.from({ length: count }, (_, index) => `tag:example.org,2026:a${count - index}`);

describe('a walk from the feed back', () => {
  test.each<[number, string, number]>([
    [0, '{ limit: 30 }', 1],
    [1, '{ limit: 30 }', 1],
    [30, '{ limit: 30 }', 1],
    [31, '{ limit: 30 }', 2],
    [60, '{ limit: 30 }', 2],
    [61, '{ limit: 30 }', 3],
    [1000, '{ limit: 30 }', 34],
    [5, '{ limit: 1 }', 5],
    [31, '{ limit: 30, bytes: 1 }', 2],
    [31, '{ limit: 30, bytes: 6000 }', 2],
    [30, '{ limit: 30, bytes: 1 }', 2],
    [2, '{ limit: 30, bytes: 1 }', 2],
  ])('of %i articles with %s sees each once, the newest first', async (count, feeds, documents) => {
    const source = await opened(numbered(count), feeds);
    for (const feed of FEEDS) {
      const ids = walked(source, feed);
      expect(ids.flat()).toEqual(newestFirst(count));
      expect(ids).toHaveLength(documents);
    }
    const archives = (await source.paths()).filter((path) => path.startsWith('/archive/'));
    expect(archives).toHaveLength((documents - 1) * 3);
    for (const path of archives) expect(textAt(source, path)).not.toBe('');
  });

  test('meets no draft, no scheduled, unlisted or withdrawn article', async () => {
    const source = await opened({
      ...numbered(9),
      'a1.md': one(1, { draft: 'true' }),
      'a2.md': one(2, { unlisted: 'true' }),
      'a3.md': one(3, { withdrawn: '2020-02-01' }),
      'a9.md': one(9, { date: '2099-01-01' }),
    });
    for (const feed of FEEDS) {
      expect(walked(source, feed)).toEqual(
        [['a8', 'a7'], ['a6', 'a5'], ['a4']].map((ids) => ids.map((id) => `tag:example.org,2026:${id}`)),
      );
    }
  });

  test('finds no room for another article in a feed that bytes cut', async () => {
    const source = await opened(numbered(31), '{ limit: 30, bytes: 6000 }');
    const [shown = []] = walked(source, '/feed.xml');
    const bytes = Buffer.byteLength(textAt(source, '/feed.xml'));
    expect(bytes).toBeLessThanOrEqual(6000);
    expect(bytes + (bytes / shown.length) * 2).toBeGreaterThan(6000);
  });
});

describe('an archive', () => {
  test.each([
    ['/archive/1/', 'feed.xml', ['<fh:archive/>', 'rel="current"', 'rel="next-archive"'], ['prev-archive']],
    ['/archive/2/', 'atom.xml', ['<fh:archive/>', 'rel="current"', 'rel="prev-archive"', 'rel="next-archive"'], []],
    ['/archive/3/', 'feed.xml', ['<fh:archive/>', 'rel="current"', 'rel="prev-archive"'], ['next-archive']],
    ['/archive/2/', 'feed.json', ['"next_url"'], []],
  ])('%s%s names the feed and its neighbours', async (folder, file, has, hasNot) => {
    const source = await opened(numbered(8));
    const text = textAt(source, folder + file);
    for (const words of has) expect(text).toContain(words);
    for (const words of [...hasNot, 'fh:complete', 'hub']) expect(text).not.toContain(words);
    expect(text).toContain(`https://example.org${folder}${file}`);
    expect(textAt(source, `/${file}`)).not.toContain('fh:archive');
  });

  test('is kept for an hour, and named by no header but its own', async () => {
    const app = createApp(await opened(numbered(8)));
    const { headers } = await app.request('/archive/1/feed.xml');
    expect(headers.get('cache-control')).toBe('public, max-age=3600');
    expect(headers.get('link')).toBe('<https://example.org/archive/1/feed.xml>; rel="self"');
    const feed = await app.request('/feed.xml');
    expect(feed.headers.get('cache-control')).toMatch(/max-age=300,/);
    for (const path of ['/', '/feeds/', '/feeds.opml', '/sitemap.xml']) {
      expect(await (await app.request(path)).text()).not.toContain('/archive/');
    }
  });

  test.each([
    '/archive/0/feed.xml',
    '/archive/4/feed.xml',
    '/archive/01/feed.xml',
    '/archive/1/',
    '/archive/1/rss.xml',
  ])('%s is none', async (path) => {
    const app = createApp(await opened(numbered(8)));
    expect((await app.request(path)).status).toBe(404);
    expect((await app.request('/archive/3/feed.json')).status).toBe(200);
  });

  test('is none where every article fits into the feed, or there is none', async () => {
    for (const count of [0, 1, 2]) {
      const app = createApp(await opened(numbered(count)));
      expect((await app.request('/archive/1/feed.xml')).status).toBe(404);
    }
  });
});

describe('of the archives', () => {
  /** The numbers of those that are other, new or gone after a change. */
  async function changedBy(files: Files, count = 7): Promise<string[]> {
    const folder = contentFolder({ ...siteWith('{ limit: 2 }'), ...numbered(count) });
    const source = await library(folder);
    const texts = async () => {
      const paths = (await source.paths()).filter((path) => path.startsWith('/archive/'));
      return new Map(paths.map((path) => [path, textAt(source, path)]));
    };
    const before = await texts();
    write(folder, files);
    await source.refresh();
    const after = await texts();
    const all = new Set([...before.keys(), ...after.keys()]);
    const changed = [...all].filter((path) => before.get(path) !== after.get(path));
    const numbers = changed.map((path) => path.split('/')[2] ?? '').sort();
    return [...new Set(numbers)];
  }

  // Of seven articles, 7 and 6 are in the feed, 5 in archive 3, 4 and 3 in archive 2, 2 and 1 in archive 1.
  test.each<[string, Files, string[]]>([
    ['an edit changes one', { 'a3.md': one(3, {}, 'Another text.\n') }, ['2']],
    ['a correction changes one', { 'a1.md': one(1, { corrections: '{ date: 2020-03-01, text: No. }' }) }, ['1']],
    ['an edit in the feed changes none', { 'a7.md': one(7, {}, 'Another text.\n') }, []],
    ['a withdrawal changes one', { 'a1.md': one(1, { withdrawn: '2020-03-01' }) }, ['1']],
    ['a withdrawal of the last of its archive changes one', { 'a5.md': one(5, { withdrawn: '2020-03-01' }) }, ['3']],
    ['another article changes the newest', numbered(1, 8), ['3']],
    ['two more begin another one, which the full one names', numbered(2, 8), ['3', '4']],
    ['what is scheduled changes none', { 'a8.md': one(8, { date: '2099-01-01' }) }, []],
  ])('%s', async (_, files, numbers) => expect(await changedBy(files)).toEqual(numbers));

  test('another article begins another one where the newest is full', async () => {
    expect(await changedBy(numbered(1, 9), 8)).toEqual(['3', '4']);
  });
});
