// HTML as Markdown: what Markdown can say it says, the rest stays HTML, which an article may hold too.

import gfm from '@joplin/turndown-plugin-gfm';
import TurndownService from 'turndown';
import { renderBody } from '../../content/body.ts';
import { htmlBlock, printTree, startTagOf } from './html-tree.ts';
import { BLOCKS, blocksOf, escapeMarkdown } from './mend-html.ts';

type Rules = Readonly<Record<string, TurndownService.Rule>>;

/** More marks keep turndown busy for a minute. */
const MAX_MARKS = 100_000;
const MAX_MARKS_IN_BLOCK = 20_000;

/**
 * Clean HTML as Markdown that is rendered as the same text, links, pictures and structure again; a block that cannot
 * be said so stays HTML. Never throws.
 *
 *     markdownOf('<p>Hello <em>you</em></p>') // 'Hello *you*'
 */
export function markdownOf(html: string): string {
  try {
    if (hasMore(html, MAX_MARKS)) return htmlBlock(`<div>${html}</div>`);
    const blocks = blocksOf(html).map((block) => printTree([block]));
    const whole = converted(blocks.join('\n'));
    if (whole !== undefined && saysTheSame(whole, html)) return whole;
    const parts = blocks.map((block) => ({
      block,
      markdown: converted(block) ?? htmlBlock(block.replace(OWN_ANCHOR, '$1')),
    }));
    const apart = parts.map(({ block, markdown }, index) => {
      // Two lists in a row would be one.
      const list = /^<[ou]l\b/.exec(block)?.[0];
      return list && parts[index - 1]?.block.startsWith(list) ? `<!-- -->\n\n${markdown}` : markdown;
    });
    if (saysTheSame(apart.join('\n\n'), html)) return apart.join('\n\n');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // nested too deep
  }
  return htmlBlock(`<div>${html}</div>`);
}

const hasMore = (html: string, marks: number): boolean => html.split('<', marks + 2).length > marks + 1;

/** Undefined if Markdown cannot say it. */
function converted(html: string): string | undefined {
  if (hasMore(html, MAX_MARKS_IN_BLOCK)) return undefined;
  const markdown = turndown.turndown(html);
  return saysTheSame(markdown, html) && shapeOf(rendered(markdown)) === shapeOf(html) ? markdown : undefined;
}

const rendered = (markdown: string): string => {
  const resolve = (reference: string) => ({ kind: 'url', url: SOMEWHERE + reference }) as const;
  return renderBody(markdown, { path: '', bodyLine: 1, permalink: SOMEWHERE, resolve }).html;
};

function saysTheSame(markdown: string, html: string): boolean {
  const back = rendered(markdown);
  const after = addressesIn(back);
  return wordsIn(back) === wordsIn(html) && [...addressesIn(html)].every((url) => after.has(url));
}

/** Of an element with an id, what the mending put in for Markdown. */
const OWN_ANCHOR = /(\sid="([^"]+)"[^<>]*>(?:\s*<p(?:\s[^<>]*)?>)?)<a id="\2"><\/a>/g;

const SOMEWHERE = 'https://somewhere.invalid/';

/** Where its links and pictures lead; relative ones from somewhere. */
function addressesIn(html: string): Set<string> {
  const written = [...html.replace(/<a\s[^<>]*>\s*<\/a>/g, '').matchAll(/\s(?:href|src)="([^"]*)"/g)].map(
    ([, url = '']) => url,
  );
  return new Set(written.map((url) => (/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : SOMEWHERE + url)));
}

const wordsIn = (html: string): string => html.replace(/<[^<>]*>|&nbsp;/g, '').replace(/\s+/g, '');

/** How many headings, items, cells, pictures and pieces of code there are. */
const shapeOf = (html: string): string =>
  ['h[1-6]', 'li', 't[dh]', 'img', 'pre', 'blockquote']
    .map((name) => html.match(new RegExp(`<${name}[\\s>]`, 'g'))?.length ?? 0)
    .join();

