// Entries: articles that a program gives, and what becomes of its publication when it gives them badly.

import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { parseData, parseFrontMatter } from '../../src/content/front-matter.ts';
import type { Entries, Entry } from '../../src/serve/entries.ts';
import type { Library, LibraryOptions } from '../../src/serve/library.ts';
import { openLibrary } from '../../src/serve/open-library.ts';
import { article, contentFolder, library, textAt } from '../content-folder.ts';

const SITE = { title: 'The Test', url: 'https://example.org/' };
const NOW = Date.UTC(2026, 10, 23);

const entry = (path: string, head: object = {}, markdown = 'Text.\n'): Entry => ({
  path,
  head: { title: 'A title', date: '2026-01-05', ...head },
  markdown,
});

/** The library of these entries, opened; what is wrong goes into `told`. */
function given(articles: Entries['articles'], site: object = SITE, options: LibraryOptions = {}) {
  const told: string[] = [];
  const onError = (error: unknown) => void told.push((error as Error).message);
  const opened = openLibrary(
    { site: site as Entries['site'], articles },
    { clock: () => NOW, inPlace: true, onError, ...options },
  );
  onTestFinished(() => opened.close());
  return { opened, told };
}

const titles = (opened: Library): string[] =>
  JSON.parse(textAt(opened, '/feed.json')).items.map(({ title }: { title: string }) => title);

const contentOf = (opened: Library): string => JSON.parse(textAt(opened, '/feed.json')).items[0].content_html;

describe('an entry', () => {
  test('gives the same documents as a file', async () => {
    const head = {
      title: 'C# & <b>',
      date: '2026-03-01 09:30',
      updated: '2026-03-02',
      authors: [{ name: 'Ann', url: 'https://ann.example/' }],
      categories: ['News'],
      tags: ['Tulips, red', 'Bulbs'],
      summary: 'Short.',
      aliases: ['/old/'],
    };
    const yaml = Object.fromEntries(Object.entries(head).map(([key, value]) => [key, JSON.stringify(value)]));
    const body = 'See [the other](b.md), "quoted" -- and <b onclick="x()">bold</b>.\n';
    const files = await library(contentFolder({ 'a.md': article(yaml, body), 'b.md': article({}) }));
    const { opened } = given(() => [entry('a.md', head, body), entry('b.md')]);
    await opened.ready;
    const paths = await files.paths();
    expect([...(await opened.paths())].sort()).toEqual([...paths].sort());
    expect(paths.length).toBeGreaterThan(30);
    for (const path of paths) {
      const before = await files.get(path);
      if (before?.kind === 'document') expect(textAt(opened, path)).toBe(textAt(files, path));
      else expect(await opened.get(path)).toEqual(before);
    }
  });

  test('may have what a database gives: Date, numbers, null, further objects', async () => {
    const rows = [
      {
        path: 'notes/7',
        head: {
          title: 2026,
          date: new Date(NOW - 1000),
          summary: null,
          tags: ['a', 1],
          draft: false,
          rights: undefined,
        },
        html: '<p>One</p>',
      },
    ];
    const { opened, told } = given(async () => new Set(rows));
    await opened.ready;
    const [item] = JSON.parse(textAt(opened, '/feed.json')).items;
    expect(item).toMatchObject({
      id: 'tag:example.org,2026:notes/7',
      url: 'https://example.org/articles/7/',
      title: '2026',
      date_published: '2026-11-22T23:59:59Z',
      tags: ['a', '1'],
    });
    expect(told).toEqual([]);
  });

  test('may have null for the one of markdown and html that it has not', async () => {
    const head = { title: 'A', date: '2026-01-05' };
    const { opened } = given(() => [{ path: 'a', head, markdown: '*Text.*', html: null as never }]);
    await opened.ready;
    expect(contentOf(opened)).toBe('<p><em>Text.</em></p>');
  });

  test('in HTML is cleaned, and its addresses are absolute', async () => {
    const html =
      '<p onclick="x()">Hello <a href="/about">you</a><script>alert(1)</script></p>\n\n    <img src="a.png">';
    const { opened } = given(() => [{ path: 'a', head: { title: 'A', date: '2026-01-05' }, html }], {
      ...SITE,
      url: 'https://example.org/news',
    });
    await opened.ready;
    expect(contentOf(opened)).toBe(
      '<p>Hello <a href="https://example.org/about">you</a></p>\n\n    <img src="https://example.org/news/a.png" />',
    );
  });

  test('that is trusted is not cleaned, and its addresses are absolute too', async () => {
    const html = `<p class="x">A &amp; <a title='a > b' href='/b?c&amp;d'>b</a> <IMG SRCSET="a.png 2x, /b.png" src=data:,x></p>`;
    const { opened } = given(() => [{ path: 'a', head: { title: 'A', date: '2026-01-05' }, html, trusted: true }]);
    await opened.ready;
    expect(contentOf(opened)).toBe(
      `<p class="x">A &amp; <a title='a > b' href="https://example.org/b?c&amp;d">b</a> ` +
        '<IMG SRCSET="https://example.org/a.png 2x, https://example.org/b.png" src=data:,x></p>',
    );
  });

  test('names media by absolute addresses with what it says of them, or by those of the site', async () => {
    const image = { src: 'https://cdn.example/a.jpg', type: 'image/jpeg', length: 12_345, width: 1200, height: 800 };
    const { opened, told } = given(
      () => [
        entry('a', { image, date: '2026-01-06' }),
        entry('b', { image: '/media/b.png', enclosures: [{ src: 'c.mp3', length: 5 }] }),
      ],
      { ...SITE, url: 'https://example.org/news/', logo: '/logo.png' },
    );
    await opened.ready;
    const feed = textAt(opened, '/feed.xml');
    expect(feed).toContain('<enclosure url="https://cdn.example/a.jpg" length="12345" type="image/jpeg"/>');
    expect(feed).toContain('<enclosure url="https://example.org/news/c.mp3" length="5" type="audio/mpeg"/>');
    expect(feed).toContain('<media:content url="https://example.org/media/b.png"');
    expect(feed).toContain('https://example.org/logo.png');
    expect(told).toEqual([]);
    expect(opened.problems().map(({ path, key, code }) => `${path}: ${key}: ${code}`)).toEqual([
      'b: image: remote-size',
    ]);
  });
});

