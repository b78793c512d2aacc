// Parsing site.yaml: each key, its default, and the problem of what is wrong.

import { describe, expect, test } from 'vitest';
import type { SiteContext } from '../../src/content/parse-site.ts';
import type { Site } from '../../src/model/site.ts';
import { siteIn } from '../content-folder.ts';
import { mediaOf, PNG } from './media.ts';

const media = mediaOf({ 'images/logo.png': PNG });
const HEAD = 'title: T\nurl: https://example.org/news\n';
const parse = (yaml: string, context: Partial<SiteContext> = {}) => siteIn(yaml, { media, ...context });
const of = (yaml: string, context?: Partial<SiteContext>): Site => parse(HEAD + yaml, context).site as Site;
const problems = (yaml: string): string[] =>
  parse(yaml).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);

test('a site of title and url alone', () => {
  expect(of('')).toEqual({
    title: 'T',
    url: 'https://example.org/news/',
    description: '',
    language: 'en',
    timeZone: 'UTC',
    authors: new Map(),
    author: [],
    tagAuthority: 'example.org,2026',
    hubs: [],
    feeds: { limit: 30, bytes: 1_000_000, content: 'full', ttl: 15, preview: true, languages: [] },
    permalink: '/articles/{slug}/',
    categories: new Map(),
    redirects: new Map(),
    gone: new Map(),
    queryRules: [],
    ignore: [],
    typography: true,
  });
});

describe('what is missing', () => {
  test.each([
    ['', ['site-invalid 1:1', 'site-invalid 1:1']],
    ['title: T', ['site-invalid 1:1']],
    ['url: https://example.org/', ['site-invalid 1:1']],
    ['title:\nurl: ""', ['site-invalid 1:1', 'site-invalid 2:6']],
    ['- title', ['front-matter-not-mapping 1:1']],
    ['title: [', ['yaml-invalid 1:8']],
    ['title: [T]\nurl: example.org', ['site-invalid 1:8', 'site-invalid 2:6']],
  ])('%j', (yaml, expected) => expect(problems(yaml)).toEqual(expected));
});

