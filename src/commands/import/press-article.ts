// Press articles: plain text with a headline, labelled lines, section headings and lists, as agencies send it.

import type { Credit } from '../../model/article.ts';
import { namesIn } from './feed-values.ts';
import { escapeMarkdown } from './markdown.ts';

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

/** `By: Ann Example`; the head of a list may stand alone, with the items below it. */
const LABELS = {
  by: /^by:\s*(.*)$/i,
  published: /^published:\s*(.*)$/i,
  updated: /^updated:\s*(.*)$/i,
  source: /^source:\s*(.*)$/i,
  picture: /^(?:image|caption):\s*(.*)$|^(\S.*\s[-–—]\s+article image)$/i,
  categories: /^categories(?::\s*(.*))?$/i,
  tags: /^topics(?::\s*(.*))?$/i,
  related: /^related coverage(?::\s*(.*))?$/i,
};
type Label = keyof typeof LABELS;
const LISTS: readonly string[] = ['categories', 'tags', 'related'];

/** Lines of text without an empty one between them. */
interface Paragraph {
  readonly lines: string[];
  /** Whether a label comes next. */
  isLast?: boolean;
}

/** Reads a press article. Never throws: what has no place comes back with its line. */
export function parsePressArticle(text: string): PressArticle {
  const { values, paragraphs } = partsOf(text);
  const of = (label: Label): Value[] => {
    const all = (values.get(label) ?? []).filter(({ value }) => value !== '');
    return all.filter(({ value }, index) => all.findIndex((other) => other.value === value) === index);
  };
  const [[published, ...dates], [updated, ...updates], [source, ...sources]] = [
    of('published'),
    of('updated'),
    of('source'),
  ];
  const [alt, caption, ...captions] = of('picture');
  const title = headlineIn(paragraphs);
  const [first] = paragraphs;
  // A sentence between the headline and the first label.
  const standfirst = title !== undefined && first?.isLast ? paragraphs.shift()?.lines.join(' ') : undefined;
  const body = paragraphs.map((paragraph, index) => markdownIn(paragraph, paragraphs[index + 1])).join('\n\n');
  return {
    title,
    summary: body === '' ? undefined : standfirst,
    authors: of('by').flatMap(({ value }) => namesIn(value)),
    published: published?.value,
    updated: updated?.value,
    source: source && creditIn(source.value),
    picture: alt && { alt: alt.value, caption: caption?.value },
    categories: of('categories').flatMap(termsIn),
    tags: of('tags').flatMap(termsIn),
    related: of('related').map(({ value }) => value),
    // Items with empty lines between them are one list all the same.
    body: body === '' ? escapeMarkdown(standfirst ?? '') : body.replace(/^(- .*)\n\n(?=- )/gm, '$1\n'),
    unplaced: [...dates, ...updates, ...sources, ...captions].sort((a, b) => a.line - b.line),
  };
}

function partsOf(text: string): { values: ReadonlyMap<Label, Value[]>; paragraphs: Paragraph[] } {
  const values = new Map<Label, Value[]>();
  const paragraphs: Paragraph[] = [];
  let list: Label | undefined;
  let open: string[] | undefined;
  const add = (label: Label, value: string, line: number) =>
    values.set(label, [...(values.get(label) ?? []), { value, line }]);
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const content = line.replace(/[\u00A0\u202F\t]/g, ' ').trim();
    const labelled = labelsOf(content);
    const last = paragraphs.at(-1);
    if (labelled && last) last.isLast = true;
    for (const [label, value] of labelled ?? []) {
      list = LISTS.includes(label) ? label : undefined;
      add(label, value, index + 1);
    }
    if (labelled || content === '') open = undefined;
    else if (list) add(list, content.replace(BULLET, ''), index + 1);
    else if (open) open.push(content);
    else {
      open = [content];
      paragraphs.push({ lines: open });
    }
  }
  return { values, paragraphs };
}

/** The labels of a line, of which there may be several: `Published: Feb 27, 2026 | Updated: Feb 28, 2026`. */
function labelsOf(line: string): (readonly [Label, string])[] | undefined {
  const found = line.split(/ +\| +/).map((piece) => {
    for (const [label, pattern] of Object.entries(LABELS)) {
      const match = pattern.exec(piece);
      if (match) return [label as Label, match[1] ?? match[2] ?? ''] as const;
    }
    return undefined;
  });
  return found.includes(undefined) ? undefined : (found as (readonly [Label, string])[]);
}

/** Takes the headline out: the first line, unless that is a paragraph already. */
function headlineIn(paragraphs: Paragraph[]): string | undefined {
  const [first] = paragraphs;
  if (!first || (first.lines[0]?.length ?? 0) > 200) return undefined;
  const headline = first.lines.shift();
  if (first.lines.length === 0) paragraphs.shift();
  if (first.lines.length === 0 && first.isLast && paragraphs[0]) delete paragraphs[0].isLast;
  return headline;
}

/** A short line without an end is the heading of what stands below it. */
function markdownIn({ lines, isLast }: Paragraph, next: Paragraph | undefined): string {
  const [line = ''] = lines;
  const isShort = lines.length === 1 && line.length <= 120 && /^[\p{Lu}\p{Lo}\p{N}“"‘'¿¡]/u.test(line);
  if (isShort && next && !isLast && !BULLET.test(line) && !/[.,;:!…]["”’']?$/.test(line))
    return `## ${escapeMarkdown(line).replace(/#+$/, '\\$&')}`;
  const isList = lines.every((each) => BULLET.test(each));
  return lines
    .map((each) => (isList ? `- ${escapeMarkdown(each.replace(BULLET, ''))}` : escapeMarkdown(each)))
    .join('\n');
}

const BULLET = /^[-•*–‣·◦]\s+(?=\S)/;

const termsIn = ({ value }: Value): string[] =>
  value
    .split(/[,;|•·]/)
    .map((term) => term.trim())
    .filter((term) => term !== '');

/** The name in `The information in this article was sourced from Channel NewsAsia`. */
function creditIn(text: string): Credit {
  const words = text.replace(/^the information in this article was sourced from\s+/i, '').replace(/\.$/, '');
  const url = /https?:\/\/[^\s()<>]+/i.exec(words)?.[0] ?? '';
  if (!URL.canParse(url)) return { name: words };
  return { name: words.replace(url, '').replace(/[\s,:()[\]–—-]+$/, '') || new URL(url).hostname, url };
}
