// The three feeds of a channel, written together: one limit of bytes decides for all.

import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import type { Format } from '../model/paths.ts';
import type { Document } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { writeAtom } from './atom.ts';
import { briefOf, contentOf, summaryOf } from './content.ts';
import { type Draft, draftOf, type Item } from './draft.ts';
import { writeJsonFeed } from './json-feed.ts';
import { writeRss } from './rss.ts';

export type Feeds = Readonly<Record<Format, Document>>;

type Writer = (draft: Draft) => Generator<void, string, void>;

const WRITERS: Readonly<Record<Format, Writer>> = {
  rss: writeRss,
  atom: writeAtom,
  json: writeJsonFeed,
};

/**
 * The channel in three formats, with as many of its newest articles as fit into the site's `feeds.bytes`, and
 * never none. `render` gives an article's body as clean HTML. Pauses after each article and every few items of a document.
 */
export function* writeFeeds(
  site: Site,
  channel: Channel,
  render: (article: Article) => string,
): Generator<void, Feeds, void> {
  const items: Item[] = [];
  for (const article of channel.articles) {
    items.push(itemOf(site, article, render(article.article)));
    yield;
  }
  const whole = yield* write(site, channel, items);
  if (fits(whole, site.feeds.bytes)) return whole;
  let [most, best, least] = [items.length - 1, undefined as Feeds | undefined, 1];
  while (least <= most) {
    const middle = Math.ceil((least + most) / 2);
    const feeds = yield* write(site, channel, items.slice(0, middle));
    if (fits(feeds, site.feeds.bytes)) [best, least] = [feeds, middle + 1];
    else most = middle - 1;
  }
  return best ?? (yield* write(site, channel, items.slice(0, 1)));
}

function itemOf(site: Site, article: Channel['articles'][number], body: string): Item {
  const summary = summaryOf(article, body);
  const content = site.feeds.content === 'full' ? contentOf(article, body, article.language ?? site.language) : '';
  const contentForJson = content && body ? content : briefOf(article, summary);
  return { article, contentForJson, ...(summary !== undefined && { summary }), ...(content && { content }) };
}

function* write(site: Site, channel: Channel, items: readonly Item[]): Generator<void, Feeds, void> {
  const draft = yield* draftOf(site, channel, items);
  const feeds: Partial<Record<Format, Document>> = {};
  for (const [format, writer] of Object.entries(WRITERS) as [Format, Writer][]) {
    feeds[format] = { text: yield* writer(draft), updated: draft.updated };
    yield;
  }
  return feeds as Feeds;
}

/** A character is three bytes at most, so that few texts must be measured. */
const fits = (feeds: Feeds, bytes: number): boolean =>
  Object.values(feeds).every(({ text }) => text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes);
