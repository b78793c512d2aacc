// RSS 2.0 (https://www.rssboard.org/rss-profile): the draft, completed.

import type { PublicArticle } from '../model/article.ts';
import { schemeOf } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import type { Term } from '../model/term.ts';
import { escapeHtml } from './content.ts';
import { rfc822, rfc3339 } from './dates-out.ts';
import type { Draft, Item } from './draft.ts';
import { chiefEnclosureOf, mediaOf } from './enclosures.ts';
import { type Element, readXml, text, wordsOf, writeXml } from './xml.ts';

const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
};

/** The channel as an RSS 2.0 document. */
export function writeRss({ site, channel, updated, parts }: Draft): string {
  const completed: Element[] = [];
  let head: Element | undefined;
  for (const { feed, words, items } of parts) {
    const draft = readXml(feed.rss2(), words.restore).rss as { channel: Element & { item?: Element[] } };
    const { item = [], ...rest } = draft.channel;
    head ??= rest;
    item.forEach((each, index) => {
      completed.push(completeItem(each, items[index] as Item, site));
    });
  }
  const links = [{ rel: 'self', type: 'application/rss+xml', href: channel.feeds.rss }, ...site.hubs.map(hubLink)];
  const image = imageOf(site);
  return writeXml('rss', {
    _attributes: { version: '2.0', ...NAMESPACES },
    channel: {
      ...head,
      link: text(channel.home),
      docs: undefined,
      lastBuildDate: text(rfc822(updated)),
      image: image && { url: text(image), title: text(channel.title), link: text(channel.home) },
      'atom:link': links.map((_attributes) => ({ _attributes })),
      item: completed,
    },
  });
}

/** The profile knows JPEG, GIF and PNG only, so a picture of these comes first. */
function imageOf({ icon, logo }: Site): string | undefined {
  const known = [icon, logo].find((url) => url && /\.(?:jpe?g|gif|png)$/i.test(url.replace(/[?#].*$/s, '')));
  return known ?? icon ?? logo;
}

const hubLink = (href: string) => ({ rel: 'hub', href });

function completeItem(draft: Element, { article, summary }: Item, site: Site): Element {
  const enclosure = chiefEnclosureOf(article);
  return {
    title: text(wordsOf(draft.title)),
    link: text(article.permalink),
    guid: { _attributes: { isPermaLink: 'false' }, _text: wordsOf(draft.guid) },
    pubDate: draft.pubDate,
    ...modifiedOf(article),
    // One element with all names: several readers show only the first of many, or only the last.
    'dc:creator': text(article.authors.map(({ name }) => name).join(', ')),
    'dc:source': text(article.source?.name),
    category: [...article.categories, ...article.tags].map((term) => categoryOf(term, site)),
    description: summary === undefined ? undefined : { _html: escapeHtml(summary) },
    'content:encoded': draft['content:encoded'] && { _html: wordsOf(draft['content:encoded']) },
    enclosure: enclosure && {
      _attributes: { url: enclosure.url, length: enclosure.length, type: enclosure.type },
    },
    ...mediaOf(article, enclosure ? [enclosure] : []),
  };
}

const modifiedOf = ({ updated }: PublicArticle): Element =>
  updated === undefined ? {} : { 'dcterms:modified': text(rfc3339(updated)), 'atom:updated': text(rfc3339(updated)) };

const categoryOf = ({ kind, name }: Term, site: Site): Element => ({
  _attributes: { domain: schemeOf(site, kind) },
  _text: name,
});
