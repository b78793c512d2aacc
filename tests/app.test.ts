import { Hono } from 'hono';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createApp, createServedApp } from '../src/app.ts';
import { type Answer, type Source, Unavailable } from '../src/http/answer.ts';
import { EVERYWHERE } from '../src/http/representation.ts';
import { answerOf, documentOf, LONG, sourceOf } from './http/documents.ts';
import { BYTES, fileOf } from './http/files.ts';

const page = (text: string) => answerOf(documentOf(text, { type: 'text/html; charset=utf-8' }));
const ANSWERS: Readonly<Record<string, Answer>> = {
  '/': page('<p>home'),
  '/feed.xml': answerOf(documentOf(LONG, { hasPreview: true })),
  '/feed.xml?': page('<p>a preview'),
  '/404.html': page('<p>nothing here'),
  '/articles/hello/': page('<p>hello'),
  '/articles/grüße & küsse/': page('<p>hello'),
  '/articles/garden/tulip.jpg': fileOf(BYTES),
  '/old.xml': { kind: 'moved', to: 'https://example.org/feed.xml' },
  '/older/': { kind: 'moved', to: 'https://example.org/feed.xml' },
  '/gone.xml': { kind: 'gone' },
};
const HEALTH = { articles: 3, problems: 1, published: '2026-03-03T09:00:00.500Z' };

const app = createServedApp({ source: sourceOf(ANSWERS), health: () => HEALTH });
const news = createServedApp({ source: sourceOf(ANSWERS, '/news/'), health: () => HEALTH });

describe('addresses', () => {
  test.each<[string, string, number]>([
    ['scenario 1: a feed', '/feed.xml', 200],
    ['scenario 10: an unknown query', '/feed.xml?_=123456', 200],
    ['a query with a path in it', '/feed.xml?a=/b/../c#d', 200],
    ['home', '/', 200],
    ['a page', '/articles/hello/', 200],
    ['percent-encoded', '/articles/gr%C3%BC%C3%9Fe%20%26%20k%C3%BCsse/', 200],
    ['percent-encoded where it need not be', '/%66eed.xml', 200],
    ['media', '/articles/garden/tulip.jpg', 200],
    ['scenario 40: gone', '/gone.xml', 410],
    ['scenario 40: moved', '/old.xml', 301],
    ['scenario 23: a probe', '/index.xml', 404],
    ['scenario 23: a probe', '/feed.xml.bak', 404],
    ['scenario 43: a slash too many at the end', '/feed.xml/', 404],
    ['scenario 43: a slash too many at the start', '//feed.xml', 404],
    ['scenario 43: upper case', '/FEED.XML', 404],
    ['an encoded slash joins no parts', '/articles%2Fhello/', 404],
    ['an encoded NUL', '/feed.xml%00', 404],
    ['no percent-encoding', '/%E0%A4%A', 404],
  ])('%s: %s', async (_, path, status) => {
    expect((await app.request(path)).status).toBe(status);
  });

  test.each([
    ['a page without its slash', '/articles/hello', '/articles/hello/'],
    ['its query goes along', '/articles/hello?utm_source=x', '/articles/hello/?utm_source=x'],
    ['encoded', '/articles/gr%C3%BC%C3%9Fe%20&%20k%C3%BCsse', '/articles/gr%C3%BC%C3%9Fe%20%26%20k%C3%BCsse/'],
    ['one redirect, not two, to what has moved', '/older', 'https://example.org/feed.xml'],
    ['moved', '/old.xml?x', 'https://example.org/feed.xml?x'],
  ])('301: %s', async (_, path, to) => {
    const response = await app.request(path, { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } });
    expect([response.status, response.headers.get('location')]).toEqual([301, to]);
  });

  test('scenario 43: nobody is sent to another host, however lax the publication', async () => {
    const lax = createApp({ ...sourceOf({}), get: (path) => (path.endsWith('/') ? ANSWERS['/'] : undefined) });
    expect((await lax.request('/hello')).headers.get('location')).toBe('/hello/');
    for (const path of ['//evil.example', '/%2Fevil.example', '/%5Cevil.example']) {
      const { headers } = await lax.fetch(new Request(`http://localhost${path}`));
      expect(headers.get('location') ?? '/').toMatch(/^\/($|[^/\\])/);
    }
  });

  test('F24: what is unknown gets a short answer that is no feed', async () => {
    const response = await app.request('/nope.xml');
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
    expect((await response.text()).length).toBeLessThan(100);
  });

  test('a person who may have followed a link gets a page, without validators', async () => {
    const response = await app.request('/nope');
    expect([response.status, await response.text()]).toEqual([404, '<p>nothing here']);
    expect([response.headers.get('etag'), response.headers.get('last-modified')]).toEqual([null, null]);
  });

  test('the preview of a feed is at no address of its own', async () => {
    for (const path of ['/feed.xml%3F', '/feed.xml%3f']) expect((await app.request(path)).status, path).toBe(404);
  });
});

