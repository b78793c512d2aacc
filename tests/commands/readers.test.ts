// `courant readers`: subscribers, clients and the share of 304, from logs as servers write them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createCounter, type FeedReaders, readers } from '../../src/commands/readers.ts';

const FEEDLY = (count: number | string) =>
  `Feedly/1.0 (+http://www.feedly.com/fetcher.html; ${count} subscribers; like FeedFetcher-Google)`;
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

interface Line {
  readonly ip?: string;
  readonly day?: string;
  readonly path?: string;
  readonly status?: number;
  readonly agent: string;
}

const combined = ({ ip = '192.0.2.1', day = '26/Nov/2026', path = '/feed.xml', status = 200, agent }: Line): string =>
  `${ip} - - [${day}:09:00:00 +0000] "GET ${path} HTTP/1.1" ${status} 6345 "-" "${agent}"`;

async function counted(lines: readonly string[] | AsyncIterable<Uint8Array>): Promise<FeedReaders[]> {
  const input =
    Symbol.asyncIterator in lines
      ? lines
      : (async function* () {
          yield new TextEncoder().encode(lines.join('\n'));
        })();
  const out: string[] = [];
  const io = {
    out: (line: string) => void out.push(line),
    err: expect.fail,
    env: {},
    stop: new AbortController().signal,
  };
  expect(await readers({ logs: [], input, json: true }, io)).toBe(0);
  return (JSON.parse(out.join('\n')) as { feeds: FeedReaders[] }).feeds;
}

const feed = async (lines: readonly Line[]) => (await counted(lines.map(combined)))[0];

describe('subscribers', () => {
  test.each([
    ['Feedly', FEEDLY(12), 12],
    ['Feedly, thousands', FEEDLY('1,204'), 1204],
    ['Feedly, one', 'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 1 subscriber; like FeedFetcher-Google)', 1],
    ['Inoreader', 'Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 5 subscribers; )', 5],
    ['NewsBlur', 'NewsBlur Feed Fetcher - 17 subscribers - https://www.newsblur.com/site/1 (Mozilla/5.0 …)', 17],
    ['Feedbin', 'Feedbin feed-id:1373711 - 42 subscribers', 42],
    ['The Old Reader', 'Mozilla/5.0 (compatible; theoldreader.com; 3 subscribers; feed-id=53ea1e7d)', 3],
    ['BazQux', 'BazQux/2.4 (+https://bazqux.com/fetcher; 2 subscribers)', 2],
  ])('are what %s says', async (_, agent, subscribers) => {
    expect(await feed([{ agent }])).toMatchObject({ subscribers, clients: 0 });
  });

  test('are the newest number of each aggregator, from whatever address, and for each feed', async () => {
    const lines = [
      { agent: FEEDLY(12) },
      { agent: 'Feedbin feed-id:1 - 42 subscribers' },
      { agent: FEEDLY(14), ip: '198.51.100.7' },
      { agent: FEEDLY(3), path: '/tags/tea/atom.xml?x=1' },
    ];
    expect((await counted(lines.map(combined))).map(({ path, subscribers }) => [path, subscribers])).toEqual([
      ['/feed.xml', 56],
      ['/tags/tea/atom.xml', 3],
    ]);
  });

  test('are the newest also where the newer log comes first, as access.log before access.log.1', async () => {
    const lines = [
      { agent: FEEDLY(14), day: '02/Dec/2026' },
      { agent: FEEDLY(12), day: '26/Nov/2026' },
    ];
    expect(await feed(lines)).toMatchObject({ subscribers: 14 });
    const own = lines.map(({ agent }, n) => `2026-11-2${6 - n}T09:00:00.000Z GET /feed.xml 200 6345 1.5ms "${agent}"`);
    expect(await counted(own)).toMatchObject([{ subscribers: 14 }]);
  });
});

