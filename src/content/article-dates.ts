// The dates of an article: when it is public, changed, corrected, and taken back.

import type { Correction, Withdrawal } from '../model/article.ts';
import { type Instant, localTimeOf } from '../model/time.ts';
import { dayInName, isDayAlone, isZeroDate, parseDate } from './dates-in.ts';
import { Fields, isMapping, quoted } from './fields.ts';
import { reportUnknownKeys } from './known-keys.ts';

const HINT = 'Write 2026-01-05 or 2026-01-05T09:00:00Z.';

/** `isUnclear`: a date of publishing is there and is none. */
export interface Published {
  readonly published?: Instant;
  readonly isUnclear: boolean;
}

/** The latest of the dates under these keys, else the day in the file's name. */
export function publishedFrom(fields: Fields, keys: readonly string[], name: string, timeZone: string): Published {
  let last: { readonly key: string; readonly text: string; readonly instant: Instant } | undefined;
  let isUnclear = false;
  for (const key of keys) {
    const text = dateTextOf(fields, key);
    if (text === '') continue;
    const instant = text === undefined ? undefined : parseDate(text, timeZone);
    if (text === undefined || instant === undefined) {
      fields.report('date-invalid', fields.spotOf(key), noDate(text), HINT);
      isUnclear = true;
      continue;
    }
    const read = { key, text, instant };
    if (last && !isSameDate(last, read, timeZone)) {
      const message = `"${last.key}" and "${key}" are two dates; the article is public from the later one on.`;
      fields.report('dates-differ', fields.spotOf(key), message, 'Write one of the two.');
    }
    if (!last || instant > last.instant) last = read;
  }
  const inName = last === undefined && !isUnclear ? parseDate(dayInName(name) ?? '', timeZone) : undefined;
  const published = last?.instant ?? inName;
  return { isUnclear, ...(published !== undefined && !isUnclear && { published }) };
}

/** Equal, or a day and a time on it. */
function isSameDate(
  a: { readonly text: string; readonly instant: Instant },
  b: { readonly text: string; readonly instant: Instant },
  timeZone: string,
): boolean {
  if (a.instant === b.instant) return true;
  return (isDayAlone(a.text) || isDayAlone(b.text)) && isSameDay(a.instant, b.instant, timeZone);
}

function isSameDay(a: Instant, b: Instant, timeZone: string): boolean {
  const [day, other] = [localTimeOf(a, timeZone), localTimeOf(b, timeZone)];
  return day.year === other.year && day.month === other.month && day.day === other.day;
}

/** The text of a date; '' if it says that there is none, undefined if it is no text. */
function dateTextOf(fields: Fields, key: string): string | undefined {
  const value = fields.value(key) ?? '';
  if (typeof value !== 'string') return undefined;
  const text = fields.text(key) ?? '';
  return isZeroDate(text) ? '' : text;
}

function noDate(text = ''): string {
  const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  const isNoDay = day !== undefined && parseDate(day, 'UTC') === undefined;
  return isNoDay ? `There is no day ${day}.` : text === '' ? 'This is not a date.' : `${quoted(text)} is not a date.`;
}

/** A date that keeps nothing out: a warning if it is none. */
function dateFrom(fields: Fields, key: string, timeZone: string): Instant | undefined {
  const text = dateTextOf(fields, key);
  if (text === '') return undefined;
  const instant = text === undefined ? undefined : parseDate(text, timeZone);
  if (instant === undefined) fields.report('value-invalid', fields.spotOf(key), noDate(text), HINT);
  return instant;
}

/** undefined if it is the day of the date, without a time: Hugo's `lastmod` is often written so. */
export function updatedFrom(fields: Fields, key: string, published: Instant, timeZone: string): Instant | undefined {
  const updated = dateFrom(fields, key, timeZone);
  if (updated === undefined || updated >= published) return updated;
  if (isSameDay(updated, published, timeZone) && isDayAlone(fields.text(key) ?? '')) return undefined;
  const message = 'The article was updated before it was published, so this date is not shown.';
  fields.report('updated-before-date', fields.spotOf(key), message, 'Write the later date, or leave it out.');
  return undefined;
}

const WITHDRAWN_KEYS = new Set(['date', 'reason', 'title']);

/** When an article is taken back, the earliest of what these keys say; `unclear` if one of them is not understood. */
export function withdrawalFrom(
  fields: Fields,
  keys: readonly string[],
  timeZone: string,
): Withdrawal | 'unclear' | undefined {
  let first: Withdrawal | undefined;
  for (const key of keys) {
    const withdrawal = withdrawalUnder(fields, key, timeZone);
    if (withdrawal === 'unclear') return withdrawal;
    if (withdrawal && (first === undefined || withdrawal.at < first.at)) first = withdrawal;
  }
  return first;
}

function withdrawalUnder(fields: Fields, key: string, timeZone: string): Withdrawal | 'unclear' | undefined {
  if (!isMapping(fields.value(key))) {
    const text = dateTextOf(fields, key);
    const at = parseDate(text ?? '', timeZone);
    return text === '' ? undefined : at === undefined ? 'unclear' : { at, showsTitle: true };
  }
  const given = fields.fields(key) as Fields;
  reportUnknownKeys(given, WITHDRAWN_KEYS);
  const at = parseDate(dateTextOf(given, 'date') ?? '', timeZone);
  if (at === undefined) return 'unclear';
  const reason = given.text('reason');
  return { at, ...(reason && { reason }), showsTitle: given.flag('title') ?? true };
}

const CORRECTION_KEYS = new Set(['date', 'text']);

/** The corrections under a key, as they stand there. */
export function correctionsFrom(fields: Fields, key: string, timeZone: string): readonly Correction[] {
  return fields.items(key).flatMap((item): readonly Correction[] => {
    if (!(item instanceof Fields)) {
      const hint = 'Write date: and text: below it.';
      fields.report('value-invalid', item.spot, 'A correction has a date and a text.', hint);
      return [];
    }
    reportUnknownKeys(item, CORRECTION_KEYS);
    const text = item.text('text');
    const at = dateFrom(item, 'date', timeZone);
    const lacking = [text === undefined && 'text', item.value('date') === undefined && 'date'].find(Boolean);
    if (lacking) item.report('value-missing', item.spot(), `A correction has no ${lacking}.`, `Write ${lacking}:.`);
    return text !== undefined && at !== undefined ? [{ at, text }] : [];
  });
}
