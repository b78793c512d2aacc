import { describe, expect, test } from 'vitest';
import { phrasesOf } from '../../src/documents/pages/phrases.ts';
import { zoneName } from '../../src/documents/pages/phrases-english.ts';
import { type LocalTime, localTimeOf } from '../../src/model/time.ts';
import { article, contentFolder, type Files, library, SITE } from '../content-folder.ts';
import { parseRfc3339 } from '../instant.ts';
import { type Found, type Page, pageAt } from './page.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function page(files: Files, path = '/articles/a/', site = SITE): Promise<Page> {
  return pageAt(await library(contentFolder({ 'site.yaml': site, ...files })), path);
}

function dayAndTime(language: string, date: LocalTime): string {
  const { day, timeOfDay } = phrasesOf(language);
  return day(date) + timeOfDay(date);
}

const withClass = (all: readonly Found[], name: string): Found[] =>
  all.filter(({ attributes }) => attributes.class?.split(' ').includes(name));

describe('the parts of an article', () => {
  const FILES: Files = {
    'articles/a/index.md': article({
      title: 'The headline',
      date: '2026-02-27T08:49:00-05:00',
      updated: '2026-02-28T15:00:00Z',
      authors: '[Ann, Bob, Cid]',
      categories: '[News, Sport]',
      tags: '[Boats, Wind]',
      summary: 'The standfirst.',
      source: "{ name: Harbour Radio, url: 'https://radio.example/' }",
      image: '{ src: p.png, alt: The alternative, caption: The caption, credit: The credit }',
      canonical: 'https://www.first.example/a',
      rights: 'All of them',
    }),
    'articles/a/p.png': PNG,
  };

  test('stand in their places', async () => {
    const shown = await page(FILES, undefined, `${SITE}timeZone: America/New_York\n`);
    expect(shown.all('h1').map(({ text }) => text)).toEqual(['The headline']);
    const [standfirst, by, dates, credit, rights] = ['standfirst', 'by', 'dates', 'credit', 'rights'].map(
      (name) => withClass(shown.all('p'), name)[0]?.text,
    );
    expect(standfirst).toBe('The standfirst.');
    expect(by).toBe('By Ann, Bob and Cid');
    expect(dates).toBe('Published February 27, 2026, 8:49 AM EST · Updated February 28, 2026, 10:00 AM EST');
    expect(credit).toBe('Source: Harbour Radio');
    expect(rights).toBe('First published at first.example');
    expect(shown.links('author')).toEqual(['/authors/ann/', '/authors/bob/', '/authors/cid/']);
    expect(shown.links('tag')).toEqual(['/categories/news/', '/categories/sport/', '/tags/boats/', '/tags/wind/']);
    expect(shown.all('time')[0]?.attributes.datetime).toBe('2026-02-27T13:49:00Z');
  });

  test('corrections stand above the body, in the words of the page, and search engines are told', async () => {
    const corrections = '[{ date: 2026-03-02, text: It did <not> sink. }, { date: 2099-01-01, text: To come. }]';
    const files = { 'articles/a.md': article({ title: 'A', language: 'de', corrections }, 'The body.\n') };
    const shown = await page(files);
    const [block] = withClass(shown.all('div'), 'corrections');
    expect(block?.text.trim()).toBe('Correction, March 2, 2026: It did <not> sink.');
    expect(block?.children.flatMap(({ children }) => children).at(-1)?.attributes).toEqual({ lang: 'de' });
    expect(shown.html.indexOf('class="corrections"')).toBeLessThan(shown.html.indexOf('<p>The body.'));
    expect(shown.data()).toMatchObject({
      dateModified: '2026-03-02T00:00:00Z',
      correction: [{ '@type': 'CorrectionComment', text: 'It did <not> sink.', datePublished: '2026-03-02T00:00:00Z' }],
    });
  });

  test('the picture has its alternative, caption, credit and size', async () => {
    const shown = await page(FILES);
    expect(shown.all('figure').map(({ text }) => text.trim().replace(/\s+/g, ' '))).toEqual(['The caption The credit']);
    expect(shown.all('img').map(({ attributes }) => attributes)).toEqual([
      {
        class: 'u-photo',
        src: '/articles/a/p.png',
        alt: 'The alternative',
        width: '1',
        height: '1',
        fetchpriority: 'high',
      },
    ]);
  });

  test('the picture stands once where the body shows it', async () => {
    const files = { ...FILES, 'articles/a/index.md': article({ title: 'A', image: 'p.png' }, 'Text.\n\n![](p.png)\n') };
    expect((await page(files)).all('img')).toHaveLength(1);
  });

  test('a publication that is its own author has no page of an author', async () => {
    const shown = await page({ 'articles/a.md': article({}) });
    expect(withClass(shown.all('p'), 'by')[0]?.text).toBe('By The Test');
    expect(shown.links('author')).toEqual(['/']);
  });

  test('sound can be played, other files fetched', async () => {
    const enclosures = '[{ src: a.mp3, title: A song, duration: 3725 }, { src: b.pdf }]';
    const files = { 'articles/a/a.mp3': 'ID3', 'articles/a/b.pdf': '%PDF-1.7' };
    const shown = await page({ 'articles/a/index.md': article({ enclosures }), ...files });
    expect(shown.all('audio').map(({ attributes }) => attributes.src)).toEqual(['/articles/a/a.mp3']);
    const [list] = shown.all('section').filter(({ attributes }) => attributes.class === 'files');
    expect(list?.text.trim().split(/\s+/)).toEqual(['A', 'song', '1:02:05', 'b.pdf']);
  });
});

