// Words that stand out, as Markdown: emphasis by its marks where these would be read as such, HTML otherwise.

import type { Rules } from './markdown.ts';
import { startTagOf } from './markdown-links.ts';
import { isBlock } from './markdown-lists.ts';

export const inlineRules: Rules = {
  kept: {
    filter: [
      'abbr',
      'cite',
      'dfn',
      'ins',
      'kbd',
      'mark',
      'q',
      'rp',
      'rt',
      'ruby',
      'samp',
      'small',
      'sub',
      'sup',
      'time',
      'u',
      'var',
    ],
    replacement: (content, node) => `${startTagOf(node)}${content}</${node.nodeName.toLowerCase()}>`,
  },
  emphasis: { filter: ['em', 'i'], replacement: (content, node) => marked(content, node, '*') },
  strong: { filter: ['strong', 'b'], replacement: (content, node) => marked(content, node, '**') },
  struck: { filter: ['s', 'del'], replacement: (content, node) => marked(content, node, '~~') },
};

const SAME: Readonly<Record<string, string>> = { '*': 'em, i', '**': 'strong, b', '~~': 's, del' };

function marked(content: string, node: HTMLElement, mark: string): string {
  const isMarkedAlready = node.parentElement?.closest(SAME[mark] ?? '') !== null;
  if (content.trim() === '' || /\n\s*\n/.test(content) || isMarkedAlready) return content;
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

/** The character next to the element in its paragraph; `*` where that is another mark, nothing at the end. */
function characterBeside(node: Node, direction: 'previousSibling' | 'nextSibling'): string {
  const sibling = node[direction];
  if (!sibling) return !node.parentNode || isBlock(node.parentNode) ? '' : characterBeside(node.parentNode, direction);
  if (isBlock(sibling) || sibling.nodeName === 'BR') return '';
  if (sibling.nodeType !== 3) return /^(?:EM|I|STRONG|B|S|DEL)$/.test(sibling.nodeName) ? '*' : '`';
  const text = sibling.nodeValue ?? '';
  if (text === '') return characterBeside(sibling, direction);
  return (direction === 'nextSibling' ? text[0] : text.at(-1)) ?? '';
}
