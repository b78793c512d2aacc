// What a person sees of HTML: its text, and its pictures.

import type { Item } from './reader.ts';

/** The text without tags, references read, white space as one space. Nothing where there is no text. */
export function textOf(html: string | null | undefined): string | undefined {
  const text = referencesRead((html ?? '').replace(/<[a-z/!][^>]*>/gi, ' '))
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text;
}

/** References as HTML reads them (https://html.spec.whatwg.org/#numeric-character-reference-end-state). */
export const referencesRead = (text: string, nul = '\uFFFD'): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (_, hex, decimal, name) =>
    name ? (NAMED[name] as string) : codePoint(hex ? Number.parseInt(hex, 16) : Number(decimal), nul),
  );

const codePoint = (code: number, nul: string): string => (code === 0 ? nul : String.fromCodePoint(code));

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The two fields of an item that its content gives. */
export function contentOf(html: string | null | undefined): Pick<Item, 'content' | 'pictures'> {
  const pictures = [...(html ?? '').matchAll(/<img[^>]* src="([^"]*)"/g)].map(([, url]) => textOf(url) as string);
  return { content: textOf(html), pictures };
}