describe('ids made of localhost', () => {
  const LOCAL = 'title: T\nurl: http://localhost:3000/\n';
  const PUBLIC = { url: 'https://example.org/' };
  test.each<[string, string, Partial<SiteContext>, string[]]>([
    ['behind SITE_URL', LOCAL, PUBLIC, ['tag-authority-local 2:6']],
    ['of 127.0.0.1', LOCAL.replace('localhost', '127.0.0.1'), PUBLIC, ['tag-authority-local 2:6']],
    ['written beside a public url', `${HEAD}tagAuthority: localhost,2026\n`, {}, ['tag-authority-local 3:15']],
    ['for a mailbox', `${HEAD}tagAuthority: me@localhost,2026\n`, {}, ['tag-authority-local 3:15']],
    ['where the site is local too', LOCAL, {}, []],
    ['with a domain written down', `${LOCAL}tagAuthority: example.org,2026\n`, PUBLIC, []],
    ['with a name of its own below localhost', `${LOCAL}tagAuthority: gazette-x1.localhost,2026\n`, PUBLIC, []],
  ])('%s', (_, yaml, context, expected) => {
    const found = parse(yaml, context).problems;
    expect(found.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual(expected);
  });
});

describe('the url', () => {
  test.each([
    ['has a final slash', 'https://example.org/a/b', 'https://example.org/a/b/'],
    ['has no more of them', 'https://example.org//', 'https://example.org/'],
    ['has neither query nor fragment nor password', 'https://u:p@example.org/a?b#c', 'https://example.org/a/'],
    ['is written in ASCII', 'https://münchen.example/ü', 'https://xn--mnchen-3ya.example/%C3%BC/'],
  ])('%s', (_, url, expected) => expect(parse(`title: T\nurl: "${url}"`).site?.url).toBe(expected));

  test('is that of SITE_URL where there is one, and the tag authority is not', () => {
    expect(of('', { url: 'https://other.example/' })).toMatchObject({
      url: 'https://other.example/',
      tagAuthority: 'example.org,2026',
    });
  });

  test('of SITE_URL that is none is an error', () => {
    expect(parse(HEAD, { url: 'other.example' }).problems).toMatchObject([
      { code: 'site-invalid', line: 1, column: 1 },
    ]);
  });

  test.each([
    ['http://localhost:3000/a/', 'http://localhost:8080/a/'],
    ['http://127.0.0.1/', 'http://127.0.0.1:8080/'],
    ['https://example.org/', 'https://example.org/'],
    ['https://localhost.example/', 'https://localhost.example/'],
  ])('of localhost follows the port: %s', (url, expected) => {
    expect(parse(`title: T\nurl: ${url}`, { port: 8080 }).site?.url).toBe(expected);
  });
});

describe('keys that are read', () => {
  test.each([
    ['description: Words', { description: 'Words' }],
    ['language: de_at', { language: 'de-AT' }],
    ['copyright: © Ann', { copyright: '© Ann' }],
    ['timeZone: Europe/Berlin', { timeZone: 'Europe/Berlin' }],
    ['logo: images/logo.png', { logo: 'https://example.org/news/images/logo.png' }],
    ['icon: https://example.org/i.png', { icon: 'https://example.org/i.png' }],
    ['author: Ann', { author: [{ name: 'Ann' }] }],
    ['tagAuthority: ann@example.org,2020-05', { tagAuthority: 'ann@example.org,2020-05' }],
    ['hubs: https://hub.example', { hubs: ['https://hub.example/'] }],
    [
      'feeds: { limit: 5, bytes: 1000, content: summary, ttl: 60, preview: no, languages: [de, pt_br] }',
      {
        feeds: { limit: 5, bytes: 1000, content: 'summary', ttl: 60, preview: false, languages: ['de', 'pt-BR'] },
      },
    ],
    ['permalink: /{year}/{month}/{day}/{slug}/', { permalink: '/{year}/{month}/{day}/{slug}/' }],
    ['permalink: https://other.example/{slug}', { permalink: 'https://other.example/{slug}' }],
    [
      'permalink: https://other.example/{category}/{slug}.html',
      {
        permalink: 'https://other.example/{category}/{slug}.html',
      },
    ],
    [
      'categories: { Tech News: { name: Technology, description: D }, b: {} }',
      {
        categories: new Map([
          ['tech-news', { name: 'Technology', description: 'D' }],
          ['b', { name: 'b' }],
        ]),
      },
    ],
    [
      'redirects: { /old/: /new/, older: https://other.example/a, /%C3%BC/: /b/ }',
      {
        redirects: new Map([
          ['/old/', '/new/'],
          ['/older', 'https://other.example/a'],
          ['/ü/', '/b/'],
          ['/old', '/new/'],
          ['/older/', 'https://other.example/a'],
          ['/ü', '/b/'],
        ]),
      },
    ],
    [
      'gone: { /a.html: Withdrawn by its author, /b.html: }',
      {
        gone: new Map([
          ['/a.html', 'Withdrawn by its author'],
          ['/b.html', ''],
        ]),
      },
    ],
    ['ignore: [drafts-of-others/, "*.bak.md"]', { ignore: ['drafts-of-others/', '*.bak.md'] }],
    ['typography: no', { typography: false }],
    ['accent: "#0057b8"', { accent: '#0057b8' }],
    ['accent: oklch(60% 0.2 250 / 50%)', { accent: 'oklch(60% 0.2 250 / 50%)' }],
    [
      'license: { url: "https://c.example/", search: yes, ai-input: no, ai-train: no }',
      { license: { url: 'https://c.example/', search: true, aiInput: false, aiTrain: false } },
    ],
    ['TimeZone: Europe/Berlin', { timeZone: 'Europe/Berlin' }],
    [
      'redirects: { "/?feed=rss2": /feed.xml, "/?p=12&x": /a/ }',
      {
        redirects: new Map(),
        queryRules: [
          { path: '/', query: new Map([['feed', 'rss2']]), to: '/feed.xml' },
          {
            path: '/',
            query: new Map([
              ['p', '12'],
              ['x', ''],
            ]),
            to: '/a/',
          },
        ],
      },
    ],
    ['gone: ["/?p=13"]', { queryRules: [{ path: '/', query: new Map([['p', '13']]) }] }],
    [
      'gone: [/old/, "older", /a.html]',
      { gone: new Map(['/old/', '/old', '/older', '/older/', '/a.html'].map((path) => [path, ''])) },
    ],
  ])('%s', (yaml, expected) => {
    expect(of(yaml)).toMatchObject(expected);
    expect(problems(HEAD + yaml)).toEqual([]);
  });

  test.each([
    [
      'a query and a fragment stay what they are',
      '{ /a.html: "/x/?a=1#b", /b.html: /ä/#ö%C3 }',
      [
        ['/a.html', '/x/?a=1#b'],
        ['/b.html', '/%C3%A4/#%C3%B6%C3'],
      ],
    ],
    [
      'of an address elsewhere too',
      '{ /a.html: "https://other.example/x?a#b" }',
      [['/a.html', 'https://other.example/x?a#b']],
    ],
    ['an address of the site itself is a path', '{ /a.html: "https://example.org/news/b/#c" }', [['/a.html', '/b/#c']]],
    [
      'one that leads on is resolved to the end',
      '{ /a.html: "/b.html#x", /b.html: /c, /c/: /d/ }',
      [
        ['/a.html', '/d/#x'],
        ['/b.html', '/d/'],
        ['/c/', '/d/'],
        ['/c', '/d/'],
      ],
    ],
    [
      'a slash alone may be added, and one may be taken from a file',
      '{ /a: /a/, /feed.xml/: /feed.xml }',
      [
        ['/a', '/a/'],
        ['/feed.xml/', '/feed.xml'],
      ],
    ],
    [
      'what is below the folders of terms may be old',
      '{ /tags/a.html: /tags/b/, /sitemap_index.xml: /sitemap.xml }',
      [
        ['/tags/a.html', '/tags/b/'],
        ['/sitemap_index.xml', '/sitemap.xml'],
      ],
    ],
  ])('redirects: %s', (_, yaml, expected) => {
    expect(problems(`${HEAD}redirects: ${yaml}`)).toEqual([]);
    expect([...of(`redirects: ${yaml}`).redirects]).toEqual(expected);
  });

  test('a site that has no pages may send its front elsewhere', () => {
    const { redirects } = of('permalink: "https://a.example/{slug}"\nredirects: { /: "https://a.example/" }');
    expect([...redirects]).toEqual([['/', 'https://a.example/']]);
  });

  test.each([
    ['bytes: -1', 'Write a number: bytes: 1000000.'],
    ['limit: -1', 'Write a number: limit: 30.'],
    ['ttl: no', 'Write a number: ttl: 15.'],
  ])('the hint for feeds: { %s } is fitting', (yaml, hint) => {
    expect(parse(`${HEAD}feeds: { ${yaml} }`).problems.map((each) => each.hint)).toEqual([hint]);
  });

  test('the hint for a wrong SITE_URL says what to set', () => {
    expect(parse(HEAD, { url: 'foo' }).problems.map((each) => each.hint)).toEqual([
      'Set SITE_URL=https://example.org/, or leave it out: then the url of site.yaml holds.',
    ]);
  });

  test('authors, by their keys', () => {
    const { authors, author } = of(
      'authors:\n  ann: { name: Ann, avatar: images/logo.png }\n  bob: {}\nauthor: [ann, bob]',
    );
    expect(author).toEqual([authors.get('ann'), authors.get('bob')]);
    expect([...authors]).toEqual([
      ['ann', { name: 'Ann', avatar: 'https://example.org/news/images/logo.png', key: 'ann' }],
      ['bob', { name: 'bob', key: 'bob' }],
    ]);
  });

  test('authors have a biography and a name in the fediverse', () => {
    const { authors } = of('authors: { ann: { name: Ann, bio: Writes., fediverse: ann@social.example } }');
    expect(authors.get('ann')).toMatchObject({ bio: 'Writes.', fediverse: '@ann@social.example' });
  });

  test('a name that no document can hold is written as far as it can', () => {
    const { categories, authors } = of('categories: { "a\\u0000\\uD800b": {} }\nauthors: { "\\u0008x": {} }');
    expect([...categories.values()]).toEqual([{ name: 'ab' }]);
    expect([...authors.values()]).toEqual([{ name: 'x', key: 'x' }]);
  });
});

describe('keys that are wrong', () => {
  test.each([
    ['accent: "red; } body { display: none"', 'value-invalid 3:9'],
    ['accent: url(https://a.example/)', 'value-invalid 3:9'],
    ['license: { search: perhaps }', 'value-invalid 3:20'],
    ['typography: perhaps', 'value-invalid 3:13'],
    ['hubs: [hub]', 'value-invalid 3:8'],
    ['authors: { a: { name: A, fediverse: ann } }', 'value-invalid 3:37'],
    ['logo: images/nothing.png', 'media-missing 3:7'],
  ])('what is no more than decoration does not stop the site: %s', (yaml, expected) => {
    expect(problems(HEAD + yaml)).toEqual([expected]);
    expect(of(yaml)).toBeDefined();
  });

  test.each([
    ['language: not one', ['site-invalid 3:11']],
    ['timeZone: Mars/Olympus', ['site-invalid 3:11']],
    ['timeZone: "+01:00"', ['site-invalid 3:11']],
    ['logo: images/nothing.png', ['media-missing 3:7']],
    ['logo: ../../etc/passwd', ['media-missing 3:7']],
    ['tagAuthority: example.org', ['site-invalid 3:15']],
    ['feeds: 30', ['site-invalid 3:8']],
    ['feeds: { limit: 0 }', ['site-invalid 3:17']],
    ['feeds: { content: some }', ['site-invalid 3:19']],
    ['feeds: { limt: 3 }', ['key-unknown 3:10']],
    ['permalink: /articles/', ['site-invalid 3:12']],
    ['permalink: articles/{slug}', ['site-invalid 3:12']],
    ['permalink: //{slug}', ['site-invalid 3:12']],
    ['permalink: /../{slug}', ['site-invalid 3:12']],
    ['permalink: /{slug}', ['site-invalid 3:12']],
    ['permalink: /{slug}.htm', ['site-invalid 3:12']],
    ['permalink: /{slug}?a', ['site-invalid 3:12']],
    ['permalink: /{slug}/{constructor}', ['site-invalid 3:12']],
    ['permalink: https://{slug}.example.org/', ['site-invalid 3:12']],
    ['categories: { a: Name }', ['site-invalid 3:18']],
    ['categories: [a]', ['site-invalid 3:13']],
    ['authors: { a: { nme: A } }', ['key-unknown 3:17']],
    ['redirects: { /a/: b }', ['site-invalid 3:19']],
    ['redirects: { /a/: "javascript:alert(1)" }', ['site-invalid 3:19']],
    ['redirects: { /a/: /a/ }', ['site-invalid 3:19']],
    ['redirects: { /a/: /a }', ['site-invalid 3:19']],
    ['redirects: { /a: "https://example.org/news/a" }', ['site-invalid 3:18']],
    ['redirects: { /a: /b, /b/: /c, /c: /a/, /d: /a }', Array.of(18, 27, 35, 44).map((at) => `site-invalid 3:${at}`)],
    ['redirects: { /feed.xml: /a/ }', ['address-taken 3:14']],
    ['redirects: { /: /a/ }', ['address-taken 3:14']],
    ['redirects: { /tags: /a/ }', ['address-taken 3:14']],
    ['redirects: { healthz: /a/ }', ['address-taken 3:14']],
    ['sitle: x', ['key-unknown 3:1']],
  ])('%s', (yaml, expected) => expect(problems(HEAD + yaml)).toEqual(expected));
});
