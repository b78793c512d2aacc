// Press articles: plain text with a headline, labelled lines, section headings and lists, in whatever order.

import type { Credit } from '../../model/article.ts';
import { namesIn } from './feed-values.ts';
import { escapeMarkdown } from './mend-html.ts';
import { type Label, type ListName, type Part, partsOf } from './press-parts.ts';

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
  readonly unplaced: readonly Unplaced[];
}

/** Words that have no place in the article. */
export interface Unplaced {
  readonly line: number;
  readonly words: string;
}

/** Reads a press article. Never throws: what has no place comes back with its line. */
export function parsePressArticle(text: string): PressArticle {
  const { labels, lists, texts } = sorted(partsOf(text));
  const unplaced: Unplaced[] = [];
  const one = (label: Label): string | undefined => {
    const [first, ...more] = (labels.get(label) ?? []).filter(({ value }) => value !== '');
    for (const { line, value } of more) if (value !== first?.value) unplaced.push({ line, words: value });
    return first?.value;
  };

  const title = one('title') ?? headlineIn(texts);
  const standfirst = one('summary') ?? standfirstIn(texts);
  const strays = texts.filter((part) => isStray(part, texts));
  for (const { line, lines } of strays) unplaced.push({ line, words: lines.join(' ') });
  const body = bodyOf(texts.filter((part) => !strays.includes(part)));
  const [alt, caption, ...captions] = distinct(labels.get('picture') ?? []);
  for (const { line, value } of captions) unplaced.push({ line, words: value });
  const { published, updated, rest } = datesIn(one('published'));
  if (rest !== undefined) unplaced.push({ line: labels.get('published')?.[0]?.line ?? 1, words: rest });
  return {
    title,
    summary: body === '' ? undefined : standfirst,
    authors: distinct(labels.get('by') ?? []).flatMap(({ value }) => namesIn(value)),
    published,
    updated: one('updated') ?? updated,
    source: creditIn(one('source')),
    picture: alt && { alt: alt.value, caption: caption?.value },
    categories: lists.categories.flatMap(termsIn),
    tags: lists.tags.flatMap(termsIn),
    related: lists.related,
    body: body === '' ? escapeMarkdown(standfirst ?? '') : body,
    unplaced: unplaced.sort((a, b) => a.line - b.line),
  };
}

type TextPart = Extract<Part, { kind: 'text' }> & {
  /** What comes after it in the file. */
  readonly next: Part | undefined;
  /** Whether it stands above the first paragraph. */
  readonly isEarly: boolean;
};

interface Value {
  readonly value: string;
  readonly line: number;
}

interface Sorted {
  readonly labels: ReadonlyMap<Label, readonly Value[]>;
  readonly lists: Readonly<Record<ListName, string[]>>;
  readonly texts: TextPart[];
}

function sorted(parts: readonly Part[]): Sorted {
  const labels = new Map<Label, Value[]>();
  const lists: Record<ListName, string[]> = { categories: [], tags: [], related: [] };
  const texts: TextPart[] = [];
  let list: ListName | undefined;
  parts.forEach((part, index) => {
    const next = parts[index + 1];
    if (part.kind === 'list') {
      list = part.label;
    } else if (part.kind === 'label') {
      list = undefined;
      if (part.label in lists) lists[part.label as ListName].push(part.value);
      else labels.set(part.label, [...(labels.get(part.label) ?? []), part]);
    } else if (list && isItem(part.lines, list) && !isHeading(part, next)) {
      lists[list].push(...part.lines.map(withoutBullet));
    } else {
      list = undefined;
      texts.push({ ...part, next, isEarly: !texts.some(({ lines }) => isParagraph(lines)) });
    }
  });
  return { labels, lists, texts };
}

const isItem = (lines: readonly string[], list: ListName): boolean =>
  lines.every((line) => line.length <= (list === 'related' ? 160 : 60) && (list === 'related' || !/[.!?]$/.test(line)));

