// Reading a file in pieces: all of what was seen, or an error.

import { appendFileSync, closeSync, fstatSync, linkSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { readPieces } from '../../src/disk/read.ts';
import { createScanner } from '../../src/disk/scan.ts';
import { contentFolder } from '../content-folder.ts';

const LONG = Buffer.alloc(600_000, 'long ');

function opened(bytes: Uint8Array) {
  const folder = contentFolder({ 'a.mp3': bytes });
  const scanner = createScanner(folder);
  scanner.scan();
  const file = scanner.get('a.mp3');
  if (!file) throw new Error('not seen');
  return { path: join(folder, 'a.mp3'), pieces: readPieces(scanner.root(), file, 0, file.size) };
}

async function rest(pieces: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const piece of pieces) length += piece.length;
  return length;
}

test.each([
  ['long', LONG],
  ['empty', Buffer.alloc(0)],
])('a file that is %s is read to its end', async (_, bytes) => {
  expect(await rest(opened(bytes).pieces)).toBe(bytes.length);
});

test.each<[string, (path: string) => void]>([
  ['written over', (path) => writeFileSync(path, LONG.toString().toUpperCase())],
  ['longer', (path) => appendFileSync(path, 'more')],
  ['cut off', (path) => writeFileSync(path, 'x')],
])('one that is %s meanwhile is an error, never half of each', async (_, change) => {
  const { path, pieces } = opened(LONG);
  await pieces.next();
  change(path);
  await expect(rest(pieces)).rejects.toThrow('a.mp3 has changed');
});

test('one that has another name too by now is the same file', async () => {
  const { path, pieces } = opened(LONG);
  const { value } = await pieces.next();
  linkSync(path, `${path}.backup`);
  expect((value?.length ?? 0) + (await rest(pieces))).toBe(LONG.length);
});

test('a download that is aborted closes its own descriptor, and no other that has got its number', async () => {
  const { path, pieces } = opened(Buffer.from('short'));
  const other = () => {
    const fd = openSync(path, 'r');
    onTestFinished(() => closeSync(fd));
    return fd;
  };
  await pieces.next();
  const before = other();
  await pieces.return();
  expect(fstatSync(before).isFile()).toBe(true);
  const { pieces: begun } = opened(LONG);
  const first = begun.next();
  await begun.return();
  await first;
  const after = [other(), other()];
  await nextTurn();
  expect(after.map((fd) => fstatSync(fd).isFile())).toEqual([true, true]);
});

test('reading a long file to its end does not hold the event loop', async () => {
  const { pieces } = opened(LONG);
  let isRead = false;
  const reading = rest(pieces).then(() => {
    isRead = true;
  });
  await nextTurn();
  expect(isRead).toBe(false);
  await reading;
});
