// When: an instant as people read it, in the site's zone; with the name of the zone that newspapers print.

import { type Instant, localTimeOf, minutesEast, rfc3339, twoDigits } from '../../model/time.ts';
import type { Frame } from './page.ts';

interface Props {
  readonly instant: Instant;
  readonly of: 'published' | 'updated';
  readonly frame: Frame;
}

/** `February 27, 2026`. */
export const dayOf = (instant: Instant, { site, phrases }: Frame): string =>
  phrases.day(localTimeOf(instant, site.timeZone));

/** `February 27, 2026, 8:49 AM EST`; a date without a time began at midnight, which nobody wants to read. */
export function DayAndTime({ instant, of, frame }: Props) {
  const { site, phrases } = frame;
  const local = localTimeOf(instant, site.timeZone);
  const isDay = local.hour === 0 && local.minute === 0 && local.second === 0;
  const zone = zoneName(instant, site.timeZone);
  return (
    <time class={`dt-${of}`} datetime={rfc3339(instant)}>
      {isDay ? phrases.day(local) : `${phrases.day(local)}${phrases.timeOfDay(local)} `}
      {!isDay && <abbr title={site.timeZone}>{phrases.zones?.[zone] ?? zone}</abbr>}
    </time>
  );
}

/** What `Intl` calls a zone depends on its version and locale, and pages are the same on every machine. */
const NAMES: readonly (readonly [zones: string, names: Readonly<Record<number, string>>])[] = [
  ['America/New_York America/Detroit America/Toronto', { [-300]: 'EST', [-240]: 'EDT' }],
  ['America/Chicago America/Winnipeg', { [-360]: 'CST', [-300]: 'CDT' }],
  ['America/Denver America/Boise America/Edmonton America/Phoenix', { [-420]: 'MST', [-360]: 'MDT' }],
  ['America/Los_Angeles America/Vancouver', { [-480]: 'PST', [-420]: 'PDT' }],
  ['America/Anchorage', { [-540]: 'AKST', [-480]: 'AKDT' }],
  ['Pacific/Honolulu', { [-600]: 'HST' }],
  ['Europe/London Europe/Belfast', { 0: 'GMT', 60: 'BST' }],
  ['Europe/Dublin', { 0: 'GMT', 60: 'IST' }],
  ['Europe/Lisbon', { 0: 'WET', 60: 'WEST' }],
  [
    'Europe/Amsterdam Europe/Belgrade Europe/Berlin Europe/Brussels Europe/Budapest Europe/Copenhagen Europe/Madrid ' +
      'Europe/Oslo Europe/Paris Europe/Prague Europe/Rome Europe/Stockholm Europe/Vienna Europe/Warsaw Europe/Zurich',
    { 60: 'CET', 120: 'CEST' },
  ],
  [
    'Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kiev Europe/Kyiv Europe/Riga Europe/Sofia Europe/Tallinn ' +
      'Europe/Vilnius',
    { 120: 'EET', 180: 'EEST' },
  ],
  ['Asia/Calcutta Asia/Kolkata', { 330: 'IST' }],
  ['Asia/Tokyo', { 540: 'JST' }],
  ['Australia/Brisbane Australia/Hobart Australia/Melbourne Australia/Sydney', { 600: 'AEST', 660: 'AEDT' }],
  ['Pacific/Auckland', { 720: 'NZST', 780: 'NZDT' }],
];

/** `EST`, `UTC`, `UTC+5:45`: what the zone is called at the instant. */
export function zoneName(instant: Instant, timeZone: string): string {
  const offset = minutesEast(instant, timeZone);
  const known = NAMES.find(([zones]) => zones.split(' ').includes(timeZone))?.[1][offset];
  if (known !== undefined || offset === 0) return known ?? 'UTC';
  const minutes = Math.abs(offset) % 60;
  const hours = Math.floor(Math.abs(offset) / 60);
  return `UTC${offset < 0 ? '−' : '+'}${hours}${minutes ? `:${twoDigits(minutes)}` : ''}`;
}
