// The feeds of an edition, their preview for people, and the list of them for readers. Archives of the site's feeds
// (RFC 5005 §4) hold what these leave out, the first the oldest articles.

import { isInFeeds, isPublic, isTakenBack } from '../catalog/public-articles.ts';
import { everyTerm } from '../catalog/terms.ts';
import { writeAtom, writeAtomEntry } from '../documents/atom.ts';
import { itemOf } from '../documents/content.ts';
import { writeJsonFeed, writeJsonItem } from '../documents/json-feed.ts';
import { pageResource } from '../documents/pages/page.ts';
import { writePreview } from '../documents/pages/subscribing.tsx';
import { writeRss, writeRssItem } from '../documents/rss.ts';
import { type Element, writeXml } from '../documents/xml.ts';
import type { Article, PublicArticle, Term } from '../model/article.ts';
import { type Channel, channelOf, languageOfChannel, newestChange } from '../model/channel.ts';
import { archivePath, FEED_FILE, FEED_TYPE, FORMATS, type Format, feedUrls, OPML, termPath } from '../model/paths.ts';
import { type Document, type DocumentResource, polledDocument } from '../model/resource.ts';
import { byteLengthOf } from '../model/text.ts';
import { type Addressed, type Edition, once } from './edition.ts';

const WRITERS = { rss: writeRss, atom: writeAtom, json: writeJsonFeed };

export function* feedsOf(edition: Edition): Iterable<Addressed> {
  const { site, terms, frame, articlesOf, resolve } = edition;
  const writeItem = itemWriter(edition);
  const archives = archivesOf(edition, fitted);
  const hubs = site.hubs.map((hub) => `<${hub}>; rel="hub"`);

  /** The channel with as many of its newest articles as fit into the site's `feeds.bytes` as RSS, and never none. */
  function fitted(channel: Channel): Channel {
    let bytes = byteLengthOf(writeRss(site, channel, []));
    const end = channel.articles.findIndex((article, index) => {
      bytes += byteLengthOf(writeItem(article).rss);
      return bytes > site.feeds.bytes && index > 0;
    });
    return end < 0 ? channel : { ...channel, articles: channel.articles.slice(0, end) };
  }

  /** A channel in one format, at these addresses; what it shows is known when it is written. */
  function document(feeds: Channel['feeds'], format: Format, shown: () => Channel): DocumentResource {
    const write = () => {
      const channel = shown();
      const items = channel.articles.map((article) => writeItem(article)[format]);
      return { text: WRITERS[format](site, channel, items), updated: newestChange(site, channel.articles) };
    };
    return { ...polledDocument(FEED_TYPE[format], write), links: [`<${feeds[format]}>; rel="self"`] };
  }

  function feed(term: Term | undefined, format: Format): DocumentResource {
    const articles = term ? articlesOf(term) : archives.articles();
    const channel = channelOf(site, term, articles.slice(0, site.feeds.limit).map(resolve));
    const feed = document(channel.feeds, format, () => (term ? fitted(channel) : archives.feed().channel));
    const preview = () => pageResource(() => writePreview({ frame, channel, format }));
    // SimplePie finds a link only where `rel` comes last.
    return { ...feed, links: [...hubs, ...feed.links], ...(site.feeds.preview && { preview }) };
  }

  function archive(number: number, format: Format): DocumentResource | undefined {
    if (number > archives.feed().archives) return undefined;
    return { ...document(archives.at(number), format, () => archives.archive(number)), freshness: 'archived' };
  }

  for (const term of [undefined, ...everyTerm(terms)]) {
    for (const format of FORMATS) yield [termPath(term) + FEED_FILE[format], () => feed(term, format)];
  }
  for (let number = 1; number <= archives.atMost(); number++) {
    for (const format of FORMATS) yield [archivePath(number) + FEED_FILE[format], () => archive(number, format)];
  }
  yield [OPML, () => polledDocument('text/x-opml', () => writeOpml(edition))];
}

/** Of the items that are kept for the next feed. */
const MAX_CHARACTERS = 10_000_000;

