// XML: reads what `feed` drafted, and writes documents that hold any text.

import { xml2js } from 'xml-js';

/** An element in xml-js's compact form. `undefined` is not written; children keep their order. */
export interface Element {
  readonly _attributes?: Readonly<Record<string, string | number | undefined>>;
  /** Plain text. */
  readonly _text?: string | number;
  /** Plain text in a title of RSS. */
  readonly _title?: string;
  /** HTML source. */
  readonly _html?: string;
  /** Children that are written already, after all others. */
  readonly _written?: string;
  readonly [child: string]: unknown;
}

/** Reads what `feed` wrote. */
export const readXml = (xml: string): Element => xml2js(xml, { compact: true, cdataKey: '_text' }) as Element;

/** An element of plain text; undefined if there is none. */
export const text = (words: string | number | undefined): Element | undefined =>
  words === undefined || words === '' ? undefined : { _text: words };

/** A whole document of one element, two spaces to a level. */
export const writeXml = (name: string, element: Element): string =>
  `<?xml version="1.0" encoding="utf-8"?>${writeElement(name, element, '\n')}\n`;

/** An element, each of a list of elements, or no element; `indent` stands before it. */
export function writeElement(name: string, node: unknown, indent: string): string {
  if (node === undefined) return '';
  if (Array.isArray(node)) return node.map((each) => writeElement(name, each, indent)).join('');
  const { _attributes, _text, _title, _html, _written = '', ...children } = node as Element;
  const tag = `${indent}<${name}${_attributes ? writeAttributes(_attributes) : ''}`;
  if (_text !== undefined) return `${tag}>${escaped(String(_text), NAMED)}</${name}>`;
  if (_title !== undefined) return `${tag}>${escaped(_title, HEXADECIMAL)}</${name}>`;
  if (_html !== undefined) return `${tag}>${writeHtmlSource(_html)}</${name}>`;
  let content = '';
  for (const child in children) content += writeElement(child, children[child], `${indent}  `);
  content += _written;
  return content === '' ? `${tag}/>` : `${tag}>${content}${indent}</${name}>`;
}

function writeAttributes(attributes: NonNullable<Element['_attributes']>): string {
  let written = '';
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) written += ` ${name}="${escaped(String(value), NAMED)}"`;
  }
  return written;
}

/** One CDATA section: fast-xml-parser refuses a document with more than 1,000 references. A reader drops a `\r` there. */
const writeHtmlSource = (html: string): string =>
  /\]\]>|\r/.test(html) ? escaped(html, NAMED) : `<![CDATA[${html}]]>`;

const escaped = (words: string, references: Readonly<Record<string, string>>): string =>
  /[&<>"\r]/.test(words) ? words.replace(/[&<>"\r]/g, (c) => references[c] ?? c) : words;

const NAMED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };

/** https://www.rssboard.org/rss-profile#data-types-characterdata: only in titles, since two readers show them raw elsewhere. */
const HEXADECIMAL = { '&': '&#x26;', '<': '&#x3C;', '>': '&#x3E;', '"': '&#x22;', '\r': '&#xD;' };
