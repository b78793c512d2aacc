// Template tags of other programs that have a line to themselves and say nothing that would be lost: read as what they stand for.

import type { StateBlock, StateInline } from 'markdown-it';
import { oneLine } from '../model/text.ts';
import type { Spend } from './allowed-html.ts';
import { argumentsIn, isTableOfContents, pageShown, pictureShown, type TagArguments } from './tag-meanings.ts';

/** How deep the blocks are in which tags are read, how many tokens were looked at, and how much code of HTML is open. */
export const newTagState = () => ({ level: 0, seen: 0, openCode: 0 });

type TagState = ReturnType<typeof newTagState>;
type Tag = NonNullable<ReturnType<typeof tagOn>>;

/** A token that shows nothing: its content is a tag that was read, its info what as. */
export const TAG_READ = 'template_tag';
/** The info of tokens in which no tag is one. */
export const RAW = 'raw';
/** The info of a piece of text that is a tag. */
export const AS_WRITTEN = 'tag as written';

interface Meaning {
  readonly as: string;
  /** What the tag stands for by itself; undefined if it reaches to its end. */
  readonly markdown?: string;
  /** Of what stands before its end. */
  readonly title?: string | undefined;
}

/** A rule for markdown-it's blocks. */
export function templateTag(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const tags = state.env.tags as TagState;
  const isContents = CONTENTS.test(lineAt(state, start)) && /^\{:\s*toc\b[^{}]*\}\s*$/.test(lineAt(state, start + 1));
  const tag = tagOn(isContents ? '[[toc]]' : lineAt(state, start));
  const meaning = tag && !tag.isEnd && meaningOf(tag);
  if (!meaning || isInHtmlCode(state) || (silent && isInSpan(state, start))) return false;
  const { as, markdown, title } = meaning;
  const isAnywhere = as === LOOKS || (as === 'code' && tags.level >= 0);
  if (state.level !== tags.level && !isAnywhere) return false;
  const isSingle = markdown !== undefined;
  const last = isSingle ? start + Number(isContents) : lineOfEnd(state, tag, start + 1, end);
  if (last === undefined) return false;
  if (isSingle && as !== LOOKS && (silent || (last + 1 < end && !state.isEmpty(last + 1)))) return false;
  if (silent) return true;
  const map = [start, last + 1];
  const content = isContents ? lineAt(state, last).trim() : tag.text;
  Object.assign(state.push(TAG_READ, '', 0), { content, info: as, map, hidden: true });
  if (as === 'code') {
    const code = state.getLines(start + 1, last, state.sCount[start] ?? 0, true);
    Object.assign(state.push('fence', 'code', 0), { content: code.replace(RAW_TAG, ''), map });
  } else if (isSingle) pushParagraph(state, markdown, start);
  else {
    if (as === 'a note') state.push('blockquote_open', 'blockquote', 1);
    const heading = title?.trim();
    if (heading) pushParagraph(state, `**${escaped(heading)}**`, start);
    const { lineMax, tokens } = state;
    const [level, first] = [tags.level, tokens.length];
    tags.level = as === AS_IT_IS ? -1 : state.level;
    state.lineMax = last;
    state.md.block.tokenize(state, start + 1, last);
    state.lineMax = lineMax;
    tags.level = level;
    if (as === AS_IT_IS) for (const token of tokens.slice(first)) token.info = RAW;
    if (as === 'a note') state.push('blockquote_close', 'blockquote', -1);
  }
  state.line = last + 1;
  return true;
}

const AS_IT_IS = 'text that stays as it is';
/** In code of Liquid; it shows nothing. */
const RAW_TAG = /\{%-? ?(?:end)?raw ?-?%\}\n?/g;
const LOOKS = 'looks that feeds do not have';
const LOOK = String.raw`(?:\.[\w.-]+|(?:class|style|width|height|w|h|align|target|rel|loading|rules|data-\w+)="[^"{}\n]{0,300}")`;
const ATTRIBUTES = new RegExp(String.raw`\{:\s{0,9}${LOOK}(?:\s+${LOOK})*\s{0,9}\}`, 'y');

