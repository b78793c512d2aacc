// `courant serve` as a whole: what it remembers, whom it tells, what it prints.

import { once } from 'node:events';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { article, contentFolder, write } from '../content-folder.ts';
import { deadAddress, loopback } from '../loopback.ts';
import { soon } from '../soon.ts';
import { fakeHub } from '../websub/fake-hub.ts';
import { LOCAL, serving } from './serving.ts';
import { exchange, talkTo } from './sockets.ts';

const siteWith = (more = ''): string => `title: The Test\nurl: ${LOCAL}\n${more}`;
const FIXED = 'title: The Test\nurl: https://example.org/\n'; // the port would get into the bytes

async function validatorsOf(url: string): Promise<[etag: string, lastModified: string]> {
  const { headers } = await fetch(`${url}feed.xml`);
  return [headers.get('etag') ?? '', headers.get('last-modified') ?? ''];
}

const isModifiedSince = async (url: string, date: string) =>
  (await fetch(`${url}feed.xml`, { headers: { 'if-modified-since': date } })).status === 200;

test('ids made of localhost behind SITE_URL are a warning, and the site is served', async () => {
  const folder = contentFolder({ 'site.yaml': `title: T\nurl: ${LOCAL}\n`, 'a.md': article({}) });
  const { url, err } = await serving(folder, {}, { SITE_URL: 'https://example.org/' });
  expect(err.join('\n')).toContain('tag-authority-local: ');
  expect((await fetch(`${url}feed.xml`)).status).toBe(200);
});

describe('a restart', () => {
  test('scenario 14, F4: changes no validator', async () => {
    const folder = contentFolder({ 'site.yaml': FIXED, 'a.md': article({}) });
    const cache = join(folder, '.cache');
    const first = await serving(folder, { cache });
    const [, old] = await validatorsOf(first.url);
    write(folder, { 'a.md': article({}, 'A silent correction.') });
    await soon(async () => expect((await validatorsOf(first.url))[1]).not.toBe(old));
    const before = await validatorsOf(first.url);
    await first.stop();
    const second = await serving(folder, { cache });
    expect(await validatorsOf(second.url)).toEqual(before);
    expect(await isModifiedSince(second.url, before[1])).toBe(false);
  });

  test('F6, scenario 17: with a removal meanwhile is learnt of by who sends a date only', async () => {
    const folder = contentFolder({
      'site.yaml': FIXED,
      'a.md': article({}),
      'b.md': article({ title: 'Newest', date: '2026-03-01' }),
    });
    const cache = join(folder, '.cache');
    const first = await serving(folder, { cache });
    const [, date] = await validatorsOf(first.url);
    await first.stop();
    rmSync(join(folder, 'b.md'));
    const second = await serving(folder, { cache });
    expect(await isModifiedSince(second.url, date)).toBe(true);
    const [, after] = await validatorsOf(second.url);
    expect(Date.parse(after)).toBeGreaterThan(Date.parse(date));
    expect(Date.parse(after)).toBeLessThanOrEqual(Date.now());
  });

  test('with a broken or missing cache is a first start', async () => {
    const folder = contentFolder({ 'site.yaml': FIXED, 'a.md': article({}) });
    const cache = join(folder, '.cache');
    const first = await serving(folder, { cache });
    const before = await validatorsOf(first.url);
    await first.stop();
    for (const site of readdirSync(cache)) {
      writeFileSync(join(cache, site, 'memory.json'), '{"version":1,"validators":[[');
    }
    const second = await serving(folder, { cache });
    expect(await validatorsOf(second.url)).toEqual(before);
    await second.stop();
    rmSync(cache, { recursive: true });
    writeFileSync(cache, 'no folder');
    const third = await serving(folder, { cache });
    expect(await validatorsOf(third.url)).toEqual(before);
    expect(await third.stop()).toBe(0);
    expect(third.err).toEqual([
      expect.stringMatching(`^${cache}.* cannot be used, so nothing is kept over a restart: `),
    ]);
  });

  test.each<[string, (folder: string) => Record<string, string>, string]>([
    ['$XDG_CACHE_HOME/courant', (folder) => ({ XDG_CACHE_HOME: `${folder}/.xdg`, HOME: '/nowhere' }), '.xdg/courant'],
    ['~/.cache/courant', (folder) => ({ HOME: folder, XDG_CACHE_HOME: 'relative' }), '.cache/courant'],
  ])('finds what is remembered in %s', async (_, env, place) => {
    const folder = contentFolder({ 'site.yaml': FIXED, 'a.md': article({}) });
    const first = await serving(folder, { cache: undefined }, env(folder));
    await validatorsOf(first.url);
    await first.stop();
    const [site = '', ...others] = readdirSync(join(folder, place));
    expect([site, others]).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), []]);
    expect(readdirSync(join(folder, place, site))).toContain('memory.json');
  });

  test('needs no home', async () => {
    const folder = contentFolder({ 'site.yaml': FIXED, 'a.md': article({}) });
    const first = await serving(folder, { cache: undefined });
    await validatorsOf(first.url);
    await first.stop();
    expect(first.err).toEqual([]);
  });
});

