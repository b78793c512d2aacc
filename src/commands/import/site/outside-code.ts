// Code in Markdown: fences, spans and HTML whose text is shown as it is. What changes a body leaves it alone.

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
