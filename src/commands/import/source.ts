// Sources: what is to be imported, from a file or an address, and what it is.

import { readFileSync, statSync } from 'node:fs';
import { Failure, type Terminal, UsageError } from '../io.ts';
import { download, LARGEST } from './download.ts';
import { absoluteUrl } from './feed-words.ts';
import { textOfBytes } from './text.ts';

export interface ImportSource {
  readonly kind: 'feed' | 'press article';
  readonly text: string;
  /** Of what comes from the web. */
  readonly address?: string;
}

const FEEDS = 'application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5';

/** Reads a file or an address; of a web page, the feed that it names. Throws where there is nothing to import. */
export async function readSource(place: string, io: Terminal): Promise<ImportSource> {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) return { kind: kindOf(place, readFile(place)), text: readFile(place) };
  if (!/^https?:/i.test(place) || !URL.canParse(place)) {
    throw new UsageError(`${place} is not an address of the web: it begins with https://`);
  }
  const { text, address } = await get(place, io);
  const feed = feedNamedBy(text, address);
  if (feed === undefined) return { kind: kindOf(place, text), text, address };
  io.err(`${place} is a web page; its feed is ${feed}`);
  const found = await get(feed, io);
  return { kind: kindOf(feed, found.text), ...found };
}

function readFile(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new Failure(`There is no file ${path}.`);
  if (!stats.isFile()) throw new Failure(`${path} is not a file.`);
  if (stats.size > LARGEST) throw new Failure(`${path} is larger than ${LARGEST / 1_000_000} MB.`);
  return textOfBytes(readFileSync(path), '');
}

async function get(url: string, io: Terminal): Promise<{ text: string; address: string }> {
  io.progress(`Reading ${url}`);
  const { bytes, type, url: address } = await download(url, FEEDS, io.stop);
  return { text: textOfBytes(bytes, type), address };
}

/** By the text itself: servers and names say all kinds of things. */
function kindOf(place: string, text: string): ImportSource['kind'] {
  const start = text.slice(0, 4096).trimStart();
  if (/^<[\s\S]*<(?:rss|feed|rdf:rdf)[\s>]|^<(?:rss|feed|rdf:rdf)[\s>]/i.test(start)) return 'feed';
  if (start.startsWith('{')) return 'feed';
  if (isPage(start)) throw new Failure(`${place} is a web page that names no feed.`);
  if (start.startsWith('<')) throw new Failure(`${place} is neither a feed nor plain text.`);
  if (/\.(?:md|markdown)$/i.test(place) || /^---\s*\n/.test(start))
    throw new Failure(`${place} is an article already: copy it into the content folder.`);
  if (start === '' || text.includes('\0')) throw new Failure(`${place} holds no text.`);
  return 'press article';
}

const isPage = (start: string): boolean => /^<(?:!doctype html|html[\s>])/i.test(start);

/** The first feed that a page's head names. */
function feedNamedBy(text: string, address: string): string | undefined {
  if (!isPage(text.slice(0, 4096).trimStart())) return undefined;
  for (const [tag] of text.matchAll(/<link\s[^<>]*>/gi)) {
    const of = (name: string) => new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag);
    const [rel, type, href] = ['rel', 'type', 'href'].map(
      (name) =>
        of(name)
          ?.slice(1)
          .find((value) => value !== undefined) ?? '',
    );
    const isFeed = /^application\/(?:rss\+xml|atom\+xml|feed\+json)/i.test(type ?? '');
    if (isFeed && /\balternate\b/i.test(rel ?? '')) return absoluteUrl(href?.replace(/&amp;/g, '&'), address);
  }
  return undefined;
}