describe('the body', () => {
  const bodyOf = async (markdown: string, site?: string) =>
    withClass((await page({ 'articles/a.md': article({}, markdown) }, undefined, site)).all('div'), 'body')[0];

  test.each([
    ['# One\n\n## Two', ['h2', 'h3']],
    ['## Two\n\n### Three', ['h2', 'h3']],
    ['# One\n\n###### Six', ['h2', 'h6']],
  ])('%j: its headings are below that of the page', async (markdown, names) => {
    expect((await bodyOf(markdown))?.children.map(({ name }) => name)).toEqual(names);
  });

  test('what is wide can be scrolled by keyboard', async () => {
    const body = await bodyOf('| a |\n|---|\n| b |\n\n```\nlong line\n```\n');
    expect(body?.children.map(({ name, attributes }) => [name, attributes.tabindex])).toEqual([
      ['div', '0'],
      ['pre', '0'],
    ]);
  });

  test('there is one main, and a picture without an alternative says nothing', async () => {
    const shown = await page({ 'articles/a.md': article({}, '<main>Text <img src="https://a.example/b.png"></main>') });
    expect(shown.all('main')).toHaveLength(1);
    expect(shown.all('img').map(({ attributes }) => attributes.alt)).toEqual(['']);
  });

  test('the site’s own addresses begin at its root, and none leads to another host by it', async () => {
    const markdown =
      '[a](/feed.xml) [b](https://example.org/x) [c](https://example.org//evil.example/) [d](https://b.example/) ' +
      '`="https://example.org/x"`';
    const body = await bodyOf(markdown);
    const hrefs = body?.children.flatMap(({ children }) => children.map(({ attributes }) => attributes.href));
    expect(hrefs?.slice(0, 4)).toEqual(['/feed.xml', '/x', 'https://example.org//evil.example/', 'https://b.example/']);
    expect(body?.text).toContain('="https://example.org/x"');
  });
});

describe('languages', () => {
  test('an article in another language says so where its words are', async () => {
    const shown = await page({ 'articles/a.md': article({ title: 'Ein Titel', language: 'de', summary: 'Kurz.' }) });
    expect(shown.all('html')[0]?.attributes.lang).toBe('en');
    expect(shown.all('h1')[0]?.attributes.lang).toBe('de');
    expect(withClass(shown.all('div'), 'body')[0]?.attributes.lang).toBe('de');
    const home = await page({ 'articles/a.md': article({ language: 'ar' }) }, '/');
    expect(home.all('h2')[0]?.attributes).toMatchObject({ lang: 'ar', dir: 'rtl' });
  });

  test('a site from right to left is one', async () => {
    const shown = await page({ 'articles/a.md': article({}) }, '/', `${SITE}language: he\n`);
    expect(shown.all('html')[0]?.attributes).toEqual({ lang: 'he', dir: 'rtl' });
    // The pages speak English where they do not speak Hebrew, and say so.
    expect(withClass(shown.all('a'), 'skip')[0]?.attributes).toMatchObject({ lang: 'en', dir: 'ltr' });
  });

  test('a German site speaks German', async () => {
    const site = `${SITE}language: de-AT\ntimeZone: Europe/Vienna\n`;
    const shown = await page(
      { 'articles/a.md': article({ date: '2026-03-01 09:05', author: 'Ann' }) },
      undefined,
      site,
    );
    expect(withClass(shown.all('p'), 'by')[0]?.text).toBe('Von Ann');
    expect(withClass(shown.all('p'), 'dates')[0]?.text).toBe('1. März 2026, 09:05 Uhr MEZ');
  });

  test.each([
    ['en', 'March 1, 2026, 2:05 PM'],
    ['en-US', 'March 1, 2026, 2:05 PM'],
    ['en-GB', '1 March 2026, 14:05'],
    ['en-IN', '1 March 2026, 14:05'],
    ['de-CH', '1. März 2026, 14:05 Uhr'],
    ['fr-CA', '1er mars 2026 à 14\u00A0h\u00A005'],
    ['es-MX', '1 de marzo de 2026, 14:05'],
    ['nl', 'March 1, 2026, 2:05 PM'],
  ])('a date in %s: %s', (language, shown) => {
    const local = localTimeOf(parseRfc3339('2026-03-01T14:05:00Z'), 'UTC');
    expect(dayAndTime(language, local)).toBe(shown);
  });

  test('midnight and noon have twelve hours', () => {
    const at = (time: string) => dayAndTime('en-US', localTimeOf(parseRfc3339(time), 'UTC'));
    expect(at('2026-03-01T00:30:00Z')).toBe('March 1, 2026, 12:30 AM');
    expect(at('2026-03-01T12:30:00Z')).toBe('March 1, 2026, 12:30 PM');
  });

  test('a date that was given without a time shows none', async () => {
    const shown = await page({ 'articles/a.md': article({ date: '2026-02-27' }) });
    expect(withClass(shown.all('p'), 'dates')[0]?.text).toBe('February 27, 2026');
  });
});

