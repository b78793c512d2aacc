// `courant export`: the site as files, the same bytes that serve sends.

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { fileOfPath } from '../../src/commands/export/export-files.ts';
import { exportSite } from '../../src/commands/export.ts';
import { Failure } from '../../src/commands/io.ts';
import { encodePath } from '../../src/model/paths.ts';
import { article, contentFolder, library, write } from '../content-folder.ts';
import { emptyFolder, terminal } from './at-a-terminal.ts';

const PNG = readFileSync(join(import.meta.dirname, '../golden/sections/content/articles/regatta/sails.png'));
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';
const SITE = `title: The Test
url: https://example.org/
redirects:
  /old/: /articles/one/
  /über alt: https://elsewhere.example/x$y
gone: [/withdrawn/]
`;
const FILES = {
  'site.yaml': SITE,
  'articles/one.md': article(
    { title: 'One', tags: '[Grüße, C++]', categories: 'News', image: '/pics/sails.png' },
    '[two](grüße.md)\n',
  ),
  'articles/grüße.md': article({ title: 'Grüße & Küsse', date: '2026-02-01' }),
  'articles/draft/index.md': article({ title: 'Later', draft: 'true' }),
  'articles/draft/secret.png': PNG,
  'pics/sails.png': PNG,
  'pics/sign.svg': SVG,
};

async function exported(folder = contentFolder(FILES), out = join(emptyFolder(), 'dist'), env = {}, keepGoing = false) {
  const io = terminal({ env });
  const code = await exportSite({ content: folder, out, keepGoing }, io);
  return { folder, out, io, code };
}

/** Every file of an export, with the moment of its last change. */
function filesOf(out: string): Map<string, number> {
  const entries = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1));
  return new Map(paths.sort().map((path) => [path, statSync(join(out, path)).mtimeMs]));
}

/** Makes all files look old, so that a new date is seen. */
function age(out: string): void {
  for (const path of filesOf(out).keys())
    if (!/\.(png|svg)$/.test(path)) utimesSync(join(out, path), 1_700_000_000, 1_700_000_000);
}

/** A signal that nobody stops: the nth time that an export looks at it, before it writes a path, something happens. */
function whenAsked(nth: number | 'always', happen: () => void): AbortSignal {
  let count = 0;
  const { signal } = new AbortController();
  Object.defineProperty(signal, 'aborted', {
    get() {
      count += 1;
      if (nth === 'always' || count === nth) happen();
      return false;
    },
  });
  return signal;
}

const ABOUT_IT = /^(?:_headers|_redirects|_nginx\.conf|_courant\.json)$/;

