// What site.yaml says of the pages' look: logo, accent; and what long titles and other scripts need.

import { expect, test } from 'vitest';
import { hasWords } from '../../src/documents/pages/phrases.ts';
import { article, contentFolder, type Files, library, SITE, textAt } from '../content-folder.ts';
import { pageAt } from './page.ts';

const FILES: Files = { 'articles/a.md': article({ title: 'Hello' }), 'images/logo.png': 'PNG' };

const opened = async (keys: string, files: Files = FILES) =>
  library(contentFolder({ 'site.yaml': SITE + keys, ...files }));

test('the logo stands in the masthead of every page, in place of the name', async () => {
  const source = await opened('logo: images/logo.png\n');
  for (const path of ['/', '/articles/a/']) {
    const [name] = pageAt(source, path)
      .all('a')
      .filter(({ attributes }) => attributes.href === '/' && attributes.class === undefined);
    expect(name?.children.map(({ attributes }) => attributes)).toEqual([{ src: '/images/logo.png', alt: 'The Test' }]);
    expect(name?.text).toBe('');
  }
});

test('an accent is in the stylesheet, whose address changes with it', async () => {
  const sheetOf = async (keys: string) => {
    const source = await opened(keys);
    const [path = ''] = pageAt(source, '/').links('stylesheet');
    return { path, css: textAt(source, path), paths: await source.paths() };
  };
  const [plain, accented] = [await sheetOf(''), await sheetOf('accent: "#0057b8"\n')];
  expect(plain.css).not.toContain('oklch');
  expect(accented.css).toContain('--link: oklch(from #0057b8 min(l, .47) c h)');
  expect(accented.path).not.toBe(plain.path);
  expect(accented.paths).toContain(accented.path);
  expect(accented.paths).not.toContain(plain.path);
});

test.each([
  ['a few words', 'Hello, world', undefined],
  ['more than eighty letters', 'Long '.repeat(17).trim(), 'long'],
  ['more than forty characters of Chinese', '大'.repeat(41), 'long'],
])('the headline of %s', async (_, title, size) => {
  const source = await opened('', { 'articles/a.md': article({ title }) });
  expect(pageAt(source, '/articles/a/').all('h1')[0]?.attributes.class).toBe(size ? 'p-name long' : 'p-name');
  expect(pageAt(source, '/').all('h2')[0]?.attributes.class).toBe(size ? 'headline long' : 'headline');
});

test('the footer leads to no empty list', async () => {
  const footerOf = async (head: Readonly<Record<string, string>>) => {
    const source = await opened('', { 'articles/a.md': article({ title: 'Hello', ...head }) });
    return pageAt(source, '/').all('footer').at(-1)?.text;
  };
  expect(await footerOf({})).not.toMatch(/Sections|Topics|Authors/);
  expect(await footerOf({ tags: 'Sea' })).toMatch(/Topics/);
});

test('the head of an Arabic article follows its direction on an English site', async () => {
  const source = await opened('', { 'articles/a.md': article({ language: 'ar', title: 'مرحبا' }) });
  const headers = pageAt(source, '/articles/a/').all('header');
  expect(headers.map(({ attributes }) => attributes.dir)).toEqual([undefined, 'rtl']);
});

test('a language without words has English ones, and those with words are known', async () => {
  expect(['de', 'en', 'es', 'fr', 'de-AT', 'FR'].filter((language) => !hasWords(language))).toEqual([]);
  expect(['ja', 'ar', 'pt-BR', 'end'].filter(hasWords)).toEqual([]);
  const source = await opened('language: ja\n');
  expect(source.problems()).toEqual([]);
  expect(pageAt(source, '/').all('h2').at(-1)).toMatchObject({ text: 'Subscribe' });
  expect(textAt(source, '/')).toContain('lang="en"');
});
