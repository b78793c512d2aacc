import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse, serialize } from 'parse5';
import { describe, expect, test } from 'vitest';
import { addressOf } from '../../src/content/addresses.ts';
import { renderBody } from '../../src/content/body.ts';
import { cleanHtml } from '../../src/content/clean-html.ts';
import type { Rewrite } from '../../src/content/element.ts';
import { openingOf, textOf } from '../../src/model/html-text.ts';

const PERMALINK = 'https://example.org/a/';

const rewrite: Rewrite = (written) => {
  const address = addressOf(written, PERMALINK);
  if (address.kind === 'absolute') return address.url;
  return address.kind === 'local' ? `https://example.org/${encodeURIComponent(address.reference)}` : undefined;
};
const clean = (html: string): string => cleanHtml(html, rewrite);

const render = (body: string): string =>
  renderBody(body, {
    path: 'a.md',
    bodyLine: 1,
    permalink: PERMALINK,
    resolve: (reference) => ({ kind: 'url', url: `https://example.org/${encodeURIComponent(reference)}` }),
  }).html;

const HARMLESS = new Set(
  (
    'a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn ' +
    'div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav ol p ' +
    'picture pre q rb rp rt rtc ruby s samp search section small source span strong sub summary sup table tbody td ' +
    'tfoot th thead time tr track u ul var video wbr'
  ).split(' '),
);
const HARMLESS_ATTRIBUTES = new Set(
  (
    'abbr align alt cite colspan controls datetime default dir headers height href hreflang id kind label lang loop media ' +
    'muted open poster rel reversed rowspan scope sizes span src srclang srcset start title type value width'
  ).split(' '),
);
const ADDRESSES = ['cite', 'href', 'poster', 'src'];
const ABSOLUTE = /^(?:https?:\/\/[^\s/]|mailto:|tel:)/;

/** What a browser would see in HTML that no article may hold. */
function dangersIn(html: string): string[] {
  const dangers: string[] = [];
  const look = (node: DefaultTreeAdapterTypes.Node): void => {
    if (node.nodeName === '#comment') dangers.push('a comment');
    if ('tagName' in node) {
      if (!HARMLESS.has(node.tagName) || node.namespaceURI !== 'http://www.w3.org/1999/xhtml')
        dangers.push(node.tagName);
      for (const { name, value } of node.attrs) {
        if (!HARMLESS_ATTRIBUTES.has(name)) dangers.push(name);
        if (ADDRESSES.includes(name) && !ABSOLUTE.test(value)) dangers.push(`${name}=${value}`);
        if (name !== 'srcset') continue;
        dangers.push(...value.split(/,\s+/).filter((candidate) => !ABSOLUTE.test(candidate)));
      }
    }
    if ('childNodes' in node) node.childNodes.forEach(look);
  };
  bodyOf(html).childNodes.forEach(look);
  return dangers;
}

function bodyOf(html: string): DefaultTreeAdapterTypes.Element {
  const root = parse(`<!doctype html><body>${html}`).childNodes[1] as DefaultTreeAdapterTypes.Element;
  return root.childNodes[1] as DefaultTreeAdapterTypes.Element;
}

/** In the first parse, and in a second of what the first understood: mutations show there. */
const dangersInTwo = (html: string): string[] => [...dangersIn(html), ...dangersIn(serialize(bodyOf(html)))];

const x = 'alert(1)';

test('the test sees what it looks for', () => {
  const html = '<svg></svg><img src=x onerror=y><a href=" javascript:z" srcset="x 1x">a</a><!-- b --><p style=c>';
  expect(dangersIn(html)).toEqual(['svg', 'src=x', 'onerror', 'href= javascript:z', 'x 1x', 'a comment', 'style']);
});

