// Press articles in plain text: each line finds its place, or is reported.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeMarkdown } from '../../src/commands/import/markdown.ts';
import { parsePressArticle } from '../../src/commands/import/press-article.ts';
import { importFrom } from '../../src/commands/import.ts';
import { renderBody } from '../../src/content/body.ts';
import { textOf } from '../../src/model/html-text.ts';
import { oneLine } from '../../src/model/text.ts';
import { article, contentFolder, library, lookedAt, textAt, write } from '../content-folder.ts';
import { expectCost } from '../cost.ts';
import { filesIn, terminal } from './at-a-terminal.ts';

const SITE = 'title: The Test\nurl: https://example.org/\ntimeZone: Europe/Berlin\n';

const AMAZON = `Amazon to Invest $50 Billion in OpenAI Partnership

Amazon puts $50 billion into a partnership with OpenAI, $15 billion of it at once, to challenge Microsoft’s lead.

By: AXL Media

Published: Feb 27, 2026, 8:49 AM EST

Source: The information in this article was sourced from Channel NewsAsia

Amazon to Invest $50 Billion in OpenAI Partnership - article image
Amazon to Invest $50 Billion in OpenAI Partnership - article image

A Strategic Shift in the AI Arms Race

The sum is one of the largest that a company has put into technology. OpenAI's models are to come to Amazon Web Services (AWS), the shop and Alexa.

For Amazon, it is defence and attack in one: AWS is under pressure from Microsoft Azure’s services.

Market Implications and Future Prospects

Analysts say that the money will also buy "GPU clusters" and the energy for them.

The first $15 billion are for running costs; the other $35 billion will depend on milestones.

Categories

Topics

Related Coverage
`;

async function imported(source: string | Uint8Array, name = 'story.txt', files = {}) {
  const folder = contentFolder({ 'site.yaml': SITE, ...files });
  const from = join(contentFolder({}), name);
  write(from.slice(0, -name.length), { [name]: source });
  const io = terminal();
  const run = (options = {}) =>
    importFrom({ from, content: folder, media: false, update: false, site: {}, ...options }, io);
  const code = await run();
  const made = () => Object.entries(filesIn(folder)).filter(([path]) => path.startsWith('articles/'));
  const text = made().find(([path]) => !(path in files))?.[1] ?? '';
  return { folder, io, code, run, made, text };
}

