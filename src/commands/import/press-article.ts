// Press articles: plain text with a headline, labelled lines, section headings and lists, as agencies send it.

import { parseDate } from '../../content/dates-in.ts';
import type { Credit } from '../../model/article.ts';
import { namesIn } from './feed-values.ts';
import { escapeMarkdown } from './mend-html.ts';

export interface PressArticle {
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly authors: readonly string[];
  /** As it is written. */
  readonly published?: string | undefined;
  readonly updated?: string | undefined;
  readonly source?: Credit | undefined;
  /** What the pictures show; the text has no more of them. */
  readonly picture?: { readonly alt: string; readonly caption?: string | undefined } | undefined;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  /** Headlines. */
  readonly related: readonly string[];
  /** Markdown. */
  readonly body: string;
  /** Words that have no place in the article, with their line. */
  readonly unplaced: readonly Value[];
}

interface Value {
  readonly value: string;
  readonly line: number;
}

type ListName = 'categories' | 'tags' | 'related';
type Label = 'title' | 'summary' | 'by' | 'published' | 'updated' | 'source' | 'picture' | ListName;

/** `By: Ann Example`; of a list its head may stand alone, with the items below it. */
const LABELS: Readonly<Record<Label, string>> = {
  title: 'title|headline',
  summary: 'summary|standfirst',
  by: 'by|authors?',
  published: 'published(?: on)?|date',
  updated: '(?:last )?updated(?: on)?',
  source: 'sources?',
  picture: '(?:article )?(?:image|photo|picture)|caption',
  categories: 'categor(?:y|ies)',
  tags: 'topics?|tags?',
  related: 'related(?: coverage)?',
};
const LISTS: readonly ListName[] = ['categories', 'tags', 'related'];
const PATTERNS = Object.entries(LABELS).map(([label, names]) => {
  const isList = (LISTS as readonly string[]).includes(label);
  return [label as Label, new RegExp(`^(?:${names})\\s*(?:[:：]\\s*(.*)${isList ? '|' : ''})$`, 'i')] as const;
});

/** Lines of text without an empty one between them. */
interface TextPart {
  readonly lines: readonly string[];
  readonly line: number;
}

/** Reads a press article. Never throws: what has no place comes back with its line. */
export function parsePressArticle(text: string): PressArticle {
  const { labels, lists, texts, alone } = partsOf(text);
  const unplaced: Value[] = [];
  const one = (label: Label): string | undefined => {
    const [first, ...more] = (labels.get(label) ?? []).filter(({ value }) => value !== '');
    unplaced.push(...more.filter(({ value }) => value !== first?.value));
    return first?.value;
  };
  const title = one('title') ?? headlineIn(texts, alone);
  const standfirst = one('summary') ?? standfirstIn(texts, alone);
  const body = bodyOf(texts, alone);
  const [alt, caption, ...captions] = distinct(labels.get('picture') ?? []);
  unplaced.push(...captions);
  return {
    title,
    summary: body === '' ? undefined : standfirst,
    authors: distinct(labels.get('by') ?? []).flatMap(({ value }) => namesIn(value)),
    published: one('published'),
    updated: one('updated'),
    source: creditIn(one('source')),
    picture: alt && { alt: alt.value, caption: caption?.value },
    categories: lists.categories.flatMap(termsIn),
    tags: lists.tags.flatMap(termsIn),
    related: lists.related,
    body: body === '' ? escapeMarkdown(standfirst ?? '') : body,
    unplaced: unplaced.sort((a, b) => a.line - b.line),
  };
}

interface Parts {
  readonly labels: ReadonlyMap<Label, readonly Value[]>;
  readonly lists: Readonly<Record<ListName, string[]>>;
  readonly texts: TextPart[];
  /** Text parts with a label below them. */
  readonly alone: Set<TextPart>;
}

function partsOf(text: string): Parts {
  const labels = new Map<Label, Value[]>();
  const lists: Record<ListName, string[]> = { categories: [], tags: [], related: [] };
  const blocks: { lines: string[]; line: number; list?: ListName | undefined }[] = [];
  const alone = new Set<TextPart>();
  let list: ListName | undefined;
  let open: string[] | undefined;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const each = lines.flatMap((line, index) => piecesOf(line).map((content) => ({ content, line: index + 1 })));
  for (const { content, line } of each) {
    const [label, value] = labelOf(content) ?? [];
    const last = blocks.at(-1);
    if (label !== undefined && last) alone.add(last);
    if (content === '' || label !== undefined) open = undefined;
    if (label !== undefined) {
      const isList = label in lists;
      list = isList ? (label as ListName) : undefined;
      if (isList && value) lists[label as ListName].push(value);
      else if (!isList) labels.set(label, [...(labels.get(label) ?? []), { value: value ?? '', line }]);
    } else if (open) open.push(content);
    else if (content !== '') {
      open = [content];
      blocks.push({ lines: open, line, list });
    }
  }
  const texts = blocks.filter((block, index) => {
    const { list: name } = block;
    // A list ends where text begins again.
    if (!name || !isItem(block.lines, name) || isHeading(block, alone.has(block) ? undefined : blocks[index + 1]))
      return true;
    lists[name].push(...block.lines.map(withoutBullet));
    return false;
  });
  return { labels, lists, texts, alone };
}

