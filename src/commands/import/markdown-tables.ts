// Tables as Markdown: those with one row of heads and plain cells; others stay HTML.

import type { Rules } from './markdown.ts';
import { htmlBlock } from './markdown-links.ts';
import { isBlock } from './markdown-lists.ts';

export const tableRules: Rules = {
  table: {
    filter: 'table',
    replacement: (content, node) =>
      `\n\n${isPlain(node) ? content.trim().replace(/\n+/g, '\n') : htmlBlock(node.outerHTML)}\n\n`,
  },
  tablePart: { filter: ['thead', 'tbody', 'tfoot'], replacement: (content) => content },
  row: {
    filter: 'tr',
    replacement(content, node) {
      const cells = Array.from(node.children);
      const isHead = node.closest('table')?.getElementsByTagName('tr')[0] === node;
      return `\n|${content}${isHead ? `\n|${cells.map(ruleBelow).join('')}` : ''}`;
    },
  },
  cell: {
    filter: ['td', 'th'],
    replacement: (content) =>
      ` ${content
        .trim()
        .replace(/\s*\n\s*/g, ' ')
        .replace(/\|/g, '\\|')} |`,
  },
};

/** Just as many cells in each row, heads in the first row alone, and only words in them. */
function isPlain(table: HTMLElement): boolean {
  const rows = Array.from(table.getElementsByTagName('tr'));
  const [head, ...body] = rows.map((row) => Array.from(row.children));
  return (
    head?.every(({ nodeName }) => nodeName === 'TH') === true &&
    body.every((cells) => cells.length === head.length && cells.every(({ nodeName }) => nodeName === 'TD')) &&
    !table.querySelector('table, caption, col, [colspan], [rowspan]') &&
    [head, ...body].flat().every((cell) => !Array.from(cell.getElementsByTagName('*')).some(isBlock))
  );
}

function ruleBelow(cell: Element): string {
  const align = cell.getAttribute('align')?.toLowerCase();
  return ` ${align === 'center' ? ':-:' : align === 'right' ? '--:' : align === 'left' ? ':--' : '---'} |`;
}
