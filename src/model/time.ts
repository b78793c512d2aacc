// Instants, and the calendar day they fall on in a time zone.

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A wall clock's reading. Months count from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What a clock in the IANA zone shows at the instant. */
export function localTimeOf(instant: Instant, timeZone: string): LocalTime {
  if (timeZone === 'UTC') return inUtc(new Date(instant));
  const { formatter, read } = clockIn(timeZone);
  const known = read.get(instant);
  if (known) return known;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  const local = { year, month, day, hour, minute, second };
  if (read.size >= REMEMBERED) read.clear();
  read.set(instant, local);
  return local;
}

const inUtc = (date: Date): LocalTime => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
  hour: date.getUTCHours(),
  minute: date.getUTCMinutes(),
  second: date.getUTCSeconds(),
});

/** Readings of one clock: an article's day stands on its page, in listings and beside others, and costs 20 µs. */
const REMEMBERED = 5000;

interface Clock {
  readonly formatter: Intl.DateTimeFormat;
  readonly read: Map<Instant, LocalTime>;
}

const clocks = new Map<string, Clock>();

function clockIn(timeZone: string): Clock {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clock = { formatter, read: new Map() };
    clocks.set(timeZone, clock);
  }
  return clock;
}
