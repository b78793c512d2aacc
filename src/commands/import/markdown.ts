// HTML as Markdown: what Markdown can say it says, the rest stays HTML, which an article may hold too.

import gfm from '@joplin/turndown-plugin-gfm';
import TurndownService from 'turndown';
import { renderBody } from '../../content/body.ts';
import { blocksOf } from './mend-html.ts';

/** More keep turndown busy for a minute. */
const MAX_TAGS = 20_000;

/**
 * Clean HTML as Markdown that is rendered as the same text, links, pictures and structure again; a block that cannot
 * be said so stays HTML. Never throws.
 *
 *     markdownOf('<p>Hello <em>you</em></p>') // 'Hello *you*'
 */
export function markdownOf(html: string): string {
  const flat = htmlBlock(`<div>${html}</div>`);
  if (html.split('<', MAX_TAGS + 2).length > MAX_TAGS + 1) return flat;
  try {
    const parts: string[] = [];
    let before = '';
    for (const { nodeName, outerHTML } of blocksOf(html)) {
      const part = markdownOfBlock(outerHTML);
      if (part === '') continue;
      // Two lists in a row would be one.
      if (/^[OU]L$/.test(nodeName) && nodeName === before) parts.push('<!-- -->');
      parts.push(part);
      before = nodeName;
    }
    const markdown = parts.join('\n\n');
    return saysTheSame(markdown, html) ? markdown : flat;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // nested too deep
    return flat;
  }
}

/** A block as HTML if Markdown cannot say it, nor with its marks as HTML, as beside punctuation. */
function markdownOfBlock(html: string): string {
  for (const service of [turndown, turndownWithTags]) {
    const markdown = service.turndown(html);
    if (saysTheSame(markdown, html)) return markdown;
  }
  return htmlBlock(html);
}

function saysTheSame(markdown: string, html: string): boolean {
  const resolve = (reference: string) => ({ kind: 'url', url: SOMEWHERE + reference }) as const;
  const back = renderBody(markdown, { path: '', bodyLine: 1, permalink: SOMEWHERE, resolve }).html;
  const after = addressesIn(back);
  const isWhole = wordsIn(back) === wordsIn(html) && shapeOf(back) === shapeOf(html);
  return isWhole && [...addressesIn(html)].every((url) => after.has(url));
}

const SOMEWHERE = 'https://somewhere.invalid/';

/** Where its links and pictures lead; relative ones from somewhere. */
function addressesIn(html: string): Set<string> {
  const shown = html.replace(/<a\s[^<>]*>\s*<\/a>/g, '');
  const urls = Array.from(shown.matchAll(/\s(?:href|src)="([^"]*)"/g), ([, url = '']) => url);
  return new Set(urls.map((url) => (/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : SOMEWHERE + url)));
}

const wordsIn = (html: string): string => html.replace(/<[^<>]*>|&nbsp;/g, '').replace(/\s+/g, '');

/** How many headings, items, cells, pictures and pieces of code there are; a heading without words is none. */
function shapeOf(html: string): string {
  const said = html.replace(/<(h\d|li|pre|blockquote)(?:\s[^<>]*)?>\s*<\/\1>/g, '');
  const names = ['h[1-6]', 'li', 't[dh]', 'img', 'pre', 'blockquote', 'caption'];
  return names.map((name) => said.split(new RegExp(`<${name}[\\s>]`)).length).join();
}