/** A line, or the labelled parts of one: `Published: Feb 27, 2026 | Updated: Feb 28, 2026`. */
function piecesOf(line: string): string[] {
  const content = line.replace(/[\u00A0\u202F\t]/g, ' ').trim();
  const pieces = content.split(/ +\| +/);
  return pieces.every(labelOf) ? pieces : [content];
}

function labelOf(line: string): readonly [Label, string] | undefined {
  if (/\S\s+[-–—]\s+(?:article )?(?:image|photo|picture)$/i.test(line)) return ['picture', line];
  for (const [label, pattern] of PATTERNS) {
    const found = pattern.exec(line);
    if (found) return [label, found[1] ?? ''];
  }
  const name = /^By (\p{Lu}[^.!?]{1,80})$/u.exec(line)?.[1];
  if (name) return ['by', name];
  return parseDate(line, 'UTC') === undefined ? undefined : ['published', line];
}

const isItem = (lines: readonly string[], list: ListName): boolean =>
  lines.every((line) => line.length <= 160 && (list === 'related' || !/[.!?]$/.test(line)));

/** Takes the headline out of the texts: the first of them, unless that is a paragraph already. */
function headlineIn(texts: TextPart[], alone: Set<TextPart>): string | undefined {
  const [first] = texts;
  const [headline, ...rest] = first?.lines ?? [];
  if (!first || headline === undefined || headline.length > 200) return undefined;
  texts.shift();
  if (rest.length > 0) {
    const below = { lines: rest, line: first.line + 1 };
    if (alone.has(first)) alone.add(below);
    texts.unshift(below);
  }
  return headline;
}

/** Takes the standfirst out: one sentence that stands alone, with something else than a paragraph below it. */
function standfirstIn(texts: TextPart[], alone: ReadonlySet<TextPart>): string | undefined {
  const [first, second] = texts;
  const words = first?.lines.join(' ') ?? '';
  if (!first || isHeading(first, second) || !isParagraph(first.lines) || words.length > 500 || BULLET.test(words))
    return undefined;
  if (second && !alone.has(first) && !isHeading(second, texts[2])) return undefined;
  texts.shift();
  return words;
}

function bodyOf(texts: readonly TextPart[], alone: ReadonlySet<TextPart>): string {
  const blocks = texts.map((part, index) => {
    const { lines } = part;
    if (isHeading(part, alone.has(part) ? undefined : texts[index + 1]))
      return `## ${escapeMarkdown(lines[0] ?? '').replace(/#+$/, '\\$&')}`;
    return lines.map(lines.every((line) => BULLET.test(line)) ? listItem : escapeMarkdown).join('\n');
  });
  // Items with empty lines between them are one list all the same.
  return blocks.join('\n\n').replace(/^(- .*)\n\n(?=- )/gm, '$1\n');
}

/** A short line without an end, above a paragraph. */
function isHeading({ lines }: Pick<TextPart, 'lines'>, next: TextPart | undefined): boolean {
  const [line = ''] = lines;
  const isTitle =
    lines.length === 1 &&
    line.length <= 120 &&
    /^[\p{Lu}\p{Lo}\p{N}“"‘'¿¡]/u.test(line) &&
    !/[.,;:!…]["”’']?$/.test(line);
  return isTitle && next !== undefined && (isParagraph(next.lines) || BULLET.test(next.lines[0] ?? ''));
}

const isParagraph = (lines: readonly string[]): boolean =>
  lines.join(' ').length > 120 || /[.!?…]["”’')\]]*$/.test(lines.at(-1) ?? '');

const BULLET = /^(?:[-•*–‣·◦]|\d{1,3}[.)])\s+(?=\S)/;

const withoutBullet = (line: string): string => line.replace(BULLET, '');

const listItem = (line: string): string =>
  `${/^\d/.test(line) ? line.replace(/[.)].*$/s, '.') : '-'} ${escapeMarkdown(withoutBullet(line))}`;

const termsIn = (words: string): string[] =>
  words
    .split(/[,;|•·]/)
    .map((term) => term.trim())
    .filter((term) => term !== '');

const distinct = (values: readonly Value[]): Value[] =>
  values.filter(({ value }, index) => value !== '' && values.findIndex((other) => other.value === value) === index);

/** The name in `The information in this article was sourced from Channel NewsAsia`. */
function creditIn(text: string | undefined): Credit | undefined {
  const words = (text ?? '')
    .replace(/^(?:the )?(?:information|material|facts|reporting)\b.{0,60}?\b(?:sourced|taken) from\s+/i, '')
    .replace(/\.$/, '')
    .trim();
  const url = /https?:\/\/[^\s()<>]+/i.exec(words)?.[0];
  const name = words
    .replace(url ?? '', '')
    .replace(/[()<>[\]]/g, '')
    .replace(/[\s,:–—-]+$/, '')
    .trim();
  if (url === undefined || !URL.canParse(url)) return words === '' ? undefined : { name: words };
  return { name: name || new URL(url).hostname, url };
}
