// The body of an article: Markdown and the HTML in it, as clean HTML in which every address is absolute.

import MarkdownIt, { type Env, type MarkdownIt as Parser, type StateCore } from 'markdown-it';
import footnote from 'markdown-it-footnote';
import { type Place, type Problem, type ProblemCode, problem } from '../model/problem.ts';
import { writable } from '../model/text.ts';
import { addressOf } from './addresses.ts';
import { cleanHtml, type Rewrite, type Use } from './clean-html.ts';
import { allowance, type Spend } from './work.ts';

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
 * any article, is published flat, its source in paragraphs.
 *
 *     renderBody('Hello *you*', context).html // '<p>Hello <em>you</em></p>\n'
 */
export function renderBody(body: string, context: BodyContext): RenderedBody {
  const problems = new Map<string, Problem>();
  const report = (found: Problem) => problems.set(`${found.line}:${found.column}`, found);
  try {
    const html = markdown.render(writable(body), { spend: allowance(body.length) });
    return { html: cleanHtml(html, rewriter(body, context, report)), problems: [...problems.values()] };
  } catch {
    return { html: flat(body), problems: [] };
  }
}

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
    validate: (text, at, linkify) => Math.max(linkify.testSchemaAt(`http://${text.slice(at - 4)}`, 'http:', 5) - 6, 0),
    normalize: (match) => {
      match.url = `http://${match.url}`;
    },
  });
countWork(markdown);
markdown.use(footnote);
markdown.core.ruler.after('inline', 'task_list', showTasks);

/** `- [x] done` as `☑ done`: readers drop form controls. */
function showTasks({ tokens }: StateCore): void {
  tokens.forEach((token, index) => {
    const text = token.type === 'inline' && tokens[index - 2]?.type === 'list_item_open' && token.children?.[0];
    if (text && text.type === 'text') {
      text.content = text.content.replace(/^\[([ xX])\](?=\s)/, (_, mark) => (mark === ' ' ? '☐' : '☑'));
    }
  });
}

/** Deeper quotes and lists cost time by depth times lines; markdown-it would drop what is below 100. */
const DEEPEST = 80;

/**
 * Counts what markdown-it does, so that text made to exhaust it is given up: every try of the rules at a character
 * and at a line, and by their length the scans that rules make on their own.
 */
function countWork(md: Parser): void {
  const spend = (env: Env, steps: number) => (env.spend as Spend)(steps);
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
  const countLine = (state: { env: Env; level: number; bMarks: number[]; eMarks: number[] }, line: number) => {
    if (state.level > DEEPEST) throw new RangeError('The text is nested too deep.');
    spend(state.env, 1 + ((state.eMarks[line] ?? 0) - (state.bMarks[line] ?? 0)) / 512);
    return false;
  };
  md.block.ruler.before('table', 'work', countLine, everyLine);
  md.core.ruler.after('inline', 'work', ({ env, tokens }) => {
    // markdown-it-footnote copies all tokens for each note.
    const notes = (env.footnotes as { list?: unknown[] } | undefined)?.list?.length ?? 0;
    spend(env, tokens.length + (notes * tokens.length) / 1024);
    // One long address in a definition, used ten thousand times.
    for (const { children } of tokens)
      for (const { attrs } of children ?? []) if (attrs) spend(env, attrs.join().length / 32);
  });
}

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
  const message = `"${reference}" is not a valid address.`;
  return { kind: 'broken', code: 'link-broken', message, hint: 'Write it as in a browser: https://example.com/page.' };
};

const SEARCHED_AT_MOST = 50_000_000; // characters

/** Where references stand in the file, each search going on from the last; the body's first line if not found. */
function finder(body: string, bodyLine: number): (reference: string) => Place {
  let after = 0;
  let searches = SEARCHED_AT_MOST / (body.length + 1);
  return (reference) => {
    searches -= 1;
    const found =
      searches < 0 ? -1 : (indexOfReference(body, reference, after) ?? indexOfReference(body, reference, 0) ?? -1);
    if (found < 0) return { line: bodyLine, column: 1 };
    after = found + reference.length;
    const lines = body.slice(0, found).split('\n');
    return { line: bodyLine + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 };
  };
}

/** A reference where one may stand: `a.md` is neither in `data.md` nor in `[a.md]`. */
function indexOfReference(body: string, reference: string, from: number): number | undefined {
  for (let at = body.indexOf(reference, from); at >= 0; at = body.indexOf(reference, at + 1)) {
    if (/[(<"'=,\s]/.test(body[at - 1] ?? ' ') && /[)>"',\s]/.test(body[at + reference.length] ?? ' ')) return at;
  }
  return undefined;
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