describe('a site below a path', () => {
  test.each<[string, number, string | null]>([
    ['/news/feed.xml', 200, null],
    ['/news/', 200, null],
    ['/news', 301, '/news/'],
    ['/news/articles/hello', 301, '/news/articles/hello/'],
    ['/feed.xml', 404, null],
    ['/', 404, null],
    ['/newsletter/', 404, null],
    ['/healthz', 200, null],
    ['/readyz', 200, null],
    ['/news/healthz', 404, null],
  ])('%s: %i', async (path, status, location) => {
    const response = await news.request(path);
    expect([response.status, response.headers.get('location')]).toEqual([status, location]);
  });

  test('is never answered at its path without the slash, whatever the publication makes of no path', async () => {
    const source = sourceOf(ANSWERS, '/news/');
    const lax = createApp({ ...source, get: (path) => source.get(path === '' ? '/' : path) });
    expect((await lax.request('/news')).status).toBe(301);
  });

  test('leaves to the host what it does not know, before and after it', async () => {
    const host = new Hono();
    host.get('/before', (c) => c.text('before'));
    host.route('/', news);
    host.get('/after', (c) => c.text('after'));
    host.get('/news/extra', (c) => c.text('extra'));
    const texts = ['/before', '/after', '/news/extra'].map(async (path) => (await host.request(path)).text());
    expect(await Promise.all(texts)).toEqual(['before', 'after', 'extra']);
    expect((await host.request('/news/feed.xml')).status).toBe(200);
    expect((await host.request('/news/nope')).status).toBe(404);
  });
});

