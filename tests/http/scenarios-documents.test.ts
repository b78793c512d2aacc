// READERS.md section 6, what the feeds hold: one test a row, numbered as there.

import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { childOf, childrenOf, type Element, everyElement, parseXml, textOf, textsOf } from './parsed.ts';
import { FEEDS, NOW, openSite, TITLE, URL_OF_SITE } from './scenario-site.ts';

interface JsonItem {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly content_html: string;
  readonly date_published: string;
  readonly date_modified?: string;
  readonly image?: string;
  readonly authors?: readonly { readonly name: string }[];
  readonly tags?: readonly string[];
  readonly attachments?: readonly Record<string, unknown>[];
}

let site: Awaited<ReturnType<typeof openSite>>;
let channel: Element;
let feed: Element;
let json: { readonly items: readonly JsonItem[] } & Record<string, unknown>;
const texts = new Map<string, string>();

beforeAll(async () => {
  site = await openSite();
  for (const F of FEEDS) texts.set(F, await site.text(F));
  channel = childOf(parseXml(texts.get('/feed.xml') ?? ''), 'channel') as Element;
  feed = parseXml(texts.get('/atom.xml') ?? '');
  json = JSON.parse(texts.get('/feed.json') ?? '');
});
afterAll(() => site.close());

/** An article in the three formats. */
function itemsWith(title: string): [rss: Element, atom: Element, json: JsonItem] {
  const withTitle = (element: Element) => textOf(element, 'title') === title;
  const found = [
    childrenOf(channel, 'item').find(withTitle),
    childrenOf(feed, 'entry').find(withTitle),
    json.items.find((item) => item.title === title),
  ];
  expect(found).not.toContain(undefined);
  return found as [Element, Element, JsonItem];
}

const linksIn = (html: string): string[] =>
  [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link as string);

test('scenario 24: titles are plain text, escaped once', () => {
  const [rss, atom] = itemsWith(TITLE);
  expect(childOf(atom, 'title')?.attributes.type).toBe('text');
  expect(textOf(rss, 'title')).not.toContain('&amp;');
  const strangers = [
    parseRssFeed(texts.get('/feed.xml') ?? '').items?.[0]?.title,
    parseAtomFeed(texts.get('/atom.xml') ?? '').entries?.[0]?.title,
    parseJsonFeed(texts.get('/feed.json') ?? '').items?.[0]?.title,
  ];
  for (const title of strangers) {
    const text = typeof title === 'string' ? title : (title as { value?: string } | undefined)?.value;
    expect(text).toBe(TITLE);
  }
});

test('scenario 25: authors', () => {
  const [rss, atom, item] = itemsWith('By two');
  expect(textsOf(rss, 'dc:creator')).toEqual(['Ann A, Bob B']);
  expect(childrenOf(rss, 'author')).toEqual([]);
  expect(childrenOf(atom, 'author').map((author) => textOf(author, 'name'))).toEqual(['Ann A', 'Bob B']);
  expect(item.authors?.map(({ name }) => name)).toEqual(['Ann A', 'Bob B']);
  expect([json.authors, json.author]).toEqual([undefined, undefined]);
  expect(texts.get('/feed.json')).not.toMatch(/"author": ?null/);
});

test('scenario 26: categories are the same list everywhere, and a comma ends a term', () => {
  const [rss, atom, item] = itemsWith('In terms');
  const terms = ['Food', 'Sea', 'Boats'];
  expect(textsOf(rss, 'category')).toEqual(terms);
  expect(childrenOf(atom, 'category').map(({ attributes: { term, label } }) => [term, label])).toEqual(
    terms.map((term) => [term, term]),
  );
  expect(item.tags).toEqual(terms);
});

test('scenario 27: the picture has one address', async () => {
  const [rss, atom, item] = itemsWith('The regatta');
  const [html, page] = [textOf(rss, 'content:encoded') ?? '', await site.get(new URL(item.url).pathname)];
  const addresses = [
    /<img[^>]* src="([^"]*)"/.exec(html)?.[1],
    ...childrenOf(rss, 'enclosure').map(({ attributes }) => attributes.url),
    ...childrenOf(rss, 'media:content').map(({ attributes }) => attributes.url),
    ...childrenOf(rss, 'media:thumbnail').map(({ attributes }) => attributes.url),
    ...childrenOf(atom, 'link').flatMap(({ attributes: { rel, href } }) => (rel === 'enclosure' ? href : [])),
    item.image,
    item.attachments?.[0]?.url,
    /<meta property="og:image" content="([^"]*)"/.exec(await page.text())?.[1],
  ];
  const address = `${URL_OF_SITE}articles/regatta/sails.png`;
  expect(addresses).toEqual(Array.from({ length: 8 }, () => address));
});

