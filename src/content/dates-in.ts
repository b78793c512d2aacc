// Dates as people write them, read into instants.

import { type Instant, localTimeOf } from '../model/time.ts';

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
  const parts: Parts | undefined = (ISO.exec(line) ?? PRESS.exec(line) ?? RFC_822.exec(line))?.groups;
  const wall = parts && wallOf(parts);
  if (!parts || wall === undefined) return undefined;
  const { zone, hour } = parts;
  const minutesEast = zone === undefined ? undefined : offsetOfZone(zone);
  if (zone !== undefined && minutesEast === undefined) return undefined;
  const instant = minutesEast === undefined ? inTimeZone(wall, timeZone) : wall - minutesEast * MINUTE;
  return instant >= FIRST && instant <= LAST ? { instant, isDay: hour === undefined, minutesEast } : undefined;
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

const ZONE = `(?<zone>${[...ZONES.keys()].join('|')}|[+-]\\d\\d(?::?\\d\\d)?)`;
const MINUTES = '(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:\\.(?<fraction>\\d+))?)?';
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,? )?';
const MONTH = `(?<name>${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')}|sept)\\.?`;
const HALF = ' ?(?<half>[ap])\\.?m\\b\\.?';
const HALF_AHEAD = ' ?[ap]\\.?m\\b';
/** `, 8:49 AM EST`; without minutes only where am or pm says that it is an hour. */
const TIME = `(?:,? (?:at )?(?<hour>\\d\\d?)(?::${MINUTES}|(?=${HALF_AHEAD}))(?:${HALF})?(?: ?${ZONE})?)?`;

/** RFC 3339 §5.6, and what is usual beside it: a blank for the T, no seconds, no zone, +0200, +02, a zone's name. */
const ISO = pattern(
  `(?<year>\\d{4})(?<mark>[-/])(?<month>\\d\\d?)\\k<mark>(?<day>\\d\\d?)(?:(?:T(?=\\d\\d)| )(?<hour>\\d\\d?):${MINUTES}(?:${HALF})?(?: ?${ZONE})?)?`,
);
const PRESS = pattern(`${WEEKDAY}${MONTH} (?<day>\\d\\d?),? (?<year>\\d{4})${TIME}`);
/** RFC 822 §5.1 with the years of four digits of RFC 1123 §5.2.14; also with the time of the press form. */
const RFC_822 = pattern(`${WEEKDAY}(?<day>\\d\\d?) ${MONTH},? (?<year>\\d{4})${TIME}`);

function pattern(source: string): RegExp {
  return new RegExp(`^${source}$`, 'i');
}

type Parts = Readonly<Record<string, string | undefined>>;

/** What the clock on the wall reads, as if it stood in UTC; undefined if no clock reads so. */
function wallOf(parts: Parts): Instant | undefined {
  const year = Number(parts.year);
  const month = parts.month ? Number(parts.month) : monthOf(parts.name);
  const day = Number(parts.day);
  const hour = hourOf(parts);
  const minute = Number(parts.minute ?? 0);
  const second = Number(parts.second ?? 0); // 60 is a leap second, and becomes the next minute's first
  if (year < 1 || month < 1 || month > 12 || day < 1) return undefined;
  if (hour === undefined || minute > 59 || second > 60) return undefined;
  if (midnight(year, month, day) >= midnight(year, month + 1, 1)) return undefined;
  const milliseconds = Number((parts.fraction ?? '').slice(0, 3).padEnd(3, '0'));
  return midnight(year, month, day) + hour * HOUR + minute * MINUTE + second * 1000 + milliseconds;
}

function monthOf(name = ''): number {
  const first = name.slice(0, 3).toLowerCase();
  return MONTHS.findIndex((month) => month.startsWith(first)) + 1;
}

function hourOf({ hour, half }: Parts): number | undefined {
  const read = Number(hour ?? 0);
  if (half === undefined) return read < 24 ? read : undefined;
  if (read < 1 || read > 12) return undefined;
  return (read % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Date.UTC takes the years 0 to 99 for 1900 to 1999; 400 years are always the same number of days. */
const midnight = (year: number, month: number, day: number): Instant =>
  Date.UTC(year + 400, month - 1, day) - 146_097 * DAY;

/** Minutes east of UTC. */
function offsetOfZone(zone: string): number | undefined {
  const named = ZONES.get(zone.toUpperCase());
  if (named !== undefined) return named * 60;
  const hours = Number(zone.slice(1, 3));
  const minutes = zone.length > 3 ? Number(zone.slice(-2)) : 0;
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * The instant at which a clock in the zone reads so. A reading that the clock skips is taken as if the clock had not
 * been moved (02:30 is 03:30); of a reading that comes twice, the first is meant.
 */
function inTimeZone(wall: Instant, timeZone: string): Instant {
  if (timeZone === 'UTC') return wall;
  // Whole days, which localTimeOf remembers. No zone is a day from UTC, and none moves twice in three days.
  const day = Math.floor(wall / DAY) * DAY;
  const before = offsetAt(day - DAY, timeZone);
  const after = offsetAt(day + 2 * DAY, timeZone);
  if (before === after) return wall - before;
  const readings = [wall - before, wall - after].filter((instant) => wall - instant === offsetAt(instant, timeZone));
  return readings.length > 0 ? Math.min(...readings) : wall - before;
}

/** Milliseconds that a clock in the zone is ahead of UTC at the instant. */
function offsetAt(instant: Instant, timeZone: string): number {
  const whole = Math.max(Math.floor(instant / 1000) * 1000, FIRST + 2 * DAY); // before it, years are BC
  const { year, month, day, hour, minute, second } = localTimeOf(whole, timeZone);
  return midnight(year, month, day) + hour * HOUR + minute * MINUTE + second * 1000 - whole;
}