describe('time zones', () => {
  test.each([
    ['UTC', '2026-01-01T00:00:00Z', 'UTC'],
    ['Europe/London', '2026-01-01T00:00:00Z', 'GMT'],
    ['Europe/London', '2026-07-01T00:00:00Z', 'BST'],
    ['America/New_York', '2026-02-27T13:49:00Z', 'EST'],
    ['America/New_York', '2026-07-01T00:00:00Z', 'EDT'],
    ['Europe/Berlin', '2026-07-01T00:00:00Z', 'CEST'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 'UTC+5:45'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', 'UTC−3:30'],
    ['America/Sao_Paulo', '2026-01-01T00:00:00Z', 'UTC−3'],
  ])('%s at %s: %s', (timeZone, instant, name) => {
    expect(zoneName(parseRfc3339(instant), timeZone)).toBe(name);
  });
});

describe('related coverage', () => {
  const relatedIn = async (files: Files) => {
    const shown = await page(files);
    const [section] = shown.all('section').filter(({ attributes }) => attributes.class === 'related');
    const headlines = (element: Found): string[] => [
      ...(element.name === 'h3' ? [element.text] : []),
      ...element.children.flatMap(headlines),
    ];
    return section ? headlines(section) : [];
  };
  const other = (title: string, head: Readonly<Record<string, string>>) => article({ title, ...head });

  test('is what the article names, in its order, then what shares most of its terms, the newest first', async () => {
    const files = {
      'articles/a.md': article({ categories: 'News', tags: '[Boats, Wind]', related: '[named, later]' }),
      'articles/named.md': other('Named', { date: '2020-01-01' }),
      'articles/later.md': other('Not public yet', { date: '2040-01-01' }),
      'articles/one-old.md': other('One, old', { tags: 'Wind', date: '2024-01-01' }),
      'articles/one-new.md': other('One, new', { categories: 'news', date: '2025-01-01' }),
      'articles/two.md': other('Two', { tags: '[boats, wind]', date: '2023-01-01' }),
      'articles/none.md': other('None', { tags: 'Other' }),
      'articles/draft.md': other('Draft', { tags: '[Boats, Wind]', draft: 'true' }),
    };
    expect(await relatedIn(files)).toEqual(['Named', 'Two', 'One, new', 'One, old']);
  });

  test('is four articles, unless more are named', async () => {
    const slugs = ['b', 'c', 'd', 'e', 'f', 'g'];
    const others = Object.fromEntries(slugs.map((slug) => [`articles/${slug}.md`, other(slug, { tags: 'Wind' })]));
    expect(await relatedIn({ ...others, 'articles/a.md': article({ tags: 'Wind' }) })).toHaveLength(4);
    expect(await relatedIn({ ...others, 'articles/a.md': article({ related: '[b, c, d, e, f]' }) })).toHaveLength(5);
  });

  test('is left out where there is none', async () => {
    expect(await relatedIn({ 'articles/a.md': article({ tags: 'Wind', related: 'a' }) })).toEqual([]);
  });
});
