// Feeds: a channel in one format at one address. Each article is written once for all feeds that show it.

import type { Article, PublicArticle } from '../model/article.ts';
import { type Channel, newestChange } from '../model/channel.ts';
import { FEED_TYPE, type Format } from '../model/paths.ts';
import { type Document, type DocumentResource, polledDocument } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { byteLengthOf } from '../model/text.ts';
import { writeAtom, writeAtomEntry } from './atom.ts';
import { itemOf } from './content.ts';
import { writeJsonFeed, writeJsonItem } from './json-feed.ts';
import { writeRss, writeRssItem } from './rss.ts';

/** Makes the feeds of one publication. `render` gives an article's body as clean HTML. */
export function feedMaker(site: Site, render: (article: Article) => string) {
  const writeItem = itemWriter(site, render);
  return (channel: Channel, format: Format, preview: () => DocumentResource): DocumentResource => ({
    ...polledDocument(FEED_TYPE[format], () => writeFeed(site, channel, format, channel.articles.map(writeItem))),
    // SimplePie finds a link only where `rel` comes last.
    links: [...site.hubs.map((hub) => `<${hub}>; rel="hub"`), `<${channel.feeds[format]}>; rel="self"`],
    ...(site.feeds.preview && { preview }),
  });
}

const WRITERS = { rss: writeRss, atom: writeAtom, json: writeJsonFeed };

function writeFeed(site: Site, channel: Channel, format: Format, items: readonly WrittenItem[]): Document {
  const count = countThatFits(site, channel, items);
  const shown = { ...channel, articles: channel.articles.slice(0, count) };
  const written = items.slice(0, count).map((item) => item[format]);
  return { text: WRITERS[format](site, shown, written), updated: newestChange(site, shown.articles) };
}

/** How many of the newest fit into the site's `feeds.bytes` as RSS, and never none. */
function countThatFits(site: Site, channel: Channel, items: readonly WrittenItem[]): number {
  let bytes = byteLengthOf(writeRss(site, channel, []));
  let count = 0;
  for (const item of items) {
    bytes += item.rssBytes;
    if (bytes > site.feeds.bytes && count > 0) break;
    count++;
  }
  return count;
}

/** An article as each format has it in a list of others. */
interface WrittenItem extends Readonly<Record<Format, string>> {
  readonly rssBytes: number;
}

/** Of the items that are kept for the next feed. */
const MAX_CHARACTERS = 10_000_000;

function itemWriter(site: Site, render: (article: Article) => string) {
  const written = new Map<PublicArticle, WrittenItem>();
  let characters = 0;
  return (article: PublicArticle): WrittenItem => {
    const known = written.get(article);
    if (known) return known;
    const item = itemOf(site, article, render(article.article));
    const [rss, atom, json] = [writeRssItem(site, item), writeAtomEntry(site, item), writeJsonItem(item)];
    characters += rss.length + atom.length + json.length;
    if (characters > MAX_CHARACTERS) {
      written.clear();
      characters = 0;
    }
    const made = { rss, atom, json, rssBytes: byteLengthOf(rss) };
    written.set(article, made);
    return made;
  };
}
