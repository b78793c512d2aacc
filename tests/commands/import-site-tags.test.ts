// Template tags of other programs: what each becomes, and what is left to the writer.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { literalsAfter } from '../../src/commands/import/site/js-literals.ts';
import { KRAMDOWN, MARKS, withoutComponents, withoutMarks } from '../../src/commands/import/site/old-body.ts';
import { type TagContext, withoutTags } from '../../src/commands/import/site/template-tags.ts';

const context = (templates: TagContext['templates']): TagContext => ({
  templates,
  origin: 'https://quay.example',
  base: '/news',
  variables: { site: { title: 'The Quay' }, page: { title: 'One' }, edition: '7' },
  addressOf: (name) => (/a\.md|2026-01-05-a/.test(name) ? '/news/a/' : undefined),
  written: (markdown) => markdown,
});

test.each([
  ['a text', "{{ 'x' }}", 'x'],
  ['a variable of the site', '{{ site.title }}', 'The Quay'],
  ['the path of the site', '{{ site.baseurl }}/about/', '/news/about/'],
  ['the address of the site', '{{site.url}}{{site.baseurl}}/about/', 'https://quay.example/news/about/'],
  ['a path', "{{ '/a.png' | relative_url }}", '/news/a.png'],
  ['a path of Eleventy', '{{ "/a.png" | url }}', '/news/a.png'],
  ['an address', "{{ '/a.png' | absolute_url }}", 'https://quay.example/news/a.png'],
  [
    'a path that is put together',
    "{{ '/a' | prepend: site.baseurl | prepend: site.url }}",
    'https://quay.example/news/a',
  ],
  ['a post', '{% post_url 2026-01-05-a %}', '/news/a/'],
  ['a file, with a place in it', '{% link _posts/a.md %}#b', '/news/a/#b'],
  ['raw text', '{% raw %}{{ x }}{%endraw%}', '{{ x }}'],
  ['a comment', 'a{%- comment -%} {{ x }} {%- endcomment -%}b', 'ab'],
  ['a comment of Nunjucks', 'a{# b #}c', 'ac'],
  ['the name of a heading', '# A {#a}\n\n# B {#b}', '# A {#a}\n\n# B {#b}'],
  ['code', '{% highlight js linenos %}\na\n{% endhighlight %}', '\n```js\na\n```\n'],
  ['a picture', '{% image "./a.png", "A boat" %}', '![A boat](./a.png)'],
  ['a picture of a theme', '{% include figure image_path="/a b.png" alt="A" caption="B" %}', '![A](</a b.png> "B")'],
  ['a video', '{% include youtube.html id="abc_DEF" %}', '<https://www.youtube.com/watch?v=abc_DEF>'],
  ['a video by a longer name', '{% include lite-youtube.html id="abc" %}', '<https://www.youtube.com/watch?v=abc>'],
  [
    'a picture by a longer name',
    '{% responsive_image path: a.png alt: "A" %}{% my-fig b.png %}',
    '![A](a.png)![](b.png)',
  ],
  ['what only counts', '{% assign x = 1 %}a', 'a'],
])('Liquid: %s', (_, body, expected) => {
  expect(withoutTags(body, context('Liquid'))).toEqual({ body: expected, left: [] });
});

