// Template tags in a body: those whose meaning is certain become Markdown, the others a comment, and are told.

import type { Mapping } from '../../../content/head-values.ts';
import { type Lines, linesOf } from '../../../model/problem.ts';
import type { OldSite } from './generator.ts';
import { changedOutsideCode, partsOfBody } from './outside-code.ts';
import { textAt } from './site-source.ts';
import { argumentsIn, meaningOf } from './tag-meanings.ts';

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

/** A tag that has no certain meaning, and its line in the body, from 1. */
export interface UnknownTag {
  readonly line: number;
  readonly tag: string;
  /** Whether it is a comment in the article; else it is left out. */
  readonly isKept: boolean;
}

export interface Untagged {
  readonly body: string;
  readonly left: readonly UnknownTag[];
}

/** A tag that stands at an offset of the body. */
export const unknownTag = (tag: string, { placeAt }: Lines, at: number, isKept = false): UnknownTag => ({
  line: placeAt(at).line,
  tag: tag.replace(/\s+/g, ' '),
  isKept,
});

/** What a tag and all up to its end are replaced by. */
interface Block {
  readonly until: RegExp;
  write(inside: string): string;
}

/** What a tag is replaced by; undefined if it has no certain meaning. */
type Said = string | Block | undefined;

/** The body without template tags. */
export function withoutTags(body: string, context: TagContext): Untagged {
  const { templates } = context;
  if (templates === 'none' || !/\{[{%#]/.test(body)) return { body, left: [] };
  const language = LANGUAGES[templates];
  const comment = (tag: string, before: string, after: string) =>
    IN_ADDRESS.test(before) ? '' : placed(`<!-- ${tag.replace(/--+/g, '-')} -->`, before, after);
  return replacedTags(body, language.tag, (match) => saidBy(match, language, context), comment);
}

/** The body with each tag replaced as it is read; those without a meaning are told, and stay as `leave` says. */
export function replacedTags(
  body: string,
  pattern: RegExp,
  read: (match: RegExpMatchArray, isInCode: boolean) => Said,
  leave: (tag: string, before: string, after: string) => string,
): Untagged {
  const left: UnknownTag[] = [];
  const lines = linesOf(body);
  const codes = [...partsOfBody(body)].filter(({ isCode }) => isCode);
  const written: string[] = [];
  let before = ''; // the end of what is written
  let end = 0;
  const write = (text: string) => {
    written.push(text);
    before = (before + text).slice(-300);
  };
  for (const match of body.matchAll(pattern)) {
    const { index, 0: tag } = match;
    if (index < end) continue;
    write(body.slice(end, index));
    end = index + tag.length;
    const isInCode = codes.some(({ at, text }) => at <= index && index < at + text.length);
    const said = read(match, isInCode);
    const closing = typeof said === 'object' ? said.until.exec(body.slice(end)) : undefined;
    if (typeof said === 'string') write(said);
    else if (said && closing) {
      write(said.write(body.slice(end, end + closing.index)));
      end += closing.index + closing[0].length;
    } else if (isInCode) write(tag);
    else {
      const rest = leave(tag, before, body.slice(end));
      left.push(unknownTag(tag, lines, index, rest !== ''));
      write(rest);
    }
  }
  return { body: written.join('') + body.slice(end), left };
}

/** A comment between two texts: at the beginning of a line it would make HTML of the whole line (CommonMark §4.6). */
export const placed = (comment: string, before: string, after: string): string =>
  BEGIN_OF_LINE.test(before.slice(-100)) && /^[ \t]*\S/.test(after) ? `<wbr>${comment}` : comment;

const BEGIN_OF_LINE = /(?:^|\n)(?:[ \t>*+-]|\d{1,9}[.)])*$/;

/** Where a comment would break a link or an attribute. */
const IN_ADDRESS = /\]\([^()\s]*$|=["'][^"'\n<>]*$/;

interface Language {
  /** A tag: its name and the rest of it, or an expression. One that does not end within 2,000 characters is none. */
  readonly tag: RegExp;
  /** Names of what shows nothing; an end belongs to a beginning that has been told. */
  readonly silent: RegExp;
  /** The end of a block, as the source of a pattern; one that matches nothing if the tag has none. */
  readonly endOf: (name: string, tag: string) => string;
}

const LANGUAGES: Readonly<Record<'Hugo' | 'Liquid' | 'Zola', Language>> = {
  Liquid: {
    tag: /\{%-?\s*([\w-]+)\s*([\s\S]{0,2000}?)\s*-?%\}|\{\{-?\s*([\s\S]{0,2000}?)\s*-?\}\}|\{#-?\s[\s\S]{0,2000}?#\}/g,
    silent: /^(?:assign|set|end\w+)$/,
    endOf: (name) => `\\{%-?\\s*end${name}\\s*-?%\\}`,
  },
  Hugo: {
    tag: /\{\{[<%]\s*(\/\*|\/?\s*[\w./-]+)([\s\S]{0,2000}?)\/?\s*[>%]\}\}/g,
    silent: /^\//,
    endOf: (name) => `\\{\\{[<%]\\s*/\\s*${name}\\s*[>%]\\}\\}`,
  },
  Zola: {
    tag: /\{[{%]\s*(\/\*|end\b|[\w:]+(?=\s*\())(?:\s*\()?([\s\S]{0,2000}?)\)?\s*[%}]\}/g,
    silent: /^end$/,
    endOf: (_, tag) => (tag.startsWith('{{') ? '(?!)' : '\\{%\\s*end\\s*%\\}'),
  },
};

function saidBy(match: RegExpMatchArray, { silent, endOf }: Language, context: TagContext): Said {
  const [tag, name, rest = '', expression] = match;
  if (expression !== undefined) return resultOf(expression, context);
  // The way to write a tag so that it is shown.
  if (name === '/*') return tag.replace('/*', '').replace('*/', '');
  if (name === undefined || silent.test(name)) return '';
  const until = new RegExp(endOf(name.replace(/\W/g, '\\$&'), tag));
  if (name === 'raw' || name === 'verbatim') return { until, write: (inside) => inside };
  if (name === 'comment') return { until, write: () => '' };
  const { named, positional } = argumentsIn(
    rest.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (whole, inner: string) => resultOf(inner, context) ?? whole),
  );
  const [first = '', ...others] = positional;
  const { written } = context;
  const language = name === 'mermaid' ? name : first;
  if (/^(?:high(?:light)?|code(?:block)?|prism|hl|mermaid)$/.test(name))
    return { until, write: (inside) => written(fenced(inside, language)) };
  const address = /^(?:post_url|link|(?:rel)?ref)$/.test(name) && addressed(named.path ?? first, context);
  if (address) return address;
  if (name === 'param') return textAt(context.variables, ...first.split('.'));
  const isInclude = context.templates === 'Liquid' && /^include(?:_relative|_cached)?$/.test(name);
  const meaning = isInclude
    ? meaningOf(first.replace(/^.*\/|\.\w+$/g, ''), { named, positional: others })
    : meaningOf(name.replace(/^.*(?:\/|::)/, ''), { named, positional });
  if (meaning !== undefined) return written(meaning);
  // Words between two tags of which the first one has an address are a link.
  const to = named.href ?? named.url ?? named.link ?? first;
  if (isInclude || !/^(?:https?:|mailto:)[^\s()<>]+$/.test(to)) return undefined;
  return { until, write: (inside) => written(`[${inside.trim()}](${to})`) };
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

/** What kramdown reads beside Markdown: lists of attributes, options, and where the table of contents goes. */
export function withoutKramdown(body: string): string {
  return changedOutsideCode(body, (text) =>
    text
      .replace(/^[ \t]*(?:[*+-]|\d+\.)[ \t]+[^\n]*\n[ \t]*\{:\s*toc\b[^}\n]*\}[ \t]*$/gm, '')
      .replace(/^(#{1,6}[ \t][^\n{]*?)[ \t]*\n\{:[^}\n]*#([\w-]+)[^}\n]*\}[ \t]*$/gm, '$1 {#$2}')
      .replace(/\{::comment\}[\s\S]*?\{:\/(?:comment)?\}/g, '')
      // Not what only begins alike, as atoms and symbols do: `{:ok, value}`.
      .replace(/\{(?::\/\w*|::\w+[^}\n]*|:\s*(?:toc\b|no_toc\b|[.#][\w-]|[\w-]+=["'])[^}\n]*)\}/g, ''),
  );
}

/**
 * Without what other programs add to Markdown, and the empty lines that marks leave behind: where a table of contents
 * goes, and containers such as `:::note[Title]`, of which title and text stay.
 */
export const withoutMarks = (body: string): string =>
  changedOutsideCode(body, (text) =>
    text
      .replace(/^[ \t]*(?:\[\[_?toc_?\]\]|\[toc\]|<!--\s*toc\s*-->)[ \t]*$/gim, '')
      .replace(CONTAINER, (_, title) => (title ? `**${title}**\n` : ''))
      .replace(/\n[ \t]*(?:\n[ \t]*){2,}\n/g, '\n\n'),
  );

const CONTAINER = /^[ \t]*:{3,}[ \t]*(?:[a-z][\w-]*)?[ \t]*(?:\[([^\]\n]*)\])?[ \t]*(?:\{[^}\n]*\})?[ \t]*$/gim;
