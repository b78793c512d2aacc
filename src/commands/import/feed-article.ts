// An item of a feed as an article: its words, its dates, its HTML made clean.

import { cleanHtml } from '../../content/clean-html.ts';
import { isZeroDate, parseDate, readDate } from '../../content/dates-in.ts';
import type { Rewrite } from '../../content/element.ts';
import { httpUrl, languageOf } from '../../content/fields.ts';
import { textOf } from '../../model/html-text.ts';
import type { Site } from '../../model/site.ts';
import { cutAtWord, escapeHtml, quoted } from '../../model/text.ts';
import { dateAt, dateInZone, type Instant } from '../../model/time.ts';
import type { NewFile } from '../article-file.ts';
import { counted } from '../report.ts';
import { type ImportedItem, known, textOfHtml } from './feed-values.ts';
import { tallyOf } from './moves.ts';

export type FeedArticle = ReturnType<typeof articleOf>;

/** The article in an item, whose text is still HTML: clean, every address absolute but those within it. */
export function articleOf(item: ImportedItem, site: Site) {
  const remarks = [...(item.remarks ?? [])];
  const language = languageOf(item.language ?? '');
  const cleaned = cleanHtmlOf(item, remarks);
  if (MARK_IN_CODE.test(cleaned))
    remarks.push('Marks in its code, such as bold, are left out: Markdown has none there.');
  const { html, figure } = withoutLeadFigure(cleaned, item.image?.src);
  /** In the site's time zone; of a press article with the offset it is written with, which tells the day of its news. */
  const dateOf = (written = '', instant: Instant): string => {
    const minutesEast = item.markdown === undefined ? undefined : readDate(written, site.timeZone)?.minutesEast;
    return minutesEast === undefined ? dateInZone(instant, site.timeZone) : dateAt(instant, minutesEast);
  };
  const updated = instantOf(item.updated, site.timeZone);
  const published = instantOf(item.published, site.timeZone) ?? updated;
  const date = published === undefined ? undefined : dateOf(item.published, published);
  for (const each of new Set([item.published ?? '', item.updated ?? '']))
    if (each.trim() && !isZeroDate(each) && instantOf(each, site.timeZone) === undefined)
      remarks.push(`Its date ${quoted(each)} could not be taken.`);
  if (published === undefined && !item.hidden) remarks.push("Without a date, it is a draft with today's.");
  if (item.hidden) remarks.push(`It is a draft here: ${item.hidden}.`);
  return {
    ...item,
    title: titleOf(item, cleaned, date, remarks),
    date,
    draft: item.hidden !== undefined,
    updated: updated !== undefined && updated > (published ?? updated) ? dateOf(item.updated, updated) : undefined,
    published,
    authors: item.authors.map((author) => ({ ...author, name: cutAtWord(author.name, LONGEST_NAME) })),
    tags: item.tags.filter((tag) => !item.categories.includes(tag)),
    summary: ownSummary(item.summary),
    image: item.image && { ...item.image, ...figure },
    // Articles in `en-US` need no mark in a publication in `en`.
    language: language?.split('-')[0] === site.language.split('-')[0] ? undefined : language,
    html,
    remarks,
  };
}

const MARK_IN_CODE = /<(code|pre)\b[^<>]*>(?:(?!<\/\1>).)*?<(?:b|em|i|kbd|mark|s|strong|sub|sup|u|var)\b/s;
const LONGEST_TITLE = 500; // characters
const LONGEST_SUMMARY = 2000;
const LONGEST_NAME = 200;

function titleOf({ title = '' }: ImportedItem, html: string, date: string | undefined, remarks: string[]): string {
  if (title.length > LONGEST_TITLE) remarks.push(`Its title has ${title.length} characters, and was cut.`);
  return cutAtWord(title, LONGEST_TITLE) || cutAtWord(textOfHtml(html) ?? '', 60) || date?.slice(0, 10) || 'Untitled';
}

/** An excerpt that WordPress has cut out of the text says nothing of its own, nor does the text itself again. */
function ownSummary(summary: string | undefined): string | undefined {
  const own = summary?.replace(/\s*The post .{1,300} (?:appeared first|first appeared) on .{1,200}\.$/s, '').trim();
  return !own || own.length > LONGEST_SUMMARY || /\[(?:…|\.\.\.)\]$/.test(own) ? undefined : own;
}

/** The year 1 is Go's word for no date. */
export function instantOf(text = '', timeZone: string): Instant | undefined {
  const instant = parseDate(text, timeZone) ?? Date.parse(text);
  return instant >= Date.UTC(1900) ? instant : undefined;
}

