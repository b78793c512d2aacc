// Whatever stands in a field: a problem with its place, or three feeds that hold it as it was meant.

import fc from 'fast-check';
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { catalogOf } from '../../src/catalog/catalog.ts';
import { renderBody } from '../../src/content/body.ts';
import { decode } from '../../src/content/front-matter.ts';
import type { Article } from '../../src/model/article.ts';
import { isUri } from '../../src/model/paths.ts';
import { isError, type Problem, printProblem } from '../../src/model/problem.ts';
import type { Site } from '../../src/model/site.ts';
import { slugOf, termSlugOf } from '../../src/model/slug.ts';
import { oneLine } from '../../src/model/text.ts';
import { publish } from '../../src/publish.ts';
import { sourceOf } from '../../src/serve/representations.ts';
import { articleIn, NO_MEDIA, siteIn, textAt } from '../content-folder.ts';
import { elementsIn, elementsSeenByBrowser, faultIn } from './html.ts';

const site = siteIn('title: "T & <b>"\nurl: https://example.org/\n', { media: NO_MEDIA }).site as Site;

const PIECES = [
  ...['&', '<', '>', '"', "'", ']]>', '<![CDATA[', '&amp;', '&lt;b&gt;', '&#x26;', '&#0;', '<b>', '</entry>', '<!--'],
  ...['\u0008', '\u0000', '\u001B', '\uFFFE', '\uD800', '\uDC00', '\uFDD0', '\uFDD00\uFDD1', '\u0085', '\u{1FFFE}'],
  ...['🎉', 'é', 'e\u0301', '日本語', 'שלום', '\u202E', '\u200D', '\u00A0', '\uFEFF', '\u2028', 'İ', 'ß', 'ǅ'],
  ...['$&', '$1', '\\', '%', '%2e', '#', '{', '}', '\t', '\n', '\r\n', '\r', '  ', ' ', ',', '..', '/', ':', '-'],
  ...[
    '---',
    '...',
    '~',
    'null',
    'true',
    '2026',
    '1.10',
    '__proto__',
    'constructor',
    'word',
    'https://a.example/b?c=d&e',
  ],
  ...[
    '[a](b)',
    '![a](https://a.example/b.png)',
    '> ',
    '- ',
    '# ',
    '`',
    '*',
    '|',
    '<p>',
    '</p>',
    '<a href="x">',
    '<svg>',
  ],
  ...[
    '<script>',
    '</script>',
    '<iframe src="//a.example">',
    '<img src=x onerror=y>',
    '[^1]',
    '[^1]: a',
    '- [ ] ',
    '    ',
  ],
];
const text = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);
/** Mostly what is right there, so that most articles are published, and sometimes anything. */
const mostly = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: text });
const url = mostly(fc.webUrl({ withQueryParameters: true, withFragments: true }));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const written = fc.record({
  title: text,
  summary: maybe(text),
  authors: maybe(
    fc.array(fc.oneof(text, fc.record({ name: text, url: maybe(url), email: maybe(mostly(fc.emailAddress())) })), {
      maxLength: 3,
    }),
  ),
  categories: maybe(fc.oneof(text, fc.array(text, { maxLength: 4 }))),
  tags: maybe(fc.oneof(text, fc.array(text, { maxLength: 4 }))),
  image: maybe(
    fc.record({
      src: fc.webUrl({ withQueryParameters: true }),
      alt: maybe(text),
      caption: maybe(text),
      credit: maybe(text),
      type: maybe(mostly(fc.constant('image/png'))),
      length: maybe(mostly(fc.integer({ min: 1 }))),
    }),
  ),
  enclosures: maybe(
    fc.array(
      fc.record({ src: fc.webUrl(), title: maybe(text), duration: maybe(mostly(fc.integer({ min: 1, max: 9000 }))) }),
      { maxLength: 2 },
    ),
  ),
  source: maybe(fc.oneof(text, fc.record({ name: text, url: maybe(url) }))),
  related: maybe(fc.array(text, { maxLength: 3 })),
  canonical: maybe(url),
  language: maybe(mostly(fc.constantFrom('de', 'pt_br', 'zh-Hant'))),
  rights: maybe(text),
  id: maybe(fc.oneof(url, text)),
  slug: maybe(text),
  draft: maybe(mostly(fc.constant('false'))),
});
type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

