// Markup from elsewhere: XML as a tree, what a text is by its first element, and where XML breaks.

import { DomUtils, Parser, parseDocument } from 'htmlparser2';

/** An element of XML. */
export type Tag = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** The elements of this name directly in another one. */
export const tagsIn = (tag: Pick<Tag, 'children'> | undefined, name: string): Tag[] =>
  DomUtils.getElementsByTagName(name, tag?.children ?? [], false);

/** The words in an element: throws RangeError if it is nested too deep. */
export const textIn = (tag: Tag | undefined): string => DomUtils.textContent(tag ?? []).trim();

/** XML as it can be understood: what is never closed ends with its parent. */
export const parseXml = (xml: string) => parseDocument(xml, { xmlMode: true });

/** The name of the first element in lower case, past comments and declarations; `html` for a page that leaves its tag out. */
export function rootOf(text: string): string | undefined {
  const start = parseXml(text.slice(0, 65_536));
  const isPage = start.children.some((node) => 'data' in node && /^!doctype\s+html\b/i.test(node.data));
  const root = tagsIn(start, '*')[0]?.name.toLowerCase();
  return isPage || /^(?:body|head|link|meta|title)$/.test(root ?? '') ? 'html' : root;
}

/** The first feed that a page's head names, absolute; undefined if there is none. */
export function feedNamedIn(html: string, address: string): string | undefined {
  const page = parseDocument(html);
  const base = DomUtils.getElementsByTagName('base', page)[0]?.attribs.href ?? '';
  const feed = DomUtils.getElementsByTagName('link', page).find(({ attribs: { rel = '', type = '' } }) => {
    const isFeed = /^application\/(?:(?:rss|atom)(?:\+xml)?|rdf\+xml|feed\+json)\s*(?:;|$)/i.test(type.trim());
    return isFeed && /(?:^|\s)alternate(?:\s|$)/i.test(rel);
  });
  const [from, href] = [URL.canParse(base, address) ? new URL(base, address) : address, feed?.attribs.href?.trim()];
  return href && URL.canParse(href, from) ? new URL(href, from).href : undefined;
}

/** Where XML first breaks, such as `line 12: <item> has no end`; undefined if nothing is found. */
export function breakInXml(xml: string): string | undefined {
  const starts: number[] = []; // of the elements that are open
  let found: string | undefined;
  const onopentag = () => void starts.push(parser.startIndex);
  const onclosetag = (name: string, isImplied: boolean) => {
    const start = starts.pop() ?? 0;
    // An empty element closes itself where it began.
    const isEmpty = start === parser.startIndex && xml[parser.endIndex - 1] === '/';
    if (isImplied && !isEmpty) found ??= `line ${xml.slice(0, start).split('\n').length}: <${name}> has no end`;
  };
  const parser = new Parser({ onopentag, onclosetag }, { xmlMode: true });
  parser.end(xml);
  return found;
}
