// Lists and line breaks as Markdown.

import type { Rules } from './markdown.ts';

export const listRules: Rules = {
  list: {
    filter: ['ul', 'ol'],
    replacement(content, node) {
      const { parentNode: parent, previousElementSibling: before } = node;
      // A list that begins with another number than 1 wants an empty line before it.
      const isPlain = (node.getAttribute('start') ?? '1') === '1';
      if (parent?.nodeName === 'LI' && parent.lastChild === node && isPlain) return `\n${content}`;
      // Two lists in a row would be one.
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
  lineBreak: {
    filter: 'br',
    replacement(_, node) {
      if (node.closest('td, th')) return '<br>';
      const { parentNode: parent } = node;
      const [before, after] = [beside(node, 'previousSibling'), beside(node, 'nextSibling')];
      if (!before || !after || isBlock(before) || isBlock(after)) return '';
      // Old editors write two of them where a paragraph ends.
      const isParagraph = parent !== null && ENDS_PARAGRAPH.test(parent.nodeName);
      if (isParagraph && before.nodeName === 'BR') return '';
      return isParagraph && after.nodeName === 'BR' ? '\n\n' : '\\\n';
    },
  },
};

function prefixOf({ parentNode: parent, previousElementSibling: before }: HTMLElement): string {
  if (parent?.nodeName !== 'OL') return '- ';
  let number = Number((parent as HTMLElement).getAttribute('start') ?? 1);
  for (let each = before; each; each = each.previousElementSibling) number += 1;
  return `${Math.max(0, number)}. `;
}

const ENDS_PARAGRAPH = /^(?:P|DIV|ARTICLE|SECTION|BODY|X-TURNDOWN)$/;

/** The next piece of the same paragraph that is not blank; nothing at its end. */
function beside(node: Node, direction: 'previousSibling' | 'nextSibling'): Node | null {
  for (let at: Node = node; ; ) {
    const next: Node | null = at[direction];
    if (next && (next.nodeType !== 3 || /\S/.test(next.nodeValue ?? ''))) return next;
    if (next) at = next;
    else if (at.parentNode && !isBlock(at.parentNode)) at = at.parentNode;
    else return null;
  }
}

export const isBlock = ({ nodeName }: Node): boolean => BLOCKS.has(nodeName);

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE AUDIO BLOCKQUOTE BODY DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL VIDEO X-TURNDOWN'.split(
    ' ',
  ),
);
