// OPML 2.0 (https://opml.org/spec2.opml): the site and its sections, for import into a reader.

import { type Channel, newestChange } from '../model/channel.ts';
import type { Document } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { phrasesOf } from './pages/phrases.ts';
import { type Element, text, writeXml } from './xml.ts';

/**
 * The feed of the site and those of its sections, as RSS only. A reader that imports every format, topic and author
 * shows each article several times.
 */
export function writeOpml(site: Site, home: Channel, sections: readonly Channel[]): Document {
  const outline = [outlineOf(site, home)];
  if (sections.length > 0) {
    const { kinds } = phrasesOf(site.language);
    outline.push({ _attributes: { text: kinds.category }, outline: sections.map((each) => outlineOf(site, each)) });
  }
  const document = writeXml('opml', {
    _attributes: { version: '2.0' },
    head: { title: text(site.title), docs: text('https://opml.org/spec2.opml') },
    body: { outline },
  });
  return { text: document, updated: newestChange(site, []) };
}

const outlineOf = (site: Site, { term, title, description, feeds, home }: Channel): Element => ({
  _attributes: {
    type: 'rss',
    text: term?.name ?? title,
    title,
    description: description || undefined,
    language: site.language,
    xmlUrl: feeds.rss,
    htmlUrl: home,
  },
});
