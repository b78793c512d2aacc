// The body of an old article, Markdown, MDX or HTML, as Markdown without what only its generator understands.

import { addressOf } from '../../../content/addresses.ts';
import { placesIn } from '../../../content/body.ts';
import { cleanHtml } from '../../../content/clean-html.ts';
import type { Rewrite } from '../../../content/element.ts';
import { argumentsIn, markdownOfTag } from '../../../content/tag-meanings.ts';
import { linesOf } from '../../../model/problem.ts';
import { escapeHtml } from '../../../model/text.ts';
import { type Wording, wording } from '../../../model/wording.ts';
import { htmlOfMarkdown, markdownOf } from '../markdown.ts';
import { isHtml, type OldSite } from './generator.ts';
import type { OldArticle } from './old-articles.ts';
import type { OldAddresses } from './references.ts';
import { textAt } from './site-source.ts';
import { changedOutsideCode, placed, replacedTags, type Untagged, unknownTag, withoutTags } from './template-tags.ts';

/** The body as Markdown without what only its generator understands. */
export function markdownIn(body: string, bodyLine: number, page: OldArticle, old: OldSite, addresses: OldAddresses) {
  const { path, values } = page;
  const isPlain =
    /^(?:md|false)$/.test(textAt(values, 'templateEngineOverride') ?? '') ||
    textAt(values, 'render_with_liquid') === 'false';
  const own = { ...values, title: page.title, url: page.address ?? '' };
  const tags = withoutTags(body, {
    templates: isPlain ? 'none' : old.templates,
    ...{ origin: addresses.origin, base: addresses.base.replace(/\/$/, '') },
    variables: { ...old.variables, ...own, page: own },
    addressOf: (name) => addresses.addressNamed(name, page),
    written: isHtml(path) ? htmlOf : (markdown) => markdown,
  });
  const { body: bare, left } = path.endsWith('.mdx') ? withoutComponents(tags.body) : tags;
  const isLiteral = isHtml(path) || old.generator === 'none';
  const text = isLiteral ? bare : withoutMarks(old.generator === 'Jekyll' ? withoutMarks(bare, KRAMDOWN) : bare, MARKS);
  const separator = textAt(values, 'excerpt_separator') ?? '';
  const marked = separator === '' || /<!--\s*more\s*-->/.test(text) ? text : text.replace(separator, '<!--more-->');
  return { left, ...(isHtml(path) ? markdownOfHtml(marked, body, bodyLine) : { body: marked, lost: [] }) };
}

/** Patterns of marks, each with what takes its place. */
type Marks = readonly (readonly [RegExp, string])[];

/** What kramdown reads beside Markdown: lists of attributes, options, and where the table of contents goes. */
export const KRAMDOWN: Marks = [
  [/^[ \t]*(?:[*+-]|\d+\.)[ \t]+[^\n]*\n[ \t]*\{:\s*toc\b[^}\n]*\}[ \t]*$/gm, ''],
  [/^(#{1,6}[ \t][^\n{]*?)[ \t]*\n\{:[^}\n]*#([\w-]+)[^}\n]*\}[ \t]*$/gm, '$1 {#$2}'],
  [/\{::comment\}[\s\S]*?\{:\/(?:comment)?\}/g, ''],
  // Not what only begins alike, as atoms and symbols do: `{:ok, value}`.
  [/\{(?::\/\w*|::\w+[^}\n]*|:\s*(?:toc\b|no_toc\b|[.#][\w-]|[\w-]+=["'])[^}\n]*)\}/g, ''],
];

/** Of other programs: where a table of contents goes; containers, of which title and text stay; empty lines that are left. */
export const MARKS: Marks = [
  [/^[ \t]*(?:\[\[_?toc_?\]\]|\[toc\]|<!--\s*toc\s*-->)[ \t]*$/gim, ''],
  [/^[ \t]*:{3,}[ \t]*(?:[a-z][\w-]*)?[ \t]*\[([^\]\n]+)\][ \t]*(?:\{[^}\n]*\})?[ \t]*$/gim, '**$1**\n'],
  [/^[ \t]*:{3,}[ \t]*(?:[a-z][\w-]*)?[ \t]*(?:\[\])?[ \t]*(?:\{[^}\n]*\})?[ \t]*$/gim, ''],
  [/\n[ \t]*(?:\n[ \t]*){2,}\n/g, '\n\n'],
];

export const withoutMarks = (body: string, marks: Marks): string =>
  changedOutsideCode(body, (text) => marks.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text));

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

/**
 * The HTML as Markdown with its comments for the writer, and what is left out of it: the first of each kind, with its
 * line in the file whose body was this source.
 */
function markdownOfHtml(html: string, source: string, bodyLine: number) {
  const comments: string[] = [];
  const lost = new Map<string, { readonly line: number; readonly message: string }>();
  const { ofText } = placesIn(source, bodyLine);
  const tell = (kind: string, text: string, { message }: Wording) =>
    lost.has(kind) || lost.set(kind, { line: ofText(text, 0).line, message });
  const rewrite: Rewrite = (written) => {
    const address = addressOf(written, '');
    if (address.kind === 'none' && address.scheme)
      tell(address.scheme, written, wording('html-dropped/address', address.scheme));
    return address.kind === 'absolute' ? address.url : address.kind === 'local' ? address.reference : undefined;
  };
  const marked = html.replace(COMMENT, (comment) => `\uE000${comments.push(comment) - 1}\uE001`);
  let clean: string;
  try {
    clean = cleanHtml(marked, rewrite, undefined, (loss, name, tag, text) =>
      tell(`${loss} ${name}`, tag, wording(`html-dropped/${loss}`, name, text)),
    );
  } catch {
    clean = `<p>${escapeHtml(marked)}</p>`; // made to exhaust the parser
    tell('flat', '', wording('body-flat'));
  }
  const body = markdownOf(clean).replace(/\uE000(\d+)\uE001/g, (mark, index, at: number, all: string) =>
    placed(comments[index] ?? mark, all.slice(0, at), all.slice(at + mark.length)),
  );
  return { body, lost: [...lost.values()] };
}

/** A template tag that is left to the writer, and the end of the summary. */
const COMMENT = /<!--(?: \{(?:(?!<!--|-->)[\s\S])*\} |\s*more\s*)-->/g;

/** Markdown within HTML, its addresses as they are written. */
function htmlOf(markdown: string): string {
  return htmlOfMarkdown(markdown).replace(/^<p>([\s\S]*)<\/p>\s*$/, '$1');
}
