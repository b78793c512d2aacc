// The body of an article: Markdown and the HTML in it, as clean HTML in which every address is absolute.

import type { Env, MarkdownIt as Parser, StateBlock, StateCore } from 'markdown-it';
// The same in one file, which loads three times as fast.
import MarkdownIt from 'markdown-it/browser';
import footnote from 'markdown-it-footnote';
import { type Place, type Problem, type ProblemCode, problem } from '../model/problem.ts';
import { slugOf } from '../model/slug.ts';
import { writable } from '../model/text.ts';
import { addressOf } from './addresses.ts';
import { cleanHtml, type Rewrite, type Use } from './clean-html.ts';
import { quoted } from './fields.ts';
import { allowance, countOf, type Spend } from './work.ts';

/** What a reference in a body leads to. */
export type Target =
  | { readonly kind: 'url'; readonly url: string }
  /** An article that is not public (yet): the link is plain text until it is. */
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'broken'; readonly code: ProblemCode; readonly message: string; readonly hint: string };

/** `reference` as written: relative or an absolute path; never with a scheme or host, never a fragment alone. */
export type Resolve = (reference: string, use: Use) => Target;

export interface RenderedBody {
  readonly html: string;
  readonly problems: readonly Problem[];
}

export interface BodyContext {
  /** The article's file, below content/. */
  readonly path: string;
  /** The file's line on which the body begins. */
  readonly bodyLine: number;
  /** What a fragment alone is meant on; absolute. */
  readonly permalink: string;
  readonly resolve: Resolve;
}

/**
 * A body as clean HTML. Never throws: text that costs the parsers more than its length allows, or nests deeper than
 * any article, is published flat, its source in paragraphs, and is told of.
 *
 *     renderBody('Hello *you*', context).html // '<p>Hello <em>you</em></p>\n'
 */
export function renderBody(body: string, context: BodyContext): RenderedBody {
  const problems = new Map<string, Problem>();
  const report = (found: Problem) => problems.set(`${found.line}:${found.column} ${found.message}`, found);
  try {
    const spend = allowance(body.length);
    const html = markdown.render(writable(body), { spend, counted: 0 });
    return { html: cleanHtml(html, rewriter(body, context, report), spend), problems: [...problems.values()] };
  } catch {
    const place = { line: context.bodyLine, column: 1 };
    return {
      html: flat(body),
      problems: [problem('body-flat', context.path, place, TOO_MUCH, 'Write it plainer, or divide it.')],
    };
  }
}

const TOO_MUCH = 'The text is too deep or too costly to format, so it is published as plain paragraphs.';

/** Characters of a bare address without a scheme. */
const LONGEST_BARE = 2000;

