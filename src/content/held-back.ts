// Held back: what a head says against its article being public, in any case and spelling. When in doubt, it is not.

import { oneLine } from '../model/text.ts';
import { parseDate } from './dates-in.ts';
import { type Fields, flagOf, isMapping, quoted } from './fields.ts';
import type { Value } from './head-values.ts';
import { type KeyName, nameOfKey, plainKey } from './known-keys.ts';
import { slipsBetween } from './spelling.ts';

export interface Standing {
  readonly isDraft: boolean;
  readonly isUnlisted: boolean;
  /** Keys of further dates of publishing. */
  readonly dates: readonly string[];
  /** Keys of the ends of being public. */
  readonly expiries: readonly string[];
  readonly unknown: readonly string[];
}

/** What the keys of a head and the folder say about being public. */
export function standingOf(fields: Fields, path: string, timeZone: string): Standing {
  const [dates, expiries, unknown]: [string[], string[], string[]] = [[], [], []];
  let isDraft = /(?:^|\/)_drafts\//i.test(path);
  let isUnlisted = false;
  for (const key of fields.keys()) {
    const value = fields.value(key) ?? null;
    const say = sayOf(key, value, timeZone);
    if (say.kind === 'held' || say.kind === 'unclear') {
      isDraft = true;
      if (say.kind === 'unclear' || say.isTold) reportHeld(fields, key, say);
    } else if (say.kind === 'date') dates.push(key);
    else if (say.kind === 'expiry') expiries.push(key);
    else if (say.kind === 'unknown') unknown.push(key);
    else if (say.kind === 'status') reportStatus(fields, key);
    else if (say.kind === 'unlisted' || saysUnlisted(fields, key)) isUnlisted = true;
  }
  return { isDraft, isUnlisted, dates, expiries, unknown };
}

/** Keys of generators that take a page out of its lists. */
function saysUnlisted(fields: Fields, key: string): boolean {
  const name = nameOfKey(key);
  const value = fields.value(key);
  const isOff = (text: unknown): boolean => typeof text === 'string' && /^(?:never|false|no|off)$/i.test(text.trim());
  if (name === 'excluded') return value !== undefined && !isOff(value);
  if (name === 'render') return isOff(value);
  return name === 'build' && isMapping(value) && (isOff(value.list) || isOff(value.render));
}

/** What one key says. `unclear`: it is about being public, and its value is not understood. */
type Say =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'held'; readonly isTold: boolean }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'status' }
  | { readonly kind: 'unlisted' }
  | { readonly kind: 'date' }
  | { readonly kind: 'expiry' };

const NOTHING: Say = { kind: 'nothing' };
const HELD: Say = { kind: 'held', isTold: false };
const TOLD: Say = { kind: 'held', isTold: true };

const STATUS_HELD = /^(?:drafts?|private|pending|future|hidden|review|trash(?:ed)?|unpublished)$/;
const STATUS_PUBLIC = /^(?:published|publish|public|live|done|final|finished)$/;
const HIDES = ['draft', 'private', 'hidden', 'unlisted', 'embargo'];
const SHOWS = ['publish', 'published', 'public', 'visible', 'listed'];
const EXPIRES = ['expires', 'expiry', 'expire', 'expiration', 'unpublish'];
const ALONE = [...HIDES, ...SHOWS, ...EXPIRES, 'visibility', 'password', 'withdrawn', 'unpublished'];

/** Words that are a letter away from one of these and are none. */
const OTHER_WORDS = new Set(
  'publisher publishers publics listen listener lister craft drift graft kraft daft raft ridden bidden risible'.split(
    ' ',
  ),
);

/** What a key of a head says about being public. Dates and expiries that are known keys are read elsewhere. */
function sayOf(key: string, value: Value, timeZone: string): Say {
  const role = roleOf(key);
  if (role.kind === 'other' || value === null || value === '') return role.kind === 'other' ? role.say : NOTHING;
  const text = typeof value === 'string' ? oneLine(value).toLowerCase() : undefined;
  const flag = text === undefined ? undefined : flagOf(text);
  const isDate = text !== undefined && parseDate(oneLine(value as string), timeZone) !== undefined;
  if (text === '') return NOTHING;
  if (role.kind === 'words') {
    const isYes = flag === true || text === '1';
    const isNo = flag === false || text === '0' || text === 'never';
    if ((role.hides && isYes) || (role.shows && isNo)) return TOLD;
    return role.status && STATUS_HELD.test(text ?? '') ? TOLD : { kind: 'unknown' };
  }
  return sayOfWord(role, value, { text, flag, isDate });
}

interface ReadValue {
  /** In lower case; undefined if it is a list or a mapping. */
  readonly text: string | undefined;
  readonly flag: boolean | undefined;
  readonly isDate: boolean;
}

