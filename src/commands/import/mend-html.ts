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

/** Marks that say no more when they are in themselves. */
const SAME = ['B STRONG', 'I EM', 'S DEL'].map(named);

/** More would keep turndown busy for a minute. */
const MAX_MARKS = 20_000;

const isBlock = ({ nodeName }: Node): boolean => BLOCKS.has(nodeName);
const isBreak = ({ nodeName }: Node): boolean => nodeName === 'BR';
const isEdge = (node: Node): boolean => isBreak(node) || (node.nodeType === 3 && (node.nodeValue ?? '').trim() === '');
const isContainer = (node: HTMLElement): boolean =>
  CONTAINERS.has(node.nodeName) || (node.nodeName === 'FIGURE' && !node.querySelector('figcaption'));
/** Whether words beside its blocks are paragraphs: of an item, unless the blocks are lists. */
const flowsIn = (node: HTMLElement): boolean =>
  node.nodeName === 'BLOCKQUOTE' ||
  (node.nodeName === 'LI' && childrenOf(node).some((child) => isBlock(child) && !/^[OU]L$/.test(child.nodeName)));
const isNeedless = ({ nodeName, id }: HTMLElement, marks: readonly Node[]): boolean =>
  (nodeName === 'SPAN' && !id) ||
  SAME.some((names) => names.has(nodeName) && marks.some((mark) => names.has(mark.nodeName)));
const copyOf = (node: HTMLElement): HTMLElement => node.cloneNode(false) as HTMLElement;
const all = (node: ParentNode, selector: string): HTMLElement[] =>
  Array.from(node.querySelectorAll<HTMLElement>(selector));

/** Not by `childNodes`: once a node has that list, each change of it costs domino its length. */
function childrenOf(node: Node): HTMLElement[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children as HTMLElement[];
}

/**
 * The HTML as a row of blocks: words that stand alone become paragraphs, plain containers are opened, marks go into the
 * blocks that they are around, and breaks and blanks at their edges stand outside. Throws RangeError if marks and
 * blocks are nested in each other more than any editor does.
 */
export function blocksOf(html: string): HTMLElement[] {
  const { body } = createDocument(html);
  for (const code of all(body, 'pre, code')) makePlain(code);
  const rows = copyOf(body);
  let count = 0;

  /** `around` are the marks around it; where blocks flow, words beside them are paragraphs. */
  function fill(into: HTMLElement, from: HTMLElement, around: readonly HTMLElement[], isFlow: boolean): void {
    let holder: HTMLElement | undefined; // of the words that come next
    let open: [mark: HTMLElement, copy: HTMLElement][] = [];
    let edges: Node[] = [];

    function add(node: Node, marks: readonly HTMLElement[]): void {
      // Two breaks in a row are where old editors ended a paragraph.
      if (!holder || (isFlow && edges.filter(isBreak).length > 1)) {
        holder = isFlow ? into.appendChild(body.ownerDocument.createElement('p')) : into;
        [open, edges] = [[], []];
      }
      while (open.some(([mark], index) => mark !== marks[index])) open.pop();
      let inner = open.at(-1)?.[1] ?? holder;
      for (const edge of edges) inner.appendChild(edge);
      for (const mark of marks.slice(open.length)) {
        if (++count > MAX_MARKS) throw new RangeError('Marks and blocks are nested in each other.');
        inner = inner.appendChild(copyOf(mark));
        open.push([mark, inner]);
      }
      inner.appendChild(node);
      edges = [];
    }

    function walk(parent: HTMLElement, marks: readonly HTMLElement[]): void {
      for (const child of childrenOf(parent)) {
        if (isEdge(child)) edges.push(child);
        else if (isBlock(child)) {
          holder = undefined;
          const before = into.lastElementChild;
          if (child.nodeName === 'PRE') into.appendChild(child);
          else if (isFlow && isContainer(child)) walk(child, marks);
          else fill(into.appendChild(copyOf(child)), child, marks, flowsIn(child));
          const first = before ? before.nextElementSibling : into.firstElementChild;
          if (first && child.id) first.id ||= child.id;
          holder = undefined;
        } else if (!INLINE.has(child.nodeName) || (child.id && child.innerHTML.trim() === '')) add(child, marks);
        else walk(child, isNeedless(child, marks) ? marks : [...marks, child]);
      }
    }

    walk(from, around);
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
