// Front matter: what is read from a head, where each value stands, and what a writer is told.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readExactHead } from '../../src/content/exact-head.ts';
import { type List, type Mapping, type Node, parseFrontMatter, parseYaml } from '../../src/content/front-matter.ts';
import { readPlainHead } from '../../src/content/plain-head.ts';

/** The values alone: `text`, `[text, text]`, `{key: text}`, `~` for nothing. */
function plain(node: Node | undefined): string {
  if (node?.kind === 'scalar') return node.text;
  if (node?.kind === 'list') return `[${node.items.map(plain).join(', ')}]`;
  if (node?.kind === 'mapping')
    return `{${Array.from(node.entries, ([k, e]) => `${k}: ${plain(e.value)}`).join(', ')}}`;
  return node ? '~' : 'no node';
}

const head = (yaml: string): string => plain(parseFrontMatter(`---\n${yaml}\n---\n`, 'a.md').head);
const value = (yaml: string, key = 'a'): Node | undefined =>
  parseFrontMatter(`---\n${yaml}\n---\n`, 'a.md').head?.entries.get(key)?.value;
const problems = (text: string): string[] =>
  parseFrontMatter(text, 'a.md').problems.map((p) => `${p.line}:${p.column} ${p.code}`);

describe('a file is parted into head and body', () => {
  test.each([
    ['the body begins below the closing fence', '---\na: b\n---\nText\n', 4, 'Text\n'],
    ['a fence may have blanks after it', '--- \na: b\n---\t \nText', 4, 'Text'],
    ['the last line may be the fence', '---\na: b\n---', 4, ''],
    ['CRLF becomes LF', '---\r\na: b\r\n---\r\nOne\r\nTwo', 4, 'One\nTwo'],
    ['a lone CR becomes LF', '---\ra: b\r---\rOne\rTwo', 4, 'One\nTwo'],
    ['a byte order mark is not text', '\uFEFF---\na: b\n---\nText', 4, 'Text'],
    ['yaml may stand after the fence', '---yaml\na: b\n---\nText', 4, 'Text'],
    ['yml too', '--- YML\na: b\n---\nText', 4, 'Text'],
    ['a second pair of fences is the body', '---\na: b\n---\n---\nc: d\n---\n', 4, '---\nc: d\n---\n'],
    ['four dashes are no fence', '---\na: b\n# ----\n---\n----\n', 5, '----\n'],
  ])('%s', (_, text, line, body) => {
    const read = parseFrontMatter(text, 'a.md');
    expect(read).toMatchObject({ body, bodyLine: line, problems: [] });
    expect(plain(read.head)).toBe('{a: b}');
  });

  test('--- inside a block of text is text', () => {
    expect(head('a: |\n  one\n  ---\n  two\nb: c')).toBe('{a: one\n---\ntwo\n, b: c}');
  });

  test('a key may begin with ---, which gray-matter alone would take for the fence', () => {
    expect(head('a: b\n---c: d')).toBe('{a: b, ---c: d}');
  });

  test.each([
    ['nothing', '---\n---\nText', 3],
    ['a blank line', '---\n\n---\nText', 4],
    ['a comment', '---\n# nothing yet\n---\nText', 4],
  ])('a head of %s is a mapping without entries', (_, text, bodyLine) => {
    const read = parseFrontMatter(text, 'a.md');
    expect(read).toMatchObject({ head: { kind: 'mapping' }, body: 'Text', bodyLine, problems: [] });
    expect(read.head?.entries.size).toBe(0);
  });
});

