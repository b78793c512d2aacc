// Parsing an article: each key, the keys of other publishers, and what stands for what is left out.

import { describe, expect, test } from 'vitest';
import { parseFrontMatter } from '../../src/content/front-matter.ts';
import { placeOfKey } from '../../src/content/parse-article.ts';
import type { Article } from '../../src/model/article.ts';
import type { Site } from '../../src/model/site.ts';
import { articleIn, siteIn } from '../content-folder.ts';
import { expectCost } from '../cost.ts';
import { mediaOf, PNG } from './media.ts';

const media = mediaOf({
  'articles/a/tulip.png': PNG,
  'images/rose.jpg': PNG,
  'images/words.png': Buffer.from('words'),
  'sound.mp3': Buffer.from('ID3'),
  'paper.pdf': Buffer.from('%PDF-1.7'),
});
const siteOf = (yaml: string): Site =>
  siteIn(`title: T\nurl: https://example.org/news/\n${yaml}`, { media }).site as Site;
const SITE = siteOf('authors: { ann: { name: Ann Example, url: "https://example.org/ann" } }\nauthor: ann\n');

const parse = (yaml: string, path = 'articles/a/index.md', site = SITE) =>
  articleIn(path, `---\ntitle: A title\ndate: 2026-01-05\n${yaml}\n---\nText.\n`, { site, media });
const of = (yaml: string, path?: string, site?: Site): Article => parse(yaml, path, site).article as Article;
const problems = (yaml: string): string[] =>
  parse(yaml).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);

test('the picture beside an index.md that Hugo would take is the lead picture where the head names none', () => {
  const beside = (...names: string[]) => mediaOf(Object.fromEntries(names.map((name) => [`a/${name}`, PNG])));
  const pictureOf = (names: string[], head = '', path = 'a/index.md') =>
    articleIn(path, `---\ntitle: A\ndate: 2026-01-05\n${head}---\nText.\n`, { site: SITE, media: beside(...names) });
  const path = (...args: Parameters<typeof pictureOf>) => pictureOf(...args).article?.image?.path;
  expect(path(['b.png', 'my cover 50%.png'])).toBe('a/my cover 50%.png');
  expect(path(['b.png', 'thumbnail.jpg', 'cover.jpg', 'Featured.PNG'])).toBe('a/Featured.PNG');
  expect(path(['thumbnail.jpg', 'cover.jpg'])).toBe('a/cover.jpg');
  expect(path(['cover.pdf', 'cover.mp4', 'deep/cover.png', 'b.png'])).toBeUndefined();
  expect(path(['cover.png'], '', 'a/b.md')).toBeUndefined();
  expect(path(['cover.png'], '', 'a/index.zh-hans.md')).toBe('a/cover.png');
  expect(path(['cover.png'], '', 'a/my-index.md')).toBeUndefined();
  expect(path(['cover.png', 'b.png'], 'thumbnail: b.png\n')).toBe('a/b.png');
  expect(path(['cover.png'], 'image: lost.png\n')).toBeUndefined();
  expect(path(['cover.png'], 'image:\n')).toBe('a/cover.png');
  const small = { site: SITE, media: mediaOf({ 'a/cover.png': Buffer.from('words') }) };
  const { article, problems } = articleIn('a/index.md', '---\ntitle: A\ndate: 2026-01-05\n---\n', small);
  expect(article?.image).toBeUndefined();
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'image-invalid "/a/cover.png" cannot be read as a picture.',
  ]);
});

test('an article of title and date alone', () => {
  expect(of('')).toEqual({
    path: 'articles/a/index.md',
    id: 'tag:example.org,2026:articles/a',
    slug: 'a',
    title: 'A title',
    published: Date.UTC(2026, 0, 5),
    draft: false,
    authors: [{ name: 'Ann Example', url: 'https://example.org/ann', key: 'ann' }],
    categories: [],
    tags: [],
    enclosures: [],
    related: [],
  });
});

