// The examples that need programs of others, from the package as it is installed: Next, workerd, PostgreSQL, Node 24.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { soon } from '../soon.ts';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLES = join(ROOT, 'examples');
const PACKAGES = [
  'next@16',
  'react@19',
  'react-dom@19',
  // Next wants these for a route in TypeScript: it installs them itself, but not where CI is set.
  'typescript@6',
  '@types/react@19',
  '@types/node@24',
  'workerd@1',
  'pg@8',
  'hono@4',
  '@hono/node-server@2',
  'node@24',
];
const folder = mkdtempSync(join(tmpdir(), 'courant-examples-'));

beforeAll(() => {
  execFileSync('npm', ['run', '-s', 'build'], { cwd: ROOT });
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' })) as [
    { filename: string },
  ];
  writeFileSync(join(folder, 'package.json'), '{ "name": "stranger", "private": true, "type": "module" }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', join(folder, filename), ...PACKAGES], { cwd: folder });
  cpSync(EXAMPLES, folder, { recursive: true });
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs a program that listens at a port until the test ends; asks it for a path. */
async function running(program: string, args: (port: number) => string[], env: NodeJS.ProcessEnv = {}, cwd = folder) {
  const port = await freePort();
  const options = { cwd, env: { ...process.env, PORT: String(port), ...env } };
  const child: ChildProcess = spawn(program, args(port), { ...options, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const get = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });
  await soon(() => get('/'));
  return get;
}

const bin = (name: string) => join(folder, 'node_modules/.bin', name);

test('in-a-next-app: pages and feeds, and no redirect in a circle', { timeout: 400_000 }, async () => {
  const app = join(folder, 'in-a-next-app');
  const layout = 'export default function Layout({ children }) { return <html><body>{children}</body></html>; }\n';
  writeFileSync(join(app, 'app/layout.jsx'), layout);
  writeFileSync(join(app, 'app/page.jsx'), 'export default function Page() { return <p>Home</p>; }\n');
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const };
  execFileSync(bin('next'), ['build'], { cwd: app, env, stdio: 'pipe' });
  const next = join(folder, 'node_modules/next/dist/bin/next');
  const get = await running('node', (port) => [next, 'start', '-p', String(port)], env, app);
  const feed = await get('/news/feed.xml');
  expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'application/rss+xml; charset=utf-8']);
  const etag = feed.headers.get('etag') ?? '';
  expect((await get('/news/feed.xml', { headers: { 'if-none-match': etag } })).status).toBe(304);
  const page = await get('/news/articles/bread');
  expect([page.status, new URL(page.headers.get('location') ?? '', 'http://h').pathname]).toEqual([
    308,
    '/news/articles/bread/',
  ]);
  expect(await (await get('/news/articles/bread/')).text()).toContain('<em>time</em>');
  expect(await (await get('/')).text()).toContain('Home');
  expect((await get('/news/nope/')).status).toBe(404);
});