describe.each([
  ['at the root', 'https://example.org/'],
  ['below a path', 'https://example.org/news/'],
])('%s', (_, url) => {
  test('every address is a file, byte for byte what serve sends; and no file is anything else', async () => {
    const { folder, out, code } = await exported(contentFolder(FILES), undefined, { SITE_URL: url });
    expect(code).toBe(0);
    const opened = await library(folder, { url, clock: Date.now });
    const app = createApp(opened);
    const files = new Set(filesOf(out).keys());
    let addresses = 0;
    for (const path of new Set(await opened.paths())) {
      const found = await opened.get(path);
      if (found?.kind === 'moved' || found?.kind === 'gone') continue;
      const address = `http://localhost${encodePath(`${opened.basePath()}${path.slice(1)}`)}`;
      const response = await app.request(address);
      expect([path, response.status]).toEqual([path, 200]);
      const file = fileOfPath(path) as string;
      const body = Buffer.from(await response.arrayBuffer());
      expect(readFileSync(join(out, file)).equals(body), path).toBe(true);
      files.delete(file);
      addresses += 1;
      if (found?.kind !== 'document') continue;
      expect(gunzipSync(readFileSync(join(out, `${file}.gz`))).equals(body), path).toBe(true);
      expect(brotliDecompressSync(readFileSync(join(out, `${file}.br`))).equals(body), path).toBe(true);
      files.delete(`${file}.gz`);
      files.delete(`${file}.br`);
    }
    expect(addresses).toBeGreaterThan(20);
    expect([...files].filter((file) => !ABOUT_IT.test(file))).toEqual([]);
  });

  test('every address of the site that a feed names is there', async () => {
    const { out } = await exported(contentFolder(FILES), undefined, { SITE_URL: url });
    const feeds = [...filesOf(out).keys()].filter((path) =>
      /(?:feed\.xml|atom\.xml|feed\.json|\.opml|sitemap\.xml)$/.test(path),
    );
    const named = feeds.flatMap(
      (path) => readFileSync(join(out, path), 'utf8').match(/https:\/\/example\.org\/[^"<>\s\\]*/g) ?? [],
    );
    const paths = new Set(
      named.map((address) =>
        decodeURIComponent(new URL(address.replaceAll('&#x26;', '&')).pathname).slice(new URL(url).pathname.length - 1),
      ),
    );
    expect(paths.size).toBeGreaterThan(10);
    // RSS's domain and Atom's scheme are names more than addresses, but they are pages too.
    for (const path of paths)
      expect(existsSync(join(out, path, path.endsWith('/') ? 'index.html' : '')), path).toBe(true);
  });
});

test('names beyond ASCII are on the disk as they are meant; a draft and its files are not', async () => {
  const { out } = await exported();
  const files = [...filesOf(out).keys()];
  expect(files).toEqual(
    expect.arrayContaining([
      'articles/grüße/index.html',
      'tags/grüße/feed.xml',
      'pics/sails.png',
      'index.html',
      '404.html',
    ]),
  );
  expect(files.filter((path) => /draft|secret|later/i.test(path))).toEqual([]);
});

test.each([
  ['/', 'index.html'],
  ['/tags/x/', 'tags/x/index.html'],
  ['/tags/x/feed.xml', 'tags/x/feed.xml'],
  ['/posts/hello.html', 'posts/hello.html'],
  ['/../etc/passwd', undefined],
  ['/a//b', undefined],
  ['/a\\b', undefined],
])('%s is the file %s', (path, file) => {
  expect(fileOfPath(path)).toBe(file);
});

describe('again', () => {
  test('what has not changed keeps its date', async () => {
    const { folder, out } = await exported();
    age(out);
    const before = filesOf(out);
    const { io } = await exported(folder, out);
    expect(filesOf(out)).toEqual(before);
    expect(io.printed).toEqual([expect.stringMatching(/addresses, 0 of them new or changed\.$/)]);
  });

  test('what has changed has a new one, with its copies; what is gone is gone', async () => {
    const { folder, out } = await exported();
    age(out);
    const before = filesOf(out);
    write(folder, { 'articles/one.md': article({ title: 'Uno', tags: '[Grüße, C++]', categories: 'News' }) });
    rmSync(join(folder, 'articles/grüße.md'));
    const { io } = await exported(folder, out);
    const after = filesOf(out);
    const removed = [...before.keys()].filter((path) => !after.has(path) && !/\.(?:br|gz)$/.test(path));
    expect(removed).toContain('articles/grüße/index.html');
    expect(io.printed).toEqual([expect.stringContaining(` new or changed, ${removed.length} more removed.`)]);
    const changed = [...after].filter(([path, date]) => before.get(path) !== date).map(([path]) => path);
    expect(changed).toEqual(
      expect.arrayContaining(['feed.xml', 'feed.xml.gz', 'feed.xml.br', 'articles/one/index.html']),
    );
    expect(changed).not.toContainEqual(expect.stringMatching(/\.css|pics|404\.html|robots/));
    expect(after.has('articles/grüße/index.html')).toBe(false);
    expect(existsSync(join(out, 'articles/grüße'))).toBe(false);
  });

  test('a picture has the date of its file, and is copied anew when that changes', async () => {
    const { folder, out } = await exported();
    const source = join(folder, 'pics/sails.png');
    expect(filesOf(out).get('pics/sails.png')).toBeCloseTo(statSync(source).mtimeMs, 0);
    utimesSync(source, 1_600_000_000, 1_600_000_000);
    await exported(folder, out);
    expect(filesOf(out).get('pics/sails.png')).toBe(1_600_000_000_000);
  });

  test('a copy that somebody has taken away comes back', async () => {
    const { folder, out } = await exported();
    rmSync(join(out, 'feed.xml.br'));
    await exported(folder, out);
    expect(existsSync(join(out, 'feed.xml.br'))).toBe(true);
  });

  test('through a link that leads to the folder: the link stays', async () => {
    const folder = contentFolder(FILES);
    const parent = emptyFolder();
    mkdirSync(join(parent, 'releases/1'), { recursive: true });
    symlinkSync('releases/1', join(parent, 'dist'));
    await exported(folder, join(parent, 'dist'));
    expect(readdirSync(parent).sort()).toEqual(['dist', 'releases']);
    expect(existsSync(join(parent, 'releases/1/feed.xml'))).toBe(true);
  });
});

describe('wholly or not at all', () => {
  test.each([
    ['a head', { 'articles/bad.md': article({ date: 'someday' }) }, 'date-invalid'],
    ['TOML', { 'articles/bad.md': '+++\ntitle = Bad\n+++\n' }, 'toml-invalid'],
    ['site.yaml', { 'site.yaml': 'title: [\n' }, 'yaml-invalid'],
  ])('an error in %s: exit 1, and the last export stays', async (_, files, code) => {
    const { folder, out } = await exported();
    const before = filesOf(out);
    write(folder, files);
    const again = await exported(folder, out);
    expect([again.code, again.io.printed]).toEqual([1, []]);
    expect(again.io.told.join('\n')).toContain(code);
    expect(again.io.told.at(-1)).toMatch(/Nothing was exported[.;]/);
    expect(filesOf(out)).toEqual(before);
    expect(readdirSync(dirname(out))).toEqual([basename(out)]);
  });

  test('no content folder: nothing is made', async () => {
    const out = join(emptyFolder(), 'dist');
    await expect(exported(join(emptyFolder(), 'content'), out)).rejects.toMatchObject({
      code: 'ENOENT',
      path: expect.stringMatching(/content$/),
    });
    expect(existsSync(out)).toBe(false);
  });

  test('stopped: the last export stays, and nothing is left beside it', async () => {
    const { folder, out } = await exported();
    const before = filesOf(out);
    write(folder, { 'articles/three.md': article({ title: 'Three' }) });
    const stop = new AbortController();
    stop.abort();
    await expect(
      exportSite({ content: folder, out, keepGoing: false }, terminal({ stop: stop.signal })),
    ).rejects.toThrow('Stopped. Nothing was exported.');
    expect(filesOf(out)).toEqual(before);
    expect(readdirSync(dirname(out))).toEqual([basename(out)]);
  });

  test('a text that changes all the time: what is exported is of one version', async () => {
    // In an archive, since the bodies of the feed are rendered before the first address is written.
    const folder = contentFolder({
      'site.yaml': 'title: T\nurl: https://example.org/\nfeeds: { limit: 1 }\n',
      'articles/one.md': article({ title: 'One' }),
      'articles/two.md': article({ title: 'Two', date: '2026-02-02' }),
    });
    let count = 0;
    const signal = whenAsked('always', () => {
      count += 1;
      write(folder, { 'articles/one.md': article({ title: 'One' }, `Q${'q'.repeat(count)}.\n`) });
    });
    const out = join(emptyFolder(), 'dist');
    expect(await exportSite({ content: folder, out, keepGoing: false }, terminal({ stop: signal }))).toBe(0);
    const files = ['feed.xml', 'atom.xml', 'feed.json'].map((file) => `archive/1/${file}`);
    const shown = [...files, 'articles/one/index.html'].map(
      (path) => /Qq+/.exec(readFileSync(join(out, path), 'utf8'))?.[0].length,
    );
    expect(shown[0]).toBeGreaterThan(0);
    expect(new Set(shown).size).toBe(1);
  });

  test('a picture that changes all the time: a line that says so, and the last export stays', async () => {
    const { folder, out } = await exported();
    const before = filesOf(out);
    let count = 1;
    write(folder, { 'pics/sails.png': Buffer.concat([PNG, Buffer.alloc(count)]) });
    const signal = whenAsked('always', () => {
      count += 1;
      write(folder, { 'pics/sails.png': Buffer.concat([PNG, Buffer.alloc(count)]) });
    });
    const failure = await exportSite({ content: folder, out, keepGoing: false }, terminal({ stop: signal })).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).message).toBe(
      '/pics/sails.png changed while it was exported, 3 times. Nothing was exported.',
    );
    expect(filesOf(out)).toEqual(before);
    expect(readdirSync(dirname(out))).toEqual([basename(out)]);
  });

  test.each([1, 2, 20, 50])(
    'content that changes when the export is at path %i: all of it is of one version',
    async (nth) => {
      const tagged = (word: string): Record<string, string> => ({
        'articles/one.md': article({ title: `One ${word}`, tags: '[Sea]', slug: `one-${word}` }, `${word} one.\n`),
        'articles/two.md': article({ title: `Two ${word}`, tags: '[Land]' }, `[${word}](one.md)\n`),
        ...Object.fromEntries(
          Array.from({ length: 30 }, (_, n) => [`more/${n}.md`, article({ title: `${n} ${word}` }, `${word} text.\n`)]),
        ),
      });
      const folder = contentFolder(tagged('before'));
      const signal = whenAsked(nth, () => write(folder, tagged('after')));
      const out = join(emptyFolder(), 'dist');
      expect(await exportSite({ content: folder, out, keepGoing: false }, terminal({ stop: signal }))).toBe(0);
      const texts = [...filesOf(out).keys()].filter((path) => /\.(html|xml|json)$/.test(path));
      expect(texts.length).toBeGreaterThan(50);
      const holding = (word: string) => texts.filter((path) => readFileSync(join(out, path), 'utf8').includes(word));
      const [before, after] = [holding('before'), holding('after')].map(({ length }) => length) as [number, number];
      expect(Math.min(before, after)).toBe(0);
      expect(Math.max(before, after)).toBeGreaterThan(40);
      if (nth === 1) expect(before).toBe(0);
      expect(readdirSync(dirname(out))).toEqual([basename(out)]);
    },
  );

  test('a link of another article that changes meanwhile is of the last version too', async () => {
    const one = (slug: string) => ({ 'articles/one.md': article({ title: 'One', tags: '[Sea]', slug }) });
    const folder = contentFolder({
      ...one('here'),
      'articles/two.md': article({ title: 'Two', tags: '[Land]' }, '[one](one.md)\n'),
    });
    const signal = whenAsked(2, () => write(folder, one('there')));
    const out = join(emptyFolder(), 'dist');
    expect(await exportSite({ content: folder, out, keepGoing: false }, terminal({ stop: signal }))).toBe(0);
    const all = [...filesOf(out).keys()].filter((path) => /\.(html|xml|json)$/.test(path));
    const leading = (slug: string) =>
      all.filter((path) => readFileSync(join(out, path), 'utf8').includes(`articles/${slug}/`));
    const [here, there] = [leading('here'), leading('there')];
    expect([here, there].filter(({ length }) => length === 0)).toHaveLength(1);
    expect([...here, ...there]).toEqual(
      expect.arrayContaining(['tags/land/feed.xml', 'articles/two/index.html', 'feed.json']),
    );
  });

  test('a picture that changes meanwhile: what stands is of one version', async () => {
    const folder = contentFolder(FILES);
    const other = Buffer.concat([PNG, Buffer.from('more')]);
    const signal = whenAsked(5, () => write(folder, { 'pics/sails.png': other }));
    const out = join(emptyFolder(), 'dist');
    expect(await exportSite({ content: folder, out, keepGoing: false }, terminal({ stop: signal }))).toBe(0);
    const { size } = statSync(join(out, 'pics/sails.png'));
    expect(readFileSync(join(out, 'feed.xml'), 'utf8')).toContain(`length="${size}"`);
  });

  test('a file of the last export where a folder is to be makes room for it, and the other way round', async () => {
    const { folder, out } = await exported();
    write(folder, { 'site.yaml': `${SITE}permalink: /articles/{slug}.html\n`, 'pics/x/a.png': PNG });
    await exported(folder, out);
    expect([existsSync(join(out, 'articles/one')), existsSync(join(out, 'articles/one.html'))]).toEqual([false, true]);
    rmSync(join(folder, 'pics/x'), { recursive: true });
    write(folder, { 'pics/x': '', 'site.yaml': SITE });
    expect((await exported(folder, out)).code).toBe(0);
    expect(existsSync(join(out, 'pics/x'))).toBe(false);
    expect(existsSync(join(out, 'articles/one/index.html'))).toBe(true);
  });

  test.each<[string, (out: string) => void]>([
    ['a file that is to be written', (out) => writeFileSync(join(out, 'tags'), 'mine')],
    ['a link on the way', (out) => symlinkSync(emptyFolder(), join(out, 'tags'))],
  ])('somebody else’s file in the place of %s: it is named, and the last export stays', async (_, put) => {
    const { folder, out } = await exported();
    rmSync(join(out, 'tags'), { recursive: true });
    put(out);
    const before = filesOf(out);
    write(folder, { 'articles/three.md': article({ title: 'Three' }) });
    await expect(exported(folder, out)).rejects.toThrow(/dist\/tags\/.* is there already.*Nothing was exported\.$/);
    expect(filesOf(out)).toEqual(before);
    expect(readdirSync(dirname(out))).toEqual([basename(out)]);
  });

  test('what others put into the folder stays: of git, of a host, of the author', async () => {
    const { folder, out } = await exported();
    const foreign = { CNAME: 'example.org', '.nojekyll': '', '.git/HEAD': 'ref', 'articles/one/notes.txt': 'mine' };
    write(out, foreign);
    symlinkSync('CNAME', join(out, 'link'));
    rmSync(join(folder, 'articles/one.md'));
    expect((await exported(folder, out)).code).toBe(0);
    for (const [path, text] of Object.entries(foreign)) expect(readFileSync(join(out, path), 'utf8')).toBe(text);
    expect(readFileSync(join(out, 'link'), 'utf8')).toBe('example.org');
    expect(existsSync(join(out, 'articles/one/index.html'))).toBe(false);
  });

  test('a list of files that names others removes nothing outside the folder', async () => {
    const { folder, out } = await exported();
    const outside = join(dirname(out), 'thesis.txt');
    writeFileSync(outside, 'years of work');
    writeFileSync(join(out, '_courant.json'), JSON.stringify({ files: ['../thesis.txt', outside, 'a//b', 7] }));
    write(out, { 'index.html': readFileSync(join(out, 'index.html')) });
    await exported(folder, out).catch(() => {}); // without its list, its own files are somebody else's
    expect(readFileSync(outside, 'utf8')).toBe('years of work');
  });

  test('what a killed call has left is swept away after an hour', async () => {
    const { folder, out } = await exported();
    const [old, young] = ['.dist.courant-old', '.dist.courant-young'].map((name) => join(dirname(out), name)) as [
      string,
      string,
    ];
    for (const left of [old, young]) mkdirSync(left);
    utimesSync(old, 1_700_000_000, 1_700_000_000);
    await exported(folder, out);
    expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
  });

  test('others may read it, as any other folder', async () => {
    const { out } = await exported();
    expect(statSync(out).mode & 0o777).toBe(statSync(join(out, 'tags')).mode & 0o777);
  });
});

