// Template tags in a body: those whose meaning is certain become Markdown, the others a comment, and are told.

import type { Mapping } from '../../../content/head-values.ts';
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
}

/** A tag that has no certain meaning, and its line in the body, from 1. */
export interface UnknownTag {
  readonly line: number;
  readonly tag: string;
}

/** The body without template tags. */
export function withoutTags(
  body: string,
  context: TagContext,
): { readonly body: string; readonly left: readonly UnknownTag[] } {
  const { templates } = context;
  if (templates === 'none' || !/\{[{%#]/.test(body)) return { body, left: [] };
  const left: UnknownTag[] = [];
  const codes = [...partsOfBody(body)].filter(({ isCode }) => isCode);
  let [written, end] = ['', 0];
  for (const match of body.matchAll(PATTERNS[templates])) {
    const { index, 0: tag } = match;
    if (index < end) continue;
    written += body.slice(end, index);
    end = index + tag.length;
    const said = READERS[templates](match, context);
    const closing = said?.until?.exec(body.slice(end));
    if (said && closing) {
      written += said.write(body.slice(end, end + closing.index));
      end += closing.index + closing[0].length;
      continue;
    }
    const isInCode = codes.some(({ at, text }) => at <= index && index < at + text.length);
    if (said && !said.until) written += said.write('');
    else if (isInCode) written += tag;
    else {
      left.push({ line: body.slice(0, index).split('\n').length, tag: tag.replace(/\s+/g, ' ') });
      written += IN_ADDRESS.test(written.slice(-300)) ? '' : `<!-- ${tag.replace(/--+/g, '-')} -->`;
    }
  }
  return { body: written + body.slice(end), left };
}

/** Where a comment would break a link or an attribute. */
const IN_ADDRESS = /\]\([^()\s]*$|=["'][^"'\n<>]*$/;

/** What a tag is replaced by; with `until` it takes what stands before its end. */
interface Said {
  readonly until?: RegExp;
  write(inside: string): string;
}

const says = (text: string | undefined): Said | undefined => (text === undefined ? undefined : { write: () => text });
const fenced = (language: string, inside: string): string => {
  const code = inside.replace(/^[ \t]*\n|\s+$/g, '');
  const fence = /^`{3,}/m.test(code) ? '~~~~' : '```';
  return `\n${fence}${language}\n${code}\n${fence}\n`;
};

/** A tag that does not end within 2,000 characters is none. */
const PATTERNS = {
  Liquid: /\{%-?\s*([\w-]+)\s*([\s\S]{0,2000}?)\s*-?%\}|\{\{-?\s*([\s\S]{0,2000}?)\s*-?\}\}|\{#-?\s[\s\S]{0,2000}?#\}/g,
  Hugo: /\{\{[<%]\s*(\/\*[\s\S]{0,2000}?\*\/|\/?\s*[\w./-]+)([\s\S]{0,2000}?)\/?\s*[>%]\}\}/g,
  Zola: /\{\{\s*(\/\*[\s\S]{0,2000}?\*\/|[\w:]+\s*\()([\s\S]{0,2000}?)\)?\s*\}\}|\{%\s*(\/\*[\s\S]{0,2000}?\*\/|end|[\w:]+\s*\()([\s\S]{0,2000}?)\)?\s*%\}/g,
} as const;

const READERS: Readonly<
  Record<keyof typeof PATTERNS, (match: RegExpMatchArray, context: TagContext) => Said | undefined>
> = {
  Liquid([, name, rest = '', expression], context) {
    if (expression !== undefined) return says(resultOf(expression, context));
    if (name === undefined) return says('');
    const ending = (word: string) => new RegExp(`\\{%-?\\s*end${word}\\s*-?%\\}`);
    if (/^(?:raw|verbatim)$/.test(name)) return { until: ending(name), write: (inside) => inside };
    if (name === 'comment') return { until: ending(name), write: () => '' };
    // They show nothing; an end belongs to a beginning that has been told.
    if (/^(?:assign|set|end\w+)$/.test(name)) return says('');
    if (/^(?:highlight|codeblock)$/.test(name)) {
      const [language = ''] = argumentsIn(rest).positional;
      return { until: ending(name), write: (inside) => fenced(language, inside) };
    }
    if (/^(?:post_url|link)$/.test(name)) return says(addressed(rest.replace(/["']/g, ''), context));
    const args = argumentsIn(
      rest.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (whole, inner: string) => resultOf(inner, context) ?? whole),
    );
    if (!/^include(?:_relative|_cached)?$/.test(name)) return says(meaningOf(name, args));
    const [file = '', ...positional] = args.positional;
    return says(meaningOf(file.replace(/^.*\/|\.\w+$/g, ''), { ...args, positional }));
  },
  Hugo([tag, name = '', rest = ''], context) {
    // The way to write a tag so that it is shown.
    if (name.startsWith('/*')) return says(tag.replace('/*', '').replace('*/', ''));
    // Some heads are quoted once more by the program that wrote them.
    const args = argumentsIn(/^\s*\\"/.test(rest) ? rest.replaceAll('\\"', '"') : rest);
    const [first = ''] = args.positional;
    const until = new RegExp(`\\{\\{[<%]\\s*/\\s*${name.replace(/\W/g, '\\$&')}\\s*[>%]\\}\\}`);
    if (/^(?:rel)?ref$/.test(name)) return says(addressed(args.named.path ?? first, context));
    if (/^(?:high(?:light)?|code(?:block)?|prism|hl)$/.test(name))
      return { until, write: (inside) => fenced(first, inside) };
    if (name === 'mermaid') return { until, write: (inside) => fenced(name, inside) };
    if (name === 'param') return says(textAt(context.variables, ...first.split('.')));
    const said = name.startsWith('/') ? '' : meaningOf(name.split('/').at(-1) ?? '', args);
    // Words between two tags of which the first one has an address are a link.
    const to = args.named.href ?? args.named.url ?? args.named.link ?? first;
    const isLink = said === undefined && /^(?:https?:|mailto:)[^\s()<>]+$/.test(to);
    return isLink ? { until, write: (inside) => `[${inside.trim()}](${to})` } : says(said);
  },
  Zola([tag, call, inCall = '', block, inBlock = '']) {
    const name = (call ?? block ?? '').replace(/\s*\($/, '');
    if (name.startsWith('/*')) return says(tag.replace('/*', '').replace('*/', ''));
    return says(
      name === 'end'
        ? ''
        : meaningOf(name.split('::').at(-1) ?? '', argumentsIn(call === undefined ? inBlock : inCall)),
    );
  },
};

function addressed(name: string, context: TagContext): string | undefined {
  const [, path = '', fragment = ''] = /^([^#]*)(#.*)?$/s.exec(name.trim()) ?? [];
  if (path === '') return fragment || undefined;
  const address = context.addressOf(path);
  return address && `${address}${fragment}`;
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
    const [, name = '', argument = ''] = /^(\w+)\s*[:(]?\s*(.*?)\)?$/s.exec(filter) ?? [];
    if (value === undefined) return undefined;
    const path = value.startsWith('/') ? base + value : value;
    if (name === 'prepend') return operand(argument) === undefined ? undefined : operand(argument) + value;
    if (name === 'append') return operand(argument) === undefined ? undefined : value + operand(argument);
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
