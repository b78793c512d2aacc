// Fields: each kind of value, read from what writers write, or a problem at its place.

import { describe, expect, test } from 'vitest';
import { Fields, fieldsOf, httpUrl } from '../../src/content/fields.ts';
import type { ParsedHead } from '../../src/content/front-matter.ts';
import { parseData } from '../../src/content/front-matter.ts';
import type { Problem } from '../../src/model/problem.ts';
import { quoted } from '../../src/model/text.ts';
import { wording } from '../../src/model/wording.ts';

function fields(yaml: string): { of: Fields; problems: Problem[] } {
  const problems: Problem[] = [];
  return { of: fieldsOf(parseData(yaml, 'a.yaml').head as ParsedHead, 'a.yaml', problems), problems };
}

/** What is read of `a: …`, or the problem in the place of it. */
function read(kind: 'text' | 'flag' | 'count' | 'url' | 'duration' | 'words', yaml: string): unknown {
  const { of, problems } = fields(`a: ${yaml}`);
  const value = of[kind]('a', 30);
  if (problems.length > 0) return problems.map(({ line, column, message }) => `${line}:${column} ${message}`).join(' ');
  return Array.isArray(value) ? value.map(({ text }) => text) : value;
}

describe('a text', () => {
  test.each([
    ['as it is written', '1.10', '1.10'],
    ['on one line', '"  one\\n two\\u00a0 three "', 'one two\u00a0 three'],
    ['without what no document can hold', '"a\\u0000\\uD800\\uFFFEb"', 'ab'],
    ['nothing where it is blank', '"  "', undefined],
    ['nothing where nothing is', '~', undefined],
    ['not a list', '[b]', '1:4 "a" is a list, not one text.'],
    ['not keys', '{ b: c }', '1:4 "a" is a group of keys, not one text.'],
  ])('%s', (_, yaml, expected) => expect(read('text', yaml)).toBe(expected));
});

describe('yes or no', () => {
  test.each<[string, unknown]>([
    ...['true', 'True', 'TRUE', 'yes', 'on', '"true"', ' true '].map((yaml): [string, unknown] => [yaml, true]),
    ...['false', 'False', 'no', 'No', 'OFF'].map((yaml): [string, unknown] => [yaml, false]),
    ...['', '""'].map((yaml): [string, unknown] => [yaml, undefined]),
    ['maybe', '1:4 "maybe" is not true or false.'],
    ['1', '1:4 "1" is not true or false.'],
    ['constructor', '1:4 "constructor" is not true or false.'],
  ])('%s', (yaml, expected) => expect(read('flag', yaml)).toBe(expected));
});

describe('a number', () => {
  test.each([
    ['30', 30],
    ['"30"', 30],
    ['007', 7],
    ['0', '1:4 "0" is not a whole number above 0.'],
    ['-1', '1:4 "-1" is not a whole number above 0.'],
    ['1.5', '1:4 "1.5" is not a whole number above 0.'],
    ['1e3', '1:4 "1e3" is not a whole number above 0.'],
    ['0x10', '1:4 "0x10" is not a whole number above 0.'],
    ['.inf', '1:4 ".inf" is not a whole number above 0.'],
    ['9999999999999', '1:4 "9999999999999" is not a whole number above 0.'],
  ])('%s', (yaml, expected) => expect(read('count', yaml)).toBe(expected));
});

describe('a length of time', () => {
  test.each([
    ['95', 95],
    ['1:35', 95],
    ['1:02:03', 3723],
    ['90:00', 5400],
    ['94.6', 95],
    ['0:00', '1:4 "0:00" is not a length in seconds.'],
    ['1:99', '1:4 "1:99" is not a length in seconds.'],
    ['1:2:3:4', '1:4 "1:2:3:4" is not a length in seconds.'],
    ['5 min', '1:4 "5 min" is not a length in seconds.'],
  ])('%s', (yaml, expected) => expect(read('duration', yaml)).toBe(expected));
});

