// XML: reads what `feed` drafted, and writes documents that hold any text.

import { xml2js } from 'xml-js';
import { escapeHtml } from '../model/text.ts';

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
  if (_text !== undefined) return `${tag}>${escapeXml(String(_text))}</${name}>`;
  if (_title !== undefined) return `${tag}>${_title.replace(/[&<>"\r]/g, hexadecimal)}</${name}>`;
  if (_html !== undefined) return `${tag}>${writeHtmlSource(_html)}</${name}>`;
  const written = Object.entries(children).map(([name, each]) => writeElement(name, each, `${indent}  `));
  const content = written.join('') + _written;
  return content === '' ? `${tag}/>` : `${tag}>${content}${indent}</${name}>`;
}

function writeAttributes(attributes: NonNullable<Element['_attributes']>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return given.map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`).join('');
}

/** One CDATA section: fast-xml-parser refuses a document with more than 1,000 references. A reader drops a `\r` there. */
const writeHtmlSource = (html: string): string => (/\]\]>|\r/.test(html) ? escapeXml(html) : `<![CDATA[${html}]]>`);

const escapeXml = (words: string): string => escapeHtml(words).replaceAll('\r', hexadecimal);

/** As titles want it (https://www.rssboard.org/rss-profile#data-types-characterdata); elsewhere two readers show it raw. */
const hexadecimal = (character: string): string => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
