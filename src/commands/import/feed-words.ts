// The words of feeds: which are HTML and which are text, and what their terms are.

import { cleanHtml } from '../../content/clean-html.ts';
import { httpUrl } from '../../content/fields.ts';
import { textOf } from '../../model/html-text.ts';
import { oneLine } from '../../model/text.ts';

/** HTML as plain text on one line; nothing where it has none. */
export function textOfHtml(html: string | undefined): string | undefined {
  if (html === undefined) return undefined;
  try {
    return textOf(cleanHtml(html, httpUrl)) || undefined;
  } catch {
    return oneLine(html) || undefined;
  }
}

export const plainText = (text: string | undefined): string | undefined => oneLine(text ?? '') || undefined;

/**
 * A title that may be text or HTML: RSS does not say. HTML it is with an entity, or with the tags that titles have;
 * `The <br> tag` is a title about a tag.
 */
export function textOfTitle(title: string | undefined): string | undefined {
  const isHtml = ENTITY.test(title ?? '') || MARKED.test(title ?? '');
  return isHtml ? textOfHtml(title) : plainText(title);
}

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d?);/i;
const MARKED = /<(em|i|b|strong|code|span|sup|sub|a|cite|q|small|mark|u)\b[^<>]*>.*<\/\1>/is;

export interface FeedTerm {
  readonly name: string;
  /** RSS's `domain`, Atom's `scheme`: the address of what it is one of. */
  readonly scheme?: string | undefined;
}

/** Terms are tags unless their feed says that they are sections: most feeds give both without telling them apart. */
export function termsIn(terms: readonly FeedTerm[]): { categories: string[]; tags: string[] } {
  const named = terms
    .filter(({ scheme }) => !scheme?.startsWith('http://schemas.google.com/')) // Blogger's kinds of entry
    .flatMap(({ name, scheme }) =>
      oneLine(name)
        .split(',')
        .map((part) => ({ name: part.trim(), scheme })),
    )
    .filter(({ name }) => name !== '' && !/^uncategori[sz]ed$/i.test(name));
  const isSection = ({ scheme = '' }: FeedTerm) => /(?:^|\/)(?:categor(?:y|ies)|sections?)\/?$/i.test(scheme);
  return {
    categories: unique(named.filter(isSection)),
    tags: unique(named.filter((term) => !isSection(term))),
  };
}

const unique = (terms: readonly FeedTerm[]): string[] => [...new Set(terms.map(({ name }) => name))];

/** An address, from that of what it stands in; nothing where it is none of the web. */
export function absoluteUrl(url: string | undefined, base: string | undefined): string | undefined {
  const written = url?.trim() ?? '';
  if (written === '' || !URL.canParse(written, base)) return undefined;
  return httpUrl(new URL(written, base).href);
}
