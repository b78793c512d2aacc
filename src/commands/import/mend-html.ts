// What turndown gets wrong, put right in the tree before.

import { createDocument } from '@mixmark-io/domino';

const namesIn = (names: string): ReadonlySet<string> => new Set(names.toUpperCase().split(' '));

/** Blocks that Markdown has no word for, and that say nothing which their content does not say. */
const CONTAINERS = namesIn('address article aside div footer header hgroup main menu nav search section');

/** Where elements stand side by side with nothing between. */
const ROWS = namesIn('dl ol table tbody tfoot thead tr ul');

/** What stays HTML as a whole, with all that is in it. */
const KEPT = namesIn('details dl table figure');

const BLOCKS: ReadonlySet<string> = new Set([
  ...CONTAINERS,
  ...ROWS,
  ...namesIn('blockquote dd details dt figcaption figure h1 h2 h3 h4 h5 h6 hr li p pre summary td th'),
]);

const INLINE = namesIn('a abbr b cite code del dfn em i ins kbd mark q s samp small strong sub sup time u var');

/** Marks that say no more when they are in themselves. */
const TWICE = ['b b, b strong, strong b, strong strong', 'em em, em i, i em, i i', 's s, s del, del s, del del'];

/** More would keep turndown busy for a minute. */
const MAX_COPIES = 2000;

const isBlock = ({ nodeName }: Node): boolean => BLOCKS.has(nodeName);
const isBreak = ({ nodeName }: Node): boolean => nodeName === 'BR';
const isBlank = (node: Node): boolean => node.nodeType === 3 && (node.nodeValue ?? '').trim() === '';
const isEdge = (node: Node | null): node is ChildNode => node !== null && (isBreak(node) || isBlank(node));
const all = (node: ParentNode, selector: string): HTMLElement[] =>
  Array.from(node.querySelectorAll<HTMLElement>(selector));
/** Not by a selector for each name, which costs domino the square of what it finds. */
const inlineIn = (body: HTMLElement): HTMLElement[] => all(body, '*').filter(({ nodeName }) => INLINE.has(nodeName));
const isElement = (node: Node): node is HTMLElement => node.nodeType === 1;
const append = (node: Node, ...children: readonly Node[]): void =>
  children.forEach((child) => void node.appendChild(child));

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

/** Whether an element is kept as HTML, or one around it is. */
function isKept(node: Node | null): boolean {
  for (let each = node; each; each = each.parentNode) if (KEPT.has(each.nodeName)) return true;
  return false;
}

/**
 * The HTML as a row of blocks: words that stand alone become paragraphs, and plain containers are opened. Throws
 * RangeError if marks and blocks are nested in each other more than any editor does.
 */
export function blocksOf(html: string): HTMLElement[] {
  const { body } = createDocument(html);
  for (const selector of ['span:not([id])', ...TWICE])
    for (const node of all(body, selector).reverse()) replaceBy(node, childrenOf(node));
  for (const code of all(body, 'code')) partCode(code);
  pushMarksDown(body);
  for (const node of inlineIn(body).reverse()) moveEdgesOut(node);
  for (const pre of all(body, 'pre')) makePlain(pre);
  for (const heading of all(body, 'h1, h2, h3, h4, h5, h6')) putOnOneLine(heading);
  for (const node of [...all(body, '*').reverse(), body]) if (!isKept(node) || isBare(node)) openContainer(node);
  for (const paragraph of all(body, 'p')) splitAtBreaks(paragraph);
  setAnchors(body);
  return childrenOf(body)
    .filter(isElement)
    .filter((block) => !EMPTY.test(block.outerHTML));
}

const EMPTY = /^<(p|h\d)>\s*<\/\1>$/;

/** Code holds no marks in Markdown: a link in it becomes a link around it, other marks go. */
function partCode(code: HTMLElement): void {
  if (code.closest('pre') || !code.firstElementChild) return;
  const isApart = ({ nodeName }: Node) => nodeName === 'A' || nodeName === 'IMG' || BLOCKS.has(nodeName);
  for (const part of partedAt(code, isApart)) {
    const words = part.textContent;
    if (!part.querySelector('a, img')) part.textContent = words;
  }
}

