// The feeds of an edition, their preview for people, and the list of them for readers.

import { channelOf } from '../catalog/channels.ts';
import { feedMaker } from '../documents/feeds.ts';
import { writeOpml } from '../documents/opml.ts';
import { pageResource } from '../documents/pages/page.ts';
import { writePreview } from '../documents/pages/preview.tsx';
import { archivePath, FEED_FILE, FORMATS, type Format, feedUrls } from '../model/paths.ts';
import { type DocumentResource, polledDocument } from '../model/resource.ts';
import type { Term } from '../model/term.ts';
import { archivesOf } from './archives.ts';
import type { Edition } from './edition.ts';

export function feedResources(edition: Edition) {
  const { site, terms, frame, render, articlesOf, resolve } = edition;
  const { fitted, make } = feedMaker(site, render);
  const archives = archivesOf(edition, fitted);
  const hubs = site.hubs.map((hub) => `<${hub}>; rel="hub"`);
  return {
    /** The feed of a term, or of the site, in the format of the file. */
    feed(term: Term | undefined, file: string): DocumentResource {
      const format = formatOf(file);
      const channel = channelOf(
        site,
        term,
        (term ? articlesOf(term) : archives.articles()).slice(0, site.feeds.limit).map(resolve),
      );
      const feed = make(channel, format, () => (term ? fitted(channel) : archives.current()));
      const preview = () => pageResource(() => writePreview({ frame, channel, format }, render));
      // SimplePie finds a link only where `rel` comes last.
      return { ...feed, links: [...hubs, ...feed.links], ...(site.feeds.preview && { preview }) };
    },

    /** The archive of a number; undefined if there are not so many. */
    archive(number: number, file: string): DocumentResource | undefined {
      if (number > archives.atMost() || number > archives.count()) return undefined;
      const feeds = feedUrls(site, archivePath(number));
      return { ...make({ feeds }, formatOf(file), () => archives.archive(number)), freshness: 'archived' };
    },

    archives,

    opml(): DocumentResource {
      const channel = (term: Term | undefined) => channelOf(site, term, []);
      const listed = [...terms.category.all(), ...terms.language.all()].map(channel);
      return polledDocument('text/x-opml', () => writeOpml(site, channel(undefined), listed));
    },
  };
}

const formatOf = (file: string): Format => FORMATS.find((format) => FEED_FILE[format] === file) ?? 'rss';
