// Instants, and how a clock in a time zone shows them.

import { remembered } from './bounded-map.ts';

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
export const localTimeOf = (instant: Instant, timeZone: string): LocalTime =>
  timeZone === 'UTC' ? inUtc(new Date(instant)) : clockIn(timeZone)(instant);

const inUtc = (date: Date): LocalTime => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
  hour: date.getUTCHours(),
  minute: date.getUTCMinutes(),
  second: date.getUTCSeconds(),
});

/** `08`, as clocks show it. */
export const twoDigits = (count: number): string => String(count).padStart(2, '0');

/** `08:49`. */
export const clockTime = ({ hour, minute }: LocalTime): string => `${twoDigits(hour)}:${twoDigits(minute)}`;

const MAX_ZONES = 100;

/** Readings of one clock: an article's day stands on its page, in listings and beside others, and costs 20 µs. */
const MAX_READINGS = 5000;

const clockIn = remembered(MAX_ZONES, (timeZone: string) => {
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
  return remembered(MAX_READINGS, (instant: Instant): LocalTime => {
    const parts: Record<string, number> = {};
    for (const { type, value } of formatter.formatToParts(instant)) parts[type] = Number(value);
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
    return { year, month, day, hour, minute, second };
  });
});

/** Milliseconds that a clock in the IANA zone is ahead of UTC at the instant. */
export function offsetAt(instant: Instant, timeZone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const { year, month, day, hour, minute, second } = localTimeOf(whole, timeZone);
  return midnightOf(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000 - whole;
}

/** The beginning of a day in UTC. Date.UTC would take the years 0 to 99 for 1900 to 1999. */
export const midnightOf = (year: number, month: number, day: number): Instant =>
  new Date(0).setUTCFullYear(year, month - 1, day);

/** How far a clock in the IANA zone is ahead of UTC at the instant, in minutes. */
export const minutesEast = (instant: Instant, timeZone: string): number =>
  Math.round(offsetAt(instant, timeZone) / 60_000);

/** `2026-11-23T09:15:00+01:00` (RFC 3339): the instant as a clock in the IANA zone shows it. */
export const dateInZone = (instant: Instant, timeZone: string): string =>
  dateAt(instant, minutesEast(instant, timeZone));

/** The instant as a clock shows it that is so many minutes ahead of UTC. */
export function dateAt(instant: Instant, minutesEast: number): string {
  const wall = new Date(instant + minutesEast * 60_000).toISOString().replace(/(?:\.000)?Z$/, '');
  if (minutesEast === 0) return `${wall}Z`;
  const minutes = Math.abs(minutesEast);
  return `${wall}${minutesEast < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** `2026-03-03T09:00:00Z` (RFC 3339), in whole seconds. */
export const rfc3339 = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, -5)}Z`;
