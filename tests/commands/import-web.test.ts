// Imports from the web: with an end to size, time and redirects, and with the pictures if they are wanted.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import type { ImportOptions } from '../../src/commands/import/shelf.ts';
import { download, LARGEST } from '../../src/commands/import/source.ts';
import { importFrom } from '../../src/commands/import.ts';
import { contentFolder } from '../content-folder.ts';
import { filesIn, terminal } from './at-a-terminal.ts';
import { type Answer, web } from './web.ts';

const never = new AbortController().signal;
const get = (url: string, stop = never) => download(url, '*/*', stop);

describe('a download', () => {
  test('follows redirects, relative ones too, and says where it has come to; a circle ends', async () => {
    const to =
      (location: string): Answer =>
      (response) =>
        response.writeHead(302, { location }).end();
    const { address } = await web({
      '/1': to('2'),
      '/2': to('/3'),
      '/3': to('/4'),
      '/4': to('/5'),
      '/5': to('/6'),
      '/6': 'here',
      '/0': to('/0'),
    });
    expect(Buffer.from((await get(`${address}/1`)).bytes).toString()).toBe('here');
    expect((await get(`${address}/1`)).url).toBe(`${address}/6`);
    await expect(get(`${address}/0`)).rejects.toThrow(`${address}/0 cannot be reached: redirect count exceeded`);
  });

  test.each(['file:///etc/passwd', 'data:text/plain,x', 'http://['])('is not led to %s', async (location) => {
    const { address } = await web({ '/': (response) => response.writeHead(301, { location }).end() });
    await expect(get(`${address}/`)).rejects.toThrow(`${address}/ cannot be reached: `);
  });

  test('ends at 10 MB, said beforehand or not, packed or not', async () => {
    const bomb = gzipSync(Buffer.alloc(LARGEST + 1));
    const { address } = await web({
      '/plain': Buffer.alloc(LARGEST + 1),
      '/packed': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
      '/endless': (response) => {
        const more = () => response.write(Buffer.alloc(1_000_000), (error) => error || setImmediate(more));
        more();
      },
      '/most': Buffer.alloc(LARGEST),
    });
    for (const path of ['/plain', '/packed', '/endless']) {
      await expect(get(address + path)).rejects.toThrow(`${address}${path} is larger than 10 MB.`);
    }
    expect((await get(`${address}/most`)).bytes.byteLength).toBe(LARGEST);
  });

  test('ends after its time, while it waits as while it reads', async () => {
    const { address } = await web({ '/silent': () => {}, '/slow': (response) => void response.write('a') });
    for (const path of ['/silent', '/slow']) {
      await expect(download(address + path, '*/*', never, 0.2)).rejects.toThrow(
        `${address}${path} took longer than 0.2 seconds.`,
      );
    }
  });

  test('ends after its time when the garbage collector has run meanwhile', async () => {
    const { address } = await web({ '/': () => {} });
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const ends = expect(download(`${address}/`, '*/*', never, 0.4)).rejects.toThrow('took longer than 0.4 seconds.');
    for (let times = 0; times < 3; times++) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    await ends;
  });

  test('that does not answer can be stopped', async () => {
    const { address } = await web({ '/': () => {} });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    await expect(get(`${address}/`, stop.signal)).rejects.toThrow('Stopped.');
  });

  test.each<[string, Answer | undefined, RegExp]>([
    ['404', undefined, /answers 404 Not Found\.$/],
    ['500', (response) => response.writeHead(500).end('x'), /answers 500/],
    ['a broken connection', (response) => void response.socket?.destroy(), /cannot be reached: /],
  ])('that fails says why: %s', async (_, answer, message) => {
    const { address } = await web(answer ? { '/': answer } : {});
    await expect(get(`${address}/`)).rejects.toThrow(message);
  });
});

const FEED = (
  address: string,
) => `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title><link>${address}/</link><description>d</description>
<item><title>One</title><guid>g1</guid><link>${address}/one/</link><pubDate>Tue, 03 Feb 2026 10:00:00 GMT</pubDate>
<description>&lt;p&gt;&lt;a href="/big.png"&gt;&lt;img src="/pics/sails.png?w=300" alt="Sails"&gt;&lt;/a&gt; and &lt;img src="/other/sails.png" alt=""&gt; text &lt;img src="/gone.png" alt="Gone"&gt; &lt;img src="/page.png" alt="No picture"&gt;&lt;/p&gt;</description>
<media:content url="${address}/lead" medium="image"/>
<enclosure url="${address}/sound.mp3" type="audio/mpeg" length="4"/></item>
</channel></rss>`;
const PNG = readFileSync(join(import.meta.dirname, '../golden/sections/content/articles/regatta/sails.png'));