describe('a value is taken as it is written', () => {
  test.each([
    ['a year', 'a: 2026', '2026'],
    ['a decimal keeps its zero', 'a: 1.10', '1.10'],
    ['a number keeps its first zero', 'a: 010', '010'],
    ['a yes', 'a: Yes', 'Yes'],
    ['true', 'a: true', 'true'],
    ['a time', 'a: 12:30', '12:30'],
    ['a date', 'a: 2026-02-30', '2026-02-30'],
    ['an address', 'a: https://example.org/?a=b#c', 'https://example.org/?a=b#c'],
    ['words, without the blanks after them', 'a: Foo  bar  ', 'Foo  bar'],
    ['words before a comment', 'a: Foo # bar', 'Foo'],
    ['quotes within', 'a: It\'s "so"', 'It\'s "so"'],
    ['double quotes', 'a: "Foo: bar"', 'Foo: bar'],
    ['escapes in double quotes', 'a: "\\u00e9\\t\\"x\\""', 'é\t"x"'],
    ['single quotes', "a: 'It''s # so'", "It's # so"],
    ['a value on two lines', 'a: one\n  two', 'one two'],
    ['a literal block', 'a: |-\n  one\n  two', 'one\ntwo'],
    ['a folded block', 'a: >-\n  one\n  two', 'one two'],
    ['a tagged value', 'a: !!str null', 'null'],
    ['an anchored value', 'a: &x 010', '010'],
    ['nothing', 'a:', '~'],
    ['a tilde', 'a: ~', '~'],
    ['null', 'a: null', '~'],
    ['quoted null', 'a: "null"', 'null'],
    ['a list in brackets', 'a: [2026, "b, c", \'d\', ~]', '[2026, b, c, d, ~]'],
    ['an empty list', 'a: []', '[]'],
    ['a list in lines', 'a:\n  - 1.10\n  - "b"', '[1.10, b]'],
    ['a list in lines without indentation', 'a:\n- b\n- c', '[b, c]'],
    ['keys below a key', 'a:\n  src: b.jpg\n  alt: C', '{src: b.jpg, alt: C}'],
    ['keys in braces', 'a: {b: c, d: }', '{b: c, d: ~}'],
    ['a list of keys', 'a:\n  - b: c\n    d: e\n  - f', '[{b: c, d: e}, f]'],
    ['an alias', 'x: &x [b]\na: *x', '[b]'],
    ['the anchor that was last above the alias', 'x: &x 1\ny: &y [*x]\nz: &x 2\na: [*y, *x]', '[[1], 2]'],
    ['a merge', 'x: &x {b: c, d: e}\na:\n  d: f\n  <<: *x', '{d: f, b: c}'],
    ['several merges, the earlier first', 'a: {<<: [{b: 1}, {b: 2, c: 3}], <<: {c: 4, d: 5}}', '{b: 1, c: 3, d: 5}'],
    ['a quoted << is a key', 'a: {"<<": {b: c}}', '{<<: {b: c}}'],
  ])('%s', (_, yaml, expected) => {
    expect(parseFrontMatter(`---\n${yaml}\n---\n`, 'a.md').problems).toEqual([]);
    expect(plain(value(yaml))).toBe(expected);
  });

  test('names of object members are keys like any other', () => {
    const yaml = '__proto__: a\nconstructor: b\ntoString: c\nimage: {__proto__: d}';
    expect(head(yaml)).toBe('{__proto__: a, constructor: b, toString: c, image: {__proto__: d}}');
  });

  test('quotes and blocks are told from plain text', () => {
    const quoted = (yaml: string) => value(yaml) as { quoted?: boolean };
    expect(quoted('a: true').quoted).toBe(false);
    expect(quoted('a: "true"').quoted).toBe(true);
    expect(quoted("a: 'true' # yes").quoted).toBe(true);
    expect(quoted('a: |\n  true').quoted).toBe(true);
  });
});

describe('every key and value knows its place in the file', () => {
  const read = parseFrontMatter(
    '---\r\ntitle:  "Hello"\r\n\r\n# tags\r\ntags: [a, b]\r\nimage:\r\n  src: c\r\nnone:\r\nmore: {d: !!str e}\r\n---',
    'a.md',
  );
  const at = (node: Node | undefined) => `${node?.line}:${node?.column}`;
  const entry = (key: string) => read.head?.entries.get(key);
  const items = (key: string) => (entry(key)?.value as List | undefined)?.items ?? [];

  test('the head stands where its first key does', () => expect(at(read.head)).toBe('2:1'));
  test('a quoted value begins with its quote', () => expect(at(entry('title')?.value)).toBe('2:9'));
  test('an entry has the place of its key', () => expect(entry('tags')).toMatchObject({ line: 5, column: 1 }));
  test('an item has its own', () => expect(items('tags').map(at).join(' ')).toBe('5:8 5:11'));
  test('a nested mapping begins with its first key', () => expect(at(entry('image')?.value)).toBe('7:3'));
  test('nothing stands after the colon', () => expect(at(entry('none')?.value)).toBe('8:6'));
  test('an alias has the place of what it stands for', () => expect(at(value('x: &x b\na: *x'))).toBe('2:7'));
});

