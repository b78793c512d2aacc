// Trusted HTML: a program answers for it, so it stays as it is written, but for relative addresses.

import { Parser } from 'htmlparser2';
import { candidatesOf, srcsetOf } from './addresses.ts';
import type { Rewrite } from './element.ts';

/** The same HTML with absolute addresses: a reader shows it outside the site. */
export function withAbsoluteAddresses(html: string, rewrite: Rewrite): string {
  const absolute = (address: string, name: string): string => {
    if (address.trim() === '' || /^\s*[a-z][a-z0-9+.-]*:/i.test(address)) return address;
    const found = rewrite(address, /^(?:href|cite)$/i.test(name) ? 'link' : 'media');
    return (typeof found === 'string' ? found : found?.url) ?? address;
  };
  const srcset = (text: string) =>
    srcsetOf(candidatesOf(text).map(({ url, descriptor }) => ({ url: absolute(url, 'src'), descriptor })));
  let out = '';
  let written = 0; // how much of the source is in `out`
  const parser = new Parser({
    onopentag(_, attributes, isImplied) {
      if (isImplied) return;
      const tag = html.slice(parser.startIndex, parser.endIndex + 1).replace(ADDRESS, (whole, before, name) => {
        const value = attributes[name.toLowerCase()] ?? '';
        const address = /^srcset$/i.test(name) ? srcset(value) : absolute(value, name);
        return address === value ? whole : `${before}"${address.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`;
      });
      out += html.slice(written, parser.startIndex) + tag;
      written = parser.endIndex + 1;
    },
  });
  parser.end(html);
  return out + html.slice(written);
}

const ADDRESS = /(\s(href|src|poster|cite|srcset)\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s"'>]+)/gi;
