// OPML 2.0 (https://opml.org/spec2.opml): the site, its sections and its languages, for import into a reader.

import type { TermKind } from '../model/article.ts';
import { type Channel, languageOfChannel, newestChange } from '../model/channel.ts';
import type { Document } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { phrasesOf } from './pages/phrases.ts';
import { type Element, writeXml } from './xml.ts';

/**
 * The feed of the site and those of its sections and languages, as RSS only. A reader that imports every format, topic and author
 * shows each article several times.
 */
export function writeOpml(site: Site, channels: readonly Channel[]): Document {
  const { kinds } = phrasesOf(site.language);
  const outlinesOf = (kind: TermKind | undefined) =>
    channels.filter(({ term }) => term?.kind === kind).map((channel) => outlineOf(site, channel));
  const groups = (['category', 'language'] as const).map((kind) => ({
    _attributes: { text: kinds[kind] },
    outline: outlinesOf(kind),
  }));
  const outline = [...outlinesOf(undefined), ...groups.filter((group) => group.outline.length > 0)];
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
