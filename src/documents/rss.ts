// RSS 2.0 (https://www.rssboard.org/rss-profile): the draft, completed.

import {
  type Channel,
  HISTORY_NAMESPACE,
  isArchived,
  languageOfChannel,
  linksOf,
  newestChange,
} from '../model/channel.ts';
import { schemeOf } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import { escapeHtml } from '../model/text.ts';
import { rfc3339 } from '../model/time.ts';
import type { FeedItem } from './content.ts';
import { filled, RSS_DRAFT } from './draft.ts';
import { chiefEnclosureOf, mediaElementsOf } from './enclosures.ts';
import { type Element, writeElement, writeXml } from './xml.ts';

const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
};

/** The channel as an RSS 2.0 document, with items that are written already. */
export function writeRss(site: Site, channel: Channel, items: readonly string[]): string {
  const { title, description, home } = channel;
  const image = imageOf(site);
  const head = filled(RSS_DRAFT.channel, {
    home,
    description: description || title,
    language: languageOfChannel(site, channel),
    copyright: site.copyright || undefined,
    image,
    self: channel.feeds.rss,
  });
  return writeXml('rss', {
    _attributes: { version: '2.0', ...NAMESPACES, 'xmlns:fh': channel.history && HISTORY_NAMESPACE },
    channel: {
      ...head,
      title: { _title: title },
      lastBuildDate: rfc822(newestChange(site, channel.articles)),
      docs: undefined,
      ttl: site.feeds.ttl,
      image: image && { ...head.image, title: { _title: title } },
      'fh:archive': isArchived(channel) ? {} : undefined,
      'atom:link': [
        head['atom:link'],
        ...linksOf(site, channel, 'rss').map(([rel, href]) => ({ _attributes: { href, rel } })), // `feed` knows one hub
      ],
      _written: items.join(''),
    },
  });
}

/** The profile knows JPEG, GIF and PNG only, so a picture of these comes first. */
function imageOf({ icon, logo }: Site): string | undefined {
  const known = [icon, logo].find((url) => url && /\.(?:jpe?g|gif|png)$/i.test(url.replace(/[?#].*$/s, '')));
  return known ?? icon ?? logo;
}

/** An article as an item of any channel. */
export function writeRssItem(site: Site, { article, summary, content }: FeedItem): string {
  const { id, permalink, categories, tags } = article;
  const modified = article.updated === undefined ? undefined : rfc3339(article.updated);
  const enclosure = chiefEnclosureOf(article);
  const draft = filled(RSS_DRAFT.item, { id, permalink, summary: summary && escapeHtml(summary) });
  const item: Element = {
    title: { _title: article.title },
    link: draft.link,
    guid: draft.guid,
    pubDate: rfc822(article.published),
    'dcterms:modified': modified,
    'atom:updated': modified,
    // One element with all names: several readers show only the first of many, or only the last.
    'dc:creator': article.authors.map(({ name }) => name).join(', '),
    'dc:source': article.source?.name,
    category: [...categories, ...tags].map(({ kind, name }) =>
      filled(RSS_DRAFT.item.category, { name, scheme: schemeOf(site, kind) }),
    ),
    description: draft.description,
    'content:encoded': content ? { _html: content } : undefined,
    enclosure: enclosure && { _attributes: { url: enclosure.url, length: enclosure.length, type: enclosure.type } },
    ...mediaElementsOf(article, enclosure ? [enclosure] : []),
  };
  return writeElement('item', item, '\n    ');
}

/** `Tue, 03 Mar 2026 09:00:00 GMT` (RFC 822 with a four-digit year). */
const rfc822 = (instant: number): string => new Date(instant).toUTCString();
