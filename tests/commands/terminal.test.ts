// The terminal: results, progress and questions on their streams.

import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type Streams, terminalOf } from '../../src/commands/io.ts';

function streams({ isTTY = true, columns = 40 } = {}) {
  const make = () => Object.assign(new PassThrough(), { isTTY, columns });
  const [stdin, stdout, stderr] = [make(), make(), make()];
  const seen = { out: '', err: '' };
  stdout.on('data', (text) => (seen.out += text));
  stderr.on('data', (text) => (seen.err += text));
  return { streams: { stdin, stdout, stderr } as unknown as Streams, stdin, stdout, seen };
}

const never = new AbortController().signal;

describe('progress', () => {
  test('is one line, cut to the width, and gone before anything else is printed', () => {
    const { streams: s, seen } = streams({ columns: 12 });
    const io = terminalOf(s, {}, never);
    io.progress('1 of 2: a long title');
    io.out('Made a.md');
    expect(seen).toEqual({ out: 'Made a.md\n', err: '\r1 of 2: a l\x1b[K\r\x1b[K' });
  });

  test('is shown ten times a second at most', () => {
    const { streams: s, seen } = streams();
    const io = terminalOf(s, {}, never);
    for (let n = 0; n < 1000; n++) io.progress(`${n} of 1000`);
    expect(seen.err.split('\r').length).toBeLessThan(20);
  });

  test.each([
    ['where there is no terminal', { isTTY: false }, {}],
    ['on a dumb one', { isTTY: true }, { TERM: 'dumb' }],
  ])('is not shown %s', (_, options, env) => {
    const { streams: s, seen } = streams(options);
    terminalOf(s, env, never).progress('1 of 2');
    expect(seen.err).toBe('');
  });
});

describe('colour', () => {
  const RED = '\x1b[31merror\x1b[39m  a.md:1:1: x';
  const PLAIN = 'error  a.md:1:1: x';
  test.each<[string, { isTTY?: boolean }, Record<string, string>, string]>([
    ['at a terminal', {}, {}, RED],
    ['with an empty NO_COLOR', {}, { NO_COLOR: '' }, RED],
    ['with NO_COLOR', {}, { NO_COLOR: '1' }, PLAIN],
    ['on a dumb terminal', {}, { TERM: 'dumb' }, PLAIN],
    ['in a pipe', { isTTY: false }, {}, PLAIN],
  ])('%s', (_, options, env, line) => {
    const { streams: s, seen } = streams(options);
    const io = terminalOf(s, env, never);
    for (const print of [io.out, io.err]) print('error  a.md:1:1: x');
    expect(seen).toEqual({ out: `${line}\n`, err: `${line}\n` });
  });

  test('is red for an error and yellow for a warning, and nothing else has one', () => {
    const { streams: s, seen } = streams();
    for (const line of ['warning  a.md: y', 'error: z', 'errors  a', '  3 | error  b', 'published  A']) {
      terminalOf(s, {}, never).err(line);
    }
    expect(seen.err).toBe('\x1b[33mwarning\x1b[39m  a.md: y\nerror: z\nerrors  a\n  3 | error  b\npublished  A\n');
  });
});

describe('questions', () => {
  test('are asked on stderr, so that stdout holds results only', async () => {
    const { streams: s, stdin, seen } = streams();
    const asked = terminalOf(s, {}, never).ask?.('What is it called? ');
    stdin.write('  Harbour Notes \n');
    expect(await asked).toBe('Harbour Notes');
    expect(seen.out).toBe('');
    expect(seen.err).toContain('What is it called? ');
  });

  test('end where the program is asked to stop', async () => {
    const stop = new AbortController();
    const asked = terminalOf(streams().streams, {}, stop.signal).ask?.('? ');
    stop.abort();
    await expect(asked).rejects.toThrow('Nothing was made.');
  });

  test('take what was typed ahead', async () => {
    const { streams: s, stdin } = streams();
    const io = terminalOf(s, {}, never);
    stdin.write('one\ntwo\n\n');
    expect([await io.ask?.('? '), await io.ask?.('? '), await io.ask?.('? ')]).toEqual(['one', 'two', '']);
  });

  test('are asked one after the other', async () => {
    const { streams: s, stdin } = streams();
    const io = terminalOf(s, {}, never);
    for (const answer of ['one', 'two']) {
      const asked = io.ask?.('? ');
      stdin.write(`${answer}\n`);
      expect(await asked).toBe(answer);
    }
  });

  test('end where the person ends the input', async () => {
    const { streams: s, stdin } = streams();
    const asked = terminalOf(s, {}, never).ask?.('? ');
    stdin.end();
    await expect(asked).rejects.toThrow('Nothing was made.');
  });

  test('are not asked where nobody could answer', () => {
    expect(terminalOf(streams({ isTTY: false }).streams, {}, never).ask).toBeUndefined();
  });
});

test('a reader that goes away breaks nothing', () => {
  const { streams: s, stdout } = streams();
  const io = terminalOf(s, {}, never);
  stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  expect(() => io.out('more')).not.toThrow();
});
