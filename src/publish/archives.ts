// The archives of the site's feeds (RFC 5005 §4): they hold what the feed leaves out, the first the oldest articles.

import { channelOf } from '../catalog/channels.ts';
import { isPublic, isTakenBack } from '../catalog/public-articles.ts';
import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import { archivePath, feedUrls } from '../model/paths.ts';
import type { Edition } from './edition.ts';

/** `fitted` is the channel with the articles for which the feed has room, which are rendered for that. */
export function archivesOf(edition: Edition, fitted: (channel: Channel) => Channel) {
  const { site, catalog, resolve, isInFeeds } = edition;
  const { limit } = site.feeds;
  const at = (number: number) => feedUrls(site, archivePath(number));

  /** Every article that the feed may have, newest first. */
  const articles = once((): readonly Article[] => edition.articles.filter(isInFeeds));
  /**
   * The place of every article that the feed has or had, the oldest first. What was taken back leaves its place empty,
   * so that no other archive changes.
   */
  const places = once((): readonly Article[] =>
    catalog.articles
      .filter((article) => !article.unlisted && isInFeeds(article))
      .filter((article) => isPublic(article, edition) || isTakenBack(article, edition))
      .reverse(),
  );
  /** However few articles fit into the feed. */
  const atMost = (): number => Math.ceil(Math.max(0, places().length - 1) / limit);

  const newest = once((): Channel => {
    const all = channelOf(site, undefined, articles().slice(0, limit).map(resolve));
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
  const count = (): number => (atMost() === 0 ? 0 : Math.ceil(left() / limit));

  return {
    articles,
    atMost,
    count,

    /** The site's channel as its feeds show it. */
    current(): Channel {
      return count() === 0 ? newest() : { ...newest(), history: { 'prev-archive': at(count()) } };
    },

    archive(number: number): Channel {
      const end = Math.min(number * limit, left());
      const shown = places().slice((number - 1) * limit, end);
      const home = channelOf(
        site,
        undefined,
        shown
          .filter((article) => isPublic(article, edition))
          .reverse()
          .map(resolve),
      );
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

/** A value that is made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
