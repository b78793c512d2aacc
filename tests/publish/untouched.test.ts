// A feed that an edit elsewhere does not touch: readers get a 304, and whoever asks anew the same bytes.

import { expect, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { createRepresentations } from '../../src/http/representations.ts';
import { article, contentFolder, library, write } from '../content-folder.ts';

test('an edit, a new article and a removal elsewhere leave bytes, tag and date, and nothing is made again', async () => {
  const folder = contentFolder({
    'a.md': article({ title: 'One', tags: 'red', author: 'Ann' }),
    'b.md': article({ title: 'Two', tags: 'blue', author: 'Bob' }),
    'c.md': article({ title: 'Three', tags: 'red', author: 'Ann', date: '2026-01-02' }),
  });
  let now = Date.UTC(2026, 10, 23);
  const onChange = vi.fn();
  const representations = createRepresentations({ onChange });
  const opened = await library(folder, { clock: () => now, representations });
  const app = createApp(opened, { representations });
  const paths = ['feed.xml', 'atom.xml', 'feed.json'].map((file) => `/tags/blue/${file}`);
  const answers = async (headers: Record<string, string> = {}) =>
    Promise.all(
      paths.map(async (path) => {
        const answer = await app.request(path, { headers });
        return [answer.status, answer.headers.get('etag'), answer.headers.get('last-modified'), await answer.text()];
      }),
    );
  const before = await answers();
  onChange.mockClear();
  for (const change of [
    { 'a.md': article({ title: 'Uno', tags: 'red', author: 'Ann' }, 'Other words.\n') },
    { 'd.md': article({ title: 'Four', tags: 'red', author: 'Ann', date: '2026-01-03' }) },
    { 'c.md': 'broken' },
  ]) {
    now += 60_000;
    write(folder, change);
    await opened.refresh();
    expect(await answers()).toEqual(before);
    for (const [i, [, etag]] of before.entries()) {
      expect((await answers({ 'if-none-match': String(etag) }))[i]?.[0]).toBe(304);
    }
  }
  expect(onChange).not.toHaveBeenCalled();
});
