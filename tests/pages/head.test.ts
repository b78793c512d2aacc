import { describe, expect, test } from 'vitest';
import { article, contentFolder, type Files, library, textAt } from '../content-folder.ts';
import { pageAt } from './page.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const SITE = `title: The Test
url: https://example.org/news/
description: What is tested
language: en-GB
logo: logo.png
icon: logo.png
authors:
  ann: { name: Ann Aldous, url: 'https://ann.example/' }
`;

const FILES: Files = {
  'site.yaml': SITE,
  'logo.png': PNG,
  'articles/plain.md': article({ title: 'Plain', date: '2026-01-02', author: 'Bob' }, 'Only a body.\n'),
  'articles/full/index.md': article({
    title: 'Full',
    date: '2026-01-05T08:00:00+01:00',
    updated: '2026-01-06T09:30:00Z',
    authors: '[ann, Bob]',
    categories: '[News, Sport]',
    tags: '[Boats, Wind]',
    summary: 'A summary.',
    image: '{ src: hero.png, alt: A boat, caption: The boat, credit: A. Aldous }',
  }),
  'articles/full/hero.png': PNG,
  'articles/elsewhere.md': article({ title: 'Elsewhere', canonical: 'https://other.example/first' }),
};

const publication = () => library(contentFolder(FILES));

describe('autodiscovery (scenario 22)', () => {
  const SITES = [
    'https://example.org/news/feed.xml',
    'https://example.org/news/atom.xml',
    'https://example.org/news/feed.json',
  ];
  const NEWS = SITES.map((url) => url.replace('/news/', '/news/categories/news/'));

  test.each<[string, readonly string[]]>([
    ['/', SITES],
    ['/articles/full/', SITES],
    ['/categories/', SITES],
    ['/feeds/', SITES],
    ['/categories/news/', [...NEWS, ...SITES]],
  ])('%s: RSS, Atom, JSON, the listing’s own first', async (path, hrefs) => {
    const page = pageAt(await publication(), path);
    const links = page.all('link').filter(({ attributes }) => attributes.rel === 'alternate');
    expect(links.map(({ attributes }) => attributes.href)).toEqual(hrefs);
    for (const [index, { attributes }] of links.entries()) {
      const types = ['application/rss+xml', 'application/atom+xml', 'application/feed+json'];
      expect(attributes.type).toBe(types[index % 3]);
      expect(attributes.title).toMatch(/.+ – (RSS|Atom|JSON Feed)$/);
      expect(Object.keys(attributes)).not.toContain('hreflang');
      expect(Object.keys(attributes)).not.toContain('media');
    }
    const [head] = page.all('head');
    expect(links.every((link) => head?.children.includes(link))).toBe(true); // Liferea looks nowhere else
  });

  test('each address is a feed', async () => {
    const opened = await publication();
    for (const href of [...SITES, ...NEWS]) {
      expect(await opened.get(href.replace('https://example.org/news', ''))).toMatchObject({ kind: 'document' });
    }
  });
});

describe('title, description, canonical', () => {
  test.each([
    ['/', 'The Test', 'What is tested'],
    ['/articles/full/', 'Full – The Test', 'A summary.'],
    ['/articles/plain/', 'Plain – The Test', 'Only a body.'],
    ['/categories/news/', 'News – The Test', undefined],
    ['/tags/', 'Topics – The Test', undefined],
  ])('%s', async (path, title, description) => {
    const page = pageAt(await publication(), path);
    expect(page.all('title').map(({ text }) => text)).toEqual([title]);
    expect(page.meta('description')[0]).toBe(description);
    expect(page.links('canonical')).toEqual([`https://example.org/news${path}`]);
    expect(page.meta('robots')).toEqual(['max-image-preview:large']);
  });

  test('an article that first appeared elsewhere says so', async () => {
    const page = pageAt(await publication(), '/articles/elsewhere/');
    expect(page.links('canonical')).toEqual(['https://other.example/first']);
    expect(page.meta('og:url')).toEqual(['https://other.example/first']);
  });

  test('what is no page is not to be found by search engines', async () => {
    const page = pageAt(await publication(), '/404.html');
    expect([page.meta('robots'), page.links('canonical'), page.meta('og:url')]).toEqual([['noindex'], [], []]);
  });
});

