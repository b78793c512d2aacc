// Reading feeds: RSS, RDF, Atom or JSON Feed, in one shape.

import { type AtomFeed, type JsonFeed, parseFeed, type RssFeed } from 'feedsmith';
import { oneLine } from '../../model/text.ts';
import { Failure } from '../io.ts';
import type { ImportedFeed } from './feed-values.ts';
import { htmlOfText, itemIn, mediaText, namesIn, plainText, textOfHtml, textOfTitle, webUrl } from './feed-values.ts';
import { breakInXml } from './markup.ts';

/** The feed in a text; `address` is where it came from. Throws a Failure if it is none, or broken. */
export function readFeed(text: string, address: string | undefined): ImportedFeed {
  const { format, feed } = parsedFeed(text);
  if (format === 'rss') return rssFeed(feed, address);
  if (format === 'atom') return atomFeed(feed, address);
  if (format === 'json') return jsonFeed(feed, text);
  const { items = [], dc, ...channel } = feed;
  const rss = items.map(({ rdf, ...item }) => ({ ...item, ...(rdf?.about && { guid: { value: rdf.about } }) }));
  return rssFeed({ ...channel, language: dc?.languages?.[0], items: rss } as RssFeed.Feed<string>, address);
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

type Links = readonly AtomFeed.Link<string>[];

/** Where older articles are (RFC 5005); WordPress does not say, but counts its pages. */
function olderIn(links: Links = [], generator = '', base?: string, address?: string): string | undefined {
  const named = webUrl(links.find(({ rel }) => rel === 'next' || rel === 'prev-archive')?.href, base);
  if (named || address === undefined || !/wordpress/i.test(generator)) return named;
  const next = new URL(address);
  next.searchParams.set('paged', String(Number(next.searchParams.get('paged') ?? 1) + 1));
  return next.href;
}

function rssFeed({ items = [], ...channel }: RssFeed.Feed<string>, address: string | undefined): ImportedFeed {
  const { title, description, language, generator, atom } = channel;
  const home = webUrl(channel.link, address);
  const isOurs = generator === 'Courant';
  const readText = isOurs ? plainText : textOfTitle;
  return {
    title: readText(title),
    home,
    // Courant has the title where there is no description.
    description: isOurs && description === title ? undefined : textOfHtml(description),
    language,
    older: olderIn(atom?.links, generator, address, address),
    items: items.map((item) => {
      const { guid, enclosures = [], categories = [], dc, dcterms, itunes, media } = item;
      const page = guid?.isPermaLink !== false && /^https?:/i.test(guid?.value ?? '') ? guid?.value : undefined;
      const brief = item.description ?? mediaText(media);
      const text = item.content?.encoded;
      const topics = [...(itunes?.keywords ?? []), ...(dc?.subjects ?? [])];
      const [source] = dc?.sources ?? [];
      return itemIn(home ?? address, {
        id: guid?.value,
        link: dcterms?.isFormatOf?.[0] ?? item.link ?? page,
        title: readText(item.title),
        published: item.pubDate ?? dc?.dates?.[0],
        updated: item.atom?.updated ?? dcterms?.modified?.[0],
        people: peopleIn(item, isOurs),
        terms: [
          ...categories.map(({ name, domain }) => ({ name: readText(name), scheme: domain })),
          ...topics.map((name) => ({ name: readText(name) })),
        ],
        // With nothing else the description is the text.
        summary: text === undefined ? undefined : textOfHtml(brief),
        html: text ?? brief,
        isBrief: text === undefined,
        enclosures: enclosures.map(({ url: src = '', type = '', length }) => {
          return { src, type, length, duration: /audio|video/.test(type) ? itunes?.duration : undefined };
        }),
        media,
        picture: itunes?.image,
        isExact: isOurs,
        source: source ? { name: source } : undefined,
        language: dc?.languages?.[0],
        rights: plainText(dc?.rights?.[0]),
      });
    }),
  };
}

/** dc:creator holds names; author should hold an address of e-mail, and often holds a name. */
function peopleIn({ dc, itunes, authors = [] }: RssFeed.Item<string>, isOurs: boolean) {
  const [creator, ...others] = dc?.creators ?? [];
  if (creator !== undefined) {
    const names = isOurs ? creator.split(', ') : others.length === 0 ? namesIn(creator) : [creator, ...others];
    return names.map((name) => ({ name }));
  }
  const named = authors.map(({ name, email }) => {
    const [, address, inside] = /^(\S*@\S*) \((.+)\)$/.exec(name ?? '') ?? []; // an address that is none
    return { name: inside ?? name ?? email, email: name ? (email ?? address) : undefined };
  });
  return named.some(({ name }) => plainText(name)) ? named : namesIn(itunes?.author ?? '').map((name) => ({ name }));
}

function atomFeed({ entries = [], ...feed }: AtomFeed.Feed<string>, address: string | undefined): ImportedFeed {
  const feedBase = webUrl(feed.xml?.base, address) ?? address;
  const { links: feedLinks = [], generator } = feed;
  return {
    title: textOf(feed.title),
    home: webUrl(linkOf(feedLinks)?.href, feedBase),
    description: textOf(feed.subtitle),
    language: feed.xml?.lang,
    older: olderIn(feedLinks, generator?.text, feedBase, address),
    items: entries.map((entry) => {
      const { links = [], authors = feed.authors ?? [], categories = [], content, summary, media } = entry;
      const base = webUrl(entry.xml?.base, feedBase) ?? feedBase;
      const enclosures = links.filter(({ rel }) => rel === 'enclosure');
      const via = webUrl(links.find(({ rel }) => rel === 'via')?.href, base);
      const text = htmlOf(content);
      return itemIn(base, {
        id: entry.id,
        link: entry.dcterms?.isFormatOf?.[0] ?? linkOf(links)?.href,
        title: textOf(entry.title),
        published: entry.published ?? entry.updated,
        updated: entry.updated,
        people: authors.map(({ name, uri, email }) => ({ name, url: uri, email })),
        terms: categories.map(({ term, label, scheme }) => ({ name: label ?? term, scheme })),
        summary: text === undefined ? undefined : textOf(summary),
        html: text ?? htmlOf(summary) ?? mediaText(media),
        isBrief: text === undefined,
        base: webUrl(content?.xml?.base, base),
        enclosures: enclosures.map(({ href = '', type, length, title }) => ({ src: href, type, length, title })),
        media,
        isExact: generator?.text === 'Courant',
        source: via ? { name: new URL(via).hostname, url: via } : undefined,
        language: entry.xml?.lang,
        rights: textOf(entry.rights),
      });
    }),
  };
}

/** RFC 4287 §4.2.7.2: a link without rel is an alternate; a page before another document. */
function linkOf(links: Links): Links[number] | undefined {
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
function jsonFeed({ items = [], ...feed }: JsonFeed.Feed<string>, text: string): ImportedFeed {
  const home = webUrl(feed.home_page_url);
  const written: { id?: unknown; _credit?: { name?: unknown; url?: unknown } }[] = JSON.parse(text).items ?? [];
  const credits = new Map(written.map((item) => [String(item?.id), item?._credit]));
  return {
    title: plainText(feed.title),
    home,
    description: plainText(feed.description),
    language: feed.language,
    older: webUrl(feed.next_url),
    items: items.map((item) => {
      const { name, url } = credits.get(item.id ?? '') ?? {};
      const { attachments = [], tags = [] } = item;
      return itemIn(home, {
        id: item.id,
        link: item.url,
        title: plainText(item.title),
        published: item.date_published ?? item.date_modified,
        updated: item.date_modified,
        people: item.authors ?? feed.authors ?? [],
        terms: tags.map((tag) => ({ name: tag })),
        summary: plainText(item.summary),
        html: item.content_html ?? (item.content_text && htmlOfText(item.content_text)),
        enclosures: attachments.map(({ url: src = '', mime_type: type, title, ...facts }) => {
          return { src, type, title, length: facts.size_in_bytes, duration: facts.duration_in_seconds };
        }),
        picture: item.image ?? item.banner_image,
        isExact: true,
        source: typeof name === 'string' ? { name, ...(typeof url === 'string' && { url }) } : undefined,
        canonical: webUrl(item.external_url),
        language: item.language,
      });
    }),
  };
}
