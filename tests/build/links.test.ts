// Links of a body: what they lead to on the site, and what is known of the pictures that they show.

import { describe, expect, test } from 'vitest';
import { pngOf } from '../content/media.ts';
import { article, contentFolder, type Files, library, SITE, textAt, write } from '../content-folder.ts';

const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"/>';

async function published(body: string, files: Files = {}, site = SITE) {
  const folder = contentFolder({ 'a.md': article({}, body), 'site.yaml': site, ...files });
  const opened = await library(folder);
  const html = () => JSON.parse(textAt(opened, '/feed.json')).items[0].content_html.trim() as string;
  const told = () => opened.problems().map(({ code, line, column }) => `${code} ${line}:${column}`);
  return { folder, opened, html, told };
}

describe('a path from the root that Courant does not know', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['is told where Courant serves the site', SITE, 'https://example.org', ['link-broken 5:5']],
    [
      'is another program’s where the site has a path',
      'title: T\nurl: https://example.org/news/\n',
      'https://example.org',
      [],
    ],
    [
      'is the other site’s where the permalinks lead there',
      'title: T\nurl: https://feeds.example/\npermalink: https://www.example/{slug}/\n',
      'https://www.example',
      [],
    ],
  ])('%s', async (_, site, origin, told) => {
    const a = await published('[b](/about/?c#d)', {}, site);
    expect(a.html()).toBe(`<p><a href="${origin}/about/?c#d">b</a></p>`);
    expect(a.told()).toEqual(told);
  });

  test('is told below the path of the site; what is known there has its address, size and warnings', async () => {
    const body = '[1](/news/about/) [2](/news/articles/b/#lost) ![3](/news/pics/a.png) ![4](/news/lost.png)';
    const files = { 'b.md': article({ date: '2026-01-04' }), 'pics/a.png': pngOf(600, 400) };
    const a = await published(body, files, 'title: T\nurl: https://example.org/news/\n');
    expect(a.html()).toContain('<a href="https://example.org/news/about/">1</a>');
    expect(a.html()).toContain('<a href="https://example.org/news/articles/b/#lost">2</a>');
    expect(a.html()).toContain('src="https://example.org/news/pics/a.png" alt="3" width="600" height="400"');
    expect(a.html()).toContain('src="https://example.org/news/lost.png"');
    expect(a.told()).toEqual(['link-broken 5:5', 'link-broken 5:23', 'link-broken 5:75']);
  });

  test('a relative link to nothing is told, and is plain text', async () => {
    const a = await published('[b](about/)');
    expect(a.html()).toBe('<p>b</p>');
    expect(a.told()).toEqual(['link-broken 5:5']);
  });
});

test('a link to a heading that is not there is told, also in another article, as long as it is not there', async () => {
  const links = '[1](b.md#there) [2](b.md#lost) [3](/articles/b/#lost) [4](b.md#top)\n\n[5](b.md#fn1)';
  const b = (heading: string) => ({ 'b.md': article({ date: '2026-01-04' }, `## ${heading}\n\nx[^1]\n\n[^1]: y`) });
  const a = await published(links, b('There'));
  expect(a.html()).toContain('<a href="https://example.org/articles/b/#lost">2</a>');
  expect(a.told()).toEqual(['link-broken 5:21', 'link-broken 5:36']);
  write(a.folder, b('There {#lost}'));
  await a.opened.refresh();
  a.html();
  expect(a.told()).toEqual(['link-broken 5:5']);
});

test('a redirect to what is taken back is told at the article', async () => {
  const site = `${SITE}redirects: { /old/: '/articles/b?x=y', /b/: /articles/b/, /c/: /articles/a/ }\n`;
  const a = await published('x', { 'b.md': article({ title: 'B', withdrawn: '2026-02-01' }) }, site);
  const told = a.opened.problems().map(({ path, line, code, message }) => `${path}:${line} ${code} ${message}`);
  expect(told).toEqual(
    ['/old/', '/b/'].map(
      (from) =>
        `b.md:4 link-withdrawn The redirect of ${from} in site.yaml leads to this article, which has a day of withdrawal.`,
    ),
  );
});