describe('--keep-going', () => {
  const BAD = { 'articles/bad.md': article({ title: 'Bad one', date: 'someday', tags: 'Only here' }) };

  test('leaves out an article with an error, tells it, and exports the rest', async () => {
    const { out, code, io } = await exported(contentFolder({ ...FILES, ...BAD }), undefined, {}, true);
    expect(code).toBe(0);
    expect(io.told.filter((line) => line.includes('date-invalid'))).toHaveLength(1);
    const whole = await exported(contentFolder(FILES));
    expect([...filesOf(out).keys()]).toEqual([...filesOf(whole.out).keys()]);
    for (const path of ['feed.xml', 'index.html', 'sitemap.xml', 'tags/grüße/atom.xml']) {
      expect(readFileSync(join(out, path)).equals(readFileSync(join(whole.out, path))), path).toBe(true);
    }
  });

  test('without it nothing is exported, and the last line says how to go on', async () => {
    const { out, code, io } = await exported(contentFolder({ ...FILES, ...BAD }));
    expect([code, existsSync(out)]).toEqual([1, false]);
    expect(io.told.at(-1)).toBe('1 error, 0 warnings. Nothing was exported; --keep-going leaves out what has errors.');
    expect(io.told.join()).not.toContain('Netlify'); // there is nothing for it
  });

  test('an article that was good in the last export is left out too: what is told is what is there', async () => {
    const { folder, out } = await exported();
    write(folder, { 'articles/one.md': article({ title: 'One', date: 'someday' }) });
    const again = await exported(folder, out, {}, true);
    expect(again.code).toBe(0);
    expect(existsSync(join(out, 'articles/one/index.html'))).toBe(false);
    expect(readFileSync(join(out, 'feed.xml'), 'utf8')).not.toContain('<title>One</title>');
  });

  test('a site.yaml that cannot be read stops it all the same', async () => {
    const { out, code } = await exported(contentFolder({ ...FILES, 'site.yaml': 'title: [' }), undefined, {}, true);
    expect([code, existsSync(out)]).toEqual([1, false]);
  });

  test('an error in a body is told once', async () => {
    const files = { ...FILES, 'articles/bad.md': article({ title: 'Bad' }, '[nowhere](nowhere.md)\n') };
    const { code, io } = await exported(contentFolder(files), undefined, {}, true);
    expect(code).toBe(0);
    expect(io.told.filter((line) => line.includes('link-broken'))).toHaveLength(1);
  });
});

