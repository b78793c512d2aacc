// Reading feeds: RSS, Atom, RDF or JSON Feed, in one shape.

import { type AtomFeed, type JsonFeed, parseFeed, type RdfFeed, type RssFeed } from 'feedsmith';
import { Failure } from '../io.ts';
import { atomFeed } from './feed-atom.ts';
import { jsonFeed } from './feed-json.ts';
import { rdfFeed, rssFeed } from './feed-rss.ts';
import type { ImportedFeed } from './imported.ts';

export type Rss = RssFeed.Feed<string>;
export type RssItem = RssFeed.Item<string>;
export type Rdf = RdfFeed.Feed<string>;
export type Atom = AtomFeed.Feed<string>;
export type AtomEntry = AtomFeed.Entry<string>;
export type Json = JsonFeed.Feed<string>;
export type JsonItem = JsonFeed.Item<string>;

/** The feed in a text; `address` is where it came from. Throws where it is none, or broken. */
export function readFeed(text: string, address: string | undefined): ImportedFeed {
  if (/<wp:wxr_version>/.test(text)) {
    throw new Failure(
      'This is an export of WordPress, with more in it than a feed. Give the address of its feed, /feed/.',
    );
  }
  const parsed = parsedFeed(text);
  switch (parsed.format) {
    case 'rss':
      return rssFeed(parsed.feed, address);
    case 'rdf':
      return rdfFeed(parsed.feed, address);
    case 'atom':
      return atomFeed(parsed.feed, address);
    case 'json':
      return jsonFeed(parsed.feed, text);
  }
}

function parsedFeed(text: string): ReturnType<typeof parseFeed<string>> {
  try {
    return parseFeed<string>(text);
  } catch (error) {
    throw new Failure(`The feed cannot be read: ${(error as Error).message}`);
  }
}
