// A page as a browser reads it, for tests that look into it.

import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { Source } from '../../src/http/answer.ts';
import { textAt } from '../content-folder.ts';

export interface Found {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Found[];
}

export interface Page {
  readonly html: string;
  /** Every element of this name, in document order. */
  all(name: string): readonly Found[];
  /** The `content` of each `<meta>` of this name or property. */
  meta(name: string): readonly string[];
  /** The `href` of each link of this relation. */
  links(rel: string): readonly string[];
  /** The data for search engines. */
  data(): Record<string, unknown>;
}

export const pageAt = (source: Pick<Source, 'get'>, path: string): Page => pageOf(textAt(source, path));

export function pageOf(html: string): Page {
  const elements: Found[] = [];
  collect(parse(html), elements);
  const all = (name: string) => elements.filter((element) => element.name === name);
  const hasRel = ({ attributes: { rel = '' } }: Found, wanted: string) => rel.split(' ').includes(wanted);
  return {
    html,
    all,
    meta: (name) =>
      all('meta')
        .filter(({ attributes }) => attributes.name === name || attributes.property === name)
        .map(({ attributes }) => attributes.content ?? ''),
    links: (rel) =>
      [...all('link'), ...all('a')]
        .filter((element) => hasRel(element, rel))
        .map(({ attributes }) => attributes.href ?? ''),
    data: () => JSON.parse(all('script')[0]?.text ?? '{}'),
  };
}

type Node = DefaultTreeAdapterTypes.Node;

function collect(node: Node, elements: Found[]): Found | undefined {
  const element = 'tagName' in node ? node : undefined;
  const children: Found[] = [];
  const found = element && {
    name: element.tagName,
    attributes: Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])),
    text: textOf(node),
    children,
  };
  if (found) elements.push(found);
  for (const child of 'childNodes' in node ? node.childNodes : []) {
    const below = collect(child, elements);
    if (below) children.push(below);
  }
  return found;
}

function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
