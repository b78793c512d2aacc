// Template tags of other programs, in a text that is published as it is.

import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/content/body.ts';
import { openingOf } from '../../src/model/html-text.ts';
import { contentFolder, library, textAt } from '../content-folder.ts';
import { expectCost } from '../cost.ts';
import { PNG } from './media.ts';

const SITE = 'https://e.example/';
const render = (body: string, title?: string) =>
  renderBody(body, {
    ...{ path: 'a.md', bodyLine: 1, permalink: `${SITE}a/`, title },
    resolve: (reference) => ({ kind: 'url', url: SITE + reference }),
  });
const toldIn = (body: string, title?: string) =>
  render(body, title).problems.map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);
const linkTo = (url: string) => `<p><a href="${url}">${url}</a></p>`;
const VIDEO = linkTo('https://www.youtube.com/watch?v=w7Ft2ymGmfc');
const picture = (alt: string, caption = '') =>
  caption
    ? `<figure><img src="${SITE}b.jpg" alt="${alt}" /><figcaption>${caption}</figcaption></figure>`
    : `<p><img src="${SITE}b.jpg" alt="${alt}" /></p>`;
const note = (title: string, text: string) =>
  `<blockquote>\n${title && `<p><strong>${title}</strong></p>\n`}${text && `<p>${text}</p>\n`}</blockquote>`;

