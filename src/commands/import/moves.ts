// Moves: how addresses of before find the articles that have come here.

import { decodePath } from '../../model/paths.ts';
import type { Site } from '../../model/site.ts';
import { slugOf } from '../../model/slug.ts';
import { type Instant, localTimeOf } from '../../model/time.ts';
import { pathToBe } from '../address.ts';
import { yamlText } from '../yaml-out.ts';

/** The readable end of an address, so that it stays when an article moves; of a number or a query, nothing. */
export function slugInLink(link: string | undefined): string | undefined {
  const parts = pathParts(link);
  if (/^index\.\w+$/i.test(parts.at(-1) ?? '')) parts.pop();
  const last = (parts.at(-1) ?? '').replace(/\.(?:html?|php|aspx?)$/i, '');
  return /\p{L}/u.test(last) ? slugOf(last) : undefined;
}

export interface Moved {
  readonly link?: string | undefined;
  readonly published?: Instant | undefined;
}

/** The permalink pattern that all the addresses follow, so that none of them changes; nothing where there is none. */
export function patternOf(items: readonly Moved[], timeZone: string): string | undefined {
  const [first] = items;
  const pattern = first && patternIn(first, timeZone);
  if (pattern === undefined || pattern === '/articles/{slug}/') return undefined;
  return items.every((item) => patternIn(item, timeZone) === pattern) ? pattern : undefined;
}

function patternIn({ link, published }: Moved, timeZone: string): string | undefined {
  const parts = pathParts(link);
  const last = parts.pop();
  if (last === undefined || published === undefined || slugInLink(link) !== last || /\.\w+$/.test(last))
    return undefined;
  const { year, month, day } = localTimeOf(published, timeZone);
  const names = new Map([
    [String(year), '{year}'],
    [String(month).padStart(2, '0'), '{month}'],
    [String(day).padStart(2, '0'), '{day}'],
  ]);
  const numbers = parts.map((part) => (/^\d+$/.test(part) ? names.get(part) : part));
  // The day and the month may be one number: then they stand in their order.
  const named = numbers.map((part, index) => (part === '{day}' && numbers[index - 1] === '{year}' ? '{month}' : part));
  return named.includes(undefined) ? undefined : `/${[...named, '{slug}'].join('/')}/`;
}

/** Lines for site.yaml that send readers of the old addresses to the new ones; none where they can never arrive here. */
export function redirectLines(
  moves: readonly { link: string | undefined; slug: string; published: Instant }[],
  site: Site,
): string[] {
  const here = new URL(site.url);
  const lines = moves.flatMap(({ link, slug, published }) => {
    if (link === undefined || !URL.canParse(link)) return [];
    const before = new URL(link);
    const isLocal = /^(?:localhost|127\.|\[::1\])/.test(here.hostname);
    const isOurs = isLocal ? !isPlatform(before.hostname) : bare(before.hostname) === bare(here.hostname);
    const path = decodePath(before.pathname);
    if (!isOurs || before.search !== '' || !path?.startsWith(here.pathname) || path === here.pathname) return [];
    const from = path.slice(here.pathname.length - 1);
    // The address needs these two alone; the category is not known before all articles are.
    if (site.permalink.includes('{category}') || !site.permalink.startsWith('/')) return [];
    const to = pathToBe(site, { slug, published });
    return `${from}/`.replace(/\/+$/, '/') === to ? [] : [`  ${yamlText(from)}: ${yamlText(to)}`];
  });
  return lines.length === 0 ? [] : ['redirects:', ...new Set(lines)];
}

/** Whether a host belongs to a platform, so that its addresses stay there. */
export const isPlatform = (host: string): boolean =>
  /(?:^|\.)(?:medium\.com|substack\.com|wordpress\.com|blogspot\.com|ghost\.io|tumblr\.com|github\.io)$/i.test(host);

const bare = (hostname: string): string => hostname.replace(/^www\./, '');

function pathParts(link: string | undefined): string[] {
  if (link === undefined || !URL.canParse(link)) return [];
  return (decodePath(new URL(link).pathname) ?? '').split('/').filter((part) => part !== '');
}