test.each([
  ['_drafts/a.md', true],
  ['blog/_drafts/deep/a.md', true],
  ['_posts/a.md', false],
  ['drafts/a.md', false],
  ['a_drafts/a.md', false],
])('whether %s is a draft by its folder: %s, whatever its head says', (path, expected) => {
  expect(of('draft: false', path).draft).toBe(expected);
  expect(of('published: true', path).draft).toBe(expected);
});

describe('the slug and the id of a file', () => {
  test.each([
    ['hello.md', 'hello', 'hello'],
    ['articles/2026-01-05-hello.md', 'hello', 'articles/2026-01-05-hello'],
    ['articles/2026-01-05-hello/index.md', 'hello', 'articles/2026-01-05-hello'],
    ['articles/2026-01-05.md', '2026-01-05', 'articles/2026-01-05'],
    ['2026-01-05-.md', '2026-01-05', '2026-01-05-'],
    ['2026-1-5-hello.md', 'hello', '2026-1-5-hello'],
    ['hello.markdown', 'hello', 'hello'],
    ['_posts/2026-01-05-hello.mkd', 'hello', '_posts/2026-01-05-hello'],
    ['a/hello/index.mdown', 'hello', 'a/hello'],
    ['index.md', 'index', 'index'],
    ['a/index.MD', 'a', 'a'],
    ['a/index.markdown', 'a', 'a'],
    ['_posts/2026-1-5-hello.markdown', 'hello', '_posts/2026-1-5-hello'],
    ['b.mkd', 'b', 'b'],
    ['c.mdown', 'c', 'c'],
    ['Grüße & Küsse.md', 'grüße-küsse', 'Gr%C3%BC%C3%9Fe%20&%20K%C3%BCsse'],
    ['e\u0301.md', 'é', '%C3%A9'],
    ['日本語.md', '日本語', '%E6%97%A5%E6%9C%AC%E8%AA%9E'],
    ['a#b?c.md', 'a-b-c', 'a%23b?c'],
    ['100%.md', '100', '100%25'],
  ])('%s', (path, slug, id) => {
    expect(of('', path)).toMatchObject({ slug, id: `tag:example.org,2026:${id}` });
  });

  test('the slug is the one that is given, as an address wants it', () => {
    expect(of('slug: A New Day!').slug).toBe('a-new-day');
    expect(of('slug: "!!!"').slug).toMatch(/^[0-9a-f]{6}$/);
    expect(of(`slug: ${'long '.repeat(100)}`).slug).toMatch(/^(?:long-){34}lon-[0-9a-f]{6}$/);
  });

  test.each([
    ['https://example.org/?p=1', undefined],
    ['urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a', undefined],
    ['42', 'tag:example.org,2026:42'],
    ['an id', 'tag:example.org,2026:an%20id'],
    ['urn: no', 'tag:example.org,2026:urn:%20no'],
  ])('the id is the one that is given, as it stands: %s', (id, idAsUri) => {
    expect(of(`id: "${id}"`)).toMatchObject({ id, ...(idAsUri && { idAsUri }) });
    expect('idAsUri' in of(`id: "${id}"`)).toBe(idAsUri !== undefined);
  });
});