test('any text in any field, and any body', () => {
  let published = 0;
  fc.assert(
    fc.property(written, text, (head, body) => {
      const file = `---\n${yamlOf({ ...head, date: '2026-01-05' })}---\n${body}`;
      const { article, problems } = articleIn('a.md', file, { site, media: NO_MEDIA });
      for (const problem of problems) expectTold(problem, file);
      expect(article === undefined).toBe(problems.some(isError));
      if (!article || article.draft) return;
      published += 1;
      expectPublished(head, article, body);
    }),
    { numRuns: 1500 },
  );
  expect(published).toBeGreaterThan(200);
});

test('any bytes are an article or have an error, and nothing throws', () => {
  const yaml = fc
    .array(
      fc.constantFrom(...PIECES, '\n', '\n', ': ', 'title: ', 'date: ', 'tags:\n', '&a ', '*a', '!', '|', '>-', '? '),
    )
    .map((pieces) => `---\n${pieces.join('')}\n---\n`);
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    yaml.map((file) => new TextEncoder().encode(file)),
  );
  fc.assert(
    fc.property(bytes, (file) => {
      const { text: decoded, problems: undecodable } = decode('a.md', file);
      if (decoded === undefined) return void expect(undecodable.map(({ code }) => code)).toEqual(['utf8-invalid']);
      const { article, problems } = articleIn('a.md', decoded, { site, media: NO_MEDIA });
      const isNone = problems.some(({ code }) => code === 'date-missing' || code === 'front-matter-missing');
      expect(article === undefined).toBe(isNone || problems.some(isError));
      for (const problem of problems) expectTold(problem, decoded);
    }),
    { numRuns: 2000 },
  );
});

/** In a line of its own, at a place that is in the file. */
function expectTold(problem: Problem, file: string): void {
  const lines = file.split(/\r\n?|\n/);
  expect(problem.line).toBeLessThanOrEqual(lines.length);
  expect(problem.column).toBeLessThanOrEqual((lines[problem.line - 1]?.length ?? 0) + 1);
  expect(printProblem(problem, 'content')).not.toMatch(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u202E]/u);
  expect(problem.message).toMatch(/[.?]$/);
  expect(problem.hint).toMatch(/[.?]$/);
}

