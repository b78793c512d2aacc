// What a writer wrote: each word reaches the feed, or a problem names its line.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderBody } from '../../src/content/body.ts';
import { quotesOf } from '../../src/content/typography.ts';
import { openingOf, textOf } from '../../src/model/html-text.ts';

const SITE = 'https://e.example/';
const render = (body: string, language?: string) =>
  renderBody(body, {
    path: 'a.md',
    bodyLine: 1,
    permalink: `${SITE}a/`,
    resolve: (reference) => ({
      kind: 'url',
      url: SITE + encodeURI(reference.replace(/^\//, '')),
      width: 40,
      height: 30,
    }),
    ...(language && { typography: { quotes: quotesOf(language) } }),
  });
const htmlOf = (body: string, language?: string) => render(body, language).html.trimEnd();
const toldOf = (body: string) => render(body).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);

describe('is published without a word', () => {
  test.each<[string, string, string]>([
    ['a title that is not closed', 'a <title> of\n\n*b*', '<p>a &lt;title&gt; of</p>\n<p><em>b</em></p>'],
    ['a style', 'a <style> b\n\nc', '<p>a &lt;style&gt; b</p>\n<p>c</p>'],
    ['a textarea', 'a <textarea> b', '<p>a &lt;textarea&gt; b</p>'],
    ['an xmp', 'a <xmp> b', '<p>a &lt;xmp&gt; b</p>'],
    ['a drawing', 'a <svg> b\n\n**c**', '<p>a &lt;svg&gt; b</p>\n<p><strong>c</strong></p>'],
    ['an option', 'a <option> b\n\nc', '<p>a &lt;option&gt; b</p>\n<p>c</p>'],
    ['a player of nothing', 'a <video> b <audio> c', '<p>a &lt;video&gt; b &lt;audio&gt; c</p>'],
    ['a button', 'a <button> b', '<p>a &lt;button&gt; b</p>'],
    ['a comment', 'a\n\n<!-- b', '<p>a</p>\n&lt;!-- b'],
    [
      'what is no tag',
      'vector<int>, git clone <url>, Map<b> c',
      '<p>vector&lt;int&gt;, git clone &lt;url&gt;, Map&lt;b&gt; c</p>',
    ],
    ['end tags of no element', 'vector</int> a </title> b', '<p>vector&lt;/int&gt; a &lt;/title&gt; b</p>'],
    ['a comparison', 'if a<b and c>d', '<p>if a&lt;b and c&gt;d</p>'],
    ['a doctype, a CDATA section', 'a <!DOCTYPE x> <![CDATA[b]]>', '<p>a &lt;!DOCTYPE x&gt; &lt;![CDATA[b]]&gt;</p>'],
    ['a tag that does not end', '<div class="x\n\n*b* c', '&lt;div class="x\n<p><em>b</em> c</p>'],
    ['a closed xmp', '<xmp>a <b></xmp>', '<p><pre>a &lt;b&gt;</pre></p>'],
    [
      'lite players',
      '<lite-youtube videoid="a" playlabel="b"></lite-youtube>',
      '<p><a href="https://www.youtube.com/watch?v=a">b</a></p>',
    ],
    [
      'lite-vimeo',
      'x <lite-vimeo videoid="1"></lite-vimeo>',
      '<p>x <a href="https://vimeo.com/1">https://vimeo.com/1</a></p>',
    ],
    ['an embedded file', '<embed src="a.swf">', `<a href="${SITE}a.swf">${SITE}a.swf</a>`],
    ['an object', 'x <object data="a.pdf" title="b"></object>', `<p>x <a href="${SITE}a.pdf">b</a></p>`],
    [
      'a frame that is not closed',
      '<iframe src="https://x.example/a">\n\nb',
      '<a href="https://x.example/a">https://x.example/a</a>\n<p>b</p>',
    ],
    [
      'two frames that are not closed, one of which shows nothing',
      'a <iframe> b\n\n<iframe src="https://x.example/a">\n\nc',
      '<p>a &lt;iframe&gt; b</p>\n<a href="https://x.example/a">https://x.example/a</a>\n<p>c</p>',
    ],
    [
      'a player that is not closed',
      '<video src="a.mp4">\n\nb',
      `<video src="${SITE}a.mp4" controls="controls"></video>\n<p>b</p>`,
    ],
    [
      'TeX',
      '$a*b*c$ $$x_1 * y_2$$ \\(a_b_c\\) \\[\\frac{a}{b}\\]',
      '<p>$a*b*c$ $$x_1 * y_2$$ \\(a_b_c\\) \\[\\frac{a}{b}\\]</p>',
    ],
    ['displayed TeX', 'a\n$$\n- b\n= c_d_e\n$$\nf', '<p>a</p>\n<p>$$\n- b\n= c_d_e\n$$</p>\n<p>f</p>'],
    ['equations', '\\[x_1 = 1\\] \\[x^2\\]', '<p>\\[x_1 = 1\\] \\[x^2\\]</p>'],
    ['money', '$5 and $6 *a*, US$7-$8', '<p>$5 and $6 <em>a</em>, US$7-$8</p>'],
    ['brackets', '\\[1\\] \\(see *a*\\)', '<p>[1] (see <em>a</em>)</p>'],
    ['a note', '> [!NOTE]\n> a', '<blockquote>\n<p><strong>Note</strong><br />\na</p>\n</blockquote>'],
    ['emphasis beside CJK punctuation', '**「重要」**です', '<p><strong>「重要」</strong>です</p>'],
    ['a heading’s own name', '## A b {#c}\n\n[d](#c)', `<h2 id="c">A b</h2>\n<p><a href="${SITE}a/#c">d</a></p>`],
    ['pixels of a picture', 'x ![](a.png)', `<p>x <img src="${SITE}a.png" alt="" width="40" height="30" /></p>`],
    [
      'one of them given',
      '<p><img src="a.png" width="20"></p>',
      `<p><img src="${SITE}a.png" width="20" height="15" /></p>`,
    ],
    ['what is no tag', '[YouTube] [[ ]] {:#?} {:.2}', '<p>[YouTube] [[ ]] {:#?} {:.2}</p>'],
    ['a list in a list', "[['Start', '0']]", "<p>[['Start', '0']]</p>"],
  ])('%s', (_, body, html) => {
    expect(htmlOf(body)).toBe(html);
    expect(toldOf(body)).toEqual([]);
  });
});

describe('goes without a word, since no reader of the page sees it', () => {
  test.each([
    ['buttons', '<button>a</button>'],
    ['what is hidden', '<p hidden>a</p><p style="display: none">b</p>'],
    [
      'dialogs, templates, lists of proposals',
      '<dialog>a</dialog><template>b</template><datalist><option>c</datalist>',
    ],
    ['the boxes that KaTeX shows beside its MathML', '<span class="katex-html" aria-hidden="true">a</span>'],
  ])('%s', (_, body) => {
    expect(htmlOf(`<div>x</div>${body}`)).toBe('<div>x</div>');
    expect(toldOf(body)).toEqual([]);
  });
});

describe('is told', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['a form', '`<form>`\n\n<form>a</form>', '<p><code>&lt;form&gt;</code></p>', ['html-dropped 3:1']],
    ['an end tag that closes nothing', 'a\nb </div> c </div>', '<p>a\nb  c </p>', ['html-dropped 2:3']],
    ['a drawing once', 'x <svg><path d="a"/></svg>', '<p>x </p>', ['html-dropped 1:3']],
    ['a kind once', 'x <foo>a</foo>\n<foo>b</foo>', '<p>x a\nb</p>', ['html-dropped 1:3']],
    ['a fraction', 'x <math><mfrac><mn>1</mn><mn>3</mn></mfrac></math>', '<p>x 1/3</p>', ['html-dropped 1:3']],
    ['a power', 'x <math><msup><mi>r</mi><mn>2</mn></msup></math>', '<p>x r^2</p>', ['html-dropped 1:3']],
    ['a root', 'x <math><msqrt><mn>16</mn></msqrt></math>', '<p>x √16</p>', ['html-dropped 1:3']],
    ['a formula with words', 'x <math alttext="a/b"><mi>c</mi></math>', '<p>x a/b</p>', ['html-dropped 1:3']],
    [
      'a formula with TeX',
      'x <math><semantics><mi>c</mi><annotation encoding="application/x-tex">c_1</annotation></semantics></math>',
      '<p>x c_1</p>',
      ['html-dropped 1:3'],
    ],
    ['an address that could run', '[a](javascript:b)', '<p>a</p>', ['html-dropped 1:5']],
    ['a picture in its address', '![a](data:image/png;base64,b)', '<p>a</p>', ['html-dropped 1:6']],
    ['a lost heading', '[a](#b)', `<p><a href="${SITE}a/#b">a</a></p>`, ['link-broken 1:5']],
    [
      'each link to one',
      '[a](#b) [c](javascript:d) [e](#f) [a](#b)',
      `<p><a href="${SITE}a/#b">a</a> c <a href="${SITE}a/#f">e</a> <a href="${SITE}a/#b">a</a></p>`,
      ['link-broken 1:5', 'html-dropped 1:13', 'link-broken 1:31', 'link-broken 1:39'],
    ],
    ['Hugo’s tags', 'a\n{{< figure src="b" >}}', '<p>a\n{{&lt; figure src="b" &gt;}}</p>', ['template-tag 2:1']],
    ['Liquid’s tags', '{% highlight %}', '<p>{% highlight %}</p>', ['template-tag 1:1']],
    ['kramdown’s', '{:toc}', '<p>{:toc}</p>', ['template-tag 1:1']],
    ['WordPress’s', '[gallery ids=1] [[a]]', '<p>[gallery ids=1] [[a]]</p>', ['template-tag 1:1', 'template-tag 1:17']],
    ['containers', ':::tip\n\n`{{ a }}`', '<p>:::tip</p>\n<p><code>{{ a }}</code></p>', ['template-tag 1:1']],
  ])('%s', (_, body, html, told) => {
    expect(htmlOf(body)).toBe(html);
    expect(toldOf(body)).toEqual(told);
  });
});

