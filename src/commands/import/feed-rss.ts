// RSS and RDF, as articles.

import type { Author } from '../../model/article.ts';
import type { Rdf, Rss, RssItem } from './feed.ts';
import { filesOf } from './feed-files.ts';
import { absoluteUrl, plainText, termsIn, textOfHtml, textOfTitle } from './feed-words.ts';
import type { FeedItem, ImportedFeed } from './imported.ts';
import { namesIn } from './names.ts';

export function rssFeed({ items = [], ...channel }: Rss, address: string | undefined): ImportedFeed {
  const home = absoluteUrl(channel.link, address);
  const { title, description, language, generator } = channel;
  const isOurs = generator === 'Courant';
  return {
    title: isOurs ? plainText(title) : textOfTitle(title),
    home,
    // Courant has the title where there is no description.
    description: isOurs && description === title ? undefined : textOfHtml(description),
    language,
    generator,
    next: absoluteUrl(channel.atom?.links?.find(({ rel }) => rel === 'next')?.href, address),
    items: items.map((item) => feedItem(item, home ?? address, isOurs)),
  };
}

export function rdfFeed({ items = [], ...channel }: Rdf, address: string | undefined): ImportedFeed {
  const rss = items.map(({ rdf, ...item }) => ({ ...item, ...(rdf?.about && { guid: { value: rdf.about } }) }));
  const [language] = channel.dc?.languages ?? [];
  return rssFeed(
    { title: channel.title, link: channel.link, description: channel.description, language, items: rss } as Rss,
    address,
  );
}

function feedItem(item: RssItem, home: string | undefined, isOurs: boolean): FeedItem {
  const guid = item.guid?.value?.trim();
  const isPermalink = item.guid?.isPermaLink !== false && /^https?:/i.test(guid ?? '');
  const link = absoluteUrl(item.link ?? (isPermalink ? guid : undefined), home);
  const text = item.content?.encoded;
  const enclosures = (item.enclosures ?? []).flatMap(({ url = '', ...file }) => {
    const absolute = absoluteUrl(url, home);
    const { duration } = item.itunes ?? {};
    return absolute
      ? [{ ...file, url: absolute, ...(duration && /^(?:audio|video)/.test(file.type ?? '') && { duration }) }]
      : [];
  });
  const { picture, files } = filesOf(enclosures, item.media, isOurs);
  const [source] = item.dc?.sources ?? [];
  return {
    id: guid || link,
    link,
    title: isOurs ? plainText(item.title) : textOfTitle(item.title),
    published: item.pubDate ?? item.dc?.dates?.[0],
    updated: item.atom?.updated ?? item.dcterms?.modified?.[0],
    authors: authorsOf(item, isOurs),
    ...termsIn(termsOf(item, isOurs)),
    // With nothing else the description is the text.
    summary: text === undefined ? undefined : textOfHtml(item.description),
    html: text ?? item.description,
    isBrief: text === undefined,
    base: link ?? home,
    picture: picture ?? pictureAt(absoluteUrl(item.itunes?.image, home)),
    files,
    source: source ? { name: source } : undefined,
    language: item.dc?.languages?.[0],
    rights: plainText(item.dc?.rights?.[0]),
  };
}

/** WordPress writes them as HTML. */
const termsOf = ({ categories = [] }: RssItem, isOurs: boolean) =>
  categories.map(({ name, domain }) => ({ name: (isOurs ? name : textOfTitle(name)) ?? '', scheme: domain }));

const pictureAt = (url: string | undefined) => (url === undefined ? undefined : { url });

/** dc:creator holds names; author should hold an address of e-mail, and often holds a name. */
function authorsOf({ dc, authors = [] }: RssItem, isOurs: boolean): Author[] {
  const creators = dc?.creators ?? [];
  if (creators.length > 1) return creators.map((name) => ({ name }));
  const [creator] = creators;
  if (creator !== undefined) return (isOurs ? creator.split(', ') : namesIn(creator)).map((name) => ({ name }));
  return authors.flatMap(({ name, email }) => {
    const shown = plainText(name) ?? plainText(email);
    const isReal = email !== undefined && !/^no-?reply@/i.test(email) && shown !== email;
    return shown ? [{ name: shown, ...(isReal && { email }) }] : [];
  });
}
