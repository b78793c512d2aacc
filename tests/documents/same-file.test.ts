// What an article names twice stands once in each feed.

import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { expect, test } from 'vitest';
import { showsImage } from '../../src/documents/content.ts';
import type { PublicArticle } from '../../src/model/article.ts';
import { PNG } from '../content/media.ts';
import { article, contentFolder, type Files, library, SITE, textAt } from '../content-folder.ts';

async function feedsOf(files: Files) {
  const publication = await publicationOf(files);
  return {
    rss: parseRssFeed(textAt(publication, '/feed.xml')),
    atom: parseAtomFeed(textAt(publication, '/atom.xml')),
    json: parseJsonFeed(textAt(publication, '/feed.json')),
  };
}

const publicationOf = (files: Files) => library(contentFolder(files));

test('a picture that is an enclosure too', async () => {
  const head = { image: 'q.png', enclosures: '[q.png, p.pdf, p.pdf]' };
  const { rss, atom, json } = await feedsOf({ 'a.md': article(head), 'q.png': PNG, 'p.pdf': '%PDF-1.7' });
  const urls = ['https://example.org/q.png', 'https://example.org/p.pdf'];
  expect(rss.items?.[0]?.media?.contents?.map(({ url }) => url)).toEqual(urls);
  expect(rss.items?.[0]?.enclosures?.map(({ url }) => url)).toEqual(urls.slice(0, 1));
  expect(atom.entries?.[0]?.links?.filter(({ rel }) => rel === 'enclosure').map(({ href }) => href)).toEqual(urls);
  expect(json.items?.[0]?.attachments?.map(({ url }) => url)).toEqual(urls);
});

test('a category and a tag of one name are two terms, and one tag of JSON Feed', async () => {
  const { rss, atom, json } = await feedsOf({ 'a.md': article({ categories: 'News', tags: '[News, Sea]' }) });
  expect(rss.items?.[0]?.categories?.map(({ name }) => name)).toEqual(['News', 'News', 'Sea']);
  expect(atom.entries?.[0]?.categories?.map(({ term }) => term)).toEqual(['News', 'News', 'Sea']);
  expect(json.items?.[0]?.tags).toEqual(['News', 'Sea']);
});

test('a remote picture with an apostrophe, in the head and in the body', async () => {
  const body = "![](<https://cdn.example/it's.jpg>)\n";
  const { json } = await feedsOf({ 'a.md': article({ image: '"https://cdn.example/it\'s.jpg"' }, body) });
  expect(json.items?.[0]?.content_html?.match(/<img /g)).toHaveLength(1);
  expect(json.items?.[0]?.content_html).toContain(`<img src="${json.items?.[0]?.image}"`);
});

test.each<[string, string, boolean]>([
  ['shown', '<p><img src="https://a.example/q.png?a&amp;b" alt="" /></p>', true],
  [
    'shown after another',
    '<img src="https://a.example/p.png" /><img alt="" src="https://a.example/q.png?a&amp;b" />',
    true,
  ],
  ['in a sample of code', '<code>src="https://a.example/q.png?a&amp;b"</code>', false],
  ['as the source of a film', '<video src="https://a.example/q.png?a&amp;b"></video>', false],
  ['with another query', '<img src="https://a.example/q.png?c" />', false],
])('a remote picture is %s', (_, body, expected) => {
  expect(showsImage({ image: { url: 'https://a.example/q.png?a&b' } } as PublicArticle, body)).toBe(expected);
});

test.each<[string, string, boolean]>([
  ['shown with a query', '<img src="https://example.org/q.png?x=1" />', true],
  ['not another file', '<img src="https://example.org/q.png.jpg" />', false],
])('a picture of our own is %s', (_, body, expected) => {
  const image = { path: 'q.png', url: 'https://example.org/q.png' };
  expect(showsImage({ image } as unknown as PublicArticle, body)).toBe(expected);
});

test.each([
  ['icon.svg', 'logo.png', 'logo.png'],
  ['icon.png', 'logo.png', 'icon.png'],
  ['icon.webp', 'logo.svg', 'icon.webp'],
])('the image of RSS, of %s and %s, is %s', async (icon, logo, expected) => {
  const yaml = `${SITE}icon: https://a.example/${icon}\nlogo: https://a.example/${logo}\n`;
  const { rss } = await feedsOf({ 'site.yaml': yaml, 'a.md': article({}) });
  expect(rss.image?.url).toBe(`https://a.example/${expected}`);
});

test('a redirect leads to the page at once, with or without slashes', async () => {
  const redirects =
    'redirects: { /a: /articles/fish, /b/: "/articles/fish#part?x=1", /c: /feed.xml?x, /d: /nowhere, /e: /a }';
  const publication = await publicationOf({
    'site.yaml': `${SITE}${redirects}\ngone: [/g, /h/]\n`,
    'fish.md': article({}),
  });
  const to = (path: string) => {
    const resource = publication.get(path);
    if (resource instanceof Promise) throw new Error('not in place');
    return resource?.kind === 'moved' ? resource.to.replace('https://example.org', '') : resource?.kind;
  };
  expect(['/a', '/a/', '/e/'].map(to)).toEqual(Array(3).fill('/articles/fish/'));
  expect(['/b', '/b/'].map(to)).toEqual(Array(2).fill('/articles/fish/#part?x=1'));
  expect(['/c', '/d'].map(to)).toEqual(['/feed.xml?x', '/nowhere']);
  expect(['/g', '/g/', '/h', '/h/'].map(to)).toEqual(Array(4).fill('gone'));
});