describe('keys of other programs', () => {
  const updated = { updated: Date.UTC(2026, 1, 1) };
  const image = { image: { path: 'articles/a/tulip.png' } };
  test.each([
    ...['updated', 'lastmod', 'last_modified_at', 'last_updated', 'lastUpdated', 'updatedDate', 'updated_at'].map(
      (key) => [`${key}: 2026-02-01`, updated] as const,
    ),
    ...['modDatetime', 'modified', 'LASTMOD', 'Updated'].map((key) => [`${key}: 2026-02-01`, updated] as const),
    ...['summary', 'description', 'excerpt', 'Summary'].map((key) => [`${key}: Words`, { summary: 'Words' }] as const),
    ...['image', 'heroImage', 'cover', 'thumbnail', 'featured_image', 'ogImage', 'Image'].map(
      (key) => [`${key}: tulip.png`, image] as const,
    ),
    ...['src', 'path', 'url', 'image'].map((key) => [`cover: { ${key}: tulip.png }`, image] as const),
    ['images: [tulip.png, /images/rose.jpg]', image],
    ['category: Garden News', { categories: ['Garden News'] }],
    ['category: News\ncategories: [Tech, News]', { categories: ['Tech', 'News'] }],
    ['tag: Red', { tags: ['Red'] }],
    ['lang: de', { language: 'de' }],
    ['published: true', { draft: false }],
    ['summary: Ours\ndescription: Theirs', { summary: 'Ours' }],
    ['description: Theirs\nsummary: Ours', { summary: 'Ours' }],
    ['summary:\ndescription: Theirs', { summary: 'Theirs' }],
    ['layout: post\ntoc: true\nweight: 3\nmath: true\nShowToc: true', { title: 'A title' }],
  ] as readonly (readonly [string, object])[])('%s', (yaml, expected) => {
    expect(of(yaml)).toMatchObject(expected);
    expect(problems(yaml)).toEqual([]);
  });

  test.each(['pubDate', 'publishDate', 'pubDatetime', 'PUBDATE', 'publish_date', 'publishedAt', 'published'])(
    '%s is the date',
    (key) => {
      const text = `---\ntitle: A\n${key}: 2026-01-05\n---\n`;
      const { article, problems } = articleIn('a.md', text, { site: SITE, media });
      expect(article).toMatchObject({ published: Date.UTC(2026, 0, 5), draft: false });
      expect(problems).toEqual([]);
    },
  );

  test('TOML heads have the same keys', () => {
    const text = '+++\ntitle = "A"\ndate = 2026-01-05T09:00:00Z\ntags = ["Red", 2026]\ndraft = true\n+++\n';
    const { article, problems } = articleIn('a.md', text, { site: SITE, media });
    expect(article).toMatchObject({ published: Date.UTC(2026, 0, 5, 9), tags: ['Red', '2026'], draft: true });
    expect(problems).toEqual([]);
  });

  test('a key that nobody knows is a warning with the same words in every file', () => {
    expect(parse('sumary: x').problems).toMatchObject([
      { code: 'key-unknown', line: 4, message: '"sumary" is not a key that Courant knows.' },
    ]);
  });
});

describe('what is left out', () => {
  const bare = (path: string, head: string) => {
    const { article, problems } = articleIn(path, `---\n${head}\n---\n`, { site: SITE, media });
    return { article, codes: problems.map(({ code }) => code) };
  };

  test.each([
    ['articles/2026-01-05-my-first_post.md', 'My first post'],
    ['garden/index.md', 'Garden'],
    ['2026-01-05.md', '2026-01-05'],
  ])('a title is made of the name of the file: %s', (path, title) => {
    const { article, codes } = bare(path, 'date: 2026-01-05');
    expect(article?.title).toBe(title);
    expect(codes).toEqual(['title-missing']);
  });

  test.each([
    ['2026-02-07-a.md', Date.UTC(2026, 1, 7)],
    ['_posts/2026-2-7-a.markdown', Date.UTC(2026, 1, 7)],
    ['2026-02-07-a/index.md', Date.UTC(2026, 1, 7)],
    ['2026-02-07.md', Date.UTC(2026, 1, 7)],
  ])('a date is taken from the name of the file: %s', (path, published) => {
    expect(bare(path, 'title: A')).toMatchObject({ article: { published }, codes: [] });
    expect(bare(path, 'title: A\ndate: 0001-01-01T00:00:00Z')).toMatchObject({ article: { published }, codes: [] });
    expect(bare(path, 'title: A\ndate: 2026-01-01').article?.published).toBe(Date.UTC(2026, 0, 1));
  });

  test.each([
    ['a.md', 'title: A'],
    ['2026-02-30-a.md', 'title: A'],
    ['a.md', 'title: A\ndate: 0001-01-01'],
  ])('without a date the file is no article, and a warning: %s %s', (path, head) => {
    expect(bare(path, head)).toEqual({ article: undefined, codes: ['date-missing'] });
  });

  test.each(['README.md', 'docs/readme.markdown', 'LICENSE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'README.de.md'])(
    '%s without a head is passed by in silence',
    (path) => expect(articleIn(path, '# Read me\n', { site: SITE, media })).toEqual({ problems: [] }),
  );

  test.each(['notes.md', 'readme-first/a.md', 'my-readme.md'])('%s without a head is a warning', (path) => {
    const { article, problems } = articleIn(path, '# Read me\n', { site: SITE, media });
    expect(article).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'front-matter-missing', severity: 'warning' }]);
  });
});

