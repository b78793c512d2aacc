// Feeds of other publishers become articles; Courant's own come back as they were.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { check } from '../../src/commands/check.ts';
import type { ImportOptions } from '../../src/commands/import/shelf.ts';
import { importFrom } from '../../src/commands/import.ts';
import type { Article } from '../../src/model/article.ts';
import { FEED_FILE, FORMATS } from '../../src/model/paths.ts';
import { article, contentFolder, library, lookedAt, textAt, write } from '../content-folder.ts';
import { emptyFolder, filesIn, terminal } from './at-a-terminal.ts';

const FEEDS = join(import.meta.dirname, 'feeds');
const SITE = 'title: The Test\nurl: https://example.org/\n';

async function imported(from: string, options: Partial<ImportOptions> = {}, io = terminal()) {
  const content = options.content ?? contentFolder({ 'site.yaml': SITE });
  const code = await importFrom({ from, content, media: false, update: false, site: {}, ...options }, io);
  const files = filesIn(content);
  const articles = Object.entries(files).filter(([path]) => path.startsWith('articles/'));
  return { content, code, io, files, articles };
}

/** A file with this text. */
function file(text: string): string {
  const folder = contentFolder({ feed: text });
  return join(folder, 'feed');
}

const rss = (items: string, channel = '') =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title><link>https://old.example/</link><description>d</description>${channel}${items}</channel></rss>`;
const item = (fields: Record<string, string>) =>
  `<item>${Object.entries({ title: 'One', pubDate: 'Tue, 03 Feb 2026 10:00:00 GMT', ...fields })
    .map(([name, value]) => `<${name}>${value.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</${name}>`)
    .join('')}</item>`;

describe.each([
  'wordpress.xml',
  'ghost.xml',
  'hugo.xml',
  'jekyll.xml',
  'substack.xml',
  'medium.xml',
  'eleventy.json',
  'wordpress-export.xml',
  'ghost-export.json',
])('%s', (name) => {
  test('becomes these articles', async () => {
    const { articles } = await imported(join(FEEDS, name));
    const texts = articles.map(
      ([path, text]) => `${path}\n\n${text.replace(/^date: .*\ndraft: true$/m, 'date: (now)\ndraft: true')}`,
    );
    const stable = texts.map((text) => text.replace(/^articles\/2\d{3}-\d\d-\d\d-about/, 'articles/(today)-about'));
    await expect(stable.join('\n')).toMatchFileSnapshot(join(FEEDS, 'expected', `${name}.txt`));
  });

  test('and these can be published', async () => {
    const { content } = await imported(join(FEEDS, name));
    const io = terminal();
    expect([
      await check({ content, json: false }, io),
      io.printed.flatMap((line) => / (?!remote-size)([a-z]+-[a-z]+): /.exec(line)?.[1] ?? []),
    ]).toEqual([0, name === 'wordpress.xml' ? ['template-tag'] : []]); // it says "[caption id=…]"
  });

  test('and a second import changes nothing, nor does one in another place', async () => {
    const first = await imported(join(FEEDS, name));
    const second = await imported(join(FEEDS, name), { content: first.content });
    expect(second.files).toEqual(first.files);
    expect(second.io.printed[0]).toMatch(/^\d articles?: 0 new, \d as before\.$/);
    const elsewhere = await imported(join(FEEDS, name));
    expect(elsewhere.articles.map(([path]) => path)).toEqual(first.articles.map(([path]) => path));
  });
});

describe("Courant's own feeds come back", () => {
  const FILES = {
    'site.yaml': `${SITE}timeZone: Europe/Berlin\nauthors:\n  ann:\n    name: Ann Example\n    url: https://ann.example/\n`,
    'articles/garden/index.md': article(
      {
        title: '"A < B && C: <em>not</em> &amp; \\"marked\\""',
        date: '2026-02-03T10:00:00+01:00',
        updated: '2026-02-04',
        authors: '[ann, Bob Sample]',
        categories: '[News, "Home & Garden"]',
        tags: '[Tulips, C++]',
        summary: '"Short, and with a < b."',
        image: '{ src: tulip.png, alt: A tulip, caption: In bloom, credit: "Photo: Ann" }',
      },
      'Text with *marks*, [a link](https://x.example/a_b) and `code < x`.\n\n## A heading\n\n- one\n  - two\n\n1. first\n2. second\n\n> A quote.\n\n| A | B |\n|---|--:|\n| 1 | 2 |\n\n```\ncode\n\n  more\n```\n\nA note.[^1] And ~~gone~~, H<sub>2</sub>O.\n\n[^1]: The note.\n',
    ),
    'articles/garden/tulip.png': readFileSync(
      join(import.meta.dirname, '../golden/sections/content/articles/regatta/sails.png'),
    ),
    'articles/plain.md': article(
      { title: 'Plain', date: '2026-01-01', id: 'post-1' },
      'Only text, so that there is a summary to be made of it. (C) 2 * 3 * 4 _x_\n',
    ),
    'articles/sound.md': article({
      title: 'Sound',
      date: '2026-01-02',
      enclosures: '[{ src: "https://x.example/a.mp3", type: audio/mpeg, length: 1234 }]',
      source: '{ name: Reuters, url: "https://reuters.example/" }',
    }),
  };

  test.each(FORMATS)('%s', async (format) => {
    const contentOfOriginal = contentFolder(FILES);
    const original = await library(contentOfOriginal);
    const feed = file(textAt(original, `/${FEED_FILE[format]}`));
    const { content, io } = await imported(feed, { content: contentFolder({ 'site.yaml': FILES['site.yaml'] }) });
    const copy = await library(content);
    expect(copy.problems().filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(io.told).toEqual([]);

    const facts = ({ id, title, published, updated, authors, categories, tags, summary, image }: Article) => ({
      id: format === 'atom' && id === 'post-1' ? 'tag:example.org,2026:post-1' : id,
      title,
      published,
      updated,
      authors: authors.map(({ name }) => name),
      terms: [...categories, ...tags],
      ...(summary && { summary }),
      alt: image?.alt,
      caption: image?.caption,
      credit: image?.credit,
      size: image && [image.width, image.height],
    });
    const plain = (articles: readonly Article[]) => articles.map(facts);
    const given = plain(lookedAt(contentOfOriginal).catalog().articles).map((each) => ({
      ...each,
      authors: each.authors.length ? each.authors : [],
    }));
    const back = plain(lookedAt(content).catalog().articles).map((each, index) =>
      given[index]?.summary ? each : { ...each, summary: undefined },
    );
    expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(given)));
    // What readers are shown is the same, but for where the files are.
    expect(shown(textAt(copy, '/feed.json'))).toEqual(shown(textAt(original, '/feed.json')));
  });

  function shown(feed: string): unknown[] {
    const { items } = JSON.parse(feed) as { items: { summary: string; content_html: string }[] };
    return items.map(({ summary, content_html: html }) => [
      summary,
      html
        .replaceAll(/https:\/\/example\.org\/articles\/[^"#/]+\//g, 'HERE/')
        .replace(/<a [^>]*id="fn1"[^>]*><\/a>|<(?:section|hr|ol|li|p)[^>]*>|<\/(?:section|ol|li|p)>/g, '')
        .replace(/\sid="[^"]*"/g, '')
        .replace(/\s+/g, ' ')
        .replace(/> </g, '><'),
    ]);
  }
});

describe('the first site.yaml of a publication that moves', () => {
  test('takes title, description, language and authority from the feed, and keeps the addresses', async () => {
    const content = emptyFolder();
    await imported(join(FEEDS, 'wordpress.xml'), { content });
    const opened = await library(content);
    expect(lookedAt(content).site()).toMatchObject({
      title: 'Harbour Notes',
      description: 'Boats & the people who mend them',
      language: 'en-US',
      tagAuthority: `harbour.example,${new Date().getFullYear()}`,
      permalink: '/{year}/{month}/{slug}/',
    });
    expect(await opened.paths()).toContain('/2023/02/the-long-bench/');
  });

  test('offers them at a terminal', async () => {
    const io = terminal({ answers: ['', 'https://harbour.example/'] });
    await imported(join(FEEDS, 'wordpress.xml'), { content: emptyFolder() }, io);
    expect(io.asked[0]).toBe('What is the publication called? [Harbour Notes] ');
  });

  test('leaves the addresses of a platform behind', async () => {
    const { files } = await imported(join(FEEDS, 'medium.xml'), {
      content: emptyFolder(),
      site: { url: 'https://example.org/' },
    });
    expect(files['site.yaml']).not.toMatch(/permalink|medium\.com/);
  });
});

describe('old addresses', () => {
  test('stay, where the pattern of site.yaml gives others', async () => {
    const { articles } = await imported(join(FEEDS, 'jekyll.xml'), {
      content: contentFolder({ 'site.yaml': SITE.replace('example.org', 'owls.example') }),
    });
    expect(articles[0]?.[1]).toContain('\npermalink: /field/2022/11/19/counting-tawny-owls.html\n');
  });

  test('that are no names of pages lead to the article', async () => {
    const { content, articles } = await imported(
      file(rss(item({ link: 'https://example.org/2019/one.php', description: 'Text.' }))),
    );
    expect(articles[0]?.[1]).toContain('\naliases: [/2019/one.php]\n');
    const { status, headers } = await createApp(await library(content)).request('/2019/one.php');
    expect([status, headers.get('location')]).toEqual([301, 'https://example.org/articles/one/']);
  });

  test('that the pattern gives are not written', async () => {
    const { articles } = await imported(join(FEEDS, 'jekyll.xml'), { content: emptyFolder() });
    expect(articles[0]?.[1]).not.toMatch(/^(?:aliases|permalink):/m);
  });

  test('of another host are not spoken of: nobody will come here with them', async () => {
    const { articles } = await imported(join(FEEDS, 'jekyll.xml'));
    expect(articles[0]?.[1]).not.toMatch(/^(?:aliases|permalink):/m);
  });
});

describe('a feed with everything that has been wrong', async () => {
  const run = async () => {
    const result = await imported(join(FEEDS, 'kinds.xml'));
    const textOf = (title: string) => result.articles.find(([, text]) => text.includes(`title: ${title}\n`))?.[1] ?? '';
    return { ...result, textOf };
  };

  test('becomes articles that check finds no error in, and a second import makes nothing', async () => {
    const { content, articles, files } = await run();
    expect(articles).toHaveLength(14);
    expect(await check({ content, json: false }, terminal())).toBe(0);
    const again = await imported(join(FEEDS, 'kinds.xml'), { content });
    expect(again.io.printed).toEqual(['14 articles: 0 new, 14 as before.']);
    expect(again.files).toEqual(files);
  });

  test.each<[string, RegExp[]]>([
    ['Bad type', [/^ {4}type: audio\/mpeg$/m, /^author: Ann Example$/m, /^tags: \[sea, boats\]$/m]],
    ['Rtsp', [/^slug: rtsp$/m, /---\n\nAll that is said of it\.\n$/]],
    [
      'Link shared',
      [/^slug: link-shared$/m, /^tags: \[Chemistry\]$/m, /^author: Dan Example Defence and security editor$/m],
    ],
    ['Sizes', [/^image:\n {2}src: https:\/\/i\.example\/x\.jpg\?w=460\n {2}type: image\/jpeg\n {2}width: 460$/m]],
    ['Break at the edge', [/---\n\n## Head\n\n\*\*Bold\*\*\\\nthen plain\.\n\nMore\n$/]],
    ['Empty link', [/---\n\nText\n$/]],
    ['Link around heading', [/\n\nSee\.\n\n## <a id="b"><\/a>\[Orderings\]\(#b\)\n\nText\n$/]],
    ['Markup in code', [/\n\nPackage `Cn` is\.\n$/]],
    ['Bold in pre', [/\n\n```\na b\nc\n```\n$/]],
    ['Picture only a break', [/\n\n\[!\[\]\(https:\/\/x\.example\/a\.jpg\)\]\(https:\/\/x\.example\/\)\n$/]],
    ['WordPress embed', [/---\n\n> \[Old post\]\(https:\/\/old\.example\/a\/\)\n$/]],
    ['FeedBurner', [/^slug: readable-name$/m]],
    ['One of a page', [/^slug: one-of-a-page$/m]],
    ['Two of a page', [/^slug: two-of-a-page$/m]],
  ])('%s', async (title, patterns) => {
    const { textOf } = await run();
    for (const pattern of patterns) expect(textOf(title)).toMatch(pattern);
  });

  test('and what was left out is told', async () => {
    const { io } = await run();
    expect(io.told.join('\n')).toContain('rtsp://old.example/a.3gp is no address of the web, and was left out.');
    expect(io.told.join('\n')).toContain('1 advertisement could not be taken.');
    expect(
      io.told.filter((line) => line.includes('Marks in its code')).map((line) => line.replace(/: .*/, '').slice(-20)),
    ).toEqual(['05-markup-in-code.md', '01-05-bold-in-pre.md']);
  });
});

test('a feed in which one item has a text of its own does not hold summaries only', async () => {
  const brief = item({ guid: 'a', description: 'Text.' });
  const whole = item({ guid: 'b', title: 'Two', 'content:encoded': 'Text.' });
  const told = async (items: string) => (await imported(file(rss(items)))).io.told.join('\n');
  expect(await told(brief)).toContain('The feed holds summaries only');
  expect(await told(brief + whole)).toBe('');
});

test('a feed whose articles had errors is not doubled', async () => {
  const first = await imported(join(FEEDS, 'not-idempotent.xml'));
  expect(first.articles).toHaveLength(2);
  const again = await imported(join(FEEDS, 'not-idempotent.xml'), { content: first.content });
  expect(again.io.printed).toEqual(['2 articles: 0 new, 2 as before.']);
});

describe('what would be an error is mended or left out, and told', () => {
  test.each<[string, Record<string, string>, RegExp, RegExp]>([
    [
      'an address of e-mail that is none',
      { author: 'ann at x (Ann Example)' },
      /^author: /m,
      /^The feed holds summaries only/,
    ],
    [
      'an address of e-mail with two signs',
      { author: 'ann@@x.example (Ann Example)' },
      /^author:\n {2}name: Ann Example\n(?! )/m,
      /"ann@@x\.example" is not an e-mail address\. It was left out\./,
    ],
    [
      'a title of 65 KB',
      { title: 'word '.repeat(13_000) },
      /^title: word word/m,
      /Its title has \d+ characters, and was cut\./,
    ],
  ])('%s', async (_, fields, expected, told) => {
    const { content, articles, io } = await imported(file(rss(item({ guid: 'g', description: 'Text.', ...fields }))));
    expect(articles[0]?.[1]).toMatch(expected);
    expect(io.told.join('\n')).toMatch(told);
    expect(await check({ content, json: false }, terminal())).toBe(0);
  });

  test.each([
    [
      'JSON',
      '{"version": "https://jsonfeed.org/version/1.1",\n"items": [}',
      'Unexpected token \'}\', ...""items": [}" is not valid JSON.',
    ],
    [
      'XML',
      '<rss version="2.0"><channel><title>x</title>\n<item><title>a</item></channel></rss>',
      'line 2: <title> has no end',
    ],
    ['other JSON', '{"a": 1}', 'it is JSON, and no JSON Feed'],
  ])('%s that breaks says where', async (_, text, message) => {
    await expect(imported(file(text))).rejects.toThrow(message);
  });

  test('drafts for want of a date are counted, and doubles', async () => {
    const fields = (n: number) => item({ title: `T${n}`, guid: `g${n}`, pubDate: '', description: 'Text.' });
    const { io } = await imported(file(rss(fields(1) + fields(2) + fields(1))));
    expect(io.printed.slice(2)).toEqual([
      '2 articles: 2 new, 2 of them drafts, since they have no date that can be taken, 0 as before.',
      '1 item with the id of another was left out.',
    ]);
  });

  test('a date that is none is told, and which articles are drafts for it', async () => {
    const fields = (pubDate: string) => item({ title: 'T', guid: 'g', pubDate, description: 'Text.' });
    const { io } = await imported(file(rss(fields('bad date'))));
    expect(io.told.slice(0, 2).map((line) => line.replace(/^.*?\.md: /, ''))).toEqual([
      'Its date "bad date" could not be taken.',
      "Without a date, it is a draft with today's.",
    ]);
  });

  test('a draft for its status is none for want of a date', async () => {
    const posts = ['draft', 'published'].map((status) => ({ id: status, title: status, status, html: '<p>A</p>' }));
    const { io } = await imported(file(JSON.stringify({ db: [{ data: { posts } }] })));
    expect(io.printed.at(-1)).toBe(
      '2 articles: 2 new, 1 of them drafts, since they have no date that can be taken, 0 as before.',
    );
    expect(io.told.join('\n')).toContain('It is a draft here: its status was "draft".');
  });
});

test('a feed of old Windows keeps its quotes, dashes and the euro sign', async () => {
  const { articles } = await imported(join(FEEDS, 'windows-1252.xml'));
  expect(articles[0]?.[1]).toContain('title: "Müller – “x” €"\n');
  expect(articles[0]?.[1]).toContain('\n\nMüller – “x” €\n');
});

describe('an export', () => {
  test.each([
    ['wordpress-export.xml', 3, 'Left out: 1 page and 1 comment.', ['password', '"draft"', '"private"']],
    ['ghost-export.json', 2, 'Left out: 1 page.', ['for paid', '"draft"']],
  ])('%s keeps what was not public back, and tells what is left out', async (name, drafts, leftOut, reasons) => {
    const { articles, io } = await imported(join(FEEDS, name));
    expect(articles.filter(([, text]) => /^draft: true$/m.test(text))).toHaveLength(drafts);
    expect(io.printed.at(-1)).toBe(leftOut);
    for (const reason of reasons) expect(io.told.join('\n')).toContain(reason);
  });
});

test.each([
  [
    'nested deeper than any',
    `<rss><channel><wp:wxr_version>1.2</wp:wxr_version><item><wp:post_type>post</wp:post_type><title>${'<a>'.repeat(50_000)}`,
    'nested deeper',
  ],
  ['of Ghost without a post', '{"db": [{"data": {"posts": [], "tags": null}}]}', 'has no articles'],
])('an export %s is refused', async (_, text, message) => {
  await expect(imported(file(text))).rejects.toThrow(message);
});

test('rows of a Ghost export that are none do no harm', async () => {
  const rows = '[null, 5, {"id": {"a": 1}, "title": ["x"], "slug": null, "html": 7, "status": "published"}]';
  const { articles } = await imported(file(`{"data": {"posts": ${rows}, "users": ${rows}, "posts_authors": ${rows}}}`));
  expect(articles.length).toBeGreaterThan(0);
});

describe('what is here stays', () => {
  const feed = (title: string) =>
    file(rss(item({ title, guid: 'g1', link: 'https://old.example/one/', description: 'Text.' })));

  test('an article that was changed here, and one that has changed there, until --update', async () => {
    const { content, articles } = await imported(feed('One'));
    const [[path = '', text = ''] = []] = articles;
    write(content, { [path]: `${text}More, written here.\n` });
    const again = await imported(feed('One'), { content });
    expect(again.files[path]).toContain('More, written here.');
    expect(again.io.printed).toEqual([
      `Left ${join(content, path)}: it differs from its source.`,
      '1 article: 0 new, 0 as before, 1 left as they are here: --update takes those of the source.',
    ]);
    const updated = await imported(feed('One, mended'), { content, update: true });
    expect(updated.files[path]).toBe(text.replace('title: One', 'title: One, mended'));
  });

  test('an article that was moved and renamed here is known by its id', async () => {
    const { content, articles } = await imported(feed('One'));
    const elsewhere = contentFolder({ 'site.yaml': SITE, 'deep/other-name.md': articles[0]?.[1] ?? '' });
    const again = await imported(feed('One'), { content: elsewhere });
    expect(Object.keys(again.files)).toEqual(['deep/other-name.md', 'site.yaml']);
    expect(content).not.toBe(elsewhere);
  });

  test('an article of the same day and slug that is another one', async () => {
    const there = {
      'site.yaml': SITE,
      'articles/2026-02-03-one.md': article({ title: 'Mine', slug: 'one' }),
      'articles/2026-02-03-two.md': 'broken',
    };
    const { files } = await imported(
      file(rss(['one', 'two'].map((name) => item({ title: name, guid: name, description: 'Text.' })).join(''))),
      { content: contentFolder(there) },
    );
    expect(Object.keys(files)).toEqual([
      'articles/2026-02-03-one-2.md',
      'articles/2026-02-03-one.md',
      'articles/2026-02-03-two-2.md',
      'articles/2026-02-03-two.md',
      'site.yaml',
    ]);
    expect(files['articles/2026-02-03-one.md']).toContain('Mine');
    expect(files['articles/2026-02-03-two.md']).toBe('broken');
  });

  test('an imported article with an error in it by now is not imported again', async () => {
    const { content, articles } = await imported(feed('One'));
    const [[path = '', text = ''] = []] = articles;
    write(content, { [path]: text.replace(/^date: .*$/m, 'date: some day') });
    const { files } = await imported(feed('One'), { content });
    expect(Object.keys(files)).toEqual([path, 'site.yaml']);
  });
});

describe('items as they come', () => {
  const head = async (fields: Record<string, string>, site = SITE) =>
    (
      await imported(file(rss(item({ guid: 'g', description: 'Text.', ...fields }))), {
        content: contentFolder({ 'site.yaml': site }),
      })
    ).articles[0]?.[1] ?? '';

  test.each<[string, Record<string, string>, RegExp]>([
    ['a title that is HTML', { title: 'Ann&#8217;s <em>book</em>' }, /^title: Ann’s book$/m],
    ['a title about HTML', { title: 'The <br> tag & 2 < 3' }, /^title: "?The <br> tag & 2 < 3"?$/m],
    ['no title', { title: '', description: '<p>First words of it all.</p>' }, /^title: First words of it all\.$/m],
    [
      'several authors in one',
      { 'dc:creator': 'Ann Example and Bob Sample' },
      /^authors: \[Ann Example, Bob Sample\]$/m,
    ],
    [
      'an author who is an address',
      { author: 'ann@x.example (Ann Example)' },
      /^author:\n {2}name: Ann Example\n {2}email: ann@x\.example$/m,
    ],
    ['an author that is the publication', { 'dc:creator': 'The Test' }, /^date: .*\n---$/m],
    ['an id that is no address', { guid: 'abc: 1' }, /^id: "abc: 1"$/m],
    ['no id but a link', { guid: '', link: 'https://old.example/x/' }, /^id: https:\/\/old\.example\/x\/$/m],
    ['a link with a file name', { link: 'https://old.example/2020/Über_uns.html' }, /^slug: über-uns$/m],
    ['a link with a number', { link: 'https://old.example/?p=12' }, /^slug: one$/m],
    ['an id with blanks in it', { guid: 'a \n  b' }, /^id: a b$/m],
    [
      'a summary that is the whole text',
      { description: 'x '.repeat(1500), 'content:encoded': '<p>x</p>' },
      /^author|^tags|^date: .*\n---$/m,
    ],
    ['a term with a comma', { category: 'Paris, France' }, /^tags: \[Paris, France\]$/m],
    [
      'words about an element',
      { description: 'What <code>feedburner:origLink</code> is: feedburner:origLink.' },
      /---\n\nWhat `feedburner:origLink` is: feedburner:origLink\.\n$/,
    ],
    ['a date before the first', { pubDate: 'Mon, 01 Jan 0001 00:00:00 +0000' }, /^draft: true$/m],
    ['a date in words of its own', { pubDate: 'someday' }, /^draft: true$/m],
    [
      'a script, and a link that runs one',
      { description: '<script>x()</script><p>Hi <a href="javascript:x()">you</a> <b>there</b></p>' },
      /---\n\nHi you \*\*there\*\*\n$/,
    ],
    [
      'a relative link and picture',
      { link: 'https://old.example/a/b/', description: '<p><a href="../c/">c</a> <img src="/d.jpg" alt="D"> text</p>' },
      /\[c\]\(https:\/\/old\.example\/a\/c\/\) !\[D\]\(https:\/\/old\.example\/d\.jpg\)/,
    ],
  ])('%s', async (_, fields, expected) => {
    expect(await head(fields)).toMatch(expected);
  });

  test('an author of site.yaml is written as its key', async () => {
    expect(await head({ 'dc:creator': 'Ann Example' }, `${SITE}authors:\n  ann:\n    name: Ann Example\n`)).toMatch(
      /^author: ann$/m,
    );
  });

  test('an author of site.yaml keeps the key beside one with an address', async () => {
    const content = contentFolder({ 'site.yaml': `${SITE}authors:\n  ann:\n    name: Ann Example\n` });
    const authors = [{ name: 'Ann Example' }, { name: 'Bob Sample', url: 'https://bob.example/' }];
    const items = [{ id: '1', title: 'One', content_text: 'x', date_published: '2026-02-03T10:00:00Z', authors }];
    const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'T', items };
    await imported(file(JSON.stringify(feed)), { content });
    expect(lookedAt(content).catalog().articles[0]?.authors).toEqual([
      { key: 'ann', name: 'Ann Example' },
      { name: 'Bob Sample', url: 'https://bob.example/' },
    ]);
  });

  test('an id with blanks in it is known again', async () => {
    const feed = file(rss(item({ guid: 'a \n  b', description: 'Text.' })));
    const { content, files } = await imported(feed);
    expect((await imported(feed, { content })).files).toEqual(files);
  });

  test('two items with one id are one article', async () => {
    const { articles } = await imported(
      file(rss(item({ guid: 'a', title: 'New' }) + item({ guid: 'a', title: 'Old' }))),
    );
    expect(articles.map(([path]) => path)).toEqual(['articles/2026-02-03-new.md']);
  });

  test('items without an id and an address, of one title and date, are as many articles as they have texts', async () => {
    const items = ['First.', 'Second.', 'Second.', 'Third.'].map((description) => item({ description }));
    const feed = file(rss(items.join('')));
    const { content, files, articles, io } = await imported(feed);
    expect(articles.map(([path, text]) => [path, text.split('---\n\n')[1]])).toEqual([
      ['articles/2026-02-03-one-2.md', 'Second.\n'],
      ['articles/2026-02-03-one-3.md', 'Third.\n'],
      ['articles/2026-02-03-one.md', 'First.\n'],
    ]);
    expect(io.printed.at(-1)).toBe('1 item with the id of another was left out.');
    const turned = file(rss(items.reverse().join('')));
    for (const update of [false, true]) {
      expect((await imported(turned, { content, update })).files).toEqual(files);
    }
  });

  test('an item that stands twice in a feed keeps its address as its id', async () => {
    const { articles } = await imported(file(rss(item({ link: 'https://old.example/x/' }).repeat(2))));
    expect(articles.map(([, text]) => /^id: .*$/m.exec(text)?.[0])).toEqual(['id: https://old.example/x/']);
  });

  test('a feed in another language marks its articles', async () => {
    const { articles } = await imported(file(rss(item({ guid: 'a' }), '<language>de-DE</language>')));
    expect(articles[0]?.[1]).toMatch(/^language: de-DE$/m);
  });

  test('whatever a feed holds, check passes, and a second import makes nothing', async () => {
    const word = fc.constantFrom(
      'a',
      'B c',
      '<b>x</b>',
      '&amp;',
      '#',
      '"',
      "'",
      ': ',
      '- ',
      '\n',
      '---',
      '\u0000',
      '日本',
      '@',
      '%',
      'true',
      '\\',
    );
    const words = fc.array(word, { maxLength: 5 }).map((parts) => parts.join(''));
    const url = fc.oneof(
      words,
      fc.constantFrom('https://x.example/a', 'rtsp://x/', '/b', 'https://old.example/c.html', 'javascript:x'),
    );
    const fields = fc.record(
      {
        title: words,
        guid: fc.oneof(words, fc.constantFrom('1', '2')),
        link: url,
        pubDate: fc.oneof(words, fc.constantFrom('Tue, 03 Feb 2026 10:00:00 GMT', '2026-02-30')),
        'dc:creator': words,
        author: words,
        category: words,
        description: words,
        'content:encoded': words,
        'dc:language': words,
        'dc:rights': words,
        'dc:source': words,
      },
      { requiredKeys: ['title', 'pubDate'] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fields, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(url, words), { maxLength: 2 }),
        async (items, files) => {
          const content = emptyFolder();
          write(content, { 'site.yaml': SITE });
          const enclosures = files
            .map(
              ([src, type]) =>
                `<enclosure url="${src.replace(/[&<"]/g, '')}" type="${type.replace(/[&<"]/g, '')}" length="x"/>`,
            )
            .join('');
          const text = rss(items.map((each) => item(each).replace('</item>', `${enclosures}</item>`)).join(''));
          const first = await imported(file(text), { content });
          const io = terminal();
          expect([
            await check({ content, json: false }, io),
            io.printed.filter((line) => / error/.test(line) && !/ 0 errors/.test(line)),
          ]).toEqual([0, []]);
          const second = await imported(file(text), { content });
          expect(second.files).toEqual(first.files);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  test('an empty feed is nothing to import', async () => {
    await expect(imported(file(rss('')))).rejects.toThrow('has no articles');
  });

  test('text made to exhaust a parser is imported flat, within the time limit of a test', async () => {
    const { articles } = await imported(
      file(
        rss(
          item({ guid: 'a', description: '<div>'.repeat(50_000) }) +
            item({ guid: 'b', title: 'Two', description: `<p>${'['.repeat(100_000)}</p>` }),
        ),
      ),
    );
    expect(articles).toHaveLength(2);
  });
});
