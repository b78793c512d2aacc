// The paths of a publication: each address once, whatever stands there.

import { expect, test } from 'vitest';
import { pngOf } from '../content/media.ts';
import { article, contentFolder, library } from '../content-folder.ts';

test('an address that a picture and an article want is told once, and is that of the picture', async () => {
  const folder = contentFolder({
    'a.md': article({ permalink: '/pics/a.png' }),
    'b.md': article({ title: 'B', date: '2026-01-06' }),
    'pics/a.png': pngOf(600, 400),
  });
  const opened = await library(folder);
  const paths = await opened.paths();
  expect(paths.filter((path) => path === '/pics/a.png')).toHaveLength(1);
  expect(paths.filter((path) => path === '/articles/b/')).toHaveLength(1);
  expect(new Set(paths).size).toBe(paths.length);
  expect(await opened.get('/pics/a.png')).toMatchObject({ kind: 'file' });
});