describe('an address', () => {
  test.each([
    ['https://example.org', 'https://example.org/'],
    ['HTTPS://EXAMPLE.org/a b', 'https://example.org/a%20b'],
    ['https://münchen.example/ü?ü=ö', 'https://xn--mnchen-3ya.example/%C3%BC?%C3%BC=%C3%B6'],
    ["https://example.org/it's", 'https://example.org/it%27s'],
    ['"https://example.org/\\u0000\\uD800"', 'https://example.org/'],
    ['example.org', '1:4 "example.org" is not an absolute address.'],
    ['/path', '1:4 "/path" is not an absolute address.'],
    ['//example.org/', '1:4 "//example.org/" is not an absolute address.'],
    ['https://', '1:4 "https://" is not an absolute address.'],
    ['"javascript:alert(1)"', '1:4 "javascript:alert(1)" is not an absolute address.'],
    ['ftp://example.org/', '1:4 "ftp://example.org/" is not an absolute address.'],
  ])('%s', (yaml, expected) => expect(read('url', yaml)).toBe(expected));

  test('has no character that ends an attribute', () => {
    expect(httpUrl(`https://example.org/?"<>'\``)).not.toMatch(/["'<>]/);
  });

  test.each([
    ['https://e.example/a|b^c`{d}[e]\\f', 'https://e.example/a%7Cb%5Ec%60%7Bd%7D%5Be%5D/f'],
    ['https://e.example/100%?q=5%zz&r=%C3', 'https://e.example/100%25?q=5%25zz&r=%C3'],
    ['https://e.example/a#b#c', 'https://e.example/a#b%23c'],
    ['https://[::1]:8080/', 'https://[::1]:8080/'],
  ])('is a URI by RFC 3986: %s', (written, uri) => expect(httpUrl(written)).toBe(uri));
});

describe('texts', () => {
  test.each([
    ['one', 'b', ['b']],
    ['a list', '[b, 1.10, ~, "c, d"]', ['b', '1.10', 'c, d']],
    ['none', '[]', []],
    ['not lists in it', '[[b]]', '1:5 "a" holds a list in a list.'],
    ['not keys', '{ b: c }', '1:4 "a" holds a group of keys, not a text.'],
  ])('%s', (_, yaml, expected) => expect(read('words', yaml)).toEqual(expected));
});

describe('items', () => {
  test('are texts and groups of keys, one or a list', () => {
    const shown = (yaml: string) =>
      fields(`a: ${yaml}`)
        .of.items('a')
        .map((item) => (item instanceof Fields ? item.text('b') : item.text));
    expect(shown('c')).toEqual(['c']);
    expect(shown('{ b: c }')).toEqual(['c']);
    expect(shown('[c, { b: d }, ~]')).toEqual(['c', 'd']);
  });

  test('are not lists in a list', () => {
    const { of, problems } = fields('a: [[b]]');
    expect(of.items('a')).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(['value-invalid']);
  });
});

test('a problem is told at the value, at the key where nothing is written, else at the mapping', () => {
  const { of, problems } = fields('a:\n  b: c\nd:\n');
  for (const spot of [of.spotOf('e'), of.spotOf('d'), of.fields('a')?.spotOf('b'), of.spotOfKey('a')]) {
    if (spot) of.report(spot, wording('title-missing', 'A'));
  }
  expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual(['1:1', '3:1', '2:6', '1:1']);
});

test('keys are known in any case, and the exact one goes before', () => {
  const { of } = fields('Title: A\nURL: B\ntitle: C\n');
  expect([of.text('title'), of.text('url'), of.text('Title')]).toEqual(['C', 'B', 'A']);
});

test('keys that every object has are keys like any other', () => {
  const { of, problems } = fields('__proto__: a\nconstructor: b\n');
  expect([...of.keys()]).toEqual(['__proto__', 'constructor']);
  expect([of.text('__proto__'), of.text('constructor'), of.text('toString')]).toEqual(['a', 'b', undefined]);
  expect(problems).toEqual([]);
});

test('a value is cited by its beginning, on one line', () => {
  expect(quoted('a\n\u0000b')).toBe('"a b"');
  expect(quoted('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`);
  expect(quoted(`${'x'.repeat(59)}🎉🎉`)).toBe(`"${'x'.repeat(59)}…"`);
});
