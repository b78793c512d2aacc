import { describe, expect, test } from 'vitest';
import { formatHttpDate, parseHttpDate } from '../../src/http/http-date.ts';
import { isFresh, type Validators } from '../../src/http/validators.ts';
import { asking } from './asking.ts';

const E = 'W/"k3Jf-_9aQ-br"'; // ends like a suffix, and is none
const L = Date.UTC(2026, 2, 3, 9, 0, 0);
const IMF = 'Tue, 03 Mar 2026 09:00:00 GMT';
const PAGE: Validators = { etag: E, lastModified: L };

const fresh = (headers: Record<string, string>, validators = PAGE, method = 'GET') =>
  isFresh(asking(headers, method), validators);

describe('If-None-Match', () => {
  test.each<[string, string, boolean]>([
    ['scenario 7: E', E, true],
    ['scenario 7: strong form', '"k3Jf-_9aQ-br"', true],
    ['scenario 7: list "x", E, "y"', `"x", ${E}, "y"`, true],
    ['scenario 7: list without spaces', `"x",${E}`, true],
    ['scenario 7: *', '*', true],
    ['scenario 7: -gzip before the closing quote', 'W/"k3Jf-_9aQ-br-gzip"', true],
    ['scenario 7: -br before the closing quote', 'W/"k3Jf-_9aQ-br-br"', true],
    ['F1: strong with -gzip', '"k3Jf-_9aQ-br-gzip"', true],
    ['F1: ;gzip', '"k3Jf-_9aQ-br;gzip"', true],
    ['F1: --gzip', '"k3Jf-_9aQ-br--gzip"', true],
    ['scenario 6: another tag', '"nope"', false],
    ['9110 §8.8.3 a tag that begins like ours', '"k3Jf-_9aQ-brx"', false],
    ['9110 §8.8.3 ours without its end', '"k3Jf-_9aQ"', false],
    ['9110 §8.8.3 a suffix that no proxy adds', '"k3Jf-_9aQ-br-zip"', false],
    ['9110 §8.8.3 without quotes it is no tag', 'k3Jf-_9aQ-br', false],
    ['9110 §8.8.3 a comma inside the quotes', `"a,b", ${E}`, true],
    ['9110 §13.1.2 * in a list is no *', '*, "x"', false],
    ['9110 §13.1.2 empty list matches nothing', '', false],
    ['an unclosed quote', '"k3Jf-_9aQ-br', false],
  ])('%s', (_, value, expected) => {
    expect(fresh({ 'if-none-match': value })).toBe(expected);
  });

  test('a strong tag is compared weakly too (9110 §13.1.2)', () => {
    expect(fresh({ 'if-none-match': 'W/"abc"' }, { etag: '"abc"', lastModified: L })).toBe(true);
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['scenario 6, F11: another tag and a fresh date', { 'if-none-match': '"nope"', 'if-modified-since': IMF }, false],
    [
      'scenario 6: E and the year 2000',
      { 'if-none-match': E, 'if-modified-since': 'Sat, 01 Jan 2000 00:00:00 GMT' },
      true,
    ],
    ['9110 §13.2.2: an empty list and a fresh date', { 'if-none-match': '', 'if-modified-since': IMF }, false],
    ['scenario 8: no-cache', { 'if-none-match': E, 'cache-control': 'no-cache', pragma: 'No-cache' }, true],
    ['scenario 9: A-IM', { 'if-none-match': E, 'a-im': 'feed' }, true],
    ['no condition', {}, false],
  ])('%s', (_, headers, expected) => {
    expect(fresh(headers)).toBe(expected);
  });
});

