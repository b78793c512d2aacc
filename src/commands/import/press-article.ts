// Press articles: plain text with a headline, labelled lines, section headings and lists, as agencies send it.

import { parseDate } from '../../content/dates-in.ts';
import { titleOfName } from '../../content/parse-article.ts';
import type { Credit } from '../../model/article.ts';
import { quoted } from '../../model/text.ts';
import { yamlLines } from '../yaml-out.ts';
import { namesIn } from './feed-values.ts';
import type { ImportedItem } from './imported.ts';
import { escapeMarkdown } from './markdown.ts';

/** `By: Ann Example`; the head of a list may stand alone, with the items below it. */
const LABELS = {
  by: /^by:\s*(.*)$/i,
  published: /^published:\s*(.*)$/i,
  updated: /^updated:\s*(.*)$/i,
  source: /^source:\s*(.*)$/i,
  picture: /^(\S.*\s[-–—]\s+article image)$/i,
  categories: /^categories(?::\s*(.*))?$/i,
  tags: /^topics(?::\s*(.*))?$/i,
  related: /^related coverage(?::\s*(.*))?$/i,
};
type Label = keyof typeof LABELS;
const LABEL_NAMES = Object.keys(LABELS) as Label[];
const LISTS: readonly Label[] = ['categories', 'tags', 'related'];

interface Value {
  readonly label: Label;
  readonly value: string;
  /** Where it stands in the text. */
  readonly line: number;
}

/** Lines of text without an empty one between them. */
interface Paragraph {
  readonly lines: string[];
  /** Whether a label comes next. */
  isLast?: boolean;
}

/** Reads a press article. Never throws: what has no place is told with its line. `name` makes a title where there is none. */
export function parsePressArticle(text: string, name: string): ImportedItem {
  const { values, paragraphs } = partsOf(text);
  const of = (label: Label): Value[] => {
    const all = values.filter((each) => each.label === label && each.value !== '');
    return all.filter(({ value }, index) => all.findIndex((other) => other.value === value) === index);
  };
  const [published, ...dates] = of('published');
  const [updated, ...updates] = of('updated');
  const [source, ...sources] = of('source');
  const [alt, caption, ...captions] = of('picture');
  const headline = headlineIn(paragraphs);
  // A sentence between the headline and the first label.
  const standfirst = headline !== undefined && paragraphs[0]?.isLast ? paragraphs.shift()?.lines.join(' ') : undefined;
  const body = paragraphs.map((paragraph, index) => markdownIn(paragraph, paragraphs[index + 1])).join('\n\n');
  const title = headline ?? (titleOfName(name.replace(/\.[a-z0-9]+$/i, '')) || 'Untitled');
  const isDate = (value: Value | undefined) => value !== undefined && parseDate(value.value, 'UTC') !== undefined;
  const isDated = isDate(published);
  const isUpdated = isDated && isDate(updated);
  const more = [...dates, ...updates, ...sources, ...captions];
  const unplaced = (updated && !isUpdated ? [updated, ...more] : more).sort((a, b) => a.line - b.line);
  const remarks = [
    headline === undefined && `It has no headline; the title is made of its name: ${title}`,
    !published && "It has no date, so it is a draft with today's.",
    published && !isDated && `${quoted(published.value)} is not a date, so it is a draft with today's.`,
    alt && 'The picture is not in the text, only what it shows: see the lines about image in the file.',
    ...unplaced.map(({ line, value }) => `Not placed: line ${line}, ${quoted(value)}`),
  ];
  const image = alt && yamlLines({ image: { src: 'picture.jpg', alt: alt.value, caption: caption?.value } });
  return {
    title,
    summary: body === '' ? undefined : standfirst,
    authors: of('by').flatMap(({ value }) => namesIn(value).map((each) => ({ name: each }))),
    published: isDated ? published?.value : undefined,
    updated: isUpdated ? updated?.value : undefined,
    source: source && creditIn(source.value),
    categories: of('categories').flatMap(termsIn),
    tags: of('tags').flatMap(termsIn),
    related: of('related').map(({ value }) => value),
    enclosures: [],
    // Items with empty lines between them are one list all the same.
    markdown: body === '' ? escapeMarkdown(standfirst ?? '') : body.replace(/^(- .*)\n\n(?=- )/gm, '$1\n'),
    notes: [
      ...(image ? ['Put the picture beside this file, and take out the marks before these lines:', ...image] : []),
      ...unplaced.map(({ value }) => `Not placed: ${value}`),
    ],
    remarks: remarks.filter((remark) => typeof remark === 'string'),
  };
}

function partsOf(text: string): { values: readonly Value[]; paragraphs: Paragraph[] } {
  const values: Value[] = [];
  const paragraphs: Paragraph[] = [];
  let list: Label | undefined;
  let open: string[] | undefined;
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const content = line.replace(/[\u00A0\u202F\t]/g, ' ').trim();
    const label = LABEL_NAMES.find((each) => LABELS[each].test(content));
    if (label !== undefined) {
      const last = paragraphs.at(-1);
      if (last) last.isLast = true;
      list = LISTS.includes(label) ? label : undefined;
      values.push({ label, value: LABELS[label].exec(content)?.[1] ?? '', line: index + 1 });
    }
    if (label !== undefined || content === '') open = undefined;
    else if (list) values.push({ label: list, value: content.replace(BULLET, ''), line: index + 1 });
    else if (open) open.push(content);
    else {
      open = [content];
      paragraphs.push({ lines: open });
    }
  }
  return { values, paragraphs };
}

/** Takes the headline out: the first line, unless that is a paragraph already. */
function headlineIn(paragraphs: Paragraph[]): string | undefined {
  const [first, second] = paragraphs;
  if (!first || (first.lines[0]?.length ?? 0) > 200) return undefined;
  const headline = first.lines.shift();
  if (first.lines.length > 0) return headline;
  paragraphs.shift();
  if (first.isLast && second) delete second.isLast;
  return headline;
}

/** A short line without an end is the heading of what stands below it. */
function markdownIn({ lines, isLast }: Paragraph, next: Paragraph | undefined): string {
  const [line = ''] = lines;
  const isShort = lines.length === 1 && line.length <= 120 && /^[\p{Lu}\p{Lo}\p{N}“"‘'¿¡]/u.test(line);
  if (isShort && next && !isLast && !/[.,;:!…]["”’']?$/.test(line)) return `## ${escapeMarkdown(line)}`;
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
