// Sources: what is to be imported, from a file or an address, and what it is.

import { readFileSync, statSync } from 'node:fs';
import { Failure, type Terminal, UsageError } from '../io.ts';
import { feedNamedIn, rootOf } from './markup.ts';

/** 10 MB, which is more than feeds and pictures have. */
export const LARGEST = 10_000_000;
/** A whole WordPress in one file. */
const LARGEST_FILE = 200_000_000;
const FEEDS = 'application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5';

type Source = { readonly kind: 'feed' | 'press article'; readonly text: string; readonly address: string | undefined };

/**
 * Reads a file or an address; of a web page, the feed that it names, unless a page has named it. Throws a Failure if
 * there is nothing to import.
 */
export async function readSource(place: string, io: Terminal, isNamed = false): Promise<Source> {
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(place);
  const { text, address } = isAddress ? await textAtUrl(place, io) : { text: readFile(place), address: undefined };
  const start = text.slice(0, 4096).trimStart();
  // By the text itself: servers and names say all kinds of things.
  const root = start.startsWith('<') ? rootOf(text) : undefined;
  if (root === 'html') {
    const feed = address === undefined || isNamed ? undefined : feedNamedIn(text, address);
    if (feed === undefined) throw new Failure(`${place} is a web page that names no feed.`);
    io.err(`${place} is a web page; its feed is ${feed}`);
    return readSource(feed, io, true);
  }
  if (start.startsWith('{') || /^(?:.+:)?(?:rss|feed|rdf)$/.test(root ?? '')) return { kind: 'feed', text, address };
  if (start.startsWith('<')) throw new Failure(`${place} is neither a feed nor plain text.`);
  if (/\.(?:md|markdown)$/i.test(place) || /^---\s*\n/.test(start))
    throw new Failure(`${place} is an article already: copy it into the content folder.`);
  if (start === '' || text.includes('\0')) throw new Failure(`${place} holds no text.`);
  if (isAddress)
    throw new Failure(`${place} is plain text and no feed. To import it as a press article, save it as a file first.`);
  return { kind: 'press article', text, address };
}

function readFile(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new Failure(`There is no file ${path}.`);
  if (stats.size > LARGEST_FILE) throw new Failure(`${path} is larger than ${LARGEST_FILE / 1_000_000} MB.`);
  return textOfBytes(readFileSync(path), '');
}

/** The text at an address, and where that has led to. Throws a Failure. */
export async function textAtUrl(url: string, io: Terminal): Promise<{ text: string; address: string }> {
  if (!/^https?:/i.test(url) || !URL.canParse(url))
    throw new UsageError(`${url} is not an address of the web: it begins with https://`);
  io.progress(`Reading ${url}`);
  const { bytes, type, url: address } = await download(url, FEEDS, io.stop);
  return { text: textOfBytes(bytes, type), address };
}

/** The text of a file or an answer; `type` is its `Content-Type`, empty for a file. Without a word on it: UTF-8, else windows-1252. */
export function textOfBytes(bytes: Uint8Array, type: string): string {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const said =
    MARKS[/^(?:ï»¿|ÿþ|þÿ)/.exec(start)?.[0] ?? ''] ??
    /charset\s*=\s*["']?([\w-]+)/i.exec(type)?.[1] ??
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)["']/i.exec(start)?.[1];
  try {
    const decoder = new TextDecoder(said, { fatal: true });
    if (decoder.encoding !== 'windows-1252') return decoder.decode(bytes);
  } catch {} // it is not what it says
  // Not by TextDecoder: Node 20 reads 0x80 to 0x9F as control characters.
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80] ?? c);
}

/** Byte order marks, read as latin1. RFC 7303 §3: they decide before everything else. */
const MARKS: Readonly<Record<string, string>> = { 'ï»¿': 'utf-8', ÿþ: 'utf-16le', þÿ: 'utf-16be' };

/** From 0x80; five places are empty. */
const WINDOWS_1252 = Array.from('€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ');

/**
 * Gets what is at an address of the web, in so many seconds: its bytes, its `Content-Type` as it was sent, and where it
 * was in the end. Throws a Failure that says why it cannot be had.
 */
export async function download(url: string, accept: string, stop: AbortSignal, seconds = 20) {
  // AbortSignal.any of a timeout never fires once the collector has run (Node 20).
  const limit = new AbortController();
  const end = () => limit.abort(new Failure('Stopped.'));
  const timer = setTimeout(
    () => limit.abort(new Failure(`${url} took longer than ${seconds} seconds.`)),
    seconds * 1000,
  );
  stop.addEventListener('abort', end);
  try {
    if (stop.aborted) end();
    const headers = { accept, 'user-agent': 'Courant (import)' };
    const response = await fetch(url, { signal: limit.signal, headers });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Failure(`${`${url} answers ${response.status} ${response.statusText}`.trim()}.`);
    }
    const pieces: Uint8Array[] = [];
    let length = 0;
    // Counted as they come, and unpacked: what a header says of the length may be wrong.
    for await (const piece of response.body ?? []) {
      length += piece.byteLength;
      if (length > LARGEST) throw new Failure(`${url} is larger than ${LARGEST / 1_000_000} MB.`);
      pieces.push(piece);
    }
    return { bytes: Buffer.concat(pieces), type: response.headers.get('content-type') ?? '', url: response.url };
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { message, cause } = error as Error;
    throw new Failure(`${url} cannot be reached: ${(cause as Error | undefined)?.message ?? message}`);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
  }
}
