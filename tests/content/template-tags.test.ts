// Template tags of other programs, in a text that is published as it is.

import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/content/body.ts';
import { contentFolder, library, textAt } from '../content-folder.ts';
import { expectCost } from '../cost.ts';
import { PNG } from './media.ts';

const SITE = 'https://e.example/';
const render = (body: string, title?: string) =>
  renderBody(body, {
    ...{ path: 'a.md', bodyLine: 1, permalink: `${SITE}a/`, title },
    resolve: (reference) => ({ kind: 'url', url: SITE + reference }),
  });
const VIDEO = 'https://www.youtube.com/watch?v=abc';
const linkTo = (url: string, words = url) => `<a href="${url}">${words}</a>`;

describe('a tag of certain meaning is what it stands for', () => {
  test.each<[string, string, string]>([
    ['a video of Hugo’s', '{{< youtube abc >}}', `<p>${linkTo(VIDEO)}</p>`],
    ['of Liquid’s, in a line', 'a {% youtube abc %} *b*', `<p>a ${linkTo(VIDEO)} <em>b</em></p>`],
    ['a post', '{{< tweet user="ann" id=12 >}}', `<p>${linkTo('https://twitter.com/ann/status/12')}</p>`],
    [
      'a picture with its caption',
      '{{< figure\n  src="b.jpg" caption="C" >}}',
      `<figure><img src="${SITE}b.jpg" alt="C" /><figcaption>C</figcaption></figure>`,
    ],
    [
      'a picture in emphasis',
      'a **b {{< img b.png >}} c**',
      `<p>a <strong>b <img src="${SITE}b.png" alt="" /> c</strong></p>`,
    ],
    ['a notice', '{{< alert "bulb" >}}\na **b**\n{{< /alert >}}', '<p>\na <strong>b</strong>\n</p>'],
    ['a notice around blocks', '{% note %}\n\n- a\n\n{% endnote %}', '<ul>\n<li>a</li>\n</ul>'],
    ['its title', '{{% alert title="A *b*" %}}', '<p><strong>A <em>b</em></strong>\n</p>'],
    ['its title alone', '{{< details "More of it" >}}', '<p><strong>More of it</strong>\n</p>'],
    [
      'a link',
      '{{< out "https://a.example/b" >}}c *d*{{< /out >}}',
      `<p>${linkTo('https://a.example/b', 'c <em>d</em>')}</p>`,
    ],
    ['what is raw', '{% raw %}\n```\n{{ a }}\n```\n{% endraw %}', '<pre><code>{{ a }}\n</code></pre>'],
    ['a table of contents', 'a\n\n[[toc]]\n\n{{< toc >}}', '<p>a</p>'],
    ['the title, as it is written', '{{page.title}}\n===', '<h1 id="a-b-c">A *b* &lt;c&gt;</h1>'],
  ])('%s', (_, body, html) => {
    expect(render(body, 'A *b* <c>').html.trimEnd()).toBe(html);
    expect(render(body, 'A *b* <c>').problems).toEqual([]);
  });

  test('but in code', () => {
    const body = '`{{< youtube abc >}}` `{{ page.title }}`\n\n```\n{% raw %}\n```\n\n    [[toc]]';
    expect(render(body, 'A').html).toBe(
      '<p><code>{{&lt; youtube abc &gt;}}</code> <code>{{ page.title }}</code></p>\n<pre><code>{% raw %}\n</code></pre>\n<pre><code>[[toc]]\n</code></pre>\n',
    );
  });

  test('but in a link, where another has no place, or after a backslash', () => {
    expect(render('[{{< youtube abc >}}](b)').html).toBe(`<p>${linkTo(`${SITE}b`, '{{&lt; youtube abc &gt;}}')}</p>\n`);
    expect(render('\\{{< youtube abc >}}').html).toBe('<p>{{&lt; youtube abc &gt;}}</p>\n');
  });

  test('and nothing in it runs', () => {
    const { html } = render('{{< figure src="javascript:a.png" >}} {{< img src="b.png" alt="<script>c</script>" >}}');
    expect(html).not.toMatch(/<script|javascript:a/);
  });
});

test.each([
  '{{< ',
  '{{<a b ',
  '{% a ',
  '{{< lead >}}',
  '{{< x https://a.b >}}c ',
  '{{< img a.jpg >}}',
  '{{ page.title ',
])('many times %s cost no more than other text', (unit) => {
  const filled = (text: string) => text.repeat(Math.ceil(1_000_000 / text.length));
  expectCost(
    () => render(filled(unit), 'A'),
    12,
    () => render(filled('A plain *line* of text, and [a link](b.md).\n\n')),
  );
});

test('a site of Hugo that is published as it is shows the picture of a tag', async () => {
  const opened = await library(
    contentFolder({
      'content/posts/a/index.md':
        '+++\ntitle = "A"\ndate = 2026-01-05\n+++\n{{ page.title }}: {{< figure src="b.png" >}}\n',
      'content/posts/a/b.png': PNG,
    }),
  );
  await opened.renderAll();
  expect(opened.problems()).toEqual([]);
  const [item] = JSON.parse(textAt(opened, '/feed.json')).items;
  expect(item.content_html).toMatch(/^<p>A: <img src="https:\/\/example\.org\/content\/posts\/a\/b\.png"/);
});
