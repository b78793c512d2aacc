// The publication of READERS.md section 6: what its scenarios ask for, and nothing else.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type AppOptions, createApp } from '../../src/app.ts';
import type { Library, LibraryOptions } from '../../src/serve/library.ts';
import { openLibrary } from '../../src/serve/open-library.ts';
import { article, type Files, write } from '../content-folder.ts';

/** The library's clock. */
export const NOW = Date.UTC(2026, 10, 23, 12);

export const HUB = 'https://hub.example/';
export const URL_OF_SITE = 'https://s.example/';
export const PICTURE = readFileSync(join(import.meta.dirname, '../golden/sections/content/articles/regatta/sails.png'));

/** Its title as a reader is to show it. */
export const TITLE = 'Fish & chips: 5 < 6 "q" <b>x</b> é 🎉';

export const SITE_YAML = [
  'title: The Scenario Times',
  `url: ${URL_OF_SITE}`,
  'description: What readers ask',
  `hubs: [${HUB}]`,
  'redirects: { /index.rss: /feed.xml, /old-feed.xml: /feed.xml }',
  'gone: [/retired.xml, "/?p=12"]',
  '',
].join('\n');

/** Newest first: the title, the picture, the hard body, then plain ones of one day after the other. */
export const FILES: Files = {
  'site.yaml': SITE_YAML,
  'articles/fish.md': article({ title: `'${TITLE}'`, date: '2026-11-20T09:00:00Z', tags: 'fish' }),
  'articles/regatta/index.md': article(
    {
      title: 'The regatta',
      date: '2026-11-19T09:00:00Z',
      image: '{ src: sails.png, alt: White sails, credit: A. Aldous }',
    },
    'It was close.\n',
  ),
  'articles/regatta/sails.png': PICTURE,
  'articles/hard.md': article(
    { title: 'Hard to write', date: '2026-11-18T09:00:00Z' },
    [
      'See [the regatta](regatta/index.md), [below](#note) and [the root](/articles/fish/).',
      '',
      '<img src="regatta/sails.png" srcset="regatta/sails.png 1x, regatta/sails.png 2x" alt="Sails">',
      '',
      'A ]]> and a \u0008 control character.',
      '',
      '<p id="note">Note.</p>',
      '',
    ].join('\n'),
  ),
  'articles/two.md': article({ title: 'By two', date: '2026-11-17T09:00:00Z', authors: '[Ann A, Bob B]' }),
  'articles/terms.md': article({
    title: 'In terms',
    date: '2026-11-16T09:00:00Z',
    categories: '"Food, Sea"',
    tags: 'Boats',
  }),
  'articles/edited.md': article({
    title: 'Edited',
    date: '2026-11-15T09:00:00Z',
    updated: '2026-11-21T10:30:00Z',
  }),
  'articles/scheduled.md': article({ title: 'Not yet', date: '2040-01-01T00:00:00Z' }),
  'articles/draft.md': article({ title: 'Never', draft: 'true' }),
  ...Object.fromEntries(
    Array.from({ length: 24 }, (_, i) => [
      `articles/plain-${i}.md`,
      article({ title: `Plain ${i}`, date: `2026-10-${String(30 - i).padStart(2, '0')}` }, `Text ${i}. `.repeat(200)),
    ]),
  ),
};

export const FEEDS = ['/feed.xml', '/atom.xml', '/feed.json'] as const;
export type Feed = (typeof FEEDS)[number];

export interface Site {
  readonly folder: string;
  readonly source: Library;
  /** Asks as a reader: header fields by name. */
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Response>;
  /** A feed's text. */
  text(path: Feed): Promise<string>;
  /** The validators of the plain 200. */
  validators(path: string): Promise<{ readonly E: string; readonly L: string }>;
}

/** The site in a folder of its own, or in the one that is given; closed after the test. */
export async function site(
  files: Files | string = FILES,
  options: LibraryOptions = {},
  more: AppOptions = {},
): Promise<Site> {
  const opened = await openSite(files, options, more);
  onTestFinished(opened.close);
  return opened;
}

/** The same, for several tests: whoever opens it closes it. */
export async function openSite(
  files: Files | string = FILES,
  options: LibraryOptions = {},
  more: AppOptions = {},
): Promise<Site & { close(): Promise<void> }> {
  const folder = typeof files === 'string' ? files : mkdtempSync(join(tmpdir(), 'courant-'));
  if (typeof files !== 'string') write(folder, { 'site.yaml': SITE_YAML, ...files });
  const library = openLibrary(folder, { watch: false, clock: () => NOW, ...options });
  await library.ready;
  const app = createApp(library, more);
  const get: Site['get'] = async (path, headers = {}, method = 'GET') => app.request(path, { headers, method });
  return {
    folder,
    source: library,
    get,
    text: async (path) => (await get(path)).text(),
    async validators(path) {
      const { headers } = await get(path);
      return { E: headers.get('etag') ?? '', L: headers.get('last-modified') ?? '' };
    },
    async close() {
      await library.close();
      if (typeof files !== 'string') rmSync(folder, { recursive: true, force: true });
    },
  };
}