describe('If-Modified-Since', () => {
  test.each<[string, string, boolean]>([
    ['scenario 4: the year 2000', 'Sat, 01 Jan 2000 00:00:00 GMT', false],
    ['scenario 4: L', IMF, true],
    ['scenario 4: L + 1 h', 'Tue, 03 Mar 2026 10:00:00 GMT', true],
    ['scenario 4: L - 1 s', 'Tue, 03 Mar 2026 08:59:59 GMT', false],
    ['scenario 5: yesterday', 'yesterday', false],
    ['scenario 5: empty', '', false],
    ['scenario 5: RFC 850', 'Tuesday, 03-Mar-26 09:00:00 GMT', true],
    ['scenario 5: RFC 850, a second early', 'Tuesday, 03-Mar-26 08:59:59 GMT', false],
    ['scenario 5: asctime', 'Tue Mar  3 09:00:00 2026', true],
    ['scenario 5: asctime, a second early', 'Tue Mar  3 08:59:59 2026', false],
    ['9110 §13.1.3 no HTTP date: RFC 3339', '2026-03-03T10:00:00Z', false],
    ['9110 §13.1.3 no HTTP date: an offset', 'Tue, 03 Mar 2026 10:00:00 +0000', false],
    ['9110 §13.1.3 no HTTP date: a number', '1900000000', false],
    ['9110 §13.1.3 no HTTP date: two', `${IMF}, ${IMF}`, false],
  ])('%s', (_, value, expected) => {
    expect(fresh({ 'if-modified-since': value })).toBe(expected);
  });

  test('9110 §13.1.3: means nothing to a method but GET and HEAD', () => {
    expect(fresh({ 'if-modified-since': IMF }, PAGE, 'HEAD')).toBe(true);
    expect(fresh({ 'if-modified-since': IMF }, PAGE, 'POST')).toBe(false);
  });

  test('9110 §8.8.2.2: a second with two states proves nothing, a later one does', () => {
    const second: Validators = { etag: E, lastModified: L, sharesSecond: true };
    expect(fresh({ 'if-modified-since': IMF }, second)).toBe(false);
    expect(fresh({ 'if-modified-since': 'Tue, 03 Mar 2026 09:00:01 GMT' }, second)).toBe(true);
    expect(fresh({ 'if-none-match': E }, second)).toBe(true);
  });
});

describe('dates', () => {
  test.each<[string, string, string | undefined]>([
    ['9110 §5.6.7 IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['9110 §5.6.7 RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['9110 §5.6.7 asctime', 'Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37.000Z'],
    ['9110 §5.6.7 asctime, a day of two digits', 'Wed Nov 16 08:49:37 1994', '1994-11-16T08:49:37.000Z'],
    ['9110 §5.6.7 two digits near 2026: 75', 'Sunday, 06-Nov-75 08:49:37 GMT', '2075-11-06T08:49:37.000Z'],
    [
      '9110 §5.6.7 two digits, more than 50 years ahead: 77',
      'Sunday, 06-Nov-77 08:49:37 GMT',
      '1977-11-06T08:49:37.000Z',
    ],
    ['a leap second', 'Sat, 31 Dec 2016 23:59:60 GMT', '2016-12-31T23:59:59.000Z'],
    ['29 February of a leap year', 'Thu, 29 Feb 2024 00:00:00 GMT', '2024-02-29T00:00:00.000Z'],
    ['29 February of another year', 'Sun, 29 Feb 2026 00:00:00 GMT', undefined],
    ['31 April', 'Thu, 31 Apr 2026 00:00:00 GMT', undefined],
    ['day 0', 'Thu, 00 Apr 2026 00:00:00 GMT', undefined],
    ['hour 24', 'Tue, 03 Mar 2026 24:00:00 GMT', undefined],
    ['minute 60', 'Tue, 03 Mar 2026 09:60:00 GMT', undefined],
    ['second 61', 'Tue, 03 Mar 2026 09:00:61 GMT', undefined],
    ['lower case', 'tue, 03 mar 2026 09:00:00 gmt', undefined],
    ['another zone', 'Tue, 03 Mar 2026 09:00:00 CET', undefined],
    ['a tail', 'Tue, 03 Mar 2026 09:00:00 GMT; length=12', undefined],
  ])('%s', (_, text, expected) => {
    const instant = parseHttpDate(text, L);
    expect(instant === undefined ? undefined : new Date(instant).toISOString()).toBe(expected);
  });

  test('two digits at the turn of a century', () => {
    const near = Date.UTC(2099, 11, 31);
    expect(parseHttpDate('Friday, 01-Jan-00 00:00:00 GMT', near)).toBe(Date.UTC(2100, 0, 1));
  });

  test('what is written is read', () => {
    expect(formatHttpDate(L)).toBe(IMF);
    expect(parseHttpDate(formatHttpDate(L), L)).toBe(L);
  });
});
