// Template tags in a body: those whose meaning is certain become Markdown, the others a comment, and are told.

import type { Mapping } from '../../../content/front-matter.ts';
import { argumentsIn, markdownOfTag } from '../../../content/tag-meanings.ts';
import { type Lines, linesOf } from '../../../model/problem.ts';
import type { OldSite } from './generator.ts';
import { textAt } from './site-source.ts';

export interface TagContext {
  readonly templates: OldSite['templates'];
  /** Origin and path of the old site: `https://quay.example`, `/news`. */
  readonly origin: string;
  readonly base: string;
  /** What names of templates stand for. */
  readonly variables: Mapping;
  /** The address, from the root, of the article, page or section that a tag names; undefined if there is none. */
  addressOf(name: string): string | undefined;
  /** The Markdown that a tag stands for, as the body is written. */
  written(markdown: string): string;
}

/** A body, and the tags in it that have no certain meaning. */
export interface Untagged {
  readonly body: string;
  readonly left: readonly ReturnType<typeof unknownTag>[];
}

/** A tag that stands at an offset of the body, with its line; `isKept` if it is a comment in the article. */
export const unknownTag = (tag: string, { placeAt }: Lines, at: number, isKept = false) => ({
  line: placeAt(at).line,
  tag: tag.replace(/\s+/g, ' '),
  isKept,
});

