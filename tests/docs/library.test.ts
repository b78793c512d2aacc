// docs/library.md names everything that the package exports, and nothing that it does not.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as edge from '../../src/edge.ts';
import * as library from '../../src/index.ts';

const PAGE = readFileSync('docs/library.md', 'utf8');
const headings = Array.from(PAGE.matchAll(/^##+ `(\w+)[`(]/gm), ([, name]) => name as string);

test('every function has a heading or an example', () => {
  const exported = [...Object.keys(library), ...Object.keys(edge)];
  expect(exported).toContain('nodeHandler');
  for (const name of exported) expect(PAGE, name).toMatch(new RegExp(`^##.*\`${name}|${name}\\(`, 'm'));
});

test('every heading is a name that is exported, as a value or a type', () => {
  const door = readFileSync('src/index.ts', 'utf8');
  expect(headings.length).toBeGreaterThan(5);
  for (const name of headings) expect(door).toMatch(new RegExp(`\\b${name}\\b`));
});

test('every name that an example imports is exported', () => {
  for (const [, names = '', from = ''] of PAGE.matchAll(/^import \{ (.+) \} from '(courant[^']*)';$/gm)) {
    const exported = Object.keys(from === 'courant' ? library : edge);
    expect(exported).toEqual(expect.arrayContaining(names.split(', ')));
  }
});
