// Held back: what a head says against its article being public, in any case and spelling. When in doubt, it is not.

import { oneLine } from '../model/text.ts';
import { parseDate } from './dates-in.ts';
import { type Fields, flagOf, isMapping, quoted } from './fields.ts';
import type { HeadValue } from './head-values.ts';
import { type KeyName, nameOfKey, plainKey, slipsBetween } from './known-keys.ts';

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
  const publics: string[] = []; // keys that say that the article is public
  let holder = /(?:^|\/)_drafts\//i.test(path) ? 'its folder _drafts' : undefined;
  let isUnlisted = false;
  for (const key of fields.keys()) {
    const say = sayOf(key, fields.value(key), timeZone);
    if (say === 'held' || say === 'told' || say === 'unclear') holder ??= `"${key}"`;
    if (say === 'told' || say === 'unclear') reportHeld(fields, key, say === 'unclear');
    else if (say === 'status') {
      const message = `This status does not say that the article is held back, so it is public.`;
      fields.report('status-unknown', fields.spotOf(key), message, 'Write draft: true to hold it back.');
    } else if (say === 'public') publics.push(key);
    else if (say === 'unlisted') isUnlisted = true;
    else if (say === 'date') dates.push(key);
    else if (say === 'expiry') expiries.push(key);
    else if (say === 'unknown') unknown.push(key);
  }
  for (const key of holder === undefined ? [] : publics) {
    const message = `"${key}" says that the article is public, but ${holder} holds it back.`;
    fields.report('held-back', fields.spotOf(key), message, 'Let both say the same.');
  }
  return { isDraft: holder !== undefined, isUnlisted, dates, expiries, unknown };
}

/**
 * What one key says. `told`: held back, and its writer may not have meant it; `unclear`: it is about being public, and
 * its value is not understood; `status`: one that hides nothing.
 */
type Say = 'nothing' | 'unknown' | 'public' | 'held' | 'told' | 'unclear' | 'status' | 'unlisted' | 'date' | 'expiry';

const STATUS_HELD = /^(?:drafts?|private|pending|future|hidden|review|trash(?:ed)?|unpublished)$/;
const STATUS_PUBLIC = /^(?:published|publish|public|live|done|final|finished)$/;
const HIDES = ['draft', 'private', 'hidden', 'unlisted', 'embargo', 'embargoed'];
const SHOWS = ['publish', 'published', 'public', 'visible', 'listed'];
const EXPIRES = ['expires', 'expiry', 'expire', 'expiration', 'unpublish'];
const ALONE = [...HIDES, ...SHOWS, ...EXPIRES, 'visibility', 'password', 'withdrawn', 'unpublished'];

/** Words that are a letter away from one of these and are none. */
const OTHER_WORDS =
  'publisher publishers publics listen listener lister craft drift graft kraft daft raft ridden bidden risible'.split(
    ' ',
  );

/** What a key of a head says about being public. Dates and expiries that are known keys are read elsewhere. */
function sayOf(key: string, value: HeadValue | undefined, timeZone: string): Say {
  const role = roleOf(key);
  if (role.kind === 'nothing' || role.kind === 'unknown') return role.kind;
  const text = typeof value === 'string' ? oneLine(value).toLowerCase() : undefined;
  if (value === undefined || value === null || text === '') return 'nothing';
  if (role.kind === 'generator') return saysUnlisted(role.name, value) ? 'unlisted' : 'nothing';
  if (role.kind === 'word') return sayOfWord(role, value, text, timeZone);
  const flag = flagOf(text ?? '');
  const isYes = flag === true || text === '1';
  const isNo = flag === false || text === '0' || text === 'never';
  const isHeld = (role.hides && isYes) || (role.shows && isNo) || (role.isStatus && STATUS_HELD.test(text ?? ''));
  return isHeld ? 'told' : 'unknown';
}

/** Keys of generators that take a page out of its lists. */
function saysUnlisted(name: KeyName, value: HeadValue): boolean {
  const isOff = (text: unknown): boolean => typeof text === 'string' && /^(?:never|false|no|off)$/i.test(text.trim());
  if (name === 'excluded') return !isOff(value);
  if (name === 'render') return isOff(value);
  return isMapping(value) && (isOff(value.list) || isOff(value.render));
}

/** `text` is the value in lower case; undefined if it is a list or a mapping. */
function sayOfWord(role: Word, value: HeadValue, text: string | undefined, timeZone: string): Say {
  const { word, isExact, isUntil } = role;
  const flag = flagOf(text ?? '');
  const isDate = (): boolean => parseDate(text ?? '', timeZone) !== undefined;
  const held = isExact ? 'held' : 'told';
  if (word === 'status') return sayOfStatus(value, held);
  if (word === 'visibility') return text === 'public' ? 'nothing' : held;
  if (word === 'password') return flag === false ? 'nothing' : held;
  if (SHOWS.includes(word)) {
    if (flag === true || text === word) return 'public';
    if (flag === false) return held;
    return isDate() ? (isUntil ? 'expiry' : 'date') : 'unclear';
  }
  if (flag === false) return word === 'draft' ? 'public' : 'nothing';
  if (word === 'withdrawn') return isMapping(value) || isDate() ? 'expiry' : 'unclear';
  if (EXPIRES.includes(word)) return text === 'never' ? 'nothing' : isDate() ? 'expiry' : 'unclear';
  if (flag === true) return word === 'unlisted' ? 'unlisted' : held;
  return word !== 'unlisted' && (isUntil || word === 'embargo') && isDate() ? 'date' : 'unclear';
}

