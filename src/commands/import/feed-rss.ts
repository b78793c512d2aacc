// RSS and RDF, as articles.

import type { Author } from '../../model/article.ts';
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
import type { FeedItem, ImportedFeed, Rdf, Rss, RssItem } from './imported.ts';

export function rssFeed({ items = [], ...channel }: Rss, address: string | undefined): ImportedFeed {
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

export function rdfFeed({ items = [], ...channel }: Rdf, address: string | undefined): ImportedFeed {
  const rss = items.map(({ rdf, ...item }) => ({ ...item, ...(rdf?.about && { guid: { value: rdf.about } }) }));
  const { title, link, description, dc } = channel;
  return rssFeed({ title, link, description, language: dc?.languages?.[0], items: rss } as Rss, address);
}

function feedItem(item: RssItem, home: string | undefined, isOurs: boolean): FeedItem {
  const guid = item.guid?.value?.trim();
  const isPermalink = item.guid?.isPermaLink !== false && /^https?:/i.test(guid ?? '');
  const original = item.atom?.links?.find(({ rel }) => rel === ORIGINAL)?.href;
  const link = absoluteUrl(original ?? item.link ?? (isPermalink ? guid : undefined), home);
  const description = item.description ?? mediaText(item.media);
  const text = item.content?.encoded;
  const enclosures = (item.enclosures ?? []).map(({ url = '', ...file }) => {
    const { duration } = item.itunes ?? {};
    const isSound = duration && /audio|video/.test(file.type ?? '');
    return { ...file, url: absoluteUrl(url, home) ?? url, ...(isSound && { duration }) };
  });
  const { picture, files, remarks } = feedFilesOf(enclosures, item.media, isOurs);
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
    picture: picture ?? (portrait ? { url: portrait } : undefined),
    files,
    remarks: remarks ?? [],
    source: source ? { name: source } : undefined,
    language: item.dc?.languages?.[0],
    rights: plainText(item.dc?.rights?.[0]),
  };
}

/** What FeedBurner calls origLink, put into a link that feedsmith reads. */
export const ORIGINAL = 'feedburner-original';

/** WordPress writes them as HTML. */
function termsOf({ categories = [], itunes, dc }: RssItem, isOurs: boolean) {
  const named = categories.map(({ name, domain }) => ({
    name: (isOurs ? name : textOfTitle(name)) ?? '',
    scheme: domain,
  }));
  const others = [...(itunes?.keywords ?? []), ...(dc?.subjects ?? [])].map((name) => ({
    name: textOfTitle(name) ?? '',
  }));
  return [...named, ...others];
}

/** dc:creator holds names; author should hold an address of e-mail, and often holds a name. */
function authorsOf({ dc, itunes, authors = [] }: RssItem, isOurs: boolean): Author[] {
  const creators = dc?.creators ?? [];
  if (creators.length > 1) return creators.flatMap((name) => authorOf(name));
  const [creator] = creators;
  if (creator !== undefined) return (isOurs ? creator.split(', ') : namesIn(creator)).flatMap((name) => authorOf(name));
  const named = authors.flatMap(({ name, email }) => (name ? authorOf(name, email ? { email } : {}) : authorOf(email)));
  return named.length > 0 ? named : namesIn(itunes?.author ?? '').flatMap((name) => authorOf(name));
}
