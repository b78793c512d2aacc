// Literals in JavaScript and TypeScript: objects, lists and texts as they are written. Nothing is run.

import type { HeadValue, Mapping } from '../../../content/head-values.ts';

const MAX_DEPTH = 40;

/**
 * The literals that stand right behind each match of a pattern, which ends where a value begins.
 *
 *     literalsAfter("export default { title: 'A', n: 1 }", /export default /g) // [{ title: 'A', n: '1' }]
 */
export function literalsAfter(code: string, pattern: RegExp): HeadValue[] {
  const plain = withoutComments(code);
  const ends = Array.from(plain.matchAll(pattern), ({ 0: match, index }) => index + match.length);
  return ends.map((end) => literalAt(plain, end)).filter((value) => value !== undefined);
}

/** The object that a module gives: what it exports, or a function that it exports returns. */
export function exportedObject(code: string): Mapping {
  const exported = /\b(?:export\s+default|module\.exports\s*=|return|=>)\s*\(?\s*(?:\w+\(\s*)?(?=\{)/g;
  return Object.assign(Object.create(null), ...literalsAfter(code, exported));
}

const TEXT = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/sy;
const TEXT_OR_COMMENT = new RegExp(`(${TEXT.source})|(?<!:)//[^\\n]*|/\\*.*?\\*/`, 'gs');

const withoutComments = (code: string): string => code.replace(TEXT_OR_COMMENT, '$1');

/** The literal at an offset, every value a text; undefined if it is an expression. Of objects, the keys that have literals. */
function literalAt(code: string, start: number): HeadValue | undefined {
  let at = start;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const taken = pattern.exec(code)?.[0] ?? '';
    at += taken.length;
    return taken;
  };

  function value(depth: number): HeadValue | undefined {
    take(/\s*/y);
    if (depth > MAX_DEPTH) return undefined;
    const read = code[at] === '{' ? mapping(depth) : code[at] === '[' ? list(depth) : scalar();
    take(/\s*(?:(?:as|satisfies)\s+[\w.<>[\]]+)?\s*/y);
    // Something goes on behind it: a sum, a call, a choice.
    return at >= code.length || /[,;)}\]\w]/.test(code[at] ?? '') || depth === 0 ? read : undefined;
  }

  function scalar(): HeadValue | undefined {
    const text = take(TEXT);
    if (text !== '') return text.startsWith('`') && text.includes('${') ? undefined : unescaped(text.slice(1, -1));
    const word = take(/-?[\w.$]+/y);
    if (word === 'null' || word === 'undefined') return null;
    return /^(?:true|false|-?\d[\d_.e]*)$/i.test(word) ? word : undefined;
  }

  function list(depth: number): HeadValue {
    const items: HeadValue[] = [];
    eachElement(/[\s,]*\]/y, () => {
      const item = value(depth + 1);
      if (item !== undefined) items.push(item);
    });
    return items;
  }

  function mapping(depth: number): Mapping {
    const values: Record<string, HeadValue> = Object.create(null);
    eachElement(/[\s,]*\}/y, () => {
      const text = take(TEXT);
      const key = text === '' ? take(/[\w$]+/y) : unescaped(text.slice(1, -1));
      const each = key !== '' && take(/\s*:/y) !== '' ? value(depth + 1) : undefined;
      if (each !== undefined) values[key] = each;
    });
    return values;
  }

  function eachElement(end: RegExp, read: () => void): void {
    for (at++; at < code.length && take(end) === ''; ) {
      take(/[\s,]*/y);
      const before = at;
      read();
      skipToNext(before);
    }
  }

  /** To the comma or the bracket that ends the element, and past a bracket of the wrong kind. */
  function skipToNext(before: number): void {
    for (let depth = 0; at < code.length; at++) {
      if (take(TEXT) !== '') at--;
      else if ('([{'.includes(code[at] ?? '')) depth++;
      else if (')]}'.includes(code[at] ?? '') && depth-- === 0) break;
      else if (code[at] === ',' && depth === 0) break;
    }
    if (at === before) at++;
  }

  return value(0);
}

const unescaped = (text: string): string =>
  text.replace(/\\(?:u\{?([\da-f]{1,6})\}?|x([\da-f]{2})|(.))/gis, (_, code, short, character: string) => {
    const point = Number.parseInt(code ?? short ?? '', 16);
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    return { n: '\n', t: '\t', r: '\r', '\n': '' }[character] ?? character ?? '';
  });
