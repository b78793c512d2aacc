// The same feeds by the script somebody would write: gray-matter, markdown-it, three string templates, no cleaning.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import matter from 'gray-matter';
import markdownIt from 'markdown-it';

const [, , content, out, items] = process.argv;
const markdown = markdownIt({ html: true, linkify: true, typographer: true });
const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const articles = readdirSync(join(content, 'articles'), { recursive: true })
  .filter((path) => path.endsWith('.md'))
  .map((path) => {
    const { data, content: text } = matter(readFileSync(join(content, 'articles', path), 'utf8'), {});
    return { ...data, path, text, url: `https://bench.example/articles/${path.slice(0, -3)}/` };
  })
  .sort((a, b) => b.date - a.date);

const sections = new Map();
for (const article of articles) {
  for (const name of article.categories) {
    if (!sections.has(name)) sections.set(name, []);
    sections.get(name).push(article);
  }
}
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
  const each = list.map(
    (
      one,
    ) => `<item><title>${escaped(one.title)}</title><link>${one.url}</link><guid isPermaLink="false">${one.path}</guid>
<pubDate>${one.date.toUTCString()}</pubDate><dc:creator>${one.author}</dc:creator>
${[...one.categories, ...one.tags].map((term) => `<category>${escaped(term)}</category>`).join('')}
<description>${escaped(one.summary)}</description><content:encoded><![CDATA[${one.html}]]></content:encoded></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>${title}</title><link>https://bench.example/</link><description>${title}</description>
${each.join('\n')}</channel></rss>`;
}

function atom(title, list) {
  const each = list.map(
    (one) => `<entry><title>${escaped(one.title)}</title><id>${one.path}</id><link href="${one.url}"/>
<published>${one.date.toISOString()}</published><updated>${(one.updated ?? one.date).toISOString()}</updated>
<author><name>${one.author}</name></author>
${[...one.categories, ...one.tags].map((term) => `<category term="${escaped(term)}"/>`).join('')}
<summary>${escaped(one.summary)}</summary><content type="html"><![CDATA[${one.html}]]></content></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>${title}</title><id>https://bench.example/</id>
<updated>${list[0].date.toISOString()}</updated>
${each.join('\n')}</feed>`;
}

function jsonFeed(title, list) {
  const each = list.map(({ path: id, url, title, date, summary, html, author, categories, tags }) => ({
    ...{ id, url, title, date_published: date, summary, content_html: html },
    ...{ authors: [{ name: author }], tags: [...categories, ...tags] },
  }));
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, items: each });
}
