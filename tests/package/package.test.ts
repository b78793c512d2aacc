// The package, packed and installed in an empty folder: from nothing to a feed with two commands.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'courant-package-'));
let packed: { filename: string; files: { path: string }[]; unpackedSize: number };

beforeAll(() => {
  execFileSync('npm', ['run', '-s', 'build'], { cwd: ROOT });
  const told = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  [packed] = JSON.parse(told) as [typeof packed];
  writeFileSync(join(folder, 'package.json'), '{ "name": "stranger", "private": true, "type": "module" }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', join(folder, packed.filename)], {
    cwd: folder,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const courant = (...args: string[]) =>
  spawnSync('npx', ['--no-install', 'courant', ...args], { cwd: folder, encoding: 'utf8' });

test('the tarball holds what runs and what is read, and no tests', () => {
  const paths = packed.files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'dist/cli.js', 'dist/index.js', 'dist/index.d.ts']),
  );
  expect(paths.filter((path) => !/^(?:dist\/|(?:README|CHANGELOG)\.md$|LICENSE$|package\.json$)/.test(path))).toEqual(
    [],
  );
  expect(paths.filter((path) => /test|bench|\.tsx?$/.test(path.replace(/\.d\.ts$/, '')))).toEqual([]);
});

test('nothing of what only developers need is installed', () => {
  const installed = readdirSync(join(folder, 'node_modules'));
  expect(installed).toContain('hono');
  for (const name of ['typescript', 'tsx', 'vitest', '@biomejs', 'fast-check', 'playwright-core', 'axe-core']) {
    expect(installed).not.toContain(name);
  }
});

describe('from an empty folder', () => {
  test('courant new "Hello" and courant serve give a feed', async () => {
    const made = courant('new', 'Hello', '--site-url', 'https://example.org/');
    expect([made.status, made.stdout]).toEqual([0, expect.stringContaining('Made content/site.yaml')]);
    const child: ChildProcess = spawn(join(folder, 'node_modules/.bin/courant'), ['serve', '--port', '0'], {
      cwd: folder,
      env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const address = await new Promise<string>((resolve, reject) => {
      let printed = '';
      child.stdout?.on('data', (text) => {
        printed += text;
        const found = /Read it at (\S+)/.exec(printed)?.[1];
        if (found) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${printed}`)));
    });
    const feed = await fetch(`${address}feed.json`);
    expect([feed.status, ((await feed.json()) as { items: [] }).items]).toEqual([200, []]); // it is a draft
    child.removeAllListeners('exit');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('check, import and export work', () => {
    writeFileSync(
      join(folder, 'story.txt'),
      'A Headline\n\nBy: Ann\n\nPublished: Feb 27, 2026\n\nText. And more of it.\n',
    );
    expect(courant('import', 'story.txt').stdout).toMatch(/^Made content\/articles\/2026-02-27-a-headline\.md/);
    expect(courant('import', join(ROOT, 'tests/commands/feeds/ghost.xml')).status).toBe(0);
    expect(courant('check').stdout).toMatch(/3 of 3 files are articles: 2 public, 0 scheduled, 1 draft; 0 errors/);
    const { status, stdout } = courant('export', '--out', 'dist');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^dist: \d+ addresses/)]);
    expect(existsSync(join(folder, 'dist/feed.xml.br'))).toBe(true);
  });

  test('the library is there, with its types', () => {
    const script =
      "import { createApp, openLibrary, publish } from 'courant'; console.log(typeof createApp, typeof openLibrary, typeof publish)";
    expect(execFileSync('node', ['-e', script, '--input-type=module'], { cwd: folder, encoding: 'utf8' })).toBe(
      'function function function\n',
    );
    writeFileSync(
      join(folder, 'typed.ts'),
      "import { createApp, type Library, openLibrary } from 'courant';\nconst library: Library = openLibrary('content');\nexport const app = createApp(library);\n",
    );
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    execFileSync(
      tsc,
      ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', 'typed.ts'],
      { cwd: folder },
    );
  });
});

/** The packages that a command loads, in all of its threads: V8 writes down each script that ran. */
function packagesLoadedBy(...args: string[]): Set<string> {
  const lists = mkdtempSync(join(tmpdir(), 'courant-loaded-'));
  const cli = join(folder, 'node_modules/courant/dist/cli.js');
  spawnSync('node', [cli, ...args], { cwd: folder, env: { ...process.env, NODE_V8_COVERAGE: lists } });
  const scripts = readdirSync(lists).flatMap((list) => {
    const { result } = JSON.parse(readFileSync(join(lists, list), 'utf8')) as { result: { url: string }[] };
    return result.map(({ url }) => url);
  });
  rmSync(lists, { recursive: true });
  expect(scripts.some((url) => url.endsWith('/courant/dist/cli.js'))).toBe(true);
  const packages = scripts.map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]);
  return new Set(packages.filter((name) => name !== undefined && name !== 'courant') as string[]);
}

// A command starts in the time that its packages need to be read.
const FRONT_MATTER = ['gray-matter', 'js-yaml', 'smol-toml'];
const DOCUMENTS = ['feed', 'markdown-it', 'htmlparser2'];
const OTHERS = ['@hono/node-server', 'feedsmith', 'turndown', '@mixmark-io/domino'];
test.each([
  [['--version'], [], [...FRONT_MATTER, ...DOCUMENTS, ...OTHERS]],
  [['--help'], [], [...FRONT_MATTER, ...DOCUMENTS, ...OTHERS]],
  [['new', 'Start-up'], FRONT_MATTER, [...DOCUMENTS, ...OTHERS]],
  [['check'], [...FRONT_MATTER, ...DOCUMENTS], OTHERS],
])('courant %j loads the packages that it needs, and no others', (args, needed, others) => {
  const loaded = packagesLoadedBy(...args);
  expect(needed.filter((name) => !loaded.has(name))).toEqual([]);
  expect(others.filter((name) => loaded.has(name))).toEqual([]);
  if (needed.length === 0) expect([...loaded]).toEqual([]);
});
