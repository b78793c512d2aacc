// Given paths: the address that an article gives itself and its old ones; the pattern, redirects and gone paths of site.yaml.

import {
  decodePath,
  encodePath,
  FEED_FILE,
  FEEDS_PAGE,
  HOME,
  isReserved,
  NEWS_SITEMAP,
  NOT_FOUND,
  OPML,
  ROBOTS,
  SITEMAP,
  spellingsOf,
  TERM_FOLDER,
} from '../model/paths.ts';
import { hasPages, type QueryRule, type ReadingSite, type Site } from '../model/site.ts';
import { oneLine } from '../model/text.ts';
import { wording } from '../model/wording.ts';
import { type Fields, flagOf, httpUrl, isMapping, type Spot } from './fields.ts';

/** The article's own path below the site, decoded, with its final slash; a warning where it gives none that can be. */
export function ownPathFrom(fields: Fields, key: string, site: ReadingSite): string | undefined {
  const value = fields.value(key);
  const written = typeof value === 'string' ? oneLine(value) : undefined;
  if (written === '' || saysNoPage(fields, key)) return undefined;
  const path = pathBelow(written, site, true);
  if (path !== undefined && !isReserved(path)) return path;
  fields.report(key, wording('permalink-invalid/own', written, path));
  return undefined;
}

/** `permalink: false`: the page is in no list. */
export const saysNoPage = (fields: Fields, key: string): boolean => {
  const value = fields.value(key);
  return typeof value === 'string' && flagOf(oneLine(value)) === false;
};

/** The old paths under a key, decoded. */
export function aliasesFrom(fields: Fields, key: string, site: ReadingSite): readonly string[] {
  return fields.words(key).flatMap(({ text, spot }) => {
    const path = pathBelow(text, site, false);
    if (path !== undefined && !isReserved(path)) return [path];
    fields.report(spot, wording('permalink-invalid/alias', text, path));
    return [];
  });
}

/** A path below the site; undefined if it is a template, a style's name, or leads elsewhere. */
function pathBelow(written: string | undefined, site: ReadingSite, isWhole: boolean): string | undefined {
  if (written === undefined) return undefined;
  const isOwn = written.startsWith(site.url);
  const text = isOwn ? `/${written.slice(site.url.length)}` : written;
  if (!PLAIN.test(text) || (isWhole && !isOwn && STYLE_NAME.test(text))) return undefined;
  const decoded = decodePath(withSlash(text))?.normalize('NFC');
  if (decoded === undefined || /\/\/|\/\.{1,2}(?:\/|$)/.test(decoded)) return undefined;
  return !isWhole || decoded.endsWith('/') || IS_FILE.test(decoded) ? decoded : `${decoded}/`;
}

