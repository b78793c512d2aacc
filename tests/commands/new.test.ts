// `courant new`: from an empty folder to a feed.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { yamlText } from '../../src/commands/article-file.ts';
import { check } from '../../src/commands/check.ts';
import { ownTimeZone } from '../../src/commands/first-site.ts';
import { type NewOptions, newArticle } from '../../src/commands/new.ts';
import { parseFrontMatter } from '../../src/content/front-matter.ts';
import { oneLine } from '../../src/model/text.ts';
import { contentFolder, lookedAt, write } from '../content-folder.ts';
import { emptyFolder, filesIn, terminal } from './at-a-terminal.ts';

const SITE = 'title: The Test\nurl: https://example.org/\ntimeZone: Asia/Kolkata\n';

const make = (content: string, title = 'Hello', options: Partial<NewOptions> = {}, io = terminal()) =>
  newArticle({ title, content, site: {}, ...options }, io);

/** The only article in the folder. */
function onlyArticle(folder: string): { name: string; text: string } {
  const [name = '', ...more] = readdirSync(join(folder, 'articles'));
  expect(more).toEqual([]);
  return { name, text: filesIn(folder)[`articles/${name}`] as string };
}

test('what was made is said, how to see it, and then how to make it public', async () => {
  const folder = contentFolder({ 'site.yaml': SITE });
  const io = terminal();
  await make(folder, 'Hello', {}, io);
  expect(io.printed.slice(-2)).toEqual([
    `It is a draft. To see it before anybody else does: courant serve ${folder} --drafts`,
    'When it is to be public, take out the line "draft: true".',
  ]);
});

test('an article has an id that stays, a slug, a date in the zone of the site, and is a draft', async () => {
  const folder = contentFolder({ 'site.yaml': SITE });
  expect(await make(folder, 'Grüße aus Köln')).toBe(0);
  const { name, text } = onlyArticle(folder);
  expect(name).toMatch(/^\d{4}-\d\d-\d\d-grüße-aus-köln\.md$/);
  expect(text).toMatch(/^title: Grüße aus Köln$/m);
  expect(text).toMatch(/^id: tag:example\.org,2026:articles\/\d{4}-\d\d-\d\d-gr%C3%BC%C3%9Fe-aus-k%C3%B6ln$/m);
  expect(text).toMatch(/^slug: grüße-aus-köln$/m);
  expect(text).toMatch(/^date: \d{4}-\d\d-\d\dT\d\d:\d\d:00\+05:30$/m);
  expect(text).toMatch(/^draft: true$/m);
  expect(await check({ content: folder, json: false }, terminal())).toBe(0);
});

test('the id stays when the file gets another name', async () => {
  const folder = contentFolder({ 'site.yaml': SITE });
  await make(folder);
  const { name, text } = onlyArticle(folder);
  const [before] = lookedAt(folder).catalog().articles;
  const moved = contentFolder({ 'site.yaml': SITE, 'deep/renamed.md': text });
  const [after] = lookedAt(moved).catalog().articles;
  expect(name).toContain('hello');
  expect(after?.id).toBe(before?.id);
});

describe('nothing is overwritten', () => {
  test('the same title on the same day is a slip', async () => {
    const folder = contentFolder({ 'site.yaml': SITE });
    await make(folder);
    const before = filesIn(folder);
    await expect(make(folder)).rejects.toThrow(/is there already/);
    expect(filesIn(folder)).toEqual(before);
  });

  test('the title of an earlier article gets a slug of its own', async () => {
    const folder = contentFolder({
      'site.yaml': SITE,
      'articles/2020-01-01-hello.md': '---\ntitle: Hello\ndate: 2020-01-01\n---\n',
    });
    const io = terminal();
    expect(await make(folder, 'Hello', {}, io)).toBe(0);
    expect(Object.keys(filesIn(folder))).toContainEqual(
      expect.stringMatching(/^articles\/\d{4}-\d\d-\d\d-hello-2\.md$/),
    );
    expect(io.printed).toContain('Its slug is hello-2: hello is taken.');
    await expect(make(folder)).rejects.toThrow(/is there already/);
  });

  test('a withdrawn article that has the slug is named', async () => {
    const files = {
      'site.yaml': SITE,
      'old/hello.md': '---\ntitle: Hello\ndate: 2020-01-01\nwithdrawn: 2020-02-01\n---\n',
    };
    const io = terminal();
    await make(contentFolder(files), 'Hello', {}, io);
    expect(io.printed).toContain('Its slug is hello-2: hello is taken by old/hello.md, which is withdrawn.');
  });

  test('not even a file with an error in it, which is in no catalog', async () => {
    const folder = contentFolder({ 'site.yaml': SITE });
    await make(folder);
    const { name } = onlyArticle(folder);
    write(folder, { [`articles/${name}`]: 'no front matter' });
    await expect(make(folder)).rejects.toThrow(/is there already/);
    expect(onlyArticle(folder).text).toBe('no front matter');
  });
});

