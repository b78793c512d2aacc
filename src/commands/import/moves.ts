// Moves: how addresses of before find the articles that have come here.

import { decodePath, isReserved } from '../../model/paths.ts';
import { isLoopback, type Site } from '../../model/site.ts';
import { slugOf } from '../../model/slug.ts';
import { type Instant, localTimeOf, twoDigits } from '../../model/time.ts';

/** The readable end of an address, so that it stays when an article moves; of a number or a query, undefined. */
export function slugInLink(link: string | undefined): string | undefined {
  const parts = pathParts(link);
  if (/^index\.\w+$/i.test(parts.at(-1) ?? '')) parts.pop();
  const last = (parts.at(-1) ?? '').replace(/\.(?:html?|php|aspx?)$/i, '');
  return /\p{L}/u.test(last) ? slugOf(last) : undefined;
}

type OldAddress = { readonly link?: string | undefined; readonly published?: Instant | undefined };

/** The permalink pattern that more than half of the addresses follow; undefined if there is none, or it is Courant's own. */
export function patternOf(items: readonly OldAddress[], timeZone: string): string | undefined {
  const counts = tallyOf(items.flatMap((item) => patternIn(item, timeZone) ?? []));
  const [[pattern, count] = ['', 0]] = [...counts].sort(([, a], [, b]) => b - a);
  return pattern === '/articles/{slug}/' || count * 2 <= items.length ? undefined : pattern;
}

/** How often each value is there. */
export function tallyOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The pattern that one address follows; undefined if its end is not readable, or numbers in it are no date. */
function patternIn({ link, published }: OldAddress, timeZone: string): string | undefined {
  const parts = pathParts(link);
  const [, last, end] = /^(.*?)(\.html|)$/s.exec(parts.pop() ?? '') ?? [];
  if (published === undefined || slugInLink(link) !== last) return undefined;
  const { year, month, day } = localTimeOf(published, timeZone);
  const left = [year, month, day].map(twoDigits);
  const named = parts.map((part) => {
    const at = left.indexOf(part);
    if (at >= 0) left[at] = ''; // the day and the month may be one number
    return /^\d+$/.test(part) ? ['{year}', '{month}', '{day}'][at] : part;
  });
  return named.includes(undefined) ? undefined : `/${[...named, '{slug}'].join('/')}${end || '/'}`;
}

/**
 * An article keeps its old address, unless its site's pattern gives one of them; the others lead to it. Addresses of
 * another host do not come here.
 */
export function oldAddressesOf(links: readonly string[], address: string, site: Site) {
  const paths = [...new Set(links.flatMap((link) => ownPathOf(link, site) ?? []))];
  const kept = paths.find((path) => path === address || /\/$|\.html?$/i.test(path));
  return { permalink: kept === address ? undefined : kept, aliases: paths.filter((path) => path !== kept) };
}

/** The path of an old address below this site, decoded; undefined if it is another site's, or none that a page has. */
function ownPathOf(link: string, site: Site): string | undefined {
  const here = new URL(site.url);
  if (!URL.canParse(link) || !site.permalink.startsWith('/')) return undefined;
  const { hostname, pathname, search } = new URL(link);
  const isOurs = isLoopback(here.hostname) ? !isPlatform(hostname) : bare(hostname) === bare(here.hostname);
  const path = decodePath(pathname)?.slice(here.pathname.length - 1);
  if (!isOurs || search !== '' || !pathname.startsWith(here.pathname) || !path || path === '/') return undefined;
  if (!/^[^\s:{}<>?#\\*|"^`%]+$/.test(path) || isReserved(path)) return undefined;
  return /\/$|\.[a-z0-9]+$/i.test(path) ? path : `${path}/`;
}

/** Whether a host belongs to a platform, so that its addresses stay there. */
export const isPlatform = (host: string): boolean =>
  /(?:^|\.)(?:medium\.com|substack\.com|wordpress\.com|blogspot\.com|ghost\.io|tumblr\.com|github\.io)$/i.test(host);

const bare = (hostname: string): string => hostname.replace(/^www\./, '');

function pathParts(link: string | undefined): string[] {
  if (link === undefined || !URL.canParse(link)) return [];
  return (decodePath(new URL(link).pathname) ?? '').split('/').filter((part) => part !== '');
}
