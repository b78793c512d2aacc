// The body of an old article in HTML as Markdown, made clean first as it would be when it is published.

import { addressOf } from '../../../content/addresses.ts';
import { renderBody } from '../../../content/body.ts';
import { cleanHtml } from '../../../content/clean-html.ts';
import type { Rewrite } from '../../../content/element.ts';
import { placesIn } from '../../../content/places.ts';
import { escapeHtml } from '../../../model/text.ts';
import { type Wording, wording } from '../../../model/wording.ts';
import { markdownOf } from '../markdown.ts';
import { placed } from './template-tags.ts';

/**
 * The HTML as Markdown with its comments for the writer, and what is left out of it: the first of each kind, with its
 * line in the file whose body was this source.
 */
export function markdownOfHtml(html: string, source: string, bodyLine: number) {
  const comments: string[] = [];
  const lost = new Map<string, { readonly line: number; readonly message: string }>();
  const { ofText } = placesIn(source, bodyLine);
  const tell = (kind: string, text: string, { message }: Wording) =>
    lost.has(kind) || lost.set(kind, { line: ofText(text, 0).line, message });
  const rewrite: Rewrite = (written) => {
    const address = addressOf(written, '');
    if (address.kind === 'none' && address.scheme)
      tell(address.scheme, written, wording('html-dropped/address', address.scheme));
    return address.kind === 'absolute' ? address.url : address.kind === 'local' ? address.reference : undefined;
  };
  const marked = html.replace(COMMENT, (comment) => `\uE000${comments.push(comment) - 1}\uE001`);
  let clean: string;
  try {
    clean = cleanHtml(marked, rewrite, undefined, (loss, name, tag, text) =>
      tell(`${loss} ${name}`, tag, wording(`html-dropped/${loss}`, name, text)),
    );
  } catch {
    clean = `<p>${escapeHtml(marked)}</p>`; // made to exhaust the parser
    tell('flat', '', wording('body-flat'));
  }
  const body = markdownOf(clean).replace(/\uE000(\d+)\uE001/g, (mark, index, at: number, all: string) =>
    placed(comments[index] ?? mark, all.slice(0, at), all.slice(at + mark.length)),
  );
  return { body, lost: [...lost.values()] };
}

/** A template tag that is left to the writer, and the end of the summary. */
const COMMENT = /<!--(?: \{(?:(?!<!--|-->)[\s\S])*\} |\s*more\s*)-->/g;

/** Markdown within HTML, its addresses as they are written. */
export function htmlOf(markdown: string): string {
  const resolve = (reference: string) => ({ kind: 'url', url: SOMEWHERE + reference }) as const;
  const { html } = renderBody(markdown, { path: '', bodyLine: 1, permalink: '', resolve });
  return html.replaceAll(SOMEWHERE, '').replace(/^<p>([\s\S]*)<\/p>\s*$/, '$1');
}

const SOMEWHERE = 'https://somewhere.invalid/';
