// READERS.md section 6, what only a real connection shows: HTTP as it is on the wire, whatever is sent.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { type HttpServer, listen } from '../../src/commands/http-server.ts';
import { exchange, statusesIn, talkTo } from '../serve/sockets.ts';
import { soon } from '../soon.ts';
import { openSite } from './scenario-site.ts';

let site: Awaited<ReturnType<typeof openSite>>;
let server: HttpServer;
beforeAll(async () => {
  site = await openSite();
  server = await listen(createApp(site.source).fetch, { port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server.close();
  await site.close();
});

const LAST = 'Connection: close\r\n';
const ask = (path: string, more = '', method = 'GET') => `${method} ${path} HTTP/1.1\r\nHost: s.example\r\n${more}\r\n`;
const send = (text: string) => exchange(server.port, text);
const statuses = async (text: string) => statusesIn(await send(text));
const bodyOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4);
const fieldOf = (text: string, name: string) => new RegExp(`^${name}: (.*)\r$`, 'im').exec(text)?.[1];

/** The feed as bytes of latin1, as they come over the wire. */
const feed = async () => Buffer.from(await site.text('/feed.xml')).toString('latin1');

describe('scenario 12: HEAD', () => {
  test('tells the length of GET, and sends nothing', async () => {
    const head = await send(ask('/feed.xml', LAST, 'HEAD'));
    expect(fieldOf(head, 'content-length')).toBe(String((await feed()).length));
    expect(bodyOf(head)).toBe('');
    const picture = await send(ask('/articles/regatta/sails.png', LAST, 'HEAD'));
    expect([fieldOf(picture, 'content-length'), bodyOf(picture)]).toEqual(['319', '']);
  });

  test('leaves the connection in order', async () => {
    const text = await send(
      ask('/feed.xml', '', 'HEAD') + ask('/feed.xml', 'If-None-Match: *\r\n') + ask('/nope.x', LAST),
    );
    expect(statusesIn(text)).toEqual(['200', '304', '404']);
  });
});

test('scenario 1, F7: no date is later than Date', async () => {
  const text = await send(ask('/feed.xml', LAST));
  const [date, lastModified] = ['date', 'last-modified'].map((name) => Date.parse(fieldOf(text, name) ?? ''));
  expect(lastModified).toBeLessThanOrEqual(date as number);
});

describe('scenario 43: the request line', () => {
  test('in absolute form, with another host in it', async () => {
    const text = await send(ask('http://other.example:81/feed.xml?x#y', LAST));
    expect(statusesIn(text)).toEqual(['200']);
    expect(bodyOf(text)).toBe(await feed());
  });

  test.each<[string, string, string[]]>([
    ['in absolute form, without a path', ask('http://other.example', LAST), ['200']],
    ['with two slashes', ask('//feed.xml', LAST), ['404']],
    ['with a host where the path is', ask('//evil.example/feed.xml', LAST), ['404']],
    ['with dots', ask('/articles/../feed.xml', LAST), ['200']],
    ['with dots that lead out', ask('/../../etc/passwd', LAST), ['404']],
    ['with encoded dots that lead out', ask('/%2e%2e/%2e%2e/etc/passwd', LAST), ['404']],
    ['with a bad percent sign', ask('/%zz', LAST), ['404']],
    ['of no host at all, in HTTP/1.0', 'GET /feed.xml HTTP/1.0\r\n\r\n', ['200']],
    ['of no host at all, in HTTP/1.1', 'GET /feed.xml HTTP/1.1\r\n\r\n', ['400']],
    ['with a host that is none', `GET /feed.xml HTTP/1.1\r\nHost: a b\r\n${LAST}\r\n`, ['400']],
    ['of the server as a whole', ask('*', LAST, 'OPTIONS'), ['400']],
  ])('%s', async (_, text, expected) => {
    const answer = await send(text);
    expect(statusesIn(answer)).toEqual(expected);
    expect(answer).not.toMatch(/^location:.*(evil|other)\.example/im);
  });

  test('in HTTP/1.0 ends the connection', async () => {
    expect(bodyOf(await send('GET /feed.xml HTTP/1.0\r\nHost: x\r\n\r\n'))).toBe(await feed());
  });
});

describe('one connection', () => {
  test('answers what is pipelined in its order, cold or made', async () => {
    const paths = ['/tags/fish/feed.xml', '/feed.xml', '/tags/boats/atom.xml', '/articles/regatta/sails.png'];
    const text = await send(paths.map((path, i) => ask(path, i === 3 ? LAST : '')).join(''));
    expect([...text.matchAll(/^content-type: (.*)\r$/gim)].map(([, type]) => type?.split(';')[0])).toEqual([
      'application/rss+xml',
      'application/rss+xml',
      'application/atom+xml',
      'image/png',
    ]);
  });

  test('may come in pieces', async () => {
    const talk = talkTo(server.port);
    for (const piece of ask('/feed.xml', LAST).match(/[\s\S]{1,7}/g) ?? []) {
      talk.send(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(statusesIn(await talk.ended)).toEqual(['200']);
  });
});

describe('a body that nobody wants is ignored, and what comes after it is answered', () => {
  const HIDDEN = ask('/hidden');

  test.each<[string, string]>([
    ['on a GET', ask('/feed.xml', `Content-Length: ${HIDDEN.length}\r\n`) + HIDDEN],
    ['on a GET for a cold document', ask('/authors/ann-a/feed.xml', `Content-Length: ${HIDDEN.length}\r\n`) + HIDDEN],
    ['in chunks', `${ask('/feed.xml', 'Transfer-Encoding: chunked\r\n')}5\r\nhello\r\n0\r\n\r\n`],
    ['on a HEAD', ask('/feed.xml', `Content-Length: ${HIDDEN.length}\r\n`, 'HEAD') + HIDDEN],
  ])('%s', async (_, text) => {
    expect(await statuses(text + ask('/nope.x', LAST))).toEqual(['200', '404']);
  });

  test('of ten megabytes', async () => {
    const body = 'x'.repeat(10_000_000);
    const text = await send(ask('/feed.xml', `Content-Length: ${body.length}\r\n`) + body + ask('/nope.x', LAST));
    expect(statusesIn(text)).toEqual(['200', '404']);
  });

  test('on a 405', async () => {
    const text = await send(`${ask('/feed.xml', 'Content-Length: 5\r\n', 'POST')}hello${ask('/nope.x', LAST)}`);
    expect(statusesIn(text)).toEqual(['405', '404']);
  });
});

describe('what is no request ends in a 400, and nobody else notices', () => {
  test.each<[string, string]>([
    ['no HTTP', 'hello\r\n\r\n'],
    ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['two lengths', ask('/feed.xml', 'Content-Length: 5\r\nContent-Length: 6\r\n')],
    ['a length and chunks (9112 §6.3)', ask('/feed.xml', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n')],
    ['a length that is none', ask('/feed.xml', 'Content-Length: -1\r\n')],
    ['a blank before a colon', ask('/feed.xml', 'X-Y : z\r\n')],
    ['a NUL in a field', ask('/feed.xml', 'X-Y: a\0b\r\n')],
    ['a blank in the path', ask('/feed xml')],
  ])('%s', async (_, text) => {
    expect(await statuses(text)).toEqual(['400']);
    expect(await statuses(ask('/feed.xml', LAST))).toEqual(['200']);
  });

  test('CONNECT is no matter of ours', async () => {
    expect(statusesIn(await send('CONNECT other.example:443 HTTP/1.1\r\nHost: other.example\r\n\r\n'))).not.toContain(
      '200',
    );
    expect(await statuses(ask('/feed.xml', LAST))).toEqual(['200']);
  });
});

test.each<[string, string]>([
  ['TE: trailers', 'TE: trailers\r\n'],
  [
    'an offer of HTTP/2',
    'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n',
  ],
  ['a WebSocket', 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n'],
  ['If-None-Match twice', 'If-None-Match: "x"\r\nIf-None-Match: "y"\r\n'],
  ['fields that nobody knows', 'X-A: \x80\xff\r\nX-B:\r\n'],
])('%s changes nothing', async (_, fields) => {
  const talk = talkTo(server.port);
  talk.send(ask('/articles/regatta/sails.png', fields));
  await soon(() => expect(bodyOf(talk.text())).toHaveLength(319));
  talk.send(ask('/nope.x', LAST));
  expect(statusesIn(await talk.ended)).toEqual(['200', '404']);
});
