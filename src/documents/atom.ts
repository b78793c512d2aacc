// Atom 1.0 (RFC 4287): the draft, completed.

import type { Author, PublicArticle } from '../model/article.ts';
import type { Enclosure } from '../model/media.ts';
import { isUri, schemeOf, tagId } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import type { Term } from '../model/term.ts';
import { rfc3339 } from './dates-out.ts';
import type { Draft, Item } from './draft.ts';
import { filesOf, mediaOf } from './enclosures.ts';
import { type Element, readXml, text, wordsOf, writeXml } from './xml.ts';

/** The channel as an Atom 1.0 document. */
export function writeAtom({ site, channel, updated, parts }: Draft): string {
  const completed: Element[] = [];
  let head: Element | undefined;
  for (const { feed, words, items } of parts) {
    const { entry = [], ...rest } = readXml(feed.atom1(), words.restore).feed as Element & { entry?: Element[] };
    head ??= rest;
    entry.forEach((each, index) => {
      completed.push(completeEntry(each, items[index] as Item, site));
    });
  }
  return writeXml('feed', {
    _attributes: {
      xmlns: 'http://www.w3.org/2005/Atom',
      'xmlns:media': 'http://search.yahoo.com/mrss/',
      'xml:lang': site.language,
    },
    id: text(channel.id),
    title: plain(wordsOf(head?.title)),
    subtitle: channel.description ? plain(channel.description) : undefined,
    updated: text(rfc3339(updated)),
    rights: head?.rights,
    generator: head?.generator,
    icon: head?.icon,
    logo: head?.logo,
    link: [
      link('self', channel.feeds.atom, 'application/atom+xml'),
      ...site.hubs.map((hub) => link('hub', hub)),
      link('alternate', channel.home, 'text/html'), // last: Liferea takes the last link as the page
    ],
    entry: completed,
  });
}

function completeEntry(draft: Element, { article, summary }: Item, site: Site): Element {
  const { enclosures, source } = article;
  return {
    _attributes: { 'xml:lang': article.language },
    id: text(isUri(article.id) ? article.id : tagId(site.tagAuthority, article.id)),
    title: plain(wordsOf(draft.title)),
    published: text(rfc3339(article.published)),
    updated: text(rfc3339(article.updated ?? article.published)),
    author: article.authors.map(authorOf),
    category: [...article.categories, ...article.tags].map((term) => categoryOf(term, site)),
    summary: summary === undefined ? undefined : plain(summary),
    content: draft.content && { _attributes: { type: 'html' }, _html: wordsOf(draft.content) },
    rights: article.rights === undefined ? undefined : plain(article.rights),
    ...mediaOf(article, enclosures),
    link: [
      ...filesOf(article).map(enclosureOf),
      ...(source?.url ? [link('via', source.url)] : []),
      ...relatedOf(article),
      link('alternate', article.permalink, 'text/html'),
    ],
  };
}

const plain = (words: string): Element => ({ _attributes: { type: 'text' }, _text: words });

const link = (rel: string, href: string, type?: string): Element => ({ _attributes: { rel, type, href } });

const authorOf = ({ name, url, email }: Author): Element => ({ name: text(name), uri: text(url), email: text(email) });

const categoryOf = ({ kind, name }: Term, site: Site): Element => ({
  _attributes: { term: name, scheme: schemeOf(site, kind), label: name },
});

const enclosureOf = ({ url, type, length, title }: Enclosure): Element => ({
  _attributes: { rel: 'enclosure', type, length: length || undefined, title, href: url },
});

const relatedOf = ({ related }: PublicArticle): Element[] =>
  related.map(({ title, permalink }) => ({
    _attributes: { rel: 'related', type: 'text/html', title, href: permalink },
  }));
