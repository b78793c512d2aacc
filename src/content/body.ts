// The body of an article: Markdown and the HTML in it, or HTML alone, as clean HTML in which every address is absolute.

import type { Token } from 'markdown-it';
import { TEMPLATE_TAG } from '../model/html-text.ts';
import { decodePath } from '../model/paths.ts';
import { linesOf, type Place, type Problem, problem, sortProblems } from '../model/problem.ts';
import { writable } from '../model/text.ts';
import { type Wording, wording } from '../model/wording.ts';
import { addressOf } from './addresses.ts';
import { allowance, type Tell } from './allowed-html.ts';
import { cleanHtml, tidied } from './clean-html.ts';
import { escapeText, type Located, type Rewrite, type Use, withAbsoluteAddresses } from './element.ts';
import { renderMarkdown } from './markdown.ts';
import { escaped, RAW, TAG_READ } from './template-tags.ts';
import { hasTemplateTag, type Quotes } from './typography.ts';

/** What a reference in a body leads to; of a picture its pixels, if they are known. */
export type Target =
  | ({ readonly kind: 'url'; readonly warning?: Wording } & Located)
  /** An article that is not public (yet): the link is plain text until it is. */
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'broken'; readonly warning: Wording };

/** `reference` as written: relative or an absolute path; never with a scheme or host, never a fragment alone. */
export type Resolve = (reference: string, use: Use) => Target;

export interface BodyContext {
  /** The article's file, below content/. */
  readonly path: string;
  /** The file's line on which the body begins. */
  readonly bodyLine: number;
  /** What a fragment alone is meant on; absolute. */
  readonly permalink: string;
  readonly resolve: Resolve;
  /** Of the article, for a body that begins with `# {{ page.title }}`. */
  readonly title?: string | undefined;
  /** Whether the body is HTML; left out, it is Markdown. */
  readonly isHtml?: boolean | undefined;
  /** Whether HTML stays as it is written, whatever it holds. */
  readonly isTrusted?: boolean | undefined;
  /** Quotes, dashes and ellipses are set in the article's language; left out or false: as they are typed. */
  readonly typography?: { readonly quotes: Quotes } | false | undefined;
}

/**
 * A body as clean HTML. Never throws: text that costs the parsers more than its length allows, or nests deeper than
 * any article, is published flat, its source in paragraphs, and is told of.
 *
 *     renderBody('Hello *you*', context).html // '<p>Hello <em>you</em></p>\n'
 */