const turndown = new TurndownService({
  headingStyle: 'atx',
  hr: '---',
  br: '\\',
  emDelimiter: '*',
  keepReplacement: (_, node) => `\n\n${htmlBlock(node.outerHTML)}\n\n`,
});
turndown.escape = escapeMarkdown;
turndown.keep(['audio', 'details', 'dl', 'video', 'figure']);
turndown.use([gfm.tables, gfm.taskListItems]);

const isBlock = ({ nodeName }: Node): boolean => BLOCKS.has(nodeName.toLowerCase()) || nodeName === 'X-TURNDOWN';

const RULES: Rules = {
  heading: {
    filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    replacement(content, { nodeName }) {
      const line = content.replace(/\s*\n\s*/g, ' ').replace(/#+$/, (marks) => marks.replace(/#/g, '\\#'));
      return `\n\n${'#'.repeat(Number(nodeName[1]))} ${line.trim()}\n\n`;
    },
  },
  code: {
    filter: 'pre',
    replacement(_, node) {
      const code = (node.textContent ?? '').replace(/\n$/, '');
      const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
      const fence = '`'.repeat(longest + 1);
      return `\n\n${fence}\n${code}\n${fence}\n\n`;
    },
  },
  list: {
    filter: ['ul', 'ol'],
    replacement(content, node) {
      const { parentNode: parent, previousElementSibling: before } = node;
      // A list that begins with another number than 1 wants an empty line before it.
      const isPlain = (node.getAttribute('start') ?? '1') === '1';
      if (parent?.nodeName === 'LI' && parent.lastChild === node && isPlain) return `\n${content}`;
      const apart = before?.nodeName === node.nodeName ? '\n\n<!-- -->' : '';
      return `${apart}\n\n${content}\n\n`;
    },
  },
  item: {
    filter: 'li',
    replacement(content, node) {
      const prefix = prefixOf(node);
      const lines = content
        .replace(/^\n+/, '')
        .replace(/\n+$/, '')
        .replace(/\n(?!\n|$)/g, `\n${' '.repeat(prefix.length)}`);
      // A paragraph in an item is one in all of them.
      const isApart = node.getElementsByTagName('p').length > 0;
      return `${prefix}${lines}${node.nextElementSibling ? `\n${isApart ? '\n' : ''}` : ''}`;
    },
  },
  lineBreak: { filter: 'br', replacement: (_, node) => (node.closest('td, th') ? '<br>' : '\\\n') },
  keptTable: {
    filter: (node) => node.nodeName === 'TABLE' && !isPlainTable(node),
    replacement: (_, node) => `\n\n${htmlBlock(node.outerHTML)}\n\n`,
  },
  kept: {
    filter: 'abbr cite dfn ins kbd mark q rp rt ruby samp small sub sup time u var'.split(
      ' ',
    ) as TurndownService.Filter,
    replacement: (content, node) => `${startTagIn(node)}${content}</${node.nodeName.toLowerCase()}>`,
  },
  emphasis: { filter: ['em', 'i'], replacement: (content, node) => marked(content, node, '*') },
  strong: { filter: ['strong', 'b'], replacement: (content, node) => marked(content, node, '**') },
  struck: { filter: ['s', 'del'], replacement: (content, node) => marked(content, node, '~~') },
  target: {
    filter: (node) => node.nodeName === 'A' && node.id !== '',
    replacement: (content, node) => `${startTagIn(node)}${content}</a>`,
  },
  link: {
    filter: (node) => node.nodeName === 'A' && node.hasAttribute('href'),
    replacement(content, node) {
      const text = content.replace(AUTOLINK, (_, url: string) => url.replace(/[\\`*_[\]~&]/g, '\\$&')).trim();
      return text === ''
        ? ''
        : `[${text.replace(/\n(?!$)/g, ' ').replace(/\\ /g, ' ')}](${destinationOf(node, 'href')})`;
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
// Turndown asks the latest first.
for (const [name, rule] of Object.entries(RULES).reverse()) turndown.addRule(name, rule);

function prefixOf({ parentNode: parent, previousElementSibling: before }: HTMLElement): string {
  if (parent?.nodeName !== 'OL') return '- ';
  let number = Number((parent as HTMLElement).getAttribute('start') ?? 1);
  for (let each = before; each; each = each.previousElementSibling) number += 1;
  return `${Math.max(0, number)}. `;
}

/** Just as many cells in each row, heads in the first row alone, and only words in them. */
function isPlainTable(table: HTMLElement): boolean {
  const [head, ...body] = Array.from(table.getElementsByTagName('tr'), (row) => Array.from(row.children));
  return (
    head?.every(({ nodeName }) => nodeName === 'TH') === true &&
    body.every((cells) => cells.length === head.length && cells.every(({ nodeName }) => nodeName === 'TD')) &&
    !table.querySelector('table, caption, col, [colspan], [rowspan]') &&
    [head, ...body].flat().every((cell) => !Array.from(cell.getElementsByTagName('*')).some(isBlock))
  );
}

function marked(content: string, node: HTMLElement, mark: string): string {
  if (content.trim() === '') return content;
  if (opens(content, node) && closes(content, node)) return `${mark}${content}${mark}`;
  const name = node.nodeName.toLowerCase();
  return `<${name}>${content}</${name}>`;
}

/** CommonMark §6.2: a mark before punctuation opens only after a blank or punctuation. */
function opens(content: string, node: HTMLElement): boolean {
  const before = /^\s/.test(node.textContent ?? '') ? ' ' : characterBeside(node, 'previousSibling');
  return before !== '*' && (!PUNCTUATION.test(content[0] ?? '') || before === '' || /[\s\p{P}\p{S}]/u.test(before));
}

function closes(content: string, node: HTMLElement): boolean {
  const after = /\s$/.test(node.textContent ?? '') ? ' ' : characterBeside(node, 'nextSibling');
  return after !== '*' && (!PUNCTUATION.test(content.at(-1) ?? '') || after === '' || /[\s\p{P}\p{S}]/u.test(after));
}

const PUNCTUATION = /[\p{P}\p{S}]/u;

/** The character next to the element in its paragraph; `*` for another mark, empty at the end. */
function characterBeside(node: Node, direction: 'previousSibling' | 'nextSibling'): string {
  const sibling = node[direction];
  if (!sibling) return !node.parentNode || isBlock(node.parentNode) ? '' : characterBeside(node.parentNode, direction);
  if (isBlock(sibling) || sibling.nodeName === 'BR') return '';
  if (sibling.nodeType !== 3) return /^(?:EM|I|STRONG|B|S|DEL)$/.test(sibling.nodeName) ? '*' : '`';
  const text = sibling.nodeValue ?? '';
  if (text === '') return characterBeside(sibling, direction);
  return (direction === 'nextSibling' ? text[0] : text.at(-1)) ?? '';
}

const AUTOLINK = /<(https?:[^<>\s]+)>/g;

const startTagIn = ({ nodeName, attributes }: HTMLElement): string =>
  startTagOf(nodeName.toLowerCase(), Object.fromEntries(Array.from(attributes, ({ name, value }) => [name, value])));

/** The address and title of a link, as they stand between the parentheses. */
function destinationOf(node: HTMLElement, attribute: 'href' | 'src'): string {
  const url = (node.getAttribute(attribute) ?? '').replace(/\s/g, '%20').replace(/</g, '%3C').replace(/>/g, '%3E');
  const title = (node.getAttribute('title') ?? '').replace(/\s+/g, ' ').trim();
  const destination = /[()\\*_`&]/.test(url) ? `<${url.replace(/\\/g, '%5C').replace(/&(?=#?\w+;)/g, '&amp;')}>` : url;
  return title === ''
    ? destination
    : `${destination} "${title.replace(/["\\]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&')}"`;
}
