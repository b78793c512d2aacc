// Links, pictures and their targets as Markdown; and HTML that stays as it is.

import type { Rules } from './markdown.ts';
import { escapeMarkdown } from './plain-markdown.ts';

export const linkRules: Rules = {
  target: {
    filter: (node) => node.nodeName === 'A' && node.id !== '' && isTarget(node),
    replacement: (content, node) => `${startTagOf(node)}${content}</a>`,
  },
  unlinked: {
    filter: (node) => node.nodeName === 'A' && !node.getAttribute('href'),
    replacement: (content) => content,
  },
  link: {
    filter: (node) => node.nodeName === 'A' && Boolean(node.getAttribute('href')),
    replacement(content, node) {
      const text = content.replace(AUTOLINK, (_, url: string) => escapeInLink(url)).trim();
      if (text === '') return '';
      if (/\n\s*\n/.test(text)) return `\n\n${htmlBlock(`<div>${node.outerHTML}</div>`)}\n\n`;
      return `[${text.replace(/\n(?!$)/g, ' ').replace(/\\ /g, ' ')}](${destinationOf(node, 'href')})`;
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

const AUTOLINK = /<(https?:[^<>\s]+)>/g;

const escapeInLink = (url: string): string => url.replace(/[\\`*_[\]~&]/g, '\\$&');

/** The address and title of a link, as they stand between the parentheses. */
function destinationOf(node: HTMLElement, attribute: 'href' | 'src'): string {
  const url = (node.getAttribute(attribute) ?? '').replace(/\s/g, '%20').replace(/</g, '%3C').replace(/>/g, '%3E');
  const title = (node.getAttribute('title') ?? '').replace(/\s+/g, ' ').trim();
  const destination = /[()\\*_`&]/.test(url) ? `<${url.replace(/\\/g, '%5C').replace(/&(?=#?\w+;)/g, '&amp;')}>` : url;
  return title === ''
    ? destination
    : `${destination} "${title.replace(/["\\]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&')}"`;
}

/** The start tag of an element, its attributes escaped. */
export function startTagOf(node: HTMLElement): string {
  const name = node.nodeName.toLowerCase();
  const attributes = Array.from(node.attributes, ({ name, value }) => ` ${name}="${escapeAttribute(value)}"`);
  return `<${name}${attributes.join('')}>`;
}

const escapeAttribute = (value: string): string =>
  value.replace(/\s+/g, ' ').replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** HTML as a block of its own in Markdown: it ends at the first empty line (CommonMark §4.6), so it has none. */
export function htmlBlock(html: string): string {
  return html
    .replace(/<pre\b.*?<\/pre>/gis, (code) => code.replace(/\n/g, '&#10;'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** The HTML with an anchor in each element that a link in it leads to: Markdown gives nothing else an id. */
export function anchored(html: string): string {
  const targets = new Set([...html.matchAll(/\shref="#([^"]+)"/g)].map(([, id]) => id));
  return html.replace(ELEMENT_WITH_ID, (tags, id) => (targets.has(id) ? `${tags}<a id="${id}"></a>` : tags));
}

const ELEMENT_WITH_ID =
  /<(?:p|li|h[1-6]|td|th|div|section|blockquote)(?:\s[^<>]*)?\sid="([^"]+)"[^<>]*>(?:\s*<p(?:\s[^<>]*)?>)?/g;

/** Whether a link in the same text leads to the element. */
function isTarget({ id, ownerDocument }: HTMLElement): boolean {
  return Array.from(ownerDocument.getElementsByTagName('a')).some((link) => link.getAttribute('href') === `#${id}`);
}
