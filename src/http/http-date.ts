// Dates in header fields (RFC 9110 §5.6.7): one form is written, three are read.

import type { Instant } from '../model/time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)';
const SHORT_DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const LONG_DAY = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';

/** IMF-fixdate, RFC 850, asctime: strict, since §13.1.3 wants anything else ignored. */
const FORMS = [
  new RegExp(`^${SHORT_DAY}, (?<day>\\d\\d) ${MONTH} (?<year>\\d{4}) ${TIME} GMT$`),
  new RegExp(`^${LONG_DAY}, (?<day>\\d\\d)-${MONTH}-(?<year>\\d\\d) ${TIME} GMT$`),
  new RegExp(`^${SHORT_DAY} ${MONTH} (?<day>\\d\\d| \\d) ${TIME} (?<year>\\d{4})$`),
];

/** `Tue, 03 Mar 2026 09:00:00 GMT`, the one form that may be sent. */
export const formatHttpDate = (instant: Instant): string => new Date(instant).toUTCString();

/**
 * The instant that a date in any of the three forms names; undefined for nonsense.
 * A year of two digits is the one within 50 years of `near`: §5.6.7 counts from now, and there is no clock here.
 *
 *     parseHttpDate('Tuesday, 03-Mar-26 09:00:00 GMT', lastModified)
 */
export function parseHttpDate(text: string, near: Instant): Instant | undefined {
  for (const form of FORMS) {
    const parts = form.exec(text)?.groups;
    if (parts) return instantOf(parts, near);
  }
  return undefined;
}

type Numbers = [day: number, hour: number, minute: number, second: number];

function instantOf(parts: Record<string, string>, near: Instant): Instant | undefined {
  const { year = '', month = '' } = parts;
  const [day, hour, minute, second] = [parts.day, parts.hour, parts.minute, parts.second].map(Number) as Numbers;
  const fullYear = year.length === 2 ? yearNear(Number(year), near) : Number(year);
  // A leap second is its last ordinary one.
  const date = new Date(Date.UTC(fullYear, MONTHS.indexOf(month), day, hour, minute, Math.min(second, 59)));
  // Date.UTC carries 31 February over into March; what does not come back is no date.
  const same = date.getUTCDate() === day && date.getUTCHours() === hour;
  return same && minute < 60 && second <= 60 ? date.getTime() : undefined;
}

function yearNear(twoDigits: number, near: Instant): number {
  const reference = new Date(near).getUTCFullYear();
  const year = reference - (reference % 100) + twoDigits;
  return year > reference + 50 ? year - 100 : year <= reference - 50 ? year + 100 : year;
}
