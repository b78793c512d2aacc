// The dates of an article: when it is public, changed, corrected, and taken back.

import type { Correction, Withdrawal } from '../model/article.ts';
import { oneLine } from '../model/text.ts';
import { dayInZone, type Instant } from '../model/time.ts';
import { wording } from '../model/wording.ts';
import { dayInName, isZeroDate, parseDate, readDate, type WrittenDate } from './dates-in.ts';
import { Fields, isMapping, present } from './fields.ts';
import { reportUnknownKeys } from './known-keys.ts';

/**
 * The latest of the dates under these keys, else the day in the file's name or in the address that Zola is told;
 * `isUnclear`: a date of publishing is there and is none.
 */
export function publishedFrom(fields: Fields, keys: readonly string[], name: string, timeZone: string) {
  let last: (WrittenDate & { readonly key: string }) | undefined;
  let isUnclear = false;
  for (const key of keys) {
    const date = dateUnder(fields, key, timeZone, 'date-invalid');
    if (date === 'unclear') isUnclear = true;
    else if (date) {
      if (last && !isSameDate(last, date, timeZone)) fields.report(key, wording('dates-differ', last.key, key));
      if (!last || date.instant > last.instant) last = { ...date, key };
    }
  }
  if (isUnclear) return { isUnclear, published: undefined };
  return { isUnclear, published: last?.instant ?? parseDate(dayInName(name) ?? dayInPath(fields) ?? '', timeZone) };
}

const dayInPath = (fields: Fields): string | undefined => {
  const path = fields.value('path');
  const found = typeof path === 'string' ? /(?:^|\/)(\d{4})[/-](\d\d)[/-](\d\d)(?:[/-]|$)/.exec(path) : undefined;
  return found?.slice(1).join('-');
};

/** The date under a key; undefined if the key says that there is none. One that is none is told by the `sentence`. */
function dateUnder(fields: Fields, key: string, timeZone: string, sentence?: 'date-invalid' | 'value-invalid/date') {
  const value = fields.value(key);
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? oneLine(value) : undefined;
  if (text === '' || (text && isZeroDate(text))) return undefined;
  const date = text ? readDate(text, timeZone) : undefined;
  if (date) return date;
  const day = /^\d{4}-\d\d-\d\d/.exec(text ?? '')?.[0];
  const noDay = day !== undefined && parseDate(day, 'UTC') === undefined ? day : undefined;
  if (sentence) fields.report(key, wording(sentence, text, noDay));
  return 'unclear';
}

/** Equal, or a day and a time on it. */
const isSameDate = (a: WrittenDate, b: WrittenDate, timeZone: string): boolean =>
  a.instant === b.instant || ((a.isDay || b.isDay) && isSameDay(a.instant, b.instant, timeZone));

const isSameDay = (a: Instant, b: Instant, timeZone: string): boolean =>
  dayInZone(a, timeZone) === dayInZone(b, timeZone);

/** undefined if it is no date, or the day of the date, without a time: Hugo's `lastmod` is often written so. */
export function updatedFrom(fields: Fields, key: string, published: Instant, timeZone: string): Instant | undefined {
  const updated = dateUnder(fields, key, timeZone, 'value-invalid/date');
  if (!updated || updated === 'unclear') return undefined;
  if (updated.instant >= published) return updated.instant;
  if (updated.isDay && isSameDay(updated.instant, published, timeZone)) return undefined;
  fields.report(key, wording('updated-before-date'));
  return undefined;
}

/**
 * When an article is taken back, the earliest of what these keys say; `unclear` if one of them is not understood. Before
 * its date it is never public.
 */
export function withdrawalFrom(
  fields: Fields,
  keys: readonly string[],
  published: Instant | undefined,
  timeZone: string,
): Withdrawal | 'unclear' | undefined {
  let first: Withdrawal | undefined;
  for (const key of keys) {
    const withdrawal = withdrawalUnder(fields, key, timeZone);
    if (withdrawal === 'unclear') return withdrawal;
    if (withdrawal && published !== undefined && isBefore(withdrawal.at, published, timeZone)) {
      fields.report(key, wording('withdrawn-before-date'));
    }
    if (withdrawal && (first === undefined || withdrawal.at < first.at)) first = withdrawal;
  }
  return first;
}

/** On an earlier day: a day without a time is midnight. */
const isBefore = (at: Instant, published: Instant, timeZone: string): boolean =>
  at < published && !isSameDay(at, published, timeZone);

function withdrawalUnder(fields: Fields, key: string, timeZone: string): Withdrawal | 'unclear' | undefined {
  const given = isMapping(fields.value(key)) ? fields.fields(key) : undefined;
  if (!given) {
    const date = dateUnder(fields, key, timeZone);
    return typeof date === 'object' ? { at: date.instant, showsTitle: true } : date;
  }
  reportUnknownKeys(given, ['date', 'reason', 'title']);
  const date = dateUnder(given, 'date', timeZone);
  if (typeof date !== 'object') return 'unclear';
  const showsTitle = given.flag('title') ?? true;
  return { at: date.instant, ...present({ reason: given.text('reason') }), showsTitle };
}

/** The corrections under a key, as they stand there. */
export function correctionsFrom(fields: Fields, key: string, timeZone: string): readonly Correction[] {
  return fields.items(key).flatMap((item): readonly Correction[] => {
    if (!(item instanceof Fields)) {
      fields.report(item.spot, wording('value-invalid/correction'));
      return [];
    }
    reportUnknownKeys(item, ['date', 'text']);
    const text = item.text('text');
    const date = dateUnder(item, 'date', timeZone, 'value-invalid/date');
    const lacking = text === undefined ? 'text' : item.value('date') === undefined ? 'date' : undefined;
    if (lacking) item.report(item.spot(), wording('value-missing/correction', lacking));
    return text !== undefined && typeof date === 'object' ? [{ at: date.instant, text }] : [];
  });
}
