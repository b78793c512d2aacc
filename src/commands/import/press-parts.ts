// The parts of a press article in plain text: labelled lines, lists, captions of pictures, and the text itself.

import { parseDate } from '../../content/dates-in.ts';

export type Label = 'title' | 'summary' | 'by' | 'published' | 'updated' | 'source' | 'picture' | ListName;
export type ListName = 'categories' | 'tags' | 'related';

export type Part =
  /** `By: Ann Example`; a value may be missing. */
  | { readonly kind: 'label'; readonly label: Label; readonly value: string; readonly line: number }
  /** The line above a list: `Categories`. */
  | { readonly kind: 'list'; readonly label: ListName; readonly line: number }
  | { readonly kind: 'text'; readonly lines: readonly string[]; readonly line: number };

/** The parts in their order. Lines count from 1. */
export function partsOf(text: string): Part[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/[\u00A0\u202F\t]/g, ' ').trim());
  // Without empty lines each line is a paragraph.
  const isTight = !lines.some((line, index) => line === '' && lines.slice(index).some((later) => later !== ''));
  const parts: Part[] = [];
  let open: string[] | undefined;
  lines.forEach((content, index) => {
    const part = content === '' ? undefined : marked(content, index + 1, parts.length < 8);
    if (part) parts.push(part);
    if (content === '' || part) {
      open = undefined;
    } else if (open && !isTight) {
      open.push(content);
    } else {
      open = [content];
      parts.push({ kind: 'text', lines: open, line: index + 1 });
    }
  });
  return parts;
}

const LABELS: Readonly<Record<Label, string>> = {
  title: 'title|headline',
  summary: 'subtitle|sub-?headline|standfirst|summary|deck|dek',
  by: 'by|authors?|written by|byline',
  published: 'published(?: on)?|publication date|date|posted(?: on)?',
  updated: '(?:last )?(?:updated|modified)(?: on)?',
  source: 'sources?|source credit',
  picture: '(?:lead |article )?(?:image|photo|picture)(?: caption)?|caption|alt(?: text)?',
  categories: 'categor(?:y|ies)|sections?',
  tags: 'topics?|tags?|keywords?',
  related: 'related(?: (?:coverage|articles?|stories|news))?|see also|read more',
};
const LISTS: readonly ListName[] = ['categories', 'tags', 'related'];

const LABELLED = Object.entries(LABELS).map(
  ([label, names]) => [label as Label, new RegExp(`^(?:${names})\\s*[:：]\\s*(.*)$`, 'i')] as const,
);
const LIST_HEADS = LISTS.map((label) => [label, new RegExp(`^(?:${LABELS[label]})\\s*[:：]?$`, 'i')] as const);

const PICTURE = /^.*\S\s+[-–—]\s+(?:(?:article|lead|featured|hero)\s+)?(?:image|photo|picture)$/i;

function marked(content: string, line: number, isNearTop: boolean): Part | undefined {
  const list = LIST_HEADS.find(([, pattern]) => pattern.test(content));
  if (list) return { kind: 'list', label: list[0], line };
  if (PICTURE.test(content)) return { kind: 'label', label: 'picture', value: content, line };
  for (const [label, pattern] of LABELLED) {
    const value = pattern.exec(content)?.[1];
    if (value !== undefined) return { kind: 'label', label, value, line };
  }
  return isNearTop ? markedByItself(content, line) : undefined;
}

/** `By Ann Example` and `Published Feb 27, 2026` without a colon, and a line that is a date. */
function markedByItself(content: string, line: number): Part | undefined {
  const name = /^by (\p{Lu}[^.!?]{1,80})$/iu.exec(content)?.[1];
  if (name && /^By \p{Lu}/iu.test(content) && name.split(' ').length <= 10)
    return { kind: 'label', label: 'by', value: name, line };
  const [, verb = '', rest = content] = /^(published|posted|(?:last )?updated)(?: on)?\s+(.+)$/i.exec(content) ?? [];
  if (parseDate(rest, 'UTC') === undefined) return undefined;
  return { kind: 'label', label: /updated/i.test(verb) ? 'updated' : 'published', value: rest, line };
}
