// The draft: `feed` writes a channel with tokens in place of its words, once for all three formats.

import { Feed } from 'feed';
import type { PublicArticle } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import type { Site } from '../model/site.ts';
import type { Instant } from '../model/time.ts';
import { newestChange } from './newest.ts';
import { createWords, type Words } from './words.ts';

/** An article with what a feed says of it beyond its head. */
export interface Item {
  readonly article: PublicArticle;
  readonly summary?: string;
  /** HTML; nothing where the feed carries none. */
  readonly content?: string;
  /** HTML, never empty: JSON Feed needs it. */
  readonly contentForJson: string;
}

export interface Draft {
  readonly site: Site;
  readonly channel: Channel;
  readonly updated: Instant;
  /** Never none. Each says all of the channel, and has some of the items. */
  readonly parts: readonly Part[];
}

export interface Part {
  readonly feed: Feed;
  readonly words: Words;
  readonly items: readonly Item[];
}

/** `feed` writes a document in one step, so a long one is drafted in parts. */
const ITEMS_A_PART = 15;

/** Everything `feed` can say of the channel; each format then completes what it cannot. */
export function draftOf(site: Site, channel: Channel, items: readonly Item[]): Draft {
  const updated = newestChange(
    site,
    items.map(({ article }) => article),
  );
  const parts: Part[] = [];
  for (let start = 0; start === 0 || start < items.length; start += ITEMS_A_PART) {
    parts.push(partOf(site, channel, updated, items.slice(start, start + ITEMS_A_PART)));
  }
  return { site, channel, updated, parts };
}

function partOf(site: Site, channel: Channel, updated: Instant, items: readonly Item[]): Part {
  const words = createWords();
  const { token } = words;
  const feed = new Feed({
    id: channel.id,
    title: token(channel.title),
    description: token(channel.description || channel.title),
    link: channel.home,
    language: site.language,
    updated: new Date(updated),
    generator: 'Courant',
    ttl: site.feeds.ttl,
    feedLinks: channel.feeds,
    ...(site.copyright && { copyright: token(site.copyright) }),
    ...(site.logo && { image: site.logo }),
    ...(site.icon && { favicon: site.icon }),
  });
  for (const { article, summary, content } of items) {
    feed.addItem({
      id: article.permalink,
      guid: token(article.id),
      link: article.permalink,
      title: token(article.title),
      date: new Date(article.updated ?? article.published),
      published: new Date(article.published),
      author: article.authors.map(({ name }) => ({ name: token(name) })),
      category: [...article.categories, ...article.tags].map(({ name }) => ({ name: token(name), term: token(name) })),
      ...(summary && { description: token(summary) }),
      ...(content && { content: token(content) }),
    });
  }
  return { feed, words, items };
}