describe('scenario 37: WebSub', () => {
  test('when the hub is told, it gets the new article at the topic', async () => {
    const hub = await fakeHub();
    const got = new Map<string, string>();
    hub.answer = async (topic) => {
      got.set(new URL(topic).pathname, await (await fetch(topic)).text());
      return 202;
    };
    const folder = contentFolder({ 'site.yaml': siteWith(`hubs: [${hub.url}]\n`), 'a.md': article({}) });
    const { url, err } = await serving(folder);
    for (const path of ['feed.xml', 'atom.xml', 'feed.json']) await fetch(url + path);
    write(folder, { 'b.md': article({ title: 'Just now' }) });
    await soon(() => expect([...got.keys()].sort()).toEqual(['/atom.xml', '/feed.json', '/feed.xml']));
    for (const [path, text] of got) expect(text, path).toContain('Just now');
    expect(hub.topics).toHaveLength(3);
    await soon(() => expect(err.filter((line) => line.includes('was told of'))).toHaveLength(3));
  });

  test('a dead hub delays neither the feed nor the end', async () => {
    const url = await loopback((asked) => void asked.resume()); // never answers
    const folder = contentFolder({ 'site.yaml': siteWith(`hubs: [${url}]\n`), 'a.md': article({}) });
    const served = await serving(folder);
    await fetch(`${served.url}feed.json`);
    for (const title of ['One', 'Two']) {
      write(folder, { 'b.md': article({ title }) });
      const shown = async () => (await fetch(`${served.url}feed.json`)).text();
      await soon(async () => expect(await shown()).toContain(title));
    }
    expect(await served.stop()).toBe(0);
  });

  test('--strict tells nobody of what it does not publish', async () => {
    const hub = await fakeHub();
    const site = siteWith(`hubs: [${hub.url}]\n`);
    const folder = contentFolder({ 'site.yaml': site, 'a.md': article({}) });
    const cache = join(folder, '.cache');
    const first = await serving(folder, { cache });
    await fetch(`${first.url}feed.xml`);
    await first.stop();
    write(folder, { 'a.md': article({ title: 'New' }), 'b.md': article({ date: 'soon' }) });
    await expect(serving(folder, { cache, strict: true })).rejects.toThrow('nothing is published');
    expect(hub.topics).toEqual([]);
  });
});