describe('a tag alone on its line is read as', () => {
  test.each<[string, string, string]>([
    ['a link', '{{< youtube w7Ft2ymGmfc >}}', VIDEO],
    ['a link', '{{% youtube id="w7Ft2ymGmfc" %}}', VIDEO],
    ['a link', 'a\n\n{% youtube w7Ft2ymGmfc %}\n\nb', `<p>a</p>\n${VIDEO}\n<p>b</p>`],
    ['a link', '{{< vimeo 146022717 >}}', linkTo('https://vimeo.com/146022717')],
    ['a link', '{{< tweet user=ann id="12" >}}', linkTo('https://twitter.com/ann/status/12')],
    ['a link', '{{< tweet ann 12 >}}', linkTo('https://twitter.com/ann/status/12')],
    ['a link', '{{< x 12 >}}', linkTo('https://twitter.com/i/status/12')],
    ['a link', '{% gist ann/6589546 %}', linkTo('https://gist.github.com/ann/6589546')],
    ['a picture', '{{< figure src="b.jpg" >}}', picture('')],
    ['a picture', '{{< figure src="b.jpg" class="wide" alt="A [b]" >}}', picture('A [b]')],
    ['a picture', '{{< image src=b.jpg alt="A" caption="C -- \'d\' _e_" >}}', picture('A', "C -- 'd' _e_")],
    ['a picture', '{{< img src="b.jpg" title="A" >}}', picture('A', 'A')],
    ['a picture', '{{< figure src="b.jpg" alt="" title="A" >}}', picture('A', 'A')],
    ['a picture', '{{< figure src="b.jpg" title="" caption="A" >}}', picture('A', 'A')],
    ['a picture', '{{< figure src="b.jpg" title="A" caption="" >}}', picture('A', 'A')],
    [
      'a picture',
      '{{< figure src="b.jpg" caption="A  b" class="wide left" style="border: 0" >}}',
      picture('A b', 'A b'),
    ],
    ['a picture', '{{<img src="b.jpg" alt="A" max-width="600px" has-border="false">}}', picture('A')],
    ['a note', '{{< alert "light-bulb" >}}\na *b*\n{{< /alert >}}', note('', 'a <em>b</em>')],
    ['a note', '{{< admonition tip "A *b*" false >}}\n\na\n\n{{< /admonition >}}', note('A *b*', 'a')],
    ['a note', '{{% alert title="A" color="info" %}}\na\n{{% /alert %}}', note('A', 'a')],
    ['a note', '{{% alert title="A" icon="fas fa-pen" %}}\na\n{{% /alert %}}', note('A', 'a')],
    ['a note', "{% note type='Idea' %}\na\n{% endnote %}", note('Idea', 'a')],
    ['a note', '{{<notice type=warning>}}\na\n{{</notice>}}', note('Warning', 'a')],
    ['a note', 'a\n{% note %}\nb\n{% endnote %}\nc', `<p>a</p>\n${note('Note', 'b')}\n<p>c</p>`],
    ['a note', ':::tip\na\n:::', note('Tip', 'a')],
    ['a note', '::: warning Mind *it*\n- a\n:::', note('Mind *it*', '').replace('</b', '<ul>\n<li>a</li>\n</ul>\n</b')],
    ['a note', ':::note[A]\n```\n:::\n```\n:::', note('A', '').replace('</b', '<pre><code>:::\n</code></pre>\n</b')],
    ['a paragraph', '{{< lead >}}\na\n{{< /lead >}}', '<p>a</p>'],
    [
      'code',
      'a\n{% highlight js linenos %}\n<a>\n\n- {{ b }}\n{% endhighlight %}',
      '<p>a</p>\n<pre><code>&lt;a&gt;\n\n- {{ b }}\n</code></pre>',
    ],
    [
      'code',
      '{% highlight a %}\n{% raw %}\n{{ b }}\n{% endraw %}\n{% endhighlight %}',
      '<pre><code>{{ b }}\n</code></pre>',
    ],
    ['code', '{{< highlight go "linenos=table" >}}\n```\n{{< /highlight >}}', '<pre><code>```\n</code></pre>'],
    [
      'text that stays as it is',
      '{% raw %}\n{{ a }}\n\n{% highlight b %}\n{% endhighlight %}\n{% endraw %}',
      '<p>{{ a }}</p>\n<p>{% highlight b %}\n{% endhighlight %}</p>',
    ],
    ['a table of contents', '[[toc]]\n\na', '<p>a</p>'],
    ['looks that feeds do not have', '> a\n{: .prompt-tip }', '<blockquote>\n<p>a</p>\n</blockquote>'],
    ['looks that feeds do not have', '## A b\n{:.no_toc .b}\nc', '<h2 id="a-b">A b</h2>\n<p>c</p>'],
    [
      'looks that feeds do not have',
      '[a](//b.example){:target="_blank" rel="x"} c',
      '<p><a href="https://b.example/">a</a> c</p>',
    ],
    ['looks that feeds do not have', '`a`{: .filepath }', '<p><code>a</code></p>'],
    ['looks that feeds do not have', '- a\n  {: .b}\n- c', '<ul>\n<li>a</li>\n<li>c</li>\n</ul>'],
    [
      'code',
      '- a\n\n  {% highlight js %}\n  b\n\n   c\n  {% endhighlight %}\n- d',
      '<ul>\n<li>\n<p>a</p>\n<pre><code>b\n\n c\n</code></pre>\n</li>\n<li>\n<p>d</p>\n</li>\n</ul>',
    ],
    ['a table of contents', '**A**\n\n* TOC\n{:toc}\n\nb', '<p><strong>A</strong></p>\n<p>b</p>'],
    ['the title', '# {{ page.title }}\n\na', '<h1 id="a-b-c">A *b* &lt;c&gt;</h1>\n<p>a</p>'],
    ['the title', '\n{{page.title}}\n===', '<h1 id="a-b-c">A *b* &lt;c&gt;</h1>'],
  ])('%s: %s', (as, body, html) => {
    expect(render(body, 'A *b* <c>').html.trimEnd()).toBe(html);
    expect(toldIn(body, 'A *b* <c>')).toEqual([
      expect.stringMatching(new RegExp(`^template-tag .* is for another program and is read as ${as}\\.$`)),
    ]);
  });
});

