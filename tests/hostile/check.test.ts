// `courant check` on the hostile folder: what its writers are told, as a file to open and read.

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import type { Io } from '../../src/commands/io.ts';
import type { Problem } from '../../src/model/problem.ts';
import { article, contentFolder, SITE } from '../content-folder.ts';
import { CANARY, hostileFolder } from './folder.ts';

const EXPECTED = join(import.meta.dirname, 'expected');
const folder = hostileFolder();

async function checked(
  content: string,
  json: boolean,
  strict = false,
): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const io: Io = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env: {},
    stop: new AbortController().signal,
  };
  const code = await check({ content, json, strict }, io);
  const asText = (lines: string[]) => lines.map((line) => `${line.replaceAll(content, 'content')}\n`).join('');
  return { code, out: asText(out), err: asText(err) };
}

describe('the hostile folder', () => {
  test('as a person is told', async () => {
    const { code, out, err } = await checked(folder, false);
    expect([code, err]).toEqual([1, '']);
    await expect(out).toMatchFileSnapshot(join(EXPECTED, 'check.txt'));
  });

  test('as a program is told', async () => {
    const { code, out } = await checked(folder, true);
    expect(code).toBe(1);
    await expect(out).toMatchFileSnapshot(join(EXPECTED, 'check.json'));
  });

  test('gives each problem a line of its own, and nothing to the terminal but text', async () => {
    const [text, json] = await Promise.all([checked(folder, false), checked(folder, true)]);
    const problems = JSON.parse(json.out) as Problem[];
    expect(text.out.split('\n').filter((line) => /^(?:error|warning) +content\//.test(line))).toHaveLength(
      problems.length,
    );
    expect(text.out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
  });

  test('shows no line of a file that a link leads to outside', async () => {
    const { out } = await checked(folder, false);
    expect(out).not.toMatch(new RegExp(`${CANARY}|root:x:`));
    expect(out).toContain('content/articles/links/passwd.md:1:1: symlink-refused:');
  });
});

test('a folder without problems ends with 0, and says what it holds', async () => {
  const content = contentFolder({ 'a.md': '---\ntitle: A\ndate: 2026-01-05\n---\n' });
  const { code, out } = await checked(content, false);
  expect([code, out]).toEqual([
    0,
    'content: 1 of 1 file is an article: 1 public, 0 scheduled, 0 drafts; 0 errors, 0 warnings.\n',
  ]);
});

test('warnings alone end with 0', async () => {
  const content = contentFolder({ 'a.md': '---\ntitle: A\ndate: 2026-01-05\nsumary: x\n---\n' });
  const { code, out } = await checked(content, false);
  expect([code, out]).toEqual([
    0,
    `warning  content/a.md:4:1: key-unknown: "sumary" is not a key that Courant knows. Did you mean summary?
  4 | sumary: x
    | ^
content: 1 of 1 file is an article: 1 public, 0 scheduled, 0 drafts; 0 errors, 1 warning.
`,
  ]);
});

test('with --strict a warning ends with 1', async () => {
  const content = contentFolder({ 'a.md': '---\ntitle: A\ndate: 2026-01-05\nsumary: x\n---\n' });
  expect((await checked(content, false, true)).code).toBe(1);
  expect((await checked(contentFolder({}), false, true)).code).toBe(0);
});

test('the caret stands below its character where letters are wide', async () => {
  const content = contentFolder({
    'a.md': '---\ntitle: A\ndate: 2026-01-05\ntags: [日本語, 🎉, e\u0301, "x, y"]\n---\n',
  });
  const { out } = await checked(content, false);
  const [, line = '', caret = ''] = out.split('\n');
  // 日本語 and 🎉 are two columns a letter; é is one.
  expect(line.slice(0, line.indexOf('"x'))).toBe('  4 | tags: [日本語, 🎉, e\u0301, ');
  expect(caret.indexOf('^')).toBe('  4 | tags: [......, .., e, '.length);
});

describe('a site.yaml that stops the site', () => {
  // As it is installed, with the builder in its thread: what is wrong and that it is wrong come in two messages.
  test.each([
    ['a zone that is none', { 'site.yaml': 'title: T\nurl: https://example.org/\ntimeZone: Mars/X\n' }, 'site-invalid'],
    ['no url', { 'site.yaml': 'title: T\n' }, 'site-invalid'],
    ['an own feed that is gone', { 'site.yaml': `${SITE}gone: [/feed.xml]\n` }, 'address-taken'],
    ['an own archive that is gone', { 'site.yaml': `${SITE}gone:\n  /archive/1/atom.xml: x\n` }, 'address-taken'],
  ])('%s ends check with 1, and is told', (_, files, code) => {
    const cli = join(import.meta.dirname, '../../dist/cli.js');
    const content = contentFolder({ 'a.md': article({}), ...files });
    const { status, stdout } = spawnSync(process.execPath, [cli, 'check', content, '--json'], { encoding: 'utf8' });
    expect([status, (JSON.parse(stdout) as Problem[]).map((each) => each.code)]).toEqual([1, [code]]);
  });

  test('that is not there is told too', () => {
    const cli = join(import.meta.dirname, '../../dist/cli.js');
    const content = contentFolder({ 'a.md': article({}) });
    rmSync(join(content, 'site.yaml'));
    const { status, stdout } = spawnSync(process.execPath, [cli, 'check', content], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, expect.stringContaining('site-missing')]);
  });
});

test('where site.yaml cannot be used, no articles are counted', async () => {
  const content = contentFolder({ 'site.yaml': 'title: T\nurl: nonsense\n', 'a.md': article({}) });
  const { code, out } = await checked(content, false);
  expect([code, out.split('\n').at(-2)]).toEqual([1, 'content: 1 error, 0 warnings.']);
});
