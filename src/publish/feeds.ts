// The feeds of an edition, their preview for people, and the list of them for readers. Archives of the site's feeds
// (RFC 5005 §4) hold what these leave out, the first the oldest articles.

import { isInFeeds, isPublic, isTakenBack } from '../catalog/public-articles.ts';
import { everyTerm } from '../catalog/terms.ts';
import { feedMaker } from '../documents/feeds.ts';
import { writeOpml } from '../documents/opml.ts';
import { pageResource } from '../documents/pages/page.ts';
import { writePreview } from '../documents/pages/subscribing.tsx';
import type { Article } from '../model/article.ts';
import { type Channel, channelOf } from '../model/channel.ts';
import { archivePath, FEED_FILE, FORMATS, type Format, feedUrls, OPML, termPath } from '../model/paths.ts';
import { type DocumentResource, polledDocument } from '../model/resource.ts';
import type { Term } from '../model/term.ts';
import { type Addressed, type Edition, once } from './edition.ts';

export function* feedsOf(edition: Edition): Iterable<Addressed> {
  const { site, terms, frame, articlesOf, resolve } = edition;
  const { fitted, make } = feedMaker(site, frame.render);
  const archives = archivesOf(edition, fitted);
  const hubs = site.hubs.map((hub) => `<${hub}>; rel="hub"`);

  function feed(term: Term | undefined, format: Format): DocumentResource {
    const articles = term ? articlesOf(term) : archives.articles();
    const channel = channelOf(site, term, articles.slice(0, site.feeds.limit).map(resolve));
    const feed = make(channel, format, () => (term ? fitted(channel) : archives.current()));
    const preview = () => pageResource(() => writePreview({ frame, channel, format }));
    // SimplePie finds a link only where `rel` comes last.
    return { ...feed, links: [...hubs, ...feed.links], ...(site.feeds.preview && { preview }) };
  }

  function archive(number: number, format: Format): DocumentResource | undefined {
    if (number > archives.count()) return undefined;
    const feeds = feedUrls(site, archivePath(number));
    return { ...make({ feeds }, format, () => archives.archive(number)), freshness: 'archived' };
  }

  function opml(): DocumentResource {
    const listed = [undefined, ...terms.category.all(), ...terms.language.all()];
    const channels = listed.map((term) => channelOf(site, term, []));
    return polledDocument('text/x-opml', () => writeOpml(site, channels));
  }

  for (const term of [undefined, ...everyTerm(terms)]) {
    for (const format of FORMATS) yield [termPath(term) + FEED_FILE[format], () => feed(term, format)];
  }
  for (let number = 1; number <= archives.atMost(); number++) {
    for (const format of FORMATS) yield [archivePath(number) + FEED_FILE[format], () => archive(number, format)];
  }
  yield [OPML, opml];
}

/** `fitted` is the channel with the articles for which the feed has room, which are rendered for that. */
function archivesOf(edition: Edition, fitted: (channel: Channel) => Channel) {
  const { site, catalog, resolve } = edition;
  const { limit } = site.feeds;
  const at = (number: number) => feedUrls(site, archivePath(number));
  const homeWith = (articles: readonly Article[]) => channelOf(site, undefined, articles.map(resolve));

  /** Every article that the feed may have, newest first. */
  const articles = once((): readonly Article[] => edition.articles.filter((article) => isInFeeds(article, site)));
  /**
   * The place of every article that the feed has or had, the oldest first. What was taken back leaves its place empty,
   * so that no other archive changes.
   */
  const places = once((): readonly Article[] =>
    catalog.articles
      .filter((article) => isInFeeds(article, site))
      .filter((article) => isPublic(article, edition) || isTakenBack(article, edition))
      .reverse(),
  );
  /** However few articles fit into the feed. */
  const atMost = (): number => Math.ceil(Math.max(0, places().length - 1) / limit);

  const newest = once((): Channel => {
    const all = homeWith(articles().slice(0, limit));
    const shown = fitted(all);
    if (shown.articles.length === articles().length) return shown;
    return fitted({ ...all, history: { 'prev-archive': at(atMost()) } }); // the link takes room too
  });
  /** The articles before the oldest one in the feed. */
  const left = once((): number => {
    const shown = newest().articles;
    const oldest = shown.at(-1)?.article;
    return oldest && shown.length < articles().length ? places().indexOf(oldest) : 0;
  });
  const count = (): number => Math.ceil(left() / limit);

  return {
    articles,
    atMost,
    /** How many there are. Renders bodies. */
    count,

    /** The site's channel as its feeds show it. */
    current(): Channel {
      return count() === 0 ? newest() : { ...newest(), history: { 'prev-archive': at(count()) } };
    },

    archive(number: number): Channel {
      const shown = places().slice((number - 1) * limit, Math.min(number * limit, left()));
      const home = homeWith(shown.filter((article) => isPublic(article, edition)).reverse());
      return {
        ...home,
        feeds: at(number),
        history: {
          current: home.feeds,
          ...(number > 1 && { 'prev-archive': at(number - 1) }),
          ...(number < count() && { 'next-archive': at(number + 1) }),
        },
      };
    },
  };
}