/** No template (`/:year/`, `{{ … }}`), no query, nothing that a path cannot hold. */
const PLAIN = /^[^\s:{}<>?#\\*|"^`\u0000-\u001f]+$/;

/** What Jekyll calls its patterns. */
const STYLE_NAME = /^(?:date|pretty|ordinal|weekdate|none)$/i;

const IS_FILE = /\.[a-z0-9]+$/i;

const withSlash = (text: string): string => (text.startsWith('/') ? text : `/${text}`);

/** The pattern of the articles' addresses, of site.yaml. */
export const permalinkFrom = (fields: Fields): string =>
  fields.checked('permalink', 'a pattern for addresses', patternOf) ?? '/articles/{slug}/';

function patternOf(text: string): string | undefined {
  const names = [...text.matchAll(/\{([^}]*)(\}|$)/g)].flatMap(([, name = '', end]) => (end ? [name] : []));
  const areKnown = names.every((name) => ['slug', 'year', 'month', 'day', 'category'].includes(name));
  const isAddress = /^\/[^/]/.test(text) || (/^https?:\/\/[^/{]+\//i.test(text) && httpUrl(text) !== undefined);
  if (!isAddress || !areKnown || !names.includes('slug')) return undefined;
  // The pages are files too; what another site's addresses end in is its own matter.
  if (text.startsWith('/') && !/(?:\/|\.html)$/.test(text)) return undefined;
  return /[?#\\]|\/\.{1,2}(\/|$)/.test(text) ? undefined : text;
}

/**
 * The old addresses of site.yaml. Redirects: old path, with and without its final slash, to where its readers are sent
 * at once, whatever other keys it passes. Gone: paths that answer 410, with their reasons. Rules: those with a query.
 */
export function formerFrom(
  fields: Fields,
  site: Pick<Site, 'url' | 'permalink'>,
): Pick<Site, 'redirects' | 'gone' | 'queryRules'> {
  const queryRules: QueryRule[] = [];
  /** The path that an old address is; undefined if its query decides, or if Courant needs it. */
  const pathOf = (written: string, at: Spot | string, answer: Pick<QueryRule, 'to' | 'reason'>): string | undefined => {
    const [, text = '', parameters] = /^([^?]*)(?:\?(.*))?$/s.exec(oneLine(written)) ?? [];
    const query = new Map(new URLSearchParams(parameters));
    const path = meantPath(text);
    if (query.size > 0) queryRules.push({ path, query, ...answer });
    else if (!isNeeded(path, site)) return path;
    else fields.report(at, wording('address-taken/site', path));
    return undefined;
  };

  const keys = new Map<string, string>();
  const targets = new Map<string, string>();
  const given = fields.fields('redirects');
  for (const key of given?.keys() ?? []) {
    const to = given?.checked(key, 'a path or an address', (text) => targetOf(text, site));
    const from = given && to && pathOf(key, given.spotOfKey(key), { to });
    if (!from) continue;
    targets.set(from, to);
    keys.set(from, key);
  }
  for (const [from, to] of [...targets]) {
    for (const path of spellingsOf(from)) {
      if (!targets.has(path) && !isNeeded(path, site) && pathIn(to) !== path) targets.set(path, to);
    }
  }
  const redirects = new Map<string, string>();
  for (const [from, to] of targets) {
    const end = endOf(to, from, targets);
    const key = keys.get(from);
    if (end !== undefined) redirects.set(from, end);
    else if (key !== undefined) given?.report(key, wording('value-invalid/circle', key));
  }

  const gone = new Map<string, string>();
  const reasons = isMapping(fields.value('gone')) ? fields.fields('gone') : undefined;
  const words = reasons?.keys().map((text) => ({ text, spot: 'gone' })) ?? fields.words('gone');
  for (const { text, spot } of words) {
    const reason = reasons?.text(text) ?? '';
    const path = pathOf(text, spot, reason === '' ? {} : { reason });
    for (const each of path === undefined ? [] : spellingsOf(path)) gone.set(each, reason);
  }
  return { redirects, gone, queryRules };
}

/** A path of the site, percent-encoded, with its query and its fragment; or an address elsewhere. */
function targetOf(text: string, site: Pick<Site, 'url'>): string | undefined {
  const url = text.startsWith('/') ? undefined : httpUrl(text);
  if (!text.startsWith('/') && !url?.startsWith(site.url)) return url;
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(url ? `/${url.slice(site.url.length)}` : text) ?? [];
  return encodePath(meantPath(path)) + (httpUrl(ANY_SITE + rest) ?? ANY_SITE).slice(ANY_SITE.length);
}

const ANY_SITE = 'https://example.org/';

/** The last of the targets that lead on from one another; undefined if they lead in a circle. */
function endOf(to: string, from: string, targets: ReadonlyMap<string, string>): string | undefined {
  const passed = new Set([from]);
  let end = to;
  for (;;) {
    const path = pathIn(end);
    if (path === undefined) return end;
    const slashed = spellingsOf(path).find((each) => each !== path && each.endsWith('/'));
    if (passed.has(path) || (slashed && passed.has(slashed))) return undefined; // Courant itself adds the slash
    const next = targets.get(path);
    if (next === undefined) return end;
    passed.add(path);
    // As browsers do (RFC 9110 §10.2.2): a fragment holds until another is given.
    end = next.includes('#') ? next : next + (/#.*$/s.exec(end)?.[0] ?? '');
  }
}

/** The path that a target means; undefined if it leads to another site. */
const pathIn = (target: string): string | undefined =>
  target.startsWith('/') ? meantPath(target.replace(/[?#].*$/s, '')) : undefined;

/** What no redirect and no 410 may take; of a term or an article that has been renamed the old address may well be below these. */
const isNeeded = (path: string, site: Pick<Site, 'permalink'>): boolean =>
  ALWAYS_NEEDED.has(path) ||
  /^\/archive\/[1-9]\d*\/[^/]+$/.test(path) ||
  (hasPages(site) && spellingsOf(path).some((each) => FOR_PAGES.has(each)));

const ALWAYS_NEEDED = new Set([...Object.values(FEED_FILE).map((file) => `/${file}`), OPML, '/healthz', '/readyz']);
const FOR_PAGES = new Set([
  ...[HOME, '/index.html', FEEDS_PAGE, ...Object.values(TERM_FOLDER)],
  ...[SITEMAP, NEWS_SITEMAP, ROBOTS, NOT_FOUND],
]);

/** The path that a key or a reference means. */
const meantPath = (text: string): string => decodePath(withSlash(text)) ?? text;