describe('a head that cannot be read is a problem with a place', () => {
  test.each([
    ['no fence', 'Hello', '1:1 front-matter-missing'],
    ['an empty file', '', '1:1 front-matter-missing'],
    ['a line before the fence', '\n---\na: b\n---\n', '1:1 front-matter-missing'],
    ['four dashes', '----\na: b\n----\n', '1:1 front-matter-missing'],
    ['no end', '---\na: b\n', '1:1 front-matter-unclosed'],
    ['no end but a longer line', '---\na: b\n---x\n', '1:1 front-matter-unclosed'],
    ['a fence alone', '---', '1:1 front-matter-unclosed'],
    ['... ends nothing', '---\na: b\n...\nText', '1:1 front-matter-unclosed'],
    ['JavaScript', '---js\n{ a: 1 }\n---\n', '1:1 front-matter-language'],
    ['JSON', '---json\n{ "a": 1 }\n---\n', '1:1 front-matter-language'],
    ['TOML', '---toml\na = 1\n---\n', '1:1 front-matter-language'],
    ["TOML in Hugo's fence", '+++\na = 1\n+++\n', '1:1 front-matter-language'],
    ['a member of objects', '---constructor\na: b\n---\n', '1:1 front-matter-language'],
    ['another', '---toString\na: b\n---\n', '1:1 front-matter-language'],
    ['their prototype', '---__proto__\na: b\n---\n', '1:1 front-matter-language'],
    ['a comment after the fence', '--- # comment\na: b\n---\n', '1:1 front-matter-language'],
    ['a list', '---\n- a\n---\n', '2:1 front-matter-not-mapping'],
    ['text', '---\n\n  Hello\n---\n', '3:3 front-matter-not-mapping'],
    ['a head of 65,537 characters', `---\na: ${'b'.repeat(65_533)}\n---\n`, '1:1 file-too-large'],
    ['hundreds of empty lines', `---\na: b${'\n'.repeat(500)}c: d\n---\n`, '3:1 yaml-invalid'],
    ['an alias of itself', '---\na: &a [*a]\n---\n', '2:8 alias-bomb'],
    ['101 aliases', `---\na: &a b\nc: [${'*a,'.repeat(101)}]\n---\n`, '3:305 alias-bomb'],
    [
      'aliases that bring in 10,001 values',
      `---\na: &a [${'b,'.repeat(499)}]\nc: [${'*a,'.repeat(21)}]\n---\n`,
      '3:65 alias-bomb',
    ],
    ['lists in lists', `---\na: ${'['.repeat(70)}${']'.repeat(70)}\n---\n`, '2:68 yaml-invalid'],
    ['50,000 brackets', `---\na: ${'['.repeat(50_000)}\n---\n`, '2:4 yaml-invalid'],
  ])('%s', (_, text, expected) => expect(problems(text)).toEqual([expected]));

  test('billions of laughs cost nothing', () => {
    const lines = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`);
    expect(problems(`---\na0: &a0 [ha]\n${lines.join('\n')}\n---\n`)).toEqual([expect.stringMatching('alias-bomb')]);
  });

  test('10,000 values are no bomb, nor are 100 aliases', () => {
    expect(problems(`---\na: [${'b,'.repeat(20_000)}]\n---\n`)).toEqual([]);
    expect(problems(`---\na: &a b\nc: [${'*a,'.repeat(100)}]\n---\n`)).toEqual([]);
  });

  test('no code runs', () => {
    const run = parseFrontMatter('---js\n{ a: globalThis.pwned = true }\n---\nText', 'a.md');
    expect(run).toMatchObject({ body: 'Text', bodyLine: 4 });
    expect(Object.keys(globalThis)).not.toContain('pwned');
  });

  test('the second reading of a broken head says the same', () => {
    const text = '---\na: b: c\n---\nText';
    expect(parseFrontMatter(text, 'a.md')).toEqual(parseFrontMatter(text, 'a.md'));
    expect(problems(text)).toEqual(['2:4 yaml-invalid']);
  });

  test('the body below a broken head is read', () => {
    const read = parseFrontMatter('---\na: b: c\n---\nText', 'a.md');
    expect(read).toMatchObject({ body: 'Text', bodyLine: 4 });
    expect(read).not.toHaveProperty('head');
  });

  test('every key that stands twice is told, and the first of each counts', () => {
    const yaml = 'a: 1\nb: 2\n"a": 3\nb: 4';
    expect(problems(`---\n${yaml}\n---\n`)).toEqual(['4:1 yaml-invalid', '5:1 yaml-invalid']);
    expect(head(yaml)).toBe('{a: 1, b: 2}');
  });

  test('what is wrong in an anchored value is told once', () => {
    expect(problems('---\na: &a {b: 1, b: 2}\nc: [*a, *a]\n---\n')).toEqual(['2:14 yaml-invalid']);
  });
});

describe('a writer is told what to write', () => {
  const quote = (written: string) => `Put the value in quotes: ${written}.`;
  test.each([
    ['a colon', 'title: Foo: bar', '2:8', quote('title: "Foo: bar"')],
    ['an apostrophe in single quotes', "title: 'It's here'", '2:12', quote('title: "It\'s here"')],
    ['a quotation and more', 'title: "Yes" he said', '2:14', quote('title: \'"Yes" he said\'')],
    ['brackets and more', 'title: [Draft] Hello', '2:16', quote('title: "[Draft] Hello"')],
    ['an at sign', 'author: @ann', '2:9', quote('author: "@ann"')],
    ['Markdown', 'title: *Foo* bar', '2:14', quote('title: "*Foo* bar"')],
    ['one star', 'title: *Foo', '2:8', quote('title: "*Foo"')],
    ['an exclamation mark', 'title: !Foo bar', '2:13', quote('title: "!Foo bar"')],
    ['a template', 'title: {{ foo }}', '2:9', quote('title: "{{ foo }}"')],
    ['a comparison', 'title: > 1 million', '2:10', quote('title: "> 1 million"')],
    ['a backslash', 'path: "C:\\dir"', '2:10', quote("path: 'C:\\dir'")],
    ['a list item', 'tags:\n  - Foo: bar: baz', '3:10', quote('Foo: "bar: baz"')],
    ['an open quote', 'title: "Foo\ndate: x', '2:8', 'Write the same quote at the end of the value.'],
    ['an open bracket', 'tags: [a, b\ndate: x', '2:7', 'Write ] or } at its end, or put the value in quotes.'],
    ['no colon', 'date: x\ntitle Foo', '3:1', 'Write key: value, with a space after the colon.'],
    ['no space after the colon', 'title:Foo\ndate: x', '2:1', 'Write key: value, with a space after the colon.'],
    ['a tab', 'image:\n\tsrc: x', '3:1', 'Indent with spaces.'],
    ['keys out of step', 'image:\n  src: x\n alt: y', '4:1', 'Begin all keys of a group in one column.'],
    ['keys below a value', 'image: x\n  alt: y', '2:8', 'Begin all keys of a group in one column.'],
    ['a list beside its key', 'tags: - a', '2:7', 'Write each "- item" on a line of its own.'],
    ['a merge of no mapping', '<<: 3', '2:1', 'Write <<: *name of a mapping.'],
    ['two documents', 'a: b\n...\nc: d', '4:1', 'Remove that line.'],
  ])('%s', (_, yaml, place, hint) => {
    const [first, ...more] = parseFrontMatter(`---\n${yaml}\n---\n`, 'a.md').problems;
    expect(more).toEqual([]);
    expect(first).toMatchObject({ code: 'yaml-invalid', hint });
    expect(`${first?.line}:${first?.column}`).toBe(place);
  });
});

describe('a file that is YAML as a whole', () => {
  test.each([
    ['is read', 'title: A\nfeeds:\n  limit: 010', '{title: A, feeds: {limit: 010}}'],
    ['may begin with ---, a BOM, and have CRLF', '\uFEFF---\r\ntitle: A\r\n', '{title: A}'],
    ['may be empty', '', '{}'],
  ])('%s', (_, text, expected) => {
    const { root, problems } = parseYaml(text, 'site.yaml');
    expect(problems).toEqual([]);
    expect(plain(root)).toBe(expected);
  });

  test.each([
    ['a list', '- a', '1:1 front-matter-not-mapping'],
    ['a second ---', '---\ntitle: A\n---\n', '3:1 yaml-invalid'],
    ['a syntax error', 'a: b\nc: d: e', '2:4 yaml-invalid'],
  ])('%s is refused', (_, text, expected) => {
    const { root, problems } = parseYaml(text, 'site.yaml');
    expect(root).toBeUndefined();
    expect(problems.map((p) => `${p.line}:${p.column} ${p.code}`)).toEqual([expected]);
  });
});

describe('the quick reader', () => {
  test('reads what writers commonly write', () => {
    const yaml = `
site: # of the publication
  authors:
    ann: { name: Ann Example, url: "https://ann.example/" }
  # none
  title: T # short
title: Amazon to Invest $50 Billion in OpenAI
date: 2026-02-27T08:49:00-05:00
# sections
categories: [Technology, "Business & Money"]

tags:
  - OpenAI
  - 'Amazon'
image:
  src: amazon.jpg
  alt: "A: b"
related:
- one
draft: false
summary:
source: It's C# [sic]`;
    expect(readPlainHead(yaml, 1)).toEqual(readExactHead(yaml, 1, 'a.md').root);
    expect(readPlainHead(yaml, 1)?.entries.size).toBe(10);
  });

  test('never differs from the exact one', () => {
    fc.assert(
      fc.property(
        fc.oneof(soup, lines, { weight: 6, arbitrary: nearlyGood }),
        fc.constantFrom(1, 7),
        (yaml, firstLine) => {
          const quick = readPlainHead(yaml, firstLine);
          if (quick === undefined) return;
          const exact = readExactHead(yaml, firstLine, 'a.md');
          expect(exact).toStrictEqual({ root: quick, problems: [] });
          expect([...(exact.root as Mapping).entries.keys()]).toEqual([...quick.entries.keys()]);
        },
      ),
      { numRuns: Number(process.env.RUNS ?? 3000) },
    );
  });
});

