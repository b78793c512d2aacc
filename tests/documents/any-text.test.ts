// Any text comes back from the three feeds as it was written, and the XML is well-formed.

import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import type { Article } from '../../src/model/article.ts';
import type { Site } from '../../src/model/site.ts';
import { termSlugOf } from '../../src/model/slug.ts';
import { oneLine, writable } from '../../src/model/text.ts';
import { publish } from '../../src/publish.ts';
import { sourceOf } from '../../src/serve/representations.ts';
import { articleIn, NO_MEDIA, siteIn, textAt } from '../content-folder.ts';

const PIECES = [
  ...[
    '&',
    '<',
    '>',
    '"',
    "'",
    ']]>',
    '<![CDATA[',
    '&amp;',
    '&lt;b&gt;',
    '&#x26;',
    '<b>',
    '</entry>',
    '</item>',
    '<!--',
  ],
  ...['\u0008', '\u0000', '\uFFFE', '\uD800', '\uFDD0', '\uFDD00\uFDD1', '\u0085', '\u{1FFFE}', '\u200F', '\u202E'],
  ...['🎉', 'é', 'e\u0301', '日本語', 'שלום', '$&', '$1', '\\', '%', '#', '{', '}', '\t', '\n', '\r\n', '  ', 'word'],
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const shown = text.filter((each) => oneLine(each) !== '');
/** Commas separate terms, and a term is told by its slug, so that no two generated ones are the same. */
const term = shown.map((each) => each.replaceAll(',', '')).filter((each) => oneLine(each) !== '');

const written = fc.record({
  title: shown,
  summary: shown,
  authors: fc.uniqueArray(shown, { minLength: 1, maxLength: 3, selector: key }),
  categories: fc.uniqueArray(term, { maxLength: 3, selector: slug }),
  tags: fc.uniqueArray(term, { maxLength: 3, selector: slug }),
  source: shown,
  caption: shown,
  body: text,
});

function slug(words: string): string {
  return termSlugOf(oneLine(words));
}

function key(words: string): string {
  return oneLine(words).normalize('NFC').toLowerCase().normalize('NFC');
}

test('every field of an article comes back from RSS, Atom and JSON Feed', () => {
  fc.assert(
    fc.property(written, (article) => {
      const { parsed, feeds } = publishOne(article);
      const { title, summary, authors, categories, tags } = expected(article);
      const content = writable(article.body).trim();

      const [item] = parseRssFeed(feeds.rss).items ?? [];
      expect(item?.title).toBe(title);
      expect(decoded(item?.description ?? '')).toBe(summary);
      expect(item?.dc?.creators).toEqual([authors.join(', ')]);
      expect(item?.categories?.map(({ name }) => name) ?? []).toEqual([...categories, ...tags]);
      expect(item?.content?.encoded?.trim().endsWith(content)).toBe(true);
      expect(item?.guid?.value).toBe(parsed.id);
      expect(item?.media?.contents?.[0]?.title?.value).toBe(oneLine(article.caption));

      const [entry] = parseAtomFeed(feeds.atom).entries ?? [];
      expect(entry?.title?.value).toBe(title);
      expect(decoded(entry?.summary?.value ?? '')).toBe(summary);
      expect(entry?.authors?.map(({ name }) => name)).toEqual(authors);
      expect(entry?.categories?.map(({ term, label }) => [term, label]) ?? []).toEqual(
        [...categories, ...tags].map((name) => [name, name]),
      );
      expect(entry?.content?.value?.trim().endsWith(content)).toBe(true);
      expect(entry?.id).toBe(parsed.id);

      const [json] = parseJsonFeed(feeds.json).items ?? [];
      expect(json?.title).toBe(title);
      expect(json?.summary).toBe(summary);
      expect(json?.authors?.map(({ name }) => name)).toEqual(authors);
      expect(json?.tags ?? []).toEqual([...new Set([...categories, ...tags])]);
      expect(json?.id).toBe(parsed.id);
      expect(JSON.parse(feeds.json).items[0]._credit.name).toBe(oneLine(article.source));
    }),
    { numRuns: 400 },
  );
});

test('every XML document is well-formed', () => {
  fc.assert(
    fc.property(written, (article) => {
      const { feeds } = publishOne(article);
      for (const xml of [feeds.rss, feeds.atom]) {
        expect(wellFormed(xml)).toBe(true);
        expect(xml.match(/\]\]>/g)?.length).toBe(xml.match(/<!\[CDATA\[[\s\S]*?\]\]>/g)?.length);
      }
    }),
    { numRuns: 400 },
  );
});

type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

function expected({ title, summary, authors, categories, tags }: Written) {
  const lines = (list: readonly string[]) => list.map(oneLine);
  const [title_, summary_] = [oneLine(title), oneLine(summary)];
  return {
    title: title_,
    summary: summary_,
    authors: lines(authors),
    categories: lines(categories),
    tags: lines(tags),
  };
}

/** Through the whole line: the head as YAML, the catalog, the publication, the documents. */
function publishOne({ body, ...head }: Written): {
  parsed: Article;
  feeds: Record<'rss' | 'atom' | 'json', string>;
} {
  const site = siteIn('title: T & <b>\nurl: https://example.org/\n', { media: NO_MEDIA }).site as Site;
  const { caption, ...rest } = head;
  const image = { src: 'https://example.org/p.jpg?a=1&b=2', length: '5', caption };
  const lines = Object.entries({ ...rest, image, date: '2026-01-05' }).map(
    ([name, value]) => `${name}: ${yaml(value)}`,
  );
  const { article, problems } = articleIn('a.md', `---\n${lines.join('\n')}\n---\n`, { site, media: NO_MEDIA });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const publication = publish(catalogOf([article as Article], site), site, Date.UTC(2026, 5, 1), () => writable(body));
  const source = sourceOf(() => publication);
  const at = (path: string) => textAt(source, path);
  return { parsed: article as Article, feeds: { rss: at('/feed.xml'), atom: at('/atom.xml'), json: at('/feed.json') } };
}

/** JSON is YAML; what YAML does not allow raw stands as an escape. */
const yaml = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007F-\uFFFF]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** HTML of a plain text, read back. */
const decoded = (html: string): string =>
  html.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"' })[name] ?? '&');

function wellFormed(xml: string): boolean {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return true;
}
