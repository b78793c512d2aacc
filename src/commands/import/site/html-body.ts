// The body of an old article in HTML as Markdown, made clean first as it would be when it is published.

import { addressOf } from '../../../content/addresses.ts';
import { renderBody } from '../../../content/body.ts';
import { cleanHtml } from '../../../content/clean-html.ts';
import type { Rewrite } from '../../../content/element.ts';
import { escapeHtml } from '../../../documents/content.ts';
import { type Wording, wording } from '../../../model/wording.ts';
import { markdownOf } from '../markdown.ts';
import { placed } from './template-tags.ts';

/** What is left out: in words, and as it begins in the HTML. */
export interface Lost {
  readonly text: string;
  readonly words: Wording;
}

/** The HTML as Markdown with its comments for the writer, and the first of each kind of what is left out. */
export function markdownOfHtml(html: string): { readonly body: string; readonly lost: readonly Lost[] } {
  const comments: string[] = [];
  const lost = new Map<string, Lost>();
  const tell = (text: string, words: Wording) => lost.has(words.message) || lost.set(words.message, { text, words });
  const rewrite: Rewrite = (written) => {
    const address = addressOf(written, '');
    if (address.kind === 'none' && address.scheme) tell(written, wording('html-dropped/address', address.scheme));
    return address.kind === 'absolute' ? address.url : address.kind === 'local' ? address.reference : undefined;
  };
  const marked = html.replace(COMMENT, (comment) => `\uE000${comments.push(comment) - 1}\uE001`);
  let clean: string;
  try {
    clean = cleanHtml(marked, rewrite, undefined, (loss, name, tag, text) =>
      tell(tag, wording(`html-dropped/${loss}`, name, text)),
    );
  } catch {
    clean = `<p>${escapeHtml(marked)}</p>`; // made to exhaust the parser
    tell('', wording('body-flat'));
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