describe('is published as it is written, and told', () => {
  test.each([
    ['within a line', 'a {{< youtube w7Ft2ymGmfc >}}'],
    ['before a line', '{{< youtube w7Ft2ymGmfc >}}\na'],
    ['in a list', '- {{< youtube w7Ft2ymGmfc >}}'],
    ['in a quotation', '> {{< youtube w7Ft2ymGmfc >}}'],
    ['in code of HTML with an empty line', '<div><code>\n\n{{< youtube w7Ft2ymGmfc >}}\n\n</code></div>'],
    ['an id that is none', '{{< youtube w7Ft2 >}}'],
    ['a place in a video', '{{< youtube id="w7Ft2ymGmfc" start="7" >}}'],
    ['an argument that nobody knows', '{{< figure src="b.jpg" link="c" >}}'],
    ['an argument that is no plain text', '{{< figure src="b.jpg" alt=a=b >}}'],
    ['a caption with marks', '{{< figure src="b.jpg" caption="A `b" >}}'],
    ['two captions', '{{< figure src="b.jpg" caption="A" title="B" >}}'],
    ['a gallery', '{{< gallery match="img/*" >}}'],
    ['a name that ends like one of a picture', '{{< config file="b.yaml" >}}'],
    ['a name that begins like one of a player', '{{< youtube-playlist "PLabcdefghi" >}}'],
    ['a name that begins like one of a gist', '{{< gist-code ann 6589546 >}}'],
    ['a name that every object has', '{{< constructor "b" >}}'],
    ['a name that ends like one of a table of contents', '{{< no-toc >}}'],
    ['words in the place of a width', '{{< alert width="say something" >}}\na\n{{< /alert >}}'],
    ['words in the place of looks', '{{< callout data-style="Important words" >}}\na\n{{< /callout >}}'],
    ['words in the place of a kind', '{{< alert type="Important words" title="A" >}}\na\n{{< /alert >}}'],
    ['an argument in the place of a title', '{{< alert warning true true >}}\na\n{{< /alert >}}'],
    ['an argument of a notice that nobody knows', '{{< alert hidden="true" >}}\na\n{{< /alert >}}'],
    ['an argument too many', '{{< alert warning "A" true true >}}\na\n{{< /alert >}}'],
    ['an argument by a name of JavaScript', '{{< figure src="b.jpg" __proto__="A" >}}'],
    ['an argument that is there twice', '{{< figure src="b.jpg" alt="A" alt="B" >}}'],
    ['marks that belong to no argument', '{{< note title="A" = >}}\na\n{{< /note >}}'],
    ['a tag of no certain meaning', '{% include figure.html src="b.jpg" %}'],
    ['code that does not end in its list', '- {% highlight js %}\nb\n{% endhighlight %}'],
    ['a list that is none of contents', '* TOC\n* {:toc}'],
    ['a notice without an end', '{% note %}\n\na'],
    ['a notice with another end', '{{< note >}}\na\n{% endnote %}'],
    ['a notice in which one like it begins', ':::note\n:::tip\na'],
    ['a notice that has words of its own', '{{< alert "Mind the gap" >}}\na\n{{< /alert >}}'],
    ['a notice that ends in HTML', '{% note %}\n<pre>\n{% endnote %}\n</pre>'],
    ['a container of another kind', ':::columns\na\n:::'],
    ['the title, below the beginning', 'a\n\n# {{ page.title }}'],
    ['the title, in a line', '{{ page.title }} and more\n==='],
    ['a variable', '# {{ title }}'],
    ['what is no list of attributes', '{:ok, value}'],
    ['an id of kramdown', 'a\n{: #b}'],
    ['words in a list of attributes', '![](b.jpg){: .c alt="A"}'],
    ['attributes of a word', 'a{: .b}'],
  ])('%s', (_, body) => {
    expect(toldIn(body, 'T').join()).toContain('template-tag');
    expect(toldIn(body, 'T').join()).not.toContain('is read as');
    const [tag = ''] = /(?:\{[{%:]|:::).*/.exec(body) ?? [];
    expect(render(body, 'T').html.replaceAll('&lt;', '<').replaceAll('&gt;', '>')).toContain(tag);
  });

  test('but in code, of which nothing is told', () => {
    const body = '```\n{% raw %}\n```\n\n<pre>\n{{< toc >}}\n</pre>\n\n    {% note %}\n    {% endnote %}';
    expect(render(body).html).toMatch(/\{% raw %\}[\s\S]*\{\{&lt; toc &gt;\}\}[\s\S]*\{% note %\}\n\{% endnote %\}/);
    expect(toldIn(body)).toEqual([]);
  });
});

test('the title is written once, whatever is in it', () => {
  const title = '$& {{ page.title }} <script>';
  expect(render('# {{ page.title }}\n\n## {{ page.title }}', title).html).toBe(
    '<h1 id="page-title-script">$&amp; {{ page.title }} &lt;script&gt;</h1>\n<h2 id="page-title">{{ page.title }}</h2>\n',
  );
});

describe('a tag that an address begins with, or is', () => {
  test.each([
    ['[a]({{ site.baseurl }}/b/)', '<a href="https://e.example/b/">a</a>'],
    ['[a]({{site.url}}{{site.baseurl}}/b#c)', '<a href="https://e.example/b#c">a</a>'],
    ['![a]({{ site.url }}/img/b.png)', '<img src="https://e.example/img/b.png" alt="a" />'],
    ['![a]({{ "/b.png" | relative_url }})', '<img src="https://e.example/b.png" alt="a" />'],
    ["[a]({{ '/b/' | absolute_url }})", '<a href="https://e.example/b/">a</a>'],
    ['[a]({% post_url 2026-01-05-b %})', '<a href="https://e.example/2026-01-05-b.md">a</a>'],
    ['[a]: {{ site.baseurl }}/b\n\n[a]', '<a href="https://e.example/b">a</a>'],
    ['<a href="{{ site.baseurl }}/b">a</a>', '<a href="https://e.example/b">a</a>'],
  ])('%s', (body, html) => {
    const found = renderBody(body, {
      ...{ path: 'a.md', bodyLine: 1, permalink: `${SITE}a/` },
      resolve: (reference) => ({ kind: 'url', url: new URL(reference, SITE).href }),
    });
    expect(found.html).toBe(`<p>${html}</p>\n`);
    expect(found.problems).toEqual([]);
  });

  test.each([
    '{{ page.url }}',
    '{{ site.baseurl }}{{ b }}',
    '{{ site.url }}//b.example',
    '{{ "//b.example" | relative_url }}',
    '{{ "/b" | slugify }}',
    '{% link b.md %}',
  ])('but for %s, which is told', (address) => {
    expect(toldIn(`[a](${address})`).join()).toContain('is published as it is written');
  });

  test('in a block of HTML too', () => {
    expect(toldIn('<div><a href="{{ site.baseurl }}/b">{{ site.url }}</a></div>')).toEqual([
      expect.stringMatching(/^template-tag 1:37 /),
    ]);
  });
});

test('what stands in HTML that says so is Markdown', () => {
  const html = '<div>\n<p><em>a</em></p>\n<ul>\n<li>b</li>\n</ul>\n</div>';
  expect(render('<div class="notice" markdown="1">\n*a*\n\n- b\n</div>').html).toBe(html);
  expect(render('<div class="notice">\n*a*\n</div>').html).toBe('<div>\n*a*\n</div>');
});

test('nothing in a tag runs', () => {
  expect(render('{{< figure src="javascript:a.png" >}}\n\n{{< img src="b.png" alt="&lt;script&gt;" >}}').html).toBe(
    `<p><img src="${SITE}b.png" alt="&amp;lt;script&amp;gt;" /></p>\n`,
  );
});

test('an address, or the tag that became one, is no summary', () => {
  expect(openingOf(render('{{< youtube w7Ft2ymGmfc >}}\n\nhttps://a.example/b\n\nWords.').html)?.text).toBe('Words.');
});

test.each([
  '{{< ',
  '{{<a ',
  `{{<a${' '.repeat(2000)}`,
  '{{< note >}}\n',
  '{{< figure src="a.jpg" >}}\n\n',
  '{% note %}\n{% tip %}\n{% raw %}\n',
  '{% note %}\na\n{% endnote %}\n',
  ':::note\n',
  ':::note\n::::tip\n',
  '::: \t',
  `:::note${' '.repeat(400)}{\n`,
  '[[toc]]\n\n',
  '<!--\n\n{{< toc >}}\n\n',
  '<div markdown="1">\n',
  '<p markdown="1" ',
  '* TOC\n{:toc}\n\n',
  '- {% highlight a %}\n',
  '){:',
  '){:a="b" ',
  `){:.a${' '.repeat(200)}`,
  '{: .a}\n',
  '# {{ page.title }}\n',
  '[a]({{ site.url }}/b) ',
  '[a]({{ site.url }}{{ site.url }}',
  '[a]({% post_url ',
  '<a href="{{ site.url }}/',
  `{{< alert "a" "b" ${'title="a" '.repeat(40)}>}}\n`,
  `{{< figure ${'src=a '.repeat(80)}= >}}\n`,
  '<div><code>\n\n{{< toc >}}\n\n',
])('many times %j cost no more than other text', (unit) => {
  const filled = (text: string) => text.repeat(Math.ceil(100_000 / text.length));
  expectCost(
    () => render(filled(unit), 'A'),
    12,
    () => render(filled('A plain *line* of text, and [a link](b.md).\n\n')),
  );
});

test('a site of Jekyll or Hugo that is published as it is shows the title and the picture of a tag', async () => {
  const opened = await library(
    contentFolder({
      'content/posts/a/index.md':
        '+++\ntitle = "A"\ndate = 2026-01-05\n+++\n{{ page.title }}\n===\n\n{{< figure src="b.png" >}}\n',
      'content/posts/a/b.png': PNG,
    }),
  );
  await opened.renderAll();
  expect(opened.problems().map(({ code }) => code)).toEqual(['template-tag', 'template-tag']);
  const [item] = JSON.parse(textAt(opened, '/feed.json')).items;
  expect(item.content_html).toMatch(/^<h1>A<\/h1>|^<h1 id="a">A<\/h1>/);
  expect(item.content_html).toMatch(/<img src="https:\/\/example\.org\/content\/posts\/a\/b\.png"/);
});

describe('what was found to go wrong', () => {
  test.each<[string, string, string]>([
    [
      'what a comment hides in a line',
      'See <!-- x\n{{< warning >}}\nhidden\n{{< /warning >}}\n-->\nend',
      '<p>See \nend</p>',
    ],
    ['code over lines', '`a\n{% raw %}\n*x*\n{% endraw %}\nb`', '<p><code>a {% raw %} *x* {% endraw %} b</code></p>'],
    [
      'code of HTML',
      'See <code>\n{{< note >}}\na\n{{< /note >}}\n</code>',
      '<p>See <code>\n{{&lt; note &gt;}}\na\n{{&lt; /note &gt;}}\n</code></p>',
    ],
    [
      'an address',
      '{{< figure src="x.png" link="http://a.b" >}}',
      '<p>{{&lt; figure src="x.png" link="http://a.b" &gt;}}</p>',
    ],
    [
      'marks',
      'a {{< figure caption="(H2O) by *Ann* -- 1" >}}',
      '<p>a {{&lt; figure caption="(H2O) by *Ann* -- 1" &gt;}}</p>',
    ],
    ['a reference', '[toc]\n\n[toc]: http://a.b/c', '<p><a href="http://a.b/c">toc</a></p>'],
    [
      'an end in code',
      '{{< note >}}\n\n    {{< /note >}}\n\nx\n{{< /note >}}',
      note('Note', '').replace('</b', '<pre><code>{{&lt; /note &gt;}}\n</code></pre>\n<p>x</p>\n</b'),
    ],
    ['a title of blanks', '{{< note title="  x " >}}\na\n{{< /note >}}', note('x', 'a')],
  ])('%s', (_, body, html) => {
    expect(render(body).html.trim()).toBe(html);
  });

  test('a picture in a tag of a line is there, and quotes beside a tag stay as they are', () => {
    expect(render('a {{<img src="b.jpg" alt="A" x="y">}} b').html).toContain(`<img src="${SITE}b.jpg" alt="A" />`);
    const quotes = ['“', '”', '‘', '’'] as const;
    const set = renderBody('content="{% if a == "/" %}b"', {
      ...{ path: 'a.md', bodyLine: 1, permalink: SITE, typography: { quotes } },
      resolve: () => ({ kind: 'unpublished' }),
    });
    expect(set.html).toBe('<p>content="{% if a == "/" %}b"</p>\n');
  });

  test('brackets in a title are no formula', () => {
    const title = 'f(x) and (n+1) of [1](b) `c` $d$ {{ e }} &amp;';
    expect(render('# {{ page.title }}', title).html).toContain(
      '>f(x) and (n+1) of [1](b) `c` $d$ {{ e }} &amp;amp;</h1>',
    );
  });

  test('every tag is told, also one that holds an address, and in what is trusted', () => {
    expect(toldIn('{{< figure src="x.png" link="http://a.b" >}}')).toHaveLength(1);
    const trusted = renderBody('[[toc]]\n\na', {
      ...{ path: 'a.md', bodyLine: 1, permalink: SITE, isTrusted: true },
      resolve: () => ({ kind: 'unpublished' }),
    });
    expect(trusted.problems).toHaveLength(1);
  });

  test('tags of every kind without an end cost as plain text of their size', () => {
    const kinds =
      'caution danger details error hint important info note question success tip warning admonition alert lead raw highlight';
    const lines = kinds.split(' ').map((kind) => `{{<${kind}>}}\n{%${kind}%}\n:::${kind}\n`);
    const body = lines.join('').repeat(300);
    const plain = 'words of a text, and more.\n'.repeat(body.length / 27);
    expectCost(
      () => render(body),
      12,
      () => render(plain),
    );
  });
});
