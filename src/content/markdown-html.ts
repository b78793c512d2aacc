// The HTML of Markdown's tokens: what writers know of other dialects, and tags that are clean by the way they are written.

import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { slugOf } from '../model/slug.ts';
import type { Attributes, Spend } from './allowed-html.ts';
import { escapeText, NO_TAGS, type Rewrite, type Tags, tagsOf } from './element.ts';

export interface Published {
  /** What a fragment alone is meant on; absolute. */
  readonly permalink: string;
  readonly rewrite: Rewrite;
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
    const alt = self.renderInlineAsText(tokens[index]?.children ?? [], options, env);
    const { open, close } = tagsOf('img', { ...attributesOf(tokens, index), alt }, sharedIn(env).published.rewrite);
    return open + close;
  };
  rules.link_open = (tokens, index, _options, env) => {
    const { open, published } = sharedIn(env);
    const tags = tagsOf('a', attributesOf(tokens, index), published.rewrite);
    open.push(tags);
    return tags.open;
  };
  rules.link_close = (_tokens, _index, _options, env) => (sharedIn(env).open.pop() ?? NO_TAGS).close;
  const cell = (tokens: Token[], index: number) =>
    tagsOf(tokens[index]?.tag ?? '', attributesOf(tokens, index), () => undefined).open;
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

const attributesOf = (tokens: Token[], index: number): Attributes =>
  Object.fromEntries((tokens[index]?.attrs ?? []).map(([name, value]) => [name, String(value)]));

/** What a document's rules share; `open` are the links that are open. */
const sharedIn = (env: unknown) => env as { readonly published: Published; readonly open: Tags[] };

/** The number of a note, and that of one of its marks: the second of note 1 is `1:1`. */
function numbersOf(tokens: Token[], index: number): { readonly note: number; readonly mark: string } {
  const { id, subId } = (tokens[index] as Token).meta as { id: number; subId?: number };
  return { note: id + 1, mark: subId ? `${id + 1}:${subId}` : String(id + 1) };
}

/** What writers know of other dialects, told by where a line of text stands. */
export function readDialects({ env, Token, tokens }: StateCore): void {
  const counts = new Map<string, number>();
  for (const [index, { type, children }] of tokens.entries()) {
    if (type !== 'inline' || !children) continue;
    const [block, open, close] = [tokens[index - 2], tokens[index - 1], tokens[index + 1]];
    if (block?.type === 'list_item_open') showTask(children[0]);
    if (open?.type === 'heading_open') open.attrSet('id', idOf(children, counts, env.spend as Spend));
    if (block?.type === 'blockquote_open') markNote(children, Token);
    if (open?.type === 'paragraph_open' && close && !open.hidden) showFigure(open, children, close, Token);
  }
}

/** `- [x] done` as `☑ done`: readers drop form controls. */
function showTask(text: Token | undefined): void {
  if (text?.type !== 'text') return;
  text.content = text.content.replace(/^\[([ xX])\](?=\s)/, (_, mark) => (mark === ' ' ? '☐' : '☑'));
}

/** `## Results {#results}`, as kramdown, Hugo and Pandoc write it. */
const OWN_ID = /\{:?\s*#([\p{L}\p{N}_.:-]{1,200})\s*\}$/u;

/** A heading can be linked to by the name it is given, or by its words: `## How it went` as `#how-it-went`. */
function idOf(heading: readonly Token[], counts: Map<string, number>, spend: Spend): string {
  const last = heading.at(-1);
  const own = last?.type === 'text' ? OWN_ID.exec(last.content.trimEnd()) : null;
  if (own && last) last.content = last.content.slice(0, own.index).trimEnd();
  const text = heading.map(({ type, content }) => (/^(text|code_inline)/.test(type) ? content : '')).join('');
  spend(text.length / 8);
  const name = own?.[1] ?? slugOf(text);
  let id = name;
  for (let count = counts.get(name) ?? 0; counts.has(id); id = `${name}-${count}`) counts.set(name, ++count);
  if (!counts.has(id)) counts.set(id, 1);
  return id;
}

const NOTE = /^\[!([a-z]{2,20})\][+-]?[ \t]*(.*)$/i;

/** `> [!NOTE]`, as GitHub and Obsidian write it: a quotation that begins with the note's kind or title. */
function markNote(quote: Token[], Token: StateCore['Token']): void {
  const [first, next] = quote;
  const [marker, kind = '', title] = NOTE.exec(first?.type === 'text' ? first.content : '') ?? [];
  if (!first || marker === undefined) return;
  first.content = title || kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
  quote.splice(0, 1, new Token('strong_open', 'strong', 1), first, new Token('strong_close', 'strong', -1));
  if (next?.type === 'softbreak') next.type = 'hardbreak';
}

/** `![alt](a.jpg "title")` alone in its paragraph: a picture with its caption. */
function showFigure(open: Token, content: Token[], close: Token, Token: StateCore['Token']): void {
  const image = content.length === 1 && content[0]?.type === 'image' ? content[0] : undefined;
  const caption = String(image?.attrGet('title') ?? '').trim();
  if (!image || !caption) return;
  image.attrs = image.attrs?.filter(([name]) => name !== 'title') ?? null;
  open.tag = 'figure';
  close.tag = 'figure';
  const text = new Token('text_special', '', 0); // a caption stays as it is written
  text.content = caption;
  content.push(new Token('figcaption_open', 'figcaption', 1), text, new Token('figcaption_close', 'figcaption', -1));
}
