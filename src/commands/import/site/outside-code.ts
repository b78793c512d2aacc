// What changes a body leaves its code alone: fences, spans and HTML whose text is shown as it is.

import { encodePath } from '../../../model/paths.ts';

const CODE =
  /^[ \t>]*(`{3,}|~{3,})[^\n]*\n(?:(?![ \t>]*\1)[^\n]*\n)*(?:[ \t>]*\1[^\n]*|[^\n]*(?![\s\S]))|<(pre|code|script|style)\b[\s\S]*?<\/\2>|(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?[^`]\3(?!`)/gm;

/** The parts of a body, in order, with the offset of each. */
export function* partsOfBody(
  body: string,
): Generator<{ readonly text: string; readonly at: number; readonly isCode: boolean }> {
  let at = 0;
  for (const { 0: code, index } of body.matchAll(CODE)) {
    if (index > at) yield { text: body.slice(at, index), at, isCode: false };
    yield { text: code, at: index, isCode: true };
    at = index + code.length;
  }
  if (at < body.length) yield { text: body.slice(at), at, isCode: false };
}

/** The body with what stands outside of code changed. */
export const changedOutsideCode = (body: string, change: (text: string) => string): string =>
  Array.from(partsOfBody(body), ({ text, isCode }) => (isCode ? text : change(text))).join('');

/** The body with each relative reference and path written as `write` says; undefined leaves it as it is. */
export function withReferences(body: string, write: (path: string) => string | undefined): string {
  const rewritten = (reference: string): string => {
    const [, path = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(reference) ?? [];
    if (path === '' || /^(?:[a-z][a-z0-9+.-]*:|\/\/|\\|\{)/i.test(path)) return reference;
    const found = write(path);
    return found === undefined ? reference : encodePath(found) + suffix;
  };
  return changedOutsideCode(body, (text) =>
    REFERENCES.reduce(
      (rest, pattern) => rest.replace(pattern, (_, start: string, address: string) => start + rewritten(address)),
      text,
    ),
  );
}

/** What stands before a reference, and the reference: of links and pictures, of definitions, of attributes. */
const REFERENCES = [
  /(\]\(\s*<?)((?<=<)[^<>\n]*|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)/g,
  // What is defined may have code in its name: then the part begins within it.
  /((?:^ {0,3}\[(?!\^)[^\]\n]+|(?<![\s\S])[^\n[\]]*)\]:[ \t]+<?)((?<=<)[^<>\n]*|[^\s<]\S*)/gm,
  /(<[a-z][^<>]*?\s(?:src|href|poster)=["'])\s*([^"'<>]*?)\s*(?=["'])/gi,
];
