// Reading a file in pieces: all of what was seen, or an error.

import { appendFileSync, closeSync, fstatSync, linkSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { streamBytes } from '../../src/disk/read.ts';
import { createScanner } from '../../src/disk/scan.ts';
import { contentFolder } from '../content-folder.ts';

const LONG = Buffer.alloc(600_000, 'long ');

function opened(bytes: Uint8Array) {
  const folder = contentFolder({ 'a.mp3': bytes });
  const scanner = createScanner(folder);
  scanner.scan();
  const file = scanner.get('a.mp3');
  if (!file) throw new Error('not seen');
  const reader = streamBytes(scanner.root(), file, 0, file.size).getReader();
  return { path: join(folder, 'a.mp3'), reader };
}

async function rest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<number> {
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) length += read.value.length;
  return length;
}

test.each([
  ['long', LONG],
  ['empty', Buffer.alloc(0)],
])('a file that is %s is read to its end', async (_, bytes) => {
  expect(await rest(opened(bytes).reader)).toBe(bytes.length);
});

test.each<[string, (path: string) => void]>([
  ['written over', (path) => writeFileSync(path, LONG.toString().toUpperCase())],
  ['longer', (path) => appendFileSync(path, 'more')],
  ['cut off', (path) => writeFileSync(path, 'x')],
])('one that is %s meanwhile is an error, never half of each', async (_, change) => {
  const { path, reader } = opened(LONG);
  await reader.read();
  change(path);
  await expect(rest(reader)).rejects.toThrow('a.mp3 has changed');
});

test('one that has another name too by now is the same file', async () => {
  const { path, reader } = opened(LONG);
  const { value } = await reader.read();
  linkSync(path, `${path}.backup`);
  expect((value?.length ?? 0) + (await rest(reader))).toBe(LONG.length);
});

test('a download that is aborted closes its own descriptor, and no other that has got its number', async () => {
  const { path, reader } = opened(Buffer.from('short'));
  const other = () => {
    const fd = openSync(path, 'r');
    onTestFinished(() => closeSync(fd));
    return fd;
  };
  await nextTurn(); // what a stream reads ahead, it has read
  const before = other();
  await reader.cancel();
  expect(fstatSync(before).isFile()).toBe(true);
  const { reader: begun } = opened(LONG);
  const first = begun.read();
  await begun.cancel();
  await first;
  const after = [other(), other()];
  await nextTurn();
  expect(after.map((fd) => fstatSync(fd).isFile())).toEqual([true, true]);
});

test('reading a long file to its end does not hold the event loop', async () => {
  const { reader } = opened(LONG);
  let isRead = false;
  const reading = rest(reader).then(() => {
    isRead = true;
  });
  await nextTurn();
  expect(isRead).toBe(false);
  await reading;
});
