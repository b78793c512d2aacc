// What turndown gets wrong, put right in the tree before.

import { createDocument } from '@mixmark-io/domino';

const named = (names: string): ReadonlySet<string> => new Set(names.toUpperCase().split(' '));

/** Blocks that Markdown has no word for, and that say nothing which their content does not say. */
const CONTAINERS = named('address article aside div footer header hgroup main menu nav search section');

const BLOCKS: ReadonlySet<string> = new Set([
  ...CONTAINERS,
  ...named('blockquote dd details dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary'),
  ...named('table tbody td tfoot th thead tr ul'),
]);

const INLINE = named('a abbr b cite code del dfn em i ins kbd mark q s samp small strong sub sup time u var');

/** What stays HTML as a whole, with all that is in it. */
const KEPT = 'details, dl, table, figure';

/** Plain text around words, and marks that say no more when they are in themselves. */
const NEEDLESS = [
  ...['span:not([id])', 'b b, b strong, strong b, strong strong'],
  ...['em em, em i, i em, i i', 's s, s del, del s, del del'],
];

/** More would keep turndown busy for a minute. */
const MAX_COPIES = 2000;

const isBlock = ({ nodeName }: Node): boolean => BLOCKS.has(nodeName);
const isBreak = (node: Node | undefined): boolean => node?.nodeName === 'BR';
const isBlank = (node: Node): boolean => node.nodeType === 3 && (node.nodeValue ?? '').trim() === '';
const isEdge = (node: Node | null): node is ChildNode => node !== null && (isBreak(node) || isBlank(node));
const isElement = (node: Node): node is HTMLElement => node.nodeType === 1;
const all = (node: ParentNode, selector: string): HTMLElement[] =>
  Array.from(node.querySelectorAll<HTMLElement>(selector));
/** Not by a selector for each name, which costs domino the square of what it finds. */
const inlineIn = (body: HTMLElement): HTMLElement[] => all(body, '*').filter(({ nodeName }) => INLINE.has(nodeName));

