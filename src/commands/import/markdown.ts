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
    const blocks = blocksOf(html);
    const parts = blocks.map((block) => ({ name: block.nodeName, text: markdownOfBlock(block) }));
    const said = parts.filter(({ text }) => text !== '');
    // Two lists in a row would be one.
    const isNext = (name: string, index: number) => /^[OU]L$/.test(name) && said[index - 1]?.name === name;
    const markdown = said.map(({ name, text }, at) => (isNext(name, at) ? `<!-- -->\n\n${text}` : text)).join('\n\n');
    return saysTheSame(markdown, html, blocks.map(({ outerHTML }) => outerHTML).join('')) ? markdown : flat;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // nested too deep
    return flat;
  }
}

/** A block as HTML if Markdown cannot say it. */
function markdownOfBlock(block: HTMLElement): string {
  const html = block.outerHTML;
  if (BLANKS.test(html) || block.querySelector('thead > tr + tr')) return htmlBlock(html);
  const markdown = turndown.turndown(html);
  // The plugin's own HTML has a wrapper.
  return saysTheSame(markdown, html) && !markdown.includes('"joplin-') ? markdown : htmlBlock(html);
}

/** In turndown's hands a run of blanks costs its square; a table whose head has several rows does, too. */
const BLANKS = /(?:\s|&nbsp;){200}/;

/** Whether the Markdown has the words, the addresses and the texts of pictures of the HTML, and the shape of its blocks. */
function saysTheSame(markdown: string, html: string, blocks = html): boolean {
  const back = htmlOfMarkdown(markdown);
  const values = valuesIn(back);
  const isWhole = wordsIn(back) === wordsIn(html) && shapeOf(back) === shapeOf(blocks);
  return isWhole && [...valuesIn(html)].every((value) => values.has(value));
}

/** Markdown as HTML, its addresses as they are written. */
export function htmlOfMarkdown(markdown: string): string {
  const resolve = (reference: string) => ({ kind: 'url', url: SOMEWHERE + reference }) as const;
  const { html } = renderBody(markdown, { path: '', bodyLine: 1, permalink: '', resolve });
  return html.replaceAll(SOMEWHERE, '');
}

/** Only absolute addresses stand in what is rendered. */
const SOMEWHERE = 'https://somewhere.invalid/';

/** Where its links and pictures lead, and what stands for pictures. */
function valuesIn(html: string): Set<string> {
  const shown = html.replace(/<a\s[^<>]*>\s*<\/a>/g, '').replaceAll('&nbsp;', '\u00a0');
  return new Set(Array.from(shown.matchAll(/\s(?:href|src|alt)="([^"]*)"/g), ([, value = '']) => value));
}

const wordsIn = (html: string): string => html.replace(/<[^<>]*>|&nbsp;/g, '').replace(/\s+/g, '');

/** How many headings, items, cells, pictures and pieces of code there are; a heading without words is none. */
function shapeOf(html: string): string {
  const said = html
    .replace(/<code>\s*<\/code>/g, '')
    .replace(/<(h\d|[ou]l|li|pre|blockquote)(?:\s[^<>]*)?>\s*<\/\1>/g, '');
  const names = 'h[1-6] [ou]l li t[dh] d[td] img pre blockquote caption figure details (?:b|strong)'.split(' ');
  return names.map((name) => said.split(new RegExp(`<${name}[\\s>]`)).length).join();
}

/** HTML as a block of its own in Markdown: it ends at the first empty line (CommonMark §4.6), so it has none. */
function htmlBlock(html: string): string {
  const lines = html.replace(/<pre\b.*?<\/pre>/gis, (code) => code.replace(/\n/g, '&#10;')).split('\n');
  return lines.flatMap((line) => line.trim() || []).join('\n');
}

const isTable = (node: Node): node is HTMLTableElement => node.nodeName === 'TABLE';
const KEPT = new Set('ABBR AUDIO CITE DFN INS KBD MARK Q RP RT RUBY SAMP SMALL SUB SUP TIME U VAR VIDEO'.split(' '));

/** Of the next item of each list. */
const numbers = new WeakMap<Node, number>();

const turndown = new TurndownService({ codeBlockStyle: 'fenced', headingStyle: 'atx', hr: '---', emDelimiter: '*' });
turndown.escape = escapeMarkdown;
turndown.use([gfm.tables, gfm.strikethrough]);
turndown.addRule('item', {
  filter: 'li',
  replacement(content, node) {
    const list = node.parentNode as HTMLElement;
    const number = numbers.get(list) ?? Number(list.getAttribute('start') ?? 1);
    numbers.set(list, number + 1);
    const prefix = list.nodeName === 'OL' ? `${Math.max(0, number)}. ` : '- ';
    const lines = content
      .trim()
      .replace(/^[☑☐](?= )/, (box) => (box === '☑' ? '[x]' : '[ ]')) // as clean HTML has checkboxes
      .replace(/\n(?!\n|$)/g, `\n${' '.repeat(prefix.length)}`);
    // A paragraph in an item is one in all of them.
    return `${prefix}${lines}\n${node.querySelector('p') ? '\n' : ''}`;
  },
});
turndown.addRule('lineBreak', { filter: 'br', replacement: (_, node) => (node.closest('td, th') ? '<br>' : '\\\n') });
turndown.addRule('link', {
  filter: 'a',
  replacement(content, node) {
    // An address in its words is no link of its own.
    const words = content.replace(/<(https?:[^<>\s]+)>/g, (_, url) => url.replace(/[\\`*_[\]~&]/g, '\\$&'));
    const title = node.title && ` "${node.title.replace(/["\\]/g, '\\$&')}"`;
    return `[${words}](${node.getAttribute('href')?.replace(/[()<>\\]/g, '\\$&')}${title})`;
  },
});
turndown.addRule('tag', {
  filter(node) {
    // Asked before all other rules: domino gathers a table's rows anew each time that the plugin wants one.
    if (isTable(node)) Object.defineProperty(node, 'rows', { value: Array.from(node.rows) });
    return KEPT.has(node.nodeName) || (node.nodeName === 'A' && node.id !== '');
  },
  replacement: (_, node) => node.outerHTML,
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
    .replace(NUMBER, '$1\\$2')
    .replace(/(?<=\s)#+$/, '\\$&'); // they would close a heading
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