// biome-ignore format: tables
const BITS = ['title', 'a', 'b', 'Foo bar', ':', ': ', ' :', ' ', '  ', '\n', '\n', '\n  ', '\n- ', '\n  - ', '- ', '-', '\n -', '#', ' #',
  ' # c', '"', "'", '""', "''", '[', ']', '{', '}', ',', ', ', '? ', '?', '&', '&a ', '*', '*a', '!', '!x ', '|', '>', '%', '@', '`',
  '\t', '\r', '\r\n', '---', '...', '\n---', '\n...', '~', 'null', 'Null', 'true', '1.10', '010', '-1', '<<', 'é', '日本', '🙂', '\u2028',
  '\u0085', '\u00a0', '\ufeff', '\0', '\x7f', '\ud800', '\\', '\\n', '=', 'http://x', 'x#y', 'x:y'];
// biome-ignore format: tables
const WORDS = ['', '', 'a', 'Foo bar', 'C#', 'x: y', 'x:y', 'x :y', 'x #y', '"q"', '"q" r', '"q\\n"', "'s'", "'it''s'", '""', '"', "'", '~',
  'null', '"null"', "'~'", 'NULL', 'nULL', '1.10', '-1', '- x', '[a, b]', '[ a , "b" ]', "['x', y]", '[]', '[ ]', '[a,]', '[,]', '[a,,b]', '[a: b]', '[a:b]',
  '["a":b]', '[a, [b]]', '[a', '[a] b', '[a]b', '[a #b]', '[#a]', '[~, null]', '[- a]', '[-]', '[a b, c d ]', '["a" b]', '["a]', '{a: b}',
  '{}', '{ a: b }', '{ a: "b", c: d }', "{a: 'x', a: y}", '{a:b}', '{ a: [b] }', '{a: b} c', '{a: b} # c', '{a: ~}', '{ a: b, }', '{a b: c}', '{- a: b}',
  '{a: b]', '[a}', '{,}', '{a: b:c}', '{a: b #c}', '{a: "b" c}', '{a: "b"}c', '{"a": b}', '{a: }', '{ }', '{a: b', '[a] # c', '"q" # c', '"q"# c', '# c', '|', '>-', '&x a', '*x', '!t a', '%a', '@a', '`a`', '?', '? a', ',a', ']', ':', ':a', 'a:', '日本 語', 'a  b', 'a\tb', '8:49 AM',
  'https://e.org/?a=b#c', '...', '---', '--- a', 'a\u00a0', '\ufeffa', '<<', "a'b", 'a"b', 'a]', 'a,b', 'a\\'];
