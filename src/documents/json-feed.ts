// JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): the draft, completed.

import { type Channel, hubsOf, languageOfChannel } from '../model/channel.ts';
import type { Enclosure } from '../model/media.ts';
import type { Site } from '../model/site.ts';
import { rfc3339 } from '../model/time.ts';
import type { FeedItem } from './content.ts';
import { filled, JSON_DRAFT } from './draft.ts';
import { filesOf } from './enclosures.ts';

/** The channel as a JSON Feed 1.1 document, with items that are written already. */
export function writeJsonFeed(site: Site, channel: Channel, items: readonly string[]): string {
  const { title, home, feeds, description } = channel;
  const { icon } = site;
  const head = printed({
    ...filled(JSON_DRAFT.feed, { title, home, self: feeds.json, description: description || undefined, image: icon }),
    version: 'https://jsonfeed.org/version/1.1', // `feed` writes 1.0
    favicon: icon,
    language: languageOfChannel(site, channel),
    next_url: channel.history?.['prev-archive']?.json,
    hubs: filledList(hubsOf(site, channel).map((url) => ({ type: 'WebSub', url }))),
    items: [],
  });
  const list = items.length === 0 ? '[]' : `[${ITEM}${items.join(`,${ITEM}`)}\n  ]`;
  return `${head.slice(0, -NO_ITEMS.length)}${list}\n}\n`;
}

/** How the head ends, and what stands before each item and each of its lines. */
const NO_ITEMS = '[]\n}';
const ITEM = '\n    ';

const printed = (value: object): string => JSON.stringify(value, undefined, 2);

/** An article as an item of any feed. */
export function writeJsonItem({ article, summary, contentForJson }: FeedItem): string {
  const { id, title, permalink, image, published, updated, source } = article;
  const item = {
    id,
    ...filled(JSON_DRAFT.item, { permalink, title, summary, content: contentForJson }),
    external_url: article.canonical,
    image: image?.url,
    date_published: rfc3339(published),
    date_modified: updated === undefined ? undefined : rfc3339(updated),
    authors: article.authors.map(({ name, url, avatar }) => ({ name, url, avatar })),
    // A category and a tag may have one name, and here nothing tells them apart.
    tags: filledList([...new Set([...article.categories, ...article.tags].map(({ name }) => name))]),
    language: article.language,
    attachments: filledList(filesOf(article).flatMap(attachmentOf)),
    _credit: source && { name: source.name, url: source.url },
  };
  return printed(item).replaceAll('\n', ITEM);
}

/** An attachment needs a media type: feed-rs gives the whole feed up for one without. */
const attachmentOf = ({ url, type, title, length, duration }: Enclosure): object[] =>
  type ? [{ url, mime_type: type, title, size_in_bytes: length || undefined, duration_in_seconds: duration }] : [];

const filledList = <T>(list: readonly T[]): readonly T[] | undefined => (list.length ? list : undefined);
