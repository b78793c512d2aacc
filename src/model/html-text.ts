// Text of clean HTML: what is left when the tags are off.

import { oneLine } from './text.ts';

/** Where `<!--more-->` stood, as WordPress leaves it: what is before it is the summary. */
export const MORE = '<span id="more"></span>';

/** What other programs' templates would have replaced: Hugo, Liquid, Nunjucks, kramdown, WordPress, containers. */
export const TEMPLATE_TAG =
  /\{\{[^{}\n]{0,300}\}\}|\{%[^%\n]{0,300}%\}|\{::?(?:[A-Za-z/ ]|[.#][A-Za-z_])[^{}\n]{0,200}\}|\[\[(?![\s'"])[^[\]\n]{1,200}\]\]|\[\/?(?:audio|caption|contact-form|embed|gallery|playlist|toc|TOC|video|youtube)(?:[ =][^[\]\n]{0,300})?\]|^:{3,} ?(?:\{|[A-Za-z])[^\n]{0,100}/gm;

/** Plain text on one line: blocks apart, references resolved, the marks of footnotes left out, powers kept. */
export function textOf(html: string): string {
  const text = html
    .replace(FOOTNOTE_MARK, '')
    .replace(RAISED, (_, name: string, inside: string, at: number, all: string) =>
      raised(name, inside.replace(TAG, ' '), all.slice(Math.max(0, at - 100), at)),
    )
    .replace(TAG, (_, name: string) => (WITHIN_A_LINE.has(name.toLowerCase()) ? '' : ' '));
  return oneLine(decode(text));
}

const RAISED =
  /<(su[bp])(?: [^<>]*)?>((?:[^<]|<(?!\/?(?:su[bp]|p|div|h\d|[uo]l|li|pre|table|blockquote)\b)[^<>]*>){1,80}?)<\/\1>/g;
const ON_WHAT = /[\p{L}\p{N})\]](?:<\/?(?:abbr|a|b|code|em|i|mark|s|small|span|strong|u|var)(?: [^<>]*)?>)*$/u;
const SUPERSCRIPTS = 'ⁱⁿ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾';
const SUBSCRIPTS = '  ₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎';
const PLAIN = 'in0123456789+-−=()';

/** `10<sup>6</sup>` as `10⁶`, `e<sup>x</sup>` as `e^x`; the letters of `4<sup>th</sup>` mean nothing else than they are. */
function raised(name: string, inside: string, before: string): string {
  const text = inside.trim();
  if (!ON_WHAT.test(before) || /^[\p{L}\s]{4,}$/u.test(text)) return text;
  const marks = name === 'sup' ? SUPERSCRIPTS : SUBSCRIPTS;
  const all = [...text].map((character) => marks[PLAIN.indexOf(character)]?.trim() ?? '');
  if (!all.includes('')) return all.join('');
  if (name === 'sup' && /\d$/.test(before) && /^(?:[a-zéèº°ª]{2,4}|[eoaº°ª]|[™®©])\.?$/i.test(text)) return text;
  return `${name === 'sup' ? '^' : '_'}${/^[\p{L}\p{N}]+$/u.test(text) ? text : `(${text})`}`;
}

/**
 * What stands before `<!--more-->`, else the first paragraph of prose, one of the article itself before one in a quote,
 * list or table; undefined if there is none.
 */
export function openingOf(html: string): { readonly text: string; readonly isWhole: boolean } | undefined {
  const end = html.indexOf(MORE);
  const before = end < 0 ? [] : [...paragraphsIn(`${html.slice(0, end)}</p>`)].filter(({ isOwn }) => isOwn);
  if (before.length > 0) return { text: before.map(({ text }) => text).join(' '), isWhole: true };
  let second: string | undefined;
  for (const { text, isOwn } of paragraphsIn(html)) {
    if (isOwn) return { text, isWhole: false };
    second ??= text;
  }
  return second === undefined ? undefined : { text: second, isWhole: false };
}

/** Paragraphs with words: no template tag or formula alone. */
function* paragraphsIn(html: string): Generator<{ readonly text: string; readonly isOwn: boolean }> {
  let inside = 0; // how many elements are open whose paragraphs are not the article's own words
  let start: number | undefined;
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
    const words = text.replace(TEMPLATE_TAG, '').replace(/^(?:\$\$.*\$\$|https?:\/\/\S+)$/, '');
    if (words.trim() !== '') yield { text, isOwn: inside === 0 };
  }
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
