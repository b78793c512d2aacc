// Pages of other sites than the demo: few articles, no pictures, other scripts, drafts, what was withdrawn.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launch, openWindow, overflow, SCHEMES, screenshot, violations, WIDTHS } from './browser.ts';
import { type Server, serve } from './server.ts';

const IMAGES = join(import.meta.dirname, '../../content/images');

interface SiteOfOne {
  /** Of site.yaml, besides its title and url. */
  readonly keys?: string;
  /** The text of each article, by its file. */
  readonly articles: Readonly<Record<string, string>>;
  readonly drafts?: boolean;
  /** The page that is looked at; the front page if there is none. */
  readonly path?: string;
  readonly status?: number;
}

const article = (title: string, head = '', body = 'A first paragraph, which the lists show as a summary.') =>
  `---\ntitle: "${title}"\ndate: 2026-03-02\n${head}\n---\n${body}\n`;

const many = (head: (index: number) => string) =>
  Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [`a${i}.md`, article(`The harbour in the year ${2000 + i}`, head(i))]),
  );

const PICTURE = 'image: /images/icon.png';
const LONG =
  'A title that says at length what its article says again, and then once more in other words, so that all know';

const SITES: Readonly<Record<string, SiteOfOne>> = {
  'no-pictures': { keys: 'categories: { news: { name: News } }', articles: many(() => 'categories: News') },
  mixed: {
    keys: 'logo: images/logo.png\naccent: "#0057b8"',
    articles: many((i) => (i % 3 === 0 ? PICTURE : 'categories: News')),
  },
  'two-articles': { articles: { 'a.md': article('One', PICTURE), 'b.md': article('Two') } },
  'long-title': { articles: { 'a.md': article(LONG) }, path: '/articles/a/' },
  figure: {
    articles: { 'a.md': article('A picture', '', '![A boat](/images/icon.png "The boat, seen from the quay")') },
    path: '/articles/a/',
  },
  arabic: {
    keys: 'language: ar\ndescription: أخبار من الميناء',
    articles: {
      'a.md': article('مرحبا بكم في الميناء', 'author: ليلى\nsummary: ملخص قصير', '> اقتباس\n\nنص *مائل* هنا.'),
      'b.md': article('خبر ثان', PICTURE),
    },
    path: '/articles/a/',
  },
  'arabic-on-english': {
    articles: { 'a.md': article('مرحبا بكم', 'language: ar\nauthor: Ann\ncategories: News', 'نص هنا.') },
    path: '/articles/a/',
  },
  japanese: {
    keys: 'language: ja',
    articles: {
      'a.md': article(
        '港の新しい橋が開通し、市民が集まって長い祝典を開いた日のことを詳しく伝える記事',
        '',
        '> 引用\n\n本文です。',
      ),
    },
    path: '/articles/a/',
  },
  drafts: { drafts: true, articles: { 'a.md': article('Not public', 'draft: true'), 'b.md': article('Public') } },
  gone: {
    keys: 'gone: { /articles/old/: The story was not true. }',
    articles: { 'a.md': article('One') },
    path: '/articles/old/',
    status: 410,
  },
  'feeds-french': {
    keys: 'language: fr',
    articles: many((i) => `categories: [Mer, Port]\ntags: [Tag ${i}]\nauthor: Ann`),
    path: '/feeds/',
  },
};

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

async function served({ keys = '', articles, drafts = false }: SiteOfOne): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'courant-browser-'));
  cpSync(IMAGES, join(folder, 'images'), { recursive: true });
  const files = { 'site.yaml': `title: The Harbour\nurl: http://localhost:3000/\n${keys}\n` };
  for (const [path, text] of Object.entries(articles)) Object.assign(files, { [`articles/${path}`]: text });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const server = await serve(folder, drafts ? ['--drafts'] : []);
  onTestFinished(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return server;
}

describe.each(Object.entries(SITES))('%s', (name, site) => {
  test('fits into phone, tablet and desk, and is for everybody (WCAG 2.2 AA)', async () => {
    const { url } = await served(site);
    for (const width of WIDTHS) {
      for (const scheme of SCHEMES) {
        const { page, close } = await openWindow(browser, { width, scheme });
        const response = await page.goto(url + (site.path ?? '/'));
        expect(response?.status()).toBe(site.status ?? 200);
        await screenshot(page, `${name}-${width}-${scheme}`);
        expect(await overflow(page)).toBe(0);
        expect(await violations(page)).toEqual([]);
        await close();
      }
    }
  });
});

test('the two sides of the footer stand on one line', async () => {
  const { url } = await served({ articles: { 'a.md': article('One') } });
  const { page, close } = await openWindow(browser);
  await page.goto(url);
  const bottoms = await page.evaluate(() =>
    ['.foot li a', '.foot p'].map((selector) => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(selector) as Element);
      return Math.round(range.getBoundingClientRect().bottom);
    }),
  );
  expect(bottoms[0]).toBe(bottoms[1]);
  await close();
});

test('Arabic is not slanted, and the words of the page stand on its side', async () => {
  const { url } = await served(SITES.arabic as SiteOfOne);
  const { page, close } = await openWindow(browser);
  await page.goto(`${url}/articles/a/`);
  const styleOf = (selector: string) =>
    page.evaluate((it) => {
      const { fontStyle, textAlign } = getComputedStyle(document.querySelector(it) as Element);
      return { fontStyle, textAlign };
    }, selector);
  for (const selector of ['.motto', '.body blockquote', '.body em']) {
    expect((await styleOf(selector)).fontStyle).toBe('normal');
  }
  expect((await styleOf('.byline')).textAlign).toBe('right');
  await close();
});
