// The page of all feeds.

import { expect, test } from 'vitest';
import { article, contentFolder, library, textAt } from '../content-folder.ts';

test('shows the three feeds of the site first, then those of sections, and folds all others away', async () => {
  const files = { 'articles/a.md': article({ categories: 'News', tags: 'Wind', author: 'Ann' }) };
  const opened = await library(contentFolder(files));
  const html = textAt(opened, '/feeds/');
  const [open = '', ...folded] = html.split('<details');
  const addresses = (part: string) =>
    [...part.matchAll(/<input class="address"[^>]* value="https:\/\/example\.org([^"]*)"/g)].map(([, path]) => path);
  expect(addresses(open)).toEqual(['/feed.xml', '/atom.xml', '/feed.json', '/categories/news/feed.xml']);
  expect(open).toContain('<a class="open-reader" href="feed:https://example.org/feed.xml">Open in a feed reader</a>');
  expect(folded.map(addresses)).toEqual([['/tags/wind/feed.xml'], ['/authors/ann/feed.xml']]);
});