test.each([
  ['a reference', '[a]({{< ref "a.md" >}})', '[a](/news/a/)'],
  ['a relative one with a place in it', '[a]({{% relref "a.md#b" %}})', '[a](/news/a/#b)'],
  ['a figure', '{{< figure src="a.png" title="A \\"b\\"" >}}', '![A "b"](a.png "A \\"b\\"")'],
  [
    'a caption with a link',
    '{{< figure src="a.png" caption="A [b](/c/)" >}}',
    '<figure><img src="a.png" alt=""><figcaption>A <a href="/c/">b</a></figcaption></figure>',
  ],
  [
    'a caption with marks',
    '{{< figure src="a.png" alt="C" caption="The *moon* & __two [_stars_](/a_b_c/_d_)__ of `x_*y*`" >}}',
    '<figure><img src="a.png" alt="C"><figcaption>The <em>moon</em> &amp; <strong>two <a href="/a_b_c/_d_"><em>stars</em></a></strong> of <code>x_*y*</code></figcaption></figure>',
  ],
  [
    'a caption without',
    '{{< figure src="a.png" caption="a_b_c 2*3*4 * _ \\* d" >}}',
    '![a_b_c 2*3*4 * _ \\\\* d](a.png "a_b_c 2*3*4 * _ \\\\* d")',
  ],
  ['a caption that does not end', '{{< figure src="a.png" caption="A >}}', '![](a.png)'],
  ['a video', '{{< youtube id="abc" autoplay="true" >}}', '<https://www.youtube.com/watch?v=abc>'],
  ['a video elsewhere', '{{< vimeo 123 >}}', '<https://vimeo.com/123>'],
  ['a post', '{{< tweet user="ann" id="12" >}}', '<https://twitter.com/ann/status/12>'],
  ['a gist', '{{< gist ann 12ab >}}', '<https://gist.github.com/ann/12ab>'],
  ['code', '{{< highlight go "linenos=table" >}}\nx\n{{< /highlight >}}', '\n```go\nx\n```\n'],
  ['a notice', '{{% notice tip %}}\nText\n{{% /notice %}}', '\nText\n'],
  ['a value', '{{< param edition >}}', '7'],
  ['words with an address', '{{< newtab "https://a.example/" >}}b{{< /newtab >}}', '[b](https://a.example/)'],
  ['the same, quoted twice', '{{< newtab \\"https://a.example/\\" >}}b{{< /newtab >}}', '[b](https://a.example/)'],
  ['a drawing in words', '{{< mermaid >}}\na --> b\n{{< /mermaid >}}', '\n```mermaid\na --> b\n```\n'],
  ['a tag that is shown', '`{{</* figure src="a" */>}}`', '`{{< figure src="a" >}}`'],
  ['what is no tag of it', '{{ .Title }} {% raw %}', '{{ .Title }} {% raw %}'],
])('Hugo: %s', (_, body, expected) => {
  expect(withoutTags(body, context('Hugo'))).toEqual({ body: expected, left: [] });
});

test.each([
  ['a video', '{{ youtube(id="abc", autoplay=true) }}', '<https://www.youtube.com/watch?v=abc>'],
  ['a picture', '{{ img(src="a.png", alt="A") }}', '![A](a.png)'],
  ['a notice', '{% note() %}\nText\n{% end %}', '\nText\n'],
  ['code', '{% code() %}\na\n{% end %}', '\n```\na\n```\n'],
  ['a tag that is shown', '{{/* youtube(id="a") */}}', '{{ youtube(id="a") }}'],
])('Zola: %s', (_, body, expected) => {
  expect(
    withoutTags(body, context('Zola'))
      .body.replace(/\{\{ {2}/, '{{ ')
      .replace(/ {2}\}\}/, ' }}'),
  ).toBe(expected);
});

describe('what has no certain meaning', () => {
  test('is a comment, and told with its line', () => {
    const { body, left } = withoutTags('One\n\nTwo {% include a--b.html %}\n{% foo %}', context('Liquid'));
    expect(body).toBe('One\n\nTwo <!-- {% include a-b.html %} -->\n<!-- {% foo %} -->');
    expect(left).toEqual([
      { line: 3, tag: '{% include a--b.html %}', isKept: true },
      { line: 4, tag: '{% foo %}', isKept: true },
    ]);
  });

  test.each(['config file="a.yaml"', 'youtube-playlist "PLabc"', 'vimeo-showcase 12', 'no-toc'])('as has %s', (tag) => {
    expect(withoutTags(`{{< ${tag} >}}`, context('Hugo')).left).toHaveLength(1);
  });

  test('leaves what stands beside it in its line as Markdown', () => {
    const body = '{% a %} [b](c)\n\n- {% d %} **e**\n- {% f %}\n\ng {% h %}';
    expect(withoutTags(body, context('Liquid')).body).toBe(
      '<wbr><!-- {% a %} --> [b](c)\n\n- <wbr><!-- {% d %} --> **e**\n- <!-- {% f %} -->\n\ng <!-- {% h %} -->',
    );
  });

  test('may stand there 30,000 times', { timeout: 5000 }, () => {
    const { left } = withoutTags('{% a %}\n'.repeat(30_000), context('Liquid'));
    expect(left.at(-1)).toEqual({ line: 30_000, tag: '{% a %}', isKept: true });
  });

  test('leaves an address empty, and code as it is', () => {
    const { body, left } = withoutTags('[a]({{ x }}) <img src="{{ y }}"> `{{ z }}`', context('Liquid'));
    expect(body).toBe('[a]() <img src=""> `{{ z }}`');
    expect(left.map(({ isKept }) => isKept)).toEqual([false, false]);
  });
});

