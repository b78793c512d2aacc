// MDX as Markdown: imports and exports go, components are as unknown elements, and each of them is told.

import { argumentsIn, markdownOfTag } from '../../../content/tag-meanings.ts';
import { linesOf } from '../../../model/problem.ts';
import { changedOutsideCode } from './outside-code.ts';
import { replacedTags, type Untagged, unknownTag } from './template-tags.ts';

const IMPORT = /^import\s+(?:([^'";]*?)\s+from\s*)?["']([^"'\n]+)["'];?[ \t]*$/gm;
const EXPORT = /^export\s+(?:const|let|var|function|default|async)\b[\s\S]*?(?=\n[ \t]*\n|(?![\s\S]))/gm;
const NESTED = '\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\}';
const COMPONENT = new RegExp(
  `<(\\/?)([A-Z][\\w.]*)((?:[^<>{}"']|"[^"]*"|'[^']*'|${NESTED})*?)\\/?>|${NESTED}|<\\/?>`,
  'g',
);
/** A text or a comment in braces. */
const LITERAL = /^\{\s*(?:\/\*[\s\S]*\*\/|(["'`])([\s\S]*)\1)?\s*\}$/;
/** Attributes of plain elements that are no texts. */
const EXPRESSION = /(<[a-z][\w-]*\b[^<>{}]*?)(\s\w+=(?:\{\{[^{}]*\}\}|\{[^{}"'`]*\}))/g;

/** The Markdown in a body of MDX, without its components. */
export function withoutComponents(body: string): Untagged {
  const lines = linesOf(body);
  const imports = [...body.matchAll(IMPORT)];
  const files = new Map(imports.map(([, name = '', file = '']) => [name, file]));
  const plain = changedOutsideCode(body, (text) =>
    text
      .replace(IMPORT, blank)
      .replace(EXPORT, blank)
      .replace(EXPRESSION, (_, start: string, attribute: string) => start + blank(attribute))
      .replace(/\bclassName=/g, '    class='),
  );
  const read = (match: RegExpMatchArray, isInCode: boolean) => (isInCode ? match[0] : meaningIn(match, files));
  const { body: written, left } = replacedTags(plain, COMPONENT, read, () => '');
  const isLeft = (name: string) => left.some(({ tag }) => tag.startsWith(`<${name}`));
  const used = imports.filter(([line, names = line]) => names.match(/\w+/g)?.some(isLeft));
  const modules = [...used, ...body.matchAll(EXPORT)].map(({ 0: line, index }) => unknownTag(line, lines, index));
  return { body: written.replace(/^(?:[ \t]*\n)+/, ''), left: [...modules, ...left].sort((a, b) => a.line - b.line) };
}

/** What a component or an expression leaves; undefined if it has no certain meaning. */
function meaningIn(match: RegExpMatchArray, files: ReadonlyMap<string, string>): string | undefined {
  const [tag, slash, name, rest = ''] = match;
  if (/^\{#[\w-]+\}$/.test(tag)) return tag; // names a heading
  if (tag.startsWith('{')) {
    const literal = LITERAL.exec(tag);
    return literal ? (literal[2] ?? '') : undefined;
  }
  if (name === undefined || slash === '/') return '';
  const { named, positional } = argumentsIn(rest);
  // A picture that is imported is named by its variable.
  const src = files.get((named.src ?? '').replace(/\.src$/, ''));
  return markdownOfTag(name, { positional, named: src === undefined ? named : { ...named, src } });
}

/** As blanks, so that what follows keeps its place. */
const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
