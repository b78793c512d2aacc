// The package, packed and installed in an empty folder: from nothing to a feed with two commands.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

/** Seconds of processor that a command costs. */
function cost(command: string): number {
  const script = `TIMEFORMAT='%U %S'; time ${command} >/dev/null 2>&1`;
  const { stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
  const [user = Number.NaN, system = Number.NaN] = stderr.trim().split(/\s+/).map(Number);
  return user + system;
}

// Node starts in about 0.05 s of processor: ten times that is half a second, on whichever machine.
test.each([['--version'], ['--help'], ['check'], ['new Start-up']])(
  'courant %s costs less than ten starts of Node',
  (args) => {
    const cli = join(folder, 'node_modules/courant/dist/cli.js');
    const least = (command: string) => Math.min(cost(command), cost(command), cost(command));
    expect(least(`node ${cli} ${args}`)).toBeLessThan(10 * Math.max(0.05, least('node -e 0')));
  },
);
