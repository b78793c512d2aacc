// A feed as a resource: one channel in one format at one address.

import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import type { Format } from '../model/paths.ts';
import type { DocumentResource } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { type Feeds, writeFeeds } from './feeds.ts';

const TYPES: Readonly<Record<Format, string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
};

/** Makes the feeds of one publication; `madeOf` are the values that decide a feed's bytes. */
export type FeedMaker = (
  channel: Channel,
  format: Format,
  madeOf: readonly unknown[],
  preview: () => DocumentResource,
) => DocumentResource;

/** Who asks for one format often asks for the others next: the last few channels written stay at hand. */
export function feedMaker(site: Site, render: (article: Article) => string): FeedMaker {
  const written = new Map<string, Feeds>();
  return (channel, format, madeOf, preview) => ({
    kind: 'document',
    type: TYPES[format],
    freshness: 'polled',
    // SimplePie finds a link only where `rel` comes last.
    links: [...site.hubs.map((hub) => `<${hub}>; rel="hub"`), `<${channel.feeds[format]}>; rel="self"`],
    madeOf,
    ...(site.feeds.preview && { preview }),
    write() {
      const feeds = written.get(channel.path) ?? writeFeeds(site, channel, render);
      written.set(channel.path, feeds);
      const [oldest] = written.keys();
      if (written.size > KEPT && oldest !== undefined) written.delete(oldest);
      return feeds[format];
    },
  });
}

const KEPT = 4; // channels
