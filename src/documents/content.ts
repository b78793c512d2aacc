// The content of an article in a feed: the lead picture, then the body, as HTML.

import type { PublicArticle } from '../model/article.ts';
import { firstParagraph } from '../model/html-text.ts';
import type { Image } from '../model/media.ts';
import { cutAtWord } from '../model/text.ts';

const SUMMARY_LENGTH = 300; // characters

/** The article's summary, or its first paragraph, cut at a word; nothing where it has neither. */
export function summaryOf(article: PublicArticle, body: string): string | undefined {
  if (article.summary !== undefined) return article.summary;
  const paragraph = firstParagraph(body);
  return paragraph ? cutAtWord(paragraph, SUMMARY_LENGTH) : undefined;
}

/** The figure, then the body; the body alone where it shows the picture already, or there is none. */
export function contentOf(article: PublicArticle, body: string): string {
  const { image } = article;
  if (!image || showsImage(article, body)) return body;
  return figureOf(image) + (body === '' ? '' : `\n${body}`);
}

/** Whether the body shows the lead picture itself, whatever query it gives a file of our own. */
export function showsImage({ image }: PublicArticle, body: string): boolean {
  if (image === undefined) return false;
  const url = escapeHtml(image.url);
  if (!body.includes(url)) return false;
  for (const [, src = ''] of body.matchAll(IMG_SRC)) {
    if (src === url || (image.path !== undefined && src.replace(/\?.*$/s, '') === url)) return true;
  }
  return false;
}

/** In clean HTML no value of an attribute holds `<`, `>` or `"`. */
const IMG_SRC = /<img (?:[^<>]*? )?src="([^"<>]*)"/g;

/** What stands for the content where a feed carries summaries only, or the body is empty. */
export function briefOf(article: PublicArticle, summary: string | undefined): string {
  const figure = article.image ? figureOf(article.image) : '';
  const paragraph = summary ? `<p>${escapeHtml(summary)}</p>` : '';
  return figure + paragraph || `<p>${escapeHtml(article.title)}</p>`;
}

/** Plain text as HTML. */
export const escapeHtml = (words: string): string => words.replace(/[&<>"]/g, (c) => REFERENCES[c] ?? c);

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function figureOf({ url, alt, width, height, caption, credit }: Image): string {
  const size = width && height ? ` width="${width}" height="${height}"` : '';
  const img = `<img src="${escapeHtml(url)}" alt="${escapeHtml(alt ?? '')}"${size} />`;
  const words = [caption && escapeHtml(caption), credit && `<small>${escapeHtml(credit)}</small>`].filter(Boolean);
  return `<figure>${img}${words.length ? `<figcaption>${words.join(' ')}</figcaption>` : ''}</figure>`;
}
