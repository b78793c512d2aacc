// The bare loop: markdown-it and sanitize-html over the bodies below a folder, on one core, and nothing else.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import markdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

const [, , content] = process.argv;
const markdown = markdownIt({ html: true, linkify: true });
const began = performance.now();
for (const entry of readdirSync(content, { recursive: true, encoding: 'utf8' })) {
  if (!entry.endsWith('.md')) continue;
  const text = readFileSync(join(content, entry), 'utf8');
  sanitizeHtml(markdown.render(text.slice(text.indexOf('\n---\n') + 5)));
}
console.log(performance.now() - began);
