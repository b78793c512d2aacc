// HTML put in order for turndown: a row of blocks, with what it gets wrong put right before.

import { createDocument } from '@mixmark-io/domino';

const named = (names: string): ReadonlySet<string> => new Set(names.toUpperCase().split(' '));

/** Blocks that Markdown has no word for, and that say nothing which their content does not say. */
const CONTAINERS = named('address article aside div footer header hgroup main menu nav p search section');

const BLOCKS: ReadonlySet<string> = new Set([
  ...CONTAINERS,
  ...named('blockquote dd details dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol pre summary'),
  ...named('table tbody td tfoot th thead tr ul'),
]);

const INLINE = named('a abbr b cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var');

/** More would keep turndown busy for a minute. */
const MAX_COPIES = 2000;

const isBlock = ({ nodeName }: Node): boolean => BLOCKS.has(nodeName);
const isBreak = ({ nodeName }: Node): boolean => nodeName === 'BR';
const isEdge = (node: Node): boolean => isBreak(node) || (node.nodeType === 3 && (node.nodeValue ?? '').trim() === '');
const isContainer = (node: HTMLElement): boolean =>
  CONTAINERS.has(node.nodeName) || (node.nodeName === 'FIGURE' && !node.querySelector('figcaption'));
/** Whether words beside its blocks are paragraphs: of an item, unless the blocks are lists. */
const flowsIn = (node: HTMLElement): boolean =>
  node.nodeName === 'BLOCKQUOTE' ||
  (node.nodeName === 'LI' && childrenOf(node).some((child) => isBlock(child) && !/^[OU]L$/.test(child.nodeName)));
const copyOf = (node: HTMLElement): HTMLElement => node.cloneNode(false) as HTMLElement;
const all = (node: ParentNode, selector: string): HTMLElement[] =>
  Array.from(node.querySelectorAll<HTMLElement>(selector));

/** Not by `childNodes` (nor `replaceWith`): once a node has that list, each change of it costs domino its length. */
function childrenOf(node: Node): HTMLElement[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children as HTMLElement[];
}

/**
 * The HTML as a row of blocks: words that stand alone become paragraphs, plain containers are opened, and an inline
 * element around blocks goes into each of them. Throws RangeError if these are nested in each other more than any
 * editor does.
 */
export function blocksOf(html: string): HTMLElement[] {
  const { body } = createDocument(html);
  const rows = copyOf(body);
  for (const code of all(body, 'pre, code')) makePlain(code);
  // Not by a selector for each name, which costs domino the square of what it finds.
  for (const node of all(body, '*').reverse()) {
    if (INLINE.has(node.nodeName)) moveEdgesOut(node);
    if (isNeedless(node)) unwrap(node);
  }
  const holders = new Set<Node>(); // of blocks
  for (const block of all(body, '*').filter(isBlock))
    for (let node = block.parentNode; node && !holders.has(node); node = node.parentNode) holders.add(node);
  let copies = 0;

  /** `marks` are the inline elements around it; where blocks flow, words beside them are paragraphs. */
  function fill(into: HTMLElement, from: Node, marks: readonly HTMLElement[], isFlow: boolean): void {
    let open: HTMLElement | undefined;
    let edges: Node[] = [];
    for (const child of childrenOf(from)) {
      if (isEdge(child)) {
        edges.push(child);
        continue;
      }
      // Two breaks in a row are where old editors ended a paragraph.
      if (isFlow && edges.filter(isBreak).length > 1) open = undefined;
      if (isBlock(child) || holders.has(child)) {
        open = undefined;
        if (!isBlock(child)) fill(into, child, [...marks, child], isFlow);
        else if (isFlow && isContainer(child)) {
          const before = into.lastElementChild;
          fill(into, child, marks, true);
          const first = before ? before.nextElementSibling : into.firstElementChild;
          if (first && child.id) first.id ||= child.id;
        } else if (child.nodeName === 'PRE') into.appendChild(child);
        else fill(into.appendChild(copyOf(child)), child, marks, flowsIn(child));
      } else {
        if (!open) {
          copies += marks.length;
          if (copies > MAX_COPIES) throw new RangeError('Marks and blocks are nested in each other.');
          const around = isFlow ? [body.ownerDocument.createElement('p'), ...marks] : marks;
          open = around.reduce((holder, mark) => holder.appendChild(copyOf(mark)), into);
          edges = [];
        }
        for (const node of [...edges, child]) open.appendChild(node);
      }
      edges = [];
    }
  }

  fill(rows, body, [], true);
  setAnchors(rows);
  return childrenOf(rows);
}

/** Code holds no marks in Markdown, and its lines end without tags. With links, pictures or blocks it stays as it is. */
function makePlain(code: HTMLElement): void {
  for (const node of all(code, 'br')) {
    node.before('\n');
    node.remove();
  }
  if (all(code, '*').some((node) => isBlock(node) || /^(?:A|IMG)$/.test(node.nodeName))) return;
  const words = code.textContent;
  code.textContent = words;
  if (code.nodeName === 'PRE') code.innerHTML = `<code>${code.innerHTML}</code>`;
}

/** Plain text around words, and a mark that says no more when it is in itself. */
const isNeedless = (node: HTMLElement): boolean =>
  (node.nodeName === 'SPAN' && !node.id) ||
  ['b, strong', 'em, i', 's, del'].some((mark) => node.matches(mark) && node.parentElement?.closest(mark));

function unwrap(node: HTMLElement): void {
  for (const child of childrenOf(node)) node.before(child);
  node.remove();
}

/** Breaks and blanks at the inner edges of a mark stand outside; one that says nothing goes. */
function moveEdgesOut(node: HTMLElement): void {
  while (node.firstChild && isEdge(node.firstChild)) node.before(node.firstChild);
  while (node.lastChild && isEdge(node.lastChild)) node.after(node.lastChild);
  if (!node.firstChild && !node.id) node.remove();
}

/** An anchor in, or before, each element that a link leads to: Markdown gives nothing else an id. */
function setAnchors(body: HTMLElement): void {
  const targets = new Set(all(body, 'a[href^="#"]').map((link) => link.getAttribute('href')?.slice(1)));
  for (const node of all(body, '[id]')) {
    const { id, nodeName } = node;
    const isTarget = targets.delete(id);
    if (isTarget && /^(?:A|SUP)$/.test(nodeName)) continue;
    node.removeAttribute('id'); // an id once
    if (!isTarget) continue;
    const anchor = body.ownerDocument.createElement('a');
    anchor.id = id;
    const holder = node.querySelector('p') ?? node;
    if (HOLDER.test(nodeName)) holder.insertBefore(anchor, holder.firstChild);
    else node.before(anchor);
  }
}

const HOLDER = /^(?:BLOCKQUOTE|D[DT]|H\d|LI|P|T[DH])$/;