/** As a lazy row of a database whose connection has ended. */
const throwing = (): object => ({
  author: {
    get name() {
      throw new Error('gone away');
    },
  },
});

/** As an object of a database that leads to all others. */
function everything(): object {
  const found: Record<string, unknown> = {};
  for (let number = 0; number < 40; number += 1) found[`row${number}`] = found;
  return found;
}

const throwingPath = {
  get path() {
    throw Object.create(null);
  },
};

describe('a bad entry', () => {
  test.each<[string, unknown, string]>([
    ['no date', { path: 'x', head: { title: 'X' }, markdown: '' }, 'x: date-missing: There is no date'],
    ['a date that is none', entry('x', { date: 'Tuesday' }), 'x: date: date-invalid'],
    ['a path that is there already', entry('good'), 'good: path: entry-invalid'],
    ['a path that leads out', entry('../x'), 'entry 2: path: entry-invalid'],
    ['a path that is no text', entry('x\ud800'), 'entry 2: path: entry-invalid'],
    ['no path', { head: {}, markdown: '' }, 'entry 2: path: entry-invalid'],
    ['nothing', undefined, 'entry 2: path: entry-invalid'],
    ['no head', { path: 'x', head: 'title: X', markdown: '' }, 'x: head: entry-invalid'],
    ['no text', { path: 'x', head: {} }, 'x: markdown: entry-invalid'],
    ['a head that throws', entry('x', throwing()), 'x: head: entry-invalid: The entry cannot be read: gone away.'],
    ['a head of too many values', entry('x', everything()), 'x: head: entry-invalid: .* more than 10000 values'],
    ['a path that throws what is no error', throwingPath, 'entry 2: head: entry-invalid'],
    ['one whose version is given', { ...entry('x', throwing()), version: 1 }, 'x: head: entry-invalid'],
    ['five million characters', entry('x', {}, 'x'.repeat(5_000_001)), 'x:1:1: file-too-large'],
    ['an id that another one has', entry('x', { id: 'one', date: '2026-02-01' }), 'x: id: id-duplicate'],
  ])('with %s is left out and told with its path and key', async (_, bad, place) => {
    const { opened, told } = given(() => [entry('good', { id: 'one', title: 'Good' }), bad as Entry]);
    await opened.ready;
    expect(titles(opened)).toEqual(['Good']);
    expect(told).toEqual([expect.stringMatching(new RegExp(`^${place}`))]);
  });

  test('that was good before stays as it was', async () => {
    let text: string | null = 'Text.';
    const { opened, told } = given(() => [{ ...entry('a', { title: 'Good' }), markdown: text as string }]);
    await opened.ready;
    text = null;
    await opened.refresh();
    expect(titles(opened)).toEqual(['Good']);
    expect(told).toEqual([expect.stringMatching(/^a: markdown: entry-invalid/)]);
    text = 'Text.';
    await opened.refresh();
    expect(opened.problems()).toEqual([]);
  });

  test('is known as soon as the library is ready', async () => {
    const { opened } = given(() => [entry('x', { date: 'Tuesday' })]);
    await opened.ready;
    expect(opened.problems()).toHaveLength(1);
  });

  test('without a title is published with one that its path makes, and told', async () => {
    const { opened } = given(() => [entry('notes/my-bread', { title: null })]);
    await opened.ready;
    expect(titles(opened)).toEqual(['My bread']);
    expect(opened.problems().map(({ message }) => message)).toEqual([
      'The article has no title, so its path makes one: "My bread".',
    ]);
  });

  test('of the site is told with its key, and nothing is published', async () => {
    const { opened, told } = given(() => [], { title: 'T', url: 'example.org' });
    await expect(opened.ready).rejects.toMatchObject({ problems: [{ code: 'site-invalid', key: 'url' }] });
    expect(told).toEqual([expect.stringMatching(/^site\.yaml: url: site-invalid/)]);
  });

  test('is printed on the console if nobody takes errors', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => print.mockRestore());
    const { opened } = given(() => [entry('x', { date: 'Tuesday' })], SITE, { onError: undefined } as never);
    await opened.ready;
    expect(print.mock.calls.map((words) => words.join(' '))).toEqual([
      expect.stringMatching(/^courant: x: date: date-invalid: "Tuesday" is not a date\./),
    ]);
  });
});