describe('an article as agencies send it', () => {
  test.each([
    ['with lines that end in LF', AMAZON],
    ['with lines that end in CRLF and a byte order mark', `\uFEFF${AMAZON.replaceAll('\n', '\r\n')}`],
    ['with lines that end in CR', AMAZON.replaceAll('\n', '\r')],
    ['with blanks around the lines', AMAZON.replace(/^(?=.)/gm, '\u00A0 ').replace(/$/gm, ' \t')],
  ])('%s', async (_, source) => {
    const { code, text, folder, io } = await imported(source);
    expect(code).toBe(0);
    expect(text).toBe(`---
title: Amazon to Invest $50 Billion in OpenAI Partnership
id: tag:example.org,2026:articles/2026-02-27-amazon-to-invest-50-billion-in-openai-partnership
slug: amazon-to-invest-50-billion-in-openai-partnership
date: 2026-02-27T08:49:00-05:00
author: AXL Media
summary: Amazon puts $50 billion into a partnership with OpenAI, $15 billion of it at once, to challenge Microsoft’s lead.
source: Channel NewsAsia
# Put the picture beside this file, and take out the marks before these lines:
# image:
#   src: picture.jpg
#   alt: Amazon to Invest $50 Billion in OpenAI Partnership - article image
---

## A Strategic Shift in the AI Arms Race

The sum is one of the largest that a company has put into technology. OpenAI's models are to come to Amazon Web Services (AWS), the shop and Alexa.

For Amazon, it is defence and attack in one: AWS is under pressure from Microsoft Azure’s services.

## Market Implications and Future Prospects

Analysts say that the money will also buy "GPU clusters" and the energy for them.

The first $15 billion are for running costs; the other $35 billion will depend on milestones.
`);
    expect(io.printed[0]).toMatch(
      /^Made .*articles\/2026-02-27-amazon-to-invest-50-billion-in-openai-partnership\.md$/,
    );
    const opened = await library(folder);
    expect(opened.problems()).toEqual([]);
    expect(textAt(opened, '/atom.xml')).toContain('<published>2026-02-27T13:49:00Z</published>');
  });

  test('the lines for the picture only want their marks taken out', async () => {
    const { text, folder } = await imported(AMAZON);
    const withPicture = text.replace(/^# (image:| {2}.*)$/gm, '$1').replace('picture.jpg', 'https://example.org/a.jpg');
    write(folder, { 'articles/2026-02-27-amazon-to-invest-50-billion-in-openai-partnership.md': withPicture });
    const [found] = lookedAt(folder).catalog().articles;
    expect(found?.image).toMatchObject({ alt: 'Amazon to Invest $50 Billion in OpenAI Partnership - article image' });
  });
});

test('every part, in another order, lists filled', () => {
  const press = parsePressArticle(
    `Categories:
Technology, News

Topics
• Amazon
• Open AI

By: Ann Example, Bob Sample and Cy Test
Published: February 27, 2026 at 8:49 a.m. EST
Updated: Feb 28, 2026
Source: Reuters (https://reuters.example/story)

The Headline Stands Here

A standfirst that says what it is about, in one sentence.

A harbour at night - article image
The harbour, seen from the hill - article image

The first paragraph of the text, which is followed by another one.

What It Means

The second paragraph says what it means. It has an end.

- one thing
- another *thing*

Related Coverage

An Earlier Story About Harbours
A Later One
`,
    'a.txt',
  );
  expect(press).toEqual({
    title: 'The Headline Stands Here',
    summary: 'A standfirst that says what it is about, in one sentence.',
    authors: ['Ann Example', 'Bob Sample', 'Cy Test'].map((name) => ({ name })),
    published: 'February 27, 2026 at 8:49 a.m. EST',
    updated: 'Feb 28, 2026',
    source: { name: 'Reuters', url: 'https://reuters.example/story' },
    categories: ['Technology', 'News'],
    tags: ['Amazon', 'Open AI'],
    related: ['An Earlier Story About Harbours', 'A Later One'],
    enclosures: [],
    notes: [
      'Put the picture beside this file, and take out the marks before these lines:',
      'image:',
      '  src: picture.jpg',
      '  alt: A harbour at night - article image',
      '  caption: The harbour, seen from the hill - article image',
    ],
    markdown: `The first paragraph of the text, which is followed by another one.

## What It Means

The second paragraph says what it means. It has an end.

- one thing
- another \\*thing\\*`,
    remarks: ['The picture is not in the text, only what it shows: see the lines about image in the file.'],
  });
});

describe('parts that are missing', () => {
  test.each<[string, string, object]>([
    [
      'only a headline and text',
      'A Headline\n\nOne. And on.\n\nTwo. And on.',
      { title: 'A Headline', summary: undefined, markdown: 'One. And on.\n\nTwo. And on.' },
    ],
    [
      'a brief: the standfirst is the text',
      'A Headline\n\nAll there is to say.\n\nBy: Ann',
      { title: 'A Headline', summary: undefined, markdown: 'All there is to say.', authors: [{ name: 'Ann' }] },
    ],
    [
      'labels without values',
      'A Headline\n\nBy:\n\nPublished:\n\nSource:\n\nText. More text.',
      { authors: [], published: undefined, source: undefined, markdown: 'Text. More text.' },
    ],
    [
      'lines that are broken by hand',
      'A Headline\n\nThis is a paragraph that goes\non in the next line.\n\nAnd another.',
      { markdown: 'This is a paragraph that goes\non in the next line.\n\nAnd another.' },
    ],
    [
      'a section in the text that reads like a label',
      'A Headline\n\nA paragraph here.\n\nNote: this is text, and has an end.',
      { notes: [], markdown: 'A paragraph here.\n\nNote: this is text, and has an end.' },
    ],
  ])('%s', (_, text, expected) => {
    expect(parsePressArticle(text, 'a.txt')).toMatchObject(expected);
  });

  test('a text without a headline is named after its file', async () => {
    const { text, io } = await imported(
      `${'A long first paragraph that is no headline. '.repeat(6)}\n\nAnd more.`,
      'harbour-at_night.txt',
    );
    expect(text).toMatch(/^title: Harbour at night$/m);
    expect(io.told.join('\n')).toContain('It has no headline; the title is made of its name: Harbour at night');
  });

  test.each([
    ['no date', 'A Headline\n\nText. And more.', "Without a date, it is a draft with today's."],
    [
      'none that exists',
      'A Headline\n\nPublished: Feb 31, 2026\n\nText. And more.',
      'Not placed: line 3, "Feb 31, 2026"',
    ],
  ])('with %s it is a draft', async (_, source, remark) => {
    const { text, io } = await imported(source);
    expect(text).toMatch(/^draft: true$/m);
    expect(io.told.join('\n')).toContain(remark);
  });
});

describe('labels as agencies write them', () => {
  test.each<[string, string, object]>([
    ['a byline above a label', 'By Ann Example\nPublished: 2026-03-05', { authors: [{ name: 'Ann Example' }] }],
    [
      'a byline below a label',
      'Published: 2026-03-05\nBY Ann van Example and Bob Sample',
      { authors: [{ name: 'Ann van Example' }, { name: 'Bob Sample' }] },
    ],
    [
      'what they ask for on the line below',
      'Published:\nMarch 5, 2026\nBy:\nAnn Example\nSource:\nReuters',
      { authors: [{ name: 'Ann Example' }], published: 'March 5, 2026', source: { name: 'Reuters' } },
    ],
    [
      'something else on the line below',
      'Published:\nAt Night\nBy:\nnobody in particular',
      { remarks: ['Not placed: line 3, "Published:"', 'Not placed: line 5, "By:"'] },
    ],
    [
      'others, which are told and are no summary',
      'Image: https://x.example/a.png\n\nWhat it is about.\n\nBy: Ann',
      { summary: 'What it is about.', remarks: ['Not placed: line 3, "Image: https://x.example/a.png"'] },
    ],
  ])('%s', (_, labels, expected) => {
    const press = parsePressArticle(`A Headline\n\n${labels}\n\nText. And more.\n`, 'a.txt');
    expect(press).toMatchObject({ title: 'A Headline', ...expected });
  });

  test.each([
    ['a sentence', 'By then all the boats were in the harbour.\nPublished: 2026-03-05'],
    ['words that are no name', 'By the sea\nPublished: 2026-03-05'],
    ['a related title', 'Related Coverage\nBy Land and Sea'],
    ['a line by itself', 'By Ann Example'],
  ])('%s is no byline', (_, lines) => {
    expect(parsePressArticle(`A Headline\n\n${lines}\n\nText. And more.\n`, 'a.txt').authors).toEqual([]);
  });

  test('a headline is never a name', () => {
    const press = parsePressArticle('By:\nA Night at Sea\nPublished: 2026-03-05\n\nText. And more.', 'a.txt');
    expect(press).toMatchObject({ title: 'A Night at Sea', authors: [] });
    expect(parsePressArticle('By Land and Sea\nBy: Ann\n\nText. And more.', 'a.txt').title).toBe('By Land and Sea');
  });
});

describe('a list ends where the text goes on', () => {
  test.each<[string, string, object]>([
    [
      'after values on the line of its label',
      'Topics: boats, sea\n\nText',
      { tags: ['boats', 'sea'], markdown: 'Text' },
    ],
    [
      'also without an empty line',
      'Categories: Local\nTopics: boats\nThe first paragraph of it.',
      { categories: ['Local'], tags: ['boats'], markdown: 'The first paragraph of it.' },
    ],
    [
      'at a sentence',
      'Topics\n\n• boats of the harbour.\n\nApple Inc.\n\nThe first paragraph of it.\n\nMore',
      { tags: ['boats of the harbour.', 'Apple Inc.'], markdown: 'The first paragraph of it.\n\nMore' },
    ],
    [
      'at one that is broken by hand',
      'Related Coverage\n- A Story\nAnother Story\n\nThis is a paragraph that goes\non in the next line.',
      { related: ['A Story', 'Another Story'], markdown: 'This is a paragraph that goes\non in the next line.' },
    ],
    [
      'at a long line',
      `Topics\nboats\n\n${'long '.repeat(30)}`,
      { tags: ['boats'], markdown: 'long '.repeat(30).trim() },
    ],
  ])('%s', (_, list, expected) => {
    expect(parsePressArticle(`A Headline\n\nBy: Ann\n\n${list}\n`, 'a.txt')).toMatchObject(expected);
  });
});

test.each([
  ['blanks in a list', `Topics: a${' '.repeat(100_000)}b`],
  ['brackets in a source', `Source: https://x.example/ ${'('.repeat(100_000)}b`],
])('%s cost what they are long', (_, line) => {
  expectCost(
    () => parsePressArticle(`A Headline\n\n${line}`, 'a.txt'),
    20,
    () => parsePressArticle(`A Headline\n\nTopics: ${'a, '.repeat(30_000)}b`, 'a.txt'),
  );
});

describe('a date keeps the zone it was written with', () => {
  test.each([
    ['Feb 27, 2026, 8:49 AM EST', '2026-02-27T08:49:00-05:00'],
    ['Feb 27, 2026, 8:49 PM PDT', '2026-02-27T20:49:00-07:00'],
    ['2026-02-27 08:49 +0530', '2026-02-27T08:49:00+05:30'],
    ['2026-02-27T08:49:00Z', '2026-02-27T08:49:00Z'],
    ['Feb 27, 2026', '2026-02-27T00:00:00+01:00'],
    ['July 3, 2026, 9:00 am', '2026-07-03T09:00:00+02:00'],
  ])('%s', async (written, date) => {
    expect((await imported(`A Headline\n\nPublished: ${written}\n\nText. And more.`)).text).toContain(
      `\ndate: ${date}\n`,
    );
  });
});

describe('what has no place', () => {
  test('is told with its line, and stays in the file as a comment', async () => {
    const { text, io } = await imported(`A Headline

By: Ann

Published: Feb 27, 2026
Published: Feb 28, 2026

One - article image
Two - article image
Three - article image

Text. And more.

Text again. And more.

Related Coverage
Something That Is Not Here
`);
    expect(io.told.map((line) => line.replace(/^.*?\.md: /, ''))).toEqual([
      'The picture is not in the text, only what it shows: see the lines about image in the file.',
      'Not placed: line 6, "Feb 28, 2026"',
      'Not placed: line 10, "Three - article image"',
      'Not placed: no article here is called "Something That Is Not Here".',
    ]);
    expect(text).toContain('# Not placed: Feb 28, 2026\n');
  });

  test.each([
    ['is no date', 'Published: Feb 27, 2026\nUpdated: soon', 'Not placed: line 4, "soon"'],
    ['follows no date', 'Updated: Feb 28, 2026', 'Not placed: line 3, "Feb 28, 2026"'],
  ])('an update that %s is told', async (_, lines, remark) => {
    const { io } = await imported(`A Headline\n\n${lines}\n\nText. And more.`);
    expect(io.told.join('\n')).toContain(remark);
  });

  test('coverage that is here is linked by its slug', async () => {
    const there = { 'articles/old.md': article({ title: '"An Earlier Story"', slug: 'earlier' }) };
    const { text } = await imported(
      'A Headline\n\nPublished: 2026-02-27\n\nText. And more.\n\nRelated Coverage\n\nAn Earlier Story',
      'a.txt',
      there,
    );
    expect(text).toMatch(/^related: \[earlier\]$/m);
  });
});

describe('a second import', () => {
  test('changes nothing', async () => {
    const { run, made, io } = await imported(AMAZON);
    const before = made();
    expect(await run()).toBe(0);
    expect(made()).toEqual(before);
    expect(io.printed.at(-1)).toBe('1 article: 0 new, 1 as before.');
  });

  test('of a text without a date changes nothing either', async () => {
    const { run, made } = await imported('A Headline\n\nText. And more.');
    const before = made();
    await run();
    expect(made()).toEqual(before);
  });

  test('leaves what was changed here, until it is told to take the new one', async () => {
    const { run, made, folder, io } = await imported(AMAZON);
    const [[path = '', text = ''] = []] = made();
    write(folder, { [path]: text.replace('author: AXL Media', 'author: Somebody') });
    await run();
    expect(io.printed.at(-2)).toMatch(/^Left .*: it differs from its source\.$/);
    expect(made()[0]?.[1]).toContain('author: Somebody');
    await run({ update: true });
    expect(made()).toEqual([[path, text]]);
  });

  test('of another day with the same headline is another article, and that once', async () => {
    const old = { 'articles/old.md': article({ title: 'Weekly Review', slug: 'weekly-review', date: '2026-02-20' }) };
    const { run, made } = await imported('Weekly Review\n\nPublished: Feb 27, 2026\n\nText. And more.', 'a.txt', old);
    await run();
    expect(made().map(([path]) => path)).toEqual(['articles/2026-02-27-weekly-review-2.md', 'articles/old.md']);
  });

  test('sees that only the way of writing differs', async () => {
    const { run, made, folder, io } = await imported(AMAZON);
    const [[path = '', text = ''] = []] = made();
    const other = text.replace('author: AXL Media', 'author:   "AXL Media"   # us').replaceAll('\n', '\r\n');
    write(folder, { [path]: other });
    await run();
    expect(io.printed.at(-1)).toBe('1 article: 0 new, 1 as before.');
  });
});

test('brackets around what looks like a formula stay brackets', async () => {
  const { text, folder } = await imported(
    'A Headline\n\nPublished: 2026-02-27\n\nAs in [x = y], [a^b] and [1].\n\nEnd.',
  );
  expect(text).toContain('As in &#91;x = y\\], &#91;a^b\\] and &#91;1\\].');
  expect(textAt(await library(folder), '/feed.json')).toContain('As in [x = y], [a^b] and [1].');
});

test('text is shown as it was written, whatever Markdown would make of it', () => {
  const piece = fc.constantFrom(
    ...Array.from('*_`[]()<>#+-=~|\\&;!:.1a b"\'^$ 中'),
    ' https://x.example/a_b ',
    'https://x.example/',
    ' - ',
    ' = ',
    '1. ',
    '# ',
    '&amp;',
    '<b>',
    '~~',
    '``',
    '__',
    '**',
    '---',
    '[^1]',
    '![',
    '](',
    '|-|',
    '\u00a0',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
      const words = oneLine(pieces.join(''));
      const resolve = () => ({ kind: 'url', url: 'https://x.example/' }) as const;
      const { html } = renderBody(escapeMarkdown(words), {
        path: '',
        bodyLine: 1,
        permalink: 'https://x.example/',
        resolve,
      });
      expect(textOf(html)).toBe(words);
      if (words) expect(html).toMatch(/^<p>[\s\S]*<\/p>\s*$/);
    }),
    { numRuns: 3000 },
  );
});

