// `courant check --for`: what aggregators ask. Each rule has what breaks it, and beside it a site that keeps them all.

import { describe, expect, test } from 'vitest';
import { AGGREGATORS, ARTICLE_RULES, READ, SITE_RULES } from '../../src/commands/aggregators.ts';
import { check } from '../../src/commands/check.ts';
import { article, contentFolder, type Files } from '../content-folder.ts';
import { terminal } from './at-a-terminal.ts';

const ALL = Object.keys(AGGREGATORS).join(',');
const DAY = 24 * 60 * 60 * 1000;
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

/** The head of a PNG, which says its size. */
function png(width: number, height: number, bytes = 100): Uint8Array {
  const file = Buffer.alloc(bytes);
  file.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file;
}

const SITE: Readonly<Record<string, string>> = {
  title: 'The Quay',
  url: 'https://quay.example/',
  description: 'News of the quay',
  language: 'en-GB',
  icon: 'icon.png',
  logo: 'logo.png',
  hubs: '[https://hub.example/]',
};

const HEAD = {
  title: 'A title that is long enough',
  date: dayBefore(2),
  author: 'Ann Example',
  image: 'p.png',
  summary: 'Word '.repeat(80),
};

/** A site that every aggregator likes, with another key in site.yaml or in the head of one article. */
function siteWith(
  site: Readonly<Record<string, string>>,
  head: Readonly<Record<string, string>>,
  files: Files = {},
): Files {
  const lines = Object.entries({ ...SITE, ...site }).map(([key, value]) => (value === '' ? '' : `${key}: ${value}\n`));
  const one = Object.fromEntries(Object.entries({ ...HEAD, ...head }).filter(([, value]) => value !== ''));
  return {
    ...Object.fromEntries(Array.from({ length: 19 }, (_, n) => [`${n}.md`, article(HEAD)])),
    'one.md': article(one),
    'p.png': png(1200, 800),
    'icon.png': png(48, 48),
    'logo.png': png(700, 100),
    ...files,
    'site.yaml': lines.join(''),
  };
}

async function checked(files: Files, list = ALL) {
  const io = terminal();
  await check({ content: contentFolder(files), json: true, for: list }, io);
  const all = JSON.parse(io.printed.join('\n')) as { code: string; path: string; line: number; message: string }[];
  return all.filter(({ code }) => /^(?:flipboard|msn|google|smartnews|apple)-/.test(code));
}

/** What breaks each rule of articles: the head, other files, and what is said of it. */
const BREAKS_ARTICLE: Readonly<
  Record<string, readonly [head: Readonly<Record<string, string>>, seen: string, files?: Files]>
> = {
  'flipboard-summary-short': [{ summary: 'w'.repeat(299) }, '299 characters'],
  'flipboard-picture-missing': [{ image: '' }, 'none'],
  'flipboard-picture-small': [{ image: 'q.png' }, '499 pixels', { 'q.png': png(1200, 499) }],
  'msn-title-short': [{ title: 'w'.repeat(20) }, '20 characters'],
  'msn-title-long': [{ title: 'w'.repeat(151) }, '151 characters'],
  'msn-date-old': [{ date: dayBefore(367) }, '36'],
  'msn-language-other': [{ language: 'de' }, 'de'],
  'msn-picture-missing': [{ image: '' }, 'none'],
  'msn-picture-small': [{ image: 'q.png' }, '719 pixels', { 'q.png': png(700, 719) }],
  'msn-picture-ratio': [{ image: 'q.png' }, '2', { 'q.png': png(2000, 1000) }],
  'msn-picture-heavy': [{ image: 'q.png' }, '16 MB', { 'q.png': png(1200, 800, 16_000_000) }],
  'google-picture-missing': [{ image: '' }, 'none'],
  'google-picture-small': [{ image: 'q.png' }, '1199 pixels', { 'q.png': png(1199, 800) }],
  'google-author-missing': [{ author: '' }, 'only the publication'],
  'apple-title-short': [{ title: 'w'.repeat(14) }, '14 characters'],
  'apple-title-long': [{ title: 'w'.repeat(61) }, '61 characters'],
};

const BREAKS_SITE: Readonly<
  Record<string, readonly [site: Readonly<Record<string, string>>, seen: string, files?: Files]>
> = {
  'flipboard-articles-few': [{ feeds: '{ limit: 19 }' }, '19'],
  'flipboard-content-short': [{ feeds: '{ content: summary }' }, 'feeds.content: summary'],
  'flipboard-hub-missing': [{ hubs: '' }, 'none'],
  'flipboard-link-elsewhere': [{ permalink: 'https://other.example/{slug}/' }, 'other.example'],
  'msn-address-insecure': [{ url: 'http://quay.example/' }, 'http'],
  'google-icon-small': [{}, '47 × 47', { 'icon.png': png(47, 47) }],
  'smartnews-description-long': [{ description: 'w'.repeat(31) }, '31 characters'],
  'smartnews-logo-missing': [{ logo: '' }, 'none'],
  'smartnews-feed-large': [{ feeds: '{ bytes: 2000000 }' }, '2 MB'],
  'smartnews-content-short': [{ feeds: '{ content: summary }' }, 'feeds.content: summary'],
  'apple-language-broad': [{ language: 'en' }, 'en'],
  'apple-articles-few': [{ feeds: '{ limit: 9 }' }, '9'],
  'apple-articles-many': [
    { feeds: '{ limit: 100 }' },
    '61',
    Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`more-${n}.md`, article(HEAD)])),
  ],
};

