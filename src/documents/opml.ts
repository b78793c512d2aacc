// OPML 2.0 (https://opml.org/spec2.opml): every channel of the site, for import into a reader.

import type { Channel } from '../model/channel.ts';
import type { Document } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import type { TermKind } from '../model/term.ts';
import { newestChange } from './dates.ts';
import { phrasesOf } from './pages/phrases.ts';
import { type Element, text, writeXml } from './xml.ts';

/** One feed of each channel, as RSS: a reader that imports all three formats shows each article three times. */
export function writeOpml(site: Site, channels: Iterable<Channel>): Document {
  const outlines: Element[] = [];
  const folders = new Map<TermKind, Element[]>();
  for (const channel of channels) {
    const kind = channel.term?.kind;
    const folder = kind === undefined ? outlines : (folders.get(kind) ?? []);
    folder.push(outlineOf(site, channel));
    if (kind !== undefined) folders.set(kind, folder);
  }
  const { kinds } = phrasesOf(site.language);
  for (const [kind, outline] of folders) outlines.push({ _attributes: { text: kinds[kind] }, outline });
  const document = writeXml('opml', {
    _attributes: { version: '2.0' },
    head: { title: text(site.title), docs: text('https://opml.org/spec2.opml') },
    body: { outline: outlines },
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
