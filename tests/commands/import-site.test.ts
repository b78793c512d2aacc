// The folder of another generator's site becomes a publication: every value of it, at the addresses that it had.

import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { check } from '../../src/commands/check.ts';
import { exportSite } from '../../src/commands/export.ts';
import type { ImportOptions } from '../../src/commands/import/shelf.ts';
import { importFrom } from '../../src/commands/import.ts';
import { contentFolder, folderAt, library, lookedAt, textAt, write } from '../content-folder.ts';
import { emptyFolder, filesIn, terminal } from './at-a-terminal.ts';

const SITES = join(import.meta.dirname, 'sites');

/** A copy of a site, so that what is written into it is seen. */
function copyOf(site: string): string {
  const folder = emptyFolder();
  cpSync(join(SITES, site), folder, { recursive: true });
  return folder;
}

function siteOf(files: Record<string, string | Uint8Array>): string {
  const folder = emptyFolder();
  write(folder, files);
  return folder;
}

async function imported(from: string, options: Partial<ImportOptions> = {}) {
  const content = options.content ?? join(emptyFolder(), 'content');
  const io = terminal();
  const code = await importFrom({ from, content, media: false, update: false, site: {}, ...options }, io);
  return { content, code, io, lines: [...io.printed, ...io.told] };
}

interface Item {
  readonly [key: string]: unknown;
  readonly url: string;
  readonly content_html: string;
}

/** What the feed says of the articles, by the end of their addresses; and their terms. */
async function published(content: string) {
  const opened = await library(content);
  const { items, language } = JSON.parse(textAt(opened, '/feed.json')) as { items: Item[]; language: string };
  const { articles } = lookedAt(content).catalog();
  const terms = Object.fromEntries(articles.map(({ slug, categories, tags }) => [slug, { categories, tags }]));
  return { opened, items: new Map(items.map((item) => [item.url, item])), language, terms, articles };
}

/** A site of the cases, imported and published. */
async function moved(name: string) {
  const from = copyOf(name);
  const before = filesIn(from);
  const { content, lines } = await imported(from);
  expect(filesIn(from)).toEqual(before);
  return { content, lines, ...(await published(content)) };
}

