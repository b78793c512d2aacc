// RSS 2.0 (https://www.rssboard.org/rss-profile): the draft, completed.

import type { PublicArticle } from '../model/article.ts';
import {
  type Channel,
  HISTORY_NAMESPACE,
  historyOf,
  isArchived,
  languageOfChannel,
  newestChange,
} from '../model/channel.ts';
import { schemeOf } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import { rfc3339 } from '../model/time.ts';
import { escapeHtml, type FeedItem } from './content.ts';
import { filled, RSS_DRAFT } from './draft.ts';
import { chiefEnclosureOf, mediaElementsOf } from './enclosures.ts';
import { type Element, text, writeElement, writeXml } from './xml.ts';

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
      lastBuildDate: text(rfc822(newestChange(site, channel.articles))),
      docs: undefined,
      ttl: text(site.feeds.ttl),
      image: image && { ...head.image, title: { _title: title } },
      'fh:archive': isArchived(channel) ? {} : undefined,
      'atom:link': [
        head['atom:link'],
        ...historyOf(channel, 'rss').map(([rel, href]) => linkTo(href, rel)),
        ...(isArchived(channel) ? [] : site.hubs.map((hub) => linkTo(hub, 'hub'))), // `feed` knows one hub only
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

const linkTo = (href: string, rel: string): Element => ({ _attributes: { href, rel } });

/** An article as an item of any channel. */
export function writeRssItem(site: Site, { article, summary, content }: FeedItem): string {
  const { id, permalink, categories, tags } = article;
  const enclosure = chiefEnclosureOf(article);
  const draft = filled(RSS_DRAFT.item, { id, permalink, summary: summary && escapeHtml(summary) });
  const item: Element = {
    title: { _title: article.title },
    link: draft.link,
    guid: draft.guid,
    pubDate: text(rfc822(article.published)),
    ...modifiedOf(article),
    // One element with all names: several readers show only the first of many, or only the last.
    'dc:creator': text(article.authors.map(({ name }) => name).join(', ')),
    'dc:source': text(article.source?.name),
    category: [...categories, ...tags].map(({ kind, name }) =>
      filled(RSS_DRAFT.item.category, { name, scheme: schemeOf(site, kind) }),
    ),
    description: draft.description,
    'content:encoded': content ? { _html: content } : undefined,
    enclosure: enclosure && {
      _attributes: { url: enclosure.url, length: enclosure.length, type: enclosure.type },
    },
    ...mediaElementsOf(article, enclosure ? [enclosure] : []),
  };
  return writeElement('item', item, '\n    ');
}

/** `Tue, 03 Mar 2026 09:00:00 GMT` (RFC 822 with a four-digit year). */
const rfc822 = (instant: number): string => new Date(instant).toUTCString();

const modifiedOf = ({ updated }: PublicArticle): Element =>
  updated === undefined ? {} : { 'dcterms:modified': text(rfc3339(updated)), 'atom:updated': text(rfc3339(updated)) };
