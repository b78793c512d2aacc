// What writers know of other programs' Markdown: tasks, names of headings, notes, pictures with a caption.

import type { StateCore, Token } from 'markdown-it';
import { slugOf } from '../model/slug.ts';
import type { Spend } from './work.ts';

/** `- [x] done` as `☑ done`: readers drop form controls. */
export function showTasks({ tokens }: StateCore): void {
  tokens.forEach((token, index) => {
    const text = token.type === 'inline' && tokens[index - 2]?.type === 'list_item_open' && token.children?.[0];
    if (text && text.type === 'text') {
      text.content = text.content.replace(/^\[([ xX])\](?=\s)/, (_, mark) => (mark === ' ' ? '☐' : '☑'));
    }
  });
}

/** `## Results {#results}`, as kramdown, Hugo and Pandoc write it. */
const OWN_ID = /\s*\{:?\s*#([\p{L}\p{N}_.:-]{1,200})\s*\}\s*$/u;

/** A heading can be linked to by the name it is given, or by its words: `## How it went` as `#how-it-went`. */
export function nameHeadings({ env, tokens }: StateCore): void {
  const counts = new Map<string, number>();
  tokens.forEach((token, index) => {
    const words = token.type === 'heading_open' && tokens[index + 1]?.children;
    if (!words) return;
    const last = words.at(-1);
    const own = last?.type === 'text' ? OWN_ID.exec(last.content) : null;
    if (own && last) last.content = last.content.slice(0, own.index);
    const text = words.map(({ type, content }) => (/^(text|code_inline)/.test(type) ? content : '')).join('');
    (env.spend as Spend)(text.length / 8);
    const name = own?.[1] ?? slugOf(text);
    let id = name;
    for (let count = counts.get(name) ?? 0; counts.has(id); id = `${name}-${count}`) counts.set(name, ++count);
    if (!counts.has(id)) counts.set(id, 1);
    token.attrSet('id', id);
  });
}

const NOTE = /^\[!([a-z]{2,20})\][+-]?[ \t]*(.*)$/i;

/** `> [!NOTE]`, as GitHub and Obsidian write it: a quotation that begins with the note's kind or title. */
export function markNotes({ Token, tokens }: StateCore): void {
  tokens.forEach(({ type, children }, index) => {
    const first = type === 'inline' && tokens[index - 2]?.type === 'blockquote_open' ? children?.[0] : undefined;
    const [marker, kind = '', title] = NOTE.exec(first?.type === 'text' ? first.content : '') ?? [];
    if (!children || !first || marker === undefined) return;
    first.content = title || kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
    children.splice(0, 1, new Token('strong_open', 'strong', 1), first, new Token('strong_close', 'strong', -1));
    const next = children[3];
    if (next?.type === 'softbreak') next.type = 'hardbreak';
  });
}

/** `![alt](a.jpg "title")` alone in its paragraph: a picture with its caption. */
export function showFigures({ Token, tokens }: StateCore): void {
  tokens.forEach(({ type, children }, index) => {
    const [open, close] = [tokens[index - 1], tokens[index + 1]];
    const image = type === 'inline' && children?.length === 1 ? children[0] : undefined;
    if (!children || image?.type !== 'image' || open?.type !== 'paragraph_open' || !close || open.hidden) return;
    const caption = String(image.attrGet('title') ?? '').trim();
    if (!caption) return;
    image.attrs = image.attrs?.filter(([name]) => name !== 'title') ?? null;
    open.tag = 'figure';
    close.tag = 'figure';
    const text: Token = new Token('text_special', '', 0); // a caption stays as it is written
    text.content = caption;
    children.push(new Token('figcaption_open', 'figcaption', 1), text, new Token('figcaption_close', 'figcaption', -1));
  });
}
