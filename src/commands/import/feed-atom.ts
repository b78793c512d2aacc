// Atom, as articles.

import { escapeHtml } from '../../documents/content.ts';
import type { Author } from '../../model/article.ts';
import type { Atom, AtomEntry } from './feed.ts';
import { filesOf } from './feed-files.ts';
import { absoluteUrl, plainText, termsIn, textOfHtml } from './feed-words.ts';
import type { FeedItem, ImportedFeed } from './imported.ts';

export function atomFeed({ entries = [], ...feed }: Atom, address: string | undefined): ImportedFeed {
  const base = absoluteUrl(feed.xml?.base, address) ?? address;
  const { links = [], authors = [], generator } = feed;
  return {
    title: textOf(feed.title),
    home: absoluteUrl(linkOf(links)?.href, base),
    description: textOf(feed.subtitle),
    language: feed.xml?.lang,
    generator: generator?.text,
    next: absoluteUrl(links.find(({ rel }) => rel === 'next')?.href, base),
    items: entries.map((entry) => feedItem({ authors, ...entry }, base, generator?.text === 'Courant')),
  };
}

function feedItem(entry: AtomEntry, feedBase: string | undefined, isOurs: boolean): FeedItem {
  const base = absoluteUrl(entry.xml?.base, feedBase) ?? feedBase;
  const { links = [], content, summary } = entry;
  const link = absoluteUrl(linkOf(links)?.href, base);
  const enclosures = links.flatMap(({ rel, href, type, length, title }) => {
    const url = rel === 'enclosure' ? absoluteUrl(href, base) : undefined;
    return url ? [{ url, type, length, title }] : [];
  });
  const via = absoluteUrl(links.find(({ rel }) => rel === 'via')?.href, base);
  const text = htmlOf(content);
  return {
    id: entry.id?.trim() || link,
    link,
    title: textOf(entry.title),
    published: entry.published ?? entry.updated,
    updated: entry.updated,
    authors: (entry.authors ?? []).flatMap(authorOf),
    ...termsIn((entry.categories ?? []).map(({ term, label, scheme }) => ({ name: label ?? term ?? '', scheme }))),
    summary: text === undefined ? undefined : textOf(summary),
    html: text ?? htmlOf(summary),
    isBrief: text === undefined,
    base: absoluteUrl(content?.xml?.base, base) ?? link ?? base,
    ...filesOf(enclosures, entry.media, isOurs),
    source: via ? { name: new URL(via).hostname, url: via } : undefined,
    language: entry.xml?.lang,
    rights: textOf(entry.rights),
  };
}

type Links = NonNullable<AtomEntry['links']>;

/** RFC 4287 §4.2.7.2: a link without rel is an alternate; a page before another document. */
function linkOf(links: Links): Links[number] | undefined {
  const alternates = links.filter(({ rel = 'alternate' }) => rel === 'alternate');
  return alternates.find(({ type = 'text/html' }) => type.startsWith('text/html')) ?? alternates[0];
}

interface Text {
  readonly value?: string;
  readonly type?: string;
}

/** RFC 4287 §3.1: text as it is; html and xhtml without their tags. */
const textOf = (text: Text | undefined): string | undefined =>
  isMarkup(text) ? textOfHtml(text?.value) : plainText(text?.value);

const htmlOf = (text: Text | undefined): string | undefined =>
  text?.value === undefined || isMarkup(text) ? text?.value : `<p>${escapeHtml(text.value)}</p>`;

const isMarkup = (text: Text | undefined): boolean =>
  /^(?:x?html|text\/html|application\/xhtml)/.test(text?.type ?? 'text');

function authorOf({ name, uri, email }: NonNullable<AtomEntry['authors']>[number]): Author[] {
  const shown = plainText(name);
  const url = absoluteUrl(uri, undefined);
  const isReal = email !== undefined && !/^no-?reply@/i.test(email);
  return shown ? [{ name: shown, ...(url && { url }), ...(isReal && { email }) }] : [];
}
