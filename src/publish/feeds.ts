// The feeds of an edition, their preview for people, and the list of them for readers.

import { channelOf } from '../catalog/channels.ts';
import { feedMaker } from '../documents/feeds.ts';
import { writeOpml } from '../documents/opml.ts';
import { pageResource } from '../documents/pages/page-resource.ts';
import { writePreview } from '../documents/pages/preview.tsx';
import { FEED_FILE, FORMATS } from '../model/paths.ts';
import type { DocumentResource } from '../model/resource.ts';
import type { Term } from '../model/term.ts';
import type { Edition } from './edition.ts';

export interface Feeds {
  /** The feed of a term, or of the site, in the format of the file. */
  feed(path: string, term: Term | undefined, file: string): DocumentResource | undefined;
  opml(path: string): DocumentResource;
}

export function feedsOf(edition: Edition): Feeds {
  const { site, terms, frame, framed, render, articlesOf, resolve, carried } = edition;
  const makeFeed = feedMaker(site, render);
  return {
    feed(path, term, file) {
      const format = FORMATS.find((each) => FEED_FILE[each] === file);
      if (!format) return undefined;
      const shown = articlesOf(term).slice(0, site.feeds.limit).map(resolve);
      const used = shown.flatMap(({ categories, tags }) => [...categories, ...tags]);
      const channel = channelOf(site, term, shown);
      const preview = () => {
        const madeOf = carried(`${path}?`, [...framed, term, ...shown, ...used]);
        return pageResource(madeOf, () => writePreview({ frame, channel, format }, render));
      };
      return makeFeed(channel, format, carried(path, [site, term, ...shown, ...used]), preview);
    },
    opml(path) {
      const sections = terms.category.all();
      const channel = (term: Term | undefined) => channelOf(site, term, []);
      return {
        kind: 'document',
        type: 'text/x-opml; charset=utf-8',
        freshness: 'polled',
        links: [],
        madeOf: carried(path, [site, ...sections]),
        write: () => writeOpml(site, channel(undefined), sections.map(channel)),
      };
    },
  };
}
