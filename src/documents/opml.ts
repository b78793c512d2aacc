// OPML 2.0 (https://opml.org/spec2.opml): the site, its sections and its languages, for import into a reader.

import { type Channel, languageOfChannel, newestChange } from '../model/channel.ts';
import type { Document } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { phrasesOf } from './pages/phrases.ts';
import { type Element, writeXml } from './xml.ts';

/**
 * The feed of the site and those of its sections and languages, as RSS only. A reader that imports every format, topic and author
 * shows each article several times.
 */
export function writeOpml(site: Site, home: Channel, others: readonly Channel[]): Document {
  const outline = [outlineOf(site, home)];
  const { kinds } = phrasesOf(site.language);
  for (const kind of ['category', 'language'] as const) {
    const listed = others.filter(({ term }) => term?.kind === kind);
    if (listed.length > 0) {
      outline.push({ _attributes: { text: kinds[kind] }, outline: listed.map((each) => outlineOf(site, each)) });
    }
  }
  const document = writeXml('opml', {
    _attributes: { version: '2.0' },
    head: { title: site.title, docs: 'https://opml.org/spec2.opml' },
    body: { outline },
  });
  return { text: document, updated: newestChange(site, []) };
}

const outlineOf = (site: Site, channel: Channel): Element => ({
  _attributes: {
    type: 'rss',
    text: channel.term?.name ?? channel.title,
    title: channel.title,
    description: channel.description || undefined,
    language: languageOfChannel(site, channel),
    xmlUrl: channel.feeds.rss,
    htmlUrl: channel.home,
  },
});
