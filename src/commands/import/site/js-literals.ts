// Literals in JavaScript and TypeScript: objects, lists and texts as they are written. Nothing is run.

import type { HeadValue, Mapping } from '../../../content/front-matter.ts';

const MAX_DEPTH = 40;

/**
 * The literals that stand right behind each match of a pattern, which ends where a value begins.
 *
 *     literalsAfter("export default { title: 'A', n: 1 }", /export default /g) // [{ title: 'A', n: '1' }]
 */
export function literalsAfter(code: string, pattern: RegExp): HeadValue[] {
  const plain = code.replace(TEXT_OR_COMMENT, '$1');
  const ends = Array.from(plain.matchAll(pattern), ({ 0: match, index }) => index + match.length);
  return ends.map((end) => literalAt(plain, end)).filter((value) => value !== undefined);
}

/** The object that a module gives: what it exports, or a function that it exports returns. */
export function exportedObject(code: string): Mapping {
  const exported = /\b(?:export\s+default|module\.exports\s*=|return|=>)\s*\(?\s*(?:\w+\(\s*)?(?=\{)/g;
  return Object.assign(Object.create(null), ...literalsAfter(code, exported));
}

const TEXT = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/.source;
const TEXT_OR_COMMENT = new RegExp(`(${TEXT})|(?<!:)//[^\\n]*|/\\*.*?\\*/`, 'gs');
const TOKEN = new RegExp(`${TEXT}|-?[\\w$.]+|\\S`, 'gs');

/** The literal at an offset, every value a text; undefined if it is an expression. Of objects, the keys that have literals. */
function literalAt(code: string, start: number): HeadValue | undefined {
  const tokens = code.slice(start).matchAll(TOKEN);
  let token = '';
  const next = (): string => (token = tokens.next().value?.[0] ?? '');

  function value(depth: number): HeadValue | undefined {
    const close = token === '[' ? ']' : token === '{' ? '}' : undefined;
    if (close === undefined || depth === MAX_DEPTH) {
      const scalar = scalarOf(token);
      next();
      return scalar;
    }
    const found: [key: string, value: HeadValue][] = [];
    for (next(); token !== close && token !== ''; ) {
      const key = /^["'`]/.test(token) ? unescaped(token.slice(1, -1)) : token;
      // Else it is a method or has its value elsewhere.
      const hasValue = close === ']' || (next() === ':' && next() !== '');
      const item = hasValue ? value(depth + 1) : undefined;
      // Else something goes on behind it: a sum, a call, a choice.
      const isWhole = /^(?:[,}\]]|as|satisfies)?$/.test(token);
      skipToNext();
      if (item !== undefined && isWhole) found.push([key, item]);
      while (token === ',') next();
    }
    next();
    if (close === ']') return found.map(([, item]) => item);
    return Object.assign(Object.create(null), Object.fromEntries(found));
  }

  /** To the comma or the bracket that ends the element. */
  function skipToNext(): void {
    for (let depth = 0; token !== ''; next()) {
      if ('([{'.includes(token)) depth++;
      else if (')]}'.includes(token) && depth-- === 0) return;
      else if (token === ',' && depth === 0) return;
    }
  }

  next();
  return value(0);
}

function scalarOf(token: string): HeadValue | undefined {
  if (/^["'`]/.test(token)) return /^`.*\$\{/s.test(token) ? undefined : unescaped(token.slice(1, -1));
  if (token === 'null' || token === 'undefined') return null;
  return /^(?:true|false|-?\d[\d_.e]*)$/i.test(token) ? token : undefined;
}

const unescaped = (text: string): string =>
  text.replace(/\\(?:u\{?([\da-f]{1,6})\}?|x([\da-f]{2})|(.))/gis, (_, code, short, character: string) => {
    const point = Number.parseInt(code ?? short ?? '', 16);
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    return { n: '\n', t: '\t', r: '\r', '\n': '' }[character] ?? character ?? '';
  });