test.each<[string, string | Uint8Array, string]>([
  ['an article of ours', '---\ntitle: x\n---\n', 'is an article already: copy it into the content folder.'],
  ['a web page', '<!DOCTYPE html><html><body>x</body></html>', 'is a web page that names no feed.'],
  ['some XML', '<?xml version="1.0"?><svg/>', 'is neither a feed nor plain text.'],
  ['nothing', ' \n', 'holds no text.'],
  ['a picture', new Uint8Array([0x89, 0x50, 0, 1, 2]), 'holds no text.'],
  ['JSON that is no feed', '{"a": 1}', 'The feed cannot be read'],
])('%s is refused with what to do', async (_, bytes, message) => {
  await expect(imported(bytes)).rejects.toThrow(message);
});

test('a text in an old encoding keeps its letters', async () => {
  const latin = Buffer.from(
    'Über München\n\nPublished: 2026-02-27\n\nText “so”. Und mehr.'.replace(/[“”]/g, '"'),
    'latin1',
  );
  expect((await imported(latin)).text).toMatch(/^title: Über München$/m);
});

test('a text of old Windows keeps its quotes, dashes and the euro sign', async () => {
  const { text } = await imported(readFileSync(join(import.meta.dirname, 'feeds/press-windows-1252.txt')));
  expect(text).toContain('It doesn’t cost much – only 5 € – the “mayor” said…');
});

