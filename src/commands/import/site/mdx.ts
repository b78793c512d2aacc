// MDX as Markdown: imports and exports go, components are as unknown elements, and each of them is told.

import { partsOfBody } from './outside-code.ts';
import { argumentsIn, meaningOf } from './tag-meanings.ts';
import type { LeftTag } from './template-tags.ts';

const IMPORT = /^import\s+(?:(\w+)?[^'";]*?from\s*)?["']([^"'\n]+)["'];?[ \t]*$/gm;
const EXPORT = /^export\s+(?:const|let|var|function|default|async)\b[\s\S]*?(?=\n[ \t]*\n|(?![\s\S]))/gm;
const NESTED = '\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*\\}';
const COMPONENT = new RegExp(
  `<(\\/?)([A-Z][\\w.]*)((?:[^<>{}"']|"[^"]*"|'[^']*'|${NESTED})*?)\\/?>|${NESTED}|<\\/?>`,
  'g',
);

/** The Markdown in a body of MDX, without its components. */
export function withoutComponents(body: string): { readonly body: string; readonly left: readonly LeftTag[] } {
  const left: LeftTag[] = [];
  const files = new Map(Array.from(body.matchAll(IMPORT), ([, name = '', file = '']) => [name, file]));
  const leave = (at: number, tag: string): string => {
    left.push({ line: body.slice(0, at).split('\n').length, tag: tag.replace(/\s+/g, ' ') });
    return '';
  };
  /** As blank, so that every offset stays. */
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
  let written = '';
  for (const { text, at, isCode } of partsOfBody(body)) {
    if (isCode) {
      written += text;
      continue;
    }
    const plain = text
      .replace(
        IMPORT,
        (line, _, file: string, offset: number) =>
          (PICTURE_FILE.test(file) ? '' : leave(at + offset, line)) + blank(line),
      )
      .replace(EXPORT, (block, offset: number) => leave(at + offset, block) + blank(block))
      .replace(
        /(<[a-z][\w-]*\b[^<>{}]*?)\s(?:\w+)=(\{\{[^{}]*\}\}|\{[^{}"'`]*\})/g,
        (whole, start: string) => start + blank(whole.slice(start.length)),
      )
      .replace(/\bclassName=/g, '    class=');
    written += plain.replace(
      COMPONENT,
      (tag, slash: string | undefined, name: string | undefined, rest: string | undefined, offset: number) => {
        if (name === undefined) {
          const literal = /^\{\s*(?:\/\*[\s\S]*\*\/|(["'`])([\s\S]*)\1)?\s*\}$/.exec(tag);
          return tag.startsWith('<') ? '' : literal ? (literal[2] ?? '') : leave(at + offset, tag);
        }
        if (slash === '/') return '';
        const { named, positional } = argumentsIn(rest ?? '');
        // A picture that is imported is named by its variable.
        const src = (named.src ?? '').replace(/\.src$/, '');
        const args = { positional, named: { ...named, ...(files.has(src) && { src: files.get(src) ?? '' }) } };
        return meaningOf(name, args) ?? leave(at + offset, tag);
      },
    );
  }
  return { body: written.replace(/^(?:[ \t]*\n)+/, ''), left };
}

const PICTURE_FILE = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i;