test.each([
  ['a list of attributes', '![a](b){:.wide}', '![a](b)'],
  ['one on a line of its own', 'Text\n{: .note #a}', 'Text\n'],
  ['the name of a heading', '## A b\n{: #c}', '## A b {#c}'],
  ['a table of contents', '* toc\n{:toc}\n\nText', '\n\nText'],
  ['a comment', 'a{::comment}b{:/comment}c', 'ac'],
  ['code', '`{:.a}`', '`{:.a}`'],
  ['what only begins alike', '{:ok, value} {:name => 1}', '{:ok, value} {:name => 1}'],
])('kramdown: %s', (_, body, expected) => {
  expect(withoutMarks(body, KRAMDOWN)).toBe(expected);
});

test.each([
  ['a table of contents', 'a\n\n[[toc]]\n\nb', 'a\n\nb'],
  ['a container', ':::note[Look]\nText\n:::', '**Look**\n\nText\n'],
  ['code', '```\n:::note\n```', '```\n:::note\n```'],
])('marks of other Markdown: %s', (_, body, expected) => {
  expect(withoutMarks(body, MARKS)).toBe(expected);
});

test.each([
  ['a picture that is imported', 'import a from \'./a.png\';\n\n<Image src={a} alt="A" />', '![A](./a.png)', []],
  ['a component with text', 'a <Box x={{ y: 1 }}>b</Box>', 'a b', []],
  ['one that nobody knows', "import C from './C.astro';\n\n<C />\n\n`<D />`", '`<D />`', [1, 3]],
  ['comments and texts', '{/* a */}b{" "}{\'c\'}', 'b c', []],
  ['an expression', 'a {1 + 1}', 'a ', [1]],
  ['styles of plain elements', '<b style={{ a: 1 }} className="x">b</b>', '<b     class="x">b</b>', []],
  ['the name of a heading', '## A {#a}', '## A {#a}', []],
])('MDX: %s', (_, mdx, expected, lines) => {
  const { body, left } = withoutComponents(mdx);
  expect(body.replace(/<b +/, '<b     ')).toBe(expected);
  expect(left.map(({ line }) => line)).toEqual(lines);
});

test.each([
  ['an object', 'x = { a: 1, "b-c": true, d: null, e: \'f\' }', { a: '1', 'b-c': 'true', d: null, e: 'f' }],
  ['lists and what is below', 'x = [{ a: ["b", `c`] }]', [{ a: ['b', 'c'] }]],
  [
    'expressions are left out',
    'x = { a: f(1, { b: 2 }), c: "d" + e, g() { return { h: 1 } }, ...i, j: "k" }',
    { j: 'k' },
  ],
  ['comments', 'x = { // a: 1\n/* b: 2, */ c: "http://d" }', { c: 'http://d' }],
  ['types', 'x = { a: "b" as const } satisfies X', { a: 'b' }],
  ['escapes', String.raw`x = 'It\'s \u00e9\n'`, "It's é\n"],
  ['brackets that do not fit', 'x = { a: [1, 2}, b: 3 }', expect.anything()],
])('JavaScript: %s', (_, code, expected) => {
  expect(literalsAfter(code, /x = /g)).toEqual([expected]);
});

test('whatever a text holds, it is read in the end', () => {
  const piece = fc.constantFrom(
    '{%',
    '%}',
    '{{',
    '}}',
    '{{<',
    '>}}',
    '<A',
    '/>',
    '`',
    '```\n',
    '\n',
    '{#',
    '"',
    "'",
    'a ',
    '](',
    '{:',
    '}',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const body = pieces.join('');
      for (const templates of ['Liquid', 'Hugo', 'Zola'] as const) withoutTags(body, context(templates));
      withoutMarks(withoutMarks(withoutComponents(body).body, KRAMDOWN), MARKS);
      literalsAfter(`x = {${body}`, /x = /g);
    }),
  );
});