const GOOD = WORDS.filter((word) => /^(?:[\w.]|"q"$|'s'$|日)/.test(word) && !/: | #|:$|\t/.test(word));
const KEYS = ['title', 'date', 'a', 'b', 'c', '_x', 'k-1', '<<', 'null', '"q"', 'a b', 'é', '1', '-', '__proto__', 'A'];

const text = (values: readonly string[]) => fc.constantFrom(...values);
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));
const blanks = text(['', '', ' ', '  ', '   ', '\t']);
const after = text(['', '', '', '', ' ', '  ', ' # c', '\t', '\r', ' #']);
const colon = text([': ', ': ', ':  ', ':', ':\t']);
const dash = text(['- ', '- ', '-', '-  ']);

/** Pieces of YAML in any order. */
const soup = fc.array(text(BITS), { maxLength: 25 }).map((bits) => bits.join(''));

const line = fc.oneof(
  { weight: 6, arbitrary: joined(text(KEYS), colon, text(WORDS), after) },
  { weight: 3, arbitrary: joined(blanks, dash, text(WORDS), after) },
  { weight: 2, arbitrary: joined(blanks, text(KEYS), colon, text(WORDS), after) },
  { weight: 1, arbitrary: joined(blanks, text(['# c', '#', '', '# c\t', '#\r']), after) },
  { weight: 1, arbitrary: joined(blanks, text(WORDS)) },
);

