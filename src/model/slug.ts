// Slugs: the readable part of an address, from any text in any script.

import { remembered } from './bounded-map.ts';
import { byteLengthOf } from './text.ts';

const MAX_NAMES = 10_000; // of terms, whose slugs are remembered: each publication asks for all of them
const LONGEST = 180; // bytes; a file name ends at 255, and `.html.br` and the like must fit too

/** Most texts that are meant as slugs are slugs already. */
const IS_SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Lower case in NFC; letters, marks and digits of every script stay, runs of anything else become one `-`. */
export function slugOf(text: string): string {
  if (IS_SLUG.test(text) && text.length <= LONGEST) return text;
  const slug = text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  if (slug === '') return shortHash(text);
  return byteLengthOf(slug) > LONGEST ? `${cut(slug)}-${shortHash(slug)}` : slug;
}

/** The slug of a term's name: C++, C# and C are three topics. The first sign of `#news` only says that it is one. */
export const termSlugOf = remembered(MAX_NAMES, (name: string): string => {
  if (!/[+#]/.test(name)) return slugOf(name);
  const [, first = '', rest = ''] = /^(\s*.)(.*)$/s.exec(name) ?? [];
  return slugOf((first + rest.replaceAll('#', ' sharp ')).replaceAll('+', ' plus '));
});

/** Six hexadecimal digits that tell texts apart whose slugs are alike. */
export function shortHash(text: string): string {
  const hash = hashOf(text.normalize('NFC'));
  return ((hash >>> 24) ^ (hash & 0xffffff)).toString(16).padStart(6, '0');
}

/** 32 bits of a text: FNV-1a over its code points. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) ?? 0;
    if (code > 0xffff) i++;
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return hash >>> 0;
}

/** The first bytes of a slug, no character cut. */
const cut = (slug: string): string =>
  new TextDecoder()
    .decode(new TextEncoder().encode(slug).subarray(0, LONGEST - '-123456'.length), { stream: true })
    .replace(/-$/, '');