/** A rule for markdown-it's blocks: `<div markdown="1">`, below which kramdown reads Markdown. */
export function markdownInHtml(state: StateBlock, start: number, _end: number, silent: boolean): boolean {
  const text = lineAt(state, start);
  if (text.length > LONGEST || !/\smarkdown=["']?(?:1|block)\b/.test(text) || !/^<[a-z]+\s[^<>]*>\s*$/i.test(text))
    return false;
  if (silent) return true;
  state.line = start + 1;
  Object.assign(state.push('html_block', '', 0), { content: `${text}\n`, map: [start, state.line] });
  return true;
}

/** A rule for markdown-it's lines: attributes of what stands before them, as kramdown reads them: `![a](b.png){: .wide}`. */
export function attributeList(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src[pos] !== '{' || src[pos + 1] !== ':' || !/[)\]`*_]/.test(src[pos - 1] ?? '')) return false;
  ATTRIBUTES.lastIndex = pos;
  const text = ATTRIBUTES.exec(src)?.[0];
  if (text === undefined || pos + text.length > posMax) return false;
  if (!silent) Object.assign(state.push(TAG_READ, '', 0), { content: text, info: LOOKS, hidden: true });
  state.pos += text.length;
  return true;
}

/** A rule for markdown-it's lines: a tag that is not read stays as it is written, whatever marks and addresses it holds. */
export function unreadTag(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src[pos] !== '{') return false;
  UNREAD.lastIndex = pos;
  const text = UNREAD.exec(src)?.[0];
  if (text === undefined || pos + text.length > posMax) return false;
  if (!silent) Object.assign(state.push('text_special', '', 0), { content: text, markup: text, info: AS_WRITTEN });
  state.pos += text.length;
  return true;
}

/** But for `{{<img src="a.png">}}`, in which there is a picture. */
const UNREAD = /\{\{(?!<img\s)[^{}\n]{0,300}\}\}|\{%[^%\n]{0,300}%\}/y;

function pushParagraph(state: StateBlock, content: string, line: number): void {
  if (content === '') return;
  const map: [number, number] = [line, line + 1];
  state.push('paragraph_open', 'p', 1).map = map;
  Object.assign(state.push('inline', '', 0), { content, map, children: [] });
  state.push('paragraph_close', 'p', -1);
}

/** As Markdown that means nothing else: a backslash before a bracket could begin a formula. */
export const escaped = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};`);

const lineAt = ({ src, bMarks, tShift, eMarks }: StateBlock, line: number): string =>
  src.slice((bMarks[line] ?? 0) + (tShift[line] ?? 0), eMarks[line]);

const LONGEST = 500;
/** What kramdown puts a table of contents in the place of. */
const CONTENTS = /^(?:[*+-]|1\.)\s+\S{1,40}\s*$/;
const CONTAINER = /^(:{3,9})\s*(?:([a-z]+)(?:\[([^[\]]*)\]|\s+([^\s{[].*))?)?$/i;

/**
 * The tag that a line is, or the end of one, with its arguments as they are written: `{{< note >}}`, `{% endnote %}`,
 * `:::note[Title]`, `[[toc]]`. `form` is what its end begins with too.
 */
function tagOn(line: string) {
  if (!/^(?:\{[{%:]|:::|\[)/.test(line) || line.length > LONGEST) return undefined;
  const text = line.trimEnd();
  if (/^\[\[_?toc_?\]\]$/i.test(text)) return { text, form: '[', isEnd: false, name: 'toc', given: '' };
  ATTRIBUTES.lastIndex = 0;
  if (ATTRIBUTES.exec(text)?.[0] === text) return { text, form: '{:', isEnd: false, name: '', given: '' };
  const [, colons, kind = '', bracketed, title = bracketed ?? ''] = CONTAINER.exec(text) ?? [];
  if (colons) return { text, form: colons, isEnd: kind === '', name: kind.toLowerCase(), given: title };
  const [, inHugo, inside = inHugo ?? ''] = /^\{(?:\{[<%](.*)[>%]\}|%-?(.*?)-?%)\}$/.exec(text) ?? [];
  const [, end, name, given = ''] = /^(\/\s*|end)?([a-z]\w*(?:-\w+)*)((?:\s[^{}<>%]*)?)$/i.exec(inside.trim()) ?? [];
  return name ? { text, form: text.slice(0, 2), isEnd: end !== undefined, name: name.toLowerCase(), given } : undefined;
}

const KIND = /^(?:caution|danger|details|error|hint|important|info|note|question|success|tip|warning)$/;
/** What a caption that is no plain text has. */
const MARKS = /\]\(|[`*]|&#?\w+;|https?:/;
/** Pages of which nobody doubts that they are meant. */
const PAGE =
  /^https:\/\/(?:www\.youtube\.com\/watch\?v=[\w-]{11}|vimeo\.com\/\d+|gist\.github\.com\/[\w-]+\/[\da-f]{5,40}|twitter\.com\/\w+\/status\/\d+)$/;
/** Arguments that say how something looks: words are none. */
const LOOK_GIVEN =
  /^(?:color|open|[a-z-]*(?:align|border|class|height|loading|size|style|width))=[!-~]*$|^(?:border|class|icon)=|^style=.*:/;
/** The arguments of a notice that have no name: its kind, its title, and whether it is open. */
const NOTICE = /^[a-z-]*(?:\n(?!(?:true|false)(?:\n|$)).*(?:\n(?:true|false))?)?$/;

/** The Markdown of a tag, or what it makes of the text up to its end; undefined if anything it says would be lost. */
function meaningOf({ form, name, given }: Tag): Meaning | undefined {
  const isKind = KIND.test(name);
  if (form.startsWith(':')) return isKind ? { as: 'a note', title: given || capitalized(name) } : undefined;
  if (name === 'highlight') return { as: 'code' };
  if (given === '') {
    if (form === '{:') return { as: LOOKS, markdown: '' };
    if (name === 'raw') return { as: AS_IT_IS };
    if (/^(?:lead|center)$/.test(name)) return { as: 'a paragraph' };
    if (isTableOfContents(name)) return { as: 'a table of contents', markdown: '' };
  }
  const said = argumentsIn(given);
  if (isKind || /^(?:admonition|alert|callout|notice)$/.test(name)) {
    const [word = '', second, open] = said.positional;
    const { title = second, type = isKind ? name : KIND.test(word) ? word : '' } = said.named;
    const isPlain = !(isKind && word) && NOTICE.test(said.positional.join('\n')) && !(title && /\s/.test(type));
    const isNote = isPlain && isAllIn([word, title, type, open], said);
    return isNote ? { as: 'a note', title: title ?? capitalized(type) } : undefined;
  }
  const page = pageShown(name, said);
  if (page) {
    const parts = page.split(/[/=]/);
    const isWhole = PAGE.test(page) && isAllIn([...parts, parts.slice(-2).join('/')], said);
    return isWhole ? { as: 'a link', markdown: `<${page}>` } : undefined;
  }
  const picture = form === '{{' ? pictureShown(name, said) : undefined;
  if (!picture) return undefined;
  const { src, alt, caption } = picture;
  if (MARKS.test(caption) || !isAllIn([src, alt, caption], said)) return undefined;
  return { as: 'a picture', markdown: `![${escaped(alt || caption)}](<${src}>${caption && ` "${escaped(caption)}"`})` };
}

/** Whether something shows all that a tag says, but for how it looks. */
function isAllIn(shown: readonly (string | undefined)[], { named, positional }: TagArguments): boolean {
  const isShown = (value = '') => value === '' || shown.some((each = '') => oneLine(each) === oneLine(value));
  return (
    positional.every(isShown) &&
    Object.entries(named).every(([key, value]) => LOOK_GIVEN.test(`${key}=${value}`) || isShown(value))
  );
}

const capitalized = (word: string): string => word.replace(/^./, (letter) => letter.toUpperCase());

/** Whether code or HTML may be open in the paragraph that a line would end. */
function isInSpan({ src, bMarks, env, line }: StateBlock, end: number): boolean {
  const [from = 0, to] = [bMarks[line], bMarks[end] ?? 0];
  (env.spend as Spend)((to - from) / 512);
  return /[`<]/.test(src.slice(from, to));
}

const HTML_CODE = /<(\/?)(?:code|pre|script|style|textarea)\b/gi;

/** The line at which a tag ends; undefined if it does not, or if that is in doubt. */
function lineOfEnd(state: StateBlock, { form, name }: Tag, from: number, end: number): number | undefined {
  const isCode = name === 'highlight';
  let fence = '';
  for (let line = from; line < end; line++) {
    (state.env.spend as Spend)(1);
    const text = lineAt(state, line);
    if (text !== '' && (state.sCount[line] ?? 0) < state.blkIndent) return undefined;
    if (!isCode && (state.sCount[line] ?? 0) - state.blkIndent > 3) continue; // code
    const [marks, info = ''] = (!isCode && /^(?:(`{3,}|~{3,})(.*))?/.exec(text)?.slice(1)) || [];
    if (marks && fence === '') fence = marks;
    else if (marks?.startsWith(fence) && info.trim() === '') fence = '';
    if (fence !== '') continue;
    if (!isCode && (text.search(HTML_CODE) >= 0 || text.includes('<!--'))) return undefined;
    const other = tagOn(text);
    if (other?.form === form && (other.name === name || form.startsWith(':'))) return other.isEnd ? line : undefined;
  }
  return undefined;
}

/** Whether an element of code is open that has empty lines in it. */
function isInHtmlCode({ env, tokens }: StateBlock): boolean {
  const tags = env.tags as TagState;
  for (const { type, content } of tokens.slice(tags.seen))
    for (const [, slash] of type === 'html_block' ? content.matchAll(HTML_CODE) : [])
      tags.openCode = Math.max(0, tags.openCode + (slash ? -1 : 1));
  tags.seen = tokens.length;
  return tags.openCode > 0;
}