/** An inline element around blocks: each block gets one of its own inside. */
function pushMarksDown(body: HTMLElement): void {
  const marks = inlineIn(body).reverse();
  const given = marks.length;
  for (const mark of marks) {
    if (!childrenOf(mark).some(isBlock)) continue;
    marks.push(...partedAt(mark, isBlock));
    if (marks.length - given > MAX_COPIES) throw new RangeError('Marks and blocks are nested in each other.');
  }
}

/** Parts an element at some of its children, which get copies of it inside; the rest is in copies. */
function partedAt(node: HTMLElement, isApart: (child: Node) => boolean): HTMLElement[] {
  const copies: HTMLElement[] = [];
  const copy = (): HTMLElement => {
    const made = node.cloneNode(false) as HTMLElement;
    node.removeAttribute('id'); // an id once
    copies.push(made);
    return made;
  };
  const wrapInside = (block: HTMLElement): void => {
    if (/^(?:HR|IMG|PRE)$/.test(block.nodeName)) return;
    if (ROWS.has(block.nodeName)) childrenOf(block).filter(isElement).forEach(wrapInside);
    else {
      const inside = copy();
      append(inside, ...childrenOf(block));
      append(block, inside);
    }
  };
  const placed = (made: HTMLElement): HTMLElement => {
    node.before(made);
    return made;
  };
  let open: HTMLElement | undefined;
  for (const child of childrenOf(node)) {
    if (isApart(child)) {
      node.before(child);
      wrapInside(child as HTMLElement);
      open = undefined;
    } else {
      open ??= placed(copy());
      append(open, child);
    }
  }
  node.remove();
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
  if (pre.querySelector('a, img') || isKept(pre)) return;
  const code = pre.ownerDocument.createElement('code');
  code.textContent = pre.textContent;
  pre.textContent = '';
  append(pre, code);
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
  if (isContainer || isItem || nodeName === 'BLOCKQUOTE' || nodeName === 'BODY') {
    let open: HTMLElement | undefined;
    for (const child of childrenOf(node)) {
      if (isBlock(child)) open = undefined;
      else if (open) append(open, child);
      else if (!isBlank(child)) {
        open = node.ownerDocument.createElement('p');
        child.before(open);
        append(open, child);
      }
    }
  }
  if (isContainer) {
    const first = node.firstElementChild;
    if (node.id && first && !first.id) first.id = node.id;
    replaceBy(node, childrenOf(node));
  }
}

/** Two breaks in a row are where old editors ended a paragraph. */
function splitAtBreaks(paragraph: HTMLElement): void {
  const parts: ChildNode[][] = [[]];
  let gap: ChildNode[] = [];
  for (const child of childrenOf(paragraph)) {
    if (isEdge(child)) gap.push(child);
    else {
      if (gap.filter(isBreak).length > 1) parts.push([]);
      const part = parts.at(-1) as ChildNode[];
      part.push(...(part.length > 0 ? gap : []), child);
      gap = [];
    }
  }
  for (const part of parts.filter(({ length }) => length > 0)) {
    const own = paragraph.cloneNode(false) as HTMLElement;
    append(own, ...part);
    paragraph.before(own);
  }
  paragraph.remove();
}

/** An anchor in each element that a link leads to: Markdown gives nothing else an id. */
function setAnchors(body: HTMLElement): void {
  const targets = new Set(all(body, 'a[href^="#"]').map((link) => link.getAttribute('href')?.slice(1)));
  for (const node of all(body, '[id]')) {
    const { id, nodeName } = node;
    if (targets.has(id) && (nodeName === 'A' || !/^(?:P|LI|H\d|T[DH]|SPAN|BLOCKQUOTE)$/.test(nodeName))) continue;
    node.removeAttribute('id');
    if (!targets.has(id)) continue;
    targets.delete(id);
    const anchor = body.ownerDocument.createElement('a');
    anchor.id = id;
    const first = node.firstElementChild;
    const holder = first?.nodeName === 'P' ? first : node;
    holder.insertBefore(anchor, holder.firstChild);
  }
}