describe('--out that would take the place of something else', () => {
  test.each<[string, (content: string) => string]>([
    ['the content itself', (content) => content],
    ['inside the content', (content) => join(content, 'dist')],
    ['around the content', (content) => dirname(content)],
    [
      'around it, by a link',
      (content) => {
        const link = join(emptyFolder(), 'link');
        symlinkSync(dirname(content), link);
        return link;
      },
    ],
  ])('%s', async (_, outOf) => {
    const parent = emptyFolder();
    const content = join(parent, 'content');
    renameSync(contentFolder(FILES), content);
    await expect(exportSite({ content, out: outOf(content), keepGoing: false }, terminal())).rejects.toThrow(
      'lie in one another',
    );
    expect(existsSync(join(content, 'site.yaml'))).toBe(true);
  });

  test('a folder with files of somebody else, and a file', async () => {
    const folder = contentFolder(FILES);
    const out = emptyFolder();
    writeFileSync(join(out, 'thesis.txt'), 'years of work');
    await expect(exported(folder, out)).rejects.toThrow('holds files that courant export did not make');
    await expect(exported(folder, join(out, 'thesis.txt'))).rejects.toThrow('is a file');
    expect(readFileSync(join(out, 'thesis.txt'), 'utf8')).toBe('years of work');
  });

  test('a link that leads nowhere', async () => {
    const link = join(emptyFolder(), 'dist');
    symlinkSync('releases/1', link);
    await expect(exported(contentFolder(FILES), link)).rejects.toThrow(`${link} is a link that leads nowhere.`);
  });

  test('a folder with nothing but what git and a host want is fine', async () => {
    const out = emptyFolder();
    write(out, { CNAME: 'example.org', '.git/HEAD': 'ref' });
    expect((await exported(contentFolder(FILES), out)).code).toBe(0);
    expect(readFileSync(join(out, '.git/HEAD'), 'utf8')).toBe('ref');
  });

  test('an empty folder is fine, and so is one whose parents are not there', async () => {
    expect((await exported(contentFolder(FILES), emptyFolder())).code).toBe(0);
    expect((await exported(contentFolder(FILES), join(emptyFolder(), 'a/b/dist'))).code).toBe(0);
  });

  test('a place that cannot be written is an error that says so', async () => {
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, '');
    await expect(exported(contentFolder(FILES), join(file, 'dist'))).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});

describe('for hosts', () => {
  const text = (out: string, name: string) => readFileSync(join(out, name), 'utf8');
  const LONG = 'public, max-age=300, stale-while-revalidate=60, stale-if-error=86400';

  test('_headers gives each feed its type, and no field twice to an address', async () => {
    const { out } = await exported();
    const rules = text(out, '_headers')
      .split('\n\n')
      .slice(1)
      .map((block) => block.trim().split('\n  '));
    const of = (pattern: string) => rules.filter(([first]) => first === pattern).flatMap(([, ...fields]) => fields);
    expect(of('/feed.xml')).toEqual([`Cache-Control: ${LONG}`, 'Content-Type: application/rss+xml; charset=utf-8']);
    expect(of('/*/atom.xml')).toContain('Content-Type: application/atom+xml; charset=utf-8');
    expect(of('/*.json')).toContain('Content-Type: application/feed+json; charset=utf-8');
    expect(of('/*')).toEqual([
      'Access-Control-Allow-Origin: *',
      'Access-Control-Expose-Headers: ETag, Last-Modified, Link',
      'X-Content-Type-Options: nosniff',
    ]);
    expect(of('/*/')).toEqual([expect.stringMatching(/^Content-Security-Policy: default-src 'none'/)]);
    expect(of('/*.png')).toEqual(['Cache-Control: public, max-age=86400']);
    expect(of('/*.svg')).toContain("Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; sandbox");

    const asPattern = (pattern: string) => new RegExp(`^${pattern.replace(/[.+]/g, '\\$&').replace('*', '.*')}$`);
    for (const path of [...filesOf(out).keys()].map((file) => `/${file.replace(/(?:^|(?<=\/))index\.html$/, '')}`)) {
      const fields = rules
        .filter(([pattern = '']) => asPattern(pattern).test(path))
        .flatMap(([, ...lines]) => lines.map((line) => line.split(':')[0]));
      expect(new Set(fields).size, path).toBe(fields.length);
    }
  });

  test('archives, however many, are kept for an hour by nginx, and do not change how long feeds are', async () => {
    const site = 'title: T\nurl: https://example.org/\nfeeds: { limit: 1 }\n';
    const articles = ['one', 'two', 'three', 'four'].map((name, index) => {
      const file = article({ title: name, date: `2026-01-0${index + 1}`, tags: index === 0 ? 'Rain' : '' });
      return [`${name}.md`, file] as const;
    });
    const { out } = await exported(contentFolder({ 'site.yaml': site, ...Object.fromEntries(articles) }));
    for (const file of ['feed.xml', 'atom.xml', 'feed.json']) expect(text(out, `archive/3/${file}`)).not.toBe('');
    const conf = text(out, '_nginx.conf');
    const archives = conf.indexOf(String.raw`location ~ "^/archive/\\d+/feed\\.xml$"`);
    const feeds = conf.indexOf(String.raw`location ~ "^/(?:.*/)?feed\\.xml$"`);
    expect(archives).toBeGreaterThan(0);
    expect(feeds).toBeGreaterThan(archives);
    expect(conf.slice(archives, feeds)).toContain('"public, max-age=3600"');
    expect(conf.slice(feeds).split('\n}')[0]).toContain(LONG);
    expect(text(out, '_headers')).not.toContain('max-age=3600');
    expect(text(out, '_headers')).toContain(`/*/feed.xml\n  Cache-Control: ${LONG}`);
  });

  test('_redirects sends old addresses on', async () => {
    const { out } = await exported();
    expect(text(out, '_redirects').split('\n').slice(1)).toEqual(
      expect.arrayContaining([
        '/old /articles/one/ 301',
        '/old/ /articles/one/ 301',
        '/%C3%BCber%20alt https://elsewhere.example/x$y 301',
        '/%C3%BCber%20alt/ https://elsewhere.example/x$y 301',
        '/feed/ /feed.xml 301',
        '/tag/c-plus-plus/feed /tags/c-plus-plus/feed.xml 301',
      ]),
    );
  });

  test('no file holds the path of a folder of this machine', async () => {
    const { out, folder } = await exported();
    for (const path of filesOf(out).keys()) {
      const bytes = readFileSync(join(out, path));
      for (const place of [out, folder]) expect(bytes.includes(place), path).toBe(false);
    }
  });

  test('what they cannot be told is named', async () => {
    const { io } = await exported();
    expect(io.told.filter((line) => !/image-small|^ /.test(line))).toEqual([
      'Netlify and Cloudflare Pages answer 404 where serve and nginx answer 410: /withdrawn/, /withdrawn.',
      'nginx answers 410 in its own words, where serve has a page that says why.',
    ]);
    const queries = SITE.replace('redirects:', 'redirects:\n  "/?p=12": /articles/one/').replace(
      '/withdrawn/',
      '"/?p=13"',
    );
    const { io: again } = await exported(contentFolder({ ...FILES, 'site.yaml': queries }));
    expect(again.told.filter((line) => !/image-small|^ /.test(line))).toEqual([
      'Netlify and Cloudflare Pages look at no query, as serve and nginx do: /?p=12, /?p=13.',
    ]);
    const tags = Array.from({ length: 250 }, (_, n) => `t${n}`).join(', ');
    const { io: many, out } = await exported(
      contentFolder({ ...FILES, 'articles/many.md': article({ tags: `[${tags}]` }) }),
    );
    expect(many.told.filter((line) => !/image-small|^ /.test(line)).at(-1)).toMatch(
      /^Cloudflare Pages takes 2000 redirects, and _redirects has 20\d\d\. It takes the first/,
    );
    expect(text(out, '_redirects').split('\n')[1]).toBe('/old/ /articles/one/ 301');
  });

  test('_nginx.conf knows what has moved and what is gone', async () => {
    const { out } = await exported();
    const conf = text(out, '_nginx.conf');
    expect(conf).toMatch(
      /location = "\/old\/" \{[\s\S]*?return 301 "https:\/\/example.org\/articles\/one\/\$is_args\$args";/,
    );
    expect(conf).toMatch(
      /location = "\/über alt" \{[\s\S]*?return 301 "https:\/\/elsewhere.example\/x%24y\$is_args\$args";/,
    );
    expect(conf).toMatch(/location = "\/withdrawn\/" \{[^}]*"public, max-age=3600" always;[^}]*return 410;\n\}/);
  });
});

test('an address of this computer alone is remarked on, and so is what is still to come', async () => {
  const files = { 'site.yaml': 'title: T\nurl: http://localhost:3000/\n', 'a.md': article({ date: '2999-01-01' }) };
  const { io } = await exported(contentFolder(files));
  expect(io.told).toEqual([
    'Its links begin with http://localhost:3000/. Before you publish it, set url in site.yaml, or SITE_URL, and export again.',
    '1 article still to come: export again when the date is there.',
  ]);
});

test.each(['https://localhost-news.org/', 'https://127.example.org/'])(
  '%s is no address of this computer',
  async (url) => {
    const { io } = await exported(contentFolder({ 'site.yaml': `title: T\nurl: ${url}\n`, 'a.md': article({}) }));
    expect(io.told).toEqual([]);
  },
);

test('ids made of localhost in a public site stop it, also with --keep-going', async () => {
  const folder = contentFolder({ 'site.yaml': 'title: T\nurl: http://localhost:3000/\n', 'a.md': article({}) });
  const out = join(emptyFolder(), 'dist');
  for (const keepGoing of [false, true]) {
    const io = terminal({ env: { SITE_URL: 'https://example.org/' } });
    expect(await exportSite({ content: folder, out, keepGoing }, io)).toBe(1);
    expect(io.told.join('\n')).toMatch(/site\.yaml:2:6: tag-authority-local: .*Write tagAuthority: example\.org,2026/);
    expect(io.told.at(-1)).toBe('Nothing was exported: readers would keep these ids for ever.');
  }
  expect(existsSync(out)).toBe(false);
});

test('what comes due during an export is not in it, and is still to come', async () => {
  const due = Date.now() + 400;
  const soon = article({ title: 'Soon', date: new Date(due).toISOString() });
  const { signal } = new AbortController();
  Object.defineProperty(signal, 'aborted', {
    get() {
      while (Date.now() < due + 50); // it is looked at before anything is written
      return false;
    },
  });
  const io = terminal({ stop: signal });
  const out = join(emptyFolder(), 'dist');
  expect(
    await exportSite({ content: contentFolder({ ...FILES, 'articles/soon.md': soon }), out, keepGoing: false }, io),
  ).toBe(0);
  expect(existsSync(join(out, 'articles/soon/index.html'))).toBe(false);
  expect(io.told.join()).toContain('1 article still to come');
});
