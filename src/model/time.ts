// Instants, and how a clock in a time zone shows them.

import { remembered } from './bounded-map.ts';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** What a clock in the IANA zone shows at the instant. Months count from 1. */
export function localTimeOf(instant: Instant, timeZone: string) {
  const date = new Date(instant + offsetAt(instant, timeZone));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

export type LocalTime = ReturnType<typeof localTimeOf>;

/** `08`, as clocks show it. */
export const twoDigits = (count: number): string => String(count).padStart(2, '0');

/** `08:49`. */
export const clockTime = ({ hour, minute }: LocalTime): string => `${twoDigits(hour)}:${twoDigits(minute)}`;

/** Milliseconds that a clock in the IANA zone is ahead of UTC at the instant. */
export const offsetAt = (instant: Instant, timeZone: string): number =>
  timeZone === 'UTC' ? 0 : offsetIn(timeZone)(instant);

const MAX_ZONES = 100;

/** Of one zone: an article's day stands on its page, in listings and beside others, and costs 20 µs. */
const MAX_OFFSETS = 5000;

const offsetIn = remembered(MAX_ZONES, (timeZone: string) => {
  const formatter = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return remembered(MAX_OFFSETS, (instant: Instant): number => {
    // `3/1/2026, GMT-05:00`, `GMT` where there is none; in the 19th century with seconds
    const [, sign, ...parts] = /GMT([+-])(\d\d):(\d\d):?(\d\d)?$/.exec(formatter.format(instant)) ?? [];
    const [hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
    return (sign === '-' ? -1000 : 1000) * ((hours * 60 + minutes) * 60 + seconds);
  });
});

/** How far a clock in the IANA zone is ahead of UTC at the instant, in minutes. */
export const minutesEast = (instant: Instant, timeZone: string): number =>
  Math.round(offsetAt(instant, timeZone) / 60_000);

/** `2026-11-23T09:15:00+01:00` (RFC 3339): the instant as a clock in the IANA zone shows it. */
export const dateInZone = (instant: Instant, timeZone: string): string =>
  dateAt(instant, minutesEast(instant, timeZone));

/** `2026-11-23`: its day in the IANA zone. */
export const dayInZone = (instant: Instant, timeZone: string): string => dateInZone(instant, timeZone).slice(0, 10);

/** The instant as a clock shows it that is so many minutes ahead of UTC. */
export function dateAt(instant: Instant, minutesEast: number): string {
  const wall = new Date(instant + minutesEast * 60_000).toISOString().replace(/(?:\.000)?Z$/, '');
  if (minutesEast === 0) return `${wall}Z`;
  const minutes = Math.abs(minutesEast);
  return `${wall}${minutesEast < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** `2026-03-03T09:00:00Z` (RFC 3339), in whole seconds. */
export const rfc3339 = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, -5)}Z`;
