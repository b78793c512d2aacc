// Languages: each has a page and feeds of its own where there are several, and pages name their translations.

import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { article, contentFolder, type Files, library, SITE } from '../content-folder.ts';

const FILES: Files = {
  'one.md': article({ title: 'One', date: '2026-01-01', translations: '[eins, uno, gone]' }),
  'eins.md': article({ title: 'Eins', date: '2026-01-02', language: 'de', translations: '[one, uno]' }),
  'uno.md': article({ title: 'Uno', date: '2026-01-03', language: 'pt-BR', translations: '[one]' }),
  'dois.md': article({ title: 'Dois', date: '2026-01-04', language: 'pt-br' }),
  'gone.md': article({ title: 'Gone', language: 'fr', translations: '[one]', withdrawn: '2026-02-01' }),
};

async function opened(files: Files = FILES, feeds = '{}') {
  const source = await library(contentFolder({ 'site.yaml': `${SITE}feeds: ${feeds}\n`, ...files }));
  const app = createApp(source);
  const text = async (path: string) => (await app.request(path)).text();
  return {
    source,
    text,
    status: async (path: string) => (await app.request(path)).status,
    titles: async (path: string) => JSON.parse(await text(path)).items.map(({ title }: { title: string }) => title),
  };
}

describe('articles in several languages', () => {
  test.each<[string, string, readonly string[], string]>([
    ['/languages/en/', 'English – The Test', ['One'], 'en'],
    ['/languages/de/', 'Deutsch – The Test', ['Eins'], 'de'],
    ['/languages/pt-br/', 'Português (BR) – The Test', ['Dois', 'Uno'], 'pt-BR'],
  ])('%s has their page and feeds', async (path, title, titles, language) => {
    const site = await opened();
    expect(await site.titles(`${path}feed.json`)).toEqual(titles);
    expect(JSON.parse(await site.text(`${path}feed.json`))).toMatchObject({ title, language });
    expect(await site.text(`${path}feed.xml`)).toContain(`<language>${language}</language>`);
    expect(await site.text(`${path}atom.xml`)).toContain(`xml:lang="${language}"`);
    const page = await site.text(path);
    expect(page).toContain(`<title>${title}</title>`);
    expect(page).toContain(`href="https://example.org${path}feed.xml"`);
    for (const list of ['/languages/', '/sitemap.xml', '/feeds/']) expect(await site.text(list)).toContain(path);
    expect(await site.text('/feeds.opml')).toMatch(new RegExp(`language="${language}" xmlUrl="[^"]*${path}feed.xml"`));
    for (const each of ['', 'feed.xml', 'atom.xml', 'feed.json'])
      expect(await site.source.paths()).toContain(path + each);
  });

  test('that are withdrawn have none', async () => {
    const site = await opened();
    expect([await site.status('/languages/fr/'), await site.status('/languages/fr/feed.xml')]).toEqual([404, 404]);
  });

  test('all of one language need none', async () => {
    const one = { 'a.md': article({ language: 'de' }), 'b.md': article({ title: 'B', language: 'de' }) };
    for (const files of [{}, { 'a.md': article({}) }, one]) {
      const site = await opened(files);
      for (const path of ['/languages/', '/languages/en/', '/languages/de/feed.xml']) {
        expect(await site.status(path)).toBe(404);
      }
      expect((await site.source.paths()).filter((path) => path.includes('languages'))).toEqual([]);
      for (const path of ['/', '/sitemap.xml', '/feeds.opml'])
        expect(await site.text(path)).not.toContain('/languages/');
    }
  });
});

describe('feeds.languages', () => {
  test.each([
    ['[en]', ['One']],
    ['[pt]', ['Dois', 'Uno']],
    ['[pt-BR, de]', ['Dois', 'Uno', 'Eins']],
    ['[it]', []],
    ['[]', ['Dois', 'Uno', 'Eins', 'One']],
  ])('%s keeps others out of the site’s own feeds alone', async (languages, titles) => {
    const site = await opened(FILES, `{ languages: ${languages} }`);
    expect(await site.titles('/feed.json')).toEqual(titles);
    expect(await site.titles('/languages/de/feed.json')).toEqual(['Eins']);
    expect(await site.text('/')).toContain('Eins');
  });

  test('keeps them out of the archives too', async () => {
    const site = await opened({ ...FILES, 'two.md': article({ title: 'Two' }) }, '{ languages: [en], limit: 1 }');
    expect([await site.titles('/feed.json'), await site.titles('/archive/1/feed.json')]).toEqual([['Two'], ['One']]);
    expect(await site.status('/archive/2/feed.json')).toBe(404);
  });
});

describe('translations', () => {
  const LINK = /<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"/g;

  test.each<[string, readonly string[]]>([
    ['one', ['en one', 'de eins', 'pt-BR uno']],
    ['eins', ['de eins', 'en one']],
    ['uno', ['pt-BR uno', 'en one']],
    ['dois', []],
  ])('the page of %s names those that name it, and itself', async (slug, expected) => {
    const { text, source } = await opened();
    const links = Array.from((await text(`/articles/${slug}/`)).matchAll(LINK), ([, tag, href]) => [tag, href]);
    expect(
      links.map(([tag, href]) => `${tag} ${href?.replace(/^https:\/\/example\.org\/articles\/|\/$/g, '')}`),
    ).toEqual(expected);
    expect(source.problems().map(({ code, path }) => `${code} ${path}`)).toEqual(['translation-broken eins.md']);
  });

  test.each([
    ['of none', { 'a.md': article({ translations: '[nobody]' }) }],
    ['of itself', { 'a.md': article({ translations: '[a]' }) }],
    ['in one language', { 'a.md': article({ translations: '[b]' }), 'b.md': article({ translations: '[a]' }) }],
  ])('%s are told and are no links', async (_, files: Files) => {
    const { text, source } = await opened(files);
    expect(source.problems().map(({ code }) => code)).toContain('translation-broken');
    expect(await text('/articles/a/')).not.toContain('hreflang');
  });
});
