// Front matter: what is read from a head, where each value stands, and what a writer is told.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeadValue } from '../../src/content/front-matter.ts';
import { bodyOf, decode, parseData, parseFrontMatter } from '../../src/content/front-matter.ts';
import { offsetOf, readStrictly } from '../../src/content/yaml.ts';
import { linesOf } from '../../src/model/problem.ts';
import { expectCost } from '../cost.ts';

/** The values alone: `text`, `[text, text]`, `{key: text}`, `~` for nothing. */
function plain(value: HeadValue | undefined): string {
  if (value === undefined) return 'no value';
  if (value === null) return '~';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(plain).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}: ${plain(each)}`)
    .join(', ')}}`;
}

const head = (yaml: string): string => plain(parseFrontMatter(`---\n${yaml}\n---\n`, 'a.md').head?.values);
const value = (yaml: string, key = 'a'): HeadValue | undefined =>
  parseFrontMatter(`---\n${yaml}\n---\n`, 'a.md').head?.values[key];
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
    ['... closes too', '---\na: b\n...\nText', 4, 'Text'],
    ['TOML may stand between +++', '+++\na = "b"\n+++\nText', 4, 'Text'],
    ['and toml after the fence', '---toml\na = "b"\n---\nText', 4, 'Text'],
    ['four dashes are no fence', '---\na: b\n# ----\n---\n----\n', 5, '----\n'],
  ])('%s', (_, text, line, body) => {
    const read = parseFrontMatter(text, 'a.md');
    expect(read).toMatchObject({ body, bodyLine: line, problems: [] });
    expect(plain(read.head?.values)).toBe('{a: b}');
    expect(bodyOf(text)).toEqual({ body, bodyLine: line });
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
    expect(read).toMatchObject({ head: { values: {} }, body: 'Text', bodyLine, problems: [] });
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
    ['a tab in a block', 'a: |-\n  one\n  \ttwo', 'one\n\ttwo'],
    ['characters that no document holds are left out', 'a: b\u0008\u0000c\u000Bd', 'bc d'],
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

  test.each([
    ['a # that a word follows is text in a title', 'a # that a word follows', 'title: C# is #1', 'C# is #1'],
    ['a quote in it too', '', "title: It's #1", "It's #1"],
    ['a # with a blank begins a comment', '', 'title: C# is # one', 'C# is'],
    ['of another key it is a comment', '', 'date: 2026-01-05 #later', undefined],
  ])('%s', (_, __, yaml, expected) => expect(value(yaml, 'title')).toBe(expected));
});

describe('TOML', () => {
  const toml = (text: string) => plain(parseFrontMatter(`+++\n${text}\n+++\n`, 'a.md').head?.values);
  test.each([
    ['a text', 'a = "b # c"', '{a: b # c}'],
    ['a number', 'a = 2026', '{a: 2026}'],
    ['a flag', 'a = true', '{a: true}'],
    ['a day', 'a = 2026-01-05', '{a: 2026-01-05}'],
    ['a day that does not exist', 'a = 2026-02-30', '{a: 2026-02-30}'],
    ['with a time', 'a = 2026-02-30T08:49:00Z', '{a: 2026-02-30}'],
    ['an instant', 'a = 2026-01-05T08:49:00-05:00', '{a: 2026-01-05T08:49:00.000-05:00}'],
    ['an instant without a zone', 'a = 2026-01-05 08:49:00', '{a: 2026-01-05T08:49:00.000}'],
    ['a list', 'a = ["b", 2026]', '{a: [b, 2026]}'],
    ['a table', '[a]\nb = "c"', '{a: {b: c}}'],
    ['a list of tables', '[[a]]\nb = "c"\n[[a]]\nb = "d"', '{a: [{b: c}, {b: d}]}'],
    ['names of object members', '__proto__ = "a"\nconstructor = "b"', '{__proto__: a, constructor: b}'],
    ['nothing', '', '{}'],
  ])('%s', (_, text, expected) => expect(toml(text)).toBe(expected));

  test('a value has the place of its line', () => {
    const { head } = parseFrontMatter('+++\na = 1\nb = "c"\n[d]\n  e = 2\n+++\n', 'a.md');
    expect(head?.placeOf(['b'])).toEqual({ line: 3, column: 5 });
    expect(head?.placeOf(['b'], true)).toEqual({ line: 3, column: 1 });
    expect(head?.placeOf(['d', 'e'])).toEqual({ line: 5, column: 7 });
  });
});

