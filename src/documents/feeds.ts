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
  return {
    /** The channel with as many of its newest articles as fit into the site's `feeds.bytes` as RSS, and never none. */
    fitted(channel: Channel): Channel {
      let bytes = byteLengthOf(writeRss(site, channel, []));
      const end = channel.articles.findIndex((article, index) => {
        bytes += writeItem(article).rssBytes;
        return bytes > site.feeds.bytes && index > 0;
      });
      return end < 0 ? channel : { ...channel, articles: channel.articles.slice(0, end) };
    },

    /** The channel in one format. Its addresses are known at once, what it shows when it is written. */
    make({ feeds }: Pick<Channel, 'feeds'>, format: Format, shown: () => Channel): DocumentResource {
      const write = (): Document => {
        const channel = shown();
        const items = channel.articles.map((article) => writeItem(article)[format]);
        return { text: WRITERS[format](site, channel, items), updated: newestChange(site, channel.articles) };
      };
      return { ...polledDocument(FEED_TYPE[format], write), links: [`<${feeds[format]}>; rel="self"`] };
    },
  };
}

const WRITERS = { rss: writeRss, atom: writeAtom, json: writeJsonFeed };

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