function sayOfStatus(value: HeadValue, held: Say): Say {
  const texts = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
  const words = texts.flatMap(wordsOf);
  if (words.some((word) => STATUS_HELD.test(word))) return held;
  return words.length > 0 && words.every((word) => STATUS_PUBLIC.test(word)) ? 'public' : 'status';
}

/**
 * Whether a head that cannot be read says on a line of its own that its article is held back, or may mean it, also as
 * `draft:true`, as `draft true` and after a tab.
 */
export function mayHoldBack(headText: string, timeZone: string): boolean {
  return headText.split('\n').some((line) => {
    const [, key, written = ''] =
      /^\t*["']?([^\s"':=#[\]{}-][^"':=#]*?)["']?\s*[:=]\s*(.*)$/.exec(line) ??
      /^([\w-]+)\s+([\w-]+)\s*$/.exec(line) ??
      [];
    if (key === undefined) return false;
    const value = written.replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1$/, '$2');
    if (nameOfKey(key) === 'date') return value !== '' && parseDate(value, timeZone) === undefined;
    return ['held', 'told', 'unclear'].includes(sayOf(key, value, timeZone));
  });
}

/** Reports why an article is held back, where its writer may not have meant it so. */
export function reportHeld(fields: Fields, key: string, isUnclear: boolean): void {
  const value = fields.value(key);
  const shown = typeof value === 'string' ? quoted(value) : 'no text';
  const why = isUnclear
    ? ', which is not understood, so the article is held back.'
    : ', so the article is held back as a draft.';
  const hint = 'Write draft: true or draft: false instead.';
  fields.report('held-back', fields.spotOf(key), `"${key}" is ${shown}${why}`, hint);
}

/** A key that is nothing but a word about being public, perhaps misspelt. */
interface Word {
  readonly kind: 'word';
  readonly word: string;
  readonly isExact: boolean;
  /** `until`: what it says ends then. */
  readonly isUntil: boolean;
}

type Role =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'generator'; readonly name: KeyName }
  | Word
  /** A key with such a word among others. */
  | { readonly kind: 'words'; readonly hides: boolean; readonly shows: boolean; readonly isStatus: boolean };

const ROLES = new Map<KeyName, Role>();
const HOLDING = ['draft', 'private', 'hidden', 'password', 'published', 'status', 'visibility'] as const;
for (const word of [...HOLDING, 'unlisted', 'withdrawn', 'expiry'] as const) {
  ROLES.set(word, { kind: 'word', word, isExact: true, isUntil: false });
}
for (const name of ['excluded', 'render', 'build'] as const) ROLES.set(name, { kind: 'generator', name });

const NO_ROLE: Role = { kind: 'nothing' };

/** Of unknown keys, since a site that moves in has the same ones in thousands of files. */
const unknownRoles = new Map<string, Role>();
const MAX_ROLES = 10_000;

function roleOf(key: string): Role {
  const name = nameOfKey(key);
  if (name !== undefined) return ROLES.get(name) ?? NO_ROLE;
  let role = unknownRoles.get(key);
  if (!role) {
    if (unknownRoles.size >= MAX_ROLES) unknownRoles.clear();
    role = roleOfUnknown(key);
    unknownRoles.set(key, role);
  }
  return role;
}

function roleOfUnknown(key: string): Role {
  const plain = plainKey(key);
  const bare = plain.replace(/^is/, '');
  const stems = new Set([plain, bare, plain.replace(END, ''), bare.replace(END, '')]);
  for (const isLike of [(a: string, b: string) => a === b, isMisspelt]) {
    for (const stem of stems) {
      const word = ALONE.find((each) => isLike(stem, each));
      if (word === undefined) continue;
      const meant = word === 'unpublished' ? 'hidden' : word;
      return { kind: 'word', word: meant, isExact: false, isUntil: plain.endsWith('until') };
    }
  }
  const words = wordsOf(key);
  const hides = words.some((word) => HIDES.includes(word));
  const shows = words.some((word) => SHOWS.includes(word));
  const isStatus = words.includes('status') || isMisspelt(plain, 'status');
  return hides || shows || isStatus ? { kind: 'words', hides, shows, isStatus } : { kind: 'unknown' };
}

const END = /(?:at|on|date|until)$/;

const isMisspelt = (word: string, meant: string): boolean =>
  word.length > 3 && !OTHER_WORDS.includes(word) && slipsBetween(word, meant, 2) < 2;

/** `isHidden` and `site-publish` as words in lower case. */
function wordsOf(key: string): string[] {
  const spaced = key.replace(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
  return spaced
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}
