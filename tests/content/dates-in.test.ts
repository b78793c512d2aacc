// Dates as people write them: one row a rule.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayInName, isTimeZone, isZeroDate, parseDate } from '../../src/content/dates-in.ts';
import { localTimeOf } from '../../src/model/time.ts';

const read = (text: string, timeZone = 'UTC'): string | undefined => {
  const instant = parseDate(text, timeZone);
  return instant === undefined ? undefined : new Date(instant).toISOString().replace('.000Z', 'Z');
};

describe('RFC 3339, and what is usual beside it', () => {
  test.each([
    ['§5.6 a date-time in UTC', '2026-02-27T08:49:00Z', '2026-02-27T08:49:00Z'],
    ['§5.6 t and z may be small', '2026-02-27t08:49:00z', '2026-02-27T08:49:00Z'],
    ['§5.6 a blank may stand for the T', '2026-02-27 08:49:00Z', '2026-02-27T08:49:00Z'],
    ['§5.6 a fraction', '2026-02-27T08:49:00.5Z', '2026-02-27T08:49:00.500Z'],
    ['§5.6 a finer fraction is cut at milliseconds', '2026-02-27T08:49:00.123999Z', '2026-02-27T08:49:00.123Z'],
    ['§5.6 an offset to the east', '2026-02-27T08:49:00+05:30', '2026-02-27T03:19:00Z'],
    ['§5.6 an offset to the west', '2026-02-27T20:49:00-05:00', '2026-02-28T01:49:00Z'],
    ['§4.3 an unknown offset is UTC', '2026-02-27T08:49:00-00:00', '2026-02-27T08:49:00Z'],
    ['§5.6 offsets reach to 23:59', '2026-02-27T08:49:00+23:59', '2026-02-26T08:50:00Z'],
    ['§5.7 a leap second is the next minute', '2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
    ['an offset without a colon', '2026-02-27T08:49:00+0200', '2026-02-27T06:49:00Z'],
    ['an offset of hours', '2026-02-27 08:49:00+02', '2026-02-27T06:49:00Z'],
    ['a blank before the offset', '2026-02-27 08:49:00 +0200', '2026-02-27T06:49:00Z'],
    ['no seconds', '2026-02-27T08:49Z', '2026-02-27T08:49:00Z'],
    ['no time is midnight', '2026-02-27', '2026-02-27T00:00:00Z'],
    ['no zone', '2026-02-27 08:49', '2026-02-27T08:49:00Z'],
    ['an hour of one digit after a blank', '2026-02-27 8:49:07', '2026-02-27T08:49:07Z'],
    ['the name of a zone', '2026-02-27 08:49 EST', '2026-02-27T13:49:00Z'],
    ['blanks around', '  2026-02-27   08:49  ', '2026-02-27T08:49:00Z'],
    ['month and day of one digit', '2026-2-7', '2026-02-07T00:00:00Z'],
    ['slashes after the year', '2026/02/27', '2026-02-27T00:00:00Z'],
    ['slashes and a time', '2026/2/7 8:49', '2026-02-07T08:49:00Z'],
    ['half a day', '2026-02-27 8:49 PM', '2026-02-27T20:49:00Z'],
    ['half a day and a zone', '2026-02-27 8:49 pm EST', '2026-02-28T01:49:00Z'],
    ['half a day without a blank', '2026/02/27 08:49am', '2026-02-27T08:49:00Z'],
    ['a comma before the time', '2026-02-27, 8:49 AM EST', '2026-02-27T13:49:00Z'],
  ])('%s', (_, text, expected) => expect(read(text)).toBe(expected));
});

describe('RFC 822 §5.1 zones', () => {
  test.each([
    ['UT', '12'],
    ['UTC', '12'],
    ['GMT', '12'],
    ['Z', '12'],
    ['EDT', '16'],
    ['EST', '17'],
    ['CDT', '17'],
    ['CST', '18'],
    ['MDT', '18'],
    ['MST', '19'],
    ['PDT', '19'],
    ['PST', '20'],
    ['pst', '20'],
  ])('noon %s is %s:00 UTC', (zone, hour) => {
    const expected = `2026-02-27T${hour}:00:00Z`;
    expect(read(`2026-02-27 12:00 ${zone}`)).toBe(expected);
    expect(read(`Fri, 27 Feb 2026 12:00:00 ${zone}`)).toBe(expected);
    expect(read(`Feb 27, 2026, 12:00 PM ${zone}`)).toBe(expected);
  });
});

describe('the form of the press', () => {
  test.each([
    ['as it is printed', 'Feb 27, 2026, 8:49 AM EST', '2026-02-27T13:49:00Z'],
    ['no comma before the time', 'Feb 27, 2026 8:49 AM EST', '2026-02-27T13:49:00Z'],
    ['no comma at all', 'Feb 27 2026 8:49 AM EST', '2026-02-27T13:49:00Z'],
    ['no zone', 'Feb 27, 2026, 8:49 PM', '2026-02-27T20:49:00Z'],
    ['an offset', 'Feb 27, 2026, 8:49 PM -0500', '2026-02-28T01:49:00Z'],
    ['no time', 'Feb 27, 2026', '2026-02-27T00:00:00Z'],
    ['the full name of the month', 'February 27, 2026, 8:49 AM', '2026-02-27T08:49:00Z'],
    ['a dot after the month', 'Feb. 27, 2026, 8:49 AM', '2026-02-27T08:49:00Z'],
    ['Sept.', 'Sept. 5, 2026', '2026-09-05T00:00:00Z'],
    ['a weekday', 'Friday, February 27, 2026, 8:49 AM', '2026-02-27T08:49:00Z'],
    ['a short weekday', 'Fri. Feb 27, 2026', '2026-02-27T00:00:00Z'],
    ['no comma', 'Feb 7 2026', '2026-02-07T00:00:00Z'],
    ['no comma and a time', 'Feb 7 2026 8:49 AM', '2026-02-07T08:49:00Z'],
    ['at', 'February 27, 2026 at 8:49 pm', '2026-02-27T20:49:00Z'],
    ['a.m.', 'Feb 27, 2026, 8:49 a.m. EST', '2026-02-27T13:49:00Z'],
    ['P.M. at the end', 'Feb 27, 2026, 8:49 P.M.', '2026-02-27T20:49:00Z'],
    ['no blank before am', 'Feb 27, 2026, 8:49am', '2026-02-27T08:49:00Z'],
    ['U+202F before AM, as programs put it', 'Feb 27, 2026, 8:49\u202fAM', '2026-02-27T08:49:00Z'],
    ['an hour without minutes', 'Feb 27, 2026, 8 a.m. EST', '2026-02-27T13:00:00Z'],
    ['a clock of 24 hours', 'Feb 27, 2026, 20:49', '2026-02-27T20:49:00Z'],
    ['12 AM is midnight', 'Feb 27, 2026, 12:05 AM', '2026-02-27T00:05:00Z'],
    ['12 PM is noon', 'Feb 27, 2026, 12:05 PM', '2026-02-27T12:05:00Z'],
    ['capital letters', 'FEB 27, 2026, 8:49 AM EST', '2026-02-27T13:49:00Z'],
  ])('%s', (_, text, expected) => expect(read(text)).toBe(expected));

  test.each('January February March April May June July August September October November December'.split(' '))(
    '%s, and its first three letters',
    (month) => {
      expect(parseDate(`${month} 7, 2026`, 'UTC')).toBe(Date.parse(`7 ${month} 2026 UTC`));
      expect(parseDate(`${month.slice(0, 3)} 7, 2026`, 'UTC')).toBe(Date.parse(`7 ${month} 2026 UTC`));
    },
  );
});

describe('the form of RFC 822', () => {
  test.each([
    ['in full', 'Fri, 27 Feb 2026 08:49:00 EST', '2026-02-27T13:49:00Z'],
    ['no weekday, no seconds', '27 Feb 2026 08:49 +0100', '2026-02-27T07:49:00Z'],
    ['a day of one digit', 'Tue, 3 Mar 2026 09:00:00 GMT', '2026-03-03T09:00:00Z'],
    ['a weekday that is another: the date counts', 'Mon, 27 Feb 2026 08:49:00 GMT', '2026-02-27T08:49:00Z'],
    ['no time', '27 February 2026', '2026-02-27T00:00:00Z'],
  ])('%s', (_, text, expected) => expect(read(text)).toBe(expected));
});

describe('no date', () => {
  test.each([
    ['a word', 'Tuesday'],
    ['nothing', ''],
    ['a year', '2026'],
    ['a month', '2026-02'],
    ['a time', '12:30'],
    ['seconds since 1970', '1772150400'],
    ['slashes, whose order nobody knows', '02/27/2026'],
    ['two marks in one date', '2026-02/07'],
    ['half a day after noon', '2026-02-27 20:49 PM'],
    ['30 February', '2026-02-30'],
    ['29 February of a common year', '2026-02-29'],
    ['29 February of 1900', '1900-02-29'],
    ['31 April', '31 Apr 2026'],
    ['day 0', '2026-01-00'],
    ['month 0', '2026-00-01'],
    ['month 13', '2026-13-01'],
    ['year 0', '0000-01-01'],
    ['24:00', '2026-02-27 24:00'],
    ['24:01', '2026-02-27 24:01'],
    ['minute 60', '2026-02-27 08:60'],
    ['second 61', '2026-02-27 08:49:61'],
    ['13 PM', 'Feb 27, 2026, 13:00 PM'],
    ['0 AM', 'Feb 27, 2026, 0:30 AM'],
    ['an hour alone', 'Feb 27, 2026, 8'],
    ['an offset of 24 hours', '2026-02-27T08:49:00+24:00'],
    ['an offset of 60 minutes', '2026-02-27T08:49:00+01:60'],
    ['a zone without a time', '2026-02-27 EST'],
    ['a zone of another standard', '2026-02-27 08:49 CET'],
    ['something after it', '2026-02-27 or so'],
    ['an instant before the year 1', '0001-01-01T00:00:00+00:01'],
    ['an instant after 9999', '9999-12-31T23:59:59-00:01'],
    ['a leap second at the end of 9999', '9999-12-31T23:59:60Z'],
    ['a text without end', `Feb 27, 2026${' '.repeat(100_000)}8`],
  ])('%s', (_, text) => expect(read(text)).toBeUndefined());

  test.each([
    ['29 February of a leap year', '2024-02-29'],
    ['29 February of 2000', '2000-02-29'],
    ['the first day of the year 1', '0001-01-01'],
    ['the last day of 9999', '9999-12-31'],
    ['a year below 100', '0099-12-31'],
  ])('but %s', (_, text) => expect(read(text)).toBe(`${text}T00:00:00Z`));
});

describe('a date without a zone is of the site', () => {
  test.each([
    ['midnight of the day', '2026-02-27', 'America/New_York', '2026-02-27T05:00:00Z'],
    ['in summer', '2026-07-01 08:49', 'America/New_York', '2026-07-01T12:49:00Z'],
    ['a zone of half hours', '2026-07-01 08:49', 'Asia/Kolkata', '2026-07-01T03:19:00Z'],
    ['the press form', 'Feb 27, 2026, 8:49 AM', 'America/New_York', '2026-02-27T13:49:00Z'],
    ['a zone of its own goes before', '2026-02-27 08:49Z', 'America/New_York', '2026-02-27T08:49:00Z'],
    ['the minute before the gap', '2026-03-08 01:59', 'America/New_York', '2026-03-08T06:59:00Z'],
    ['in the gap, 02:30 is 03:30', '2026-03-08 02:30', 'America/New_York', '2026-03-08T07:30:00Z'],
    ['the minute after the gap', '2026-03-08 03:00', 'America/New_York', '2026-03-08T07:00:00Z'],
    ['in the overlap, the first', '2026-11-01 01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['after the overlap', '2026-11-01 02:00', 'America/New_York', '2026-11-01T07:00:00Z'],
    ['a gap east of Greenwich', '2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['an overlap east of Greenwich', '2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['a gap of half an hour', '2026-10-04 02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
    ['a midnight that is skipped', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['a day that is skipped', '2011-12-30 12:00', 'Pacific/Apia', '2011-12-30T22:00:00Z'],
    ['a leap second', '2016-12-31 18:59:60', 'America/New_York', '2017-01-01T00:00:00Z'],
    ['before the year 1 in UTC', '0001-01-01', 'Asia/Tokyo', undefined],
    ['after 9999 in UTC', '9999-12-31 23:59', 'America/New_York', undefined],
  ])('%s', (_, text, timeZone, expected) => expect(read(text, timeZone)).toBe(expected));

  test('what a clock shows is read as the instant, or as the first at which it shows the same', () => {
    const zones = ['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Apia'];
    const minutes = fc.integer({ min: Date.UTC(1950, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    const two = (n: number) => String(n).padStart(2, '0');
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const shown = localTimeOf(minute * 60_000, zone);
        const text = `${shown.year}-${two(shown.month)}-${two(shown.day)} ${two(shown.hour)}:${two(shown.minute)}`;
        const instant = parseDate(text, zone) ?? Number.NaN;
        expect(instant).toBeLessThanOrEqual(minute * 60_000);
        expect({ ...localTimeOf(instant, zone), second: 0 }).toEqual({ ...shown, second: 0 });
      }),
      { numRuns: 1000 },
    );
  });
});

test.each([
  ['0001-01-01', true],
  ['0001-01-01T00:00:00Z', true],
  ['0001-1-1', true],
  ['0001-01-10', false],
  ['2001-01-01', false],
])('%s is no date: %s', (text, expected) => expect(isZeroDate(text)).toBe(expected));

test.each([
  ['2026-02-27-hello', '2026-02-27'],
  ['2026-2-7-hello', '2026-2-7'],
  ['2026-02-27', '2026-02-27'],
  ['2026-02-27hello', undefined],
  ['hello-2026-02-27', undefined],
  ['2026-02', undefined],
])('the day in the name %s is %s', (name, day) => expect(dayInName(name)).toBe(day));

describe('time zones', () => {
  test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'GMT'])('%s is one', (name) =>
    expect(isTimeZone(name)).toBe(true),
  );
  test.each(['', 'Mars/Olympus', '+01:00', '-05', 'Berlin', 'constructor', 'Europe/Berlin '])('"%s" is none', (name) =>
    expect(isTimeZone(name)).toBe(false),
  );
});
