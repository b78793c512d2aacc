// Text of clean HTML: what is left when the tags are off.

import { oneLine } from './text.ts';

/** Plain text on one line: blocks apart, references resolved, the marks of footnotes left out. */
export function textOf(html: string): string {
  const text = html
    .replace(FOOTNOTE_MARK, '')
    .replace(TAG, (_, name: string) => (WITHIN_A_LINE.has(name.toLowerCase()) ? '' : ' '));
  return oneLine(decode(text));
}

/** The text of the first paragraph that has any, one of the article itself before one in a quote, list or table. */
export function firstParagraph(html: string): string | undefined {
  let inside = 0; // how many elements are open whose paragraphs are not the article's own words
  let start: number | undefined;
  let second: string | undefined;
  for (const { 0: tag, 1: name = '', index } of html.matchAll(TAG)) {
    const isEnd = tag.startsWith('</');
    if (NOT_ITS_OWN.has(name)) inside = Math.max(0, inside + (isEnd ? -1 : 1));
    if (name !== 'p') continue;
    if (!isEnd) {
      start = index + tag.length;
      continue;
    }
    const text = start === undefined ? '' : textOf(html.slice(start, index));
    start = undefined;
    if (text === '') continue;
    if (inside === 0) return text;
    second ??= text;
  }
  return second;
}

const TAG = /<\/?([a-z][a-z0-9-]*)[^<>]*>/gi;
const FOOTNOTE_MARK = /<sup><a [^<>]*\bid="fnref[^<>]*>[^<>]*<\/a><\/sup>/g;

const NOT_ITS_OWN = new Set('aside blockquote details dl figcaption figure footer nav ol table ul'.split(' '));

const WITHIN_A_LINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rb rp rt rtc ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
);

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/** Clean HTML has these references only; numbers are for HTML from elsewhere. */
const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
