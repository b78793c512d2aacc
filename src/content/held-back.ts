// Held back: what a head says against its article being public, in any case and spelling. When in doubt, it is not.

import { remembered } from '../model/bounded-map.ts';
import { oneLine } from '../model/text.ts';
import { wording } from '../model/wording.ts';
import { parseDate } from './dates-in.ts';
import { type Fields, flagOf, isMapping } from './fields.ts';
import type { HeadValue } from './front-matter.ts';
import { nameOfKey, plainKey, slipsBetween } from './known-keys.ts';

/**
 * What the keys of a head and the folder say about being public. `dates` are keys of further dates of publishing,
 * `expiries` those of the ends of being public.
 */
export function standingOf(fields: Fields, path: string, timeZone: string) {
  const said = fields.keys().map((key) => ({ key, say: sayOf(key, fields.value(key), timeZone) }));
  const saying = (...wanted: readonly Say[]): readonly string[] =>
    said.filter(({ say }) => wanted.includes(say)).map(({ key }) => key);
  for (const say of ['told', 'unclear'] as const) for (const key of saying(say)) reportHeld(fields, key, say);
  for (const key of saying('status')) fields.report(key, wording('status-unknown'));
  const folder = /(?:^|\/)_drafts\//i.test(path) ? ['its folder _drafts'] : [];
  const [holder] = [...folder, ...saying(...HOLDING).map((key) => `"${key}"`)];
  for (const key of saying('public')) {
    if (holder !== undefined) fields.report(key, wording('held-back/contradiction', key, holder));
  }
  return {
    isDraft: holder !== undefined,
    isUnlisted: saying('unlisted').length > 0,
    dates: saying('date'),
    expiries: saying('expiry'),
    unknown: saying('unknown'),
  };
}

/**
 * What one key says. `told`: held back, and its writer may not have meant it; `unclear`: it is about being public, and
 * its value is not understood; `status`: one that hides nothing.
 */
type Say = 'nothing' | 'unknown' | 'public' | 'held' | 'told' | 'unclear' | 'status' | 'unlisted' | 'date' | 'expiry';

const HOLDING: readonly Say[] = ['held', 'told', 'unclear'];

const STATUS_HELD = /^(?:drafts?|private|pending|future|hidden|review|trash(?:ed)?|unpublished)$/;
const STATUS_PUBLIC = /^(?:published|publish|public|live|done|final|finished)$/;
const HIDES = ['draft', 'private', 'hidden', 'unlisted', 'embargo', 'embargoed'];
const SHOWS = ['publish', 'published', 'public', 'visible', 'listed'];
const EXPIRES = ['expires', 'expiry', 'expire', 'expiration', 'unpublish'];
const ALONE = [...HIDES, ...SHOWS, ...EXPIRES, 'visibility', 'password', 'withdrawn', 'unpublished'];
/** With the known keys of which no other is a misspelling. */
const WORDS: ReadonlySet<string> = new Set([...ALONE, 'status', 'excluded', 'render', 'build']);

/** Words that are a letter away from one of these and are none. */
const OTHER_WORDS =
  'publisher publishers publics listen listener lister craft drift graft kraft daft raft ridden bidden risible'.split(
    ' ',
  );

/** Dates and expiries that are known keys are read elsewhere. */
function sayOf(key: string, value: HeadValue | undefined, timeZone: string): Say {
  const name = nameOfKey(key);
  if (name !== undefined && !WORDS.has(name)) return 'nothing';
  const role = name === undefined ? roleOfUnknown(key) : { word: name, isExact: true, isUntil: false };
  const text = typeof value === 'string' ? oneLine(value).toLowerCase() : undefined;
  if (role.word !== undefined) {
    const isBlank = value === undefined || value === null || text === '';
    return isBlank ? 'nothing' : sayOfWord(role, value, text, timeZone);
  }
  const flag = flagOf(text ?? '');
  const isYes = flag === true || text === '1';
  const isNo = flag === false || text === '0' || text === 'never';
  const isHeld = (role.hides && isYes) || (role.shows && isNo) || (role.isStatus && STATUS_HELD.test(text ?? ''));
  return isHeld ? 'told' : 'unknown';
}

/** `text` is the value in lower case; undefined if it is a list or a mapping. */
function sayOfWord(role: Word, value: HeadValue, text: string | undefined, timeZone: string): Say {
  const { word, isExact, isUntil } = role;
  const flag = flagOf(text ?? '');
  const isDate = (): boolean => parseDate(text ?? '', timeZone) !== undefined;
  const held = isExact ? 'held' : 'told';
  // Keys of generators that take a page out of its lists.
  if (word === 'excluded') return isOff(value) ? 'nothing' : 'unlisted';
  if (word === 'render') return isOff(value) ? 'unlisted' : 'nothing';
  if (word === 'build') return isMapping(value) && (isOff(value.list) || isOff(value.render)) ? 'unlisted' : 'nothing';
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

const isOff = (value: HeadValue | undefined): boolean =>
  typeof value === 'string' && /^(?:never|false|no|off)$/i.test(value.trim());

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
  return headText.split('\n').some((written) => {
    const line = written.replace(/(?<=\S)\s+/g, ' '); // what is sought below costs the square of a run of blanks
    const [, key, rest = ''] =
      /^\t*["']?([^\s"':=#[\]{}-][^"':=#]*?)["']?\s*[:=]\s*(.*)$/.exec(line) ??
      /^([\w-]+)\s+([\w-]+)\s*$/.exec(line) ??
      [];
    if (key === undefined) return false;
    const value = rest.replace(/\s#.*$/, '').replace(/^(["'])(.*)\1$/, '$2');
    if (nameOfKey(key) === 'date') return value !== '' && parseDate(value, timeZone) === undefined;
    return HOLDING.includes(sayOf(key, value, timeZone));
  });
}

/** Reports why an article is held back, where its writer may not have meant it so. */
export function reportHeld(fields: Fields, key: string, say: 'told' | 'unclear'): void {
  const value = fields.value(key);
  fields.report(key, wording(`held-back/${say}`, key, typeof value === 'string' ? value : undefined));
}

/** A key that is nothing but a word about being public, perhaps misspelt. */
interface Word {
  readonly word: string;
  readonly isExact: boolean;
  /** `until`: what it says ends then. */
  readonly isUntil: boolean;
}

/** Such a word, or which ones a key has among others; remembered, since thousands of files have the same keys. */
const roleOfUnknown = remembered(10_000, (key: string) => {
  const plain = plainKey(key);
  const bare = plain.replace(/^is/, '');
  const stems = [plain, bare, plain.replace(END, ''), bare.replace(END, '')];
  const word =
    ALONE.find((each) => stems.includes(each)) ?? ALONE.find((each) => stems.some((stem) => isMisspelt(stem, each)));
  if (word !== undefined) {
    return { word: word === 'unpublished' ? 'hidden' : word, isExact: false, isUntil: plain.endsWith('until') };
  }
  const words = wordsOf(key);
  return {
    hides: words.some((each) => HIDES.includes(each)),
    shows: words.some((each) => SHOWS.includes(each)),
    isStatus: words.includes('status') || isMisspelt(plain, 'status'),
  };
});

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