describe('Jekyll', () => {
  const WELCOME = 'https://quay.example/news/harbour/news/2026/02/04/welcome-to-the-quay.html';
  const TIDES = 'https://quay.example/news/tides/2026/02/01/tides.html';

  test('an article without a title is called as its file, each word with a capital', async () => {
    const { opened, terms, items } = await moved('jekyll');
    const welcome = items.get(WELCOME);
    expect(welcome).toMatchObject({
      id: 'https://quay.example/news/harbour/news/2026/02/04/welcome-to-the-quay',
      title: 'Welcome To The Quay',
      date_published: '2026-02-04T00:00:00Z',
      authors: [{ name: 'Ann Example' }],
      summary: 'A first look at the quay.',
      image: 'https://quay.example/news/assets/boat.png',
    });
    expect(terms['welcome-to-the-quay']).toEqual({ categories: ['harbour', 'news'], tags: ['boats', 'quay'] });
    expect(opened.get('/old/welcome/')).toMatchObject({ kind: 'moved' });
  });

  test('links lead where they led, code is code, and marks leave nothing behind', async () => {
    const { content, lines, items } = await moved('jekyll');
    const welcome = items.get(WELCOME);
    const html = welcome?.content_html ?? '';
    expect(html).toContain('<a href="https://quay.example/news/tides/2026/02/01/tides.html">the tides</a>');
    expect(html).toContain('<a href="https://quay.example/news/about/">who we are</a>');
    expect(html).toContain('<pre><code>puts "ahoy"\n</code></pre>');
    expect(filesIn(content)['articles/2026-02-04-welcome-to-the-quay.md']).toContain('```ruby\nputs "ahoy"\n```\n');
    expect(html).not.toMatch(/\{|toc|table of contents|wide/);
    expect(lines.join('\n')).toMatch(/welcome-to-the-quay\.markdown:21: \{% include newsletter\.html %\}/);
    expect(lines.join('\n')).toContain(
      'newsletter.html %} has no certain meaning here; in the article it is a comment.',
    );
    expect(lines.join('\n')).toContain('1 template tag in 1 article had no certain meaning: see the lines above.');
  });

  test('an author of the data files, an excerpt, and braces that are text', async () => {
    const { terms, items } = await moved('jekyll');
    const tides = items.get(TIDES);
    expect(tides).toMatchObject({
      title: 'Tides & times',
      date_published: '2026-02-01T00:00:00Z',
      date_modified: '2026-02-03T00:00:00Z',
      authors: [{ name: 'Bob Example', url: 'https://bob.example/' }],
      summary: 'High water at noon.',
    });
    expect(tides?.content_html).toContain('The rest of it. {{ not a tag }}');
    expect(terms.tides).toEqual({ categories: ['Tides'], tags: [] });
  });

  test('drafts stay drafts, and pages are named', async () => {
    const { lines, items, articles } = await moved('jekyll');
    expect(articles.find(({ title }) => title === 'Someday')?.draft).toBe(true);
    expect(items.size).toBe(2);
    expect(lines).toContain('Left out, pages and notes, which Courant does not publish: README.md, about.md.');
  });

  test('the publication is called and reached as before', async () => {
    const { content } = await moved('jekyll');
    expect(lookedAt(content).site()).toMatchObject({
      title: 'The Quay',
      url: 'https://quay.example/news/',
      description: 'News from a small harbour',
      timeZone: 'Europe/Lisbon',
    });
  });
});

describe('Hugo', () => {
  const OIL = 'https://lamp.example/2026/02/oil-and-wick/';
  const LOG = 'https://lamp.example/2026/02/the-keepers-log/';

  test('an article with its folder, its head in TOML, its aliases and its pictures', async () => {
    const { opened, terms, items } = await moved('hugo');
    const oil = items.get(OIL);
    expect(oil).toMatchObject({
      title: 'Oil and wick',
      date_published: '2026-02-05T08:30:00Z',
      date_modified: '2026-02-06T00:00:00Z',
      authors: [{ name: 'Ann Example' }],
      summary: 'What a lamp drinks.',
      image: 'https://lamp.example/articles/2026-02-05-oil-and-wick/lamp.png',
    });
    expect(terms['oil-and-wick']).toEqual({ categories: ['Keeping'], tags: ['oil', 'night work'] });
    for (const path of ['/2019/05/oil.html', '/oil/']) expect(opened.get(path)).toMatchObject({ kind: 'moved' });
  });

  test('shortcodes whose meaning is certain', async () => {
    const { items } = await moved('hugo');
    const oil = items.get(OIL);
    const html = oil?.content_html ?? '';
    expect(html).toMatch(/<figure><img [^>]*alt="The lamp"[^>]*>\s*<figcaption>The lamp at dusk<\/figcaption>/);
    expect(html).toContain('<a href="https://lamp.example/2026/02/the-keepers-log/">the log</a>');
    expect(html).toContain('<p>Fill it at noon.</p>');
    expect(html).toContain('<a href="https://www.youtube.com/watch?v=abc123DEF45">');
    expect(html).not.toContain('{{');
  });

  test('the later date decides, the address is of `date`, and links are relative to it', async () => {
    const { articles, items } = await moved('hugo');
    const log = items.get(LOG);
    expect(log).toMatchObject({
      date_published: '2026-02-03T06:00:00Z',
      summary: 'A line a night.',
      image: 'https://lamp.example/img/log.png',
    });
    expect(log?.content_html).toContain('<a href="https://lamp.example/2026/02/map.png">map</a>');
    expect(articles.find(({ slug }) => slug === 'the-keepers-log')?.withdrawn?.at).toBe(Date.UTC(2099, 0, 1));
  });

  test('drafts stay drafts, pages are named, and new articles get addresses of the same pattern', async () => {
    const { content, lines, articles } = await moved('hugo');
    expect(articles.find(({ title }) => title === 'Secret')?.draft).toBe(true);
    expect(lines).toContain('Left out, pages, since they have no date: content/about.md.');
    expect(lookedAt(content).site()).toMatchObject({ language: 'en-GB', permalink: '/{year}/{month}/{slug}/' });
  });
});

describe('Eleventy', () => {
  test('a date in the name, an address of the data, and a collection that is no topic', async () => {
    const { items, terms, language } = await moved('eleventy');
    expect(items.get('https://buoy.example/blog/Glocke/')).toMatchObject({
      title: 'Die Glocke',
      date_published: '2026-02-06T00:00:00Z',
      authors: [{ name: 'Ann Example', url: 'https://ann.example/' }],
      summary: 'Was man im Nebel hört.',
      content_html: expect.stringContaining('<img src="https://buoy.example/img/bell.png" alt="Eine Glocke"'),
    });
    expect(terms.glocke).toEqual({ categories: [], tags: ['Nebel'] });
    expect(language).toBe('de');
  });

  test('what was in no list is a draft, and told', async () => {
    const { lines, articles } = await moved('eleventy');
    expect(articles.find(({ title }) => title === 'Die Leine')?.draft).toBe(true);
    expect(lines.join('\n')).toMatch(/2026-02-08-leine\.md: It was in no list and no feed there, so it is a draft/);
  });
});

describe('Astro', () => {
  test('a picture of the assets, a link to MDX, and signs that are text', async () => {
    const { items, terms } = await moved('astro');
    const sail = items.get('https://mast.example/log/blog/first-sail/');
    expect(sail).toMatchObject({
      title: 'First sail',
      date_published: '2026-02-07T00:00:00Z',
      date_modified: '2026-02-09T00:00:00Z',
      summary: 'Out and back again.',
      image: 'https://mast.example/log/articles/2026-02-07-first-sail/sail.png',
    });
    expect(terms['first-sail']).toEqual({ categories: ['Boats'], tags: ['wind', 'rope'] });
    expect(sail?.content_html).toContain('<a href="https://mast.example/log/blog/second-day/">the second day</a>');
    expect(sail?.content_html).toContain('&lt;vector&lt;int&gt;&gt; knots');
    expect(sail?.content_html).toContain('<a href="https://www.youtube.com/watch?v=abc123DEF45">');
  });

  test('of MDX, the text; imports and components are told by line', async () => {
    const { lines, items } = await moved('astro');
    expect(items.get('https://mast.example/log/blog/second-day/')).toMatchObject({
      date_published: '2026-02-08T08:00:00Z',
      content_html: '<p>Rain all day.</p>',
    });
    expect(lines.join('\n')).toMatch(/second-day\.mdx:5: import Chart/);
    expect(lines.join('\n')).toMatch(/second-day\.mdx:9: <Chart data=/);
  });
});

test('Zola: a date in the path, a link to a section', async () => {
  const { opened, items, terms } = await moved('zola');
  expect(items.get('https://keel.example/2026/02/09/dry-dock/')).toMatchObject({
    title: 'In dry dock',
    date_published: '2026-02-09T00:00:00Z',
    authors: [{ name: 'Ann Example' }],
    summary: 'Below the waterline.',
    content_html: expect.stringContaining('<a href="https://keel.example/blog/">the site</a>'),
  });
  expect(terms['dry-dock']).toEqual({ categories: [], tags: ['repair'] });
  expect(opened.get('/dry-dock.html')).toMatchObject({ kind: 'moved' });
});

describe.each(['jekyll', 'hugo', 'eleventy', 'astro', 'zola'])('%s', (name) => {
  test('what is made has no error, and can be exported', async () => {
    const { content } = await imported(copyOf(name));
    expect(
      lookedAt(content)
        .problems()
        .filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
    expect(await check({ content, json: false }, terminal())).toBe(0);
    expect(await exportSite({ content, out: join(emptyFolder(), 'out'), keepGoing: false }, terminal())).toBe(0);
  });

  test('a second import makes nothing twice, and tells what changed', async () => {
    const from = copyOf(name);
    const { content } = await imported(from);
    const before = filesIn(content);
    const again = await imported(from, { content });
    expect(again.io.printed.join('\n')).toMatch(/: 0 new, \d+ as before\./);
    expect(filesIn(content)).toEqual(before);
  });

  test('a dry run writes nothing', async () => {
    const from = copyOf(name);
    const [before, content] = [filesIn(from), join(emptyFolder(), 'content')];
    const { io, code } = await imported(from, { content, dryRun: true });
    expect(code).toBe(0);
    expect(io.printed.join('\n')).toContain(`Made ${content}/articles/`);
    expect(io.printed.at(-1)).toBe('That was a dry run: nothing was written.');
    expect(() => filesIn(content)).toThrow();
    expect(filesIn(from)).toEqual(before);
  });

  test('in place, nothing is public that was held back, and nothing is passed by without a word', async () => {
    const folder = copyOf(name);
    write(folder, { 'site.yaml': 'title: The Site\nurl: https://site.example/\n' });
    const looked = folderAt(folder);
    looked.look();
    const shown = looked.catalog().articles.filter(({ draft, unlisted }) => !draft && !unlisted);
    expect(shown.map(({ title }) => title).filter((title) => /Someday|Secret|About|Leine|Posts/.test(title))).toEqual(
      [],
    );
    const articles = looked.catalog().articles.map(({ path }) => path);
    const told = new Set([...articles, ...looked.problems().map(({ path }) => path)]);
    const files = Object.keys(filesIn(folder)).filter((path) => /\.(?:md|markdown|mdx)$/.test(path));
    expect(files.filter((path) => !told.has(path) && !/(?:README|_index)\.md$/.test(path))).toEqual([]);
  });
});

test('whatever a site holds, what is made of it has no error', async () => {
  const words = fc.array(
    fc.constantFrom('a', 'É', ' ', ':', '"', "'", '#', '{{', '}}', '[', '&', '/', '…', '🐟', '-', '%'),
    { maxLength: 8 },
  );
  const text = words.map((parts) => JSON.stringify(parts.join('')));
  const head = fc.record({
    title: text,
    tags: text,
    author: text,
    description: text,
    permalink: text,
    image: text,
    redirect_from: text,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(head, { minLength: 1, maxLength: 3 }), text, async (heads, title) => {
      const posts = heads.map((keys, index): [string, string] => [
        `_posts/2026-01-0${index + 1}-post.md`,
        `---\n${Object.entries(keys)
          .map(([key, value]) => `${key}: ${value}\n`)
          .join('')}---\n${keys.title}\n`,
      ]);
      const config = `title: ${title}\ndescription: ${title}\nauthor: ${title}\nurl: https://a.example\n`;
      const { content } = await imported(siteOf({ '_config.yml': config, ...Object.fromEntries(posts) }));
      expect(lookedAt(content).catalog().articles.length).toBe(heads.length);
      expect(
        lookedAt(content)
          .problems()
          .filter(({ severity }) => severity === 'error'),
      ).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test('--update takes what changed in the old site', async () => {
  const from = copyOf('zola');
  const { content } = await imported(from);
  const head = '+++\ntitle = "Launched"\npath = "2026/02/09/dry-dock"\n+++\n';
  write(from, { 'content/blog/dry-dock.md': `${head}Afloat again.\n` });
  const told = await imported(from, { content });
  expect(told.io.printed.join('\n')).toMatch(/Left .*dry-dock\.md: it differs from its source\./);
  await imported(from, { content, update: true });
  expect(filesIn(content)['articles/2026-02-09-dry-dock.md']).toMatch(/title: Launched[\s\S]*Afloat again\./);
});

describe('bad input', () => {
  test('of a configuration that cannot be read its place is told, and the rest is taken', async () => {
    const config = 'title: The Quay\nurl: https://quay.example\nplugins: [a, b\n';
    const from = siteOf({ '_config.yml': config, '_posts/2026-01-05-a.md': '---\ntitle: A\n---\nText.\n' });
    const { content, code, lines } = await imported(from);
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(/_config\.yml:\d+:\d+: yaml-invalid: /);
    expect((await published(content)).items.has('https://quay.example/2026/01/05/a.html')).toBe(true);
  });

  test.each([
    ['no address', {}],
    ['an empty one', { '_config.yml': 'title: J\nurl: ""\n' }],
    ['one that is none', { '_config.yml': 'title: J\nurl: quay\n' }],
    ['a name of a host that is none', { CNAME: 'a b\n' }],
  ])('where Jekyll has %s, that of the publication is enough', async (_, files) => {
    const from = siteOf({ '_config.yml': 'title: J\n', '_posts/2026-01-05-a.md': '---\ntitle: A\n---\nx\n', ...files });
    const { content, code } = await imported(from, { site: { url: 'https://new.example/' } });
    expect(code).toBe(0);
    expect((await published(content)).items.has('https://new.example/2026/01/05/a.html')).toBe(true);
  });

  test('of two generators the one with more articles is taken, and the other one can be', async () => {
    const from = siteOf({
      '_config.yml': 'title: J\nurl: https://quay.example\n',
      'hugo.toml': "title = 'H'\nbaseURL = 'https://quay.example/'\n",
      'content/a.md': '---\ntitle: A\ndate: 2026-01-05\n---\n',
      'content/b.md': '---\ntitle: B\ndate: 2026-01-06\n---\n',
      '_posts/2026-01-05-c.md': '---\ntitle: C\n---\n',
    });
    const { content, lines } = await imported(from);
    expect(lines).toContain('There is _config.yml of Jekyll too. To take the site for that one: --from jekyll');
    expect(
      lookedAt(content)
        .catalog()
        .articles.map(({ title }) => title),
    ).toEqual(['B', 'A']);
    const other = await imported(from, { generator: 'jekyll' });
    expect(
      lookedAt(other.content)
        .catalog()
        .articles.map(({ title }) => title),
    ).toEqual(['C']);
    await expect(imported(from, { generator: 'pelican' })).rejects.toThrow('Courant knows astro, eleventy');
  });

  test('a folder with _posts is Jekyll’s, unless another configuration is there', async () => {
    const files = { CNAME: 'a.example', '_posts/2026-01-05-a.md': '---\ntitle: A\n---\n# {{ page.title }}\n' };
    const { content, lines } = await imported(siteOf(files));
    expect(lines).toContain('Jekyll, by _posts');
    expect(filesIn(content)['articles/2026-01-05-a.md']).toMatch(
      /id: https:\/\/a\.example\/2026\/01\/05\/a\n.*\n# A\n$/s,
    );
    const eleventy = "export default () => ({ dir: { input: 'notes' } })";
    const other = siteOf({
      ...files,
      '.eleventy.js': eleventy,
      'notes/b.md': '---\ntitle: B\ndate: 2026-01-06\n---\n',
    });
    expect((await imported(other, { site: { url: 'https://a.example/' } })).lines).toContain(
      'Eleventy, by .eleventy.js',
    );
  });

  test('the Markdown files of no generator are taken as they are', async () => {
    const from = siteOf({
      'notes/one.md': '---\ntitle: One\ndate: 2026-01-05\n---\n{{ text }} [three](../2026-01-06-three.md)\n',
      '2026-01-06-three.md': '---\ntitle: 3\n---\n',
      'two.md': 'No head.',
    });
    const { content, lines } = await imported(from, { site: { url: 'https://example.org/' } });
    expect(lines.join('\n')).toContain('No site generator is known');
    expect(filesIn(content)['articles/2026-01-05-one.md']).toContain('{{ text }} [three](/articles/three/)');
    expect(filesIn(content)['articles/2026-01-06-three.md']).not.toContain('permalink');
    expect(lines.join('\n')).toMatch(/two\.md:1:1: front-matter-missing/);
  });

  test('a link out of the folder is never followed', async () => {
    const outside = siteOf({
      'secret.md': '---\ntitle: Secret\ndate: 2026-01-05\n---\n',
      'secret.png': 'x',
      'data.yml': 'title: Secret\n',
    });
    const from = siteOf({
      '_config.yml': 'url: https://quay.example\n',
      '_posts/2026-01-05-a.md': '---\ntitle: A\nimage: /img/secret.png\n---\n',
    });
    symlinkSync(join(outside, 'secret.md'), join(from, '_posts/2026-01-06-b.md'));
    symlinkSync(outside, join(from, 'img'));
    symlinkSync(join(outside, 'data.yml'), join(from, '_data.yml'));
    const { content, lines } = await imported(from);
    expect(JSON.stringify(filesIn(content))).not.toContain('Secret');
    expect(lines.join('\n')).toMatch(/2026-01-06-b\.md:1:1: symlink-refused/);
  });

  test('nothing is written into the site that is read', async () => {
    const from = copyOf('hugo');
    await expect(imported(from, { content: join(from, 'content') })).rejects.toThrow('lie in one another');
    await expect(imported(join(from, 'content'), { content: from })).rejects.toThrow('lie in one another');
  });

  test('JavaScript is read where it is literal, and never run', async () => {
    const from = siteOf({
      'eleventy.config.js': `globalThis.ran = true;\nexport default (c) => { c.addPassthroughCopy({ './static/': '/' }); return { dir: { input: './site' } } };`,
      'site/_data/site.js': `// title: 'No'\nconst x = run();\nmodule.exports = { title: 'It\\'s', url: "https://buoy.example", n: x + 1, author: { name: \`Ann\` } };`,
      'site/a.md': '---\ntitle: A\ndate: 2026-01-05\n---\n',
    });
    const { content } = await imported(from);
    expect(lookedAt(content).site()).toMatchObject({ title: "It's", author: [{ name: 'Ann' }] });
    expect((await published(content)).items.has('https://buoy.example/a/')).toBe(true);
    expect(globalThis).not.toHaveProperty('ran');
  });
});

/** The articles of a site of these files, by their addresses. */
async function articlesOf(files: Record<string, string | Uint8Array>) {
  const { content, code, lines } = await imported(siteOf(files));
  const catalog = lookedAt(content).catalog();
  return { content, code, lines, byAddress: new Map(catalog.articles.map((each) => [catalog.addressOf(each), each])) };
}

const PNG = readFileSync(join(SITES, 'jekyll/assets/boat.png'));

describe('what generators know beside heads', () => {
  test.each([
    ['pretty', '/blog/:title/', '/blog/Some-Post/'],
    ['a style by its name', 'pretty', '/tides/2026/01/05/Some-Post/'],
    ['numbers without zeros', '/:year/:i_month/:i_day/:slug', '/2026/1/5/some-post/'],
    ['the day of the year', 'ordinal', '/tides/2026/005/Some-Post.html'],
  ])('Jekyll: addresses, %s', async (_, permalink, address) => {
    const config = `url: https://a.example\ndefaults:\n- scope: {path: ''}\n  values: {category: Tides, author: Ann}\n- scope: {path: other}\n  values: {author: Bob}\n`;
    const { byAddress } = await articlesOf({
      '_config.yml': `${config}permalink: ${permalink}\nexclude: [_posts/2026-01-06-no.md]\n`,
      '_posts/2026-01-05-Some-Post.md': '---\ntitle: One\n---\n',
      '_posts/2026-01-06-no.md': '---\ntitle: Two\n---\n',
    });
    expect([...byAddress.keys()]).toEqual([address]);
    expect(byAddress.get(address)).toMatchObject({ categories: ['Tides'], authors: [{ name: 'Ann' }] });
  });

  test('Jekyll: a domain in CNAME, an excerpt of its own, a folder as a category, HTML, old letters', async () => {
    const { content, byAddress } = await articlesOf({
      CNAME: 'a.example\n',
      '_config.yml': 'excerpt_separator: "<!-- cut -->"\n',
      'news/_posts/2026-01-05-a.html': '---\ntitle: A\n---\n<p>One <b>two</b></p>\n<!-- cut -->\n<p>Three</p>',
      '_posts/2026-01-06-b.md': Buffer.from('---\ntitle: Caf\xe9\n---\n', 'latin1'),
    });
    expect([...byAddress.keys()]).toEqual(['/2026/01/06/b.html', '/news/2026/01/05/a.html']);
    expect(byAddress.get('/2026/01/06/b.html')?.title).toBe('Café');
    expect(filesIn(content)['articles/2026-01-05-a.md']).toMatch(/categories: \[news\][\s\S]*One \*\*two\*\*/);
  });

  test('Hugo: languages, sections, a configuration in files, pictures of a folder, redirects of the host', async () => {
    const { content, byAddress, lines } = await articlesOf({
      'config/_default/hugo.yaml': 'baseURL: https://a.example/\ndefaultContentLanguage: en\n',
      'config/_default/languages.yaml': 'en: {title: A}\nde: {title: B, languageCode: de-DE}\n',
      'config/_default/permalinks.toml': "notes = '/n/:year/:filename/'\n",
      'content/posts/One Two/index.md': '---\ntitle: One\ndate: 2026-01-05\n---\n[p](b.png)\n',
      'content/posts/One Two/index.de.md': '---\ntitle: Eins\ndate: 2026-01-05\n---\n',
      'content/posts/One Two/featured.png': PNG,
      'content/posts/One Two/b.png': PNG,
      'content/notes/x.md':
        '---\ntitle: X\ndate: 2026-01-06\nparams: {author: Ann, draft: true}\n---\n![p](/posts/one-two/b.png)\n',
      'static/_redirects':
        '/old /new/ 301 # moved\n/gone /x 410\n/a/* /b/:splat\n/feed.xml /x\n/s /s/\n/c /d\n/d /c\n/e nowhere\n',
    });
    expect([...byAddress.keys()].sort()).toEqual(['/de/posts/one-two/', '/n/2026/x/', '/posts/one-two/']);
    expect(byAddress.get('/de/posts/one-two/')).toMatchObject({ title: 'Eins', language: 'de-DE' });
    expect(byAddress.get('/posts/one-two/')?.image?.path).toBe('articles/2026-01-05-one-two/featured.png');
    expect(byAddress.get('/de/posts/one-two/')?.image?.path).toMatch(/featured\.png$/);
    expect(byAddress.get('/n/2026/x/')).toMatchObject({ authors: [{ name: 'Ann' }], draft: false });
    expect(filesIn(content)['articles/2026-01-06-x/index.md']).toContain('![p](b.png)');
    expect([...(lookedAt(content).site()?.redirects.keys() ?? [])]).toEqual(['/old', '/old/']);
    expect([...(lookedAt(content).site()?.gone.keys() ?? [])]).toContain('/gone');
    expect(lines.filter((line) => /error/.test(line))).toEqual([]);
  });

  /** What Hugo makes of a title, of the name of a file, and of a slug; and Jekyll of a slug. */
  const NAMES: readonly (readonly [string, string, string, string, string])[] = [
    ["Don't", 'dont', 'dont', 'dont', "Don't"],
    ['Refs (all)', 'refs-all', 'refs-all', 'refs-all', 'Refs-(all)'],
    ['What (is) this?', 'what-is-this', 'what-is-this', 'what-is-this', 'What-(is)-this'],
    ['50% off — now!', '50-off-now', '50-off-now', '50-off-now', '50-off-now!'],
    ['A -- b', 'a--b', 'a--b', 'a--b', 'A-b'],
    ['C++ ½ @x_~', 'c-@x_~', 'c++-@x_~', 'c-@x_~', 'C++-@x_~'],
    ['Dash -', 'dash-', 'dash-', 'dash', 'Dash'],
    ['İΟΔΟΣ Café', 'iοδοσ-café', 'iοδοσ-café', 'iοδοσ-café', 'İΟΔΟΣ-Café'],
  ];

  test.each(NAMES)('the address of %s', async (name, ofTitle, ofFile, ofSlug, ofJekyll) => {
    const hugo = await articlesOf({
      'hugo.toml': "baseURL = 'https://a.example/'\n[permalinks]\nt = '/t/:title/'\ns = '/s/:slug/'\n",
      'content/t/a.md': `---\ntitle: ${name}\ndate: 2026-01-07\n---\n`,
      [`content/f/${name}.md`]: '---\ntitle: A\ndate: 2026-01-06\n---\n',
      'content/s/a.md': `---\ntitle: A\nslug: ${name}\ndate: 2026-01-05\n---\n`,
    });
    expect([...hugo.byAddress.keys()]).toEqual([`/t/${ofTitle}/`, `/f/${ofFile}/`, `/s/${ofSlug}/`]);
    const jekyll = await articlesOf({
      '_config.yml': 'url: https://a.example\npermalink: /:title/\n',
      '_posts/2026-01-05-a.md': `---\ntitle: A\nslug: ${name}\n---\n`,
    });
    expect([...jekyll.byAddress.keys()]).toEqual([`/${ofJekyll}/`]);
  });

  test('Hugo: accents and capitals in addresses as its configuration says', async () => {
    const { byAddress } = await articlesOf({
      'hugo.toml': "baseURL = 'https://a.example/'\nremovePathAccents = true\ndisablePathToLower = true\n",
      'content/posts/Café Crème.md': '---\ntitle: A\ndate: 2026-01-05\n---\n',
    });
    expect([...byAddress.keys()]).toEqual(['/posts/Cafe-Creme/']);
  });

  test.each([
    ['second', '/posts/second/'],
    ['second.md', '/posts/second/'],
    ['../second.md', '/posts/second/'],
    ['deep.md#b', '/notes/deep/#b'],
    ['notes/deep', '/notes/deep/'],
    ['a/index.md', '/posts/a/'],
    ['about', '/about/'],
    ['/about', '/about/'],
    ['/about.md', '/about/'],
    ['notes', '/notes/'],
    ['nowhere', undefined],
    ['nowhere.md', undefined],
    ['../nowhere.md', undefined],
  ])('Hugo: a reference to %s, from a folder', async (name, address) => {
    const { content, lines } = await articlesOf({
      'hugo.toml': "baseURL = 'https://a.example/'\n",
      'content/posts/a/index.md': `---\ntitle: A\ndate: 2026-01-05\n---\n[a]({{< ref "${name}" >}})\n`,
      'content/posts/second.md': '---\ntitle: B\ndate: 2026-01-05\n---\n',
      'content/notes/_index.md': '---\ntitle: Notes\n---\n',
      'content/notes/deep.md': '---\ntitle: C\ndate: 2026-01-05\n---\n',
      'content/about.md': '---\ntitle: D\n---\n',
    });
    expect(filesIn(content)['articles/2026-01-05-a.md']).toContain(`[a](${address ?? ''})`);
    expect(lines.some((line) => line.includes('has no certain meaning'))).toBe(address === undefined);
  });

  test('Eleventy: addresses of a function, files that move, data of one article, a date that is none', async () => {
    const { content, byAddress } = await articlesOf({
      '.eleventy.js': "module.exports = (c) => { c.addPassthroughCopy({ 'assets/pictures': 'img' }); };",
      '_data/site.json': '{ "title": "A", "url": "https://a.example" }',
      'posts/posts.11tydata.js': `module.exports = { tags: ["essays"], permalink: ({ page }) => \`/w/\${ page.fileSlug }/\` };`,
      'posts/a.md': '---\ntitle: A\ndate: 2026-01-05\ntags: [essays, sea]\n---\n![p](/img/p.png)\n',
      'posts/b/index.md': 'No head.\n',
      'posts/b/index.json': '{ "title": "B", "date": "2026-01-06", "tags": ["sky"] }',
      'posts/c.md': '---\ntitle: C\ndate: Last Modified\n---\n',
      'assets/pictures/p.png': PNG,
    });
    expect([...byAddress].map(([address, { tags }]) => [address, tags])).toEqual([
      ['/w/b/', ['sky']],
      ['/w/a/', ['sea']],
    ]);
    expect(filesIn(content)['img/p.png']).toBeDefined();
  });

  test('Astro: collections elsewhere, routes, redirects, names in constants', async () => {
    const { content, byAddress } = await articlesOf({
      'astro.config.mjs':
        "export default defineConfig({ site: SITE.url, redirects: { '/old': '/new', '/a/[b]': '/c' } });",
      'src/consts.ts':
        "export const SITE: Site = { url: 'https://a.example', title: 'A', lang: 'pt-BR' };\nexport const SITE_DESCRIPTION = 'D';\n",
      'src/content.config.ts':
        "const posts = defineCollection({ loader: glob({ pattern: '**/*.md', base: './data/posts' }) });\nexport const collections = { post: posts };",
      'src/pages/tags/[tag].astro': "getCollection('post')",
      'src/pages/p/[...slug].astro': "const all = await getCollection('post');",
      'data/posts/Deep/My Post.md': '---\ntitle: A\npubDate: Jan 5 2026\ncoverImage: { src: ./p.png, alt: P }\n---\n',
      'data/posts/Deep/p.png': PNG,
    });
    expect([...byAddress.keys()]).toEqual(['/p/deep/my-post/']);
    expect(byAddress.get('/p/deep/my-post/')?.image?.alt).toBe('P');
    expect(lookedAt(content).site()).toMatchObject({ title: 'A', language: 'pt-BR', description: 'D' });
    expect(lookedAt(content).site()?.redirects.get('/old')).toBe('/new');
  });

  test('Astro: days in a route', async () => {
    const { byAddress } = await articlesOf({
      'astro.config.mjs': "export default defineConfig({ site: 'https://a.example' });",
      'src/pages/[year]/[month]/[day]/[slug].astro': 'const all = await allPosts();',
      'src/content/posts/2026-01-05-a.md': '---\ntitle: A\n---\n',
    });
    expect([...byAddress.keys()]).toEqual(['/2026/01/05/a/']);
  });

  test('Zola: languages by name, slugs, days in names, authors and terms in groups', async () => {
    const { byAddress } = await articlesOf({
      'config.toml': 'base_url = "https://a.example"\ntitle = "A"\n[languages.fr]\n',
      'content/blog/2026-01-05-Été.md':
        '+++\ntitle = "A"\n[taxonomies]\ncategories = ["C"]\nauthors = ["Ann"]\n[extra]\nhidden = true\n+++\n',
      'content/blog/2026-01-05-Été.fr.md': '+++\ntitle = "B"\nslug = "b"\n+++\n',
    });
    expect([...byAddress.keys()].sort()).toEqual(['/blog/été/', '/fr/blog/b/']);
    expect(byAddress.get('/blog/été/')).toMatchObject({ categories: ['C'], authors: [{ name: 'Ann' }], draft: false });
  });
});

describe('what of an old site cannot come along is told', () => {
  const CONFIG = { '_config.yml': 'url: https://a.example\n' };
  const post = (head: string, body = '') => `---\ntitle: A\n${head}---\n${body}`;

  test('of HTML, what no article may hold goes with its text', async () => {
    const html = [
      '<p>Hi <a href="javascript:x()">you</a> and <a href="../b.html#c">b</a></p>',
      '<script>\nalert(2)\n</script>\n<style>p{}</style>\n<script>alert(3)</script>',
      '<form><label>Name</label></form><x-note>Words</x-note>',
      '<p>End.</p>\n<!--more-->\n<p>{% include a.html %} <b>Last</b></p>',
    ];
    const { content, lines } = await articlesOf({ ...CONFIG, '_posts/2024-01-02-b.html': post('', html.join('\n')) });
    const written = filesIn(content)['articles/2024-01-02-b.md'];
    expect(written?.replace(/^---\n.*?\n---\n/s, '')).toBe(
      '\nHi you and [b](/2024/01/b.html#c)\n\nWords\n\nEnd.\n\n<!--more-->\n\n<wbr><!-- {% include a.html %} --> **Last**\n',
    );
    const told = lines.flatMap((line) => /b\.html:(\d+: .*)/.exec(line)?.[1] ?? []);
    expect(told.sort()).toEqual([
      '10: <form> is left out with all it holds.',
      '10: <x-note> is no element that readers know: its tags are left out, its text stays.',
      '13: {% include a.html %} has no certain meaning here; in the article it is a comment.',
      '4: Addresses that begin with javascript: are left out; their words stay.',
      '5: <script> is left out with all it holds.',
      '8: <style> is left out with all it holds.',
    ]);
  });

  test('template tags in HTML become what they become in Markdown', async () => {
    const html = [
      '<p>See {% youtube abc %}, {% link _posts/2024-01-02-b.html %}</p>',
      '{% highlight html %}\n<head><b>x_y</b>\n\n</head>\n{% endhighlight %}',
      '{% include figure.html src="/a.png" caption="C" %}<p>{% note %}N <b>b</b>{% endnote %}</p>',
    ];
    const { content, lines } = await articlesOf({ ...CONFIG, '_posts/2024-01-02-b.html': post('', html.join('\n')) });
    expect(filesIn(content)['articles/2024-01-02-b.md']?.replace(/^---\n.*?\n---\n/s, '')).toBe(
      '\nSee [https://www.youtube.com/watch?v=abc](https://www.youtube.com/watch?v=abc), /2024/01/02/b.html\n\n' +
        '```\n<head><b>x_y</b>\n\n</head>\n```\n\n' +
        '<figure><img src="/a.png" alt="C"><figcaption>C</figcaption></figure>\n\nN **b**\n',
    );
    expect(lines.join('\n')).not.toMatch(/left out|no certain meaning/);
  });

  test('HTML nested too deep comes as its text', async () => {
    const html = `${'<div>'.repeat(300)}Deep${'</div>'.repeat(300)}`;
    const { content, lines } = await articlesOf({ ...CONFIG, '_posts/2024-01-02-b.html': post('', html) });
    expect(filesIn(content)['articles/2024-01-02-b.md']).toContain('Deep');
    expect(lines.join('\n')).toContain('b.html:4: The text is too deep or too costly to format');
  });

  const names = Array.from({ length: 20_000 }, (_, n) => `<x${n}></x${n}>`).join('');
  test.each([
    names,
    'a\uE0000\uE001b',
    '<!-- {'.repeat(20_000),
    '<!--more'.repeat(20_000),
    `<!--${' '.repeat(100_000)}`,
  ])(
    'hostile HTML comes in time: case %#',
    async (html) => {
      const { content } = await articlesOf({ ...CONFIG, '_posts/2024-01-02-b.html': post('', `<p>${html}</p>`) });
      expect(Object.keys(filesIn(content))).toContain('articles/2024-01-02-b.md');
    },
    10_000,
  );

  test('a date that is none gives way to the day in the name', async () => {
    const { byAddress, lines } = await articlesOf({
      ...CONFIG,
      '_posts/2024-07-19-x.markdown': post('date: 2024-07-9x\n'),
      '_posts/2024-07-20-y.md': post('date: 2024-07-20 00:10::00\ndraft: true\n'),
    });
    expect([...byAddress.keys()].sort()).toEqual(['/2024/07/19/x.html', '/2024/07/20/y.html']);
    expect(byAddress.get('/2024/07/19/x.html')?.published).toBe(Date.UTC(2024, 6, 19));
    expect(byAddress.get('/2024/07/20/y.html')?.draft).toBe(true);
    expect(lines.join('\n')).toMatch(
      /x\.markdown:3:7: date-invalid: "2024-07-9x" is not a date\. The article has the date 2024-07-19 instead\.$/m,
    );
    expect(lines.join('\n')).not.toMatch(/left out/);
  });

  test('an article with an error is counted as left out, and so is one whose day of publishing is unclear', async () => {
    const { byAddress, lines, code } = await articlesOf({
      'hugo.toml': 'baseURL = "https://a.example"\n',
      'content/posts/2024-01-02-a.md': post(''),
      'content/posts/2024-01-03-b.md': post('publishDate: some day\n'),
      'content/posts/c.md': post('date: some day\n'),
      'content/posts/d.md': post('"'),
      'content/posts/2024-13-44-e.md': post('date: Foo\n'),
    });
    expect([...byAddress.values()].map(({ published }) => published)).toEqual([Date.UTC(2024, 0, 2)]);
    expect(lines).toContain(
      '4 articles left out, for the errors in the first lines: content/posts/2024-01-03-b.md, content/posts/2024-13-44-e.md, content/posts/c.md, content/posts/d.md.',
    );
    expect(code).toBe(0);
  });

  test('a lead picture that many articles name is told once', async () => {
    const head = 'image: /a.png\n';
    const { byAddress, lines } = await articlesOf({
      ...CONFIG,
      '_posts/2024-01-02-a.md': post(head),
      '_posts/2024-01-03-b.md': post(head),
      '_posts/2024-01-04-c.md': post('image: b.png\n'),
      '_posts/2024-01-05-d.md': post('image: c.png\ncover: //a.example/d.png\n'),
    });
    expect(byAddress.get('/2024/01/05/d.html')?.image).toMatchObject({ url: 'https://a.example/d.png' });
    expect(lines.filter((line) => /picture/.test(line)).map((line) => line.replace(/^.*_posts/, '_posts'))).toEqual([
      '_posts/2024-01-02-a.md: There is no picture /a.png, so it and 1 other article have no lead picture.',
      '_posts/2024-01-04-c.md: There is no picture b.png, so it has no lead picture.',
    ]);
  });
});

test('a folder of Courant is no site of another generator', async () => {
  const files = { 'site.yaml': 'title: T\nurl: https://t.example/\n', 'a.md': '---\ndate: 2026-01-05\n---\n' };
  await expect(imported(siteOf(files))).rejects.toThrow('that is a folder of Courant already: copy it');
  const { code } = await imported(siteOf({ ...files, 'hugo.toml': '', 'content/a.md': files['a.md'] }), {
    site: { url: 'https://t.example/' },
  });
  expect(code).toBe(0);
});

test('a content folder that is there keeps its site.yaml, and articles their old addresses', async () => {
  const content = contentFolder({ 'site.yaml': 'title: New\nurl: https://new.example/\npermalink: /{slug}/\n' });
  await imported(copyOf('zola'), { content });
  expect(filesIn(content)['articles/2026-02-09-dry-dock.md']).toContain('permalink: /2026/02/09/dry-dock/\n');
});