function sayOfWord({ word, isExact, isUntil }: Alone, value: Value, { text, flag, isDate }: ReadValue): Say {
  const held = isExact ? HELD : TOLD;
  switch (word) {
    case 'status':
      return sayOfStatus(value, held);
    case 'visibility':
      return text === 'public' ? NOTHING : held;
    case 'password':
      return flag === false ? NOTHING : held;
    case 'withdrawn':
      return flag === false ? NOTHING : isDate || isMapping(value) ? { kind: 'expiry' } : { kind: 'unclear' };
    case 'unlisted':
      return flag === true ? { kind: 'unlisted' } : flag === false ? NOTHING : { kind: 'unclear' };
  }
  if (EXPIRES.includes(word)) {
    if (flag === false || text === 'never') return NOTHING;
    return isDate ? { kind: 'expiry' } : { kind: 'unclear' };
  }
  if (SHOWS.includes(word)) {
    if (isDate) return { kind: isUntil ? 'expiry' : 'date' };
    return flag === true || text === word ? NOTHING : flag === false ? held : { kind: 'unclear' };
  }
  if (flag === false) return NOTHING;
  if (isDate && (isUntil || word === 'embargo')) return { kind: 'date' };
  return flag === true ? held : { kind: 'unclear' };
}

function sayOfStatus(value: Value, held: Say): Say {
  const texts = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
  const words = texts.flatMap(wordsOf);
  if (words.some((word) => STATUS_HELD.test(word))) return held;
  return words.length > 0 && words.every((word) => STATUS_PUBLIC.test(word)) ? NOTHING : { kind: 'status' };
}

/** Whether a head that cannot be read says on a line of its own that its article is held back, or may mean it. */
export function mayHoldBack(headText: string, timeZone: string): boolean {
  return headText.split('\n').some((line) => {
    const [, key, written = ''] =
      /^["']?([^\s"':=#[\]{}-][^"':=#]*?)["']?[ \t]*[:=](?=\s|$)[ \t]*(.*)$/.exec(line) ?? [];
    if (key === undefined) return false;
    const value = written.replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1$/, '$2');
    const { kind } = sayOf(key, value, timeZone);
    if (nameOfKey(key) === 'date') return value !== '' && parseDate(value, timeZone) === undefined;
    return kind === 'held' || kind === 'unclear';
  });
}

function reportStatus(fields: Fields, key: string): void {
  const message = `This status does not say that the article is held back, so it is public.`;
  fields.report('status-unknown', fields.spotOf(key), message, 'Write draft: true to hold it back.');
}

/** Reports ends of being public that are none. */
export function reportUnclear(fields: Fields, keys: readonly string[]): void {
  for (const key of keys) reportHeld(fields, key, { kind: 'unclear' });
}

/** Reports why an article is held back, where its writer may not have meant it so. */
function reportHeld(fields: Fields, key: string, say: Say): void {
  const value = fields.value(key);
  const shown = typeof value === 'string' ? quoted(value) : 'no text';
  const what =
    say.kind === 'unclear'
      ? `"${key}" is ${shown}, which is not understood, so the article is held back.`
      : `"${key}" is ${shown}, so the article is held back as a draft.`;
  fields.report('held-back', fields.spotOf(key), what, 'Write draft: true or draft: false instead.');
}

/** A key that is nothing but a word about being public, perhaps misspelt. */
interface Alone {
  readonly kind: 'alone';
  readonly word: string;
  readonly isExact: boolean;
  /** `until`: what it says ends then. */
  readonly isUntil: boolean;
}

type Role =
  | { readonly kind: 'other'; readonly say: Say }
  | Alone
  | { readonly kind: 'words'; readonly hides: boolean; readonly shows: boolean; readonly status: boolean };

const roles = new Map<string, Role>();
const MAX_ROLES = 10_000;

function roleOf(key: string): Role {
  let role = roles.get(key);
  if (!role) {
    if (roles.size >= MAX_ROLES) roles.clear();
    role = makeRole(key);
    roles.set(key, role);
  }
  return role;
}

const SAYING = new Set<KeyName | 'theme'>(['draft', 'private', 'hidden', 'password', 'published', 'status']);
for (const name of ['visibility', 'unlisted', 'withdrawn'] as const) SAYING.add(name);

function makeRole(key: string): Role {
  const name = nameOfKey(key);
  if (name === 'expiry') return { kind: 'alone', word: 'expiry', isExact: true, isUntil: false };
  if (name !== undefined && SAYING.has(name)) return { kind: 'alone', word: name, isExact: true, isUntil: false };
  if (name !== undefined) return { kind: 'other', say: NOTHING };
  const plain = plainKey(key);
  const stems = [plain, plain.replace(/^is/, ''), plain.replace(END, ''), plain.replace(/^is/, '').replace(END, '')];
  const isUntil = plain.endsWith('until');
  for (const isExact of [true, false]) {
    for (const stem of stems) {
      const word = ALONE.find((each) => (isExact ? each === stem : isMisspelt(stem, each)));
      if (word === undefined) continue;
      const meant = word === 'unpublished' ? 'hidden' : word;
      return { kind: 'alone', word: meant, isExact: false, isUntil };
    }
  }
  const words = wordsOf(key);
  const [hides, shows] = [HIDES, SHOWS].map((some) => words.some((word) => some.includes(word)));
  const status = words.includes('status') || isMisspelt(plain, 'status');
  if (hides || shows || status) return { kind: 'words', hides: hides === true, shows: shows === true, status };
  return { kind: 'other', say: { kind: 'unknown' } };
}

const END = /(?:at|on|date|until)$/;

const isMisspelt = (word: string, meant: string): boolean =>
  word.length > 3 && !OTHER_WORDS.has(word) && slipsBetween(word, meant, 2) < 2;

/** `isHidden` and `site-publish` as words in lower case. */
function wordsOf(key: string): string[] {
  const spaced = key.replace(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
  return spaced
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}