describe('addresses of its own', () => {
  test.each([
    ['permalink: /2019/05/hello.html', '/2019/05/hello.html'],
    ['url: 2019/05/hello/', '/2019/05/hello/'],
    ['permalink: /about', '/about/'],
    ['permalink: https://example.org/news/old/', '/old/'],
    ['permalink: /caf%C3%A9/', '/café/'],
  ])('%s', (yaml, permalink) => {
    expect(of(yaml)).toMatchObject({ permalink });
    expect(problems(yaml)).toEqual([]);
  });

  test.each([
    ...['pretty', '/:year/:month/:title/', '"{{ page.url }}"', '/a/../b/', '//a/', 'https://other.example/a/'],
    ...['/feed.xml', '/tags/', '"/a b/"', '/a?b', '[a]'],
  ])('permalink: %s is a warning, and the usual address stands', (value) => {
    expect(of(`permalink: ${value}`).permalink).toBeUndefined();
    expect(problems(`permalink: ${value}`)).toEqual(['permalink-invalid 4:12']);
  });

  test.each([
    ['aliases: [/old/, older.html]', ['/old/', '/older.html']],
    ['redirect_from: /old/', ['/old/']],
    ['aliases: /a/\nredirect_from: [/b/, /a/]', ['/a/', '/b/']],
    ['aliases: https://example.org/news/a/', ['/a/']],
  ])('%s', (yaml, aliases) => {
    expect(of(yaml)).toMatchObject({ aliases });
    expect(problems(yaml)).toEqual([]);
  });

  test('an alias that cannot be is a warning', () => {
    expect(problems('aliases: [/feed.xml, "https://other.example/"]')).toEqual([
      'permalink-invalid 4:11',
      'permalink-invalid 4:22',
    ]);
  });

  test('translations are slugs', () => expect(of('translations: [Hallo Welt]').translations).toEqual(['hallo-welt']));
});

describe('withdrawn and corrected', () => {
  const at = Date.UTC(2026, 2, 1);
  test.each([
    ['withdrawn: 2026-03-01', { at, showsTitle: true }],
    ['withdrawn: { date: 2026-03-01, reason: Wrong, title: false }', { at, reason: 'Wrong', showsTitle: false }],
    ...['expiryDate', 'expires', 'expiry', 'expires_on', 'ExpiryDate', 'unpublishDate', 'visible_until'].map(
      (key) => [`${key}: 2026-03-01`, { at, showsTitle: true }] as const,
    ),
    ['withdrawn: 2026-04-01\nexpires: 2026-03-01', { at, showsTitle: true }],
    ['withdrawn: no', undefined],
    ['expiryDate: 0001-01-01T00:00:00Z', undefined],
  ] as readonly (readonly [string, object | undefined])[])('%s', (yaml, withdrawn) => {
    expect(of(yaml).withdrawn).toEqual(withdrawn);
    expect(of(yaml).draft).toBe(false);
    expect(problems(yaml)).toEqual([]);
  });

  test.each([
    'withdrawn: true',
    'withdrawn: soon',
    'withdrawn: { reason: Wrong }',
    'withdrawn: { date: soon }',
    'expires: soon',
    'expiryDate: [2026-03-01]',
    'expiry_date: 2026-02-30',
  ])('%s is not understood and holds the article back', (yaml) => {
    expect(of(yaml)).toMatchObject({ draft: true });
    expect(problems(yaml).map((each) => each.split(' ')[0])).toEqual(['held-back']);
  });

  test('corrections have a date and a text', () => {
    const yaml = 'corrections:\n  - { date: 2026-02-01, text: A }\n  - { date: 2026-02-03, text: B }';
    const [first, second] = [Date.UTC(2026, 1, 1), Date.UTC(2026, 1, 3)];
    expect(of(yaml)).toMatchObject({
      corrections: [
        { at: first, text: 'A' },
        { at: second, text: 'B' },
      ],
    });
    expect(of('corrections: { date: 2026-02-01, text: A }').corrections).toHaveLength(1);
  });

  test.each([
    ['corrections: wrong', 'value-invalid 4:14'],
    ['corrections: { text: A }', 'value-missing 4:14'],
    ['corrections: { date: 2026-02-01 }', 'value-missing 4:14'],
    ['corrections: { date: soon, text: A }', 'value-invalid 4:22'],
  ])('%s', (yaml, expected) => expect(problems(yaml)).toEqual([expected]));
});

