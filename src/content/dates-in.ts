// Dates as people write them, read into instants.

import { type Instant, offsetAt } from '../model/time.ts';

export interface WrittenDate {
  readonly instant: Instant;
  /** Whether it is written without a time: then the instant is its midnight. */
  readonly isDay: boolean;
  /** Its offset from UTC; undefined if it is written without a zone. */
  readonly minutesEast: number | undefined;
}

/**
 * What a date means; undefined if it is no date that exists. `timeZone`, a name that isTimeZone knows, is that of dates
 * without a zone.
 */
export function readDate(text: string, timeZone: string): WrittenDate | undefined {
  if (text.length > 100) return undefined;
  const line = text.trim().replace(/\s+/g, ' '); // programs put U+202F before AM
  const day = ISO.exec(line) ?? PRESS.exec(line) ?? RFC_822.exec(line);
  const rest = line.slice(day?.[0].length);
  const midnight = dayOf(day?.groups ?? {});
  const clock = TIME.exec(rest)?.groups ?? {};
  const passed = rest === '' ? 0 : timeOf(clock);
  if (midnight === undefined || passed === undefined) return undefined;
  const wall = midnight + passed;
  const minutesEast = clock.zone === undefined ? undefined : offsetOfZone(clock.zone);
  const instant = minutesEast === undefined ? inTimeZone(wall, timeZone) : wall - minutesEast * MINUTE;
  return instant >= FIRST && instant <= LAST ? { instant, isDay: rest === '', minutesEast } : undefined;
}

/**
 * The instant that a date means; undefined if it is no date that exists.
 *
 *     parseDate('2026-02-27', 'UTC')                      // 1772150400000
 *     parseDate('Feb 27, 2026, 8:49 AM EST', 'UTC')       // 1772200140000
 */
export const parseDate = (text: string, timeZone: string): Instant | undefined => readDate(text, timeZone)?.instant;

/** Whether a date is Hugo's zero date, the year 1, which says that there is none. */
export const isZeroDate = (text: string): boolean => /^\s*0*1[-/]0?1[-/]0?1(?!\d)/.test(text);

/** The day that the name of a file or a folder begins with: `2026-02-27-hello`, `2026-2-7-hello`. */
export const dayInName = (name: string): string | undefined => /^\d{4}-\d{1,2}-\d{1,2}(?=-|$)/.exec(name)?.[0];

/** Whether a name is one of IANA's time zones. */
export function isTimeZone(name: string): boolean {
  if (name === 'UTC') return true; // without loading Intl, which takes longer than reading a small publication
  if (!/^[a-z]/i.test(name)) return false; // newer Nodes take offsets such as +01:00 too
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The years 1 to 9999. */
const FIRST = -62_135_596_800_000;
const LAST = 253_402_300_799_999;

/** RFC 822 §5.1, in hours; its military letters were defined the wrong way round and say nothing (RFC 2822 §4.3). */
const HOURS = { UT: 0, UTC: 0, GMT: 0, Z: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 };
const ZONES: ReadonlyMap<string, number> = new Map(Object.entries(HOURS));

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,? )?';
const MONTH = `(?<name>${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')}|sept)\\.?`;

/** The day of RFC 3339 §5.6, also with slashes and without zeros. */
const ISO = /^(?<year>\d{4})([-/])(?<month>\d\d?)\2(?<day>\d\d?)/;
const PRESS = new RegExp(`^${WEEKDAY}${MONTH} (?<day>\\d\\d?),? (?<year>\\d{4})`, 'i');
/** RFC 822 §5.1 with the years of four digits of RFC 1123 §5.2.14. */
const RFC_822 = new RegExp(`^${WEEKDAY}(?<day>\\d\\d?) ${MONTH},? (?<year>\\d{4})`, 'i');

const ZONE = `(?<zone>${[...ZONES.keys()].join('|')}|[+-](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)`;
const MINUTES = ':(?<minute>[0-5]\\d)(?::(?<second>[0-5]\\d|60)(?:\\.(?<fraction>\\d+))?)?';
const HALF = ' ?(?<half>[ap])\\.?m\\b\\.?';
/** `T08:49:00.5+01:00`, `, 8:49 AM EST`. */
const TIME = new RegExp(`^(?:T(?=\\d\\d)|,? (?:at )?)(?<hour>\\d\\d?)(?:${MINUTES})?(?:${HALF})?(?: ?${ZONE})?$`, 'i');

type Parts = Readonly<Record<string, string | undefined>>;

/** The day's midnight, as if it were UTC's; undefined if no calendar has the day. */
function dayOf({ year, name, month = monthOf(name), day }: Parts): Instant | undefined {
  const midnight = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day)); // of the years 0 to 99 too
  const date = new Date(midnight);
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day) ? midnight : undefined;
}

const monthOf = (name = ''): string =>
  String(MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3).toLowerCase())) + 1);

/** Milliseconds since midnight; undefined if no clock reads so. A leap second becomes the next minute's first. */
function timeOf({ hour, half, minute, second = '0', fraction = '' }: Parts): number | undefined {
  const read = Number(hour);
  // Without minutes only am or pm says that it is an hour.
  if (half === undefined ? minute === undefined || read > 23 : read < 1 || read > 12) return undefined;
  const hours = half === undefined ? read : (read % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return hours * HOUR + Number(minute ?? 0) * MINUTE + Number(second) * 1000 + milliseconds;
}

/** Minutes east of UTC. */
function offsetOfZone(zone: string): number {
  const named = ZONES.get(zone.toUpperCase());
  if (named !== undefined) return named * 60;
  const minutes = zone.length > 3 ? Number(zone.slice(-2)) : 0;
  return (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + minutes);
}

/**
 * The instant at which a clock in the zone reads so. A reading that the clock skips is taken as if the clock had not
 * been moved (02:30 is 03:30); of a reading that comes twice, the first is meant.
 */
function inTimeZone(wall: Instant, timeZone: string): Instant {
  if (timeZone === 'UTC') return wall;
  // Whole days, whose offsets are remembered. No zone is a day from UTC, and none moves twice in three days.
  const day = Math.floor(wall / DAY) * DAY;
  const [before, after] = [offsetAt(day - DAY, timeZone), offsetAt(day + 2 * DAY, timeZone)];
  if (before === after) return wall - before;
  const isAfter = offsetAt(wall - before, timeZone) !== before && offsetAt(wall - after, timeZone) === after;
  return wall - (isAfter ? after : before);
}
