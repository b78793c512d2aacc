// RSS and RDF, as articles.

import type { RdfFeed, RssFeed } from 'feedsmith';
import type { Author } from '../../model/term.ts';
import {
  absoluteUrl,
  authorOf,
  feedFilesOf,
  mediaText,
  namesIn,
  plainText,
  termsIn,
  textOfHtml,
  textOfTitle,
} from './feed-values.ts';
import type { ImportedFeed, ImportedItem } from './imported.ts';

type RssItem = RssFeed.Item<string>;

/** What FeedBurner calls origLink, put into a link that feedsmith reads. */
export const ORIGINAL = 'feedburner-original';

export function rssFeed({ items = [], ...channel }: RssFeed.Feed<string>, address: string | undefined): ImportedFeed {
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
    generator,
    older: absoluteUrl(older?.href, address),
    items: items.map((item) => feedItem(item, home ?? address, isOurs)),
  };
}

export function rdfFeed({ items = [], ...channel }: RdfFeed.Feed<string>, address: string | undefined): ImportedFeed {
  const rss = items.map(({ rdf, ...item }) => ({ ...item, ...(rdf?.about && { guid: { value: rdf.about } }) }));
  const { title, link, description, dc } = channel;
  return rssFeed(
    { title, link, description, language: dc?.languages?.[0], items: rss } as RssFeed.Feed<string>,
    address,
  );
}

function feedItem(item: RssItem, home: string | undefined, isOurs: boolean): ImportedItem {
  const guid = item.guid?.value?.trim();
  const isPermalink = item.guid?.isPermaLink !== false && /^https?:/i.test(guid ?? '');
  const original = item.atom?.links?.find(({ rel }) => rel === ORIGINAL)?.href;
  const link = absoluteUrl(original ?? item.link ?? (isPermalink ? guid : undefined), home);
  const description = item.description ?? mediaText(item.media);
  const text = item.content?.encoded;
  const enclosures = (item.enclosures ?? []).map(({ url = '', ...file }) => {
    const isSound = /audio|video/.test(file.type ?? '');
    return { ...file, src: url, duration: isSound ? item.itunes?.duration : undefined };
  });
  const { image, ...files } = feedFilesOf(enclosures, item.media, home, isOurs);
  const portrait = absoluteUrl(item.itunes?.image, home);
  const [source] = item.dc?.sources ?? [];
  return {
    id: guid || undefined,
    link,
    title: isOurs ? plainText(item.title) : textOfTitle(item.title),
    published: item.pubDate ?? item.dc?.dates?.[0],
    updated: item.atom?.updated ?? item.dcterms?.modified?.[0],
    authors: authorsOf(item, isOurs),
    ...termsIn(termsOf(item, isOurs)),
    // With nothing else the description is the text.
    summary: text === undefined ? undefined : textOfHtml(description),
    html: text ?? description,
    isBrief: text === undefined,
    base: link ?? home,
    image: image ?? (portrait ? { src: portrait } : undefined),
    ...files,
    source: source ? { name: source } : undefined,
    language: item.dc?.languages?.[0],
    rights: plainText(item.dc?.rights?.[0]),
  };
}

/** WordPress writes them as HTML. */
function termsOf({ categories = [], itunes, dc }: RssItem, isOurs: boolean) {
  const others = [...(itunes?.keywords ?? []), ...(dc?.subjects ?? [])].map((name) => ({ name, domain: undefined }));
  return [...categories, ...others].map(({ name, domain }) => ({
    name: (isOurs ? name : textOfTitle(name)) ?? '',
    scheme: domain,
  }));
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
