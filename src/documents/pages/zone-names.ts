// Names of time zones as newspapers print them: EST where people know it, else the offset.

import { type Instant, localTimeOf } from '../../model/time.ts';

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
  const offset = offsetOf(instant, timeZone);
  const known = NAMES.find(([zones]) => zones.split(' ').includes(timeZone))?.[1][offset];
  return known ?? `UTC${offset === 0 ? '' : offsetText(offset)}`;
}

/** Minutes east of Greenwich. */
function offsetOf(instant: Instant, timeZone: string): number {
  const { year, month, day, hour, minute } = localTimeOf(instant, timeZone);
  return Math.round(Date.UTC(year, month - 1, day, hour, minute) / 60_000) - Math.floor(instant / 60_000);
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) % 60;
  const hours = Math.floor(Math.abs(offset) / 60);
  return `${offset < 0 ? '−' : '+'}${hours}${minutes ? `:${String(minutes).padStart(2, '0')}` : ''}`;
}
