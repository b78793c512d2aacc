// Press articles: plain text with a headline, labelled lines, section headings and lists, as agencies send it.

import { parseDate } from '../../content/dates-in.ts';
import { titleOfName } from '../../content/parse-article.ts';
import type { Credit } from '../../model/article.ts';
import { quoted } from '../../model/text.ts';
import { yamlLines } from '../article-file.ts';
import { type ImportedItem, itemIn, namesIn } from './feed-values.ts';
import { escapeMarkdown } from './markdown.ts';

/** `By: Ann Example`; the head of a list has its items behind it, or stands alone above them. */
const LABEL = /^(?:(by|published|updated|source):|(categories|topics|related coverage)(?::|$))\s*(.*)$/i;
const PICTURE = /^\S.*\s[-–—]\s+article image$/i;
/** What is no label here and no sentence either: above the first label it would become the summary. */
const OTHER_LABEL = /^(?:(?:image|photo|caption):|\p{L}[\p{L} ]{0,30}:\s*https?:\/\/\S+$)/iu;
const UNREAD = 'unread';
/** Capitalized, with no word in small letters but `and`, `of`, `van`, and no end of a sentence. */
const NAME = /^(?=[\p{Lu}\p{Lo}])(?!.*\s\p{Ll}{4})([^:]{0,99}[^:.!?…])$/u;

interface Part {
  /** In lower case; undefined for a paragraph, which is lines without an empty one between them. */
  readonly label?: string | undefined;
  readonly lines: string[];
  /** Where it stands in the text. */
  readonly line: number;
}

const isParagraph = (part: Part | undefined): part is Part => part !== undefined && part.label === undefined;

/** Reads a press article. Never throws: what has no place is told with its line. `name` makes a title where there is none. */
export function parsePressArticle(text: string, name: string): ImportedItem {
  const all = partsOf(text);
  const parts = all.filter(({ label }) => label !== UNREAD);
  const of = (label: string) => {
    const found = all.flatMap((part) => (part.label === label ? { value: part.lines.join(), line: part.line } : []));
    return found.filter(
      ({ value }, index) => value !== '' && found.findIndex((each) => each.value === value) === index,
    );
  };
  const [published, ...dates] = of('published');
  const [updated, ...updates] = of('updated');
  const [source, ...sources] = of('source');
  const [alt, caption, ...captions] = of('picture');
  const first = parts.findIndex(isParagraph);
  const headline = (parts[first]?.lines[0]?.length ?? 0) > 200 ? undefined : parts[first]?.lines.shift();
  if (parts[first]?.lines.length === 0) parts.splice(first, 1);
  // A sentence between the headline and the first label.
  const hasStandfirst = headline !== undefined && isParagraph(parts[first]) && parts[first + 1]?.label;
  const standfirst = hasStandfirst ? parts.splice(first, 1)[0]?.lines.join(' ') : undefined;
  const paragraphs = parts.flatMap((part, index) => markdownIn(part, parts[index + 1]) || []);
  const title = headline ?? (titleOfName(name.replace(/\.[a-z0-9]+$/i, '')) || 'Untitled');
  const isDated = isDate(published?.value);
  const isUpdated = isDated && isDate(updated?.value);
  const undated = [!isDated && published, !isUpdated && updated].flatMap((each) => each || []);
  const more = [...undated, ...dates, ...updates, ...sources, ...captions, ...of(UNREAD)];
  const unplaced = more.sort((a, b) => a.line - b.line);
  const remarks = [
    headline === undefined && `It has no headline; the title is made of its name: ${title}`,
    alt && 'The picture is not in the text, only what it shows: see the lines about image in the file.',
    ...unplaced.map(({ line, value }) => `Not placed: line ${line}, ${quoted(value)}`),
  ];
  const image = alt && yamlLines({ image: { src: 'picture.jpg', alt: alt.value, caption: caption?.value } });
  const termsOf = (label: string) =>
    of(label).flatMap(({ value }) => value.split(/[,;|•·]/).flatMap((term) => term.trim() || []));
  return itemIn(undefined, {
    title,
    summary: paragraphs.length > 0 ? standfirst : undefined,
    people: of('by').flatMap(({ value }) => namesIn(value).map((each) => ({ name: each }))),
    published: isDated ? published?.value : undefined,
    updated: isUpdated ? updated?.value : undefined,
    source: source && creditIn(source.value),
    categories: termsOf('categories'),
    tags: termsOf('topics'),
    related: of('related coverage').map(({ value }) => value),
    // Items with empty lines between them are one list all the same.
    markdown: paragraphs.join('\n\n').replace(/^(- .*)\n\n(?=- )/gm, '$1\n') || escapeMarkdown(standfirst ?? ''),
    notes: [
      ...(image ? ['Put the picture beside this file, and take out the marks before these lines:', ...image] : []),
      ...unplaced.map(({ value }) => `Not placed: ${value}`),
    ],
    remarks: remarks.filter((remark) => typeof remark === 'string'),
  });
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let list: string | undefined; // whose items may follow
  let open: string[] | undefined; // the lines of the paragraph that may go on
  for (const [index, { label, value, isHead, isProse }] of rowsOf(text).entries()) {
    if (isProse) list = undefined;
    if (label !== undefined) list = isHead ? label : undefined;
    const under = label ?? list;
    if (label === undefined && value === '') open = undefined;
    else if (under === undefined && open) open.push(value);
    else {
      const lines = [label === undefined && list ? value.replace(BULLET, '') : value];
      parts.push({ label: under, lines, line: index + 1 });
      open = under === undefined ? lines : undefined;
    }
  }
  return parts;
}