describe('every key and value knows its place in the file', () => {
  const read = parseFrontMatter(
    '---\r\ntitle:  "Hello"\r\n\r\n# tags\r\ntags: [a, b]\r\nimage:\r\n  src: c\r\nnone:\r\nmore: {d: !!str e}\r\n---',
    'a.md',
  );
  const at = (...keys: (string | number)[]) => {
    const { line, column } = read.head?.placeOf(keys) ?? {};
    return `${line}:${column}`;
  };

  test('the head stands where its first key does', () => expect(at()).toBe('2:1'));
  test('a quoted value begins with its quote', () => expect(at('title')).toBe('2:9'));
  test('a key has its own', () => expect(read.head?.placeOf(['tags'], true)).toEqual({ line: 5, column: 1 }));
  test('an item has its own', () => expect([at('tags', 0), at('tags', 1)]).toEqual(['5:8', '5:11']));
  test('a nested mapping begins with its first key', () => expect(at('image')).toBe('7:3'));
  test('nothing stands where its key does', () => expect(at('none')).toBe('8:1'));
  test('what is not there stands where its mapping does', () => expect(at('image', 'alt')).toBe('7:3'));
  test('an alias has the place of what it stands for', () => {
    expect(parseFrontMatter('---\nx: &x b\na: *x\n---', 'a.md').head?.placeOf(['a'])).toEqual({ line: 2, column: 7 });
  });
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
    ['... does not end TOML', '+++\na = 1\n...\nText', '1:1 front-matter-unclosed'],
    ['JavaScript', '---js\n{ a: 1 }\n---\n', '1:1 front-matter-language'],
    ['JSON', '---json\n{ "a": 1 }\n---\n', '1:1 front-matter-language'],
    ["YAML in Hugo's fence", '+++yaml\na: 1\n+++\n', '1:1 front-matter-language'],
    ['no TOML', '+++\na = b\n+++\n', '2:5 toml-invalid'],
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
    ['lists in lists', `---\na: ${'['.repeat(70)}${']'.repeat(70)}\n---\n`, '2:1 yaml-invalid'],
    ['50,000 brackets', `---\na: ${'['.repeat(50_000)}\n---\n`, '2:4 yaml-invalid'],
  ])('%s', (_, text, expected) => expect(problems(text)).toEqual([expected]));

  test('thousands of merges cost nothing', () => {
    const keys = Array.from({ length: 2000 }, (_, i) => `k${i}: ''`).join(', ');
    const merges = `---\na: &a {${keys}}\nb: {<<: [${'*a,'.repeat(13_000)}]}\n---\n`;
    expect(problems(merges)).toEqual(['3:310 alias-bomb']);
    expectCost(
      () => problems(merges),
      20,
      () => problems(`---\na: [${'b,'.repeat(merges.length / 2)}]\n---\n`),
    );
  });

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

  test('a key that stands twice is told', () => {
    expect(problems('---\na: 1\nb: 2\n"a": 3\n---\n')).toEqual(['4:1 yaml-invalid']);
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
    ['an exclamation mark', 'title: !Foo bar', '2:8', quote('title: "!Foo bar"')],
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
    const { head, problems } = parseData(text, 'site.yaml');
    expect(problems).toEqual([]);
    expect(plain(head?.values)).toBe(expected);
  });

  test.each([
    ['a list', '- a', '1:1 front-matter-not-mapping'],
    ['a second ---', '---\ntitle: A\n---\n', '3:1 yaml-invalid'],
    ['a syntax error', 'a: b\nc: d: e', '2:4 yaml-invalid'],
  ])('%s is refused', (_, text, expected) => {
    const { head, problems } = parseData(text, 'site.yaml');
    expect(head).toBeUndefined();
    expect(problems.map((p) => `${p.line}:${p.column} ${p.code}`)).toEqual([expected]);
  });
});

