// Dates as Courant writes them into files: RFC 3339, with the offset of the place.

import { type Instant, localTimeOf } from '../model/time.ts';

const MINUTE = 60_000;

/** `2026-11-23T09:15:00+01:00`: the instant as a clock in the IANA zone shows it. */
export function dateInZone(instant: Instant, timeZone: string): string {
  const { year, month, day, hour, minute, second } = localTimeOf(instant, timeZone);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return dateAt(instant, Math.round((wall - Math.floor(instant / 1000) * 1000) / MINUTE));
}

/** The instant as a clock shows it that is so many minutes ahead of UTC. */
export function dateAt(instant: Instant, minutesEast: number): string {
  const wall = new Date(instant + minutesEast * MINUTE).toISOString().replace(/(?:\.000)?Z$/, '');
  return wall + (minutesEast === 0 ? 'Z' : offset(minutesEast));
}

function offset(minutesEast: number): string {
  const minutes = Math.abs(minutesEast);
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
  return `${minutesEast < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
