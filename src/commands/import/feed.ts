// Reading feeds: RSS, Atom, RDF or JSON Feed, in one shape. Atom and JSON Feed are understood here.

import { parseFeed } from 'feedsmith';
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
import type { ImportedFeed, ImportedItem } from './imported.ts';
import { breakInXml } from './markup.ts';

type Feed<Format> = Extract<ReturnType<typeof parseFeed<string>>, { format: Format }>['feed'];
type AtomEntry = NonNullable<Feed<'atom'>['entries']>[number];
type JsonItem = NonNullable<Feed<'json'>['items']>[number];

/** The feed in a text; `address` is where it came from. Throws a Failure if it is none, or broken. */
export function readFeed(text: string, address: string | undefined): ImportedFeed {
  const parsed = parsedFeed(text);
  if (parsed.format === 'rss') return rssFeed(parsed.feed, address);
  if (parsed.format === 'rdf') return rdfFeed(parsed.feed, address);
  return parsed.format === 'atom' ? atomFeed(parsed.feed, address) : jsonFeed(parsed.feed, text);
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
  return around === undefined ? text.length : text.indexOf(around) + (dots ? 10 : around.indexOf(token));
}

function atomFeed({ entries = [], ...feed }: Feed<'atom'>, address: string | undefined): ImportedFeed {
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

function entryItem(entry: AtomEntry, feedBase: string | undefined, isOurs: boolean): ImportedItem {
  const base = absoluteUrl(entry.xml?.base, feedBase) ?? feedBase;
  const { links = [], content, summary } = entry;
  const link = absoluteUrl((links.find(({ rel }) => rel === ORIGINAL) ?? linkOf(links))?.href, base);
  const enclosures = links.flatMap(({ rel, href = '', type, length, title }) =>
    rel === 'enclosure' ? [{ src: href, type, length, title }] : [],
  );
  const via = absoluteUrl(links.find(({ rel }) => rel === 'via')?.href, base);
  const text = htmlOf(content);
  return {
    id: entry.id?.trim() || undefined,
    link,
    title: textOf(entry.title),
    published: entry.published ?? entry.updated,
    updated: entry.updated,
    authors: (entry.authors ?? []).flatMap(({ name, uri, email }) => authorOf(name, { url: uri, email })),
    ...termsIn((entry.categories ?? []).map(({ term, label, scheme }) => ({ name: label ?? term ?? '', scheme }))),
    summary: text === undefined ? undefined : textOf(summary),
    html: text ?? htmlOf(summary) ?? mediaText(entry.media),
    isBrief: text === undefined,
    base: absoluteUrl(content?.xml?.base, base) ?? link ?? base,
    ...feedFilesOf(enclosures, entry.media, base, isOurs),
    source: via ? { name: new URL(via).hostname, url: via } : undefined,
    language: entry.xml?.lang,
    rights: textOf(entry.rights),
  };
}

/** RFC 4287 §4.2.7.2: a link without rel is an alternate; a page before another document. */
function linkOf(links: NonNullable<AtomEntry['links']>): { readonly href?: string } | undefined {
  const alternates = links.filter(({ rel = 'alternate' }) => rel === 'alternate');
  return alternates.find(({ type = 'text/html' }) => type.startsWith('text/html')) ?? alternates[0];
}

type AtomText = { readonly value?: string; readonly type?: string } | undefined;

/** RFC 4287 §3.1: text as it is; html and xhtml without their tags. */
const textOf = (text: AtomText): string | undefined =>
  isMarkup(text) ? textOfHtml(text?.value) : plainText(text?.value);

const htmlOf = (text: AtomText): string | undefined =>
  text?.value === undefined || isMarkup(text) ? text?.value : htmlOfText(text.value);

const isMarkup = (text: AtomText): boolean => /^(?:x?html|text\/html|application\/xhtml)/.test(text?.type ?? 'text');

/** `text` is the document itself: feedsmith leaves out what is not of the standard, such as whom Courant credits. */
function jsonFeed({ items = [], ...feed }: Feed<'json'>, text: string): ImportedFeed {
  const home = absoluteUrl(feed.home_page_url, undefined);
  const written: { id?: unknown; _credit?: { name?: unknown; url?: unknown } }[] = JSON.parse(text).items ?? [];
  const credits = new Map(written.map((item) => [String(item?.id), item?._credit]));
  return {
    title: plainText(feed.title),
    home,
    description: plainText(feed.description),
    language: feed.language,
    older: absoluteUrl(feed.next_url, undefined),
    items: items.map((item) => {
      const { name, url } = credits.get(item.id ?? '') ?? {};
      const source = typeof name === 'string' ? { name, ...(typeof url === 'string' && { url }) } : undefined;
      return { ...jsonItem({ authors: feed.authors ?? [], ...item }, home), source };
    }),
  };
}

function jsonItem(item: JsonItem, home: string | undefined): ImportedItem {
  const link = absoluteUrl(item.url, home);
  const src = absoluteUrl(item.image ?? item.banner_image, home);
  const attached = (item.attachments ?? []).map(({ url = '', mime_type: type, title, ...facts }) => {
    return { src: url, type, title, length: facts.size_in_bytes, duration: facts.duration_in_seconds };
  });
  // Its own rules for the lead picture: `image` names it.
  const { enclosures, remarks = [] } = feedFilesOf(attached, undefined, home, true);
  const image = src === undefined ? undefined : (enclosures.find((file) => file.src === src) ?? { src });
  return {
    id: item.id || undefined,
    link,
    title: plainText(item.title),
    published: item.date_published ?? item.date_modified,
    updated: item.date_modified,
    authors: (item.authors ?? []).flatMap(({ name, url, avatar }) => authorOf(name, { url, avatar })),
    ...termsIn((item.tags ?? []).map((name) => ({ name }))),
    summary: plainText(item.summary),
    html: item.content_html ?? (item.content_text && htmlOfText(item.content_text)),
    base: link ?? home,
    image: image && { ...image, caption: image.title, title: undefined },
    enclosures: enclosures.filter((file) => file.src !== src),
    canonical: absoluteUrl(item.external_url, undefined),
    language: item.language,
    remarks,
  };
}
