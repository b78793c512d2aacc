// The short way answers byte for byte what the app answers, or leaves the request to it.

import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { type HttpServer, listen } from '../../src/commands/http-server.ts';
import { type ShortWay, shortWay } from '../../src/commands/short-way.ts';
import { createRepresentations } from '../../src/http/representations.ts';
import type { Publication } from '../../src/model/resource.ts';
import { documentOf, LONG, publicationOf } from '../http/documents.ts';
import { BYTES, fileOf } from '../http/files.ts';
import { exchange } from './sockets.ts';

const page = documentOf('<p>A person sees this.</p>', { type: 'text/html; charset=utf-8', links: [] });
const publication = publicationOf(
  {
    '/feed.xml': documentOf(LONG, { preview: () => page }),
    '/': documentOf('front', { type: 'text/html; charset=utf-8', links: [], policy: "default-src 'none'" }),
    '/404.html': page,
    '/tulip.jpg': fileOf(BYTES),
    '/old.xml': { kind: 'moved', to: 'https://example.org/feed.xml' },
    '/gone.xml': { kind: 'gone' },
    '/tags/käse/feed.xml': documentOf('cheese'),
    '/cold.xml': documentOf('cold'),
  },
  '/news/',
);
const representations = createRepresentations();
let etag = '';

beforeAll(async () => {
  for (const path of ['/feed.xml', '/', '/404.html', '/tags/käse/feed.xml']) {
    const resource = publication.get(path);
    if (resource?.kind === 'document') ({ etag } = await representations.get(path, resource, publication.at));
  }
  const feed = publication.get('/feed.xml');
  if (feed?.kind === 'document') ({ etag } = await representations.get('/feed.xml', feed, publication.at));
  await representations.pending();
});

interface Both {
  readonly app: HttpServer;
  readonly short: HttpServer;
  /** What the short way did with each request. */
  readonly taken: boolean[];
}

async function both(current: () => Publication | undefined = () => publication): Promise<Both> {
  const source = { current };
  const { fetch } = createApp(source, { representations, onError: () => {} });
  const taken: boolean[] = [];
  const way = shortWay(source, representations);
  const watched: ShortWay = (asked, answer) => {
    taken.push(way(asked, answer));
    return taken.at(-1) as boolean;
  };
  const app = await listen(fetch, { port: 0, host: '127.0.0.1' });
  const short = await listen(fetch, { port: 0, host: '127.0.0.1', shortWay: watched });
  onTestFinished(async () => void (await Promise.all([app.close(), short.close()])));
  return { app, short, taken };
}

async function answersTo(request: string, { app, short }: Both): Promise<[app: string, short: string]> {
  const text = `${request}\r\nConnection: close\r\n\r\n`;
  const answers = await Promise.all([exchange(app.port, text), exchange(short.port, text)]);
  return answers.map((answer) => answer.replace(/\r\nDate: .*/, '')) as [string, string];
}

const FEED = 'GET /news/feed.xml HTTP/1.1\r\nHost: example.org';

const PLAIN: readonly [what: string, request: () => string, status: number][] = [
  ['identity', () => FEED, 200],
  ['gzip', () => `${FEED}\r\nAccept-Encoding: gzip`, 200],
  ['br', () => `${FEED}\r\nAccept-Encoding: gzip, deflate, br`, 200],
  ['a host with a port', () => FEED.replace('example.org', 'example.org:3000'), 200],
  ['HEAD', () => `${FEED.replace('GET', 'HEAD')}\r\nAccept-Encoding: br`, 200],
  ['a known tag', () => `${FEED}\r\nIf-None-Match: ${etag}`, 304],
  ['a known tag with HEAD', () => `${FEED.replace('GET', 'HEAD')}\r\nIf-None-Match: ${etag}`, 304],
  ['a known tag in two fields', () => `${FEED}\r\nIf-None-Match: "x"\r\nIf-None-Match: ${etag}`, 304],
  ['another tag', () => `${FEED}\r\nIf-None-Match: "x"`, 200],
  ['a date', () => `${FEED}\r\nIf-Modified-Since: Wed, 01 Jul 2037 00:00:00 GMT`, 304],
  ['Range, which documents do not know', () => `${FEED}\r\nRange: bytes=0-9`, 200],
  ['the front page', () => FEED.replace('feed.xml', ''), 200],
  ['the page of a 404', () => FEED.replace('feed.xml', '404.html'), 200],
];