describe('bytes that are not UTF-8', () => {
  const placeOf = (...bytes: number[]) => decode('a.md', Uint8Array.from(bytes)).problems[0];

  test.each([
    ['the first', [0xff, 0x61], 1, 1],
    ['one in a line', [0x61, 0x0a, 0x62, 0xfc, 0x63], 2, 2],
    ['lines of DOS', [0x61, 0x0d, 0x0a, 0x62, 0xfc], 2, 2],
    ['lines of a Macintosh', [0x61, 0x0d, 0x62, 0xfc], 2, 2],
    ['after a replacement character that is meant', [0xef, 0xbf, 0xbd, 0x61, 0xff], 1, 3],
    ['a sequence that is cut off', [0x61, 0xe2, 0x82], 1, 2],
    ['a sequence that ends as another', [0x61, 0xef, 0x41], 1, 2],
    ['half a pair', [0x61, 0xed, 0xa0, 0x80], 1, 2],
    ['after a byte order mark', [0xef, 0xbb, 0xbf, 0x61, 0xff], 1, 2],
  ])('%s', (_, bytes, line, column) => expect(placeOf(...bytes)).toMatchObject({ code: 'utf8-invalid', line, column }));

  test('a byte order mark is not text', () => {
    expect(decode('a.md', Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toEqual({ text: 'a', problems: [] });
  });
});

describe('a value has its own place', () => {
  const placeOf = (yaml: string, ...keys: (string | number)[]): string => {
    const { line, column } = parseFrontMatter(`---\n${yaml}\n---\n`, 'a.md').head?.placeOf(keys) ?? {};
    return `${line}:${column}`;
  };

  test.each<[string, string, (string | number)[], string]>([
    ['on a line of its own', 'a: x\nb: y\nc: z', ['b'], '3:4'],
    ['on the last line', 'a: x\nb: y', ['b'], '3:4'],
    ['below another key', 'a:\n  src: x\n  alt: y\nb: z', ['a', 'src'], '3:8'],
    ['where two keys hold the same', 'a:\n  src: x\n  n: 1\nb:\n  src: x\n  n: 2', ['b', 'src'], '6:8'],
    ['where a text holds the same line', 'a: |\n  b: y\nb: y\nc: z', ['b'], '4:4'],
    ['where a text holds its line, and it is in quotes', 'a: |\n  b: y\nb: "y"\nc: z', ['b'], '4:4'],
    ['in a list', 'a:\n  - b: x\n    c: y\nd: z', ['a', 0, 'b'], '3:8'],
    ['after a longer key', 'bb: y\nb: y\nc: z', ['b'], '3:4'],
  ])('%s', (_, yaml, keys, place) => {
    expect(placeOf(yaml, ...keys)).toBe(place);
  });

  const key = fc.constantFrom('a', 'b', 'src', 'image', 'x y');
  const scalar = fc.constantFrom(
    'v',
    '"q"',
    '~',
    '',
    '[a, b]',
    '{src: 1}',
    '|\n        src: z',
    '&x v',
    '/a.png',
    '-1',
    'x # c',
  );
  const margin = fc.constantFrom(' ', '  ', '    ');
  const quote = fc.constantFrom('', '', '"');
  const yaml: fc.Arbitrary<string> = fc.letrec<{ block: string }>((tie) => ({
    block: fc
      .uniqueArray(fc.tuple(key, quote, fc.oneof({ maxDepth: 3 }, scalar, fc.tuple(margin, tie('block')))), {
        minLength: 1,
        maxLength: 4,
        selector: ([name]) => name,
      })
      .map((pairs) => pairs.map(([name, mark, value]) => `${mark}${name}${mark}:${written(value)}\n`).join('')),
  })).block;
  const written = (value: string | [string, string]): string =>
    typeof value === 'string' ? ` ${value}` : `\n${value[1].trimEnd().replace(/^(?=.)/gm, value[0])}`;

  test('the one that the strict parser finds, however it is written', () => {
    fc.assert(
      fc.property(yaml, (text) => {
        const { head, headText = '' } = parseFrontMatter(`---\n${text}---\n`, 'a.md');
        const document = readStrictly(headText);
        const { placeAt } = linesOf(headText);
        const look = (value: HeadValue | undefined, keys: string[]): void => {
          for (const isKey of keys.length > 0 ? [true, false] : []) {
            expect(head?.placeOf(keys, isKey)).toEqual(placeAt(offsetOf(document, keys, isKey)));
          }
          if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
          for (const [name, each] of Object.entries(value)) look(each, [...keys, name]);
        };
        look(head?.values, []);
      }),
    );
  });
});
