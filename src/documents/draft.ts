// The draft: what `feed` writes of a channel and of an article, with a placeholder for each text.

import { Feed } from 'feed';
import { type Element, readXml } from './xml.ts';

/** The texts by the names of their placeholders; undefined if there is none. */
type Words = Readonly<Record<string, string | undefined>>;

/**
 * The draft with its words; an element without words is left out. `feed` and xml-js escape some text twice and some not
 * at all, so that they never see any: they draft the form, once for all channels and articles, and that is filled here.
 */
export function filled<T>(draft: T, words: Words): T {
  if (typeof draft === 'string') return (draft.startsWith(SCHEME) ? words[draft.slice(SCHEME.length)] : draft) as T;
  if (typeof draft !== 'object' || draft === null) return draft;
  const copy = { ...draft } as Record<string, unknown>;
  for (const key in copy) copy[key] = filled(copy[key], words);
  return ('_text' in copy && copy._text === undefined ? undefined : copy) as T;
}

/** A placeholder is a URI, because `feed` reads addresses with `new URL`. */
const SCHEME = 'words:';

const drafted = new Feed({
  id: 'words:id',
  title: 'words:title',
  description: 'words:description',
  link: 'words:home',
  language: 'words:language',
  updated: new Date(0),
  generator: 'Courant',
  ttl: 1,
  feedLinks: { rss: 'words:self', atom: 'words:self', json: 'words:self' },
  copyright: 'words:copyright',
  image: 'words:image',
  favicon: 'words:icon',
});

drafted.addItem({
  guid: 'words:id',
  link: 'words:permalink',
  title: 'words:title',
  date: new Date(0),
  description: 'words:summary',
  content: 'words:content',
  category: [{ name: 'words:name', term: 'words:name', scheme: 'words:scheme', domain: 'words:scheme' }],
});

/** An element whose children all stand for one element. */
type Drafted = Readonly<Record<string, Element>>;

const { item: rssItem, ...rssChannel } = (readXml(drafted.rss2()).rss as { channel: Drafted }).channel;
export const RSS_DRAFT = { channel: rssChannel as Drafted, item: rssItem as Drafted };

const { entry: atomEntry, ...atomFeed } = readXml(drafted.atom1()).feed as Drafted;
export const ATOM_DRAFT = { feed: atomFeed as Drafted, entry: atomEntry as Drafted };

const { items, ...jsonFeed } = JSON.parse(drafted.json1()) as { items: [object] };
export const JSON_DRAFT = { feed: jsonFeed, item: items[0] };