/** The body without template tags. */
export function withoutTags(body: string, context: TagContext): Untagged {
  const { templates } = context;
  if (templates === 'none' || !/\{[{%#]/.test(body)) return { body, left: [] };
  const comment = (tag: string, before: string, after: string) =>
    IN_ADDRESS.test(before) ? '' : placed(`<!-- ${tag.replace(/--+/g, '-')} -->`, before, after);
  const language = LANGUAGES[templates];
  return replacedTags(body, language.tag, (match, _, upTo) => saidBy(match, language, upTo, context), comment);
}

/** The text from a tag to its end, which both go; undefined if it does not end. */
type UpTo = (end: RegExp) => string | undefined;

/** The body with each tag replaced as it is read; those without a meaning are told, and stay as `leave` says. */
export function replacedTags(
  body: string,
  pattern: RegExp,
  read: (match: RegExpMatchArray, isInCode: boolean, upTo: UpTo) => string | undefined,
  leave: (tag: string, before: string, after: string) => string,
): Untagged {
  const left: ReturnType<typeof unknownTag>[] = [];
  const lines = linesOf(body);
  const codes = [...partsOfBody(body)].filter(({ isCode }) => isCode);
  const written: string[] = [];
  let before = ''; // the end of what is written
  let end = 0;
  const write = (text: string) => {
    written.push(text);
    before = (before + text).slice(-300);
  };
  const upTo: UpTo = (ending) => {
    const begin = end;
    const closing = ending.exec(body.slice(begin));
    if (closing) end += closing.index + closing[0].length;
    return closing ? body.slice(begin, begin + closing.index) : undefined;
  };
  for (const match of body.matchAll(pattern)) {
    const { index, 0: tag } = match;
    if (index < end) continue;
    write(body.slice(end, index));
    end = index + tag.length;
    const isInCode = codes.some(({ at, text }) => at <= index && index < at + text.length);
    const said = read(match, isInCode, upTo) ?? (isInCode ? tag : undefined);
    const text = said ?? leave(tag, before, body.slice(end));
    if (said === undefined) left.push(unknownTag(tag, lines, index, text !== ''));
    write(text);
  }
  return { body: written.join('') + body.slice(end), left };
}

/** A comment between two texts: at the beginning of a line it would make HTML of the whole line (CommonMark §4.6). */
export const placed = (comment: string, before: string, after: string): string =>
  BEGIN_OF_LINE.test(before.slice(-100)) && /^[ \t]*\S/.test(after) ? `<wbr>${comment}` : comment;

const BEGIN_OF_LINE = /(?:^|\n)(?:[ \t>*+-]|\d{1,9}[.)])*$/;

/** Where a comment would break a link or an attribute. */
const IN_ADDRESS = /\]\([^()\s]*$|=["'][^"'\n<>]*$/;

type Language = (typeof LANGUAGES)['Hugo'];

/**
 * `tag`: its name and the rest of it, or an expression; one that does not end within 2,000 characters is none. `silent`:
 * names of what shows nothing; an end belongs to a beginning that has been told. `end`: the source of a pattern.
 */
const LANGUAGES = {
  Liquid: {
    tag: /\{%-?\s*([\w-]+)\s*([\s\S]{0,2000}?)\s*-?%\}|\{\{-?\s*([\s\S]{0,2000}?)\s*-?\}\}|\{#-?\s[\s\S]{0,2000}?#\}/g,
    silent: /^(?:assign|set|end\w+)$/,
    end: String.raw`\{%-?\s*endNAME\s*-?%\}`,
  },
  Hugo: {
    tag: /\{\{[<%]\s*(\/\*|\/?\s*[\w./-]+)([\s\S]{0,2000}?)\/?\s*[>%]\}\}/g,
    silent: /^\//,
    end: String.raw`\{\{[<%]\s*/\s*NAME\s*[>%]\}\}`,
  },
  Zola: {
    tag: /\{[{%]\s*(\/\*|end\b|[\w:]+(?=\s*\())(?:\s*\()?([\s\S]{0,2000}?)\)?\s*[%}]\}/g,
    silent: /^end$/,
    end: String.raw`\{%\s*end\s*%\}`,
  },
};

function saidBy(match: RegExpMatchArray, language: Language, upTo: UpTo, context: TagContext): string | undefined {
  const [tag, name, rest = '', expression] = match;
  const { templates, written } = context;
  if (expression !== undefined) return resultOf(expression, context);
  // The way to write a tag so that it is shown.
  if (name === '/*') return tag.replace('/*', '').replace('*/', '');
  if (name === undefined || language.silent.test(name)) return '';
  const inside = (write: (text: string) => string): string | undefined => {
    if (templates === 'Zola' && tag.startsWith('{{')) return undefined;
    const text = upTo(new RegExp(language.end.replace('NAME', name.replace(/\W/g, '\\$&'))));
    return text === undefined ? undefined : write(text);
  };
  if (name === 'raw' || name === 'verbatim') return inside((text) => text);
  if (name === 'comment') return inside(() => '');
  const said = argumentsIn(
    rest.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (whole, inner: string) => resultOf(inner, context) ?? whole),
  );
  const { named, positional } = said;
  const [first = '', ...others] = positional;
  if (/^(?:high(?:light)?|code(?:block)?|prism|hl|mermaid)$/.test(name))
    return inside((text) => written(fenced(text, name === 'mermaid' ? name : first)));
  const address = /^(?:post_url|link|(?:rel)?ref)$/.test(name) && addressed(named.path ?? first, context);
  if (address) return address;
  if (name === 'param') return textAt(context.variables, ...first.split('.'));
  const isInclude = templates === 'Liquid' && /^include(?:_relative|_cached)?$/.test(name);
  const meaning = isInclude
    ? markdownOfTag(first.replace(/^.*\/|\.\w+$/g, ''), { named, positional: others })
    : markdownOfTag(name.replace(/^.*(?:\/|::)/, ''), said);
  if (meaning !== undefined) return written(meaning);
  // Words between two tags of which the first one has an address are a link.
  const to = named.href ?? named.url ?? named.link ?? first;
  const isLink = !isInclude && /^(?:https?:|mailto:)[^\s()<>]+$/.test(to);
  return isLink ? inside((text) => written(`[${text.trim()}](${to})`)) : undefined;
}

function fenced(inside: string, language: string): string {
  const code = inside.replace(/^[ \t]*\n|\s+$/g, '');
  const marks = /^`{3,}/m.test(code) ? '~~~~' : '```';
  return `\n${marks}${language}\n${code}\n${marks}\n`;
}

function addressed(name: string, context: TagContext): string | undefined {
  const [, path = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(name.trim()) ?? [];
  if (path === '') return fragment;
  const address = /^\w+:/.test(path) ? undefined : context.addressOf(path);
  return address && address + fragment;
}

/** What an expression of Liquid or Nunjucks gives: texts, variables and the filters that make addresses. */
function resultOf(expression: string, { variables, origin, base }: TagContext): string | undefined {
  const [first = '', ...filters] = expression.split('|').map((part) => part.trim());
  const operand = (text: string): string | undefined => {
    const quoted = /^(["'])(.*)\1$/s.exec(text)?.[2];
    if (quoted !== undefined) return quoted;
    if (text === 'site.baseurl') return base;
    if (text === 'site.url') return origin;
    return /^[\w.]+$/.test(text) ? textAt(variables, ...text.split('.')) : undefined;
  };
  return filters.reduce<string | undefined>((value, filter) => {
    const [, name = '', written = ''] = /^(\w+)\s*[:(]?\s*(.*?)\)?$/s.exec(filter) ?? [];
    if (value === undefined) return undefined;
    const path = value.startsWith('/') ? base + value : value;
    const argument = operand(written);
    if (name === 'prepend') return argument === undefined ? undefined : argument + value;
    if (name === 'append') return argument === undefined ? undefined : value + argument;
    if (/^(?:relative_url|url|htmlBaseUrl)$/.test(name)) return path;
    if (/^(?:absolute_url|absoluteUrl)$/.test(name)) return path.startsWith('/') ? origin + path : path;
    return /^(?:escape|xml_escape|strip|safe|uri_escape|trim)$/.test(name) ? value : undefined;
  }, operand(first));
}

/** Fences, spans and HTML whose text is shown as it is: what changes a body leaves it alone. */
const CODE =
  /^[ \t>]*(`{3,}|~{3,})[^\n]*\n(?:(?![ \t>]*\1)[^\n]*\n)*(?:[ \t>]*\1[^\n]*|[^\n]*(?![\s\S]))|<(pre|code|script|style)\b[\s\S]*?<\/\2>|(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?[^`]\3(?!`)/gm;

/** The parts of a body, in order, with the offset of each. */
function* partsOfBody(
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
