// How the texts of an article stand in the documents: sections, references, and the limit of bytes.

import { expect, test } from 'vitest';
import { writeElement } from '../../src/documents/xml.ts';
import { article, contentFolder, type Files, library, SITE, textAt } from '../content-folder.ts';

async function textsOf(files: Files, paths = ['/feed.xml', '/atom.xml', '/feed.json']) {
  const opened = await library(contentFolder(files));
  return paths.map((path) => textAt(opened, path)) as [string, string, string];
}

test('content is one CDATA section, not indented', async () => {
  const [rss, atom] = await textsOf({ 'a.md': article({}, 'Fish & chips.\n') });
  expect(rss).toContain('<content:encoded><![CDATA[<p>Fish &amp; chips.</p>]]></content:encoded>');
  expect(atom).toContain('<content type="html"><![CDATA[<p>Fish &amp; chips.</p>]]></content>');
});

test('a title of RSS has hexadecimal references, all other plain text has the names of XML', async () => {
  const head = { title: 'A & B', categories: 'Arts & Culture', image: 'https://cdn.example/p.jpg?a=1&b=2' };
  const [rss, atom] = await textsOf({ 'site.yaml': SITE.replace('The Test', 'T & T'), 'a.md': article(head) });
  expect(rss.match(/<title>.*<\/title>/g)).toEqual(['<title>T &#x26; T</title>', '<title>A &#x26; B</title>']);
  expect(rss.replace(/<title>.*<\/title>/g, '') + atom).not.toContain('&#x');
  expect(rss).toContain('<category domain="https://example.org/categories/">Arts &amp; Culture</category>');
  expect(rss).toContain('url="https://cdn.example/p.jpg?a=1&amp;b=2"');
});

test('a summary is escaped as HTML in RSS and Atom, and plain in JSON Feed', async () => {
  const [rss, atom, json] = await textsOf({ 'a.md': article({ summary: 'Use `<iframe>` & wait' }) });
  const escaped = 'Use `&amp;lt;iframe&amp;gt;` &amp;amp; wait';
  expect(rss).toContain(`<description>${escaped}</description>`);
  expect(atom).toContain(`<summary type="html">${escaped}</summary>`);
  expect(JSON.parse(json).items[0].summary).toBe('Use `<iframe>` & wait');
});

test('with feeds.content: summary RSS and Atom have no content, and JSON Feed the figure and the summary', async () => {
  const [rss, atom, json] = await textsOf({
    'site.yaml': `${SITE}feeds: { content: summary }\n`,
    'a.md': article({ image: 'https://cdn.example/p.jpg', summary: 'In short.' }, 'At length.\n'),
  });
  expect(rss + atom + json).not.toContain('At length.');
  expect(rss + atom).not.toMatch(/<content/);
  expect(JSON.parse(json).items[0].content_html).toBe(
    '<figure><img src="https://cdn.example/p.jpg" alt="" /></figure><p>In short.</p>',
  );
});

test('feeds.bytes is counted on RSS, leaves the oldest out of all three, and never all', async () => {
  const files = Object.fromEntries(
    [1, 2, 3].map((day) => [`a${day}.md`, article({ title: `T${day}`, date: `2026-01-0${day}` }, 'é '.repeat(500))]),
  );
  const [whole] = await textsOf(files);
  const bytes = Buffer.byteLength(whole);
  const shown = async (limit: number) => {
    const texts = await textsOf({ 'site.yaml': `${SITE}feeds: { bytes: ${limit} }\n`, ...files });
    return texts.map((text) => [3, 2, 1].filter((day) => text.includes(`T${day}`)));
  };
  expect(await shown(bytes)).toEqual([
    [3, 2, 1],
    [3, 2, 1],
    [3, 2, 1],
  ]);
  expect(await shown(bytes - 1)).toEqual([
    [3, 2],
    [3, 2],
    [3, 2],
  ]);
  expect(await shown(1)).toEqual([[3], [3], [3]]);
});

test('the language of a feed is the one that all its articles have, else the site’s', async () => {
  const files = { 'a.md': article({ language: 'de', tags: 'Eins' }), 'b.md': article({ tags: 'Zwei' }) };
  const [german, mixed] = await textsOf(files, ['/tags/eins/atom.xml', '/atom.xml']);
  expect([german, mixed].map((xml) => /xml:lang="(\w+)"/.exec(xml)?.[1])).toEqual(['de', 'en']);
});

test('an enclosure has its title in Atom and JSON Feed, its duration in JSON Feed, and no second place in RSS', async () => {
  const enclosures = '[{ src: /song.mp3, title: A song, duration: 61 }, { src: /score.pdf, title: The score }]';
  const [rss, atom, json] = await textsOf({ 'a.md': article({ enclosures }), 'song.mp3': 'ID3', 'score.pdf': '%PDF' });
  const url = 'https://example.org/song.mp3';
  expect(atom).toContain(`<link rel="enclosure" type="audio/mpeg" length="3" title="A song" href="${url}"/>`);
  expect(JSON.parse(json).items[0].attachments).toEqual([
    { url, mime_type: 'audio/mpeg', title: 'A song', size_in_bytes: 3, duration_in_seconds: 61 },
    expect.objectContaining({ url: 'https://example.org/score.pdf', title: 'The score' }),
  ]);
  // SimplePie shows `enclosure` and `media:content` both.
  expect(rss.match(/url="[^"]*"/g)).toEqual([`url="${url}"`, 'url="https://example.org/score.pdf"']);
});

test('HTML that holds the end of a CDATA section, or what is lost in one, is escaped instead', () => {
  const written = (html: string) => writeElement('c', { _html: html }, '');
  expect(written('<b>a & b</b>')).toBe('<c><![CDATA[<b>a & b</b>]]></c>');
  expect(written('a ]]> b')).toBe('<c>a ]]&gt; b</c>');
  expect(written('a \r b')).toBe('<c>a &#xD; b</c>');
});
