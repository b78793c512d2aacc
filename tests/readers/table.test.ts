// README.md says of each reader what the tests expect of it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { itemsIn } from './expected.ts';
import { FIELDS, type Field, type Format, type Reader } from './reader.ts';
import { READERS } from './readers.ts';

const NAMES: Readonly<Record<Format, string>> = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' };

test('the table in README.md is what the readers show', () => {
  const head = ['reader', 'format', ...FIELDS, '304'];
  const rows = READERS.flatMap((reader) => reader.formats.map((format) => rowOf(reader, format)));
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const lines = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').split('\n');
  expect(lines.filter((line) => line.split(' | ').length === head.length)).toEqual(table);
});

const rowOf = (reader: Reader, format: Format): string[] => [
  reader.name,
  NAMES[format],
  ...FIELDS.map((field) => howMuch(reader, format, field)),
  reader.asksConditionallyAfter ? 'yes' : '–',
];

/** How much of what a feed carries in a field the reader shows. */
function howMuch(reader: Reader, format: Format, field: Field): 'yes' | 'part' | '–' {
  const items = itemsIn(format, 'http://127.0.0.1/');
  const carried = items.map((item) => said(item[field]));
  const shown = items.map((item) => said(reader.shows(item, format)[field]));
  if (shown.every((value) => value === undefined)) return '–';
  return shown.every((value, index) => value === carried[index]) ? 'yes' : 'part';
}

const said = (value: unknown): string | undefined =>
  value === undefined || (Array.isArray(value) && value.length === 0) ? undefined : JSON.stringify(value);
