// Markdown: CommonMark and what of other dialects is understood, as markdown-it's tokens.

import type { Env, MarkdownIt as Parser, StateBlock, StateCore } from 'markdown-it';
import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import footnote from 'markdown-it-footnote';
import { tagAddress } from './addresses.ts';
import { DEEPEST as DEEPEST_HTML, type Spend } from './allowed-html.ts';
import { texBlock, texInLine } from './formulas.ts';
import { type Published, readDialects, writeAsPublished } from './markdown-html.ts';
import { attributeList, markdownInHtml, newTagState, templateTag, unreadTag } from './template-tags.ts';
import { type Quotes, setDashes } from './typography.ts';

/**
 * Markdown as HTML: addresses that Markdown wrote are those that are published, HTML in it is as it was written. Throws
 * RangeError if it costs too much or nests too deep.
 */
export function renderMarkdown(text: string, published: Published, spend: Spend, quotes: Quotes | undefined) {
  markdown.set({ typographer: quotes !== undefined, ...(quotes && { quotes: [...quotes] }) });
  const env: Env = { spend, counted: 0, published, open: [], tags: newTagState() };
  const tokens = markdown.parse(text, env);
  return { html: markdown.renderer.render(tokens, markdown.options, env), tokens };
}

/** Characters of a bare address without a scheme. */
const LONGEST_BARE = 2000;

const markdown = new MarkdownIt({ html: true, linkify: true, xhtmlOut: true });
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
const paragraphs = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
readSpaces(markdown);
countWork(markdown);
markdown.use(cjkFriendly).use(footnote);
markdown.block.ruler.before('fence', 'tex', texBlock, paragraphs);
markdown.block.ruler.before('fence', 'template_tag', templateTag, paragraphs);
markdown.block.ruler.before('html_block', 'markdown_in_html', markdownInHtml, paragraphs);
markdown.inline.ruler.before('escape', 'attributes', attributeList);
markdown.inline.ruler.before('escape', 'unread_tag', unreadTag);
markdown.inline.ruler.before('escape', 'tex', texInLine);
markdown.core.ruler.before('footnote_tail', 'work', countTokens);
markdown.core.ruler.after('inline', 'dialects', readDialects);
markdown.core.ruler.at('replacements', setDashes);
writeAsPublished(markdown);

/** `![c](/images/my photo.png)`: an address that ends like a file's may have spaces, which CommonMark forbids. */
function readSpaces(md: Parser): void {
  const parse = md.helpers.parseLinkDestination;
  md.helpers.parseLinkDestination = (text, start, max) => {
    const tag = tagAddress(text, start);
    if (tag && start + tag.length <= max)
      return { ok: true, str: text.slice(start, start + tag.length), pos: start + tag.length };
    const found = parse(text, start, max);
    if (!found.ok || text[start] === '<' || !/\s/.test(text[found.pos] ?? '')) return found;
    FILE_NAME.lastIndex = start;
    const name = FILE_NAME.exec(text)?.[0];
    if (name === undefined || start + name.length > max) return found;
    return { ...found, str: name, pos: start + name.length };
  };
}

const FILE_NAME =
  /[^\s<>()"'\\](?:[^<>()"'\n\\]{0,300}?)\.[a-z\d]{2,5}(?:[?#][^\s<>()"']{0,300})?(?=\s*\)|\s+["'][^\n]{0,500}["']\s*\))/iy;

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
  // The search for a tag's end, or a formula's, may have run through all the rest.
  md.inline.ruler.after('html_inline', 'no_tag', ({ env, src, pos, posMax }) => {
    if (src[pos] === '<' || src[pos] === '$') spend(env, (posMax - pos) / 1024);
    return false;
  });
  const parseLinkLabel = md.helpers.parseLinkLabel;
  md.helpers.parseLinkLabel = (state, start, disableNested) => {
    const end = parseLinkLabel(state, start, disableNested);
    spend(state.env, ((end < 0 ? state.posMax : end) - start) / 256);
    return end;
  };
  const countLine = (state: StateBlock, line: number) => {
    if (state.level > DEEPEST) throw new RangeError('The text is nested too deep.');
    spend(state.env, 1 + ((state.eMarks[line] ?? 0) - (state.bMarks[line] ?? 0)) / 512);
    countNew(state);
    return false;
  };
  md.block.ruler.before('table', 'work', countLine, paragraphs);
}

/** What the tokens will still cost, now that they are known. */
function countTokens({ env, tokens }: StateCore): void {
  // markdown-it-footnote copies all tokens so far for each note.
  const notes = (env.footnotes as { list?: unknown[] } | undefined)?.list?.length ?? 0;
  spend(env, (notes * (tokens.length + 3 * notes)) / 64);
  countNew({ env, tokens });
  for (const { children, level: depth } of tokens) {
    for (const { type, attrs, level, tag } of children ?? []) {
      if (depth + level > DEEPEST_HTML) throw new RangeError('The text is nested too deep.');
      if (type === 'footnote_ref') spend(env, 10);
      if (EMPHASIS.has(tag)) spend(env, 3);
      // One long address in a definition, used ten thousand times.
      if (attrs) spend(env, attrs.join().length / 32);
    }
  }
}

/** Its marks are looked at again, in pairs. */
const EMPHASIS = new Set(['em', 's', 'strong']);

/** Tokens that were made since the last count: a table makes the cells that its rows leave out. */
function countNew({ env, tokens }: Pick<StateCore, 'env' | 'tokens'>): void {
  spend(env, tokens.length - (env.counted as number));
  env.counted = tokens.length;
}

const spend = (env: Env, steps: number) => (env.spend as Spend)(steps);