/** HTML as a block of its own in Markdown: it ends at the first empty line (CommonMark §4.6), so it has none. */
function htmlBlock(html: string): string {
  const lines = html.replace(/<pre\b.*?<\/pre>/gis, (code) => code.replace(/\n/g, '&#10;')).split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

const RULES: Readonly<Record<string, TurndownService.Rule>> = {
  heading: {
    filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    replacement: (content, { nodeName }) =>
      `\n\n${'#'.repeat(Number(nodeName[1]))} ${content.trim().replace(/#+$/, (marks) => marks.replace(/#/g, '\\#'))}\n\n`,
  },
  list: {
    filter: ['ul', 'ol'],
    replacement(content, node) {
      const { parentNode: parent, previousElementSibling: before } = node;
      // A list that begins with another number than 1 wants an empty line before it.
      const isPlain = (node.getAttribute('start') ?? '1') === '1';
      if (parent?.nodeName === 'LI' && parent.lastChild === node && isPlain) return `\n${content}`;
      return `${before?.nodeName === node.nodeName ? '\n\n<!-- -->' : ''}\n\n${content}\n\n`;
    },
  },
  item: {
    filter: 'li',
    replacement(content, node) {
      const list = node.parentNode as HTMLElement;
      const number = Number(list.getAttribute('start') ?? 1) + Array.from(list.children).indexOf(node);
      const prefix = list.nodeName === 'OL' ? `${Math.max(0, number)}. ` : '- ';
      const lines = content
        .replace(/^\n+|\n+$/g, '')
        .replace(/^[☑☐](?= )/, (box) => (box === '☑' ? '[x]' : '[ ]')) // as clean HTML has checkboxes
        .replace(/\n(?!\n|$)/g, `\n${' '.repeat(prefix.length)}`);
      // A paragraph in an item is one in all of them.
      const isApart = node.getElementsByTagName('p').length > 0;
      return `${prefix}${lines}${node.nextElementSibling ? `\n${isApart ? '\n' : ''}` : ''}`;
    },
  },
  lineBreak: { filter: 'br', replacement: (_, node) => (node.closest('td, th') ? '<br>' : '\\\n') },
  table: {
    filter: (node) => node.nodeName === 'TABLE' && node.querySelector(IN_NO_TABLE) != null,
    replacement: (_, node) => `\n\n${htmlBlock(node.outerHTML)}\n\n`,
  },
  tag: {
    filter: (node) => KEPT.has(node.nodeName) || (node.nodeName === 'A' && node.id !== ''),
    replacement: inTags,
  },
  link: {
    filter: (node) => node.nodeName === 'A' && node.hasAttribute('href'),
    replacement(content, node) {
      const text = content.replace(AUTOLINK, (_, url: string) => url.replace(/[\\`*_[\]~&]/g, '\\$&')).trim();
      return text === '' ? '' : `[${text.replace(/\n/g, ' ').replace(/\\ /g, ' ')}](${destinationOf(node, 'href')})`;
    },
  },
  picture: {
    filter: 'img',
    replacement(_, node) {
      const alt = escapeMarkdown((node.getAttribute('alt') ?? '').replace(/\s+/g, ' ').trim());
      return `![${alt.replace(AUTOLINK, '$1')}](${destinationOf(node, 'src')})`;
    },
  },
};

const KEPT = new Set('ABBR CITE DFN INS KBD MARK Q RP RT RUBY SAMP SMALL SUB SUP TIME U VAR'.split(' '));
/** What a table of Markdown cannot hold. */
const IN_NO_TABLE =
  'blockquote, caption, col, dl, figure, h1, h2, h3, h4, h5, h6, hr, ol, pre, table, ul, [colspan], [rowspan]';
const AUTOLINK = /<(https?:[^<>\s]+)>/g;

/** The element's tags around its content as Markdown. */
function inTags(content: string, node: HTMLElement): string {
  return (node.cloneNode(false) as HTMLElement).outerHTML.replace(/<\/[^<>]*>$/, (end) => content + end);
}

/** The address and title of a link, as they stand between the parentheses. */
function destinationOf(node: HTMLElement, attribute: 'href' | 'src'): string {
  const url = (node.getAttribute(attribute) ?? '').replace(/\s/g, '%20').replace(/</g, '%3C').replace(/>/g, '%3E');
  const destination = /[()\\*_`&]/.test(url) ? `<${url.replace(/\\/g, '%5C').replace(/&(?=#?\w+;)/g, '&amp;')}>` : url;
  const title = (node.getAttribute('title') ?? '').replace(/\s+/g, ' ').trim();
  return title === '' ? destination : `${destination} "${title.replace(/["\\]|&(?=#?\w+;)/g, '\\$&')}"`;
}

function service(rules: typeof RULES): TurndownService {
  const made = new TurndownService({
    codeBlockStyle: 'fenced',
    headingStyle: 'atx',
    hr: '---',
    br: '\\',
    emDelimiter: '*',
    keepReplacement: (_, node) => `\n\n${htmlBlock(node.outerHTML)}\n\n`,
  });
  made.escape = escapeMarkdown;
  made.keep(['audio', 'details', 'dl', 'video', 'figure']);
  made.use([gfm.tables, gfm.strikethrough]);
  // Turndown asks the latest first.
  for (const [name, rule] of Object.entries(rules).reverse()) made.addRule(name, rule);
  return made;
}

const turndown = service(RULES);
const turndownWithTags = service({
  ...RULES,
  mark: { filter: ['b', 'strong', 'i', 'em', 's', 'del'], replacement: inTags },
});

/** One line of text, or a piece of one, with a backslash before every character that Markdown would take for a mark. */
export function escapeMarkdown(text: string): string {
  // `\[x = y\]` and `\[x^2\]` would be formulas.
  const bracket = /\s=\s|[\w)}]\^|\[\s*$/.test(text) ? '&#91;' : '\\[';
  return text
    .split(ADDRESS)
    .map((part, index, parts) => (index % 2 === 0 ? escapeMarks(part, bracket) : address(part, parts[index + 1])))
    .join('')
    .replace(LINE_MARK, '$1\\$2')
    .replace(NUMBER, '$1\\$2');
}

/** Addresses become links by themselves, so that a backslash in them, or behind them, would become part of them. */
const ADDRESS = /(https?:\/\/[^\s<>]*[^\s<>.,;:!?'"()[\]*_~`\\])/i;

const address = (url: string, next = ''): string =>
  /[*_`~[\]\\&<]/.test(url + next.replace(/\s.*$/s, '')) ? `<${url}>` : url;

const escapeMarks = (text: string, bracket: string): string =>
  text
    .replace(/[\\`*\]]/g, '\\$&')
    .replace(/<(?=[a-z/!?]|$)/gi, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/\$(?!\s|\d(?![^$]{0,1000}(?<!\s)\$(?![\d$])))/g, '\\$&') // it may begin a formula
    .replace(/\[/g, bracket)
    .replace(/~(?=~)|(?<=~)~/g, '\\~')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');

/** What makes a line a heading, a quote, a list, a rule, a table's head or a fence. */
const LINE_MARK = /^(\s*)([#>|]|[-+](?=\s|$|-)|=(?==*\s*$)|~(?=~~))/;
const NUMBER = /^(\s*\d{1,9})([.)])(?=\s|$)/;
