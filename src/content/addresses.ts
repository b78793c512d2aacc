// Addresses: what stands in an href, a src or a srcset, and which files below content/ a relative one may mean.

import type { MediaIndex } from '../model/media.ts';
import { decodePath } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import { writable } from '../model/text.ts';
import { httpUrl, uriOf } from './fields.ts';

export type Address =
  | { readonly kind: 'absolute'; readonly url: string; readonly fragment?: string }
  /** Relative, or an absolute path: for somebody who knows the files. */
  | { readonly kind: 'local'; readonly reference: string }
  /** It begins like a web address and is none. */
  | { readonly kind: 'malformed'; readonly reference: string }
  /** Empty, or of a scheme that runs code, reads a disk or is not known: javascript, data, file and all others. */
  | { readonly kind: 'none'; readonly scheme?: string };

/** Reads an address as browsers do (URL standard §4.4), so that what is checked is what will be opened. */
export function addressOf(written: string, permalink: string): Address {
  const typed = writable(written)
    .replace(/[\t\n\r]/g, '')
    .trim();
  const tag = tagAddress(typed);
  const reference = tag?.length === typed.length ? tag.address : typed;
  if (reference === '') return { kind: 'none' };
  if (reference.startsWith('#')) {
    return { kind: 'absolute', url: permalink + encodeUnsafe(reference), fragment: reference };
  }
  const web = /^[\\/]{2}/.test(reference) ? `https:${reference}` : reference;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(web)?.[1]?.toLowerCase();
  if (scheme === undefined) return { kind: 'local', reference };
  if (scheme === 'http' || scheme === 'https') {
    return URL.canParse(web) ? { kind: 'absolute', url: uriOf(new URL(web).href) } : { kind: 'malformed', reference };
  }
  return SCHEMES.has(scheme) ? { kind: 'absolute', url: encodeUnsafe(reference) } : { kind: 'none', scheme };
}

/** An address at this place that a tag of Jekyll begins or is: `{{ site.baseurl }}/a/`, `{% post_url 2026-01-05-b %}`. */
export function tagAddress(text: string, at = 0): { readonly address: string; readonly length: number } | undefined {
  if (text[at] !== '{') return undefined;
  TAG_ADDRESS.lastIndex = at;
  const [tag, onSite, path, post] = TAG_ADDRESS.exec(text) ?? [];
  return tag === undefined ? undefined : { address: onSite ?? path ?? `${post}.md`, length: tag.length };
}

const TAG_ADDRESS =
  /(?:\{\{ ?site\.(?:base)?url ?\}\}){1,2}(\/(?![\\/])[^\s()<>"'{}]{0,500})|\{\{ ?["'](\/(?![\\/])[^\s()<>"'{}]{0,500})["'] ?\| ?(?:relative|absolute)_url ?\}\}|\{% ?post_url ([\w.-]{1,200}) ?%\}/y;

/** Schemes that hand an address to another program on the reader's machine, which asks before it does anything. */
const SCHEMES = new Set('mailto tel sms webcal geo xmpp irc ircs matrix magnet news nntp sip sips'.split(' '));

/** The address of a page in an iframe, and for a known player that of the video's own page. */
export function pageOfFrame(url: string): string {
  const { hostname, pathname, searchParams } = new URL(url);
  const host = hostname.replace(/^www\./, '');
  const id = /^\/(?:embed|video)\/([\w-]+)\/?$/.exec(pathname)?.[1];
  if (id === undefined) return url;
  if (host === 'youtube.com' || host === 'youtube-nocookie.com') {
    const list = searchParams.get('list');
    if (id === 'videoseries') return list ? `https://www.youtube.com/playlist?list=${encodeURIComponent(list)}` : url;
    return `https://www.youtube.com/watch?v=${id}`;
  }
  // The hash is the key to a video that is not listed.
  const key = /^[\w-]+$/.exec(searchParams.get('h') ?? '');
  return host === 'player.vimeo.com' ? `https://vimeo.com/${id}${key ? `/${key[0]}` : ''}` : url;
}

const CANDIDATES_AT_MOST = 100;

/** A comma right after the address ends the candidate; otherwise descriptors follow up to the next one. */
const CANDIDATE = /([^\s,](?:\S*[^\s,])?)(,|[^,(]*(?:\([^)]*\)?[^,(]*)*)/g;

/**
 * The pictures in a srcset, as the HTML standard splits it (§4.8.4.3.10): an address may hold commas, not spaces. A
 * descriptor is `2x`, `640w`, or nothing.
 */
export function candidatesOf(srcset: string) {
  const candidates: { readonly url: string; readonly descriptor: string }[] = [];
  for (const [, url = '', rest = ''] of srcset.matchAll(CANDIDATE)) {
    const descriptor = rest === ',' ? '' : rest.trim();
    if (descriptor === '' || /^(?:\d+w(?: +\d+h)?|\d*\.?\d+x)$/.test(descriptor)) candidates.push({ url, descriptor });
    if (candidates.length === CANDIDATES_AT_MOST) break;
  }
  return candidates;
}

/** The same as text; a comma at either end of an address would not be read as part of it. */
export function srcsetOf(candidates: ReturnType<typeof candidatesOf>): string {
  const edge = (url: string) => url.replace(/^,/, '%2C').replace(/,$/, '%2C');
  return candidates.map(({ url, descriptor }) => `${edge(url)} ${descriptor}`.trim()).join(', ');
}

/** The address of what is not below content/: an absolute one, or one of the site if another program serves the media. */
export function remoteAddress(
  written: string,
  { site, media }: { readonly site: Pick<Site, 'url'>; readonly media: MediaIndex },
): string | undefined {
  const isOnSite = media.isServedElsewhere && written !== '' && !/^[a-z][a-z0-9+.-]*:/i.test(written);
  return httpUrl(isOnSite && URL.canParse(written, site.url) ? new URL(written, site.url).href : written);
}

/** What may not stand in a URI, percent-encoded (RFC 3986); what is encoded already stays. */
const encodeUnsafe = (text: string): string => text.replace(/[^!#$%&'()*+,./:;=?@[\]~\w-]+/g, encodeURIComponent);

/**
 * The files below content/ that a reference from the file at `from` may mean, likeliest first: beside the file,
 * then below content/; none if it leads out. `suffix` is its query and fragment.
 */
export function filesReferenced(reference: string, from: string) {
  const [, written = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(reference) ?? [];
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  const spellings = [written, decodePath(written) ?? written].flatMap((each) => [
    each,
    each.normalize('NFC'),
    each.normalize('NFD'),
  ]);
  const paths = [...new Set(spellings)].flatMap((path) =>
    /^[\\/]/.test(path) ? [normal(path)] : [normal(folder + path), normal(path)],
  );
  return { paths: [...new Set(paths.filter((path) => path !== undefined))], suffix };
}

/** A path without `.` and `..`; nothing where it leads out. */
function normal(path: string): string | undefined {
  if (path.includes('\0')) return undefined;
  const parts: string[] = [];
  // `images\photo.jpg`, as Windows writes it; a URL means the same by it (URL standard §4.4).
  for (const part of path.split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