describe('Open Graph', () => {
  test.each([
    ['og:type', ['article']],
    ['og:title', ['Full']],
    ['og:site_name', ['The Test']],
    ['og:description', ['A summary.']],
    ['og:url', ['https://example.org/news/articles/full/']],
    ['og:locale', ['en_GB']],
    ['og:image', ['https://example.org/news/articles/full/hero.png']],
    ['og:image:width', ['1']],
    ['og:image:height', ['1']],
    ['og:image:alt', ['A boat']],
    ['article:published_time', ['2026-01-05T07:00:00Z']],
    ['article:modified_time', ['2026-01-06T09:30:00Z']],
    ['article:section', ['News']],
    ['article:tag', ['Boats', 'Wind']],
    ['article:author', ['https://example.org/news/authors/ann/', 'https://example.org/news/authors/bob/']],
    ['twitter:card', ['summary_large_image']],
  ])('%s', async (property, content) => {
    const full = pageAt(await publication(), '/articles/full/');
    expect(full.meta(property)).toEqual(content);
  });

  test('a page without a picture shows the logo, and no change that was not made', async () => {
    const page = pageAt(await publication(), '/articles/plain/');
    expect(page.meta('og:image')).toEqual(['https://example.org/news/logo.png']);
    expect(page.meta('twitter:card')).toEqual(['summary']);
    expect(page.meta('article:modified_time')).toEqual([]);
  });

  test('scenario 27: the picture is one URL in the page and in the feeds', async () => {
    const current = await publication();
    const [url = ''] = pageAt(current, '/articles/full/').meta('og:image');
    for (const feed of ['/feed.xml', '/atom.xml', '/feed.json']) expect(textAt(current, feed)).toContain(url);
  });
});

describe('JSON-LD', () => {
  test('an article is a NewsArticle with all that Google asks for', async () => {
    expect(pageAt(await publication(), '/articles/full/').data()).toEqual({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      mainEntityOfPage: { '@type': 'WebPage', '@id': 'https://example.org/news/articles/full/' },
      headline: 'Full',
      description: 'A summary.',
      image: [
        {
          '@type': 'ImageObject',
          url: 'https://example.org/news/articles/full/hero.png',
          width: 1,
          height: 1,
          caption: 'The boat',
          creditText: 'A. Aldous',
        },
      ],
      datePublished: '2026-01-05T07:00:00Z',
      dateModified: '2026-01-06T09:30:00Z',
      author: [
        {
          '@type': 'Person',
          name: 'Ann Aldous',
          url: 'https://example.org/news/authors/ann/',
          sameAs: 'https://ann.example/',
        },
        { '@type': 'Person', name: 'Bob', url: 'https://example.org/news/authors/bob/' },
      ],
      publisher: {
        '@type': 'Organization',
        name: 'The Test',
        url: 'https://example.org/news/',
        logo: { '@type': 'ImageObject', url: 'https://example.org/news/logo.png' },
      },
      articleSection: ['News', 'Sport'],
      keywords: ['Boats', 'Wind'],
      inLanguage: 'en-GB',
    });
  });

  test('a publication that is its own author is no person', async () => {
    const { author } = pageAt(await publication(), '/articles/elsewhere/').data();
    expect(author).toMatchObject([{ '@type': 'Organization', name: 'The Test', url: 'https://example.org/news/' }]);
  });

  test('only articles have it', async () => {
    expect(pageAt(await publication(), '/').all('script')).toEqual([]);
  });
});

describe('any words', () => {
  const HOSTILE = [
    '</title><script>alert(1)</script>',
    '</script><script>alert(1)</script>',
    '<!--<script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '&lt;b&gt; &amp; &#60;',
    ']]> --> \u2028 é 🎉 שלום',
    '</main></body></html>',
    '$& $1 $` \\u003c',
  ];

  test.each(HOSTILE)('%s', async (words) => {
    const quoted = JSON.stringify(words);
    const head = {
      title: quoted,
      summary: quoted,
      author: `{ name: ${quoted} }`,
      tags: `[${JSON.stringify(words.replaceAll(',', ''))}]`,
      source: quoted,
      rights: quoted,
    };
    const opened = await library(
      contentFolder({
        'site.yaml': `title: ${quoted}\nurl: https://example.org/\ndescription: ${quoted}\ncopyright: ${quoted}\n`,
        'articles/a.md': article(head),
        'articles/b.md': article({ title: 'Another', related: 'a' }),
      }),
    );
    const [tagPath = ''] = (await opened.paths()).filter((path) => /^\/tags\/[^/]+\/$/.test(path));
    const shown = words.replace(/\s+/g, ' ').trim();
    for (const path of ['/', '/articles/a/', '/articles/b/', '/tags/', tagPath, '/feeds/', '/404.html']) {
      const page = pageAt(opened, path);
      expect(page.all('script').every(({ attributes }) => attributes.type === 'application/ld+json')).toBe(true);
      const attributes = page.all('body').concat(page.all('img'), page.all('a'), page.all('input'));
      expect(
        attributes.flatMap((element) => Object.keys(element.attributes)).filter((name) => /^on/.test(name)),
      ).toEqual([]);
      expect(page.all('img')).toEqual([]);
      expect(page.all('main')).toHaveLength(1);
      expect(page.all('footer').at(-1)?.text).toContain(shown);
    }
    const page = pageAt(opened, '/articles/a/');
    expect(page.all('h1').map(({ text }) => text)).toEqual([shown]);
    expect(page.all('title').map(({ text }) => text)).toEqual([`${shown} – ${shown}`]);
    expect(page.meta('og:title')).toEqual([shown]);
    expect(page.data()).toMatchObject({ headline: shown, description: shown });
  });
});