/** Lines that each may be right, together or not. */
const lines = fc.array(line, { maxLength: 8 }).map((all) => all.join('\n'));

const some = fc.array(text(GOOD), { minLength: 1, maxLength: 3 });
const block = fc.oneof(
  text(GOOD).map((word) => [`: ${word}`]),
  some.map((words) => [`: [${words.filter((word) => !/[:,\]]/.test(word)).join(', ')}]`]),
  fc.tuple(text(['- ', '  - ', ' - ']), some).map(([mark, words]) => [':', ...words.map((word) => mark + word)]),
  fc
    .tuple(text(['  ', ' ']), some)
    .map(([pad, words]) => [': # c', ...words.map((word, i) => `${pad}k${i}: ${word} # c`)]),
  some.map((words) => [`: { ${words.map((word, i) => `k${i}: ${word.replace(/[:,\]}]/g, '')}`).join(', ')} }`]),
  some.map((words) => [':', ...words.map((word, i) => `${'  '.repeat(i + 1)}k:\n${'  '.repeat(i + 2)}z: ${word}`)]),
  text([':', ': ', ': a\n# c', ': a\n   ']).map((end) => [end]),
);
const goodLines = fc
  .array(block, { minLength: 1, maxLength: 6 })
  .map((blocks) => blocks.flatMap(([first, ...more], index) => [`k${index}${first}`, ...more]));

const bit = text(['', ...BITS]);
const slip = fc.oneof(
  fc.tuple(fc.nat(), line, fc.nat(1)).map(([at, put, dropped]) => (all: string[]) => {
    all.splice(at % (all.length + 1), dropped, put);
  }),
  fc.tuple(fc.nat(), fc.nat(), blanks).map(([at, from, pad]) => (all: string[]) => {
    all.splice(at % (all.length + 1), 0, pad + (all[from % all.length] ?? ''));
  }),
  fc.tuple(fc.nat(), text(WORDS), after).map(([at, put, end]) => (all: string[]) => {
    const index = at % all.length;
    all[index] = (all[index] ?? '').replace(/[^ ]*$/, put + end);
  }),
  fc.tuple(fc.nat(), fc.nat(), fc.nat(3), bit).map(([at, from, dropped, put]) => (all: string[]) => {
    const chosen = all[at % all.length] ?? '';
    const where = from % (chosen.length + 1);
    all[at % all.length] = chosen.slice(0, where) + put + chosen.slice(where + dropped);
  }),
);

/** Heads as writers write them, with up to two slips. */
const nearlyGood = fc.tuple(goodLines, fc.array(slip, { maxLength: 2 })).map(([good, slips]) => {
  const all = [...good];
  for (const make of slips) make(all);
  return all.join('\n');
});