describe('a source that fails leaves what was published last, and is told:', () => {
  afterEach(() => void vi.useRealTimers());

  const FAILURES: Readonly<Record<string, Entries['articles']>> = {
    'it throws': () => {
      throw new Error('boom');
    },
    'it rejects': () => Promise.reject(new Error('boom')),
    'it throws midway': function* () {
      yield entry('new', { title: 'New' });
      throw new Error('boom');
    },
    'it rejects midway': async function* () {
      yield entry('new', { title: 'New' });
      throw new Error('boom');
    },
  };

  test.each(Object.entries(FAILURES))('%s', async (name, failing) => {
    let articles: Entries['articles'] = () => [entry('old', { title: 'Old' })];
    const { opened, told } = given(() => articles());
    await opened.ready;
    articles = failing;
    await opened.refresh();
    await opened.refresh();
    const when = name.includes('midway') ? 'after entry 1, new' : 'before its first entry';
    expect(told).toEqual([expect.stringContaining(`articles: source-failed: The source failed ${when}: boom.`)]);
    expect(titles(opened)).toEqual(['Old']);
    articles = () => [entry('new', { title: 'New' })];
    await opened.refresh();
    expect(titles(opened)).toEqual(['New']);
    expect(opened.problems()).toEqual([]);
  });

  test('it hangs for 60 seconds', async () => {
    let articles: Entries['articles'] = () => [entry('old', { title: 'Old' })];
    const { opened, told } = given(() => articles());
    await opened.ready;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    articles = () => new Promise(() => {});
    const refreshed = opened.refresh();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    await refreshed;
    expect(told).toEqual([expect.stringContaining('The source gives nothing for 60 seconds, before its first entry.')]);
    expect(titles(opened)).toEqual(['Old']);
  });

  test.each([undefined, null, { rows: [] }, 'text', 5])('it gives %j', async (rows) => {
    const { opened } = given(() => rows as never);
    await expect(opened.ready).rejects.toThrow('what it gives is no array, generator or promise of one');
  });

  test('and the first time there is none to leave', async () => {
    const { opened, told } = given(() => Promise.reject(new Error('boom')));
    await expect(opened.ready).rejects.toThrow('The source failed before its first entry: boom');
    expect(told).toHaveLength(1);
  });
});