test('scenario 29: RSS', () => {
  const items = childrenOf(channel, 'item');
  expect(items.map((item) => textOf(item, 'title'))).toEqual(json.items.map(({ title }) => title));
  const dates = items.map((item) => Date.parse(textOf(item, 'pubDate') ?? ''));
  expect(dates).toEqual([...dates].sort((a, b) => b - a));
  for (const item of items) {
    const names = item.children.map(({ name }) => name);
    const places = ['description', 'content:encoded', 'enclosure', 'media:content', 'media:thumbnail']
      .map((name) => names.indexOf(name))
      .filter((place) => place >= 0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(childOf(item, 'guid')?.attributes.isPermaLink).toBe('false');
    expect(childrenOf(item, 'enclosure').length).toBeLessThanOrEqual(1);
  }
  const names = new Set([...everyElement(channel)].map(({ name }) => name));
  for (const name of ['dc:date', 'media:description', 'author', 'itunes:author']) expect(names).not.toContain(name);
  expect(childrenOf(channel, 'pubDate')).toEqual([]);
});

test('scenario 30: Atom', () => {
  expect([feed.name, feed.attributes.xmlns]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
  for (const name of ['id', 'updated', 'title']) expect(childrenOf(feed, name), name).toHaveLength(1);
  const entries = childrenOf(feed, 'entry');
  for (const element of [feed, ...entries]) {
    expect(childrenOf(element, 'link').at(-1)?.attributes.rel).toBe('alternate');
    expect(textOf(element, 'id')).not.toMatch(/^http/);
  }
  for (const entry of entries) {
    expect(childrenOf(entry, 'author').length).toBeGreaterThan(0);
    expect(childOf(entry, 'content')?.attributes.type).toBe('html');
  }
  expect(new Set(entries.map((entry) => textOf(entry, 'id'))).size).toBe(entries.length);
});

test('scenario 31: JSON Feed', () => {
  expect(json.version).toBe('https://jsonfeed.org/version/1.1');
  expect(json.feed_url).toBe(`${URL_OF_SITE}feed.json`);
  expect(texts.get('/feed.json')).not.toMatch(/: ?null\b/);
  for (const item of json.items) {
    expect(item.id).toEqual(expect.any(String));
    expect(item.content_html).not.toBe('');
    expect(item).not.toHaveProperty('content_text');
    expect(item.date_published).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    for (const tag of item.tags ?? []) expect(tag).toEqual(expect.any(String));
    for (const attachment of item.attachments ?? []) {
      expect(attachment).toMatchObject({ url: expect.any(String), mime_type: expect.any(String) });
      expect(Number.isInteger(attachment.size_in_bytes)).toBe(true);
    }
  }
});

test('scenario 32: dates are the same instants everywhere, and none is to come', () => {
  const DAY = '(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT';
  expect(textOf(channel, 'lastBuildDate')).toMatch(new RegExp(`^${DAY}$`));
  for (const { title, date_published, date_modified } of json.items) {
    const [rss, atom] = itemsWith(title);
    expect(textOf(rss, 'pubDate')).toMatch(new RegExp(`^${DAY}$`));
    expect(Date.parse(textOf(rss, 'pubDate') ?? '')).toBe(Date.parse(date_published));
    expect(textOf(atom, 'published')).toBe(date_published);
    expect(textOf(atom, 'updated')).toBe(date_modified ?? date_published);
    expect(Date.parse(textOf(atom, 'updated') ?? '')).toBeLessThanOrEqual(NOW);
  }
  expect(json.items.map(({ title }) => title)).not.toContain('Not yet');
});

describe('scenario 33: what is hard to write', () => {
  test('has only absolute addresses', () => {
    const [rss, atom, { content_html }] = itemsWith('Hard to write');
    for (const html of [textOf(rss, 'content:encoded') ?? '', textOf(atom, 'content') ?? '', content_html]) {
      expect(linksIn(html)).toEqual([
        `${URL_OF_SITE}articles/regatta/`,
        `${URL_OF_SITE}articles/hard/#note`,
        `${URL_OF_SITE}articles/fish/`,
        `${URL_OF_SITE}articles/regatta/sails.png`,
      ]);
      expect(/srcset="([^"]*)"/.exec(html)?.[1]?.match(/\S+(?= \dx)/g)).toEqual([
        `${URL_OF_SITE}articles/regatta/sails.png`,
        `${URL_OF_SITE}articles/regatta/sails.png`,
      ]);
    }
  });

  test('keeps ]]>, and loses what XML cannot hold', () => {
    const [rss, atom, { content_html }] = itemsWith('Hard to write');
    for (const html of [textOf(rss, 'content:encoded') ?? '', textOf(atom, 'content') ?? '', content_html]) {
      expect(html).toContain('A ]]&gt; and a  control character.');
    }
    for (const F of ['/feed.xml', '/atom.xml']) expect(texts.get(F)).not.toMatch(/\]\]>(?!<\/content(?::encoded)?>)/);
  });
});
