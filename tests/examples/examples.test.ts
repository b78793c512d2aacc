// The examples run as they are, against the built package that they import.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs an example until the test ends; the address that it prints. */
async function run(example: string): Promise<(path: string, options?: RequestInit) => Promise<Response>> {
  expect(existsSync(join(ROOT, 'dist/index.js')), 'npm run build makes what examples import').toBe(true);
  const PORT = String(await freePort());
  const child: ChildProcess = spawn('node', ['--import', 'tsx', join(ROOT, 'examples', example)], {
    cwd: ROOT,
    env: { ...process.env, PORT },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let errors = '';
  child.stderr?.on('data', (text) => (errors += text));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`${example} ended with ${code}: ${errors}`)));
  });
  return (path, options) => fetch(`http://127.0.0.1:${PORT}${path}`, { redirect: 'manual', ...options });
}

test('in-a-hono-app.ts: the publication lives below /news/, the rest is the host', async () => {
  const get = await run('in-a-hono-app.ts');
  const feed = await get('/news/feed.json');
  expect(feed.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
  const { feed_url: url, items } = (await feed.json()) as { feed_url: string; items: { url: string }[] };
  expect(url).toMatch(/^http:\/\/localhost:\d+\/news\/feed\.json$/);
  expect((await get(new URL(items[0]?.url ?? '').pathname)).status).toBe(200);
  expect((await get('/news')).headers.get('location')).toBe('/news/');
  expect(await (await get('/')).text()).toContain('Our shop');
  expect(await (await get('/about')).text()).toContain('leaves to the routes after it');
  expect((await get('/feed.json')).status).toBe(404);
});

test('behind-node-http.ts: the server decides what Courant gets', async () => {
  const get = await run('behind-node-http.ts');
  const feed = await get('/news/feed.xml');
  expect(feed.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
  expect((await fetch(feed.url, { headers: { 'if-none-match': feed.headers.get('etag') ?? '' } })).status).toBe(304);
  expect(await (await get('/else')).text()).toBe('Everything else is yours.\n');
});

test('in-an-express-app.ts: entries below /news/, and the rest goes on', async () => {
  const get = await run('in-an-express-app.ts');
  const { items } = (await (await get('/news/feed.json')).json()) as { items: { content_html: string }[] };
  expect(items.map((item) => item.content_html)).toEqual([
    expect.stringMatching(/^<p>Plums, <a href="http:\/\/localhost:\d+\/shop">sugar<\/a>\.<\/p>$/),
    '<p>Flour, <em>time</em>.</p>',
  ]);
  expect((await get('/news/articles/bread')).headers.get('location')).toBe('/news/articles/bread/');
  expect(await (await get('/')).text()).toContain('Our shop');
  expect(await (await get('/about')).text()).toContain('goes on to the next handler');
  expect((await get('/feed.json')).status).toBe(404);
});

// node:sqlite is there from Node 22.13 on.
if (process.getBuiltinModule('node:sqlite')) {
  test('from-sqlite.mjs: what the program writes is published', async () => {
    const get = await run('from-sqlite.mjs');
    expect(await (await get('/atom.xml')).text()).toContain('<title type="text">Bread &amp; Patience</title>');
    const body = JSON.stringify({ title: 'On Waiting', text: 'Still *waiting*.' });
    const made = await get('/notes', { method: 'POST', body });
    expect([made.status, await made.json()]).toEqual([201, { problems: [] }]);
    expect(await (await get('/articles/on-waiting/')).text()).toContain('Still <em>waiting</em>.');
  });
}

test('every example is at most 40 lines', () => {
  const all = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.m?ts$|\.mjs$/.test(path),
  );
  expect(all.length).toBeGreaterThan(6);
  for (const path of all) {
    expect(readFileSync(join(ROOT, 'examples', path), 'utf8').split('\n').length, path).toBeLessThanOrEqual(41);
  }
});
