// Golden pages: what a content folder gives people and search engines, each a file to open and read.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Library } from '../../src/serve/library.ts';
import { library, textAt } from '../content-folder.ts';
import { parseRfc3339 } from '../instant.ts';

const GOLDEN = join(import.meta.dirname, '../golden');

/** A change of the stylesheet is none of the pages. */
const withoutHash = (html: string): string => html.replace(/(courant-)[0-9a-f]{6}(\.css)/g, '$1HASH$2');

const publicationOf = (site: string, instant: string): Promise<Library> =>
  library(join(GOLDEN, site, 'content'), { clock: () => parseRfc3339(instant) });

describe('sections', async () => {
  const instant = readFileSync(join(GOLDEN, 'sections/now'), 'utf8').trim();

  test.each([
    '/',
    '/articles/regatta/',
    '/articles/tide-tables/',
    '/categories/',
    '/categories/sea/',
    '/tags/boats/',
    '/authors/ann/',
    '/feeds/',
    '/feeds.opml',
    '/sitemap.xml',
    '/news-sitemap.xml',
    '/robots.txt',
    '/404.html',
  ])('%s', async (path) => {
    const publication = await publicationOf('sections', instant);
    const file = join(GOLDEN, 'sections/expected', path, path.endsWith('/') ? 'index.html' : '');
    await expect(withoutHash(textAt(publication, path))).toMatchFileSnapshot(file);
  });

  test('the preview of a feed', async () => {
    const publication = await publicationOf('sections', instant);
    const html = textAt(publication, '/categories/sea/feed.xml?');
    const file = join(GOLDEN, 'sections/expected/categories/sea/feed.xml.preview.html');
    await expect(withoutHash(html)).toMatchFileSnapshot(file);
  });
});