describe('clients', () => {
  test('are readers by address and agent, on the day that had most', async () => {
    const lines = [
      { agent: 'FreshRSS/1.24.3 (Linux; https://freshrss.org)', day: '25/Nov/2026' },
      { agent: 'FreshRSS/1.24.3 (Linux; https://freshrss.org)' },
      { agent: 'FreshRSS/1.24.3 (Linux; https://freshrss.org)' },
      { agent: 'FreshRSS/1.24.3 (Linux; https://freshrss.org)', ip: '2001:db8::1' },
      { agent: 'Mozilla/5.0 (compatible; Miniflux/2.2.3; +https://miniflux.app)' },
      { agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.0' },
      { agent: 'NetNewsWire (RSS Reader; https://netnewswire.com/)' },
      { agent: '-' },
    ];
    expect(await feed(lines)).toMatchObject({ subscribers: 0, clients: 6 });
  });

  test.each([
    ['a browser that opened the feed once', { agent: CHROME }, 0],
    ['another one', { agent: FIREFOX }, 0],
    ['a reader in a browser, which asks again', { agent: FIREFOX, status: 304 }, 1],
    ['a search engine', { agent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }, 0],
    ['Mastodon', { agent: 'Mastodon/4.3.1 (http.rb/5.2.0; +https://mastodon.example/) Bot' }, 0],
    ['an older Mastodon', { agent: 'http.rb/5.1.1 (Mastodon/4.2.0; +https://mastodon.example/)' }, 0],
  ] as const)('of %s', async (_, line, clients) => {
    expect(await feed([line])).toMatchObject({ clients });
  });

  test('are exact up to 10,000, and close beyond', () => {
    const counter = createCounter();
    for (let i = 0; i < 10_000; i++) for (const _ of [1, 2]) counter.add(`client ${i}`);
    expect(counter.count()).toBe(10_000);
    for (let i = 0; i < 100_000; i++) counter.add(`client ${i}`);
    expect(Math.abs(counter.count() / 100_000 - 1)).toBeLessThan(0.05);
  });
});

test('the share of 304 is one of all answers to readers, and nothing else is counted', async () => {
  const agent = 'Miniflux/2';
  const statuses = [200, 304, 304, 301, 404, 503];
  const strangers = [CHROME, 'Googlebot/2.1'].map((each) => combined({ agent: each }));
  const lines = [...statuses.map((status) => combined({ agent, status })), ...strangers];
  const others = [combined({ agent, path: '/' }), combined({ agent }).replace('GET', 'POST'), 'nonsense', ''];
  expect(await counted([...lines, ...others])).toEqual([
    { path: '/feed.xml', subscribers: 0, clients: 1, notModified: 0.667 },
  ]);
});

test.each([
  ['nginx and Apache', combined({ agent: 'A' })],
  ['Apache with the host in front', `example.org:443 ${combined({ agent: 'A' })}`],
  ['a user', combined({ agent: 'A' }).replace('- -', '- Ann Example')],
  ['a quote in the agent', combined({ agent: 'A \\" B' })],
  ['no agent (common log format)', combined({ agent: 'A' }).replace(/ "-" "A"$/, '')],
  ['more behind it', `${combined({ agent: 'A' })} 0.003 "-"`],
  ['a proxy asked for', combined({ agent: 'A', path: 'http://example.org/feed.xml' })],
  ['ours', '2026-03-03T09:00:00.123Z GET /feed.xml 200 6345 1.2ms "A"'],
  ['ours, cut off', '2026-03-03T09:00:00.123Z GET /feed.xml 200 6345 1.2ms "A" cut off'],
])('a line of %s is understood', async (_, line) => {
  expect(await counted([line])).toMatchObject([{ path: '/feed.xml', clients: 1 }]);
});

test('files are read, addresses are never printed, and a log that is none is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const logs = ['a.log', 'b.log'].map((name) => join(folder, name));
  writeFileSync(logs[0] as string, `${combined({ agent: 'A', ip: '192.0.2.77' })}\r\n`);
  writeFileSync(
    logs[1] as string,
    combined({ agent: FEEDLY(7), path: '/news/\x1b[2Jfeed.xml'.replace('feed', '/feed') }),
  );
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const io = { out: say, err: say, env: {}, stop: new AbortController().signal };
  expect(await readers({ logs, input: undefined, json: false }, io)).toBe(0);
  expect(said).toEqual(
    [
      'feed                subscribers  clients  304',
      '/news/�[2J/feed.xml            7        0  0 %',
      '/feed.xml                     0        1  0 %',
    ].map((line) => expect.stringMatching(new RegExp(`^${line.replace(/[[\]]/g, '\\$&').replace(/ +/g, ' +')}$`))),
  );
  expect(said.join()).not.toContain('192.0.2');
  writeFileSync(logs[0] as string, 'GIF89a\n\n');
  expect(await readers({ logs: logs.slice(0, 1), input: undefined, json: false }, io)).toBe(1);
  expect(said.at(-1)).toMatch(/^No line is a request/);
});

test('a log that is not there is an error, also behind a long one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [long, missing] = [join(folder, 'long.log'), join(folder, 'missing.log')];
  writeFileSync(long, `${combined({ agent: 'A' })}\n`.repeat(100_000));
  const io = { out: expect.fail, err: expect.fail, env: {}, stop: new AbortController().signal };
  const reading = readers({ logs: [long, missing], input: undefined, json: false }, io);
  await expect(reading).rejects.toMatchObject({ code: 'ENOENT', path: missing });
});

test('a folder and a packed log are told as what they are, also behind a log that can be read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [plain, packed] = [join(folder, 'a.log'), join(folder, 'b.log.gz')];
  writeFileSync(plain, `${combined({ agent: 'A' })}\n`);
  writeFileSync(packed, gzipSync(combined({ agent: 'A' })));
  const io = { out: expect.fail, err: expect.fail, env: {}, stop: new AbortController().signal };
  const read = (...logs: string[]) => readers({ logs, input: undefined, json: false }, io);
  await expect(read(folder)).rejects.toThrow(`${folder} is a folder`);
  await expect(read(plain, packed)).rejects.toThrow('zcat access.log.gz | courant readers');
});

describe('a log of strangers takes little memory', () => {
  test('with any number of aggregators, of which 1,000 of a feed are counted', async () => {
    const lines = Array.from({ length: 3000 }, (_, n) => ({ agent: `Reader${n} 2 subscribers` }));
    expect(await feed([...lines, { agent: 'Reader0 5 subscribers', day: '27/Nov/2026' }])).toMatchObject({
      subscribers: 2003,
    });
  });

  test('with any number of feeds, of which 10,000 are counted', async () => {
    const lines = Array.from({ length: 10_100 }, (_, n) => combined({ agent: 'A', path: `/tags/${n}/feed.xml` }));
    expect(await counted(lines)).toHaveLength(10_000);
  });

  test('with much text between its feeds', async () => {
    async function* log() {
      const text = ' '.repeat(60_000);
      for (let n = 0; n < 6000; n++) {
        yield new TextEncoder().encode(`${combined({ agent: 'A', path: `/tags/sea-${n}/feed.xml` })}\n${text}\n`);
      }
    }
    const before = process.memoryUsage().rss;
    expect(await counted(log())).toHaveLength(6000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });
});

test('a line without an end costs no more than a long one', async () => {
  async function* endless() {
    const chunk = new Uint8Array(1_000_000).fill(97);
    for (let i = 0; i < 300; i++) yield chunk;
    yield new TextEncoder().encode(`\n${combined({ agent: 'A' })}`);
  }
  const before = process.memoryUsage().rss;
  expect(await counted(endless())).toHaveLength(1);
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});
