// The feeds of an edition, their preview for people, and the list of them for readers.

import { channelOf } from '../catalog/channels.ts';
import { feedMaker } from '../documents/feeds.ts';
import { writeOpml } from '../documents/opml.ts';
import { pageResource } from '../documents/pages/page.ts';
import { writePreview } from '../documents/pages/preview.tsx';
import { FEED_FILE, FORMATS } from '../model/paths.ts';
import { type DocumentResource, polledDocument } from '../model/resource.ts';
import type { Term } from '../model/term.ts';
import type { Edition } from './edition.ts';

export function feedResources(edition: Edition) {
  const { site, terms, frame, render, articlesOf, resolve } = edition;
  const makeFeed = feedMaker(site, render);
  return {
    /** The feed of a term, or of the site, in the format of the file. */
    feed(term: Term | undefined, file: string): DocumentResource | undefined {
      const format = FORMATS.find((each) => FEED_FILE[each] === file);
      if (!format) return undefined;
      const shown = articlesOf(term).slice(0, site.feeds.limit).map(resolve);
      const channel = channelOf(site, term, shown);
      const preview = () => pageResource(() => writePreview({ frame, channel, format }, render));
      return makeFeed(channel, format, preview);
    },

    opml(): DocumentResource {
      const sections = terms.category.all();
      const channel = (term: Term | undefined) => channelOf(site, term, []);
      return polledDocument('text/x-opml', () => writeOpml(site, channel(undefined), sections.map(channel)));
    },
  };
}