const OTHERS: readonly [what: string, request: string, status: number][] = [
  ['OPTIONS', FEED.replace('GET', 'OPTIONS'), 204],
  ['DELETE', FEED.replace('GET', 'DELETE'), 405],
  ['a query', FEED.replace('feed.xml', 'feed.xml?x=1'), 200],
  ['an encoded path', FEED.replace('feed.xml', 'feed%2Exml'), 200],
  ['a name with an umlaut', FEED.replace('feed.xml', 'tags/k%C3%A4se/feed.xml'), 200],
  ['dots in the path', FEED.replace('feed.xml', 'x/../feed.xml'), 200],
  ['two slashes', FEED.replace('feed.xml', '/feed.xml'), 404],
  ['an absolute address', FEED.replace('/news', 'http://example.org/news'), 200],
  ['outside the site', FEED.replace('/news', ''), 404],
  ['the site without its slash', FEED.replace('/feed.xml', ''), 301],
  ['health', FEED.replace('/news/feed.xml', '/healthz'), 200],
  ['a file', FEED.replace('feed.xml', 'tulip.jpg'), 200],
  ['an address that has moved', FEED.replace('feed.xml', 'old.xml'), 301],
  ['one that is gone', FEED.replace('feed.xml', 'gone.xml'), 410],
  ['one that never was', FEED.replace('feed.xml', 'never.xml'), 404],
  ['a cold document', FEED.replace('feed.xml', 'cold.xml'), 200],
  ['a person, who gets the preview', `${FEED}\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document`, 200],
  ['a GET with a body', `${FEED}\r\nContent-Length: 0`, 200],
  ['a host that is none', FEED.replace('example.org', 'exa mple'), 400],
  ['a host with a port that is none', FEED.replace('example.org', 'example.org:99999'), 400],
];

describe('the short way answers as the app does', () => {
  test.each(PLAIN)('%s', async (_, request, status) => {
    const servers = await both();
    const [app, short] = await answersTo(request(), servers);
    expect(short).toBe(app);
    expect(app).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(servers.taken).toEqual([true]);
  });
});

describe('the short way leaves to the app', () => {
  test.each(OTHERS)('%s', async (_, request, status) => {
    const servers = await both();
    const [app, short] = await answersTo(request, servers);
    expect(short).toBe(app);
    expect(app).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(servers.taken).not.toContain(true);
  });

  test('everything before there is a publication', async () => {
    const servers = await both(() => undefined);
    const [app, short] = await answersTo(FEED, servers);
    expect([short, app.slice(0, 13)]).toEqual([app, 'HTTP/1.1 503 ']);
  });

  test('what has changed since it was made', async () => {
    const changed = publicationOf({ '/feed.xml': documentOf('changed') }, '/news/');
    const servers = await both(() => changed);
    const [app, short] = await answersTo(FEED, servers);
    expect(short.replace(/^(?:ETag|Last-Modified).*$/gim, '')).toBe(app.replace(/^(?:ETag|Last-Modified).*$/gim, ''));
    expect(servers.taken).toEqual([false]);
  });

  test('a publication that fails to say what is there', async () => {
    const failing = {
      ...publication,
      get: () => {
        throw new Error('broken');
      },
    };
    const servers = await both(() => failing);
    const [app, short] = await answersTo(FEED, servers);
    expect([short, app.slice(0, 13)]).toEqual([app, 'HTTP/1.1 500 ']);
  });
});