async function imported(options: Partial<ImportOptions> = {}, content = contentFolder({})) {
  const pages: Record<string, Answer> = {};
  const site = await web(pages);
  Object.assign(pages, {
    '/feed': FEED(site.address),
    '/pics/sails.png?w=300': PNG,
    '/other/sails.png': PNG,
    '/big.png': PNG,
    '/lead': PNG,
    '/page.png': '<html>not here</html>',
    '/sound.mp3': 'ID3!',
  });
  const io = terminal();
  const run = (more: Partial<ImportOptions> = {}) =>
    importFrom(
      { from: `${site.address}/feed`, content, media: false, update: false, site: {}, ...options, ...more },
      io,
    );
  await run();
  return { ...site, content, io, run, files: () => filesIn(content) };
}

describe('--media', () => {
  test('lays pictures and enclosures beside the article, under names that stay', async () => {
    const { files, io, address } = await imported({ media: true });
    expect(Object.keys(files())).toEqual([
      'articles/2026-02-03-one/big.png',
      'articles/2026-02-03-one/index.md',
      'articles/2026-02-03-one/lead.png',
      expect.stringMatching(/^articles\/2026-02-03-one\/sails-[0-9a-f]{6}\.png$/),
      'articles/2026-02-03-one/sails.png',
      'articles/2026-02-03-one/sound.mp3',
      'site.yaml',
    ]);
    const text = files()['articles/2026-02-03-one/index.md'] ?? '';
    expect(text).toContain('image:\n  src: lead.png\nenclosures:\n  - src: sound.mp3\n');
    expect(text).toContain('[![Sails](sails.png)](big.png)');
    expect(text).toContain(`![Gone](${address}/gone.png)`);
    expect(io.told.join('\n')).toMatch(/gone\.png answers 404 Not Found\. It stays where it is\./);
    expect(io.told.join('\n')).toMatch(/page\.png is neither a picture nor another file that Courant serves\./);
  });

  test('gives a publication without a problem', async () => {
    const { content } = await imported({ media: true });
    const io = terminal();
    await check({ content, json: true }, io);
    const problems = JSON.parse(io.printed.join('')) as { code: string }[];
    expect(problems.map(({ code }) => code)).toEqual(['image-small']); // the picture of this test has 64 pixels
  });

  test('fetches nothing twice, and without it what was fetched stays', async () => {
    const { files, run, asked, io } = await imported({ media: true });
    const before = files();
    asked.length = 0;
    await run({ media: false });
    expect(asked).toEqual(['/feed']);
    expect(io.printed.at(-1)).toBe('1 article: 0 new, 1 as before.');
    await run({ media: true });
    expect(asked.filter((path) => !/gone|page/.test(path))).toEqual(['/feed', '/feed']);
    expect(files()).toEqual(before);
  });

  test('with --update brings the pictures of an article that came without them', async () => {
    const { files, run } = await imported();
    expect(Object.keys(files())).toEqual(['articles/2026-02-03-one.md', 'site.yaml']);
    await run({ media: true, update: true });
    expect(Object.keys(files())).toContain('articles/2026-02-03-one/index.md');
    expect(Object.keys(files())).not.toContain('articles/2026-02-03-one.md');
  });

  test('with --update leaves an article in another language in its folder, beside its pictures', async () => {
    const text = '---\ntitle: One\nid: g1\ndate: 2026-02-03\n---\n';
    const content = contentFolder({
      'site.yaml': 'title: T\nurl: https://x.example/\n',
      'articles/one/index.de.md': text,
    });
    const { files, run } = await imported({}, content);
    await run({ media: true, update: true });
    const names = Object.keys(files());
    expect(names).toEqual(expect.arrayContaining(['articles/one/index.de.md', 'articles/one/lead.png']));
    expect(names.filter((name) => name.endsWith('.md'))).toHaveLength(1);
  });
});

test.each([
  ['', '<link rel="stylesheet" href="a.css"><link rel=alternate type="application/rss+xml" title="T" href="feed">'],
  [
    'with a comment before the doctype',
    '<link rel="alternate" type="application/atom+xml" href="/feed">',
    '<!-- x -->',
  ],
  ['in XHTML', '<link href="/feed" type="application/rss+xml" rel="alternate" />', '<?xml version="1.0"?>'],
  ['without its first tags', '<link rel=alternate type=application/rss+xml href=feed>', '', '<title>T</title>'],
  [
    'without its first tags but a doctype',
    '<link rel=alternate type=application/rss+xml href=feed>',
    '',
    '<!doctype html><p>T',
  ],
  ['with a base', '<base href="/deep/"><link rel="alternate" type="application/rss+xml" href="../feed">'],
  ['with a type that is not quite one', '<link rel="alternate home" type="application/rss" href="feed">'],
  [
    'with another link in a comment',
    '<!-- <link rel=alternate type="application/rss+xml" href="no"> --><link rel=alternate type="application/rss+xml" href="feed">',
  ],
])(
  'a web page %s leads to its feed',
  async (_, head, before = '', page = '<!doctype html><html xmlns="http://www.w3.org/1999/xhtml"><head>') => {
    const pages: Record<string, Answer> = {};
    const { address } = await web(pages);
    pages['/feed'] = FEED(address);
    pages['/'] = `${before}${page}${head}</head></html>`;
    const content = contentFolder({});
    const io = terminal();
    expect(await importFrom({ from: `${address}/`, content, media: false, update: false, site: {} }, io)).toBe(0);
    expect(io.told[0]).toBe(`${address}/ is a web page; its feed is ${address}/feed`);
  },
);

