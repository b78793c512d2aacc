import { describe, expect, test } from 'vitest';
import { isSameForRange, parseRange } from '../../src/http/file.ts';

const part = (start: number, end: number) => ({ start, end });

describe('parseRange, of 1000 bytes', () => {
  test.each<[string, string | undefined, unknown]>([
    ['scenario 28: bytes=0-99', 'bytes=0-99', part(0, 100)],
    ['scenario 28: bytes=-50', 'bytes=-50', part(950, 1000)],
    ['scenario 28: bytes=999999999-', 'bytes=999999999-', 'unsatisfiable'],
    ['9110 §14.1.2 from a byte on', 'bytes=990-', part(990, 1000)],
    ['9110 §14.1.2 one byte', 'bytes=0-0', part(0, 1)],
    ['9110 §14.1.2 the last byte', 'bytes=999-999', part(999, 1000)],
    ['9110 §14.1.2 first byte behind the end', 'bytes=1000-', 'unsatisfiable'],
    ['9110 §14.1.2 last byte behind the end', 'bytes=990-5000', part(990, 1000)],
    ['9110 §14.1.2 a number beyond all numbers', `bytes=0-${'9'.repeat(400)}`, part(0, 1000)],
    ['9110 §14.1.2 a suffix longer than the file', 'bytes=-5000', part(0, 1000)],
    ['9110 §14.1.2 an empty suffix', 'bytes=-0', 'unsatisfiable'],
    ['9110 §14.1 the unit in any case', 'Bytes=0-9', part(0, 10)],
    ['9110 §14.1.1 last before first is invalid, so ignored', 'bytes=9-0', 'whole'],
    ['9110 §14.2 several ranges: the whole', 'bytes=0-9,20-29', 'whole'],
    ['9110 §14.2 another unit: the whole', 'lines=0-9', 'whole'],
    ['9110 §14.2 nonsense: the whole', 'bytes=a-b', 'whole'],
    ['9110 §14.2 neither end: the whole', 'bytes=-', 'whole'],
    ['9110 §14.2 a negative number: the whole', 'bytes=--5', 'whole'],
    ['absent', undefined, 'whole'],
  ])('%s', (_, header, expected) => {
    expect(parseRange(header, 1000)).toEqual(expected);
  });

  test('9110 §14.1.2: of an empty file nothing can be cut', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(parseRange('bytes=-5', 0)).toBe('whole');
  });
});

describe('If-Range', () => {
  const file = { etag: '"abc"', lastModified: Date.UTC(2026, 2, 3, 9) };
  test.each<[string, string | undefined, boolean]>([
    ['absent', undefined, true],
    ['9110 §13.1.5 the strong tag', '"abc"', true],
    ['9110 §13.1.5 another tag', '"abd"', false],
    ['9110 §13.1.5 a weak tag never matches', 'W/"abc"', false],
    ['9110 §13.1.5 the very date', 'Tue, 03 Mar 2026 09:00:00 GMT', true],
    ['9110 §13.1.5 a later date is another date', 'Tue, 03 Mar 2026 09:00:01 GMT', false],
    ['9110 §13.1.5 nonsense', 'yesterday', false],
  ])('%s', (_, value, expected) => {
    expect(isSameForRange(value, file)).toBe(expected);
  });

  test('9110 §13.1.5: our own weak tag does not match either', () => {
    expect(isSameForRange('W/"abc"', { ...file, etag: 'W/"abc"' })).toBe(false);
  });
});