describe('a link to what is not public', () => {
  test.each<[string, Record<string, string>, readonly string[]]>([
    ['taken back is told, and is plain text', { withdrawn: '2026-02-01' }, ['link-withdrawn 5:5']],
    ['still to come is plain text until then', { date: '2099-01-01' }, []],
    ['to be taken back is a link until then', { withdrawn: '2099-01-01' }, []],
    ['a draft is plain text', { draft: 'true', withdrawn: '2026-02-01' }, []],
  ])('%s', async (name, head, told) => {
    for (const reference of ['b.md', '/articles/b/', '/articles/b#top']) {
      const a = await published(`[b](${reference})`, { 'b.md': article({ title: 'B', date: '2026-01-02', ...head }) });
      expect(a.html().includes('<a '), reference).toBe(name.includes('is a link'));
      expect(a.told()).toEqual(told);
    }
  });
});

describe('a picture of the site’s root', () => {
  test.each(['static', 'public', 'assets', 'src'])(
    'is found below %s/, and served at the path written',
    async (name) => {
      const a = await published('x ![](/img/log.png)', { [`${name}/img/log.png`]: pngOf(40, 30) });
      expect(a.html()).toBe('<p>x <img src="https://example.org/img/log.png" alt="" width="40" height="30" /></p>');
      expect(a.told()).toEqual([]);
      expect(a.opened.get('/img/log.png')).toMatchObject({ kind: 'file', type: 'image/png' });
      expect(await a.opened.paths()).toEqual(expect.arrayContaining(['/img/log.png', `/${name}/img/log.png`]));
    },
  );

  test('is the one at the path itself as soon as there is one', async () => {
    const a = await published('x ![](/b.png)', { 'static/b.png': pngOf(40, 30) });
    expect(a.html()).toContain('width="40"');
    write(a.folder, { 'b.png': pngOf(80, 60) });
    await a.opened.refresh();
    expect(a.html()).toContain('width="80"');
    expect((await a.opened.paths()).filter((path) => path === '/b.png')).toEqual(['/b.png']);
  });

  test('may be the lead picture', async () => {
    const folder = contentFolder({ 'a.md': article({ image: '/b.png' }), 'static/b.png': pngOf(1200, 900) });
    const opened = await library(folder);
    expect(JSON.parse(textAt(opened, '/feed.json')).items[0].image).toBe('https://example.org/b.png');
    write(folder, { 'b.png': pngOf(1300, 900, 100) });
    await opened.refresh();
    expect(JSON.parse(textAt(opened, '/feed.json')).items[0].attachments[0].size_in_bytes).toBe(100);
  });

  test('of a bundle that is no article’s is public nowhere', async () => {
    const draft = article({ draft: 'true' });
    const a = await published('x ![y](/b/c.png)', { 'static/b/index.md': draft, 'static/b/c.png': pngOf(40, 30) });
    expect(a.html()).toBe('<p>x y</p>');
    expect(a.opened.get('/b/c.png')).toBeUndefined();
    expect(await a.opened.paths()).not.toContain('/b/c.png');
  });
});

describe('a picture in a body', () => {
  test('has the pixels of its file, also after the file has changed', async () => {
    const a = await published('[![](b.png)](b.png)', { 'b.png': pngOf(40, 30) });
    const url = 'https://example.org/b.png';
    expect(a.html()).toBe(`<p><a href="${url}"><img src="${url}" alt="" width="40" height="30" /></a></p>`);
    write(a.folder, { 'b.png': pngOf(800, 600, 70) });
    await a.opened.refresh();
    expect(a.html()).toBe(`<p><a href="${url}"><img src="${url}" alt="" width="800" height="600" /></a></p>`);
  });

  test('that is heavy is told; a drawing or a small one is not', async () => {
    const files = { 'b.png': pngOf(40, 30, 1_000_001), 'c.svg': DRAWING, 'd.png': pngOf(40, 30, 1_000_000) };
    const a = await published('![](c.svg) ![](d.png) ![](b.png) [e](b.png)', files);
    expect(a.html()).toContain('<img src="https://example.org/c.svg" alt="" width="40" height="30" />');
    expect(a.told()).toEqual(['image-heavy 5:27']);
  });
});

test('quotes are those of the article’s language, unless the site says typed', async () => {
  const german = { 'a.md': article({ language: 'de' }, '"b" -- c') };
  expect((await published('', german)).html()).toBe('<p>„b“ – c</p>');
  expect((await published('', german, `${SITE}typography: false\n`)).html()).toBe('<p>"b" -- c</p>');
  expect((await published('"b"', {}, `${SITE}language: fr\n`)).html()).toBe('<p>«\u202Fb\u202F»</p>');
});