test('a site that has all of it has no warning, and each aggregator says so', async () => {
  expect(await checked(siteWith({}, {}))).toEqual([]);
  const io = terminal();
  expect(await check({ content: contentFolder(siteWith({}, {})), json: false, for: ALL }, io)).toBe(0);
  expect(io.printed.slice(0, 5)).toEqual(Object.keys(AGGREGATORS).map((name) => `${name}: nothing is lacking.`));
});

describe('an article', () => {
  test.each(ARTICLE_RULES.map(([code]) => code))('%s', async (code) => {
    const [head, seen, files] = BREAKS_ARTICLE[code] ?? expect.fail(`${code} has no example`);
    const found = (await checked(siteWith({}, head, files))).filter((each) => each.code === code);
    expect(found).toMatchObject([
      { path: 'one.md', severity: 'warning', message: expect.stringContaining(`here: ${seen}`) },
    ]);
    const [[key, value] = ['', '']] = Object.entries(head);
    const lines = siteWith({}, head)['one.md']?.toString().split('\n') ?? [];
    expect(found[0]?.line).toBe(value === '' ? 1 : lines.findIndex((line) => line.startsWith(`${key}:`)) + 1);
    expect(await checked(siteWith({}, head, files), code.split('-')[0])).not.toEqual([]);
  });
});

describe('a site', () => {
  test.each(SITE_RULES.map(([code]) => code))('%s', async (code) => {
    const [site, seen, files] = BREAKS_SITE[code] ?? expect.fail(`${code} has no example`);
    const lines = siteWith(site, {})['site.yaml']?.toString().split('\n') ?? [];
    const found = (await checked(siteWith(site, {}, files))).filter((each) => each.code === code);
    expect(found).toMatchObject([
      { path: 'site.yaml', severity: 'warning', message: expect.stringContaining(`here: ${seen}`) },
    ]);
    const [[key, value] = ['', '']] = Object.entries(site);
    if (key) expect(found[0]?.line).toBe(value === '' ? 1 : lines.findIndex((line) => line.startsWith(`${key}:`)) + 1);
  });
});

test('is summed up in a line each, and only of the aggregators that were named', async () => {
  const io = terminal();
  const files = {
    ...siteWith({ language: 'en' }, { title: 'Short' }),
    '3.md': article({ ...HEAD, title: 'Too short' }),
  };
  expect(await check({ content: contentFolder(files), json: false, for: 'apple,MSN' }, io)).toBe(0);
  expect(io.printed.slice(-4, -1)).toEqual([
    'apple: the site lacks a language with its region, such as en-US.',
    'apple: 2 of 20 articles lack a title of at least 15 characters.',
    'msn: 2 of 20 articles lack a title of more than 20 characters.',
  ]);
});

test("an article in a language that the site's own feeds leave out is not looked at", async () => {
  const files = siteWith(
    { feeds: '{languages: [en]}' },
    {},
    { 'de.md': article({ ...HEAD, title: 'Kurz', language: 'de' }) },
  );
  expect(await checked(files)).toEqual([]);
});

test('an unknown aggregator is told', async () => {
  await expect(check({ content: contentFolder({}), json: true, for: 'bing' }, terminal())).rejects.toThrow(
    'Unknown aggregator "bing": --for flipboard,msn,google,smartnews,apple',
  );
});

test('docs/aggregators.md is the table', async () => {
  const rows = Object.entries(AGGREGATORS).flatMap(([aggregator, name]) => [
    `\n## ${name}\n`,
    '| code | asks for | where it stands |\n|---|---|---|',
    ...[...SITE_RULES, ...ARTICLE_RULES]
      .filter(([code]) => code.startsWith(`${aggregator}-`))
      .map(([code, asks, page]) => `| \`${code}\` | ${asks} | <${page}> |`),
  ]);
  const text = `# What aggregators ask

\`courant check --for flipboard,msn,google,smartnews,apple\` (or some of them) looks at the articles of the site's own feed, and warns of what an aggregator would refuse or not show. Their own checkers are online only. The pages were read on ${READ}; rules change, so look at the page where a warning surprises you. These are warnings: they keep nothing out, and readers do not mind.

Google has taken no feeds since March 2025: it crawls the pages and reads \`/news-sitemap.xml\`. Apple News takes feeds by way of services such as FlatPlan.
${rows.join('\n')}
`;
  await expect(text).toMatchFileSnapshot('../../docs/aggregators.md');
});