/** Players and frames become links to what they show, and the words for browsers that cannot are for nobody. */
const FALLBACKS = new Set(['audio', 'iframe', 'video']);

test('each word in any element is published, or a problem names its line', () => {
  const names = (
    'a abbr address applet area article aside audio b bdi bdo big blink blockquote body canvas caption center cite code ' +
    'colgroup data dd del details dfn dir div dl dt em embed fieldset figcaption figure font footer form frame frameset ' +
    'h1 head header html i iframe input ins kbd label legend li listing main map mark marquee math menu meter nav nobr ' +
    'noembed noframes noscript object ol optgroup option output p picture plaintext pre progress q rb rt ruby s samp ' +
    'script search section select slot small span strike strong style sub summary sup svg table tbody td textarea tfoot ' +
    'th thead time title tr tt u ul var wbr xmp foo x-card'
  ).split(' ');
  const piece = fc.tuple(
    fc.constantFrom(...names),
    fc.boolean(),
    fc.constantFrom('', ' class="y"'),
    fc.constantFrom(' ', '\n\n'),
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      const body = pieces
        .map(
          ([name, isClosed, attribute, gap], n) =>
            `w${n}a <${name}${attribute}>w${n}b${isClosed ? `</${name}>` : ''} w${n}c${gap}`,
        )
        .join('');
      const { html, problems } = render(body);
      const text = textOf(html);
      const lineOf = (word: string) => body.slice(0, body.indexOf(word)).split('\n').length;
      const lost = (body.match(/w\d[abc]/g) ?? []).filter((word) => {
        if (text.includes(word)) return false;
        const place = Number(word[1]);
        const [own = ''] = pieces[place] ?? [];
        // Outside of its element a word goes only where an open tag before it and an end tag after it enclose it.
        const around = pieces.flatMap(([name, isClosed], n) => {
          const isEnded = pieces.some(
            ([other, ends], m) => other === name && ends && m + Number(word.endsWith('a')) > place,
          );
          return n < place + Number(word.endsWith('c')) && !isClosed && isEnded ? [name] : [];
        });
        // Of each kind only the first of a file is told.
        const isTold = (word.endsWith('b') ? [own, ...around] : around).some(
          (name) =>
            FALLBACKS.has(name) ||
            problems.some(({ line, message }) => line <= lineOf(word) && message.includes(`<${name}>`)),
        );
        return !isTold;
      });
      expect(lost).toEqual([]);
    }),
    { numRuns: 3000, seed: 11 },
  );
});

