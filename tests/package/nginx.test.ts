// nginx, where it is installed, serves an export as serve would.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { exportSite } from '../../src/commands/export.ts';
import { encodePath } from '../../src/model/paths.ts';
import { emptyFolder, terminal } from '../commands/at-a-terminal.ts';
import { article, contentFolder, library } from '../content-folder.ts';

const PNG = readFileSync(join(import.meta.dirname, '../golden/sections/content/articles/regatta/sails.png'));
const FILES = {
  'site.yaml': `title: T
url: https://example.org/
redirects:
  /old/: /articles/one/
  /part: /articles/one/#end
  /campaign: /articles/one/?from=poster
  /über alt: https://elsewhere.example/x$y
  "/?p=12": /articles/one/
  "/?q=a b": /articles/one/#end
  "/old/?p=1": /tags/
  "/index.php?cat=3&lang=en": /categories/news/
gone: [/withdrawn/, "/?p=13"]
feeds: { limit: 1 }
`,
  'articles/one.md': article({
    title: 'One',
    categories: 'News',
    tags: '[Grüße, C++]',
    image: '/pics/sails.png',
    aliases: '[/2019/one.html, /uno]',
  }),
  'articles/wrong.md': article({ title: 'Wrong', date: '2026-01-02', withdrawn: '2026-03-01' }),
  'articles/grüße.md': article({ title: 'Grüße & Küsse', date: '2026-02-01' }),
  'pics/sails.png': PNG,
  'pics/a {b}.png': PNG,
};

/** As the file itself says. */
function included(out: string, url: string): string {
  const path = decodeURI(new URL(url).pathname);
  const lines = `root ${out}; include ${out}/_nginx.conf;`;
  return path === '/' ? lines : `location "${path}" { ${lines} }`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** nginx in front of an export; asks it for a path. */
async function nginx(url: string) {
  const content = contentFolder(FILES);
  const place = emptyFolder();
  const out = join(place, 'dist');
  expect(await exportSite({ content, out, keepGoing: false }, terminal({ env: { SITE_URL: url } }))).toBe(0);
  spawnSync('chmod', ['-R', 'a+rX', place]);
  const port = await freePort();
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(place, name));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${place}/${name.replace('client_', '')};`,
  );
  writeFileSync(
    join(place, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${place}/pid; error_log ${place}/error.log; events {}
http { access_log off; ${temporary.join(' ')} server { listen 127.0.0.1:${port}; location = /else { return 200 "else"; } ${included(out, url)} } }`,
  );
  const child: ChildProcess = spawn('nginx', ['-c', join(place, 'nginx.conf'), '-p', place], { stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGTERM'));
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers, method, redirect: 'manual' });
  for (let tries = 0; ; tries++) {
    try {
      await ask('/else');
      break;
    } catch (error) {
      if (tries > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return { ask, content, out };
}

if (spawnSync('nginx', ['-v']).status !== 0)
  throw new Error('nginx is missing. Debian has it: apt-get install nginx-light');

describe.each([
  ['at the root', 'https://example.org/'],
  ['below a path', 'https://example.org/our%20news/'],
])('%s', (_, url) => {
  test('as serve answers, in status, bytes, type, caching and policy', async () => {
    const { ask, content } = await nginx(url);
    const opened = await library(content, { url, clock: Date.now });
    const basePath = opened.basePath() ?? '';
    const app = createApp(opened);
    const at = (path: string) => encodePath(basePath + path.slice(1));
    const former = new Set<string>();
    for (const path of await opened.paths()) {
      const answer = await opened.get(path);
      if (answer?.kind === 'moved' || answer?.kind === 'gone') former.add(path);
      if (path === '/404.html' || former.has(path)) continue;
      const [theirs, ours] = await Promise.all([ask(at(path)), app.request(`http://localhost${at(path)}`)]);
      const seen = async (response: Response) => [
        path,
        response.status,
        ...[
          'content-type',
          'cache-control',
          'content-security-policy',
          'access-control-allow-origin',
          'x-content-type-options',
        ].map((name) => response.headers.get(name)),
        Buffer.from(await response.arrayBuffer()).toString('latin1'),
      ];
      expect(await seen(theirs)).toEqual(await seen(ours));
    }
    const asked = [...former, '/articles/one', '/nope', '/tags', '/index.php']
      .filter((path) => !path.includes('?')) // the name of a rule
      .flatMap((path) => [at(path), `${at(path)}?x=1`]);
    for (const query of [
      'p=12',
      'p=12&x=1',
      'x=1&p=12',
      'x=1&p=12&y=2',
      'q=a+b',
      'p=13',
      'x=1&p=13',
      'p=123',
      'xp=12',
    ]) {
      asked.push(`${at('/')}?${query}`);
    }
    asked.push(`${at('/')}?feed=rss2`, `${at('/')}?feed=atom&x=1`, `${at('/old/')}?p=1`, `${at('/old/')}?p=2`);
    asked.push(`${at('/index.php')}?cat=3&lang=en`, `${at('/index.php')}?lang=en&cat=3`, `${at('/index.php')}?cat=3`);
    expect(asked.length).toBeGreaterThan(100);
    for (const address of asked) {
      const [theirs, ours] = await Promise.all([ask(address), app.request(`http://localhost${address}`)]);
      const location = (response: Response) => decodeURI(response.headers.get('location') ?? '').replaceAll('%24', '$');
      expect([address, theirs.status, location(theirs)]).toEqual([address, ours.status, location(ours)]);
      const isFormer = ours.status === 301 || ours.status === 410;
      for (const name of isFormer ? ['cache-control', 'access-control-allow-origin'] : []) {
        expect([address, name, theirs.headers.get(name)]).toEqual([address, name, ours.headers.get(name)]);
      }
    }
  });

  test('a reader gets it packed, and a 304 the next time', async () => {
    const { ask } = await nginx(url);
    const feed = `${new URL(url).pathname}feed.xml`;
    const response = await ask(feed, { 'accept-encoding': 'gzip' });
    expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual([
      'gzip',
      'Accept-Encoding',
    ]);
    expect(await response.text()).toContain('<rss ');
    const [etag, date] = ['etag', 'last-modified'].map((name) => response.headers.get(name) ?? '');
    expect((await ask(feed, { 'accept-encoding': 'gzip', 'if-none-match': etag ?? '' })).status).toBe(304);
    expect((await ask(feed, { 'if-modified-since': date ?? '' })).status).toBe(304);
    expect((await ask(feed, {}, 'POST')).status).toBe(405);
    expect((await ask(feed, { range: 'bytes=0-3' })).status).toBe(206);
  });

  test('nobody gets what is for hosts alone, and a missing page is a 404 with words', async () => {
    const { ask } = await nginx(url);
    const base = new URL(url).pathname;
    for (const name of [
      '_headers',
      '_redirects',
      '_nginx.conf',
      '_courant.json',
      'feed.xml.gz',
      'feed.xml.br',
      'index.html',
      'tags/index.html',
      '404.html',
      'nope/',
    ]) {
      expect([name, (await ask(base + name)).status]).toEqual([name, 404]);
    }
    const missing = await ask(`${base}nope`);
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await missing.text()).toContain('<!doctype html>');
  });
});