function expectPublished(head: Written, article: Article, body: string): void {
  const resolve = () => ({ kind: 'unpublished' }) as const;
  const render = (): string =>
    renderBody(body, {
      path: 'a.md',
      bodyLine: 1,
      permalink: 'https://example.org/articles/a/',
      resolve,
    }).html.trimEnd();
  const publication = publish(catalogOf([article], site), site, Date.UTC(2026, 5, 1), render);
  const source = sourceOf(() => publication);
  const [rss, atom] = [textAt(source, '/feed.xml'), textAt(source, '/atom.xml')];
  for (const xml of [rss, atom]) expectWellFormed(xml);
  const [item] = parseRssFeed(rss).items ?? [];
  const [entry] = parseAtomFeed(atom).entries ?? [];
  const json = JSON.parse(textAt(source, '/feed.json')).items[0];

  const title = oneLine(head.title) || 'A'; // of a.md
  expect([item?.title, entry?.title?.value, json.title]).toEqual([title, title, title]);

  const summary = oneLine(head.summary ?? '');
  if (summary)
    expect([textOf(item?.description), textOf(entry?.summary?.value), json.summary]).toEqual([
      summary,
      summary,
      summary,
    ]);

  const names = (head.authors ?? []).map((author) => oneLine(typeof author === 'string' ? author : author.name));
  const named = [...new Set(names.filter(Boolean))];
  const authors = named.length ? named : ['T & <b>'];
  expect(item?.dc?.creators).toEqual([authors.join(', ')]);
  expect(entry?.authors?.map(({ name }) => name)).toEqual(authors);
  expect(json.authors.map(({ name }: { name: string }) => name)).toEqual(authors);

  const terms = [...termsOf(head.categories), ...termsOf(head.tags)];
  expect(item?.categories?.map(({ name }) => name) ?? []).toEqual(terms);
  expect(entry?.categories?.map(({ term }) => term) ?? []).toEqual(terms);
  expect(entry?.categories?.map(({ label }) => label) ?? []).toEqual(terms);
  expect(json.tags ?? []).toEqual([...new Set(terms)]);

  const id = oneLine(head.id ?? '') || 'tag:example.org,2026:a';
  expect([item?.guid?.value, json.id]).toEqual([id, id]);
  expect(isUri(entry?.id ?? '')).toBe(true);
  if (isUri(id)) expect(entry?.id).toBe(id);

  const slug = slugOf(oneLine(head.slug ?? '') || 'a');
  const permalink = `https://example.org/articles/${encodeURIComponent(slug)}/`;
  expect([item?.link, json.url]).toEqual([permalink, permalink]);
  expect(slugOf(slug)).toBe(slug);

  const credit = oneLine((typeof head.source === 'string' ? head.source : head.source?.name) ?? '');
  if (credit) expect([item?.dc?.sources?.[0], json._credit.name]).toEqual([credit, credit]);
  expect(entry?.rights?.value ?? '').toBe(oneLine(head.rights ?? ''));
  if (json.external_url !== undefined) expect(URL.canParse(json.external_url)).toBe(true);
  if (json.language !== undefined) expect(Intl.getCanonicalLocales(json.language)).toEqual([json.language]);

  const html: string = json.content_html;
  expect(faultIn(html)).toBeUndefined();
  // A browser may divide a paragraph that stands in another; it must not find what is not written.
  expect(new Set(elementsSeenByBrowser(html))).toEqual(new Set(elementsIn(html)));
  // Of an empty body JSON Feed shows the summary, or the title: it must have something.
  const content = item?.content?.encoded ?? '';
  expect(entry?.content?.value ?? '').toBe(content);
  if (render() === '') expect(html.slice(0, content.length)).toBe(content);
  else expect(html.trim()).toBe(content);
  if (head.image) {
    const words = [head.image.caption, head.image.credit].map((each) => oneLine(each ?? '')).filter(Boolean);
    expect(textOf(/<figcaption>(.*?)<\/figcaption>/.exec(html)?.[1])).toBe(words.join(' '));
    expect(textOf(/ alt="([^"]*)"/.exec(html)?.[1])).toBe(oneLine(head.image.alt ?? ''));
  }
  const titles = (head.enclosures ?? []).map((each) => oneLine(each.title ?? ''));
  const links = entry?.links?.filter(({ rel }) => rel === 'enclosure').slice(head.image ? 1 : 0) ?? [];
  expect(links.map((link) => link.title ?? '')).toEqual(titles);
}

function termsOf(value: string | readonly string[] | undefined): string[] {
  const names = [value ?? []].flat().flatMap((each) => oneLine(each).split(','));
  const terms = new Map<string, string>();
  for (const name of names.map((each) => each.trim()).filter(Boolean)) {
    if (!terms.has(termSlugOf(name))) terms.set(termSlugOf(name), name);
  }
  return [...terms.values()];
}

function expectWellFormed(xml: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  expect(xml).not.toMatch(/\]\]>(?!<\/content(?::encoded)?>)/);
}

/** JSON is YAML; what YAML does not allow raw stands as an escape. */
const yamlOf = (head: Readonly<Record<string, unknown>>): string =>
  Object.entries(JSON.parse(JSON.stringify(head)) as Record<string, unknown>)
    .map(([key, value]) => `${key}: ${JSON.stringify(value).replace(/[\u007F-\uFFFF]/g, escaped)}\n`)
    .join('');

const escaped = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;

const textOf = (html = ''): string =>
  html
    .replace(/<[^<>]*>/g, '')
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"' })[name] ?? '&');
