// The content of an article in a feed: the lead picture, then the body, as HTML.

import type { PublicArticle } from '../model/article.ts';
import { openingOf } from '../model/html-text.ts';
import { directionOf } from '../model/language.ts';
import type { Image } from '../model/media.ts';
import type { Site } from '../model/site.ts';
import { cutAtWord, escapeHtml } from '../model/text.ts';
import { localTimeOf } from '../model/time.ts';
import { phrasesOf } from './pages/phrases.ts';

const SUMMARY_LENGTH = 300; // characters

/** The article's summary, what stands before `<!--more-->`, or its first paragraph, cut at a word; undefined if there is none. */
export function summaryOf(article: PublicArticle, body: string): string | undefined {
  if (article.summary !== undefined) return article.summary;
  const opening = openingOf(body);
  return opening && (opening.isWhole ? opening.text : cutAtWord(opening.text, SUMMARY_LENGTH));
}

/**
 * The figure, then the body; the body alone if it shows the picture already, or there is none. Feeds say a language,
 * but no direction, so content in a language that is written from right to left says it itself.
 */
export function contentOf(article: PublicArticle, body: string, language = article.language): string {
  const { image } = article;
  const figure = image && !showsImage(article, body) ? figureOf(image) : '';
  const content = figure && body ? `${figure}\n${body}` : figure || body;
  return content && language && directionOf(language) === 'rtl' ? `<div dir="rtl">${content}</div>` : content;
}

/** Whether the body shows the lead picture itself, whatever query it gives a file of our own. */
export function showsImage({ image }: PublicArticle, body: string): boolean {
  if (image === undefined) return false;
  const url = escapeHtml(image.url);
  const isOurs = image.path !== undefined;
  const isShown = (src: string) => src === url || (isOurs && src.replace(/\?.*$/s, '') === url);
  return body.includes(url) && [...body.matchAll(IMG_SRC)].some(([, src = '']) => isShown(src));
}

/** In clean HTML no value of an attribute holds `<`, `>` or `"`. */
const IMG_SRC = /<img (?:[^<>]*? )?src="([^"<>]*)"/g;

/** The content if a feed carries summaries only, or the body is empty. */
function briefOf(article: PublicArticle, summary: string | undefined): string {
  const figure = article.image ? figureOf(article.image) : '';
  return figure + paragraphOf(summary) || `<p>${escapeHtml(article.title)}</p>`;
}

const paragraphOf = (summary: string | undefined): string => (summary ? `<p>${escapeHtml(summary)}</p>` : '');

/** What was corrected, as a reader of feeds sees it below the body. */
function correctionsOf({ timeZone }: Site, { corrections = [] }: PublicArticle, language: string): string {
  if (corrections.length === 0) return '';
  const { corrected, day } = phrasesOf(language);
  const paragraphs = corrections.map(({ at, text }) => {
    return `<p><strong>${escapeHtml(corrected(day(localTimeOf(at, timeZone))))}</strong> ${escapeHtml(text)}</p>`;
  });
  return paragraphs.join('\n');
}

function figureOf({ url, alt, width, height, caption, credit }: Image): string {
  const size = width && height ? ` width="${width}" height="${height}"` : '';
  const img = `<img src="${escapeHtml(url)}" alt="${escapeHtml(alt ?? '')}"${size} />`;
  const words = [caption && escapeHtml(caption), credit && `<small>${escapeHtml(credit)}</small>`].filter(Boolean);
  return `<figure>${img}${words.length ? `<figcaption>${words.join(' ')}</figcaption>` : ''}</figure>`;
}

export interface FeedItem {
  readonly article: PublicArticle;
  readonly summary?: string;
  /** HTML; undefined if the feed carries none. */
  readonly content?: string;
  /** HTML, never empty: JSON Feed needs it. */
  readonly contentForJson: string;
}

/** `body` is clean HTML. */
export function itemOf(site: Site, article: PublicArticle, body: string): FeedItem {
  const summary = summaryOf(article, body);
  const language = article.language ?? site.language;
  const corrections = correctionsOf(site, article, language);
  // Without a body the summary goes first: a reader that shows the content shows nothing else.
  const whole = corrections ? `${body || paragraphOf(summary)}\n${corrections}`.trimStart() : body;
  const content = site.feeds.content === 'full' ? contentOf(article, whole, language) : '';
  const contentForJson = content && whole ? content : briefOf(article, summary) + corrections;
  return { article, contentForJson, ...(summary !== undefined && { summary }), ...(content && { content }) };
}
