// Typography: the quotes of each language, and dashes and ellipses as they are set.

import type { StateCore } from 'markdown-it';
import { TEMPLATE_TAG } from '../model/html-text.ts';
import { AS_WRITTEN } from './template-tags.ts';

/** Opening and closing, double and single, in markdown-it's order; French ones bring their spaces along. */
export type Quotes = readonly [string, string, string, string];

/** The quotes of a language, by its BCP 47 tag; English ones if it is not in the table. */
export function quotesOf(language: string): Quotes {
  const tag = language.toLowerCase();
  return QUOTES.get(tag) ?? QUOTES.get(tag.split('-')[0] ?? '') ?? ENGLISH;
}

const four = (marks: string): Quotes => [...marks] as unknown as Quotes;

const ENGLISH = four('“”‘’');
const QUOTES: ReadonlyMap<string, Quotes> = new Map([
  ...'bg cs de et hr is lt sk sl'.split(' ').map((tag) => [tag, four('„“‚‘')] as const),
  ...'hu pl ro sr'.split(' ').map((tag) => [tag, four('„”‚’')] as const),
  ...'fi sv'.split(' ').map((tag) => [tag, four('””’’')] as const),
  ...'be el es it ru uk'.split(' ').map((tag) => [tag, four('«»“”')] as const),
  ...'da nb nn no'.split(' ').map((tag) => [tag, four('«»‘’')] as const),
  ...'ja zh-hant zh-hk zh-tw'.split(' ').map((tag) => [tag, four('「」『』')] as const),
  ['fr', ['«\u202F', '\u202F»', '“', '”']],
  ['fr-ch', four('«»‹›')],
  ['de-ch', four('«»‹›')],
  ['pt', four('“”‘’')],
  ['pt-pt', four('«»“”')],
]);

/** Words in these stay as they are typed. */
const CODE = /^<(\/?)(?:code|kbd|pre|samp|tt|var|script|style)\b/i;

/**
 * `--` as –, `---` as —, `...` as …, in text that is no code, no bare address and no template tag; markdown-it's own
 * rule would make ± and © too.
 */
export function setDashes({ md, tokens }: StateCore): void {
  if (!md.options.typographer) return;
  for (const { children } of tokens) {
    let inside = 0; // elements of code and bare addresses that are open
    for (const [at, token] of (children ?? []).entries()) {
      if (token.type === 'html_inline') inside += stepOf(CODE.exec(token.content));
      if (token.info === 'auto') inside += token.nesting;
      if (token.type !== 'text') continue;
      const isBesideTag = children?.[at - 1]?.info === AS_WRITTEN || children?.[at + 1]?.info === AS_WRITTEN;
      // Neither our rule nor markdown-it's for quotes touches a special one.
      if (inside > 0 || isBesideTag || hasTemplateTag(token.content)) token.type = 'text_special';
      else if (/--|\.\.\./.test(token.content)) token.content = dashed(token.content);
    }
  }
}

/** Most texts have no bracket, and are decided at a tenth of the cost. */
export const hasTemplateTag = (text: string): boolean => /[{[]|:::/.test(text) && text.search(TEMPLATE_TAG) >= 0;

const stepOf = (tag: RegExpExecArray | null): number => (tag === null ? 0 : tag[1] === '' ? 1 : -1);

const dashed = (text: string): string =>
  text
    .replace(/(?<![.])\.{3}(?![.])/g, '…')
    .replace(/(?<!-)---(?!-)/g, '—')
    .replace(/(?<![-\S])--(?![-\S])|(?<=[^-\s])--(?=[^-\s])/g, '–');
