// HTML as Markdown: what Markdown can say it says, the rest stays HTML, which an article may hold too.

import TurndownService from 'turndown';
import { renderBody } from '../../content/body.ts';
import { anchored, htmlBlock, linkRules } from './markdown-links.ts';
import { listRules } from './markdown-lists.ts';
import { inlineRules } from './markdown-marks.ts';
import { tableRules } from './markdown-tables.ts';
import { escapeMarkdown } from './plain-markdown.ts';

export type Rules = Readonly<Record<string, TurndownService.Rule>>;

/**
 * Clean HTML as Markdown that is rendered as the same text, links and pictures again; whatever cannot be said so
 * stays HTML as a whole. Never throws.
 *
 *     markdownOf('<p>Hello <em>you</em></p>') // 'Hello *you*'
 */
export function markdownOf(html: string): string {
  try {
    const markdown = turndown.turndown(anchored(withLinesInCode(html)));
    if (saysTheSame(markdown, html)) return markdown;
  } catch {
    // Nested too deep for it.
  }
  return htmlBlock(`<div>${html}</div>`);
}

const turndown = new TurndownService({
  headingStyle: 'atx',
  hr: '---',
  br: '\\',
  emDelimiter: '*',
  keepReplacement: (_, node) => `\n\n${htmlBlock(node.outerHTML)}\n\n`,
});
turndown.escape = escapeMarkdown;
turndown.keep(['audio', 'details', 'dl', 'video']);

const BLOCK_RULES: Rules = {
  captioned: {
    filter: (node) => node.nodeName === 'FIGURE' && node.getElementsByTagName('figcaption').length > 0,
    replacement: (_, node) => `\n\n${htmlBlock(node.outerHTML)}\n\n`,
  },
  heading: {
    filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    replacement(content, { nodeName }) {
      const line = content.replace(/\\?\s*\n\s*/g, ' ').replace(/#+$/, (marks) => marks.replace(/#/g, '\\#'));
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
};

const RULES = Object.entries({ ...BLOCK_RULES, ...listRules, ...tableRules, ...inlineRules, ...linkRules });
// Turndown asks the latest first.
for (const [name, rule] of RULES.reverse()) turndown.addRule(name, rule);

function saysTheSame(markdown: string, html: string): boolean {
  const resolve = (reference: string) => ({ kind: 'url', url: SOMEWHERE + reference }) as const;
  const { html: back } = renderBody(markdown, { path: '', bodyLine: 1, permalink: SOMEWHERE, resolve });
  const [before, after] = [addressesIn(html), addressesIn(back)];
  return wordsIn(back) === wordsIn(html) && [...before].every((url) => after.has(url));
}

const SOMEWHERE = 'https://somewhere.invalid/';

/** Where its links and pictures lead; relative ones from somewhere. */
function addressesIn(html: string): Set<string> {
  const written = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, url = '']) => url);
  return new Set(written.map((url) => (/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : SOMEWHERE + url)));
}

/** Medium breaks the lines of code with tags. */
const withLinesInCode = (html: string): string =>
  html.replace(/<pre\b.*?<\/pre>/gs, (code) => code.replace(/<br\b[^<>]*>/g, '\n'));

const wordsIn = (html: string): string => html.replace(/<[^<>]*>/g, '').replace(/\s+/g, '');
