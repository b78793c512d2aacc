// What a person types, and what they are told.

import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Commands, runCommand } from '../../src/commands/command-line.ts';
import { Failure, UsageError } from '../../src/commands/io.ts';
import { terminal } from './at-a-terminal.ts';

const calls: unknown[] = [];
const COMMANDS: Commands = {
  export: {
    takes: ['[content]'],
    does: 'Writes files.',
    more: 'More about it.',
    options: { out: { value: 'dist', does: 'Where to.' }, quick: { does: 'Faster.' } },
    async run({ arguments: [content], texts: { out }, flags: { quick = false } }) {
      calls.push({ content, out, quick });
      return 0;
    },
  },
  many: {
    takes: ['[file…]'],
    does: 'Takes files.',
    options: {},
    async run({ arguments: files }) {
      calls.push(files);
      return 0;
    },
  },
  new: {
    takes: ['"Title"', '[content]'],
    does: 'Makes a draft.',
    options: {},
    async run({ arguments: [title] }) {
      if (title === 'usage') throw new UsageError('Not so.');
      if (title === 'failure') throw new Failure('It is there already.');
      if (title === 'fault') throw new TypeError('x is undefined');
      return 1;
    },
  },
};

async function run(...args: string[]) {
  const io = terminal();
  return { code: await runCommand(COMMANDS, args, io), printed: io.printed.join('\n'), told: io.told.join('\n') };
}

test('a command gets its arguments and options, in any order', async () => {
  expect((await run('export', '--out', 'there', 'here', '--quick')).code).toBe(0);
  expect((await run('--out=there', 'export')).code).toBe(0);
  expect(calls).toEqual([
    { content: 'here', out: 'there', quick: true },
    { content: undefined, out: 'there', quick: false },
  ]);
});

test('a command that takes many gets them all', async () => {
  expect((await run('many', 'a', 'b', 'c')).code).toBe(0);
  expect(calls.at(-1)).toEqual(['a', 'b', 'c']);
});

describe('help', () => {
  test.each([['--help'], ['help'], ['-h']])('courant %s tells the commands', async (word) => {
    const { code, printed } = await run(word);
    expect([code, printed]).toEqual([0, expect.stringMatching(/courant export \[content\] {2,}Writes files\./)]);
  });

  test.each([
    ['help', 'export'],
    ['export', '--help'],
    ['export', '-h'],
  ])('courant %s %s tells the options', async (...args) => {
    const { code, printed } = await run(...args);
    expect(code).toBe(0);
    expect(printed).toMatch(
      /^courant export \[content\]\n\nWrites files\.\n\nMore about it\.\n\n {2}--out dist {2}Where to\./,
    );
  });

  test('nothing at all is a wrong call, and tells the commands to the person only', async () => {
    const { code, printed, told } = await run();
    expect([code, printed, told]).toEqual([2, '', expect.stringContaining('courant new "Title"')]);
  });
});

describe('a wrong call exits with 2 and says what would be right', () => {
  test.each<[string[], string]>([
    [['exprot'], 'There is no command exprot. Did you mean export?'],
    [['help', 'exprot'], 'There is no command exprot. Did you mean export?'],
    [['publish'], 'There is no command publish. See courant help'],
    [['export', '--otu', 'x'], 'courant export has no option --otu. Did you mean --out?'],
    [['export', '--strict'], 'courant export has no option --strict. See courant help export'],
    [['new', 'Hello', '--out', 'x'], 'courant new has no option --out. See courant help new'],
    [['--verison'], 'courant has no option --verison. Did you mean --version?'],
    [['--help', '--otu'], 'courant has no option --otu. See courant help'],
    [['export', '--out'], '--out needs a value: --out dist'],
    [['export', '--quick=yes'], '--quick takes no value.'],
    [['new'], 'courant new needs "Title": courant new "Title" [content]'],
    [['new', 'Hello', 'you', 'there'], 'Unexpected argument "there": courant new "Title" [content]'],
    [['new', 'usage'], 'Not so.'],
    [['constructor'], 'There is no command constructor. See courant help'],
  ])('%j', async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, printed: '', told: message });
  });
});

test('what cannot be done exits with 1 and one line; a fault of ours shows where it is', async () => {
  expect(await run('new', 'failure')).toEqual({ code: 1, printed: '', told: 'It is there already.' });
  expect((await run('new', 'fault')).told).toMatch(/^TypeError: x is undefined\n +at /);
});

describe('the program', () => {
  const CLI = ['--import', 'tsx', join(import.meta.dirname, '../../src/cli.ts')];

  test('knows its version', () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
      version: string;
    };
    expect(execFileSync('node', [...CLI, '--version'], { encoding: 'utf8' })).toBe(`${version}\n`);
  });

  test('exits with 2 for a wrong call, and prints nothing in colour', () => {
    const { status, stdout, stderr } = spawnSync('node', [...CLI, 'serv'], {
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: '1' },
    });
    expect([status, stdout, stderr]).toEqual([2, '', 'There is no command serv. Did you mean serve?\n']);
  });

  test('a reader that has read enough does not break it', () => {
    const { status, stderr } = spawnSync('sh', ['-c', `node ${CLI.join(' ')} --help | true`], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  test.each(['check', 'serve --port 0', 'export --out /tmp/no-such-dist'])(
    '%s of no folder says so in one line',
    (command) => {
      const { status, stderr } = spawnSync('node', [...CLI, ...command.split(' '), '/tmp/no-such-content'], {
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([
        1,
        'There is no /tmp/no-such-content. A first content folder is made by courant new "Title".\n',
      ]);
    },
  );

  test('a log that is not there is told without a word of content folders', () => {
    const { status, stderr } = spawnSync('node', [...CLI, 'readers', '/tmp/no-such.log'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, 'There is no /tmp/no-such.log.\n']);
  });

  test.each(['1000000', 'x', '-1', '3.5'])('port %s is none', (port) => {
    const { status, stderr } = spawnSync('node', [...CLI, 'serve', `--port=${port}`], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, `${port} is not a port: a number up to 65535.\n`]);
  });
});
