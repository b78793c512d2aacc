// The same feeds by the script somebody would write: gray-matter, markdown-it, three string templates, no cleaning.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import matter from 'gray-matter';
import markdownIt from 'markdown-it';

const SITE = 'https://bench.example/';
const [, , content, items, out] = process.argv;
const markdown = markdownIt({ html: true, linkify: true, typographer: true });
const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const articles = readdirSync(join(content, 'articles'), { recursive: true })
  .filter((path) => path.endsWith('.md'))
  .map((path) => {
    const { data, content: text } = matter(readFileSync(join(content, 'articles', path), 'utf8'), {});
    return { ...data, text, terms: [...data.categories, ...data.tags], url: `${SITE}articles/${path.slice(0, -3)}/` };
  })
  .sort((a, b) => b.date - a.date);

const sections = new Map(articles.map(({ categories: [name] }) => [name, []]));
for (const article of articles) sections.get(article.categories[0]).push(article);
write('', 'The Bench', articles);
for (const [name, list] of sections) write(`categories/${name.toLowerCase().replaceAll(' ', '-')}`, name, list);

function write(folder, title, list) {
  const shown = list.slice(0, Number(items));
  for (const article of shown) article.html ??= markdown.render(article.text);
  mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(join(out, folder, 'feed.xml'), rss(title, shown));
  writeFileSync(join(out, folder, 'atom.xml'), atom(title, shown));
  writeFileSync(join(out, folder, 'feed.json'), jsonFeed(title, shown));
}

function rss(title, list) {
  const items = list.map(
    (one) => `<item><title>${escaped(one.title)}</title><link>${one.url}</link><guid>${one.url}</guid>
<pubDate>${one.date.toUTCString()}</pubDate><dc:creator>${one.author}</dc:creator>
${one.terms.map((term) => `<category>${escaped(term)}</category>`).join('')}
<description>${escaped(one.summary)}</description><content:encoded><![CDATA[${one.html}]]></content:encoded></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>${title}</title><link>${SITE}</link><description>${title}</description>${items.join('\n')}</channel></rss>`;
}

function atom(title, list) {
  const entries = list.map(
    (one) => `<entry><title>${escaped(one.title)}</title><id>${one.url}</id><link href="${one.url}"/>
<published>${one.date.toISOString()}</published><updated>${(one.updated ?? one.date).toISOString()}</updated>
<author><name>${one.author}</name></author>${one.terms.map((term) => `<category term="${escaped(term)}"/>`).join('')}
<summary>${escaped(one.summary)}</summary><content type="html"><![CDATA[${one.html}]]></content></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>${title}</title><id>${SITE}</id>
<updated>${list[0].date.toISOString()}</updated>${entries.join('\n')}</feed>`;
}

function jsonFeed(title, list) {
  const items = list.map(({ url, title, date, summary, html, author, terms }) => ({
    ...{ id: url, url, title, summary, content_html: html, tags: terms },
    ...{ date_published: date, authors: [{ name: author }] },
  }));
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, items });
}
