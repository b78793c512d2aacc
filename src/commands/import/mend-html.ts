// What turndown gets wrong, put right before: the tree of clean HTML, and the marks in plain words.

import { isTag, type Piece, parseTree, type Tag, textIn } from './html-tree.ts';

/** The HTML as a row of blocks: words that stand alone become paragraphs, and plain containers are opened. */
export const blocksOf = (html: string): Tag[] => blocksIn(parseTree(anchored(html)).flatMap(mended));

/** Elements that are a block of their own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside audio blockquote body dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul video'.split(
    ' ',
  ),
);

/** Blocks that Markdown has no word for, and that say nothing which their content does not say. */
const CONTAINERS = new Set('address article aside div footer header hgroup main menu nav search section'.split(' '));

/** Where words and elements stand side by side with nothing but blocks allowed between. */
const ROWS = new Set('dl menu ol table tbody tfoot thead tr ul'.split(' '));

/** Marks that say no more when they are in themselves. */
const SAME: Readonly<Record<string, string>> = { b: 'strong', strong: 'strong', em: 'em', i: 'em', s: 's', del: 's' };

const isBlock = (piece: Piece): piece is Tag => isTag(piece) && BLOCKS.has(piece.name);
const isOtherThanList = (piece: Piece): boolean => isBlock(piece) && !/^[ou]l$/.test(piece.name);
const isBreak = (piece: Piece | undefined): boolean => isTag(piece) && piece.name === 'br';
const isBlank = (piece: Piece): boolean => typeof piece === 'string' && piece.trim() === '';
const SHOWN = new Set('audio hr img source video'.split(' '));
const says = (piece: Piece): boolean =>
  isTag(piece)
    ? SHOWN.has(piece.name) || piece.attributes.id !== undefined || piece.children.some(says)
    : !isBlank(piece);

function mended(piece: Piece): readonly Piece[] {
  if (!isTag(piece)) return [piece];
  if (piece.name === 'pre') return [{ ...piece, children: codeIn(piece.children) }];
  const tag = { ...piece, children: piece.children.flatMap(mended) };
  if (tag.name === 'code') return tag.children.some(isBlock) ? pushedDown(tag).flatMap(mended) : codeOutside(tag);
  if (ROWS.has(tag.name)) return [{ ...tag, children: tag.children.filter((child) => !isBlank(child)) }];
  if (/^h\d$/.test(tag.name)) return says(tag) ? [{ ...tag, children: onOneLine(tag.children) }] : [];
  if (tag.name === 'blockquote' || (tag.name === 'li' && tag.children.some(isOtherThanList)))
    return [{ ...tag, children: blocksIn(tag.children) }];
  if (tag.name === 'figure' && !tag.children.some((child) => isTag(child) && child.name === 'figcaption'))
    return [{ ...tag, name: 'div' }];
  return BLOCKS.has(tag.name) || tag.children.length === 0 ? [tag] : pushedDown(unmarked(tag)).flatMap(withoutEdges);
}

const onOneLine = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece) => {
    if (isBreak(piece)) return [' '];
    return isTag(piece) && (piece.name === 'p' || CONTAINERS.has(piece.name))
      ? [' ', ...onOneLine(piece.children), ' ']
      : [piece];
  });

/** The words of a `pre`, whose lines some end with tags; links in it stay, and with them the HTML. */
function codeIn(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.flatMap((piece): readonly Piece[] => {
    if (!isTag(piece)) return [piece];
    if (piece.name === 'br') return ['\n'];
    const children = codeIn(piece.children);
    return /^(?:a|code|img)$/.test(piece.name) ? [{ ...piece, children }] : children;
  });
}

/** Code holds no marks in Markdown: a link in it becomes a link around it, other marks go. */
function codeOutside({ attributes, children }: Tag): Piece[] {
  const code = (inside: readonly Piece[]): Piece => ({ name: 'code', attributes, children: [textIn(inside)] });
  return runsOf(children, (child) => isTag(child) && /^(?:a|img)$/.test(child.name)).flatMap((run): Piece[] => {
    const [first] = run;
    if (!isTag(first) || !/^(?:a|img)$/.test(first.name)) return textIn(run) === '' ? [] : [code(run)];
    return [first.name === 'img' ? first : { ...first, children: textIn(run) === '' ? first.children : [code(run)] }];
  });
}

/** Pieces in runs; those that are `alone` are a run each. */
function runsOf(pieces: readonly Piece[], alone: (piece: Piece) => boolean): Piece[][] {
  const runs: Piece[][] = [];
  let isOpen = false;
  for (const piece of pieces) {
    if (isOpen && !alone(piece)) runs.at(-1)?.push(piece);
    else runs.push([piece]);
    isOpen = !alone(piece);
  }
  return runs;
}

/** An inline element around blocks: each block gets one of its own inside. */
function pushedDown(tag: Tag): Piece[] {
  if (!tag.children.some(isBlock)) return withoutOwn(tag);
  let { attributes } = tag;
  return runsOf(tag.children, isBlock).flatMap((run): Piece[] => {
    const [first] = run;
    if (first && isBlock(first)) return [says(first) ? inEach(first, tag) : first];
    const piece = { ...tag, attributes, children: run };
    const { id: _, ...others } = attributes;
    attributes = others; // an id once
    return run.every(isBlank) ? run : [piece];
  });
}