describe('the first site.yaml', () => {
  test('is made without a question where there is no terminal', async () => {
    const folder = join(emptyFolder(), 'content');
    expect(await make(folder, 'Hello', { site: { url: 'https://ann.example/' } })).toBe(0);
    const site = filesIn(folder)['site.yaml'] ?? '';
    expect(site).toMatch(/^title: My publication$/m);
    expect(site).toMatch(/^tagAuthority: ann\.example,\d{4}$/m);
    expect(site).toMatch(new RegExp(`^timeZone: ${ownTimeZone()} `, 'm'));
    expect(await check({ content: folder, json: false, strict: true }, terminal())).toBe(0);
  });

  test.each([
    [{}, 'for good: say it with --site-url https://example.org/'],
    [{ url: 'http://localhost:3000/' }, 'for good, and http://localhost:3000/ has none that is its own: say it with'],
  ])('is not made of %j in a pipe: nobody would notice an authority that is made up', async (site, message) => {
    const folder = emptyFolder();
    await expect(make(folder, 'Hello', { site })).rejects.toThrow(message);
    expect(filesIn(folder)).toEqual({});
  });

  test('says what the options say', async () => {
    const folder = emptyFolder();
    const site = { title: 'Ann: "a blog"', url: 'https://ann.example/blog', language: 'fr_CA', author: 'Ann # A' };
    expect(await make(folder, 'Hello', { site })).toBe(0);
    const opened = lookedAt(folder);
    expect(opened.site()).toMatchObject({
      title: 'Ann: "a blog"',
      url: 'https://ann.example/blog/',
      language: 'fr-CA',
      author: [{ name: 'Ann # A' }],
      tagAuthority: `ann.example,${new Date().getFullYear()}`,
    });
    expect(opened.problems()).toEqual([]);
  });

  test('is asked for at a terminal: Enter takes what is offered, nonsense is asked again', async () => {
    const folder = emptyFolder();
    const io = terminal({ answers: ['', 'example.org', 'https://example.org/', 'klingon!', 'de', 'Ann'] });
    expect(await make(folder, 'Hello', {}, io)).toBe(0);
    expect(lookedAt(folder).site()).toMatchObject({
      title: 'My publication',
      url: 'https://example.org/',
      language: 'de',
    });
    expect(io.asked).toHaveLength(6);
    expect(io.told).toContain('An address begins with https://, such as https://example.org/.');
  });

  test('is not asked for what the options say', async () => {
    const io = terminal({ answers: ['de', ''] });
    await make(emptyFolder(), 'Hello', { site: { title: 'T', url: 'https://example.org/' } }, io);
    expect(io.asked).toEqual([
      'In which language? Pages have words in en, de, es, fr. [en] ',
      'Who writes it? [nobody in particular] ',
    ]);
  });

  test.each([
    [{ url: 'example.org' }, '--site-url is "example.org". An address begins with https://'],
    [{ language: '??' }, '--site-language is "??". A language is a BCP 47 tag'],
    [{ title: ' ' }, '--site-title is " ". The title needs a word.'],
  ])('refuses %j and makes nothing', async (site, message) => {
    const folder = emptyFolder();
    await expect(make(folder, 'Hello', { site })).rejects.toThrow(message);
    expect(filesIn(folder)).toEqual({});
  });

  test('is asked for in no file', async () => {
    const file = join(contentFolder({ 'a.md': '' }), 'a.md');
    await expect(make(file, 'Hello', {}, terminal({ answers: [] }))).rejects.toThrow(`${file} is no folder.`);
  });

  test('gives two publications two authorities, so that their ids differ', async () => {
    const [a, b] = [emptyFolder(), emptyFolder()];
    for (const folder of [a, b]) await make(folder, 'Hello', {}, terminal({ answers: [] }));
    const ids = [a, b].map((folder) => lookedAt(folder).catalog().articles[0]?.id);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('a broken one is told, and nothing is made', async () => {
    const folder = contentFolder({ 'site.yaml': 'title: [a\n' });
    const io = terminal();
    await expect(make(folder, 'Hello', {}, io)).rejects.toThrow(/Mend .*site\.yaml first/);
    expect(io.told.join('\n')).toContain('yaml-invalid');
    expect(Object.keys(filesIn(folder))).toEqual(['site.yaml']);
  });
});

test('an empty title is a wrong call', async () => {
  await expect(make(emptyFolder(), ' \n ')).rejects.toThrow('The title is empty');
});

test('any title comes back as it was', async () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...HOSTILE)), (title) => {
      fc.pre(oneLine(title) !== '');
      for (const inList of [false, true]) {
        const value = yamlText(title, inList);
        const { head } = parseFrontMatter(`---\ntitle: ${inList ? `[${value}]` : value}\n---\n`, 'a.md');
        const read = head?.values.title;
        expect(Array.isArray(read) ? read[0] : read).toBe(oneLine(title));
      }
    }),
    { numRuns: 2000 },
  );
});

const HOSTILE = [
  'a: b',
  '#x',
  'x #y',
  '- a',
  '[a]',
  '{a}',
  '"q"',
  "'q'",
  '!tag',
  '&a',
  '*a',
  '%a',
  '@a',
  '`a`',
  '|',
  '>',
  '~',
  'null',
  'yes',
  'No',
  '1',
  '1e5',
  '0x1',
  '2026-01-01',
  'a\\b',
  'a:',
  ':a',
  '?',
  '? a',
  '---',
  '...',
  'a,b',
  'C#',
  'a\u2028b',
  '\uFEFFa',
  '😀',
  '<<',
  '=',
  '.5',
  'a\tb',
  "it's",
  'x: # y',
];

test('hostile titles become files that can be read', async () => {
  const folder = contentFolder({ 'site.yaml': SITE });
  for (const title of HOSTILE)
    await make(folder, title).catch((error: Error) => expect(error.message).toMatch(/is there already/));
  const opened = lookedAt(folder);
  expect(opened.problems()).toEqual([]);
  expect(opened.catalog().articles.length).toBeGreaterThan(20);
});