describe('dates', () => {
  test('an update at the instant of publication is none', () => {
    expect('updated' in of('updated: 2026-01-05T00:00:00Z')).toBe(false);
    expect('updated' in of('updated:')).toBe(false);
    expect('updated' in of('updated: ""')).toBe(false);
  });

  test('without a zone they are of the site', () => {
    expect(of('', 'a.md', siteOf('timeZone: Europe/Berlin')).published).toBe(Date.UTC(2026, 0, 4, 23));
  });

  test.each([
    ['updated: 2026-01-04', 'updated-before-date 4:10'],
    ['updated: soon', 'value-invalid 4:10'],
    ['updated: [2026-02-01]', 'value-invalid 4:10'],
  ])('%s', (yaml, problem) => expect(problems(yaml)).toEqual([problem]));

  test.each([
    ['date: 2026-02-20 08:49\nupdated: 2026-02-20', []],
    ['date: 2026-02-20 08:49\nlastmod: Feb 20, 2026', []],
    ['date: 2026-02-20 08:49\nupdated: 2026-02-20 00:00', ['updated-before-date 4:10']],
    ['date: 2026-02-20 08:49\nupdated: 2026-02-19', ['updated-before-date 4:10']],
    ['date: 2026-02-20T03:00:00Z\nupdated: 2026-02-19', []], // still the 19th in New York
    ['date: 2026-02-20T03:00:00Z\nupdated: 2026-02-18', ['updated-before-date 4:10']],
  ])('a day alone is not before a time of it: %j', (head, expected) => {
    const site = siteOf('timeZone: America/New_York');
    const { article, problems } = articleIn('a.md', `---\ntitle: A\n${head}\n---\n`, { site, media });
    expect(problems.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual(expected);
    expect(article?.updated).toBe(undefined);
  });

  test.each([
    ['authors: [ann, Bob, ann]', ['Ann Example', 'Bob']],
    ['authors: [Bob, Ann Example, ann, { name: Bob, url: "https://b.example/" }]', ['Bob', 'Ann Example']],
    ['authors: [ann, { name: Ann Example }]', ['Ann Example']],
  ])('each author is named once: %s', (yaml, names) => {
    expect(of(yaml).authors.map(({ name }) => name)).toEqual(names);
  });

  test('two of one name with keys of their own are two people', () => {
    const site = siteOf('authors: { a: { name: Ann }, b: { name: Ann } }');
    expect(of('authors: [a, b, a]', undefined, site).authors.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  test('a day that is in no calendar is told as one', () => {
    const { problems } = articleIn('a.md', '---\ntitle: A\ndate: 2026-02-30 08:00\n---\n', { site: SITE, media });
    expect(problems.map(({ message }) => message)).toEqual(['There is no day 2026-02-30.']);
  });
});

describe('authors', () => {
  test.each([
    ['a name', 'author: Bob', [{ name: 'Bob' }]],
    ['a key of site.yaml', 'author: ann', [SITE.authors.get('ann')]],
    ['a list', 'authors: [Bob, ann]', [{ name: 'Bob' }, SITE.authors.get('ann')]],
    [
      'keys',
      'author: { name: Bob, url: "https://b.example", email: b@b.example }',
      [{ name: 'Bob', url: 'https://b.example/', email: 'b@b.example' }],
    ],
    ['authors before author', 'author: Bob\nauthors: Eve', [{ name: 'Eve' }]],
    ['none is that of the site', 'author:', SITE.author],
    ['a blank one is none', 'author: ["", " "]', SITE.author],
    ['a name that every object has', 'author: constructor', [{ name: 'constructor' }]],
  ])('%s', (_, yaml, authors) => {
    expect(of(yaml).authors).toEqual(authors);
    expect(problems(yaml)).toEqual([]);
  });

  test.each([
    ['author: { url: "https://b.example" }', ['value-missing 4:9']],
    ['author: { name: Bob, mail: b@b.example }', ['key-unknown 4:22']],
    ['author: { name: Bob, email: nobody }', ['value-invalid 4:29']],
    ['author: { name: Bob, avatar: b.png }', ['value-invalid 4:30']],
  ])('%s', (yaml, expected) => expect(problems(yaml)).toEqual(expected));

  test.each([
    ['author: Eve Example <eve@a.example>', 'Eve Example'],
    [`author: '"Eve Example" <eve@a.example>'`, 'Eve Example'],
    ['author: Eve Example (eve@a.example)', 'Eve Example'],
    ['author: eve@a.example (Eve Example)', 'Eve Example'],
    ['author: { name: Eve (BBC) eve@a.example }', 'Eve (BBC)'],
    ['author: eve@a.example', 'eve'],
  ])('%s: the name is published, the address told', (yaml, name) => {
    expect(of(yaml).authors).toEqual([{ name }]);
    expect(problems(yaml)).toEqual([expect.stringMatching(/^value-invalid 4:/)]);
  });

  test.each(['Ann @ Home', '@ann@social.example', 'AT&T'])('%s has no address', (name) => {
    expect(of(`author: "${name}"`).authors).toEqual([{ name }]);
    expect(problems(`author: "${name}"`)).toEqual([]);
  });

  test('a long name costs no more than its length', () => {
    const parsing = (letter: string) => () => void of(`author: "${letter.repeat(40_000)}"`);
    expectCost(parsing('-'), 50, parsing('a'));
  });

  test('nor is that of a source published', () => {
    expect(of('source: Wire <desk@wire.example>').source).toEqual({ name: 'Wire' });
    const url = 'https://a.example/ann@b.example';
    expect(of(`source: { url: "${url}" }`).source).toEqual({ name: url, url });
  });
});

describe('terms', () => {
  test.each([
    ['one', 'tags: Red', ['Red']],
    ['some, between commas', 'tags: Red, Blue,,  Green ', ['Red', 'Blue', 'Green']],
    ['a list', 'tags: [Red, 2026, 1.10]', ['Red', '2026', '1.10']],
    ['each once', 'tags: [Red, Red]', ['Red']],
    ['in one spelling', 'tags: ["Light\\n  Blue"]', ['Light Blue']],
    ['none', 'tags:', []],
    ['blank ones are none', 'tags: ["", " ", "\\u0000"]', []],
  ])('%s', (_, yaml, tags) => {
    expect(of(yaml).tags).toEqual(tags);
    expect(problems(yaml)).toEqual([]);
  });

  test.each([
    ['tags: garden  spring', '_posts/a.md', ['garden', 'spring']],
    ['categories: garden spring', 'blog/_drafts/a.md', ['garden', 'spring']],
    ['tags: Slow Food, Spring', '_posts/a.md', ['Slow Food', 'Spring']],
    ['tags: [Slow Food, Spring]', '_posts/a.md', ['Slow Food', 'Spring']],
    ['category: Slow Food', '_posts/a.md', ['Slow Food']],
    ['tags: Slow Food', 'posts/a.md', ['Slow Food']],
    ['tags: Slow Food', 'source/_posts/a.md', ['Slow Food']],
  ])('spaces separate them where Jekyll does: %s in %s', (yaml, path, terms) => {
    const { categories, tags } = of(yaml, path);
    expect([...categories, ...tags]).toEqual(terms);
    expect(parse(yaml, path).problems).toEqual([]);
  });

  test.each([
    ['[Red, "Light, Blue"]', ['Red', 'Light', 'Blue'], '"Light, Blue" is read as "Light" and "Blue".'],
    ['["a, b, c, d"]', ['a', 'b', 'c', 'd'], '"a, b, c, d" is read as "a" and "b" and "c" and ….'],
    ['["a,"]', ['a'], '"a," is read as "a".'],
    ['[","]', [], '"," is read as nothing.'],
  ])('a comma in a list is a warning: %s', (yaml, tags, told) => {
    const { article, problems } = parse(`tags: ${yaml}`);
    expect(article?.tags).toEqual(tags);
    expect(problems).toMatchObject([
      { code: 'comma-in-term', severity: 'warning', message: `A comma separates tags, so ${told}` },
    ]);
  });
});

describe('pictures', () => {
  const url = 'https://example.org/news/articles/a/tulip.png';
  const facts = { type: 'image/png', length: PNG.length, width: 1200, height: 900 };

  test.each([
    ['beside the article', 'image: tulip.png', { url, path: 'articles/a/tulip.png', ...facts }],
    [
      'with its words',
      'image: { src: tulip.png, alt: A, caption: B, credit: C }',
      { url, alt: 'A', caption: 'B', credit: 'C' },
    ],
    ['from content/, of the type of its bytes', 'image: /images/rose.jpg', { path: 'images/rose.jpg', ...facts }],
    ['below content/ without a slash', 'image: images/rose.jpg', { path: 'images/rose.jpg' }],
    [
      'of elsewhere, with what is said of it',
      'image: { src: "https://e.example/a?b", type: image/PNG, length: 5, width: 6, height: 7 }',
      {
        ...{ url: 'https://e.example/a?b', type: 'image/png', length: 5, width: 6, height: 7 },
      },
    ],
    [
      'of elsewhere, of the type of its ending',
      'image: { src: "https://e.example/a.webp?b#c", length: 5 }',
      { type: 'image/webp' },
    ],
  ])('%s', (_, yaml, image) => {
    expect(of(yaml).image).toMatchObject(image);
    expect(problems(yaml)).toEqual([]);
  });

  test.each([
    ['image: rose.png', 'media-missing 4:8'],
    ['image: ../../../rose.png', 'media-outside 4:8'],
    ['image: /images/words.png', 'image-invalid 4:8'],
    ['image: tulip.psd', 'media-type 4:8'],
    ['image: { src: rose.png }', 'media-missing 4:15'],
    ['image: { alt: A tulip }', 'value-missing 4:8'],
    ['image: [tulip.png, rose.png]', 'value-invalid 4:8'],
    ['image: "data:image/png;base64,AAAA"', 'value-invalid 4:8'],
    ['image: https://e.example/a.png', 'remote-size 4:8'],
    ['image: { src: "https://e.example/a", length: 5 }', 'remote-size 4:15'],
    ['image: { src: "https://e.example/a.png", length: many }', 'value-invalid 4:50'],
    ['image: { src: "https://e.example/a", length: 5, type: png }', 'value-invalid 4:55'],
  ])('%s', (yaml, problem) => expect(problems(yaml)).toEqual([problem]));
});

describe('enclosures', () => {
  test('are files, with a title and a duration', () => {
    expect(
      of('enclosures: [/sound.mp3, { src: /paper.pdf, title: Paper }, { src: tulip.png, duration: "1:05" }]')
        .enclosures,
    ).toEqual([
      { path: 'sound.mp3', url: 'https://example.org/news/sound.mp3', type: 'audio/mpeg', length: 3 },
      {
        path: 'paper.pdf',
        url: 'https://example.org/news/paper.pdf',
        type: 'application/pdf',
        length: 8,
        title: 'Paper',
      },
      expect.objectContaining({ type: 'image/png', duration: 65 }),
    ]);
  });
});

describe('the rest', () => {
  test.each([
    ['source: The Times', { source: { name: 'The Times' } }],
    [
      'source: { name: The Times, url: "https://t.example" }',
      { source: { name: 'The Times', url: 'https://t.example/' } },
    ],
    ['source: { url: "https://t.example" }', { source: { name: 'https://t.example/', url: 'https://t.example/' } }],
    ['related: [Garden, a-b]', { related: ['garden', 'a-b'] }],
    ['related: Garden', { related: ['garden'] }],
    ['canonical: https://t.example/a', { canonical: 'https://t.example/a' }],
    ['language: pt_br', { language: 'pt-BR' }],
    ['rights: © 2026 Ann', { rights: '© 2026 Ann' }],
    ['draft: yes', { draft: true }],
  ])('%s', (yaml, expected) => {
    expect(of(yaml)).toMatchObject(expected);
    expect(problems(yaml)).toEqual([]);
  });

  test('the language of the site is not said again', () => {
    expect('language' in of('language: EN')).toBe(false);
  });

  test('where an id, a slug and related articles stand is known', () => {
    const text = '---\ntitle: A\nid: a\nSlug: b\nrelated: [c, "", d]\n---\n';
    expect(placeOfKey('a.md', parseFrontMatter(text, 'a.md').head, 'id')).toEqual({ line: 3, column: 5 });
    expect(placeOfKey('a.md', parseFrontMatter(text, 'a.md').head, 'slug')).toEqual({ line: 4, column: 7 });
    expect(placeOfKey('a.md', parseFrontMatter(text, 'a.md').head, 'related', 0)).toEqual({ line: 5, column: 11 });
    expect(placeOfKey('a.md', parseFrontMatter(text, 'a.md').head, 'related', 1)).toEqual({ line: 5, column: 18 });
    expect(placeOfKey('a.md', parseFrontMatter('---\ntitle: A\n---\n', 'a.md').head, 'slug')).toEqual({
      line: 1,
      column: 1,
    });
  });

  test.each([
    ['source: { nme: A }', ['value-missing 4:9', 'key-unknown 4:11']],
    ['source: { url: example }', ['value-invalid 4:16']],
    ['canonical: /a', ['value-invalid 4:12']],
    ['language: klingon speech', ['value-invalid 4:11']],
    ['sumary: x', ['key-unknown 4:1']],
  ])('%s', (yaml, expected) => expect(problems(yaml).sort()).toEqual([...expected].sort()));

  test('a key is told with the one that was meant', () => {
    const hint = (key: string) => parse(`${key}: x`).problems[0]?.hint;
    expect(hint('titel')).toBe('Did you mean title?');
    expect(hint('descripton')).toBe('Did you mean description?');
    expect(hint('base')).toBe('It is not read, and does no harm.');
  });
});

describe('an address that Courant needs', () => {
  test.each([
    ['/{slug}/', 'slug: feeds', ['address-taken 4:7']],
    ['/{slug}/', 'slug: Tags', ['address-taken 4:7']],
    ['/{slug}.html', 'slug: index', ['address-taken 4:7']],
    ['/{category}/{slug}/', 'categories: Tags', ['address-taken 2:1']],
    ['/{slug}/', 'slug: feed', []],
    ['/articles/{slug}/', 'slug: feeds', []],
    ['https://elsewhere.example/{slug}/', 'slug: feeds', []],
  ])('%s with %s', (permalink, yaml, expected) => {
    const { problems } = parse(yaml, 'articles/a.md', siteOf(`permalink: ${permalink}`));
    expect(problems.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual(expected);
  });
});