const isLink = (piece: Piece | undefined): boolean => isTag(piece) && piece.name === 'a';

/** A link holds no other, not even a target. */
function withoutOwn(tag: Tag): Piece[] {
  if (tag.name !== 'a' || !tag.children.some(isLink)) return [tag];
  return runsOf(tag.children, isLink).flatMap((run) => (isLink(run[0]) ? run : [{ ...tag, children: run }]));
}

function inEach(block: Tag, { name, attributes: { id: _, ...attributes } }: Tag): Tag {
  if (block.name === 'hr' || block.name === 'pre') return block;
  if (ROWS.has(block.name)) {
    return {
      ...block,
      children: block.children.map((child) =>
        isTag(child) ? inEach(child, { name, attributes, children: [] }) : child,
      ),
    };
  }
  return { ...block, children: pushedDown({ name, attributes, children: block.children }) };
}

function unmarked(tag: Tag): Tag {
  const mark = SAME[tag.name];
  const open = (pieces: readonly Piece[]): Piece[] =>
    pieces.flatMap((piece) => {
      if (!isTag(piece)) return [piece];
      return SAME[piece.name] === mark ? open(piece.children) : [{ ...piece, children: open(piece.children) }];
    });
  return mark === undefined ? tag : { ...tag, children: open(tag.children) };
}

/** An inline element without breaks at its inner edges, which stand outside then; one that says nothing goes. */
function withoutEdges(piece: Piece): readonly Piece[] {
  if (!isTag(piece) || BLOCKS.has(piece.name)) return [piece];
  if (!says(piece)) return piece.children.filter((child) => !isTag(child) || isBreak(child));
  const isEdge = (child: Piece) => isBreak(child) || isBlank(child);
  const first = piece.children.findIndex((child) => !isEdge(child));
  const last = piece.children.findLastIndex((child) => !isEdge(child));
  if (first < 0) return [piece];
  const { children } = piece;
  return [
    ...children.slice(0, first),
    { ...piece, children: children.slice(first, last + 1) },
    ...children.slice(last + 1),
  ];
}

function blocksIn(pieces: readonly Piece[]): Tag[] {
  return runsOf(pieces, isBlock).flatMap((run): Tag[] => {
    const [first] = run;
    if (!first || !isBlock(first)) return paragraphsOf(run, {});
    if (CONTAINERS.has(first.name) || (first.name === 'p' && first.children.some(isBlock)))
      return blocksIn(first.children);
    return first.name === 'p' ? paragraphsOf(first.children, first.attributes) : [first];
  });
}

/** Two breaks in a row are where old editors ended a paragraph. */
function paragraphsOf(pieces: readonly Piece[], attributes: Tag['attributes']): Tag[] {
  const paragraphs: Piece[][] = [[]];
  for (const piece of pieces) {
    const open = paragraphs.at(-1) as Piece[];
    const last = open.findLastIndex((each) => !isBlank(each));
    if (isBreak(piece) && isBreak(open[last])) {
      open.splice(last);
      paragraphs.push([]);
    } else if (!isBreak(piece) || last >= 0) open.push(piece);
  }
  return paragraphs.flatMap((children) => {
    const end = children.findLastIndex((child) => !isBreak(child) && !isBlank(child)) + 1;
    return children.some(says) ? [{ name: 'p', attributes, children: children.slice(0, end) }] : [];
  });
}

/** The HTML with an anchor in each element that a link in it leads to: Markdown gives nothing else an id. */
function anchored(html: string): string {
  const targets = new Set([...html.matchAll(/\shref="#([^"]+)"/g)].map(([, id]) => id));
  const linked = html.replace(/(<a\s[^<>]*?)\sid="([^"]+)"/g, (tag, start, id) => (targets.has(id) ? tag : start));
  return linked.replace(ELEMENT_WITH_ID, (tags, id) => (targets.has(id) ? `${tags}<a id="${id}"></a>` : tags));
}

const ELEMENT_WITH_ID =
  /<(?:p|li|h[1-6]|td|th|div|section|blockquote)(?:\s[^<>]*)?\sid="([^"]+)"[^<>]*>(?:\s*<p(?:\s[^<>]*)?>)?/g;

/** One line of text, or a piece of one, with a backslash before every character that Markdown would take for a mark. */
export function escapeMarkdown(text: string): string {
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 0 ? escapeMarks(part) : address(part)))
    .join('')
    .replace(LINE_MARK, '$1\\$2')
    .replace(NUMBER, '$1\\$2');
}

/** Addresses become links by themselves, so that a backslash would become part of them. */
const ADDRESS = /(https?:\/\/[^\s<>]*[^\s<>.,;:!?'"()[\]*_~`\\])/i;

const address = (url: string): string => (/[*_`~[\]\\&]/.test(url) ? `<${url}>` : url);

const escapeMarks = (text: string): string =>
  text
    .replace(/[\\`*[\]]/g, '\\$&')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/~(?=~)|(?<=~)~/g, '\\~')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');

/** What makes a line a heading, a quote, a list, a rule, a table's head or a fence. */
const LINE_MARK = /^(\s*)([#>|]|[-+](?=\s|$|-)|=(?==*\s*$)|~(?=~~))/;
const NUMBER = /^(\s*\d{1,9})([.)])(?=\s|$)/;
