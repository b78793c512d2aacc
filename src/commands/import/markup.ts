// Markup from elsewhere: XML as a plain tree, what a text is by its first element, and where XML breaks.

import { Parser } from 'htmlparser2';

export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  /** The words directly in it. */
  readonly text: string;
}

const DEEPEST = 500;

/** The elements of an XML document; what is never closed ends with its parent. Throws RangeError if nested too deep. */
export function parseXml(xml: string): Tag {
  const root = { name: '', attributes: {}, tags: [] as Tag[], text: '' };
  const open = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const tag = { name, attributes, tags: [], text: '' };
        open.at(-1)?.tags.push(tag);
        if (open.push(tag) > DEEPEST) throw new RangeError('The XML is nested too deep.');
      },
      ontext(words) {
        const tag = open.at(-1);
        if (tag) tag.text += words;
      },
      onclosetag: () => void open.pop(),
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return root;
}

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