describe('a refresh', () => {
  test('publishes what is new, other and gone', async () => {
    let rows = [entry('a', { title: 'A', date: '2026-01-01' }), entry('b', { title: 'B', date: '2026-01-02' })];
    const { opened } = given(() => rows);
    await opened.ready;
    rows = [entry('b', { title: 'Bee', date: '2026-01-02' }), entry('c', { title: 'C', date: '2026-01-03' })];
    await opened.refresh();
    expect(titles(opened)).toEqual(['C', 'Bee']);
  });

  test('looks at nothing else of an entry whose version is that of before', async () => {
    let version = 1;
    let looks = 0;
    const rows = () => [
      {
        path: 'a',
        markdown: 'Text.',
        get head() {
          looks += 1;
          return { title: `Version ${version}`, date: '2026-01-05' };
        },
        version: new Date(version),
      },
    ];
    const { opened } = given(rows);
    await opened.ready;
    const first = looks;
    await opened.refresh();
    expect(looks).toBeLessThanOrEqual(first + 1);
    version = 2;
    await opened.refresh();
    expect(titles(opened)).toEqual(['Version 2']);
  });

  test('sees a change where the version is none', async () => {
    let title = 'One';
    const { opened } = given(() => [{ ...entry('a', { title }), version: new Date(Number.NaN) }]);
    await opened.ready;
    title = 'Two';
    await opened.refresh();
    expect(titles(opened)).toEqual(['Two']);
  });

  test.each([30 * 24 * 60 * 60, Number.POSITIVE_INFINITY])('does not come at once after %d seconds', async (every) => {
    const setTimeout = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => setTimeout.mockRestore());
    const opened = openLibrary({ site: SITE, articles: () => [], every }, { clock: () => NOW, inPlace: true });
    onTestFinished(() => opened.close());
    await opened.ready;
    const waits = () => setTimeout.mock.calls.map(([, milliseconds]) => milliseconds ?? 0);
    await vi.waitFor(() => expect(Math.max(...waits())).toBeGreaterThan(1e9));
    expect(Math.max(...waits())).toBeLessThan(2 ** 31);
  });

  test('comes by itself every so many seconds, until the library is closed', async () => {
    let count = 0;
    const articles = () => [entry('a', { title: `Asked ${++count}` })];
    const again = openLibrary({ site: SITE, articles, every: 0.01 }, { clock: () => NOW, inPlace: true });
    onTestFinished(() => again.close());
    await vi.waitFor(() => expect(titles(again)).toEqual(['Asked 3']), { interval: 1 });
    await again.close();
    const asked = count;
    await again.refresh();
    expect(count).toBe(asked);
  });
});

test('a fault of our own is told, and what was published last stays', async () => {
  let isBroken = false;
  const clock = () => {
    if (isBroken) throw new Error('boom');
    return NOW;
  };
  let title = 'Old';
  const { opened, told } = given(() => [entry('a', { title })], SITE, { clock });
  await opened.ready;
  isBroken = true;
  title = 'New';
  await opened.refresh();
  expect(told).toEqual(['boom']);
  isBroken = false;
  expect(titles(opened)).toEqual(['Old']);
});

test('what is no content at all is told', async () => {
  const onError = vi.fn();
  const opened = openLibrary(undefined as never, { inPlace: true, onError });
  onTestFinished(() => opened.close());
  await expect(opened.ready).rejects.toThrow('The source failed before its first entry');
  expect(onError).toHaveBeenCalledOnce();
});

const GOLDEN = join(import.meta.dirname, '../golden');

/** Files beside an article are none of an entry's. */
const withRemoteMedia = (text: string): string =>
  text.replace(/(?<=\(|"|: |- |<)[\w./-]+\.(?:png|jpg|svg|webp|mp3|mp4)\b/g, 'https://media.example/$&');

test.each(readdirSync(GOLDEN))('the site %s is the same from files and from entries', async (name) => {
  const content = join(GOLDEN, name, 'content');
  const files = readdirSync(content, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => [path, withRemoteMedia(readFileSync(join(content, path), 'utf8'))] as const);
  const yaml = readFileSync(join(content, 'site.yaml'), 'utf8').replace(/^ *(?:icon|logo|avatar):.*$/gm, '');
  const folder = await library(contentFolder({ ...Object.fromEntries(files), 'site.yaml': yaml }));
  const entries = files.map(([path, text]) => {
    const { head, body } = parseFrontMatter(text, path);
    return { path, head: head?.values ?? {}, markdown: body };
  });
  const { opened } = given(() => entries, parseData(yaml, 'site.yaml').head?.values);
  await opened.ready;
  const paths = await folder.paths();
  expect(await opened.paths()).toEqual(paths);
  for (const path of paths) {
    const found = await folder.get(path);
    if (found?.kind === 'document') expect(textAt(opened, path)).toBe(textAt(folder, path));
  }
});

test('a builder in a thread that ends is given everything again, whatever its version', async () => {
  expect(existsSync(join(import.meta.dirname, '../../dist/index.js')), 'npm run build makes the thread').toBe(true);
  const script = join(import.meta.dirname, 'ending.mjs');
  const env = { ...process.env, MARK: join(contentFolder({}), 'end') };
  const { stdout } = await promisify(execFile)('node', ['--import', pathToFileURL(script).href, script], { env });
  expect(JSON.parse(stdout)).toEqual({
    asked: ['asked', 'The builder has ended; another one starts.', 'asked'],
    counts: 2,
    hasText: true,
  });
});