/** The item's text as clean HTML, every address absolute but those within it. */
function cleanHtmlOf({ html = '', base, link }: ImportedItem, remarks: string[]): string {
  const rewrite: Rewrite = (written, use) => {
    if (use === 'link' && /^\s*#[^\s]/.test(written)) return written.trim();
    if (!URL.canParse(written.trim(), base)) return undefined;
    const url = new URL(written.trim(), base);
    if (/^(?:mailto|tel):$/.test(url.protocol)) return use === 'link' ? url.href : undefined;
    const absolute = httpUrl(url.href);
    if (absolute === undefined || (use === 'media' && NO_PICTURE.test(absolute))) return undefined;
    // A note or a heading of the same article, wherever that will be.
    return url.hash !== '' && link !== undefined && absolute === httpUrl(link) + url.hash ? url.hash : absolute;
  };
  const lost: string[] = [];
  try {
    const framed = withoutFrames(html, lost);
    const cleaned = cleanHtml(framed, rewrite, undefined, (_, name) => lost.push(LOST[name] ?? ''));
    for (const [what, count] of tallyOf(lost)) if (what) remarks.push(`${counted(count, what)} could not be taken.`);
    return cleaned.replace(SMALLEST, '').replace(LAST_LINE, '').trim();
  } catch {
    return `<p>${escapeHtml(html)}</p>`; // made to exhaust the parser: published flat
  }
}

/** Embedded posts are there as a quote too, and advertising is no text. */
const withoutFrames = (html: string, lost: string[]): string =>
  html.replace(/<iframe\b[^<>]*>[^<]*<\/iframe>/gi, (frame) => {
    if (!ADVERTISING.test(frame)) return /\bwp-embedded-content\b/.test(frame) ? '' : frame;
    lost.push('advertisement');
    return '';
  });

const ADVERTISING =
  /\ssrc=["']?(?:https?:)?\/\/[^/"']*(?:amazon-adsystem|doubleclick|googlesyndication|adservice|adnxs|taboola|outbrain)\./i;

/** What no feed can show. */
const LOST: Readonly<Record<string, string>> = {
  ...{ svg: 'drawing', canvas: 'drawing', applet: 'program', embed: 'program', object: 'program' },
};

/** Emoji as small pictures, whose text is there too, and pixels that count. */
const NO_PICTURE =
  /^https?:\/\/(?:s\.w\.org\/images\/core\/emoji\/|(?:pixel\.wp\.com|stats\.wordpress\.com|medium\.com\/_\/stat|feeds\.feedburner\.com\/~r)\b)/;
const SMALLEST = /<img\b(?=[^<>]*\swidth="1")(?=[^<>]*\sheight="1")[^<>]*>/g;
/** What publishers add for readers of feeds. */
const LAST_LINE =
  /(?:<p>The post <a [^<>]*>.{0,500}?<\/a> (?:appeared first|first appeared) on <a |<hr \/>\s*<p><a [^<>]*>.{0,500}?<\/a> was originally published in <a )[^<>]*>[^<>]*<\/a>(?:\.?| on Medium, where people [^<>]*)<\/p>\s*$/is;

/** Courant shows the lead picture by itself, so it goes from the top of the text, and its words go with it. */
function withoutLeadFigure(html: string, picture = ''): { html: string; figure?: Partial<NewFile> } {
  const [whole = '', img = '', inside = ''] = FIGURE.exec(html) ?? [];
  const attribute = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(img)?.[1] ?? '';
  if (whole === '' || attribute('src') !== httpUrl(picture)?.replace(/&/g, '&amp;')) return { html };
  const [credit = ''] = /<small>[^<>]*<\/small>\s*$/.exec(inside) ?? [];
  const figure = known({
    alt: textOf(attribute('alt')),
    caption: textOf(inside.slice(0, inside.length - credit.length)),
    credit: textOf(credit),
    width: Number(attribute('width')),
    height: Number(attribute('height')),
  });
  return { html: html.slice(whole.length), figure };
}

/** A picture alone in a figure, with or without words, in a paragraph, or before a block. */
const FIGURE =
  /^(?:<figure>|<p>)?\s*(<img\b[^<>]*>)\s*(?:<figcaption>((?:(?!<\/figcaption>).)*)<\/figcaption>\s*)?(?:<\/figure>|<\/p>|(?=<(?:p|h\d|div|ul|ol)\b))\s*/s;
