// XML: reads what `feed` drafted, and writes documents that hold any text.

import { xml2js } from 'xml-js';

/**
 * An element in xml-js's compact form; children keep their order. A child may be plain text, an element, or a list of
 * these; `undefined` and empty text are not written.
 */
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

/** A whole document of one element, two spaces to a level. */
export const writeXml = (name: string, element: Element): string =>
  `<?xml version="1.0" encoding="utf-8"?>${writeElement(name, element, '\n')}\n`;

/** A child of this name; `indent` stands before it. */
export function writeElement(name: string, child: unknown, indent: string): string {
  if (child === undefined || child === '') return '';
  if (Array.isArray(child)) return child.map((each) => writeElement(name, each, indent)).join('');
  const element = typeof child === 'object' ? (child as Element) : { _text: child as string | number };
  const { _attributes, _text, _title, _html, _written = '', ...children } = element;
  const tag = `${indent}<${name}${_attributes ? writeAttributes(_attributes) : ''}`;
  if (_text !== undefined) return `${tag}>${escaped(String(_text), NAMED)}</${name}>`;
  if (_title !== undefined) return `${tag}>${escaped(_title, HEXADECIMAL)}</${name}>`;
  if (_html !== undefined) return `${tag}>${writeHtmlSource(_html)}</${name}>`;
  const written = Object.entries(children).map(([name, each]) => writeElement(name, each, `${indent}  `));
  const content = written.join('') + _written;
  return content === '' ? `${tag}/>` : `${tag}>${content}${indent}</${name}>`;
}

function writeAttributes(attributes: NonNullable<Element['_attributes']>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return given.map(([name, value]) => ` ${name}="${escaped(String(value), NAMED)}"`).join('');
}

/** One CDATA section: fast-xml-parser refuses a document with more than 1,000 references. A reader drops a `\r` there. */
const writeHtmlSource = (html: string): string =>
  /\]\]>|\r/.test(html) ? escaped(html, NAMED) : `<![CDATA[${html}]]>`;

const escaped = (words: string, references: Readonly<Record<string, string>>): string =>
  words.replace(/[&<>"\r]/g, (c) => references[c] ?? c);

const NAMED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };

/** https://www.rssboard.org/rss-profile#data-types-characterdata: only in titles, since two readers show them raw elsewhere. */
const HEXADECIMAL = { '&': '&#x26;', '<': '&#x3C;', '>': '&#x3E;', '"': '&#x22;', '\r': '&#xD;' };