/** Not by `childNodes` (nor `replaceWith`): once a node has that list, each change of it costs domino its length. */
function childrenOf(node: Node): ChildNode[] {
  const children: ChildNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

function replaceBy(node: ChildNode, nodes: readonly (Node | string)[]): void {
  node.before(...nodes);
  node.remove();
}

/** Puts an element around each run of children that are not apart, unless it is blank. The elements. */
function wrapRuns(node: Node, isApart: (child: Node) => boolean, make: () => HTMLElement): HTMLElement[] {
  const made: HTMLElement[] = [];
  let open: HTMLElement | undefined;
  for (const child of childrenOf(node)) {
    if (isApart(child)) open = undefined;
    else if (open || !isBlank(child)) {
      if (!open) {
        open = make();
        child.before(open);
        made.push(open);
      }
      open.appendChild(child);
    }
  }
  return made;
}

/**
 * The HTML as a row of blocks: words that stand alone become paragraphs, and plain containers are opened. Throws
 * RangeError if marks and blocks are nested in each other more than any editor does.
 */
export function blocksOf(html: string): HTMLElement[] {
  const { body } = createDocument(html);
  for (const selector of NEEDLESS) for (const node of all(body, selector).reverse()) replaceBy(node, childrenOf(node));
  for (const code of all(body, 'code')) makeCodePlain(code);
  pushMarksDown(body);
  for (const node of inlineIn(body).reverse()) moveEdgesOut(node);
  for (const pre of all(body, 'pre')) makePlain(pre);
  for (const heading of all(body, 'h1, h2, h3, h4, h5, h6')) putOnOneLine(heading);
  for (const node of [...all(body, '*').reverse(), body]) if (!node.closest(KEPT) || isBare(node)) openContainer(node);
  for (const paragraph of all(body, 'p')) splitAtBreaks(paragraph);
  setAnchors(body);
  return childrenOf(body)
    .filter(isElement)
    .filter((block) => !EMPTY.test(block.outerHTML));
}

const EMPTY = /^<(p|h\d)>\s*<\/\1>$/;

/** Code holds no marks in Markdown: a link in it becomes a link around it, other marks go. */
function makeCodePlain(code: HTMLElement): void {
  if (code.closest('pre') || !code.firstElementChild) return;
  const isApart = (node: Node) => /^(?:A|IMG)$/.test(node.nodeName) || isBlock(node);
  for (const part of pushDown(code, isApart)) {
    const words = part.textContent;
    if (!part.querySelector('a, img')) part.textContent = words;
  }
}

/** An inline element around blocks: each block gets one of its own inside. */
function pushMarksDown(body: HTMLElement): void {
  let copies = 0;
  for (const mark of inlineIn(body).reverse()) {
    if (childrenOf(mark).some(isBlock)) copies += pushDown(mark, isBlock).length;
    if (copies > MAX_COPIES) throw new RangeError('Marks and blocks are nested in each other.');
  }
}

/** Takes an element away from around those that are apart: copies of it are inside these, and around what is between. */
function pushDown(mark: HTMLElement, isApart: (node: Node) => boolean): HTMLElement[] {
  const copyOfMark = (): HTMLElement => {
    const copy = mark.cloneNode(false) as HTMLElement;
    mark.removeAttribute('id'); // an id once
    return copy;
  };
  const within = (node: Node): HTMLElement[] => {
    const inner = childrenOf(node).filter((child) => isApart(child) && child.nodeName !== 'PRE');
    return [...wrapRuns(node, isApart, copyOfMark), ...inner.flatMap(within)];
  };
  const copies = within(mark);
  replaceBy(mark, childrenOf(mark));
  return copies;
}

/** Breaks and blanks at the inner edges of a mark stand outside; one that says nothing goes. */
function moveEdgesOut(node: HTMLElement): void {
  while (isEdge(node.firstChild)) node.before(node.firstChild);
  while (isEdge(node.lastChild)) node.after(node.lastChild);
  if (!node.firstChild && !node.id) node.remove();
}

/** The words of a `pre`, whose lines some end with tags. One with a link stays HTML. */
function makePlain(pre: HTMLElement): void {
  for (const node of all(pre, 'br')) replaceBy(node, ['\n']);
  if (pre.querySelector('a, img') || pre.closest(KEPT)) return;
  const code = pre.ownerDocument.createElement('code');
  code.textContent = pre.textContent;
  pre.textContent = '';
  pre.appendChild(code);
}

function putOnOneLine(heading: HTMLElement): void {
  for (const node of all(heading, '*').reverse())
    if (isBlock(node) || isBreak(node)) replaceBy(node, [' ', ...childrenOf(node), ' ']);
}

const isBare = (node: HTMLElement): boolean =>
  node.nodeName === 'FIGURE' && !childrenOf(node).some(({ nodeName }) => nodeName === 'FIGCAPTION');

/** Words beside blocks become paragraphs; what only holds blocks is opened. */
function openContainer(node: HTMLElement): void {
  const { nodeName } = node;
  const isContainer = CONTAINERS.has(nodeName) || isBare(node);
  const isItem =
    nodeName === 'LI' && childrenOf(node).some((child) => isBlock(child) && !/^[OU]L$/.test(child.nodeName));
  if (isContainer || isItem || nodeName === 'BLOCKQUOTE' || nodeName === 'BODY')
    wrapRuns(node, isBlock, () => node.ownerDocument.createElement('p'));
  if (!isContainer) return;
  const first = node.firstElementChild;
  if (node.id && first && !first.id) first.id = node.id;
  replaceBy(node, childrenOf(node));
}

/** Two breaks in a row are where old editors ended a paragraph. */
function splitAtBreaks(paragraph: HTMLElement): void {
  const said = childrenOf(paragraph).filter((child) => !isBlank(child));
  const isEnd = (child: Node, index: number) => isBreak(child) && [said[index - 1], said[index + 1]].some(isBreak);
  const ends = new Set<Node>(said.filter(isEnd));
  const parts = wrapRuns(
    paragraph,
    (child) => ends.has(child),
    () => paragraph.cloneNode(false) as HTMLElement,
  );
  parts.forEach(moveEdgesOut);
  replaceBy(
    paragraph,
    parts.filter(({ firstChild }) => firstChild),
  );
}

/** An anchor in each element that a link leads to: Markdown gives nothing else an id. */
function setAnchors(body: HTMLElement): void {
  const targets = new Set(all(body, 'a[href^="#"]').map((link) => link.getAttribute('href')?.slice(1)));
  for (const node of all(body, '[id]')) {
    const { id, nodeName, firstElementChild: first } = node;
    const isTarget = targets.delete(id);
    if (isTarget && !/^(?:P|LI|H\d|T[DH]|SPAN|BLOCKQUOTE)$/.test(nodeName)) continue;
    node.removeAttribute('id');
    if (!isTarget) continue;
    const anchor = body.ownerDocument.createElement('a');
    anchor.id = id;
    const holder = first?.nodeName === 'P' ? first : node;
    holder.insertBefore(anchor, holder.firstChild);
  }
}
