// Slugs: the readable part of an address, from any text in any script.

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
  return bytesOf(slug) > LONGEST ? `${cut(slug)}-${shortHash(slug)}` : slug;
}

/** The slug of a term's name: C++, C# and C are three topics. The first sign of `#news` only says that it is one. */
export function termSlugOf(name: string): string {
  if (!/[+#]/.test(name)) return slugOf(name);
  const [, first = '', rest = ''] = /^(\s*.)(.*)$/s.exec(name) ?? [];
  return slugOf((first + rest.replaceAll('#', ' sharp ')).replaceAll('+', ' plus '));
}

/** Six hexadecimal digits that tell texts apart whose slugs are alike (FNV-1a, folded to 24 bits). */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text.normalize('NFC')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return ((hash >>> 24) ^ (hash & 0xffffff)).toString(16).padStart(6, '0');
}

function cut(slug: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of slug) {
    bytes += bytesOf(character);
    if (bytes > LONGEST - 7) break;
    kept += character;
  }
  return kept.replace(/-$/, '');
}

const bytesOf = (text: string): number => encodeURIComponent(text).replace(/%../g, '.').length;
