import { describe, expect, test } from 'vitest';
import { renderBody, type Target } from '../../src/content/body.ts';
import { expectCost } from '../cost.ts';

const PERMALINK = 'https://example.org/articles/hello/';

function resolve(reference: string, use: 'link' | 'media'): Target {
  if (reference.includes('draft')) return { kind: 'unpublished' };
  if (reference.includes('gone')) {
    const message = `No ${use} ${reference}.`;
    return { kind: 'broken', warning: { code: 'link-broken', severity: 'warning', message, hint: 'Write another.' } };
  }
  return { kind: 'url', url: `https://example.org/${use}/${encodeURI(reference)}` };
}

const render = (body: string, bodyLine = 1) =>
  renderBody(body, { path: 'articles/hello.md', bodyLine, permalink: PERMALINK, resolve });
const htmlOf = (body: string): string => render(body).html.trimEnd();

describe('Markdown', () => {
  test.each<[string, string, string]>([
    ['emphasis', '*a* **b** ~~c~~ `d`', '<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>'],
    ['a hard break is written for XHTML too', 'a  \nb', '<p>a<br />\nb</p>'],
    ['code blocks without a class', '```js\na < b\n```', '<pre><code>a &lt; b\n</code></pre>'],
    ['no quotes are turned', '"a" -- b', '<p>"a" -- b</p>'],
    [
      'a bare address is a link',
      'see https://a.example/b_c.',
      '<p>see <a href="https://a.example/b_c">https://a.example/b_c</a>.</p>',
    ],
    ['so is www.', 'www.a.example/x', '<p><a href="http://www.a.example/x">www.a.example/x</a></p>'],
    ['a file name is none, though .md is Moldova', 'README.md, a.www.b.c', '<p>README.md, a.www.b.c</p>'],
    ['nor is an e-mail address', 'ann@a.example', '<p>ann@a.example</p>'],
    ['but in angle brackets', '<ann@a.example>', '<p><a href="mailto:ann@a.example">ann@a.example</a></p>'],
    ['nor ftp:, nor //', 'ftp://a.example //a.example/', '<p>ftp://a.example //a.example/</p>'],
    ['tasks', '- [ ] a\n- [x] b\n- [X] c', '<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n<li>☑ c</li>\n</ul>'],
    ['a task begins its item', 'a [x] b\n\n- c [ ] d', '<p>a [x] b</p>\n<ul>\n<li>c [ ] d</li>\n</ul>'],
    ['Windows line ends', 'a\r\nb\r\n\r\nc', '<p>a\nb</p>\n<p>c</p>'],
    ['an empty body is empty', '', ''],
  ])('%s', (_, body, html) => {
    expect(htmlOf(body)).toBe(html);
  });

  test('a table is aligned by attribute, not by style', () => {
    const html = htmlOf('|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|');
    expect(html).toContain('<th align="left">a</th>\n<th align="center">b</th>\n<th align="right">c</th>\n<th>d</th>');
    expect(html).toContain('<td align="right">3</td>');
    expect(html).not.toContain('style');
  });

  test('footnotes lead there and back by absolute addresses', () => {
    const html = htmlOf('a[^x] b[^x] ^[inline *n*]\n\n[^x]: the *note*');
    expect(html).toContain(`<sup><a id="fnref1" href="${PERMALINK}#fn1">[1]</a></sup>`);
    expect(html).toContain('<li id="fn1"><p>the <em>note</em>');
    expect(html).toContain(`<a href="${PERMALINK}#fnref1:1">`);
    expect(html).toContain('<li id="fn2"><p>inline <em>n</em>');
  });
});

