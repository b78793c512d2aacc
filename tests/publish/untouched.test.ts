// A feed that an edit elsewhere does not touch: readers get a 304, and whoever asks anew the same bytes.

import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { sourceOf } from '../../src/serve/representations.ts';
import { article, contentFolder, type Files, library, publishedFrom, write } from '../content-folder.ts';

const FILES: Files = {
  'a.md': article({ title: 'One', tags: 'red', author: 'Ann' }),
  'b.md': article({ title: 'Two', tags: 'blue', author: 'Bob' }),
  'c.md': article({ title: 'Three', tags: 'red', author: 'Ann', date: '2026-01-02' }),
};
const PATHS = ['feed.xml', 'atom.xml', 'feed.json'].map((file) => `/tags/blue/${file}`);

async function answersOf(app: ReturnType<typeof createApp>, headers: Record<string, string> = {}) {
  const answers = PATHS.map(async (path) => {
    const answer = await app.request(path, { headers });
    return [answer.status, answer.headers.get('etag'), answer.headers.get('last-modified'), await answer.text()];
  });
  return Promise.all(answers);
}

const CHANGES: readonly Files[] = [
  { 'a.md': article({ title: 'Uno', tags: 'red', author: 'Ann' }, 'Other words.\n') },
  { 'd.md': article({ title: 'Four', tags: 'red', author: 'Ann', date: '2026-01-03' }) },
  { 'c.md': 'broken' },
];

test('of a folder: an edit, a new article and a removal elsewhere leave bytes, tag and date', async () => {
  const folder = contentFolder(FILES);
  let now = Date.UTC(2026, 10, 23);
  const opened = await library(folder, { clock: () => now });
  const app = createApp(opened);
  const before = await answersOf(app);
  for (const change of CHANGES) {
    now += 60_000;
    write(folder, change);
    await opened.refresh();
    expect(await answersOf(app)).toEqual(before);
    for (const [i, [, etag]] of before.entries()) {
      expect((await answersOf(app, { 'if-none-match': String(etag) }))[i]?.[0]).toBe(304);
    }
  }
});

test('of a publication that a program made: the same, and the feed that shows the change is another', async () => {
  const folder = contentFolder(FILES);
  let now = Date.UTC(2026, 5, 1);
  let publication = publishedFrom(folder, now);
  const app = createApp(sourceOf(() => publication));
  const before = await answersOf(app);
  expect(before.map(([status]) => status)).toEqual([200, 200, 200]);
  const site = (await app.request('/feed.xml')).headers.get('etag');
  for (const change of CHANGES.slice(0, 2)) {
    now += 60_000;
    write(folder, change);
    publication = publishedFrom(folder, now);
    expect(await answersOf(app)).toEqual(before);
  }
  const after = await app.request('/feed.xml');
  expect(after.headers.get('etag')).not.toBe(site);
  expect(Date.parse(after.headers.get('last-modified') ?? '')).toBe(now);
});