test('Markdown is no plain text', async () => {
  await expect(imported('# A heading\n\nText.', 'notes.md')).rejects.toThrow('is an article already');
});

test('no word of any text is lost', () => {
  const shapes = [
    'By: N and M',
    'By N',
    'By:',
    'Published:',
    'Published: N',
    'Published: Feb 27, 2026 | N',
    'Updated: N',
    'Source: N',
    'Source: Information was taken from N',
    'Image: N',
    'Website: https://N.example/',
    'N - article image',
    'Title: N',
    'Summary: N',
    'Categories',
    'Categories: N',
    'Topics',
    'Tags: N, M',
    'Related Coverage',
    'N',
    'N M',
    '- N',
    '1. N',
    'N is a sentence.',
    'N begins a long paragraph of many words that goes on and on, so that nobody takes it for anything else, until it ends with M.',
    'Place: N',
    '',
    '',
    '',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...shapes), { maxLength: 14 }), (lines) => {
      let n = 0;
      const text = lines.map((line) => line.replace(/\b[NM]\b/g, () => `Word${++n}x`)).join('\n');
      const said = JSON.stringify(parsePressArticle(text, 'a.txt'));
      for (let word = 1; word <= n; word++) expect(said).toContain(`Word${word}x`);
    }),
    { numRuns: 5000 },
  );
});
