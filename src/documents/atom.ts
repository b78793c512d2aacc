// Atom 1.0 (RFC 4287): the draft, completed.

import {
  type Channel,
  HISTORY_NAMESPACE,
  isArchived,
  languageOfChannel,
  linksOf,
  newestChange,
} from '../model/channel.ts';
import { FEED_TYPE, idAsUri, schemeOf } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import { escapeHtml } from '../model/text.ts';
import { rfc3339 } from '../model/time.ts';
import type { FeedItem } from './content.ts';
import { ATOM_DRAFT, filled } from './draft.ts';
import { filesOf, mediaElementsOf } from './enclosures.ts';
import { type Element, writeElement, writeXml } from './xml.ts';

/** The channel as an Atom 1.0 document, with entries that are written already. */
export function writeAtom(site: Site, channel: Channel, entries: readonly string[]): string {
  const { id, title, description, home } = channel;
  const { copyright, icon, logo } = site;
  const draft = filled(ATOM_DRAFT.feed, { id, copyright: copyright || undefined, icon, image: logo });
  return writeXml('feed', {
    _attributes: {
      xmlns: 'http://www.w3.org/2005/Atom',
      'xmlns:media': 'http://search.yahoo.com/mrss/',
      'xmlns:fh': channel.history && HISTORY_NAMESPACE,
      'xml:lang': languageOfChannel(site, channel),
    },
    id: draft.id,
    title: plain(title),
    subtitle: description ? plain(description) : undefined,
    updated: rfc3339(newestChange(site, channel.articles)),
    rights: draft.rights,
    generator: draft.generator,
    icon: draft.icon,
    logo: draft.logo,
    'fh:archive': isArchived(channel) ? {} : undefined,
    link: [
      link('self', channel.feeds.atom, FEED_TYPE.atom),
      ...linksOf(site, channel, 'atom').map(([rel, href]) =>
        link(rel, href, rel === 'hub' ? undefined : FEED_TYPE.atom),
      ),
      ...(site.license?.url ? [link('license', site.license.url)] : []), // RFC 4946
      link('alternate', home, 'text/html'), // last: Liferea takes the last link as the page
    ],
    _written: entries.join(''),
  });
}

/** An article as an entry of any feed. `feed` calls a title HTML, writes milliseconds, and gives links no type. */
export function writeAtomEntry(site: Site, { article, summary, content }: FeedItem): string {
  const { published, updated, enclosures, source, related, rights } = article;
  const draft = filled(ATOM_DRAFT.entry, { summary: summary && escapeHtml(summary) });
  const entry: Element = {
    _attributes: { 'xml:lang': article.language },
    id: idAsUri(site.tagAuthority, article.id),
    title: plain(article.title),
    published: rfc3339(published),
    updated: rfc3339(updated ?? published),
    author: article.authors.map(({ name, url, email }): Element => ({ name, uri: url, email })),
    category: [...article.categories, ...article.tags].map(({ kind, name }) =>
      filled(ATOM_DRAFT.entry.category, { name, scheme: schemeOf(site, kind) }),
    ),
    summary: draft.summary,
    content: content ? { _attributes: { type: 'html' }, _html: content } : undefined,
    rights: rights === undefined ? undefined : plain(rights),
    ...mediaElementsOf(article, enclosures),
    link: [
      ...filesOf(article).map(({ url, type, length, title }) => ({
        _attributes: { rel: 'enclosure', type, length: length || undefined, title, href: url },
      })),
      ...(source?.url ? [link('via', source.url)] : []),
      ...related.map(({ title, permalink }) => ({
        _attributes: { rel: 'related', type: 'text/html', title, href: permalink },
      })),
      link('alternate', article.permalink, 'text/html'),
    ],
  };
  return writeElement('entry', entry, '\n  ');
}

const plain = (words: string): Element => ({ _attributes: { type: 'text' }, _text: words });

const link = (rel: string, href: string, type?: string): Element => ({ _attributes: { rel, type, href } });