describe('methods', () => {
  test.each<[string, string, string, number]>([
    ['scenario 13', 'POST', '/feed.xml', 405],
    ['scenario 13', 'PUT', '/feed.xml', 405],
    ['9110 §9.3.5', 'DELETE', '/articles/hello/', 405],
    ['a method that nobody knows', 'BREW', '/feed.xml', 405],
    ['without its slash too', 'POST', '/articles/hello', 405],
    ['scenario 13', 'OPTIONS', '/feed.xml', 204],
    ['alive', 'POST', '/healthz', 405],
    ['media', 'POST', '/articles/garden/tulip.jpg', 405],
    ['9110 §15.5.5 what is not there has no methods', 'POST', '/nope', 404],
  ])('%s: %s %s', async (_, method, path, status) => {
    const response = await app.request(path, { method });
    expect(response.status).toBe(status);
    if (status !== 404) expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  test.each([
    '/feed.xml',
    '/articles/garden/tulip.jpg',
    '/articles/hello',
    '/nope',
    '/gone.xml',
    '/healthz',
    '/readyz',
  ])('scenario 12: HEAD %s as GET', async (path) => {
    const [get, head] = await Promise.all([app.request(path), app.request(path, { method: 'HEAD' })]);
    expect(head.status).toBe(get.status);
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
    expect(head.headers.get('content-length')).toBe(String((await get.arrayBuffer()).byteLength));
    expect(await head.text()).toBe('');
  });
});

describe('as a reader would', () => {
  test('scenario 3: NetNewsWire lives on the validators of the last answer', async () => {
    let response = await app.request('/feed.xml');
    expect(response.status).toBe(200);
    for (let i = 0; i < 2; i++) {
      response = await app.request('/feed.xml', {
        headers: {
          'if-none-match': response.headers.get('etag') ?? '',
          'if-modified-since': response.headers.get('last-modified') ?? '',
        },
      });
      expect(response.status).toBe(304);
    }
  });

  test('scenario 10: the query changes neither bytes nor validators', async () => {
    const [plain, busted] = await Promise.all(['/feed.xml', '/feed.xml?_=1'].map((path) => app.request(path)));
    expect(Object.fromEntries((busted as Response).headers)).toEqual(Object.fromEntries((plain as Response).headers));
    expect(await busted?.text()).toBe(await plain?.text());
  });

  test('F28: Accept changes nothing', async () => {
    const response = await app.request('/feed.xml', { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
  });

  test('scenario 44: Range on a feed gives the whole feed', async () => {
    const response = await app.request('/feed.xml', { headers: { range: 'bytes=0-99' } });
    expect([response.status, (await response.text()).length]).toEqual([200, LONG.length]);
  });

  test('scenario 28: Range on media gives the part', async () => {
    const response = await app.request('/articles/garden/tulip.jpg', { headers: { range: 'bytes=0-99' } });
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([206, 100]);
  });

  test('scenario 1: nothing that harms (F9, F29)', async () => {
    const { headers } = await app.request('/feed.xml');
    for (const name of ['set-cookie', 'expires', 'pragma']) expect(headers.get(name)).toBeNull();
  });
});

describe('readiness', () => {
  const source: Source = { ...sourceOf({}), basePath: () => undefined };
  const empty = createServedApp({ source, health: () => undefined });

  test.each(['/feed.xml', '/', '/nope', '/readyz', '/%E0%A4%A'])(
    'scenario 38: %s before the first publication',
    async (path) => {
      const response = await empty.request(path);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    },
  );

  test('alive before the first publication', async () => {
    expect((await empty.request('/healthz')).status).toBe(200);
  });

  test.each(['GET', 'HEAD'])('%s before it is a 503 that nothing of a 404 is left in', async (method) => {
    const host = new Hono();
    host.use(async (c, next) => {
      c.res.headers.set('x-of-the-host', 'yes');
      await next();
    });
    host.route('/', createApp(source));
    const fields = { 'content-length': '4', 'cache-control': 'public', etag: '"x"', 'content-encoding': 'gzip' };
    host.notFound(() => new Response('gone', { status: 404, headers: fields }));
    for (const each of [empty, host]) {
      const response = await each.request('/feed.xml', { method });
      const { 'x-of-the-host': own, ...headers } = Object.fromEntries(response.headers);
      expect([response.status, await response.text()]).toEqual([503, method === 'HEAD' ? '' : 'Not ready yet\n']);
      expect(headers).toEqual({
        'content-type': 'text/plain; charset=utf-8',
        'content-length': '14',
        'cache-control': 'no-store',
        'retry-after': '5',
        ...EVERYWHERE,
      });
      expect(own).toBe(each === host ? 'yes' : undefined);
    }
  });

  test('/readyz tells what is published', async () => {
    const response = await app.request('/readyz');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual(HEALTH);
  });

  test('mounted, it has no health of its own, and lets the routes after it answer before it is ready', async () => {
    const host = new Hono();
    host.route('/', createApp(source));
    host.get('/about', (c) => c.text('about'));
    expect(await (await host.request('/about')).text()).toBe('about');
    for (const path of ['/feed.xml', '/healthz', '/readyz']) {
      const response = await host.request(path);
      expect([response.status, response.headers.get('retry-after')], path).toEqual([503, '5']);
    }
    expect((await createApp(sourceOf(ANSWERS)).request('/healthz')).status).toBe(404);
  });
});

describe('before the first publication, where the public address is known', () => {
  const unready: Source = {
    ...sourceOf({}),
    basePath: () => '/news/',
    get: () => {
      throw new Unavailable();
    },
  };
  const host = new Hono();
  host.get('/before', (c) => c.text('before'));
  host.route('/', createApp(unready));
  host.get('/news/own', (c) => c.text('own'));
  host.get('/api/:id', (c) => c.json({ error: 'no such thing' }, 404));

  test.each([
    ['/before', 200],
    ['/news/own', 200],
    ['/api/7', 404],
    ['/nope', 404],
    ['/news/feed.xml', 503],
    ['/news', 503],
  ])('%s is %i', async (path, status) => expect((await host.request(path)).status).toBe(status));
});

test('a fault that nobody takes is printed on the console', async () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => print.mockRestore());
  const error = new Error('bug');
  const faulty: Source = { ...sourceOf({}), get: () => Promise.reject(error) };
  expect((await createApp(faulty).request('/feed.xml')).status).toBe(500);
  const taken: unknown[] = [];
  await createApp({ ...faulty, onError: (each) => taken.push(each) }).request('/feed.xml');
  expect([print.mock.calls, taken]).toEqual([[['courant:', error]], [error]]);
});

describe('what is not at hand', () => {
  const later = (answer: Answer | undefined | Error): Source => ({
    ...sourceOf({}),
    get: async (path) => {
      if (path !== '/feed.xml') return undefined;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });

  test('is waited for; what is at hand is answered without a Promise', async () => {
    const request = () => new Request('http://localhost/feed.xml');
    const waited = createApp(later(ANSWERS['/feed.xml'])).fetch(request());
    expect(waited).toBeInstanceOf(Promise);
    expect([(await waited).status, await (await waited).text()]).toEqual([200, LONG]);
    expect(app.fetch(request())).toBeInstanceOf(Response);
  });

  test('F25: is a 503 that is no feed if it cannot be had now', async () => {
    const told: string[] = [];
    const onError = (_: unknown, path: string) => told.push(path);
    const response = await createApp(later(new Unavailable()), { onError }).request('/feed.xml');
    expect([response.status, response.headers.get('retry-after'), told]).toEqual([503, '5', []]);
  });

  test('F13: is a 500 that is no feed if it cannot be made, and is told', async () => {
    const told: unknown[] = [];
    const onError = (error: unknown, path: string) => told.push([(error as Error).message, path]);
    const response = await createApp(later(new Error('no body')), { onError }).request('/feed.xml');
    expect([response.status, response.headers.get('content-type')]).toEqual([500, 'text/plain; charset=utf-8']);
    expect(await response.text()).not.toContain('no body');
    expect(told).toEqual([['no body', '/feed.xml']]);
  });

  test('is a 500 too if the source itself fails', async () => {
    const told: string[] = [];
    const faulty: Source = {
      ...sourceOf({}),
      get: () => {
        throw new Error('bug');
      },
    };
    const response = await createApp(faulty, { onError: (_, path) => told.push(path) }).request('/feed.xml');
    expect([response.status, told]).toEqual([500, ['/feed.xml']]);
  });
});