/**
 * The lines, each with its label. Prose is a line with a sentence, and those before it that have no empty one between. A
 * label with nothing behind it takes what it asks for from the line below, or is not read; `By Ann Example` beside a
 * label of one line is a byline.
 */
function rowsOf(text: string) {
  const rows = text.split(/\r\n|\r|\n/).map((written) => {
    const content = written.replace(/[\uFEFF\u00A0\u202F\t]/g, ' ').trim();
    const row = { content, isSingle: false, isHead: false, isProse: false };
    if (PICTURE.test(content)) return { ...row, label: 'picture', value: content };
    const [, one, ofList, value = content] = LABEL.exec(content) ?? [];
    const isHead = ofList !== undefined && value === ''; // of a list that stands below it
    return { ...row, label: (one ?? ofList)?.toLowerCase(), value, isSingle: one !== undefined, isHead };
  });
  const isText = ({ label, value }: (typeof rows)[number]) => label === undefined && value !== '';
  const [headline, firstLabel] = [rows.findIndex(isText), rows.findIndex(({ isSingle }) => isSingle)];
  for (const [index, row] of rows.entries()) {
    const [above, below] = [rows[index - 1], rows[index + 1]];
    const { label, value, content, isSingle } = row;
    const byline = index > headline && (above?.isSingle || below?.isSingle) ? /^by\s+(.*)$/i.exec(content)?.[1] : '';
    if (isSingle && value === '') {
      const asked = /^(?:published|updated)$/.test(label ?? '')
        ? isDate(below?.value)
        : index + 1 > headline && NAME.test(below?.value ?? '');
      if (below && isText(below) && asked) [row.value, below.value] = [below.value, ''];
      else [row.label, row.value] = [UNREAD, content];
    } else if (isText(row) && byline && NAME.test(byline)) [row.label, row.value] = ['by', byline];
    else if (isText(row) && index > headline && index < firstLabel && OTHER_LABEL.test(content)) row.label = UNREAD;
  }
  let isProse = false;
  for (const row of rows.toReversed()) {
    const { label, value } = row;
    // `Apple Inc.` is no sentence.
    const isSentence = value.length > 120 || (value.split(/\s+/).length > 3 && value.endsWith('.'));
    isProse = label === undefined && value !== '' && !BULLET.test(value) && (isSentence || isProse);
    row.isProse = isProse;
  }
  return rows;
}

const isDate = (value = ''): boolean => parseDate(value, 'UTC') !== undefined;

/** A short line without an end is the heading of what stands below it. */
function markdownIn({ label, lines }: Part, next: Part | undefined): string {
  const [line = ''] = lines;
  if (label !== undefined) return '';
  const isShort = lines.length === 1 && line.length <= 120 && /^[\p{Lu}\p{Lo}\p{N}“"‘'¿¡]/u.test(line);
  if (isShort && isParagraph(next) && !/[.,;:!…]["”’']?$/.test(line)) return `## ${escapeMarkdown(line)}`;
  const isList = lines.every((each) => BULLET.test(each));
  const said = lines.map((each) => (isList ? `- ${escapeMarkdown(each.replace(BULLET, ''))}` : escapeMarkdown(each)));
  return said.join('\n');
}

const BULLET = /^[-•*–‣·◦]\s+(?=\S)/;

/** The name in `The information in this article was sourced from Channel NewsAsia`. */
function creditIn(text: string): Credit {
  const words = text.replace(/^the information in this article was sourced from\s+/i, '').replace(/\.$/, '');
  const url = /https?:\/\/[^\s()<>]+/i.exec(words)?.[0] ?? '';
  if (!URL.canParse(url)) return { name: words };
  const name = words.replace(url, '').replace(/(?<![\s,:()[\]–—-])[\s,:()[\]–—-]+$/, '');
  return { name: name || new URL(url).hostname, url };
}
