// The program as its host sees it: signals, crashes, other machines.

import { cpSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { article, contentFolder, write } from '../content-folder.ts';
import { soon } from '../soon.ts';
import { fakeHub } from '../websub/fake-hub.ts';
import { started } from './process.ts';
import { talkTo } from './sockets.ts';

const FEEDS = ['feed.xml', 'atom.xml', 'feed.json'];

describe('SIGTERM', () => {
  test('lets an answer in flight go out whole, waits for nobody who only stays, and ends with 0', async () => {
    const size = 30_000_000;
    const folder = contentFolder({ 'a.md': article({}), 'tulip.mp4': new Uint8Array(size) });
    const { port, end } = await started(folder);
    const [idle, slow] = [talkTo(port), talkTo(port)];
    idle.send('GET /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n');
    slow.send('GET /tulip.mp4 HTTP/1.1\r\nHost: x\r\n\r\n');
    await soon(() => expect([idle.text(), slow.text()]).toEqual([expect.any(String), expect.stringMatching(/./)]));
    slow.socket.pause();
    const ended = end('SIGTERM');
    await idle.ended;
    slow.socket.resume();
    const text = await slow.ended;
    expect(text.length - text.indexOf('\r\n\r\n') - 4).toBe(size);
    expect(await ended).toBe(0);
  });
});

test('scenario 37: a crash between a change and the hub’s being told of it is made good', async () => {
  const hub = await fakeHub();
  hub.answer = () => 503;
  const cache = contentFolder({});
  const folder = contentFolder({
    'site.yaml': `title: The Test\nurl: https://example.org/\nhubs: [${hub.url}]\n`,
    'a.md': article({}),
  });
  const first = await started(folder, { XDG_CACHE_HOME: cache });
  for (const path of FEEDS) await fetch(first.url + path);
  const remembered = () => {
    const [site = ''] = readdirSync(join(cache, 'courant'));
    return JSON.parse(readFileSync(join(cache, 'courant', site, 'memory.json'), 'utf8')) as {
      validators: unknown[];
      told: unknown[];
    };
  };
  await soon(() => expect(remembered().validators).toHaveLength(3));
  const before = remembered();
  write(folder, { 'b.md': article({ title: 'New' }) });
  await soon(() => expect(hub.topics.length).toBeGreaterThan(0));
  await soon(() => expect(remembered().validators).not.toEqual(before.validators));
  expect(await first.end('SIGKILL')).toBe('SIGKILL');
  expect(remembered().told).toEqual(before.told);
  hub.topics.length = 0;
  hub.answer = () => 204;
  await started(folder, { XDG_CACHE_HOME: cache });
  const told = () => hub.topics.map((topic) => new URL(topic).pathname.slice(1)).sort();
  await soon(() => expect(told()).toEqual([...FEEDS].sort()));
});

test('scenario 14, F3: another process on a copy with other dates, in another zone and language', async () => {
  const folder = contentFolder({
    'site.yaml': 'title: The Test\nurl: https://example.org/\ntimeZone: Europe/Berlin\n',
    'a.md': article({ title: 'Ähre', date: '2026-03-01 09:00', tags: 'Zoo, Ärger, apple' }),
    'b/index.md': article({ title: 'Zehn', date: '2026-03-01 09:00', updated: '2026-04-01' }, '[a](../a.md)\n'),
    'b/x.mp3': new Uint8Array(1000),
  });
  const copy = contentFolder({});
  cpSync(folder, copy, { recursive: true });
  for (const path of readdirSync(copy, { recursive: true, encoding: 'utf8' })) utimesSync(join(copy, path), 1e9, 1e9);
  const [one, two] = await Promise.all([
    started(folder),
    started(copy, { TZ: 'Asia/Kolkata', LANG: 'de_DE.UTF-8', LC_ALL: 'tr_TR.UTF-8' }),
  ]);
  for (const path of [...FEEDS, 'tags/zoo/feed.xml', 'b/x.mp3']) {
    const [a, b] = await Promise.all([one, two].map(({ url }) => fetch(url + path)));
    expect(await b?.text(), path).toBe(await a?.text());
    expect(b?.headers.get('etag')).toBe(a?.headers.get('etag'));
    if (path !== 'b/x.mp3') expect(b?.headers.get('last-modified')).toBe(a?.headers.get('last-modified'));
  }
});