/** Takes the headline out of the texts: the first of them, unless that is a paragraph already. */
function headlineIn(texts: TextPart[]): string | undefined {
  const [first] = texts;
  const [headline, ...rest] = first?.lines ?? [];
  if (!first || headline === undefined || headline.length > 200 || (headline.length > 120 && /\.$/.test(headline)))
    return undefined;
  if (rest.length > 0) texts[0] = { ...first, lines: rest, line: first.line + 1 };
  else texts.shift();
  return headline;
}

/** Takes the standfirst out: one paragraph that stands alone, with something else than a paragraph below it. */
function standfirstIn(texts: TextPart[]): string | undefined {
  const [first] = texts;
  if (!first || isHeading(first, first.next) || isStray(first, texts)) return undefined;
  const { next, lines } = first;
  const standsAlone = next?.kind !== 'text' || isHeading(next, texts[1]?.next);
  const words = lines.join(' ');
  if (!standsAlone || words.length > 500 || BULLET.test(words)) return undefined;
  texts.shift();
  return words;
}

/** A line such as `Reading time: 4 min` above the text. */
const isStray = ({ lines, isEarly, next }: TextPart, texts: readonly TextPart[]): boolean =>
  isEarly &&
  next !== undefined &&
  texts.length > 1 &&
  lines.length === 1 &&
  /^\p{Lu}[\p{L} ]{1,24}: \S.{0,80}$/u.test(lines[0] ?? '') &&
  !/[.!?]$/.test(lines[0] ?? '');

function bodyOf(texts: readonly TextPart[]): string {
  const blocks = texts.map((part) => {
    const { lines } = part;
    if (isHeading(part, part.next)) return `## ${escapeMarkdown(lines[0] ?? '').replace(/#+$/, '\\$&')}`;
    if (lines.every((line) => BULLET.test(line))) return lines.map(listItem).join('\n');
    return lines.map(escapeMarkdown).join('\n');
  });
  // Items with empty lines between them are one list all the same.
  return blocks.join('\n\n').replace(/^(- .*)\n\n(?=- )/gm, '$1\n');
}

/** A short line without an end, above a paragraph. */
function isHeading({ lines }: { readonly lines: readonly string[] }, next: Part | undefined): boolean {
  const [line = ''] = lines;
  const isTitle =
    lines.length === 1 &&
    line.length <= 120 &&
    /^[\p{Lu}\p{Lo}\p{N}“"‘'¿¡]/u.test(line) &&
    !/[.,;:!…]["”’']?$/.test(line);
  return isTitle && next?.kind === 'text' && (isParagraph(next.lines) || BULLET.test(next.lines[0] ?? ''));
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

function distinct(values: readonly Value[]): Value[] {
  const known = new Map(
    values
      .filter(({ value }) => value !== '')
      .reverse()
      .map((each) => [each.value, each]),
  );
  return [...known.values()].sort((a, b) => a.line - b.line);
}

/** `Feb 27, 2026, 8:49 AM EST | Updated: Feb 28, 2026`. */
function datesIn(text: string | undefined): { published?: string | undefined; updated?: string; rest?: string } {
  const [published, second, ...more] = (text ?? '').split(/\s*[|•·]\s*/);
  const updated = /^(?:last )?(?:updated|modified)(?: on)?:?\s*(.+)$/i.exec(second ?? '')?.[1];
  const rest = [updated === undefined ? second : undefined, ...more].filter(Boolean).join(' | ');
  return { published: published || undefined, ...(updated && { updated }), ...(rest && { rest }) };
}

/** The name in `The information in this article was sourced from Channel NewsAsia`. */
function creditIn(text: string | undefined): Credit | undefined {
  const words = (text ?? '')
    .replace(
      /^(?:the )?(?:information|material|facts|reporting)\b.{0,60}?\b(?:sourced|taken|obtained|gathered|drawn|adapted) from\s+/i,
      '',
    )
    .replace(
      /^(?:(?:originally )?(?:reported|published) (?:by|in)|(?:with )?(?:information|reporting|material) (?:from|by)|adapted from|via)\s+/i,
      '',
    )
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
