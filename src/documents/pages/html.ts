// HTML: a tree of hono/jsx as a document that can be read.

export type { Child } from 'hono/jsx';

/** Stands for the article's body in the tree; Unicode keeps it for a program's own use, and no article holds it. */
export const BODY = '\uFDD0';

/** The document, a block to a line. `body` is clean HTML, put in as it is. */
export function writeHtml(page: { toString(): unknown }, body = ''): string {
  // No component waits for anything, so that the tree is a string at once.
  const html = String(page)
    .replace(BLOCK, '\n$&')
    .replace(BODY, () => body);
  return `<!doctype html>${html}\n`;
}

const BLOCK =
  /<(?:\/(?:head|body|html|main|header|footer|nav|article|section|aside|ul|ol)>|(?:html|head|meta|link|title|script|body|header|nav|main|article|section|aside|footer|div|h[1-6]|p|ul|ol|li|figure|figcaption|dl)\b)/g;
