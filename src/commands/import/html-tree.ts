// HTML and XML from elsewhere as plain trees: parsed, searched and printed again.

import { Parser } from 'htmlparser2';

export type Piece = string | Tag;

export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Piece[];
}

const DEEPEST = 500;

/** The tree of a text; what is never closed ends with its parent. Throws RangeError where it is nested too deep. */
export function parseTree(text: string, xmlMode = false): Piece[] {
  const root: Piece[] = [];
  const open: Piece[][] = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const children: Piece[] = [];
        open.at(-1)?.push({ name, attributes, children });
        if (open.push(children) > DEEPEST) throw new RangeError('The HTML is nested too deep.');
      },
      ontext: (words) => {
        const pieces = open.at(-1) as Piece[];
        const last = pieces.at(-1);
        if (typeof last === 'string') pieces[pieces.length - 1] = last + words;
        else pieces.push(words);
      },
      onclosetag: () => void open.pop(),
    },
    { xmlMode, decodeEntities: true },
  );
  parser.end(text);
  return root;
}

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** A tree as HTML. */
export const printTree = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => {
      if (typeof piece === 'string') return escaped(piece);
      const { name, attributes, children } = piece;
      const start = startTagOf(name, attributes);
      return VOID.has(name) ? start : `${start}${printTree(children)}</${name}>`;
    })
    .join('');

export const startTagOf = (name: string, attributes: Tag['attributes']): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value.replace(/\s+/g, ' ')).replace(/"/g, '&quot;')}"`)
    .join('')}>`;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** HTML as a block of its own in Markdown: it ends at the first empty line (CommonMark §4.6), so it has none. */
export function htmlBlock(html: string): string {
  return html
    .replace(/<pre\b.*?<\/pre>/gis, (code) => code.replace(/\n/g, '&#10;'))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

export const textIn = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : textIn(piece.children))).join('');

export const isTag = (piece: Piece | undefined): piece is Tag => typeof piece === 'object';

/** Every element with one of these names, outermost first. */
export const tagsIn = (pieces: readonly Piece[], names: ReadonlySet<string>): Tag[] =>
  pieces.filter(isTag).flatMap((tag) => [...(names.has(tag.name) ? [tag] : []), ...tagsIn(tag.children, names)]);

/** The name of the first element in lower case, past comments and declarations; undefined if there is none. */
export function rootOf(text: string): string | undefined {
  let root: string | undefined;
  const onopentagname = (name: string) => {
    root ??= name.toLowerCase();
  };
  const parser = new Parser({ onopentagname }, { xmlMode: true });
  parser.end(text.slice(0, 65_536));
  return root;
}

/** The first feed that a page's head names, absolute; undefined if there is none. */
export function feedNamedIn(html: string, address: string): string | undefined {
  let [base, feed]: [string, string | undefined] = [address, undefined];
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href = '' }) {
      if (name === 'base' && URL.canParse(href, address)) base = new URL(href, address).href;
      const isFeed = /^application\/(?:(?:rss|atom)(?:\+xml)?|rdf\+xml|feed\+json)\s*(?:;|$)/i.test(type.trim());
      if (name === 'link' && isFeed && /(?:^|\s)alternate(?:\s|$)/i.test(rel)) feed ??= href.trim();
    },
  });
  parser.end(html);
  return feed && URL.canParse(feed, base) ? new URL(feed, base).href : undefined;
}

/** Where XML first breaks, such as `line 12: <item> has no end`; undefined if nothing is found. */
export function breakInXml(xml: string): string | undefined {
  const open: { name: string; at: number }[] = [];
  let found: string | undefined;
  const lineAt = (index: number) => xml.slice(0, index).split('\n').length;
  const parser: Parser = new Parser(
    {
      onopentag: (name) => void open.push({ name, at: parser.startIndex }),
      onclosetag(name, isImplied) {
        const started = open.pop();
        // An empty element closes itself where it began.
        const isEmpty = started?.at === parser.startIndex && xml[parser.endIndex - 1] === '/';
        if (isImplied && started && !isEmpty) found ??= `line ${lineAt(started.at)}: <${name}> has no end`;
      },
    },
    { xmlMode: true, recognizeSelfClosing: true },
  );
  parser.end(xml);
  return found;
}
