// Golden sites: a content folder, an instant, and the documents it must give, each a file to open and read.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { library, textAt } from './content-folder.ts';
import { parseRfc3339 } from './instant.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
const sites = readdirSync(GOLDEN);

test('there are golden sites', () => {
  expect(sites).toEqual(
    expect.arrayContaining([
      'demo',
      'sections',
      'hostile-titles',
      'scheduled',
      'corrected',
      'archives',
      'two-languages',
    ]),
  );
});

describe.each(sites)('%s', (site) => {
  const folder = join(GOLDEN, site);
  const instants = readFileSync(join(folder, 'now'), 'utf8').trim().split('\n');

  test.each(instants)('at %s', async (instant) => {
    const opened = await library(join(folder, 'content'), { clock: () => parseRfc3339(instant) });
    const expected = join(folder, 'expected', instants.length > 1 ? instant.replaceAll(':', '') : '');
    for (const path of feedsToShow(await opened.paths())) {
      await expect(textAt(opened, path)).toMatchFileSnapshot(join(expected, path));
    }
  });
});

/** The site's feeds and archives, and the feeds of the first category, tag, author and language: the rest are like them. */
function feedsToShow(paths: readonly string[]): string[] {
  const feeds = paths.filter((path) =>
    /^\/(?:(?:categories|tags|authors|languages|archive)\/[^/]+\/)?(feed\.xml|atom\.xml|feed\.json)$/.test(path),
  );
  const kinds = new Map<string, string>();
  for (const path of feeds) {
    const [, kind = '', slug = ''] = path.split('/');
    if (!kinds.has(kind)) kinds.set(kind, slug);
  }
  return feeds.filter((path) => {
    const [, kind = '', slug = ''] = path.split('/');
    return slug === '' || kind === 'archive' || kinds.get(kind) === slug;
  });
}
