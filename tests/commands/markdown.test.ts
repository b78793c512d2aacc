// HTML as Markdown, and back: nothing of its meaning is lost.

import { type ChildNode, isTag, isText } from 'domhandler';
import fc from 'fast-check';
import { DomUtils, parseDocument } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { markdownOf } from '../../src/commands/import/markdown.ts';
import { renderBody } from '../../src/content/body.ts';
import { cleanHtml } from '../../src/content/clean-html.ts';
import { textOf } from '../../src/model/html-text.ts';
import { expectCost } from '../cost.ts';

const clean = (html: string) => cleanHtml(html, (url) => url);
const resolve = (url: string) => ({ kind: 'url', url }) as const;
const rendered = (markdown: string) =>
  renderBody(markdown, { path: '', bodyLine: 1, permalink: 'https://here.example/', resolve }).html;

describe('what Markdown can say', () => {
  test.each<[string, string, string]>([
    ['paragraphs', '<p>One</p><div>Two</div>three', 'One\n\nTwo\n\nthree'],
    ['headings', '<h2>A #</h2><h4>1. <em>x</em></h4>', '## A \\#\n\n#### 1\\. *x*'],
    ['marks', '<p><b>a</b> <i>b</i> <s>c</s> <code>d`e</code></p>', '**a** *b* ~~c~~ ``d`e``'],
    ['marks with blanks inside', '<p><strong>Note: </strong>text</p>', '**Note:** text'],
    [
      'marks where these would not be read, in HTML',
      '<p>x<b>“a”</b>y, 中<b>「強」</b>文</p>',
      '<p>x<b>“a”</b>y, 中<b>「強」</b>文</p>',
    ],
    ['the same mark twice', '<p><b><strong>a</strong></b></p>', '**a**'],
    [
      'lists',
      '<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><ol start="3"><li>e</li></ol>',
      '- a\n  1. b\n  2. c\n- d\n\n3. e',
    ],
    ['lists with paragraphs', '<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>', '- a\n\n  b\n\n- c'],
    [
      'task lists',
      '<ul><li><input type="checkbox" checked> a</li><li><input type="checkbox"> b</li></ul>',
      '- [x] a\n- [ ] b',
    ],
    ['two lists in a row', '<ul><li>a</li></ul><ul><li>b</li></ul>', '- a\n\n<!-- -->\n\n- b'],
    ['quotes', '<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
    ['code', '<pre><code>a\n\n```\n  b &lt; c\n</code></pre>', '````\na\n\n```\n  b < c\n````'],
    ['code whose lines end in tags', '<pre>a<br>b</pre>', '```\na\nb\n```'],
    ['line breaks', '<p>a<br>b<br></p>', 'a\\\nb'],
    ['two line breaks, which old editors write for a paragraph', '<p>a<br><br>b</p>', 'a\n\nb'],
    [
      'links',
      '<p><a href="https://x.example/a_(b)" title="T">c [d]</a></p>',
      '[c \\[d\\]](https://x.example/a_\\(b\\) "T")',
    ],
    ['pictures', '<p><img src="https://x.example/a.png" alt="A *b*"></p>', '![A \\*b\\*](https://x.example/a.png)'],
    ['a picture that leads somewhere', '<a href="/a.png"><img src="/b.png" alt=""></a>', '[![](/b.png)](/a.png)'],
    [
      'tables',
      '<table><tr><th>A</th><th align="right">B</th></tr><tr><td>1|2</td><td>a<br>b</td></tr></table>',
      '| A   | B   |\n| --- | ---: |\n| 1\\|2 | a<br>b |',
    ],
    ['rules', '<p>a</p><hr><p>b</p>', 'a\n\n---\n\nb'],
    [
      'addresses in the text',
      '<p>See https://x.example/a_b_c, and www.y.example</p>',
      'See <https://x.example/a_b_c>, and www.y.example',
    ],
    [
      'what looks like marks and is none',
      '<p># no</p><p>1. no</p><p>- no</p><p>&gt; no &lt;b&gt; &amp;amp; *no*</p>',
      '\\# no\n\n1\\. no\n\n\\- no\n\n\\> no \\<b> \\&amp; \\*no\\*',
    ],
  ])('%s', (_, html, markdown) => {
    expect(markdownOf(clean(html)).replace(/ +$/gm, '')).toBe(markdown);
    expect(textOf(rendered(markdownOf(clean(html)))).replace(/\s/g, '')).toBe(textOf(clean(html)).replace(/\s/g, ''));
  });
});

describe('what turndown gets wrong is mended before', () => {
  test.each<[string, string, string]>([
    [
      'a break at the inner edge of a mark',
      '<h2>Head</h2><p><b>Bold<br></b>then plain.</p>',
      '## Head\n\n**Bold**\\\nthen plain.',
    ],
    ['a mark that holds a break alone', '<p>a<b><br></b>b</p>', 'a\\\nb'],
    ['a link that says nothing', '<p>Text</p><a href="https://x.example/1/"></a>', 'Text'],
    [
      'a link around a heading',
      '<p>See.</p><a href="#b"><h2 id="b">Orderings</h2></a>',
      'See.\n\n## <a id="b"></a>[Orderings](#b)',
    ],
    ['a mark around paragraphs and a list', '<b><p>a</p><ul><li>b</li></ul>c</b>', '**a**\n\n- **b**\n\n**c**'],
    ['marks in code', '<p>Package <code>C<i>n</i></code> is.</p>', 'Package `Cn` is.'],
    ['marks in a block of code', '<pre>a <b>b</b>\nc</pre>', '```\na b\nc\n```'],
    [
      'a picture that leads somewhere, and breaks',
      '<div><a href="https://x.example/"><img src="https://x.example/a.jpg"></a><br><span><br></span></div>',
      '[![](https://x.example/a.jpg)](https://x.example/)',
    ],
    ['text between list items', '<ul>\n<li>a</li>\n<li>b</li></ul>', '- a\n- b'],
  ])('%s', (_, html, markdown) => {
    expect(markdownOf(clean(html))).toBe(markdown);
  });

  test('one block that Markdown cannot say stays HTML alone', () => {
    const html = '<p>One *</p><table><tr><td>no head</td></tr></table><ul><li>a</li></ul><p>Two</p>';
    expect(markdownOf(clean(html))).toBe(
      'One \\*\n\n<table><tbody><tr><td>no head</td></tr></tbody></table>\n\n- a\n\nTwo',
    );
  });

  test('a paragraph of 500,000 marks stays HTML, and that soon', () => {
    const html = `<p>${'<b>a</b> '.repeat(500_000)}</p>`;
    expect(markdownOf(html)).toContain('<b>a</b> <b>a</b>');
    expectCost(
      () => markdownOf(html),
      20,
      () => markdownOf('<p>a word</p>'.repeat(5000)),
    );
  });
});

describe('ten times as much of it costs ten times as much', () => {
  test.each<[string, string, string]>([
    [
      'rows of a table',
      `<table>${'<tr><th>a</th><th>b</th></tr>'}${'<tr><td>c</td><td>d</td></tr>'.repeat(1500)}</table>`,
      '| a   | b   |\n| --- | --- |\n| c   | d   |\n',
    ],
    ['numbered items', `<ol start="7">${'<li>a</li>'.repeat(9900)}</ol>`, '7. a\n8. a\n'],
    ['rows in the head of a table', `<table><thead>${'<tr><th>a</th></tr>'.repeat(2000)}</thead></table>`, '<table>'],
    ['blanks that do not break', `<p>a${'\u00a0'.repeat(100_000)}b</p>`, '<p>a&nbsp;'],
    ['wide blanks', `<p>a${'\u3000'.repeat(100_000)}b</p>`, '<p>a\u3000'],
    ['blanks in code', `<pre>a${' '.repeat(100_000)}b</pre>`, '<pre><code>a '],
  ])('%s', (_, html, start) => {
    expect(markdownOf(html).slice(0, start.length)).toBe(start);
    expectCost(
      () => markdownOf(html),
      25,
      () => markdownOf('<p>a word</p>'.repeat(1000)),
    );
  });
});

describe('what only HTML can say stays HTML', () => {
  test.each([
    ['captions', '<figure><img src="https://x.example/a.png" alt="A" /><figcaption>B</figcaption></figure>'],
    [
      'tables with wide cells',
      '<table><tbody><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>',
    ],
    [
      'tables with a heading or a list in a cell',
      '<table><tbody><tr><th>A<ul><li>x</li></ul></th></tr><tr><td><h5>y</h5></td></tr></tbody></table>',
    ],
    ['definitions', '<dl><dt>a</dt><dd>b</dd></dl>'],
    ['details', '<details><summary>a</summary><p>b</p></details>'],
    ['sound', '<p><audio src="https://x.example/a.mp3" controls="controls"></audio></p>'],
    ['small words', '<p>H<sub>2</sub>O, <kbd>K</kbd>, <mark>m</mark>, <abbr title="T">t</abbr></p>'],
  ])('%s', (_, html) => {
    expect(rendered(markdownOf(clean(html))).replace(/\n/g, '')).toBe(clean(html));
  });

  test('blank lines in it do not end it', () => {
    const html = '<details><summary>a</summary><pre>b\n\n\nc</pre></details>';
    expect(rendered(markdownOf(clean(html)))).toContain('<pre><code>b\n\n\nc</code></pre>');
  });
});

test('a note and its mark find each other', () => {
  const html =
    '<p>a<sup id="r1"><a href="#n1">1</a></sup></p><ol><li id="n1"><p>b <a href="#r1">back</a></p></li></ol>';
  const back = rendered(markdownOf(clean(html)));
  for (const id of ['n1', 'r1']) {
    expect(back).toContain(`id="${id}"`);
    expect(back).toContain(`href="https://here.example/#${id}"`);
  }
});

const says = (node: ChildNode): boolean =>
  isText(node) ? node.data.trim() !== '' : isTag(node) && (node.name === 'img' || node.children.some(says));

/** The elements that say something; within code there are only words. */
const elementsOf = (html: string, names: readonly string[]) =>
  foundIn(
    html.replace(/<pre\b.*?<\/pre>/gs, (code) => `<pre>${textOf(code)}</pre>`),
    names,
  );

const foundIn = (html: string, names: readonly string[]) =>
  DomUtils.findAll((element) => names.includes(element.name) && says(element), parseDocument(html).children);

test('any HTML is shown with the same words, links and pictures', () => {
  const word = fc.constantFrom(
    'word',
    'two words',
    '*',
    '_a_',
    '1.',
    '# x',
    '[y](z)',
    '<b>',
    '&amp;',
    '`',
    '“q”',
    '中文',
    ' ',
    '~~',
    '|',
    '\\',
    'https://x.example/a_b ',
  );
  const escaped = word.map((text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;'));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.array(fc.oneof({ maxDepth: 4 }, escaped, tie('element')), { maxLength: 4 }).map((parts) => parts.join('')),
    element: fc
      .tuple(
        fc.constantFrom(
          'p',
          'div',
          'em',
          'strong',
          'a href="https://x.example/?a=1&amp;b=(2)"',
          'ul',
          'li',
          'blockquote',
          'code',
          'h2',
          'sub',
          'pre',
          'span',
          'table',
          'tr',
          'td',
          'th',
          'figure',
          'figcaption',
          'br',
          'img src="https://x.example/i.png" alt="[i]"',
          's',
          'dl',
          'dt',
        ),
        tie('tree') as fc.Arbitrary<string>,
      )
      .map(([tag, inside]) => (/^(?:br|img)/.test(tag) ? `<${tag}>` : `<${tag}>${inside}</${tag.split(' ')[0]}>`)),
  }));
  const addresses = (html: string) =>
    new Set(foundIn(html, ['a', 'img']).map(({ attribs }) => attribs.href ?? attribs.src));
  fc.assert(
    fc.property(tree as fc.Arbitrary<string>, (html) => {
      const before = clean(html);
      const after = rendered(markdownOf(before));
      // Not as summaries say them: there what is raised beside a word is marked.
      const words = (of: string) => textOf(of.replace(/<\/?su[bp]>/g, '')).replace(/[\s\\]/g, '');
      expect(words(after)).toBe(words(before));
      for (const url of addresses(before)) expect(addresses(after)).toContain(url);
    }),
    { numRuns: 600 },
  );
});

