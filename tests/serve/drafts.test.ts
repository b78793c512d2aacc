// `courant serve --drafts`: what nobody may read yet, for the writer at this machine, and for no other client or cache.

import { existsSync, readdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/commands/io.ts';
import { serve } from '../../src/commands/serve.ts';
import { terminal } from '../commands/at-a-terminal.ts';
import { article, contentFolder, write } from '../content-folder.ts';
import { soon } from '../soon.ts';
import { fakeHub } from '../websub/fake-hub.ts';
import { serving } from './serving.ts';
import { exchange } from './sockets.ts';

const SECRET = 'tulips-nobody-knows-of';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>';

const FILES = {
  'site.yaml': 'title: The Test\nurl: https://example.org/news/\n',
  'public.md': article({ title: 'Public' }, 'See [it](secret/index.md).'),
  'secret/index.md': article({ title: 'Secret', draft: 'true', image: 'p.svg' }, SECRET),
  'secret/p.svg': SVG,
  'undated.md': '---\ntitle: Undated\ndraft: true\n---\n',
  'later.md': article({ title: 'Later', date: '2999-01-01' }, SECRET),
};

/** Everything that there is to ask for. */
const PATHS = [
  '',
  'feed.xml',
  'atom.xml',
  'feed.json',
  'articles/secret/',
  'articles/later/',
  'secret/p.svg',
  'no',
  'feeds',
  'sitemap.xml',
  'feeds.opml',
];

const shown = (files: Readonly<Record<string, string>> = FILES, env = {}) =>
  serving(contentFolder(files), { drafts: true }, env);

test('drafts and scheduled articles are on pages and in feeds, marked, with addresses that work', async () => {
  const { url, port, out } = await shown();
  const textAt = async (path: string) => (await fetch(`${url}news/${path}`)).text();
  for (const path of ['', 'feed.xml', 'atom.xml', 'feed.json']) {
    const text = await textAt(path);
    expect(text, path).toContain('[Draft] Secret');
    expect(text, path).toContain('[Scheduled] Later');
    expect(text, path).not.toContain('1970');
    expect(text, path).not.toContain('] Public');
  }
  const { items } = JSON.parse(await textAt('feed.json')) as {
    items: { url: string; image?: string; title: string }[];
  };
  for (const { url, image } of items) {
    expect(url).toContain(`http://localhost:${port}/news/articles/`);
    for (const address of image ? [url, image] : [url]) expect((await fetch(address)).status, address).toBe(200);
  }
  for (const path of ['', 'articles/secret/', 'articles/public/', 'feeds/']) {
    const page = await textAt(path);
    expect(page, path).toContain('Drafts and scheduled articles are shown, on this machine only.');
    expect(page, path).toContain('<meta name="robots" content="noindex"/>');
  }
  expect(out).toContain(
    'Drafts and scheduled articles are shown, to this machine only: never put a proxy in front of it.',
  );
});

test('without --drafts nothing of them is anywhere', async () => {
  const { url } = await serving(contentFolder(FILES));
  for (const path of PATHS) {
    const text = await (await fetch(`${url}news/${path}`)).text();
    expect(text, path).not.toMatch(new RegExp(`${SECRET}|Secret|Later|on this machine`));
  }
});

test.each([
  ['another host', 'Host: example.org'],
  ['a name that leads to this machine', 'Host: localhost.example.org'],
  ['its own address in the network', 'Host: 192.168.1.7:3000'],
  ['no host', 'Host:'],
  ['a user in the host', 'Host: localhost@example.org'],
  ['Forwarded', 'Host: localhost\r\nForwarded: for=192.0.2.60'],
  ['X-Forwarded-For', 'Host: localhost\r\nX-Forwarded-For: 192.0.2.60'],
  ['X-Forwarded-Proto', 'Host: localhost\r\nx-forwarded-proto: https'],
  ['X-Forwarded-Host', 'Host: localhost\r\nX-Forwarded-Host: localhost'],
  ['X-Real-IP', 'Host: localhost\r\nX-Real-IP: 192.0.2.60'],
  ['Via', 'Host: localhost\r\nVia: 1.1 varnish'],
  ['nginx as it comes, in HTTP/1.0', 'Host: 127.0.0.1:3000', '1.0'],
  ['HTTP/1.0 without a host', 'Accept: */*', '1.0'],
])('a client with %s gets nothing', async (_, head, version = '1.1') => {
  const { port } = await shown();
  for (const path of [...PATHS.map((each) => `/news/${each}`), '/readyz', 'http://localhost/news/feed.xml']) {
    for (const method of ['GET', 'OPTIONS']) {
      const text = await exchange(port, `${method} ${path} HTTP/${version}\r\n${head}\r\nConnection: close\r\n\r\n`);
      expect(text, path).toMatch(/^HTTP\/1\.1 (?:403 Forbidden|400 Bad Request)\r\n/);
      expect(text, path).not.toMatch(new RegExp(`${SECRET}|Secret|Later|access-control`, 'i'));
      if (text.includes(' 403 ')) expect(text, path).toMatch(/^cache-control: no-store\r$/im);
    }
  }
});

test('no answer may be stored, found or read by a page of another site', async () => {
  const { url } = await shown();
  for (const path of PATHS.map((each) => `news/${each}`).concat('healthz', 'readyz')) {
    const { headers: first } = await fetch(url + path);
    for (const [method, more] of [
      ['GET', {}],
      ['GET', { 'if-none-match': '*' }],
      ['HEAD', {}],
      ['OPTIONS', {}],
      ['POST', {}],
      ['GET', { range: 'bytes=0-1' }],
      ['GET', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    ] as const) {
      const { headers } = await fetch(url + path, { method, headers: { origin: 'https://evil.example', ...more } });
      const where = `${method} ${path} ${JSON.stringify(more)}`;
      expect(headers.get('cache-control'), where).toBe('no-store');
      expect(headers.get('x-robots-tag'), where).toBe('noindex');
      expect(headers.get('cross-origin-resource-policy'), where).toBe('same-origin');
      expect(
        [...headers.keys()].filter((name) => name.startsWith('access-control')),
        where,
      ).toEqual([]);
    }
    expect(first.get('cache-control')).toBe('no-store');
  }
});

test.each(['0.0.0.0', '::', '192.168.1.7', 'example.org', '127.0.0.1.example.org'])(
  '--host %s is refused',
  async (host) => {
    const options = { content: contentFolder(FILES), port: 0, host, strict: false, drafts: true };
    await expect(serve(options, terminal())).rejects.toThrow(UsageError);
  },
);

test('no address of this machine but loopback answers', async () => {
  const { port } = await serving(contentFolder(FILES), { drafts: true, host: 'localhost' });
  const others = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
  );
  for (const { address } of others) await expect(fetch(`http://${address}:${port}/news/`)).rejects.toThrow();
  expect((await fetch(`http://localhost:${port}/news/`)).status).toBe(200);
});

test('no hub is pinged, and no cache folder is touched', async () => {
  const hub = await fakeHub();
  const files = { ...FILES, 'site.yaml': `${FILES['site.yaml']}hubs: [${hub.url}]\n` };
  const [folder, home] = [contentFolder(files), contentFolder({})];
  const cache = join(home, 'cache');
  const { url, stop, out } = await serving(folder, { drafts: true, cache }, { HOME: home, XDG_CACHE_HOME: home });
  for (const path of PATHS) await fetch(`${url}news/${path}`);
  write(folder, { 'secret/index.md': article({ title: 'Other', draft: 'true' }, SECRET) });
  await soon(async () => expect(await (await fetch(`${url}news/feed.xml`)).text()).toContain('[Draft] Other'));
  await soon(() => expect(out.at(-1)).toMatch(/^draft {6}Other {2}http:\/\/localhost:\d+\/news\/articles\/secret\/$/));
  expect(await stop()).toBe(0);
  expect([existsSync(cache), readdirSync(home)]).toEqual([false, ['site.yaml']]);
  expect(hub.topics).toEqual([]);
});

test('an article with an error shows on its page what is wrong, and the article once it is mended', async () => {
  const folder = contentFolder({ ...FILES, 'articles/2026-02-01-bad.md': '---\ntitle: [<b>\n---\nText.\n' });
  const { url } = await serving(folder, { drafts: true });
  const page = async (name: string) => (await fetch(`${url}news/articles/${name}/`)).text();
  const bad = await page('bad');
  expect(bad).toContain('[Draft] 2026-02-01-bad');
  expect(bad).toMatch(/<strong>error<\/strong> <code>articles\/2026-02-01-bad\.md:2:\d+<\/code>/);
  expect(bad).not.toMatch(/<b>|1970/);
  write(folder, { 'articles/2026-02-01-bad.md': article({ title: 'Good' }, 'It is mended.') });
  await soon(async () => expect(await page('bad')).toContain('It is mended.'));
  write(folder, { 'public.md': article({ title: 'Public', date: '2026-02-30' }, 'Text.') });
  await soon(async () => expect(await page('public')).toContain('There is no day 2026-02-30.'));
  expect(await page('public')).not.toContain('See ');
});
