// The HTML of Markdown's tokens: clean by the way it is written, with the addresses that are published.

import type { MarkdownIt, Token } from 'markdown-it';
import { type Attributes, escapeText, NO_TAGS, type Rewrite, type Tags, tagsOf } from './element.ts';

export interface Published {
  /** What a fragment alone is meant on; absolute. */
  readonly permalink: string;
  readonly rewrite: Rewrite;
}

/** What a document's rules share. */
interface Shared {
  readonly published: Published;
  /** The links that are open. */
  readonly open: Tags[];
}

/** Gives markdown-it rules that write what an article may hold: no classes, no styles, no address as it was written. */
export function writeAsPublished(md: MarkdownIt): void {
  const { rules } = md.renderer;
  const code = (tokens: Token[], index: number) => `<pre><code>${contentOf(tokens, index)}</code></pre>\n`;
  rules.text = contentOf;
  rules.code_inline = (tokens, index) => `<code>${contentOf(tokens, index)}</code>`;
  rules.code_block = code;
  rules.fence = code;
  rules.tex_block = (tokens, index) => `<p>${contentOf(tokens, index)}</p>\n`;
  rules.image = (tokens, index, options, env, self) => {
    const { attrs, children } = tokens[index] as Token;
    const alt = self.renderInlineAsText(children ?? [], options, env);
    const { open, close } = tagsOf('img', { ...namedIn(attrs), alt }, sharedIn(env).published.rewrite);
    return open + close;
  };
  rules.link_open = (tokens, index, _options, env) => {
    const { open, published } = sharedIn(env);
    const tags = tagsOf('a', attributesOf(tokens, index), published.rewrite);
    open.push(tags);
    return tags.open;
  };
  rules.link_close = (_tokens, _index, _options, env) => (sharedIn(env).open.pop() ?? NO_TAGS).close;
  const cell = (tokens: Token[], index: number) => {
    const { tag, attrs } = tokens[index] as Token;
    return attrs ? tagsOf(tag, attributesOf(tokens, index), () => undefined).open : `<${tag}>`;
  };
  rules.th_open = cell;
  rules.td_open = cell;
  const here = (env: unknown, fragment: string) => `${escapeText(sharedIn(env).published.permalink)}#${fragment}`;
  rules.footnote_ref = (tokens, index, _options, env) => {
    const { note, mark } = numbersOf(tokens, index);
    return `<sup><a id="fnref${mark}" href="${here(env, `fn${note}`)}">[${note}]</a></sup>`;
  };
  rules.footnote_block_open = () => '<hr />\n<section>\n<ol>\n';
  rules.footnote_open = (tokens, index) => `<li id="fn${numbersOf(tokens, index).mark}">`;
  rules.footnote_anchor = (tokens, index, _options, env) =>
    ` <a href="${here(env, `fnref${numbersOf(tokens, index).mark}`)}">\u21a9\uFE0E</a>`;
}

const contentOf = (tokens: Token[], index: number): string => escapeText(tokens[index]?.content ?? '');

const attributesOf = (tokens: Token[], index: number): Attributes => namedIn(tokens[index]?.attrs);

const namedIn = (attrs: Token['attrs'] | undefined): Attributes =>
  Object.fromEntries((attrs ?? []).map(([name, value]) => [name, String(value)]));

const sharedIn = (env: unknown): Shared => env as Shared;

/** The number of a note, and that of one of its marks: the second of note 1 is `1:1`. */
function numbersOf(tokens: Token[], index: number): { readonly note: number; readonly mark: string } {
  const { id, subId } = (tokens[index] as Token).meta as { id: number; subId?: number };
  return { note: id + 1, mark: subId ? `${id + 1}:${subId}` : String(id + 1) };
}
