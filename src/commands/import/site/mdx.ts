// MDX as Markdown: imports and exports go, components are as unknown elements, and each of them is told.

import { partsOfBody } from './outside-code.ts';
import { argumentsIn, meaningOf } from './tag-meanings.ts';
import type { UnknownTag } from './template-tags.ts';

const IMPORT = /^import\s+(?:([^'";]*?)\s+from\s*)?["']([^"'\n]+)["'];?[ \t]*$/gm;
const EXPORT = /^export\s+(?:const|let|var|function|default|async)\b[\s\S]*?(?=\n[ \t]*\n|(?![\s\S]))/gm;
const NESTED = '\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\}';
const COMPONENT = new RegExp(
  `<(\\/?)([A-Z][\\w.]*)((?:[^<>{}"']|"[^"]*"|'[^']*'|${NESTED})*?)\\/?>|${NESTED}|<\\/?>`,
  'g',
);
/** Attributes of plain elements that are no texts. */
const EXPRESSION = /(<[a-z][\w-]*\b[^<>{}]*?)\s\w+=(?:\{\{[^{}]*\}\}|\{[^{}"'`]*\})/g;

/** The Markdown in a body of MDX, without its components. */
export function withoutComponents(body: string): { readonly body: string; readonly left: readonly UnknownTag[] } {
  const left: UnknownTag[] = [];
  const files = new Map(Array.from(body.matchAll(IMPORT), ([, name = '', file = '']) => [name, file]));
  const leave = (at: number, tag: string): string => {
    left.push({ line: body.slice(0, at).split('\n').length, tag: tag.replace(/\s+/g, ' ') });
    return '';
  };
  let written = '';
  for (const { text, at, isCode } of partsOfBody(body)) {
    if (isCode) written += text;
    else {
      const plain = [IMPORT, EXPORT].reduce((rest, pattern) => rest.replace(pattern, blank), text);
      written += plain
        .replace(EXPRESSION, (whole, start: string) => start + blank(whole.slice(start.length)))
        .replace(/\bclassName=/g, '    class=')
        .replace(
          COMPONENT,
          (tag, slash, name, rest, offset) => shown(tag, slash, name, rest) ?? leave(at + offset, tag),
        );
    }
  }
  for (const pattern of [IMPORT, EXPORT]) {
    for (const { 0: line, 1: names = line, index } of body.matchAll(pattern)) {
      const isUsed = (names.match(/\w+/g) ?? []).some((name) => left.some(({ tag }) => tag.startsWith(`<${name}`)));
      if (isUsed || pattern === EXPORT) leave(index, line);
    }
  }
  return { body: written.replace(/^(?:[ \t]*\n)+/, ''), left: left.sort((a, b) => a.line - b.line) };

  /** What a component or an expression leaves; undefined if it has no certain meaning. */
  function shown(tag: string, slash: string | undefined, name: string | undefined, rest = ''): string | undefined {
    if (/^\{#[\w-]+\}$/.test(tag)) return tag; // names a heading
    if (tag.startsWith('{')) {
      const [isLiteral, , literal = ''] = /^\{\s*(?:\/\*[\s\S]*\*\/|(["'`])([\s\S]*)\1)?\s*\}$/.exec(tag) ?? [];
      return isLiteral === undefined ? undefined : literal;
    }
    if (name === undefined || slash === '/') return '';
    const { named, positional } = argumentsIn(rest);
    // A picture that is imported is named by its variable.
    const src = files.get((named.src ?? '').replace(/\.src$/, ''));
    return meaningOf(name, { positional, named: src === undefined ? named : { ...named, src } });
  }
}

/** As blanks, so that what follows keeps its place. */
const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
