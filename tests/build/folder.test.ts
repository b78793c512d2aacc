// What the folder reads again, and what it remembers.

import { expect, test, vi } from 'vitest';
import { createDiskFiles } from '../../src/build/disk-files.ts';
import { createFolder } from '../../src/build/folder.ts';
import { article, contentFolder, SITE, write } from '../content-folder.ts';

test('where an article contradicts another one is found once, and again when its file changes', () => {
  const place = contentFolder({
    'site.yaml': SITE,
    'a.md': article({ slug: 'same' }),
    'b.md': article({ slug: 'same' }),
    'c.md': article({}),
  });
  const files = createDiskFiles(place);
  const head = vi.spyOn(files, 'head');
  const folder = createFolder(files);
  const told = () => folder.problems().map(({ code, path, line }) => ({ code, path, line }));
  folder.look();
  const [before] = told();
  expect(told()).toEqual([{ code: 'slug-duplicate', path: 'b.md', line: expect.any(Number) }]);
  head.mockClear();
  write(place, { 'c.md': article({ title: 'Other' }) });
  folder.look();
  expect(head.mock.calls.map(([{ path }]) => path)).toEqual(['c.md']);
  expect(told()).toEqual([before]);
  write(place, { 'b.md': article({ title: 'One\nsummary: two', slug: 'same' }) });
  folder.look();
  expect(told()).toEqual([{ ...before, line: (before?.line ?? 0) + 1 }]);
});
