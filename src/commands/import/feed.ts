// Reading feeds: RSS, RDF, Atom or JSON Feed, in one shape.

import { parseFeed } from 'feedsmith';
import type { Author } from '../../model/article.ts';
import { oneLine } from '../../model/text.ts';
import { Failure } from '../io.ts';
import {
  absoluteUrl,
  authorOf,
  feedFilesOf,
  htmlOfText,
  mediaText,
  namesIn,
  pictureAt,
  plainText,
  termsIn,
  textOfHtml,
  textOfTitle,
} from './feed-values.ts';
import type { ImportedFeed, ImportedItem } from './imported.ts';
import { breakInXml } from './markup.ts';

type Feed<Format> = Extract<ReturnType<typeof parseFeed<string>>, { format: Format }>['feed'];
type RssItem = NonNullable<Feed<'rss'>['items']>[number];
type AtomEntry = NonNullable<Feed<'atom'>['entries']>[number];
type JsonItem = NonNullable<Feed<'json'>['items']>[number];

/** The feed in a text; `address` is where it came from. Throws a Failure if it is none, or broken. */
export function readFeed(text: string, address: string | undefined): ImportedFeed {
  const feed = feedIn(text, address);
  const isWordPress = /<generator[^<>]*>[^<]*wordpress/i.test(text.slice(0, 10_000));
  if (feed.older || address === undefined || !isWordPress) return feed;
  const next = new URL(address);
  next.searchParams.set('paged', String(Number(next.searchParams.get('paged') ?? 1) + 1));
  return { ...feed, older: next.href };
}

function feedIn(text: string, address: string | undefined): ImportedFeed {
  const { format, feed } = parsedFeed(text);
  if (format === 'rss') return rssFeed(feed, address);
  if (format === 'atom') return atomFeed(feed, address);
  if (format === 'json') return jsonFeed(feed, text);
  const { items = [], dc, ...channel } = feed;
  const rss = items.map(({ rdf, ...item }) => ({ ...item, ...(rdf?.about && { guid: { value: rdf.about } }) }));
  return rssFeed({ ...channel, language: dc?.languages?.[0], items: rss } as Feed<'rss'>, address);
}

function parsedFeed(text: string): ReturnType<typeof parseFeed<string>> {
  const isJson = text.trimStart().startsWith('{');
  try {
    if (isJson) JSON.parse(text); // it says where it breaks
    // What FeedBurner calls origLink, by a name that feedsmith reads.
    return parseFeed<string>(text.replace(/(<\/?)feedburner:origLink>/g, '$1dcterms:isFormatOf>'));
  } catch (error) {
    const { message } = error as Error;
    const inJson = error instanceof SyntaxError ? oneLine(message) : 'it is JSON, and no JSON Feed';
    throw new Failure(`The feed cannot be read: ${isJson ? inJson : (breakInXml(text) ?? message)}.`);
  }
}

function rssFeed({ items = [], ...channel }: Feed<'rss'>, address: string | undefined): ImportedFeed {
  const home = absoluteUrl(channel.link, address);
  const { title, description, language, generator } = channel;
  const isOurs = generator === 'Courant';
  const older = channel.atom?.links?.find(({ rel }) => rel === 'next' || rel === 'prev-archive');
  return {
    title: isOurs ? plainText(title) : textOfTitle(title),
    home,
    // Courant has the title where there is no description.
    description: isOurs && description === title ? undefined : textOfHtml(description),
    language,
    older: absoluteUrl(older?.href, address),
    items: items.map((item) => feedItem(item, home ?? address, isOurs)),
  };
}

function feedItem(item: RssItem, home: string | undefined, isOurs: boolean): ImportedItem {
  const readText = isOurs ? plainText : textOfTitle;
  const { value: id, isPermaLink } = item.guid ?? {};
  const page = isPermaLink !== false && /^https?:/i.test(id ?? '') ? id : undefined;
  const link = absoluteUrl(item.dcterms?.isFormatOf?.[0] ?? item.link ?? page, home);
  const description = item.description ?? mediaText(item.media);
  const text = item.content?.encoded;
  const enclosures = (item.enclosures ?? []).map(({ url = '', ...file }) => {
    const isSound = /audio|video/.test(file.type ?? '');
    return { ...file, src: url, duration: isSound ? item.itunes?.duration : undefined };
  });
  const { image, ...files } = feedFilesOf(enclosures, item.media, home, isOurs);
  const terms = (item.categories ?? []).map(({ name, domain }) => ({ name, scheme: domain }));
  const topics = [...(item.itunes?.keywords ?? []), ...(item.dc?.subjects ?? [])];
  const [source] = item.dc?.sources ?? [];
  return {
    id,
    link,
    title: readText(item.title),
    published: item.pubDate ?? item.dc?.dates?.[0],
    updated: item.atom?.updated ?? item.dcterms?.modified?.[0],
    authors: authorsOf(item, isOurs),
    ...termsIn([...terms, ...topics.map((name) => ({ name }))], readText),
    // With nothing else the description is the text.
    summary: text === undefined ? undefined : textOfHtml(description),
    html: text ?? description,
    base: link ?? home,
    image: image ?? pictureAt(item.itunes?.image, home),
    ...files,
    source: source ? { name: source } : undefined,
    language: item.dc?.languages?.[0],
    rights: plainText(item.dc?.rights?.[0]),
  };
}