export function renderBody(body: string, context: BodyContext) {
  const { path, bodyLine, permalink, title, typography, isHtml, isTrusted } = context;
  const problems = new Map<string, Problem>();
  const places = placesIn(body, bodyLine);
  const report: Report = (placeOf, words, kind) => {
    if (kind !== undefined && problems.has(kind)) return;
    const place = placeOf();
    const key = kind ?? `${place.line}:${place.column} ${words.message}`;
    if (!problems.has(key)) problems.set(key, problem(path, place, words));
  };
  try {
    const spend = allowance(body.length);
    const fragments: string[] = [];
    const rewrite = rewriter(context, places, fragments, report);
    const quotes = typography ? typography.quotes : undefined;
    const heading = title !== undefined && !isHtml && PAGE_TITLE.exec(body)?.[0];
    const text = heading ? heading.replace(/\{.*/, () => escaped(title)) + body.slice(heading.length) : body;
    if (heading) report(() => places.ofText('{{', 0), wording('template-tag/read', '{{ page.title }}', 'the title'));
    const { html, tokens } = isHtml
      ? { html: writable(body), tokens: [htmlBlockOf(body)] }
      : renderMarkdown(writable(text), { permalink, rewrite }, spend, quotes);
    tellTemplateTags(tokens, places, report);
    if (isTrusted)
      return { html: withAbsoluteAddresses(html, rewrite), problems: sortProblems([...problems.values()]) };
    const tell: Tell = (loss, name, tag, text) =>
      report(() => places.ofTag(tag, tokens), wording(`html-dropped/${loss}`, name, text), `${loss} ${name}`);
    // What Markdown makes is clean as it is written; only HTML of the writer's own has to be read.
    const clean = tokens.some(holdsHtml) ? cleanHtml(html, rewrite, spend, tell) : tidied(html);
    tellLostFragments(fragments, clean, placesIn(body, bodyLine), report);
    return { html: clean, problems: sortProblems([...problems.values()]) };
  } catch {
    const place = { line: bodyLine, column: 1 };
    const html = flat(isHtml ? body.replace(/<[^>]*(>|$)/g, (tag, end) => (end ? '' : tag)) : body);
    return { html, problems: [problem(path, place, wording('body-flat'))] };
  }
}

/** `# {{ page.title }}`, or the same with a line below it, where a body begins. */
const PAGE_TITLE =
  /^(?:\s*\n)? {0,3}(?:#{1,6} +\{\{ ?page\.title ?\}\}(?=[ \t\r]*(?:\n|$))|\{\{ ?page\.title ?\}\}(?=[ \t\r]*\n(?:=+|-+)[ \t\r]*(?:\n|$)))/;

/** Of problems of one kind, and of equal ones at one place, only the first is told. */
type Report = (placeOf: () => Place, words: Wording, kind?: string) => void;

const htmlBlockOf = (content: string): Token =>
  ({ type: 'html_block', content, children: null, map: [0, 1] }) as unknown as Token;

const holdsHtml = ({ type, children }: Token): boolean =>
  type === 'html_block' || (children?.some((child) => child.type === 'html_inline') ?? false);

function rewriter(context: BodyContext, places: Places, fragments: string[], report: Report): Rewrite {
  const { permalink, resolve } = context;
  return (written, use) => {
    const address = addressOf(written, permalink);
    if (address.kind === 'absolute') {
      if (address.fragment !== undefined) fragments.push(address.fragment);
      return address.url;
    }
    if (address.kind === 'none') {
      const { scheme } = address;
      if (scheme) report(() => places.ofReference(written), wording('html-dropped/address', scheme), scheme);
      return undefined;
    }
    const { kind, reference } = address;
    const target: Target =
      kind === 'local'
        ? resolve(reference, use)
        : { kind: 'broken', warning: wording('link-broken/address', reference) };
    if (target.kind !== 'unpublished' && target.warning)
      report(() => places.ofReference(written.trim()), target.warning);
    return target.kind === 'url' && /^https?:/i.test(target.url) ? target : undefined;
  };
}

/** What no reader sees of HTML: comments, and what addresses begin with. */
const UNSEEN = /<!--[\s\S]*?(?:-->|$)|(?<==["'])(?:\{\{ ?site\.(?:base)?url ?\}\}){1,2}(?=\/)/g;

/** Tells of what another program would have replaced, once for each kind. */
function tellTemplateTags(tokens: readonly Token[], places: Places, report: Report): void {
  const tell = (tag: string, map: Token['map'], words: Wording) => {
    const kind = tag.replace(/^(\W+\s*\/?\s*[\w-]*).*$/s, '$1');
    report(() => places.ofText(tag, map?.[0] ?? 0), words, `template ${kind}`);
  };
  for (const token of tokens) {
    const { type, content, children, map, info } = token;
    for (const read of [token, ...(children ?? [])])
      if (read.type === TAG_READ) tell(read.content, map, wording('template-tag/read', read.content, read.info));
    if (info === RAW) continue;
    const isPlain = type === 'html_block' && !/<(?:code|pre|script|style)\b/i.test(content);
    const texts = type === 'inline' ? (children ?? []).filter((child) => child.type === 'text') : [];
    for (const text of isPlain ? [content.replace(UNSEEN, '')] : texts.map((child) => child.content)) {
      if (!hasTemplateTag(text)) continue;
      for (const { 0: tag } of text.matchAll(TEMPLATE_TAG)) tell(tag, map, wording('template-tag', tag));
    }
  }
}

/** Tells of links to a place in the article that is not there. */
function tellLostFragments(fragments: readonly string[], html: string, places: Places, report: Report): void {
  if (fragments.length === 0) return;
  const ids = idsIn(html);
  for (const fragment of fragments) {
    const lost = lostFragment(fragment, ids);
    if (lost) report(() => places.ofReference(fragment), lost);
  }
}

/** What a fragment may lead to in the HTML of a body. */
export const idsIn = (html: string): ReadonlySet<string> =>
  new Set(Array.from(html.matchAll(/ id="([^"]*)"/g), ([, id = '']) => id));

/** Of a fragment such as `#results` that is not among the ids of an article. */
export function lostFragment(fragment: string, ids: ReadonlySet<string>): Wording | undefined {
  const name = decodePath(fragment.slice(1)) ?? fragment;
  return name === '' || name === 'top' || ids.has(name) ? undefined : wording('link-broken/heading', fragment);
}

const flat = (body: string): string =>
  writable(body)
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${escapeText(paragraph)}</p>\n`)
    .join('');

const SEARCHED_AT_MOST = 50_000_000; // characters
const CHARACTERS_A_STOP = 100; // what it costs to look around in between

type Places = ReturnType<typeof placesIn>;

/** Where what a problem is about stands in a body whose first line is this one of its file. */
export function placesIn(body: string, bodyLine: number) {
  const lines = linesOf(body, bodyLine);
  let left = SEARCHED_AT_MOST;
  let afterReference = 0;
  let pieces: ReturnType<typeof htmlIn> | undefined;

  function indexOf(text: string, from: number): number {
    if (left <= 0 || text === '') return -1;
    const at = body.indexOf(text, from);
    left -= (at < 0 ? body.length : at) - from + CHARACTERS_A_STOP;
    return at;
  }

  /** A reference where one may stand: not in `data.md`, `[a.md]` or prose. */
  function find(reference: string, from: number): number {
    for (let at = indexOf(reference, from); at >= 0; at = indexOf(reference, at + 1)) {
      const before = body.slice(Math.max(0, at - 3), at);
      if (/[(<"'=,:]\s{0,2}$/.test(before) && /[)>"',\s]/.test(body[at + reference.length] ?? ' ')) return at;
    }
    return -1;
  }

  const placeAt = (at: number): Place => (at < 0 ? { line: bodyLine, column: 1 } : lines.placeAt(at));

  /** Text that stands on or after a line of the body, the first being 0. */
  function ofText(text: string, line: number): Place {
    const start = lines.startOf(line);
    const at = indexOf(text, start);
    return placeAt(at < 0 ? start : at);
  }

  return {
    ofText,
    /** A reference, each search going on from the last; the body's first line if it is not found. */
    ofReference(reference: string): Place {
      const further = find(reference, afterReference);
      const found = further < 0 ? find(reference, 0) : further;
      if (found >= 0) afterReference = found + reference.length;
      return placeAt(found);
    },
    /** A tag as it is written in the HTML of these tokens. */
    ofTag(tag: string, tokens: readonly Token[]): Place {
      pieces ??= htmlIn(tokens);
      for (const { content, line } of pieces) {
        left -= content.length + CHARACTERS_A_STOP;
        if (left < 0) break;
        if (content.includes(tag)) return ofText(tag, line);
      }
      return placeAt(indexOf(tag, 0));
    },
  };
}

/** HTML of the writer's own, and the line of the body on which its block begins. */
const htmlIn = (tokens: readonly Token[]) =>
  tokens.flatMap((token) =>
    [token, ...(token.children ?? [])].flatMap(({ type, content }) =>
      type === 'html_block' || type === 'html_inline' ? [{ content, line: token.map?.[0] ?? 0 }] : [],
    ),
  );
