// Reading feeds: RSS, Atom, RDF or JSON Feed, in one shape. Atom and JSON Feed are understood here.

import { parseFeed } from 'feedsmith';
import { escapeHtml } from '../../documents/content.ts';
import type { Credit } from '../../model/article.ts';
import { Failure } from '../io.ts';
import { ORIGINAL, rdfFeed, rssFeed } from './feed-rss.ts';
import {
  absoluteUrl,
  authorOf,
  feedFilesOf,
  htmlOfText,
  mediaText,
  plainText,
  termsIn,
  textOfHtml,
} from './feed-values.ts';
import { breakInXml } from './html-tree.ts';
import type { Atom, AtomEntry, FeedItem, ImportedFeed, Json, JsonItem } from './imported.ts';

/** The feed in a text; `address` is where it came from. Throws a Failure if it is none, or broken. */
export function readFeed(text: string, address: string | undefined): ImportedFeed {
  const parsed = parsedFeed(text);
  switch (parsed.format) {
    case 'rss':
      return rssFeed(parsed.feed, address);
    case 'rdf':
      return rdfFeed(parsed.feed, address);
    case 'atom':
      return atomFeed(parsed.feed, address);
    case 'json':
      return jsonFeed(parsed.feed, text);
  }
}

function parsedFeed(text: string): ReturnType<typeof parseFeed<string>> {
  const link = /<feed[\s>]/.test(text.slice(0, 2000)) ? 'link' : 'atom:link';
  const original = (_: string, url: string) => `<${link} rel="${ORIGINAL}" href="${url.trim()}"/>`;
  try {
    return parseFeed<string>(text.replace(/<feedburner:origLink>([^<>"]*)<\/feedburner:origLink>/gi, original));
  } catch (error) {
    throw new Failure(`The feed cannot be read: ${breakIn(text) ?? (error as Error).message}.`);
  }
}

/** Where a feed breaks, in words; undefined if it does not. */
function breakIn(text: string): string | undefined {
  if (!text.trimStart().startsWith('{')) return breakInXml(text);
  try {
    JSON.parse(text);
    return 'it is JSON, and no JSON Feed';
  } catch (error) {
    const { message } = error as Error;
    const lines = text.slice(0, positionIn(message, text)).split('\n');
    const what = message.replace(/ in JSON at position.*$|(?<=^Unexpected token .{1,4}), .*$/su, '');
    return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: ${what}`;
  }
}

/** Some messages of V8 name the position, others show ten characters around it. */
function positionIn(message: string, text: string): number {
  const at = /at position (\d+)/.exec(message)?.[1];
  if (at !== undefined) return Number(at);
  const [, token = '', dots, around] = /^Unexpected token '(.+?)', (\.\.\.)?"(.*)"(?:\.\.\.)? is/su.exec(message) ?? [];
  if (around === undefined) return text.length;
  return text.indexOf(around) + (dots ? 10 : around.indexOf(token));
}

function atomFeed({ entries = [], ...feed }: Atom, address: string | undefined): ImportedFeed {
  const base = absoluteUrl(feed.xml?.base, address) ?? address;
  const { links = [], authors = [], generator } = feed;
  return {
    title: textOf(feed.title),
    home: absoluteUrl(linkOf(links)?.href, base),
    description: textOf(feed.subtitle),
    language: feed.xml?.lang,
    generator: generator?.text,
    older: absoluteUrl(links.find(({ rel }) => rel === 'next' || rel === 'prev-archive')?.href, base),
    items: entries.map((entry) => entryItem({ authors, ...entry }, base, generator?.text === 'Courant')),
  };
}

function entryItem(entry: AtomEntry, feedBase: string | undefined, isOurs: boolean): FeedItem {
  const base = absoluteUrl(entry.xml?.base, feedBase) ?? feedBase;
  const { links = [], content, summary } = entry;
  const link = absoluteUrl((links.find(({ rel }) => rel === ORIGINAL) ?? linkOf(links))?.href, base);
  const enclosures = links.flatMap(({ rel, href = '', type, length, title }) =>
    rel === 'enclosure' ? [{ url: absoluteUrl(href, base) ?? href, type, length, title }] : [],
  );
  const via = absoluteUrl(links.find(({ rel }) => rel === 'via')?.href, base);
  const text = htmlOf(content);
  return {
    id: entry.id?.trim() || undefined,
    link,
    title: textOf(entry.title),
    published: entry.published ?? entry.updated,
    updated: entry.updated,
    authors: (entry.authors ?? []).flatMap(({ name, uri, email }) =>
      authorOf(name, { ...(uri && { url: uri }), ...(email && { email }) }),
    ),
    ...termsIn((entry.categories ?? []).map(({ term, label, scheme }) => ({ name: label ?? term ?? '', scheme }))),
    summary: text === undefined ? undefined : textOf(summary),
    html: text ?? htmlOf(summary) ?? mediaText(entry.media),
    isBrief: text === undefined,
    base: absoluteUrl(content?.xml?.base, base) ?? link ?? base,
    ...feedFilesOf(enclosures, entry.media, isOurs),
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

interface AtomText {
  readonly value?: string;
  readonly type?: string;
}

/** RFC 4287 §3.1: text as it is; html and xhtml without their tags. */
const textOf = (text: AtomText | undefined): string | undefined =>
  isMarkup(text) ? textOfHtml(text?.value) : plainText(text?.value);

const htmlOf = (text: AtomText | undefined): string | undefined =>
  text?.value === undefined || isMarkup(text) ? text?.value : `<p>${escapeHtml(text.value)}</p>`;

const isMarkup = (text: AtomText | undefined): boolean =>
  /^(?:x?html|text\/html|application\/xhtml)/.test(text?.type ?? 'text');

/** `text` is the document itself: feedsmith leaves out what is not of the standard. */
function jsonFeed({ items = [], ...feed }: Json, text: string): ImportedFeed {
  const home = absoluteUrl(feed.home_page_url, undefined);
  const credits = creditsIn(text);
  return {
    title: plainText(feed.title),
    home,
    description: plainText(feed.description),
    language: feed.language,
    older: absoluteUrl(feed.next_url, undefined),
    items: items.map((item) => jsonItem({ authors: feed.authors ?? [], ...item }, home, credits.get(item.id ?? ''))),
  };
}

function jsonItem(item: JsonItem, home: string | undefined, source: Credit | undefined): FeedItem {
  const link = absoluteUrl(item.url, home);
  const image = absoluteUrl(item.image ?? item.banner_image, home);
  const attached = (item.attachments ?? []).map(
    ({ url = '', mime_type, size_in_bytes, duration_in_seconds, title }) => {
      const facts = { type: mime_type, length: size_in_bytes, duration: duration_in_seconds, title };
      return { ...facts, url: absoluteUrl(url, home) ?? url };
    },
  );
  // Its own rules for the lead picture: `image` names it.
  const { files, remarks } = feedFilesOf(attached, undefined, true);
  const picture = image === undefined ? undefined : (files.find(({ url }) => url === image) ?? { url: image });
  return {
    id: item.id || undefined,
    link,
    title: plainText(item.title),
    published: item.date_published ?? item.date_modified,
    updated: item.date_modified,
    authors: (item.authors ?? []).flatMap(({ name, url, avatar }) =>
      authorOf(name, { ...(url && { url }), ...(avatar && { avatar }) }),
    ),
    ...termsIn((item.tags ?? []).map((name) => ({ name }))),
    summary: plainText(item.summary),
    html: item.content_html ?? (item.content_text && htmlOfText(item.content_text)),
    base: link ?? home,
    picture: picture && { ...picture, caption: picture.title, title: undefined },
    files: files.filter(({ url }) => url !== image),
    source,
    canonical: absoluteUrl(item.external_url, undefined),
    language: item.language,
    remarks: remarks ?? [],
  };
}

/** Whom Courant's own feeds credit, by the item's id. */
function creditsIn(text: string): Map<string, Credit> {
  const { items = [] } = JSON.parse(text) as {
    items?: { id?: unknown; _credit?: { name?: unknown; url?: unknown } }[];
  };
  return new Map(
    items.flatMap((item) => {
      const [name, url] = [item?._credit?.name, item?._credit?.url];
      if (typeof name !== 'string') return [];
      return [[String(item.id), { name, ...(typeof url === 'string' && { url }) }]];
    }),
  );
}