describe('addresses', () => {
  const media = 'https://example.org/media';
  const link = 'https://example.org/link';
  test.each<[string, string, string]>([
    ['another article', '[a](b.md "t")', `<p><a title="t" href="${link}/b.md">a</a></p>`],
    ['spaces', '[a](<b c.md>)', `<p><a href="${link}/b%20c.md">a</a></p>`],
    ['as it is written', '[a](../%C3%A9.md?x=1#y)', `<p><a href="${link}/../%25C3%25A9.md?x=1#y">a</a></p>`],
    ['a fragment', '[a](#note)', `<p><a href="${PERMALINK}#note">a</a></p>`],
    ['a fragment in another script', '[a](#näher)', `<p><a href="${PERMALINK}#n%C3%A4her">a</a></p>`],
    ['protocol-relative', '[a](//B.example/c)', '<p><a href="https://b.example/c">a</a></p>'],
    ['with back slashes', '<a href="\\\\b.example\\c">a</a>', '<p><a href="https://b.example/c">a</a></p>'],
    ['web addresses are written in full', '[a](HTTP://B.example)', '<p><a href="http://b.example/">a</a></p>'],
    ['ampersands', '[a](https://b.example/?c&d)', '<p><a href="https://b.example/?c&amp;d">a</a></p>'],
    ['mail', '[a](mailto:a@b.example?subject=c%20d)', '<p><a href="mailto:a@b.example?subject=c%20d">a</a></p>'],
    ['telephone', '<a href="tel:+49 30 1">a</a>', '<p><a href="tel:+49%2030%201">a</a></p>'],
    ['no address is no link', '[a]() <a>b</a> <a href=" ">c</a>', '<p>a b c</p>'],
    ['a draft is text until it is public', '[a *b*](draft.md) c', '<p>a <em>b</em> c</p>'],
    ['schemes that no article needs', '[a](javascript:x) [b](data:text/html,x) [c](ftp://d)', '<p>a b c</p>'],
    ['a picture', 'x ![a](b.png "c")', `<p>x <img src="${media}/b.png" title="c" alt="a" /></p>`],
    [
      'a picture alone with a title has it for a caption',
      '![a](b.png "c -- \\"d\\"")',
      `<figure><img src="${media}/b.png" alt="a" /><figcaption>c -- "d"</figcaption></figure>`,
    ],
    ['a picture whose name has spaces', '![a](/b c/d e.png)', `<p><img src="${media}//b%20c/d%20e.png" alt="a" /></p>`],
    ['spaces and a title', 'x ![a](b c.png "d")', `<p>x <img src="${media}/b%20c.png" title="d" alt="a" /></p>`],
    ['prose in brackets is no address', '[a](b c d) [e](f g. h)', '<p>[a](b c d) [e](f g. h)</p>'],
    [
      'a film in picture syntax',
      '![a](b.mp4)',
      `<p><video title="a" src="${media}/b.mp4" controls="controls"></video></p>`,
    ],
    ['a sound', '![](b.mp3)', `<p><audio src="${media}/b.mp3" controls="controls"></audio></p>`],
    ['a document', '![a](b.pdf)', `<p><a href="${media}/b.pdf">a</a></p>`],
    [
      'the page of a film',
      '![a](https://www.youtube.com/watch?v=b)',
      '<p><a href="https://www.youtube.com/watch?v=b">a</a></p>',
    ],
    [
      'other programs’ addresses',
      '[a](sms:+491) [b](webcal://c/d)',
      '<p><a href="sms:+491">a</a> <a href="webcal://c/d">b</a></p>',
    ],
    ['a picture without words', '![](b.png)', `<p><img src="${media}/b.png" alt="" /></p>`],
    ['a picture of a draft is its words', 'a ![b *c*](draft.png) d ![](draft.png) e', '<p>a b c d  e</p>'],
    ['a paragraph of nothing else goes with it', 'a\n\n![](draft.png)\n\nb', '<p>a</p>\n<p>b</p>'],
    ['data is no picture', '![a](data:image/png;base64,AAAA)', '<p>a</p>'],
    [
      'a source that is quoted',
      '<blockquote cite="a.md">b</blockquote>',
      `<blockquote cite="${link}/a.md">b</blockquote>`,
    ],
    ['the old name of a target', '<a name="b">c</a>', '<p><a id="b">c</a></p>'],
    ['a lost link that is a target stays one', '<a id="b" href="draft.md">c</a>', '<p><a id="b">c</a></p>'],
  ])('%s', (_, body, html) => {
    expect(htmlOf(body)).toBe(html);
  });

  test('a broken link is its text, a broken picture its words, each with its place in the file', () => {
    const body =
      'Not gone.md\n\nsee [gone.md](gone.md) and\n<img alt="a b" src="gone.png"> c\n\n[x][y] [y]\n\n[y]: /gone';
    const { html, problems } = render(body, 7);
    expect(html).toBe('<p>Not gone.md</p>\n<p>see gone.md and\na b c</p>\n<p>x y</p>\n');
    expect(problems.map(({ code, path, line, column, message }) => [code, path, line, column, message])).toEqual([
      ['link-broken', 'articles/hello.md', 9, 15, 'No link gone.md.'],
      ['link-broken', 'articles/hello.md', 10, 21, 'No media gone.png.'],
      ['link-broken', 'articles/hello.md', 14, 6, 'No link /gone.'],
    ]);
  });

  test('the same broken link twice is two problems', () => {
    const { problems } = render('[a](gone.md)\n\n[b](gone.md)');
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [1, 5],
      [3, 5],
    ]);
  });

  test('a reference that is spelt otherwise in the file is reported at the body', () => {
    expect(render('a\n\n[b](gone&amp;c.md)', 5).problems).toMatchObject([{ line: 5, column: 1 }]);
  });

  test('two of them are two problems', () => {
    expect(render('[b](gone&amp;c.md) [b](gone&amp;d.md)').problems).toHaveLength(2);
  });

  test('the place of a broken link that a tag of Jekyll begins or is, is where the tag stands', () => {
    const { problems } = render('One.\n\n[a]({% post_url 2024-01-01-gone %})\n\n[b]({{ site.baseurl }}/gone.md)');
    expect(problems).toMatchObject([
      { line: 3, column: 5 },
      { line: 5, column: 5 },
    ]);
  });

  test('a broken link by definition is one, however often it is used', () => {
    expect(render('[a] [b][a] [A]\n\n[a]: gone.md').problems).toMatchObject([{ line: 3, column: 6 }]);
  });

  test('an address that no browser can open is a problem', () => {
    const { html, problems } = render('[a](https://[b)');
    expect(html).toBe('<p>a</p>\n');
    expect(problems).toMatchObject([{ code: 'link-broken', line: 1, column: 5 }]);
  });
});