describe('nothing runs, nothing hides, every address is absolute', () => {
  test.each<[string, string]>([
    ['a script', `<script>${x}</script>`],
    ['a script in capitals', `<SCRIPT SRC=//x.example/x.js></SCRIPT>`],
    ['a script with a slash', `<script/x src=//x.example></script>`],
    ['a script without end', `<script>${x}`],
    ['a script without end of tag', `<script src=//x.example/x.js <b>`],
    ['a script within a script', `<scr<script>ipt>${x}</scr</script>ipt>`],
    ['a script after a stray bracket', `<<script>${x};//<</script>`],
    ['a script with an attribute that looks like its end', `<script a=">" src="//x.example"></script>`],
    ['a script in a comment that is none', `<!--><script>${x}</script>-->`],
    ['a script in a comment with a strange end', `<!-- --!><script>${x}</script> -->`],
    ['a script in a conditional comment', `<!--[if gte IE 4]><script>${x}</script><![endif]-->`],
    ['a script in CDATA', `<![CDATA[<script>${x}</script>]]>`],
    ['a script in an instruction', `<?xml x="><script>${x}</script>"?>`],
    ['a script in a doctype', `<!DOCTYPE x [<!ENTITY y "<script>${x}</script>">]>&y;`],
    ['a module', `<script type=module>import('//x.example')</script>`],
    ['an import map', `<script type=importmap>{}</script>`],
    ['an error handler', `<img src=x onerror=${x}>`],
    ['a handler behind a slash', `<img/src=x/onerror=${x}>`],
    ['a handler behind a form feed', `<img\fsrc=x\fonerror=${x}>`],
    ['a handler behind quotes', `<img src="x"onerror="${x}">`],
    ['a handler behind a stray quote', `<img """><script>${x}</script>" onerror=${x}>`],
    ['a handler in mixed case', `<img src=x oNeRrOr=${x}>`],
    ['a handler with a NUL in its name', `<img src=x on\u0000error=${x}>`],
    ['a handler in back quotes', `<img src=\`x\` onerror=\`${x}\`>`],
    ['a handler of an unknown element', `<x onclick=${x} tabindex=1>a</x>`],
    ['a handler on load', `<body onload=${x}>`],
    ['a handler of an animation', `<b style="animation:x" onanimationstart=${x}>a</b>`],
    ['a handler of details', `<details open ontoggle=${x}>a</details>`],
    ['a handler of a video', `<video onerror=${x}><source onerror=${x}></video>`],
    ['a handler of a track', `<audio src=x><track onload=${x} default></audio>`],
    ['a handler of focus', `<a autofocus onfocus=${x} href=#>a</a>`],
    ['a handler of a marquee', `<marquee onstart=${x}>a</marquee>`],
    ['a handler before paint', `<p oncontentvisibilityautostatechange=${x} style=content-visibility:auto>`],
    ['a popover', `<button popovertarget=p>a</button><p popover id=p onbeforetoggle=${x}>b</p>`],
    ['javascript:', `<a href="javascript:${x}">a</a>`],
    ['javascript: in mixed case', `<a href="JaVaScRiPt:${x}">a</a>`],
    ['javascript: with a tab', `<a href="java\tscript:${x}">a</a>`],
    ['javascript: with a tab, written as a reference', `<a href="jav&#x09;ascript:${x}">a</a>`],
    ['javascript: with a line end', `<a href="java&NewLine;script:${x}">a</a>`],
    ['javascript: with a reference for the colon', `<a href="javascript&colon;${x}">a</a>`],
    [
      'javascript: in decimal references',
      `<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;${x}">a</a>`,
    ],
    ['javascript: in references without semicolons', `<a href="&#0000106&#0000097vascript:${x}">a</a>`],
    ['javascript: in hexadecimal references', `<a href="&#x6A&#x61vascript:${x}">a</a>`],
    ['javascript: behind control characters', `<a href="&#1;&#14; javascript:${x}">a</a>`],
    ['javascript: with a control character inside', `<a href="java&#1;script:${x}">a</a>`],
    ['javascript: behind a space that is no ASCII', `<a href="\u00A0\u3000javascript:${x}">a</a>`],
    ['javascript: with a space of no width', `<a href="java\u200Bscript:${x}">a</a>`],
    ['javascript: in references of references', `<a href="&amp;#106;avascript:${x}">a</a>`],
    ['javascript: as a percent-encoded scheme', `<a href="javascript%3A${x}">a</a>`],
    ['javascript: behind a host', `<a href="//javascript:${x}">a</a>`],
    ['vbscript:', `<a href="vbscript:msgbox(1)">a</a>`],
    ['livescript:', `<a href="livescript:${x}">a</a>`],
    ['feed:javascript:', `<a href="feed:javascript:${x}">a</a>`],
    ['view-source:', `<a href="view-source:javascript:${x}">a</a>`],
    ['data: with HTML', `<a href="data:text/html;base64,PHNjcmlwdD4=">a</a>`],
    ['data: in a picture', `<img src="data:image/svg+xml,<svg onload=${x}>" alt=a>`],
    ['blob:', `<a href="blob:https://x.example/1">a</a>`],
    ['file:', `<a href="file:///etc/passwd">a</a>`],
    ['a Windows share', `<img src="\\\\x.example\\a.png">`],
    ['javascript: in a picture', `<img src="javascript:${x}">`],
    ['javascript: in a srcset', `<img srcset="javascript:${x} 1x, x 2x">`],
    ['javascript: in a srcset, behind commas', `<img srcset=",,javascript:${x}, ,">`],
    ['javascript: in a lazy picture', `<img data-src="javascript:${x}">`],
    ['javascript: in a poster', `<video poster="javascript:${x}"></video>`],
    ['javascript: in a quotation', `<blockquote cite="javascript:${x}">a</blockquote><q cite="javascript:${x}">b</q>`],
    ['javascript: in a background', `<table background="javascript:${x}"><td background="javascript:${x}">a`],
    ['javascript: in an iframe', `<iframe src="javascript:${x}"></iframe>`],
    ['a document in an iframe', `<iframe srcdoc="<script>${x}</script>"></iframe>`],
    ['javascript: in an image map', `<map name=m><area href="javascript:${x}"></map><img src=x usemap=#m>`],
    ['a ping', `<a href=x ping="//x.example" download target=_blank>a</a>`],
    ['a frame set', `<frameset><frame src="javascript:${x}"></frameset>`],
    [
      'a form',
      `<form action="javascript:${x}"><input type=submit><button formaction="javascript:${x}">a</button></form>`,
    ],
    ['a form around a form', `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${x}>`],
    ['an input of a picture', `<input type=image src=x onerror=${x}>`],
    ['a key of a generator', `<keygen autofocus onfocus=${x}><isindex action="javascript:${x}" type=submit>`],
    ['a select', `<select autofocus onfocus=${x}><option><script>${x}</script></select>`],
    ['an object', `<object data="data:text/html,<script>${x}</script>"><param name=src value=x></object>`],
    ['an embed', `<embed src="javascript:${x}">`],
    ['an applet', `<applet code=x></applet><bgsound src="javascript:${x}">`],
    ['a base', `<base href="javascript:${x}//"><base href="//x.example/">`],
    ['a refresh', `<meta http-equiv=refresh content="0;url=javascript:${x}">`],
    ['a stylesheet', `<link rel=stylesheet href="//x.example/x.css">`],
    ['a style', `<style>@import "//x.example/x.css"; b{background:url(javascript:${x})}</style>`],
    ['a style without end', `<style><img src="</style><img src=x onerror=${x}//">`],
    ['a style in an attribute', `<p style="background:url(javascript:${x});width:expression(${x})">a</p>`],
    ['a layer', `<layer src="//x.example"></layer><ilayer src="//x.example"></ilayer>`],
    ['the element image', `<image src=x onerror=${x}>`],
    ['an SVG', `<svg onload=${x}><script>${x}</script></svg>`],
    ['an SVG that closes nothing', `<svg/onload=${x}//<p>a`],
    ['an SVG link', `<svg><a xlink:href="javascript:${x}"><text>a</text></a></svg>`],
    ['an SVG animation', `<svg><a><animate attributeName=href values="javascript:${x}" /></a></svg>`],
    ['an SVG that uses another', `<svg><use href="data:image/svg+xml,<svg id=x onload=${x}>#x"></svg>`],
    [
      'an SVG with a foreign object',
      `<svg><foreignObject><iframe src="javascript:${x}"></iframe></foreignObject></svg>`,
    ],
    ['mXSS: style in SVG', `<svg></p><style><a id="</style><img src=1 onerror=${x}>">`],
    ['mXSS: title in SVG', `<svg><title><style><img src="</style><img src=x onerror=${x}>"></title></svg>`],
    ['mXSS: desc in SVG', `<svg><desc><noscript><p title="</noscript><img src=x onerror=${x}>"></desc></svg>`],
    ['mXSS: CDATA in SVG', `<svg><![CDATA[><img src=x onerror=${x}>]]></svg>`],
    [
      'mXSS: math, mglyph and style',
      `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${x}&gt;">`,
    ],
    ['mXSS: math, malignmark', `<math><mi><table><mi><malignmark><style></mi><img src=x onerror=${x}>`],
    [
      'mXSS: annotation',
      `<math><annotation-xml encoding="text/html"><style><img src="</style><img src=x onerror=${x}>"></annotation-xml></math>`,
    ],
    [
      'mXSS: a link in math',
      `<math href="javascript:${x}">a<maction actiontype="statusline#" xlink:href="javascript:${x}">b</maction></math>`,
    ],
    ['mXSS: noscript', `<noscript><p title="</noscript><img src=x onerror=${x}>"></noscript>`],
    ['mXSS: textarea', `<textarea><p title="</textarea><img src=x onerror=${x}>"></textarea>`],
    ['mXSS: title', `<title><p title="</title><img src=x onerror=${x}>"></title>`],
    ['mXSS: xmp', `<xmp><p title="</xmp><img src=x onerror=${x}>"></xmp>`],
    ['mXSS: noembed', `<noembed><p title="</noembed><img src=x onerror=${x}>"></noembed>`],
    ['mXSS: noframes', `<noframes><p title="</noframes><img src=x onerror=${x}>"></noframes>`],
    ['mXSS: iframe', `<iframe><p title="</iframe><img src=x onerror=${x}>"></iframe>`],
    ['mXSS: plaintext', `<plaintext><p title="</plaintext><img src=x onerror=${x}>">`],
    ['mXSS: listing', `<listing>&lt;img src=x onerror=${x}&gt;</listing>`],
    ['mXSS: template', `<template><img src=x onerror=${x}><template><script>${x}</script></template></template>`],
    ['mXSS: declarative shadow', `<div><template shadowrootmode=open><script>${x}</script></template></div>`],
    [
      'mXSS: select',
      `<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=${x}>">`,
    ],
    ['mXSS: entities in xmp', `<xmp>&lt;script&gt;${x}&lt;/script&gt;</xmp>`],
    ['mXSS: entities in option', `<option>&lt;script&gt;${x}&lt;/script&gt;</option>`],
    ['mXSS: entities in textarea', `<textarea>&lt;/textarea&gt;&lt;script&gt;${x}&lt;/script&gt;</textarea>`],
    ['mXSS: back quotes in a title', `<b title="\`\`onmouseover=${x}">a</b>`],
    ['mXSS: an end in a title', `<b title="</b><script>${x}</script>">a</b>`],
    [
      'mXSS: a table that lets go',
      `<table><a href="javascript:${x}"><tr><td><style></table><img src=x onerror=${x}></style>`,
    ],
    ['mXSS: an end without a beginning', `</p></br><p></svg><img src=x onerror=${x}>`],
    ['mXSS: what our own marks hold', `<x-plain onclick=${x}>a</x-plain><x-dropped><img alt="<script>${x}</script>">`],
    ['a comment that ends in an attribute', `<!-- <img title="--><img src=x onerror=${x}>"> -->`],
    ['an end tag with attributes', `</a onclick=${x} href="javascript:${x}">`],
    ['an attribute named like the prototype', `<a __proto__="x" constructor=y href=x>a</a>`],
    ['an element named like the prototype', `<constructor onclick=${x}>a</constructor><__proto__ onclick=${x}>b`],
    ['a name that shadows the document', `<img name=getElementById src=x><a name="body onclick">a</a>`],
    ['a custom element', `<x-y is=z slot=a onclick=${x}>a</x-y>`],
    ['entities that turn into tags', `&lt;script&gt;${x}&lt;/script&gt; &#60;img src=x onerror=${x}&#62;`],
    ['tags of wide characters', `\uFF1Cscript\uFF1E${x}\uFF1C/script\uFF1E`],
    ['tags with characters that are dropped', `<scr\u0000ipt>${x}</scr\u0008ipt><\uFFFEscript>${x}</script>`],
    ['a Markdown link', `[a](javascript:${x}) [b](<java\tscript:${x}>) [c](&#106;avascript:${x})`],
    ['a Markdown link by reference', `[a]\n\n[a]: javascript:${x}`],
    ['a Markdown picture', `![a](javascript:${x} "b") ![c](data:image/svg+xml,x)`],
    ['a Markdown address', `<javascript:${x}> <data:text/html,x>`],
    ['a Markdown title that ends itself', `[a](b "\\"onmouseover=${x}//")`],
    ['a Markdown picture with a script for words', `![<script>${x}</script>](b)`],
    ['a Markdown code block with a class', `\`\`\`"><script>${x}</script>\na\n\`\`\``],
    ['a Markdown table with a style', `|a|\n|:-:|\n|<td style=x onclick=${x}>|`],
    ['a Markdown footnote', `a[^<script>]\n\n[^<script>]: <img src=x onerror=${x}>`],
  ])('%s', (_, payload) => {
    expect(dangersInTwo(clean(payload))).toEqual([]);
    expect(dangersInTwo(render(payload))).toEqual([]);
    expect(dangersInTwo(render(`a ${payload}`))).toEqual([]);
  });

  test('in any order', () => {
    const pieces = [
      ...'svg math mtext mglyph style script noscript textarea title xmp p table tr td select option form a template iframe plaintext desc'
        .split(' ')
        .flatMap((name) => [`<${name}>`, `</${name}>`]),
      ...[
        `<a href="javascript:${x}">`,
        `<img src=x onerror=${x}>`,
        '<img title="',
        '">',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<b id="',
      ],
      ...[
        '[a](',
        ')',
        '![',
        ']',
        '`',
        '\n\n',
        '> ',
        '&lt;',
        '&#60;',
        '\u0000',
        'javascript:',
        'srcset="x 1x, ',
        '<source srcset="',
        '<x-plain>',
      ],
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (chosen) => {
        expect(dangersInTwo(render(chosen.join('')))).toEqual([]);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });
});

describe('cleanHtml', () => {
  test.each<[string, string, string]>([
    ['text around what is dropped stays', 'a <foo>b</foo> <font color=red>c</font> <label>d</label>', 'a b c d'],
    ['scripts, styles and titles go with all they hold', 'a<script>b</script><style>c</style><title>d</title>e', 'ae'],
    ['an SVG too', 'a<svg><circle r=1 /><text>b</text></svg>c', 'ac'],
    ['of a formula its letters stay', '<math><mi>x</mi><annotation>\\x</annotation></math>', 'x'],
    [
      'a lazy picture is not shown twice',
      '<img data-src=a><noscript><img src=a></noscript>',
      '<img src="https://example.org/a" />',
    ],
    [
      'what follows a picture that is only words stays',
      '<p>a <img alt="b"> c <b>d</b> e</p>',
      '<p>a b c <b>d</b> e</p>',
    ],
    ['what follows a check box stays', '<p><input type=checkbox> a <i>b</i></p>', '<p>☐ a <i>b</i></p>'],
    ['what is open is closed', '<p><b>a', '<p><b>a</b></p>'],
    ['what is twice counts once', '<a href="a" href="b">c</a>', '<a href="https://example.org/a">c</a>'],
    ['clean HTML stays as it is', '<p id="a">b &amp; c<br /><em>d</em></p>', '<p id="a">b &amp; c<br /><em>d</em></p>'],
  ])('%s', (_, html, expected) => {
    expect(clean(html)).toBe(expected);
  });

  test('cleaning twice is cleaning once', () => {
    const html = render(
      '# a\n\n![b](c.png "d")\n\n|e|\n|-:|\n|f|\n\ng[^1] <video src=h></video>\n\n[^1]: i\n\n- [ ] j',
    );
    expect(clean(html)).toBe(html);
  });

  test('what Markdown makes without HTML in it is clean as it is written', () => {
    const pieces = [
      ...[
        'a',
        ' ',
        '\n',
        '\n\n',
        '*',
        '**',
        '_',
        '`',
        '```\n',
        '> ',
        '- ',
        '1. ',
        '# ',
        '|',
        '|-|-|\n',
        '[a](b)',
        '![a](b "c")',
        '![',
        '](',
      ],
      ...[
        '[^1]',
        '[^1]: ',
        '&lt;',
        '&',
        '"',
        "'",
        '\\',
        '$',
        '~~',
        '[',
        ']',
        ')',
        ':-:',
        '[ ] ',
        '    ',
        '&#60;script&#62;',
        '{#d}',
      ],
      ...[
        'javascript:',
        '\\<b>',
        '[!NOTE]',
        '(x "\\">y")',
        '< b',
        '$$',
        'https://e.example/?"<',
        '<https://e.example/"\'>',
      ],
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (chosen) => {
        const html = render(chosen.join(''));
        expect(clean(html)).toBe(html);
      }),
      { numRuns: 1000, seed: 3 },
    );
  });

  test('HTML that is nested deeper than any article throws', () => {
    expect(clean('<div>'.repeat(200))).toContain('<div><div>');
    expect(() => clean('<div>'.repeat(201))).toThrow(RangeError);
  });
});

describe('textOf', () => {
  test.each<[string, string, string]>([
    ['blocks are apart', '<p>a</p><p>b<br />c</p>', 'a b c'],
    ['words are not', '<p><b>a</b>b <i>c</i>d</p>', 'ab cd'],
    ['references', 'a &lt; b &amp;amp; &quot;c&quot; &#x27;&#39; &nbsp;d &copy;', `a < b &amp; "c" '' \u00A0d &copy;`],
    ['tags only', '1 < 2 > 1 <3', '1 < 2 > 1 <3'],
    ['attributes are no text', '<img alt="a &gt; b" src="https://c.example/" />d', 'd'],
    ['marks of footnotes are left out', render('a[^1], b.\n\n[^1]: c').split('<hr />')[0] ?? '', 'a, b.'],
    ['nothing is nothing', '<p> <br /></p>', ''],
  ])('%s', (_, html, text) => {
    expect(textOf(html)).toBe(text);
  });
});

describe('the opening of a text', () => {
  test.each<[string, string, string | undefined]>([
    ['the first', '<h1>a</h1><p>b <em>c</em></p><p>d</p>', 'b c'],
    ['the first with words', '<p><img alt="a" src="b" /></p><p id="x">c</p>', 'c'],
    ['its own before a quoted one', '<blockquote><p>a</p></blockquote><p>b</p>', 'b'],
    [
      'its own before a list, a caption, a table',
      '<ul><li><p>a</p></li></ul><figure><p>b</p></figure><table><p>c</p></table><p>d</p>',
      'd',
    ],
    ['a quoted one before none', '<blockquote><p>a</p></blockquote><ul><li>b</li></ul>', 'a'],
    ['in a section', '<section><div><p>a</p></div></section>', 'a'],
    ['<pre> is no paragraph', '<pre>a</pre>', undefined],
    ['none', 'a <b>b</b>', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, html, text) => {
    expect(openingOf(html)?.text).toBe(text);
  });
});