describe('the summary', () => {
  test.each<[string, string, string | undefined]>([
    ['is what stands before <!-- more -->', '# T\n\na\n\nb\n\n<!-- more -->\n\nc', 'a b'],
    ['also within a paragraph', 'a <!--more--> b', 'a'],
    ['is no caption', '![a](b.png "c")\n\nd', 'd'],
    ['is no player’s fallback', '<video src="a.mp4">Too old.</video>\n\nb', 'b'],
    ['is no template tag', '{{< toc >}}\n\na', 'a'],
    ['is no formula', '$$\na\n$$\n\nb', 'b'],
    [
      'keeps powers',
      '10<sup>6</sup>, e<sup>x</sup>, e<sup>-x</sup>, H<sub>2</sub>O, 4<sup>th</sup>',
      '10⁶, e^x, e^(-x), H₂O, 4th',
    ],
  ])('%s', (_, body, summary) => {
    expect(openingOf(htmlOf(body))?.text).toBe(summary);
  });
});

describe('typography', () => {
  test.each<[string, string, string]>([
    ['en', `"a" 'b' it's`, '“a” ‘b’ it’s'],
    ['de-AT', `"a" 'b'`, '„a“ ‚b‘'],
    ['fr', '"a"', '«\u202Fa\u202F»'],
    ['de-CH', '"a"', '«a»'],
    ['sv', '"a"', '”a”'],
    ['en', 'a -- b---c 1--2 wait...', 'a – b—c 1–2 wait…'],
    ['en', '--flag ---- .... (c) +-', '--flag ---- .... (c) +-'],
  ])('in %s: %s', (language, typed, set) => {
    expect(htmlOf(typed, language)).toBe(`<p>${set}</p>`);
  });

  test.each([
    ['code', '`"a" --`', '<p><code>"a" --</code></p>'],
    ['elements of code', '<code>"a" --</code>', '<p><code>"a" --</code></p>'],
    ['TeX', '$a"--$', '<p>$a"--$</p>'],
    ['a template tag', '{{< a b="c" >}} [gallery ids="1--2"]', '<p>{{&lt; a b="c" &gt;}} [gallery ids="1--2"]</p>'],
    ['a bare address', 'https://a.example/b--c', '<p><a href="https://a.example/b--c">https://a.example/b--c</a></p>'],
  ])('leaves %s as it is typed', (_, body, html) => {
    expect(htmlOf(body, 'en')).toBe(html);
  });
});