describe('HTML inside', () => {
  const media = 'https://example.org/media';
  test.each<[string, string, string]>([
    [
      'lazy pictures: data-src',
      '<img data-src="a.png" alt="b" loading="lazy">',
      `<img src="${media}/a.png" alt="b" />`,
    ],
    [
      'lazy pictures: data-original',
      '<img src="data:image/gif;base64,R0" data-original="a.png">',
      `<img src="${media}/a.png" />`,
    ],
    ['lazy pictures: data-lazy-src', '<img src="" data-lazy-src="a.png">', `<img src="${media}/a.png" />`],
    [
      'lazy pictures: data-srcset',
      '<img data-srcset="a.png 1x, b.png 2x">',
      `<img src="${media}/a.png" srcset="${media}/a.png 1x, ${media}/b.png 2x" />`,
    ],
    ['lazy pictures: before a placeholder', '<img src="a.gif" data-src="b.png">', `<img src="${media}/b.png" />`],
    [
      'lazy pictures: in a noscript',
      '<noscript><p>a</p><img src="b.png" alt="c"></noscript>',
      `<img src="${media}/b.png" alt="c" />`,
    ],
    [
      'sizes are pixels',
      '<img src="a" width="10" height="50%"> <img src="a" width="0" height="-1">',
      `<img src="${media}/a" width="10" /> <img src="${media}/a" />`,
    ],
    [
      'srcset with commas in addresses',
      '<img src="a" srcset="b,c.png 2x,d.png 640w,e.png,f.png">',
      `<img src="${media}/a" srcset="${media}/b,c.png 2x, ${media}/d.png 640w, ${media}/e.png,f.png" />`,
    ],
    [
      'srcset with a comma behind an address',
      '<img src="a" srcset="b, ,, c 2x">',
      `<img src="${media}/a" srcset="${media}/b, ${media}/c 2x" />`,
    ],
    [
      'srcset without what is broken or senseless',
      '<img src="a" srcset="gone 1x, b 2y, c 3x">',
      `<img src="${media}/a" srcset="${media}/c 3x" />`,
    ],
    [
      'srcset without the broken src',
      '<img src="gone" srcset="b 2x">',
      `<img src="${media}/b" srcset="${media}/b 2x" />`,
    ],
    [
      'pictures',
      '<picture><source srcset="a.avif" type="image/avif"><img src="a.png" alt=""></picture>',
      `<picture><source srcset="${media}/a.avif" type="image/avif" /><img src="${media}/a.png" alt="" /></picture>`,
    ],
    [
      'video gets controls',
      '<video src="a.mp4" poster="b.jpg" autoplay></video>',
      `<video src="${media}/a.mp4" poster="${media}/b.jpg" controls="controls"></video>`,
    ],
    [
      'audio and its sources',
      '<audio controls><source src="a.mp3" type="audio/mpeg">No audio.</audio>',
      `<audio controls="controls"><source src="${media}/a.mp3" type="audio/mpeg" /></audio>`,
    ],
    ['check boxes', '<input type="checkbox" checked> a <input type=checkbox> b <input type=text value=c>', '☑ a ☐ b '],
    [
      'details',
      '<details open><summary>a</summary>b</details>',
      '<details open="open"><summary>a</summary>b</details>',
    ],
    [
      'old names',
      '<strike>a</strike> <tt>b</tt> <acronym title="c">d</acronym>',
      '<s>a</s> <code>b</code> <abbr title="c">d</abbr>',
    ],
    ['alignment', '<span style="text-align:right">a</span>', '<span>a</span>'],
    [
      'only words in an id',
      '<b id="a.b-c:1">a</b><b id="a b">c</b><b id="é_">d</b>',
      '<b id="a.b-c:1">a</b><b>c</b><b id="é_">d</b>',
    ],
    [
      'no class, style, xml:base or data',
      '<i class="a" style="color:red" xml:base="http://b" data-c="d">e</i>',
      '<i>e</i>',
    ],
    [
      'languages and directions',
      '<span lang="ar" dir="rtl" title="a">b</span>',
      '<span lang="ar" dir="rtl" title="a">b</span>',
    ],
    ['ruby', '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>', '<ruby>漢<rt>kan</rt></ruby>'],
  ])('%s', (_, body, html) => {
    expect(htmlOf(`<!-- -->x ${body}`)).toBe(`x ${html}`.trimEnd());
  });

  test.each<[string, string, string]>([
    ['YouTube', 'https://www.youtube.com/embed/dQw4w9WgXcQ?start=5', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'],
    [
      'YouTube without cookies',
      '//www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    ],
    ['YouTube lists', 'https://youtube.com/embed/videoseries?list=PL1', 'https://www.youtube.com/playlist?list=PL1'],
    ['Vimeo', 'https://player.vimeo.com/video/76979871', 'https://vimeo.com/76979871'],
    [
      'Vimeo, unlisted',
      'https://player.vimeo.com/video/76979871?h=8272103f6e&b=1',
      'https://vimeo.com/76979871/8272103f6e',
    ],
    ['anything else', 'http://maps.example/embed/1?x&y', 'http://maps.example/embed/1?x&amp;y'],
    ['who only looks like YouTube', 'https://youtube.com.example/embed/1', 'https://youtube.com.example/embed/1'],
  ])('an iframe is a link: %s', (_, src, href) => {
    expect(htmlOf(`<iframe src="${src}" width="9" allowfullscreen></iframe>`)).toBe(`<a href="${href}">${href}</a>`);
    expect(htmlOf(`a <iframe title="b &amp; c" src="${src}"><p>old *browser*</p></iframe> d`)).toBe(
      `<p>a <a href="${href}">b &amp; c</a> d</p>`,
    );
  });

  test('an iframe without end swallows nothing', () => {
    expect(htmlOf('<iframe src="https://a.example/b" />\n\nc')).toBe(
      '<a href="https://a.example/b">https://a.example/b</a>\n<p>c</p>',
    );
  });

  test('an iframe of another scheme vanishes', () => {
    expect(htmlOf('a<iframe src="javascript:x">b</iframe><iframe srcdoc="<p>c">d</iframe>e')).toBe('<p>ae</p>');
  });

  test('a character that no document can hold is dropped, however it is written', () => {
    const html = htmlOf(
      'a\u0000b\u0008c\uFFFEd\uD800e\uFDD0f\uFDD1g &#8;&#xFFFE;&#xD800;&#xFDD0; <i title="&#1;&#xFDD1;">h</i>',
    );
    expect(html).toMatch(/^<p>abcdefg \uFFFD* <i>h<\/i><\/p>$/);
    expect(htmlOf('<div>&#8;&#xFFFE;&#xFDD0;&#xFDD1;&#11;a&#13;b</div>')).toBe('<div>a\nb</div>');
  });
});

describe('text made to exhaust the parsers', () => {
  const size = 100_000;
  const filled = (unit: string, length = size): string => unit.repeat(Math.ceil(length / unit.length));
  const counted = (unit: (n: number) => string): string => {
    let text = '';
    for (let n = 0; text.length < size; n++) text += unit(n);
    return text;
  };
  const prose = filled(`${'The quick brown fox jumps over the lazy dog.\n'.repeat(8)}\n`);

  const hostile: [string, string][] = [
    ['50,000 brackets in a line', '['.repeat(50_000)],
    ['brackets', filled('[')],
    ['brackets that close', filled('[', size / 2) + filled(']', size / 2)],
    ['image openings', filled('![')],
    ['an image opening and brackets', `!${filled('[')}`],
    ['nested images', filled('![', size / 6) + filled('](u)', size / 2)],
    ['unfinished links', filled('[a](')],
    ['unfinished titles', filled('[a](b "')],
    ['20,000 nested quotes', '>'.repeat(20_000)],
    ['quotes on lines that go on', `${'>'.repeat(70)} a\n${filled('a\n')}`],
    ['lists in a line', filled('- ')],
    ['20,000 lists, each in the last', counted((n) => `${'  '.repeat(n)}- a\n`)],
    ['quotes and lists', filled('> - ')],
    ['asterisks', filled('*')],
    ['emphasis that never closes', filled('**a*')],
    ['emphasis of two kinds', filled('*a_ ')],
    ['pairs of emphasis', filled('*a* ')],
    ['nested emphasis', filled('*a ', size / 2) + filled(' a*', size / 2)],
    ['tildes', filled('~~~a~~')],
    ['backticks', filled('`')],
    ['backticks, each run longer', counted((n) => `${'`'.repeat(n + 1)} a `)],
    ['nested <div>', '<div>'.repeat(100_000)],
    ['nested <div>, closed', filled('<div>', size / 2) + filled('</div>', size / 2)],
    ['nested <b>', filled('x<b>')],
    ['ends without beginnings', filled('</b>')],
    ['<a without end', '<a'.repeat(50_000)],
    ['<a without end, apart', filled('x <a ')],
    ['an attribute without end', filled('x <a href="')],
    ['attributes', `<div ${counted((n) => `a${n} `)}>`],
    ['a comment without end', `<!--${filled(' a')}`],
    ['comments without end', filled('x <!-- ')],
    ['instructions without end', filled('x <?')],
    ['entities', filled('&amp;')],
    ['entities in HTML', `<div>${filled('&lt;')}`],
    ['footnotes of themselves', filled('[^1]: [^1]\n')],
    ['footnotes within footnotes', filled('^[', size / 2) + filled(']', size / 2)],
    ['footnotes in a line', filled('^[a] ')],
    ['footnotes, each with its mark', counted((n) => `a[^${n}]\n\n[^${n}]: b\n\n`)],
    ['one footnote, many marks', `${filled('[^1] ')}\n\n[^1]: a`],
    ['definitions', counted((n) => `[a${n}]: /b\n`)],
    ['one long definition, much used', `[a]: /${'b'.repeat(size / 2)}\n\n${filled('[a] ', size / 2)}`],
    ['a table of 10,000 columns', `|${'a|'.repeat(10_000)}\n|${'-|'.repeat(10_000)}\n|${'b|'.repeat(10_000)}`],
    ['a table that fills up its rows', `|${'a|'.repeat(20_000)}\n|${'-|'.repeat(20_000)}\n${filled('|\n', size / 2)}`],
    ['http://', filled('http://')],
    ['www.', filled('www.')],
    ['broken links', filled('[a](gone) ')],
    ['a srcset of commas', `<img srcset="${filled(',')}">`],
    ['a srcset of thousands', `<img srcset="${filled('a 1x,')}">`],
    ['spaces in a heading', `# a${filled(' ')}b`],
    ['spaces in a style', `<table><td style="text-align:left${filled(' ')}x">a</td></table>`],
    ['unknown elements, each other', counted((n) => `<x${n} a>b</x${n}>\n`)],
    ['tags of templates, each other', counted((n) => `{{< x${n} >}}\n\n`)],
    ['lost headings', counted((n) => `[a](#x${n})\n\n`)],
    ['an address of comments', `<div><a href="mailto:${filled('<!---->')}">a</a>`],
  ];

  test.each(hostile)('costs no more than a small multiple of plain text: %s', (_, body) => {
    // What was quadratic cost a thousand times as much.
    expectCost(
      () => render(body),
      60 * Math.max(1, body.length / size),
      () => render(prose),
    );
  });

  const megabyte = 1_000_000;

  test.each([
    ['emphasis of three marks', '***a***b'],
    ['emphasis beside CJK', '**「重」**で'],
    ['marks beside CJK', '重*'],
    ['formulas that do not end', '\\['],
    ['formulas in a line', '\\(a '],
    ['formulas of lines', '$$\na\n'],
    ['links', '- [a](b)\n'],
  ])('a megabyte costs little more than one of prose: %s', (_, unit) => {
    expectCost(
      () => render(filled(unit, megabyte)),
      12, // 4 to 7 on a quiet machine; what was quadratic, 25
      () => render(filled(prose, megabyte)),
    );
  });

  test.each([
    ['<', '<'],
    ['tags that do not end', '<a '],
    ['end tags that do not end', '</'],
    ['CDATA', '<![CDATA['],
    ['pictures that do not end', '<img src=a.png '],
    ['doctypes', 'x<!doctype a>'],
    ['doctypes after blanks', ' <!doctype a>'],
  ])('an article that is HTML costs no more than a small multiple of plain text: %s', (_, piece) => {
    expectCost(
      () => renderBody(filled(piece), { path: 'a.md', bodyLine: 1, permalink: PERMALINK, resolve, isHtml: true }),
      60,
      () => render(prose),
    );
  });

  test('is published flat, and all of it', () => {
    expect(render(`a & b\n\n${'<div>'.repeat(1000)}\n\n<c>`)).toEqual({
      html: `<p>a &amp; b</p>\n<p>${'&lt;div&gt;'.repeat(1000)}</p>\n<p>&lt;c&gt;</p>\n`,
      problems: [expect.objectContaining({ code: 'body-flat', path: 'articles/hello.md', line: 1, column: 1 })],
    });
  });

  test('quotes and lists that are deeper than any article are published flat', () => {
    expect(htmlOf(`${'> '.repeat(70)}a`)).toContain('<blockquote>');
    expect(htmlOf(`${'> '.repeat(99)}a`)).toBe(`<p>${'&gt; '.repeat(99)}a</p>`);
  });

  test('what a real article holds is not: a table of numbers, a list of links, many notes', () => {
    const table = `|a|b|c|d|\n|-|-|-|-|\n${'| 12 | 34 | 56 | 78 |\n'.repeat(4000)}`;
    expect(htmlOf(table).split('<td>').length).toBe(16_001);
    const links = '- [A page](https://a.example/page)\n'.repeat(5000);
    expect(htmlOf(links).split('<li>').length).toBe(5001);
    const notes = Array.from({ length: 300 }, (_, n) => `Words and more words[^${n}].\n\n[^${n}]: The note.\n\n`).join(
      '',
    );
    expect(htmlOf(notes).split('<li ').length).toBe(301);
  });

  test('a resolver that throws leaves the words', () => {
    const context = { path: 'a.md', bodyLine: 1, permalink: PERMALINK, resolve: () => expect.unreachable() };
    expect(renderBody('[a](b)\n\nc', context).html).toBe('<p>[a](b)</p>\n<p>c</p>\n');
  });
});

describe('headings', () => {
  test('have ids made of their words, so that a link can lead to them', () => {
    const { html } = render(
      '## How it *went*\n\n## How it went\n\n## How it went 2\n\n## How it went\n\n## ☃\n\n[up](#how-it-went)',
    );
    expect(html).toContain('<h2 id="how-it-went">How it <em>went</em></h2>');
    const ids = [...html.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.slice(0, 4)).toEqual(['how-it-went', 'how-it-went-2', 'how-it-went-2-2', 'how-it-went-3']);
    expect(html).toMatch(/<h2 id="[0-9a-f]{6}">☃/);
    expect(html).toContain(`href="${PERMALINK}#how-it-went"`);
  });

  test('that are many and alike cost no more for it than their number', () => {
    const ids = [...render('# a\n'.repeat(20_000)).html.matchAll(/<h1 id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
