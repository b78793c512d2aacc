// What an edition remembers is bounded, and what is asked for again and again stays.

import { expect, test } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { parseSite } from '../../src/content/parse-site.ts';
import { finish } from '../../src/model/resource.ts';
import { editionOf } from '../../src/publish/edition.ts';

const { site } = parseSite('title: T\nurl: https://example.org/\n', {
  media: { get: () => undefined, paths: () => [], bundleOf: () => undefined } as never,
});

test('a crawler that asks for every page does not fill the memory, nor drop what readers poll', () => {
  if (!site) throw new Error('no site');
  const edition = finish(editionOf(catalogOf([]), site, 1, () => '', undefined, undefined));
  const polled = edition.carried('/feed.xml', [site, 1]);
  for (let page = 0; page < 30_000; page++) {
    edition.carried(`/articles/${page}/`, [site, page]);
    if (page % 1000 === 0) expect(edition.carried('/feed.xml', [site, 1])).toBe(polled);
  }
  expect(edition.memory.made.size).toBe(2_000);
  const next = finish(editionOf(catalogOf([]), site, 2, () => '', edition.memory, undefined));
  expect(next.carried('/feed.xml', [site, 1])).toBe(polled);
});
