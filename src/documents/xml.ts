// XML: reads what `feed` drafted, and writes documents that hold any text.

import { xml2js } from 'xml-js';

/** An element in xml-js's compact form. `undefined` is not written; children keep their order. */
export interface Element {
  readonly _attributes?: Readonly<Record<string, string | number | undefined>>;
  /** Plain text. */
  readonly _text?: string | number;
  /** HTML source, as text of the element. */
  readonly _html?: string;
  readonly [child: string]: unknown;
}

/** Reads a draft into its elements; `restore` turns its tokens back into words. */
export function readXml(xml: string, restore: (text: string) => string): Element {
  const read = { textFn: restore, cdataFn: restore, attributeValueFn: restore };
  return xml2js(xml, { compact: true, alwaysArray: ['item', 'entry'], ...read }) as Element;
}

/** A whole document of one element, two spaces to a level. */
export const writeXml = (name: string, element: Element): string =>
  `<?xml version="1.0" encoding="utf-8"?>${writeElement(name, element, '\n')}\n`;

/** What an element of a draft says. */
export function wordsOf(element: unknown): string {
  const { _text, _cdata } = (element ?? {}) as { _text?: string; _cdata?: string };
  return _text ?? _cdata ?? '';
}

/** An element of plain text; nothing for a blank one. */
export const text = (words: string | number | undefined): Element | undefined =>
  words === undefined || words === '' ? undefined : { _text: words };

function writeElement(name: string, node: unknown, indent: string): string {
  if (node === undefined) return '';
  if (Array.isArray(node)) return node.map((each) => writeElement(name, each, indent)).join('');
  const { _attributes = {}, _text, _html, ...children } = node as Element;
  const tag = `${indent}<${name}${writeAttributes(_attributes)}`;
  if (_html !== undefined) return `${tag}>${escapeHtml(_html)}</${name}>`;
  if (_text !== undefined) return `${tag}>${escapeText(String(_text))}</${name}>`;
  const inside = Object.entries(children).map(([child, value]) => writeElement(child, value, `${indent}  `));
  const content = inside.join('');
  return content === '' ? `${tag}/>` : `${tag}>${content}${indent}</${name}>`;
}

const writeAttributes = (attributes: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeText(String(value))}"`))
    .join('');

/** The RSS profile asks for hexadecimal references in plain text; they are right everywhere else too. */
const TEXT_REFERENCES: Readonly<Record<string, string>> = {
  '&': '&#x26;',
  '<': '&#x3C;',
  '>': '&#x3E;',
  '"': '&#x22;',
  '\r': '&#xD;',
};
const escapeText = (words: string): string => words.replace(/[&<>"\r]/g, (c) => TEXT_REFERENCES[c] ?? c);

/** HTML keeps the names that people know from it, and is smaller so. */
const HTML_REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const escapeHtml = (html: string): string => html.replace(/[&<>\r]/g, (c) => HTML_REFERENCES[c] ?? c);
