// What machines read of pages besides feeds: microformats, terms of use, and whom to follow.

import { mf2 } from 'microformats-parser';
import robotsParser from 'robots-parser';
import { describe, expect, test } from 'vitest';
import { article, contentFolder, type Files, library, textAt } from '../content-folder.ts';
import { pageAt } from './page.ts';

// Its types speak of an ES module, which it is not.
const parseRobots = robotsParser as unknown as typeof robotsParser.default;

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const SITE = `title: The Test
url: https://example.org/
authors:
  ann: { name: Ann Aldous, fediverse: 'ann@social.example', bio: Writes about boats. }
  bob: { name: Bob, fediverse: '@bob@social.example' }
license: { url: https://example.org/terms, search: yes, ai-input: no, ai-train: no }
`;

const FILES: Files = {
  'hero.png': PNG,
  'full.md': article(
    {
      title: 'Full <title>',
      date: '2026-01-05T08:00:00Z',
      updated: '2026-01-06T09:30:00Z',
      authors: '[Cy, ann, bob]',
      categories: 'News',
      tags: '[Boats, Wind]',
      summary: 'A summary.',
      image: 'hero.png',
    },
    'The **body**.\n',
  ),
  'plain.md': article({ title: 'Plain', date: '2026-01-02' }, 'Only a body.\n'),
};

const publicationOf = (site = SITE) => library(contentFolder({ ...FILES, 'site.yaml': site }));
const URL_OF = 'https://example.org/articles/full/';

describe('microformats2', () => {
  test('an article is an entry with everything that there is', async () => {
    const { items } = mf2(textAt(await publicationOf(), '/articles/full/'), { baseUrl: URL_OF });
    expect(items[0]).toMatchObject({
      type: ['h-entry'],
      properties: {
        name: ['Full <title>'],
        summary: ['A summary.'],
        url: [URL_OF],
        published: ['2026-01-05T08:00:00Z'],
        updated: ['2026-01-06T09:30:00Z'],
        category: ['News', 'Boats', 'Wind'],
        photo: ['https://example.org/hero.png'],
        content: [{ value: 'The body.', html: '<p>The <strong>body</strong>.</p>' }],
        author: ['Cy', 'Ann Aldous', 'Bob'].map((name) => ({
          type: ['h-card'],
          value: name,
          properties: expect.objectContaining({ name: [name] }),
        })),
      },
    });
  });

  test.each(['/', '/categories/news/', '/authors/ann/'])('%s is a feed of entries', async (path) => {
    const { items } = mf2(textAt(await publicationOf(), path), { baseUrl: `https://example.org${path}` });
    expect(items.map(({ type }) => type)).toEqual([['h-feed']]);
    expect(items[0]?.children?.[0]).toMatchObject({
      type: ['h-entry'],
      properties: {
        name: ['Full <title>'],
        url: [URL_OF],
        published: ['2026-01-05T08:00:00Z'],
        summary: ['A summary.'],
      },
    });
  });

  test('the lists of terms and of feeds are none', async () => {
    const opened = await publicationOf();
    for (const path of ['/categories/', '/feeds/']) {
      expect(mf2(textAt(opened, path), { baseUrl: 'https://example.org/' }).items).toEqual([]);
    }
  });
});

test('the first author who says so can be followed, and is written about', async () => {
  const opened = await publicationOf();
  const creator = (path: string) => /<meta name="fediverse:creator" content="([^"]*)"/.exec(textAt(opened, path))?.[1];
  expect([creator('/articles/full/'), creator('/articles/plain/'), creator('/')]).toEqual([
    '@ann@social.example',
    undefined,
    undefined,
  ]);
  expect(textAt(opened, '/authors/ann/')).toContain('<p class="standfirst">Writes about boats.</p>');
  expect(textAt(opened, '/authors/ann/feed.xml')).toContain('<description>Writes about boats.</description>');
});

describe('terms for machines', () => {
  test('are in robots.txt, in the group of all, and everything may still be read', async () => {
    const text = textAt(await publicationOf(), '/robots.txt');
    expect(text).toContain('User-agent: *\nContent-Signal: search=yes, ai-input=no, ai-train=no\nDisallow:\n');
    const robots = parseRobots('https://example.org/robots.txt', text);
    expect(robots.isAllowed(URL_OF, 'GPTBot')).toBe(true);
    expect(robots.getSitemaps()).toEqual(['https://example.org/sitemap.xml', 'https://example.org/news-sitemap.xml']);
  });

  test('are linked from pages and Atom, and not from RSS and JSON', async () => {
    const opened = await publicationOf();
    for (const path of ['/', '/articles/full/']) {
      expect(pageAt(opened, path).links('license')).toEqual(['https://example.org/terms']);
    }
    expect(textAt(opened, '/atom.xml')).toMatch(
      /<link rel="license" href="https:\/\/example\.org\/terms"\/>\s*<link rel="alternate"/,
    );
    for (const path of ['/feed.xml', '/feed.json'])
      expect(textAt(opened, path)).not.toContain('https://example.org/terms');
  });

  test('say only what was said, and nothing where nothing was', async () => {
    const signalOf = async (license: string) =>
      /^Content-Signal: .*$/m.exec(
        textAt(await publicationOf(SITE.replace(/license: .*/, license)), '/robots.txt'),
      )?.[0];
    expect(await signalOf('license: { ai-train: no }')).toBe('Content-Signal: ai-train=no');
    expect(await signalOf('license: { url: https://example.org/terms }')).toBeUndefined();
    expect(await signalOf('')).toBeUndefined();
  });
});