test('a body of every element is shown with the same headings, items, cells, pictures and code', () => {
  const within = (...names: string[]) => fc.constantFrom(...names);
  const wrap = (tag: string, inside: string) =>
    /^(?:br|img|hr)/.test(tag) ? `<${tag}>` : `<${tag}>${inside}</${tag.split(' ')[0]}>`;
  const words = within('word', 'two words ', ' * ', '1. ', '# ', '[x]', '“q”', '中文', '|', '`', 'a_b_c');
  const inlineTags = [
    'b',
    'i',
    'em',
    'strong',
    's',
    'code',
    'sub',
    'kbd',
    'span',
    'br',
    'img src="https://x.example/i.png" alt="i"',
    'a href="https://x.example/?a=1"',
  ];
  const { body } = fc.letrec((tie) => {
    const text = tie('text') as fc.Arbitrary<string>;
    const blocks = tie('body') as fc.Arbitrary<string>;
    const list = fc.tuple(
      within('ul', 'ol', 'ol start="3"'),
      fc.array(fc.oneof(text, blocks), { minLength: 1, maxLength: 3 }),
    );
    const rows = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 3 });
    return {
      text: fc
        .array(
          fc.oneof(
            { maxDepth: 3 },
            words,
            fc.tuple(within(...inlineTags), text).map(([tag, inside]) => wrap(tag, `x${inside}`)),
          ),
          { maxLength: 3 },
        )
        .map((parts) => `x${parts.join('')}`),
      block: fc.oneof(
        { maxDepth: 3 },
        fc.tuple(within('p', 'h2', 'h3', 'div', 'pre', 'figure'), text).map(([tag, inside]) => wrap(tag, inside)),
        fc.tuple(within('blockquote', 'div', 'section', 'details'), blocks).map(([tag, inside]) => wrap(tag, inside)),
        list.map(([tag, items]) => wrap(tag, items.map((item) => `<li>${item}</li>`).join('\n'))),
        fc.tuple(fc.boolean(), rows).map(([isHeaded, cells]) => {
          const written = cells.map((row, index) =>
            row.map((cell) => wrap(isHeaded && index === 0 ? 'th' : 'td', cell)).join(''),
          );
          return `<table>${written.map((row) => `<tr>${row}</tr>`).join('')}</table>`;
        }),
        text,
      ),
      body: fc
        .array(tie('block') as fc.Arbitrary<string>, { minLength: 1, maxLength: 4 })
        .map((parts) => parts.join('\n')),
    };
  });
  const names = ['h2', 'h3', 'li', 'td', 'th', 'img', 'pre', 'blockquote', 'details', 'sub', 'kbd'];
  const structureOf = (html: string) => {
    const tags = elementsOf(html, names);
    return Object.fromEntries(names.map((name) => [name, tags.filter((tag) => tag.name === name).length]));
  };
  fc.assert(
    fc.property(body as fc.Arbitrary<string>, (html) => {
      // No marks in code: Markdown has none there, and no pictures either.
      const before = clean(
        html.replace(/<(pre|code)>.*?<\/\1>/gs, (code, name) => `<${name}>${textOf(code)}</${name}>`),
      );
      expect(structureOf(rendered(markdownOf(before)))).toEqual(structureOf(before));
    }),
    { numRuns: 300 },
  );
});