describe('--log', () => {
  const AGENT = 'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers; like FeedFetcher-Google)';

  /** A server, and the lines about requests that it prints, without their instants. */
  async function logged(log = true) {
    const folder = contentFolder({ 'site.yaml': FIXED, 'a.md': article({}), 'tulip.jpg': new Uint8Array(20_000_000) });
    const served = await serving(folder, { log });
    const lines = () => served.out.flatMap((line) => /^\d{4}-\d\d-\d\dT[\d:.]+Z (.*)/.exec(line)?.[1] ?? []);
    return { ...served, lines };
  }

  test('scenario 35: one line a request, with the subscribers that the agent tells of', async () => {
    const { url, lines } = await logged();
    const response = await fetch(`${url}feed.xml?token=secret`, { headers: { 'user-agent': AGENT } });
    const { length } = await response.text();
    await soon(() => expect(lines()).toHaveLength(1));
    const [, bytes, agent] = /^GET \/feed\.xml 200 (\d+) \d+\.\dms "(.*)"$/.exec(lines()[0] ?? '') ?? [];
    expect(agent).toBe(AGENT);
    expect(Number(bytes)).toBeGreaterThan(200);
    expect(Number(bytes)).toBeLessThan(length + 1000);
  });

  test('of an answer without a body with no bytes', async () => {
    const { url, lines } = await logged();
    await fetch(`${url}feed.xml`, { method: 'HEAD' });
    await soon(() => expect(lines()[0]).toMatch(/^HEAD \/feed\.xml 200 0 /));
  });

  test('of each answer on one connection, pipelined too, with the bytes of its own body', async () => {
    const { port, lines } = await logged();
    const ask = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
    const text = await exchange(port, ask('/nope.x') + ask('/feed.xml') + ask('/nope.x', 'Connection: close\r\n'));
    await soon(() => expect(lines()).toHaveLength(3));
    const bytes = lines().map((line) => Number(line.split(' ')[3]));
    expect(bytes[0]).toBeLessThan(bytes[1] as number);
    const bodies = text.split(/HTTP\/1\.1 .*?\r\n\r\n/s).slice(1);
    expect(bytes).toEqual(bodies.map(({ length }) => length));
    expect(lines().map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'GET /nope.x 404',
      'GET /feed.xml 200',
      'GET /nope.x 404',
    ]);
  });

  test('in which nothing that a client sends can do harm', async () => {
    const { port, lines } = await logged();
    const agent = `\x9b31mred \xe9 ${'long'.repeat(1000)}`;
    await exchange(port, `GET /\x80\xff\\ HTTP/1.1\r\nHost: x\r\nUser-Agent: ${agent}\r\nConnection: close\r\n\r\n`);
    await soon(() => expect(lines().length).toBeLessThanOrEqual(1));
    for (const line of lines()) {
      expect(line).toMatch(/^[ -~…]+$/);
      expect(line.length).toBeLessThan(1200);
    }
    await exchange(port, `GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: "a"\\ \x9b \xe9\r\nConnection: close\r\n\r\n`);
    await soon(() => expect(lines().at(-1)).toContain('"\\"a\\"\\x5c \\x9b \\xe9"'));
  });

  test('says when somebody left before the end', async () => {
    const { port, lines } = await logged();
    const talk = talkTo(port);
    talk.send('GET /tulip.jpg HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(talk.socket, 'data');
    talk.socket.destroy();
    await soon(() => expect(lines()[0]).toMatch(/^GET \/tulip\.jpg 200 \d+ [\d.]+ms "-" cut off$/));
  });

  test('prints nothing where it is not asked for', async () => {
    const { url, lines } = await logged(false);
    await fetch(`${url}feed.xml`);
    expect(lines()).toEqual([]);
  });
});

test('--strict answers nobody before all of it is known to be right', async () => {
  const folder = contentFolder({
    'site.yaml': FIXED,
    ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.md`, article({}, 'Text. '.repeat(5000))])),
    'broken.md': article({ title: 'Broken', date: 'soon' }),
  });
  const statuses = new Set<number>();
  const port = Number(new URL(await deadAddress()).port);
  const asking = setInterval(() => {
    fetch(`http://127.0.0.1:${port}/feed.xml`).then(
      ({ status }) => statuses.add(status),
      () => {},
    );
  }, 5);
  onTestFinished(() => clearInterval(asking));
  await expect(serving(folder, { strict: true, port })).rejects.toThrow('nothing is published');
  expect([...statuses].filter((status) => status !== 503)).toEqual([]);
});