const markdown = new MarkdownIt({ html: true, linkify: true });
// Addresses come through as they are written: one place decides about them, and problems can be found in the file.
markdown.normalizeLink = (url) => url;
markdown.normalizeLinkText = (text) => text;
markdown.validateLink = () => true;
// GitHub's rules for bare addresses: https://… and www.…; with fuzzy ones `README.md` would lead to Moldova.
markdown.linkify
  .set({ fuzzyLink: false, fuzzyEmail: false })
  .add('ftp:', null)
  .add('//', null)
  .add('www.', {
    validate: (text, at, linkify) => {
      if (!/[\s*_~(]/.test(text[at - 5] ?? ' ')) return 0;
      const address = `http://${text.slice(at - 4, at + LONGEST_BARE)}`;
      return Math.max(linkify.testSchemaAt(address, 'http:', 5) - 6, 0);
    },
    normalize: (match) => {
      match.url = `http://${match.url}`;
    },
  });
countWork(markdown);
markdown.use(footnote);
markdown.core.ruler.before('footnote_tail', 'work', countTokens);
markdown.core.ruler.after('inline', 'task_list', showTasks);
markdown.core.ruler.after('inline', 'heading_ids', nameHeadings);

/** `- [x] done` as `☑ done`: readers drop form controls. */
function showTasks({ tokens }: StateCore): void {
  tokens.forEach((token, index) => {
    const text = token.type === 'inline' && tokens[index - 2]?.type === 'list_item_open' && token.children?.[0];
    if (text && text.type === 'text') {
      text.content = text.content.replace(/^\[([ xX])\](?=\s)/, (_, mark) => (mark === ' ' ? '☐' : '☑'));
    }
  });
}

/** A heading can be linked to by its words: `## How it went` as `#how-it-went`. */
function nameHeadings({ env, tokens }: StateCore): void {
  const counts = new Map<string, number>();
  tokens.forEach((token, index) => {
    const words = token.type === 'heading_open' && tokens[index + 1]?.children;
    if (!words) return;
    const text = words.map(({ type, content }) => (/^(text|code_inline)/.test(type) ? content : '')).join('');
    spend(env, text.length / 8);
    const name = slugOf(text);
    let id = name;
    for (let count = counts.get(name) ?? 0; counts.has(id); id = `${name}-${count}`) counts.set(name, ++count);
    if (!counts.has(id)) counts.set(id, 1);
    token.attrSet('id', id);
  });
}

/** Deeper quotes and lists cost time by depth times lines; markdown-it would drop what is below 100. */
const DEEPEST = 80;

/**
 * Counts what markdown-it does, so that text made to exhaust it is given up: every try of the rules at a character
 * and at a line, and by their length the scans that rules make on their own.
 */
function countWork(md: Parser): void {
  md.inline.ruler.before('text', 'work', ({ env }) => {
    spend(env, 1);
    return false;
  });
  // The search for a tag's end may have run through all the rest.
  md.inline.ruler.after('html_inline', 'no_tag', ({ env, src, pos, posMax }) => {
    if (src[pos] === '<') spend(env, (posMax - pos) / 1024);
    return false;
  });
  const parseLinkLabel = md.helpers.parseLinkLabel;
  md.helpers.parseLinkLabel = (state, start, disableNested) => {
    const end = parseLinkLabel(state, start, disableNested);
    spend(state.env, ((end < 0 ? state.posMax : end) - start) / 256);
    return end;
  };
  const everyLine = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
  const countLine = (state: StateBlock, line: number) => {
    if (state.level > DEEPEST) throw new RangeError('The text is nested too deep.');
    spend(state.env, 1 + ((state.eMarks[line] ?? 0) - (state.bMarks[line] ?? 0)) / 512);
    countNew(state);
    return false;
  };
  md.block.ruler.before('table', 'work', countLine, everyLine);
}

/** What the tokens will still cost, now that they are known. */
function countTokens({ env, tokens }: StateCore): void {
  // markdown-it-footnote copies all tokens so far for each note.
  const notes = (env.footnotes as { list?: unknown[] } | undefined)?.list?.length ?? 0;
  spend(env, (notes * (tokens.length + 3 * notes)) / 64);
  countNew({ env, tokens });
  for (const { children } of tokens) {
    for (const { type, attrs } of children ?? []) {
      if (type === 'footnote_ref') spend(env, 10);
      // One long address in a definition, used ten thousand times.
      if (attrs) spend(env, attrs.join().length / 32);
    }
  }
}

/** Tokens that were made since the last count: a table makes the cells that its rows leave out. */
function countNew({ env, tokens }: Pick<StateCore, 'env' | 'tokens'>): void {
  spend(env, tokens.length - (env.counted as number));
  env.counted = tokens.length;
}

const spend = (env: Env, steps: number) => (env.spend as Spend)(steps);

function rewriter(body: string, context: BodyContext, report: (problem: Problem) => void): Rewrite {
  const { path, permalink, resolve } = context;
  const placeOf = finder(body, context.bodyLine);
  return (written, use) => {
    const address = addressOf(written, permalink);
    if (address.kind === 'absolute') return address.url;
    if (address.kind === 'none') return undefined;
    const target = address.kind === 'local' ? resolve(address.reference, use) : malformed(address.reference);
    if (target.kind === 'url') return /^https?:/i.test(target.url) ? target.url : undefined;
    if (target.kind === 'broken') {
      report(problem(target.code, path, placeOf(address.reference), target.message, target.hint));
    }
    return undefined;
  };
}

const malformed = (reference: string): Target => {
  const message = `${quoted(reference)} is not a valid address.`;
  return { kind: 'broken', code: 'link-broken', message, hint: 'Write it as in a browser: https://example.com/page.' };
};

const SEARCHED_AT_MOST = 50_000_000; // characters
const CHARACTERS_A_STOP = 100; // what it costs to look around in between

/** Where references stand in the file, each search going on from the last; the body's first line if not found. */
function finder(body: string, bodyLine: number): (reference: string) => Place {
  let after = 0;
  let left = SEARCHED_AT_MOST;

  /** A reference where one may stand: not in `data.md`, `[a.md]` or prose. */
  function find(reference: string, from: number): number {
    let at = from - 1;
    while (left > 0) {
      const next = body.indexOf(reference, at + 1);
      left -= (next < 0 ? body.length : next) - at + CHARACTERS_A_STOP;
      at = next;
      if (at < 0) break;
      const before = body.slice(Math.max(0, at - 3), at);
      if (/[(<"'=,:]\s{0,2}$/.test(before) && /[)>"',\s]/.test(body[at + reference.length] ?? ' ')) return at;
    }
    return -1;
  }

  return (reference) => {
    const further = find(reference, after);
    const found = further < 0 ? find(reference, 0) : further;
    if (found < 0) return { line: bodyLine, column: 1 };
    after = found + reference.length;
    left -= found;
    return {
      line: bodyLine + countOf(body.slice(0, found), '\n'),
      column: found - body.lastIndexOf('\n', found - 1), // a line's first character has column 1
    };
  };
}

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const flat = (body: string): string =>
  writable(body)
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph.replace(/[&<>]/g, (character) => REFERENCES[character] ?? '')}</p>\n`)
    .join('');