/** dc:creator holds names; author should hold an address of e-mail, and often holds a name. */
function authorsOf({ dc, itunes, authors = [] }: RssItem, isOurs: boolean): Author[] {
  const [creator, ...others] = dc?.creators ?? [];
  if (creator !== undefined) {
    const names = isOurs ? creator.split(', ') : others.length === 0 ? namesIn(creator) : [creator, ...others];
    return names.flatMap((name) => authorOf(name));
  }
  const named = authors.flatMap(({ name, email }) => {
    const [, address, inside] = /^(\S*@\S*) \((.+)\)$/.exec(name ?? '') ?? []; // an address that is none
    return authorOf(inside ?? name ?? email, { email: name ? (email ?? address) : undefined });
  });
  return named.length > 0 ? named : namesIn(itunes?.author ?? '').flatMap((name) => authorOf(name));
}

function atomFeed({ entries = [], ...feed }: Feed<'atom'>, address: string | undefined): ImportedFeed {
  const base = absoluteUrl(feed.xml?.base, address) ?? address;
  const { links = [], authors = [], generator } = feed;
  return {
    title: textOf(feed.title),
    home: absoluteUrl(linkOf(links)?.href, base),
    description: textOf(feed.subtitle),
    language: feed.xml?.lang,
    older: absoluteUrl(links.find(({ rel }) => rel === 'next' || rel === 'prev-archive')?.href, base),
    items: entries.map((entry) => entryItem({ authors, ...entry }, base, generator?.text === 'Courant')),
  };
}

function entryItem(entry: AtomEntry, feedBase: string | undefined, isOurs: boolean): ImportedItem {
  const base = absoluteUrl(entry.xml?.base, feedBase) ?? feedBase;
  const { links = [], content, summary } = entry;
  const link = absoluteUrl(entry.dcterms?.isFormatOf?.[0] ?? linkOf(links)?.href, base);
  const enclosures = links.flatMap(({ rel, href = '', type, length, title }) =>
    rel === 'enclosure' ? [{ src: href, type, length, title }] : [],
  );
  const via = absoluteUrl(links.find(({ rel }) => rel === 'via')?.href, base);
  const text = htmlOf(content);
  return {
    id: entry.id,
    link,
    title: textOf(entry.title),
    published: entry.published ?? entry.updated,
    updated: entry.updated,
    authors: (entry.authors ?? []).flatMap(({ name, uri, email }) => authorOf(name, { url: uri, email })),
    ...termsIn((entry.categories ?? []).map(({ term, label, scheme }) => ({ name: label ?? term, scheme }))),
    summary: text === undefined ? undefined : textOf(summary),
    html: text ?? htmlOf(summary) ?? mediaText(entry.media),
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
  const attached = (item.attachments ?? []).map(({ url = '', mime_type: type, title, ...facts }) => {
    return { src: url, type, title, length: facts.size_in_bytes, duration: facts.duration_in_seconds };
  });
  const url = item.image ?? item.banner_image;
  return {
    id: item.id,
    link,
    title: plainText(item.title),
    published: item.date_published ?? item.date_modified,
    updated: item.date_modified,
    authors: (item.authors ?? []).flatMap(({ name, url, avatar }) => authorOf(name, { url, avatar })),
    ...termsIn((item.tags ?? []).map((name) => ({ name }))),
    summary: plainText(item.summary),
    html: item.content_html ?? (item.content_text && htmlOfText(item.content_text)),
    base: link ?? home,
    ...feedFilesOf(attached, { thumbnails: url ? [{ url }] : [] }, home, true),
    canonical: absoluteUrl(item.external_url, undefined),
    language: item.language,
  };
}
