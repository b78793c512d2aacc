// A written file is there whole, or as it was.

import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAtomically } from '../../src/disk/write.ts';
import { contentFolder } from '../content-folder.ts';

test('a file is written, in folders that were not there, and replaced', () => {
  const folder = contentFolder({});
  const path = join(folder, 'a/b/feed.xml');
  writeAtomically(path, 'one');
  writeAtomically(path, new TextEncoder().encode('two'));
  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(readdirSync(join(folder, 'a/b'))).toEqual(['feed.xml']);
});

test('nothing is left behind where it cannot be written', () => {
  const folder = contentFolder({});
  mkdirSync(join(folder, 'taken/by-a-folder'), { recursive: true });
  expect(() => writeAtomically(join(folder, 'taken'), 'x')).toThrow();
  expect(readdirSync(folder).sort()).toEqual(['site.yaml', 'taken']);
});
