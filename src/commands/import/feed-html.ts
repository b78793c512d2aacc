// The HTML of a feed's items, made clean: without what publishers add for their readers' programs.

import { cleanHtml } from '../../content/clean-html.ts';
import type { Use } from '../../content/element.ts';
import { httpUrl } from '../../content/fields.ts';
import { escapeHtml } from '../../documents/content.ts';
import { textOf } from '../../model/html-text.ts';
import type { NewFile } from '../article-file.ts';
import type { FeedItem } from './imported.ts';

/** The item's text as clean HTML, every address absolute but those within it. */
export function cleanHtmlOf({ html = '', base, link }: FeedItem): string {
  const rewrite = (written: string, use: Use): string | undefined => {
    if (!URL.canParse(written.trim(), base)) return undefined;
    const url = new URL(written.trim(), base);
    if (/^(?:mailto|tel):$/.test(url.protocol)) return use === 'link' ? url.href : undefined;
    const absolute = httpUrl(url.href);
    if (absolute === undefined) return undefined;
    // A note or a heading of the same article, wherever that will be.
    return url.hash !== '' && link !== undefined && absolute === httpUrl(link) + url.hash ? url.hash : absolute;
  };
  try {
    return withoutAdditions(cleanHtml(html, rewrite)).trim();
  } catch {
    return `<p>${escapeHtml(html)}</p>`; // made to exhaust the parser: published flat
  }
}

/** What publishers add for their readers' programs: counting pixels, and WordPress's last line. */
const withoutAdditions = (html: string): string =>
  html
    .replace(EMOJI, '$1')
    .replace(ON_MEDIUM, '')
    .replace(/<img\b[^<>]*>/g, (img) =>
      /\swidth="1"/.test(img) && /\sheight="1"/.test(img) ? '' : COUNTER.test(img) ? '' : img,
    )
    .replace(APPEARED_FIRST, '');

/** WordPress sends every emoji as a small picture of itself. */
const EMOJI = /<img src="https:\/\/s\.w\.org\/images\/core\/emoji\/[^"<>]*"[^<>]*\salt="([^"<>]*)"[^<>]*>/g;

const COUNTER =
  /\ssrc="https?:\/\/(?:pixel\.wp\.com|stats\.wordpress\.com|medium\.com\/_\/stat|feeds\.feedburner\.com\/~r)\b/;
const APPEARED_FIRST =
  /<p>The post <a [^<>]*>.{0,500}?<\/a> (?:appeared first|first appeared) on <a [^<>]*>[^<>]*<\/a>\.?<\/p>\s*$/is;
const ON_MEDIUM =
  /<hr \/>\s*<p><a [^<>]*>.{0,500}?<\/a> was originally published in <a [^<>]*>[^<>]*<\/a> on Medium, where people [^<>]*<\/p>\s*$/s;

export interface LeadFigure {
  readonly html: string;
  /** What was said of the picture there. */
  readonly figure?: Pick<NewFile, 'alt' | 'caption' | 'credit' | 'width' | 'height'>;
}

/** Courant shows the lead picture by itself, so it goes from the top of the text, and its words go with it. */
export function withoutLeadFigure(html: string, picture: string | undefined): LeadFigure {
  const [whole = '', inFigure, inside = '', inParagraph, alone] = FIGURE.exec(html) ?? [];
  const img = inFigure ?? inParagraph ?? alone ?? '';
  const attribute = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(img)?.[1];
  const url = picture && httpUrl(picture);
  if (whole === '' || url === undefined || attribute('src') !== url.replace(/&/g, '&amp;')) return { html };
  const [credit = ''] = /<small>[^<>]*<\/small>\s*$/.exec(inside) ?? [];
  const said = {
    alt: textOf(attribute('alt') ?? ''),
    caption: textOf(inside.slice(0, inside.length - credit.length)),
    credit: textOf(credit),
    width: Number(attribute('width') ?? 0),
    height: Number(attribute('height') ?? 0),
  };
  const figure = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== '' && value !== 0));
  return { html: html.slice(whole.length), figure };
}

const FIGURE =
  /^(?:<figure>\s*(<img\b[^<>]*>)\s*(?:<figcaption>((?:(?!<\/figcaption>).)*)<\/figcaption>)?\s*<\/figure>|<p>\s*(<img\b[^<>]*>)\s*<\/p>|(<img\b[^<>]*>)(?=\s*<(?:p|h\d|div|ul|ol)\b))\s*/s;
