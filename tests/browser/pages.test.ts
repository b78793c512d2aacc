// The pages in a browser: they lead from one to the other, look as they should, and everybody can use them.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, openWindow, overflow, SCHEMES, screenshot, violations, WIDTHS } from './browser.ts';
import { type Server, serve } from './server.ts';

const DEMO = join(import.meta.dirname, '../../content');

let browser: Browser;
let server: Server;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'courant-browser-'));
  cpSync(DEMO, folder, { recursive: true });
  mkdirSync(join(folder, 'articles/many'), { recursive: true });
  for (let i = 1; i <= 60; i++) {
    const day = new Date(Date.UTC(2024, 0, i)).toISOString().slice(0, 10);
    const head = `title: Report ${i} of the year\ndate: ${day}\ntags: [Archive, Tag ${i}]\ncategories: Guide`;
    writeFileSync(join(folder, `articles/many/report-${i}.md`), `---\n${head}\n---\nThe text of report ${i}.\n`);
  }
  writeFileSync(join(folder, 'articles/everything.md'), EVERYTHING);
  [browser, server] = await Promise.all([launch(), serve(folder)]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** All that Markdown and HTML give an article, and words that are longer than a phone is wide. */
const EVERYTHING = `---
title: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and everything else
date: 2024-01-01
language: de
authors: [Ann, Bob, Cid]
tags: [Archive]
summary: ${'A summary that goes on. '.repeat(20)}
---
# A heading of the first rank

A paragraph with [a link](/feeds/), \`code\`, *emphasis*, a note[^1] and https://example.org/${'long/'.repeat(30)}.

> A quotation
>
> of two paragraphs.

| Left | Middle | Right | ${'Column | '.repeat(9)}
|:-----|:------:|------:|${'--------|'.repeat(9)}
| one  | two    | three | ${'value  | '.repeat(9)}

\`\`\`
${'a line of code that does not end '.repeat(8)}
\`\`\`

- [x] done
- [ ] not done
  1. one
  2. two

<details><summary>More</summary>Inside.</details>

<figure><img src="images/logo.png"><figcaption>A picture without an alternative</figcaption></figure>

<p dir="rtl" lang="he">שלום עולם</p>

---

## The last heading

[^1]: The note.
`;

/** One page of each kind. */
const KINDS: Readonly<Record<string, string>> = {
  home: '/',
  article: '/articles/amazon-openai-partnership/',
  'article-everything': '/articles/everything/',
  'article-foreign': '/articles/was-ist-ein-feed/',
  category: '/categories/guide/',
  'category-page-2': '/categories/guide/page/2/',
  tag: '/tags/archive/',
  author: '/authors/axl/',
  categories: '/categories/',
  tags: '/tags/',
  feeds: '/feeds/',
  preview: '/feed.xml',
  'not-found': '/nope/',
};

test('home leads to a category, to an article, to the feeds, to the preview of one, to the feed itself', async () => {
  const { page, complaints, close } = await openWindow(browser);
  await page.goto(`${server.url}/`);
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'News' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('News');
  await page.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link').first().click();
  expect(page.url()).toContain('/articles/');
  expect(await page.title()).toMatch(/ – AXL Media$/);
  await page.getByRole('contentinfo').getByRole('link', { name: 'Feeds' }).click();
  await page.getByRole('main').getByRole('link', { name: 'RSS' }).first().click();
  expect(new URL(page.url()).pathname).toBe('/feed.xml');
  expect(await page.getByRole('main').textContent()).toContain('This is a feed');
  expect(await page.getByRole('textbox', { name: 'Address to copy' }).inputValue()).toBe(`${server.url}/feed.xml`);
  const [raw] = await Promise.all([
    page.waitForResponse(/\?raw$/),
    page.getByRole('link', { name: 'See the feed itself' }).click(),
  ]);
  expect(raw.headers()['content-type']).toBe('application/rss+xml; charset=utf-8');
  expect(complaints).toEqual([]);
  await close();
});

test('the whole history is reachable from the front page', async () => {
  const { page, close } = await openWindow(browser);
  await page.goto(`${server.url}/`);
  while ((await page.getByRole('link', { name: 'Older articles' }).count()) > 0) {
    await page.getByRole('link', { name: 'Older articles' }).click();
  }
  expect(await page.getByRole('main').textContent()).toContain('Report 1 of the year');
  await close();
});

describe.each(Object.entries(KINDS))('%s', (name, path) => {
  test.each(SCHEMES)('is for everybody (WCAG 2.2 AA), %s', async (scheme) => {
    const { page, complaints, close } = await openWindow(browser, { scheme });
    const response = await page.goto(server.url + path);
    expect(response?.status()).toBe(name === 'not-found' ? 404 : 200);
    expect(await violations(page)).toEqual([]);
    expect(complaints.filter((text) => !(name === 'not-found' && text.includes('404')))).toEqual([]);
    await close();
  });

  test.each(WIDTHS)('fits into %i pixels', async (width) => {
    for (const scheme of SCHEMES) {
      const { page, close } = await openWindow(browser, { width, scheme });
      await page.goto(server.url + path);
      await screenshot(page, `${name}-${width}-${scheme}`);
      expect(await overflow(page)).toBe(0);
      await close();
    }
  });

  test('fits into 320 pixels (WCAG 1.4.10), where targets are large enough too', async () => {
    const { page, close } = await openWindow(browser, { width: 320 });
    await page.goto(server.url + path);
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
    await close();
  });
});

describe('by keyboard', () => {
  test('the first stop leads past the masthead', async () => {
    const { page, close } = await openWindow(browser);
    await page.goto(`${server.url}/`);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    expect(await skip.evaluate((element) => element === document.activeElement)).toBe(true);
    expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    await close();
  });

  test('every stop is seen', async () => {
    const { page, close } = await openWindow(browser);
    await page.goto(`${server.url}/articles/amazon-openai-partnership/`);
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(() => {
        const element = document.activeElement as Element;
        return [getComputedStyle(element).outlineStyle, getComputedStyle(element, '::after').outlineStyle];
      });
      expect(outline).toContain('solid');
    }
    await close();
  });

  test('an address is selected as a whole', async () => {
    const { page, close } = await openWindow(browser);
    await page.goto(`${server.url}/feed.xml`);
    await page.getByRole('link', { name: 'Subscribe' }).focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    const selected = await page.evaluate(() => {
      const field = document.activeElement as HTMLInputElement;
      return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
    });
    expect(selected).toBe(`${server.url}/feed.xml`);
    await close();
  });
});

test('paper has the article, and no navigation', async () => {
  const { page, close } = await openWindow(browser, { width: 820 });
  await page.goto(`${server.url}/articles/amazon-openai-partnership/`);
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await page.getByRole('article').first().isVisible()).toBe(true);
  await screenshot(page, 'article-print');
  await close();
});