describe('--all', () => {
  const page = (titles: string[], head = '') =>
    `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>T</title><link>https://x.example/</link><description>d</description>${head}${titles
      .map(
        (title) =>
          `<item><title>${title}</title><guid isPermaLink="false">${title}</guid><pubDate>Tue, 03 Feb 2026 10:00:00 GMT</pubDate><description>x</description></item>`,
      )
      .join('')}</channel></rss>`;
  const run = async (pages: Record<string, Answer>, all: boolean) => {
    const { address, asked } = await web(pages);
    const io = terminal();
    await importFrom(
      { from: `${address}/1`, content: contentFolder({}), media: false, all, update: false, site: {} },
      io,
    );
    return { io, asked };
  };

  test('follows the links to older pages, also when they lead in a circle', async () => {
    const pages = {
      '/1': page(['A'], '<atom:link rel="prev-archive" href="/2"/>'),
      '/2': page(['B'], '<atom:link rel="next" href="3"/>'),
      '/3': page(['C'], '<atom:link rel="next" href="1"/>'),
    };
    expect((await run(pages, true)).io.printed.at(-1)).toBe('3 articles: 3 new, 0 as before.');
    const { io, asked } = await run(pages, false);
    expect(io.told[0]).toBe('The feed holds the newest articles only: --all takes the older ones too.');
    expect(asked).toEqual(['/1']);
  });

  test('takes items without id and link of every page, each once', async () => {
    const bare = (titles: string[], head = '') => page(titles, head).replace(/<guid.*?<\/guid>/g, '');
    const pages = {
      '/1': bare(['A', 'B'], '<atom:link rel="prev-archive" href="/2"/>'),
      '/2': bare(['B', 'C'], '<atom:link rel="next" href="1"/>'),
    };
    expect((await run(pages, true)).io.printed).toContain('3 articles: 3 new, 0 as before.');
  });

  test("counts WordPress's pages up until there is none", async () => {
    const generator = '<generator>https://wordpress.org/?v=6.9</generator>';
    const pages = { '/1': page(['A'], generator), '/1?paged=2': page(['B'], generator) };
    const { io, asked } = await run(pages, true);
    expect(asked).toEqual(['/1', '/1?paged=2', '/1?paged=3']);
    expect(io.printed.at(-1)).toBe('2 articles: 2 new, 0 as before.');
  });

  test('ends with a page that holds nothing new', async () => {
    const same: Answer = page(['A'], '<generator>WordPress</generator>');
    const { asked } = await run({ '/1': same, '/1?paged=2': same, '/1?paged=3': same }, true);
    expect(asked).toEqual(['/1', '/1?paged=2']);
  });
});

test('an address that answers plain text is no press article', async () => {
  const { address } = await web({ '/': 'Not found\n\nThere is nothing here.' });
  const options = { from: `${address}/`, content: contentFolder({}), media: false, update: false, site: {} };
  await expect(importFrom(options, terminal())).rejects.toThrow('is plain text and no feed');
});

test.each<[string, Buffer, Record<string, string>]>([
  [
    'by the answer',
    Buffer.from(FEED('https://x.example').replaceAll('One', 'Él'), 'latin1'),
    { 'content-type': 'text/xml; charset=iso-8859-1' },
  ],
  [
    'by the document',
    Buffer.from(
      `<?xml version="1.0" encoding="ISO-8859-1"?>${FEED('https://x.example').replaceAll('One', 'Él')}`,
      'latin1',
    ),
    { 'content-type': 'text/xml' },
  ],
  ['by its first bytes', Buffer.from(`\uFEFF${FEED('https://x.example').replaceAll('One', 'Él')}`, 'utf16le'), {}],
])('the encoding is told %s', async (_, bytes, headers) => {
  const { address } = await web({ '/': (response) => response.writeHead(200, headers).end(bytes) });
  const content = contentFolder({});
  await importFrom({ from: `${address}/`, content, media: false, update: false, site: {} }, terminal());
  expect(filesIn(content)['articles/2026-02-03-one.md']).toContain('title: Él\n');
});

test('other protocols are a wrong call', async () => {
  for (const from of ['ftp://x.example/feed', 'file:///etc/passwd', 'https://[']) {
    await expect(importFrom({ from, content: '', media: false, update: false, site: {} }, terminal())).rejects.toThrow(
      'is not an address of the web',
    );
  }
});

test('a call that is stopped leaves what it has imported', async () => {
  const stop = new AbortController();
  stop.abort();
  const content = contentFolder({ 'feed.xml': FEED('https://x.example') });
  const io = terminal({ stop: stop.signal });
  await expect(
    importFrom({ from: join(content, 'feed.xml'), content, media: false, update: false, site: {} }, io),
  ).rejects.toThrow('Stopped.');
});
