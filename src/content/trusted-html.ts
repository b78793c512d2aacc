// Trusted HTML: a program answers for it, so it stays as it is written, but for relative addresses.

import { Parser } from 'htmlparser2';
import { escapeHtml } from '../model/text.ts';
import { candidatesOf, srcsetOf } from './addresses.ts';
import type { Rewrite } from './element.ts';

/** The same HTML with absolute addresses: a reader shows it outside the site. */
export function withAbsoluteAddresses(html: string, rewrite: Rewrite): string {
  const absolute = (address: string, name: string): string => {
    if (address.trim() === '' || /^\s*[a-z][a-z0-9+.-]*:/i.test(address)) return address;
    const found = rewrite(address, /^(?:href|cite)$/.test(name) ? 'link' : 'media');
    return (typeof found === 'string' ? found : found?.url) ?? address;
  };
  const srcset = (text: string) =>
    srcsetOf(candidatesOf(text).map(({ url, descriptor }) => ({ url: absolute(url, 'src'), descriptor })));
  let out = '';
  let written = 0; // how much of the source is in `out`
  const parser = new Parser({
    onattribute(name, value) {
      if (!/^(?:href|src|poster|cite|srcset)$/.test(name)) return;
      const address = name === 'srcset' ? srcset(value) : absolute(value, name);
      if (address === value) return;
      out += `${html.slice(written, parser.startIndex + name.length)}="${escapeHtml(address)}"`;
      written = parser.endIndex;
    },
  });
  parser.end(html);
  return out + html.slice(written);
}