test('in-a-worker.ts: identity and gzip from workerd', async () => {
  const outfile = join(folder, 'worker.mjs');
  const entryPoints = [join(folder, 'in-a-worker.ts')];
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'browser', logLevel: 'error' });
  writeFileSync(
    join(folder, 'worker.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [(name = "worker.mjs", esModule = embed "worker.mjs")], compatibilityDate = "2025-01-01"))],
  sockets = [(name = "http", http = (), service = "main")],
);
`,
  );
  const get = await running(bin('workerd'), (port) => [
    'serve',
    'worker.capnp',
    `--socket-addr=http=127.0.0.1:${port}`,
  ]);
  const plain = await get('/feed.json', { headers: { 'accept-encoding': 'identity' } });
  const text = await plain.text();
  expect([plain.status, JSON.parse(text).items[0].title]).toEqual([200, 'Bread & Patience']);
  const zipped = await get('/feed.json', { headers: { 'accept-encoding': 'gzip' } });
  expect([zipped.headers.get('content-encoding'), await zipped.text()]).toEqual(['gzip', text]);
  expect(zipped.headers.get('etag')).toBe(plain.headers.get('etag'));
});

test('from-sqlite.mjs: what the program writes is published', async () => {
  const get = await running(bin('node'), () => ['from-sqlite.mjs']);
  const made = await get('/notes', { method: 'POST', body: JSON.stringify({ title: 'On Waiting', text: '*Still*.' }) });
  expect([made.status, await made.json()]).toEqual([201, { problems: [] }]);
  expect(await (await get('/articles/on-waiting/')).text()).toContain('<em>Still</em>');
});

/** Where Debian has the programs of PostgreSQL; `.ci/run` installs them. */
function postgresPrograms(): string {
  const [version = 'none'] = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  return join('/usr/lib/postgresql', version, 'bin');
}

test('from-postgresql.ts: articles of a real database', async () => {
  const programs = postgresPrograms();
  const data = mkdtempSync(join(tmpdir(), 'courant-postgresql-'));
  // PostgreSQL does not run as root.
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const who = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : {};
  if (who.uid !== undefined) chownSync(data, who.uid, who.gid);
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'courant', '-A', 'trust', '-E', 'UTF8'], {
    ...who,
    cwd: data,
  });
  const port = await freePort();
  const args = ['-D', data, '-p', String(port), '-k', data, '-h', '127.0.0.1'];
  const server = spawn(join(programs, 'postgres'), args, { ...who, cwd: data, stdio: 'ignore' });
  onTestFinished(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
    rmSync(data, { recursive: true, force: true });
  });
  const sql = `CREATE TABLE articles (id int, title text, body text, tags text[], published_at timestamptz, changed_at timestamptz);
      INSERT INTO articles VALUES
        (1, 'Bread & Patience', '<p onclick="x()">Flour, <a href="/salt">salt</a>.</p>', '{Baking}', '2026-01-06T08:00Z', now()),
        (2, 'A draft', '<p>Not yet.</p>', '{}', NULL, now());`;
  const psql = () =>
    execFileSync('psql', ['-h', '127.0.0.1', '-p', String(port), '-U', 'courant', 'postgres', '-c', sql], {
      stdio: 'pipe',
    });
  await soon(psql);
  const tsx = join(ROOT, 'node_modules/tsx/dist/esm/index.mjs');
  const env = { DATABASE_URL: `postgres://courant@127.0.0.1:${port}/postgres` };
  const get = await running('node', () => ['--import', tsx, 'from-postgresql.ts'], env);
  await soon(async () => expect((await get('/feed.json')).status).toBe(200));
  const { items } = (await (await get('/feed.json')).json()) as { items: Record<string, unknown>[] };
  expect(items).toEqual([
    expect.objectContaining({
      id: 'tag:kitchen.example,2026:articles/1',
      title: 'Bread & Patience',
      date_published: '2026-01-06T08:00:00Z',
      tags: ['Baking'],
      content_html: expect.stringMatching(/^<p>Flour, <a href="http:\/\/localhost:\d+\/salt">salt<\/a>\.<\/p>$/),
    }),
  ]);
});

test('the types need no types of Node, with courant and courant/edge', () => {
  writeFileSync(
    join(folder, 'typed.ts'),
    `import { createApp, createHubs, type Entry, nodeHandler, openLibrary } from 'courant';
import { createApp as createEdgeApp, openLibrary as openEdge } from 'courant/edge';
const articles = async (): Promise<Entry[]> => [{ path: 'a', head: { title: 'A', date: new Date() }, markdown: '' }];
const site = { title: 'T', url: 'https://example.org/' };
const library = openLibrary({ site, articles, every: 60 });
createHubs(library);
export const all = [createApp(library), nodeHandler(library), createEdgeApp(openEdge({ site, articles }))];
`,
  );
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const options =
    '--noEmit --strict --exactOptionalPropertyTypes --module nodenext --target es2023 --lib es2023,dom,dom.iterable';
  const { stdout } = spawnSync(tsc, [...options.split(' '), '--types', '', 'typed.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});