/** Writes an article as each format has it in a list of others, once for all feeds that show it. */
function itemWriter({ site, frame }: Edition): (article: PublicArticle) => Readonly<Record<Format, string>> {
  const written = new Map<PublicArticle, Readonly<Record<Format, string>>>();
  let characters = 0;
  return (article) => {
    const known = written.get(article);
    if (known) return known;
    const item = itemOf(site, article, frame.render(article.article));
    const made = { rss: writeRssItem(site, item), atom: writeAtomEntry(site, item), json: writeJsonItem(item) };
    characters += made.rss.length + made.atom.length + made.json.length;
    if (characters > MAX_CHARACTERS) {
      written.clear();
      characters = 0;
    }
    written.set(article, made);
    return made;
  };
}

/** `fitted` is the channel with the articles for which the feed has room, which are rendered for that. */
function archivesOf(edition: Edition, fitted: (channel: Channel) => Channel) {
  const { site, catalog, resolve } = edition;
  const { limit } = site.feeds;
  const at = (number: number) => feedUrls(site, archivePath(number));
  const homeWith = (articles: readonly Article[]) => channelOf(site, undefined, articles.map(resolve));

  /** Every article that the feed may have, newest first. */
  const articles = once(() => edition.articles.filter((article) => isInFeeds(article, site)));
  /**
   * The place of every article that the feed has or had, the oldest first. What was taken back leaves its place empty,
   * so that no other archive changes.
   */
  const places = once(() =>
    catalog.articles
      .filter((article) => isInFeeds(article, site))
      .filter((article) => isPublic(article, edition) || isTakenBack(article, edition))
      .reverse(),
  );
  /** How many archives there are, however few articles fit into the feed. */
  const atMost = (): number => Math.ceil(Math.max(0, places().length - 1) / limit);

  /** The site's channel as its feeds show it, and how many articles and archives there are before it. Renders bodies. */
  const feed = once(() => {
    const newest = homeWith(articles().slice(0, limit));
    const whole = fitted(newest);
    if (whole.articles.length === articles().length) return { channel: whole, left: 0, archives: 0 };
    const channel = fitted({ ...newest, history: { 'prev-archive': at(atMost()) } }); // the link takes room too
    const [oldest] = channel.articles.slice(-1);
    const left = oldest ? places().indexOf(oldest.article) : 0;
    const archives = Math.ceil(left / limit);
    return { channel: { ...channel, history: { 'prev-archive': at(archives) } }, left, archives };
  });

  function archive(number: number): Channel {
    const { left, archives } = feed();
    const shown = places().slice((number - 1) * limit, Math.min(number * limit, left));
    const home = homeWith(shown.filter((article) => isPublic(article, edition)).reverse());
    return {
      ...home,
      feeds: at(number),
      history: {
        current: home.feeds,
        ...(number > 1 && { 'prev-archive': at(number - 1) }),
        ...(number < archives && { 'next-archive': at(number + 1) }),
      },
    };
  }

  return { articles, atMost, feed, at, archive };
}

/**
 * OPML 2.0 (https://opml.org/spec2.opml): the feeds of the site, its sections and its languages, for import into a
 * reader. RSS only: with every format, topic and author a reader shows each article several times.
 */
function writeOpml({ site, terms, frame: { phrases } }: Edition): Document {
  function outlineOf(term: Term | undefined): Element {
    const channel = channelOf(site, term, []);
    const { title, description, feeds, home } = channel;
    return {
      _attributes: {
        type: 'rss',
        text: term?.name ?? title,
        title,
        description: description || undefined,
        language: languageOfChannel(site, channel),
        xmlUrl: feeds.rss,
        htmlUrl: home,
      },
    };
  }
  const groups = (['category', 'language'] as const).map((kind) => ({
    _attributes: { text: phrases.kinds[kind] },
    outline: terms[kind].all().map(outlineOf),
  }));
  const document = writeXml('opml', {
    _attributes: { version: '2.0' },
    head: { title: site.title, docs: 'https://opml.org/spec2.opml' },
    body: { outline: [outlineOf(undefined), ...groups.filter(({ outline }) => outline.length > 0)] },
  });
  return { text: document, updated: newestChange(site, []) };
}
