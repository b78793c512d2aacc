// Redirects: old paths, and where site.yaml sends those who ask for them.

import {
  decodePath,
  encodePath,
  FEED_FILE,
  FEEDS_PAGE,
  HOME,
  NEWS_SITEMAP,
  NOT_FOUND,
  OPML,
  ROBOTS,
  SITEMAP,
  TERM_FOLDER,
} from '../model/paths.ts';
import { hasPages, type QueryRule, type Site } from '../model/site.ts';
import { oneLine } from '../model/text.ts';
import { type Fields, httpUrl, isMapping, quoted } from './fields.ts';

/** Old path, with and without its final slash, to where its readers are sent at once, whatever other keys it passes. */
export function redirectsOf(fields: Fields, site: Site): Pick<Site, 'redirects' | 'queryRules'> {
  const all = fields.fields('redirects');
  const queryRules: QueryRule[] = [];
  const targets = new Map<string, string>();
  const keys = new Map<string, string>();
  for (const key of all?.keys() ?? []) {
    const { path: from, query } = addressOf(oneLine(key));
    const hint = 'Write /new/path/, or an address with https://.';
    const to = all?.checked(key, 'a path or an address', hint, (text) => targetOf(text, site));
    if (query.size > 0) {
      if (to !== undefined) queryRules.push({ path: from, query, to });
    } else if (isNeeded(from, site)) {
      const message = `Courant needs the address ${from} itself.`;
      all?.report('address-taken', all.spotOfKey(key), message, 'Take the line out.');
    } else if (to !== undefined) {
      targets.set(from, to);
      keys.set(from, key);
    }
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
    else if (key !== undefined) {
      const hint = 'Write where the page is now, or take the line out.';
      all?.report('value-invalid', all.spotOf(key), `Who asks for ${quoted(key)} is sent in a circle.`, hint);
    }
  }
  return { redirects, queryRules };
}

/** The paths that answer 410, with their reasons: a list, or a mapping of path to reason. */
export function goneFrom(fields: Fields): Pick<Site, 'gone' | 'queryRules'> {
  const gone = new Map<string, string>();
  const queryRules: QueryRule[] = [];
  const add = (text: string, reason: string): void => {
    const { path, query } = addressOf(text);
    if (query.size > 0) queryRules.push({ path, query, ...(reason && { reason }) });
    else for (const each of spellingsOf(path)) gone.set(each, reason);
  };
  if (isMapping(fields.value('gone'))) {
    const reasons = fields.fields('gone');
    for (const key of reasons?.keys() ?? []) add(oneLine(key), reasons?.text(key) ?? '');
  } else for (const { text } of fields.words('gone')) add(oneLine(text), '');
  return { gone, queryRules };
}

/** A path, and the parameters that must stand in its query. */
function addressOf(text: string): { readonly path: string; readonly query: ReadonlyMap<string, string> } {
  const [, path = '', query = ''] = /^([^?]*)(?:\?(.*))?$/s.exec(text) ?? [];
  return { path: pathOf(path), query: new Map(new URLSearchParams(query)) };
}

/** A path of the site, percent-encoded, with its query and its fragment; or an address elsewhere. */
function targetOf(text: string, site: Site): string | undefined {
  const url = text.startsWith('/') ? undefined : httpUrl(text);
  if (!text.startsWith('/') && !url?.startsWith(site.url)) return url;
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(url ? `/${url.slice(site.url.length)}` : text) ?? [];
  return encodePath(pathOf(path)) + (httpUrl(ANY_SITE + rest) ?? ANY_SITE).slice(ANY_SITE.length);
}

const ANY_SITE = 'https://example.org/';

/** The last of the targets that lead on from one another; nothing where they lead in a circle. */
function endOf(to: string, from: string, targets: ReadonlyMap<string, string>): string | undefined {
  const passed = new Set([from]);
  let end = to;
  for (;;) {
    const path = pathIn(end);
    const next = path === undefined ? undefined : targets.get(path);
    if (path === undefined) return end;
    const slashed = spellingsOf(path).find((each) => each !== path && each.endsWith('/'));
    if (passed.has(path) || (slashed && passed.has(slashed))) return undefined; // Courant itself adds the slash
    if (next === undefined) return end;
    passed.add(path);
    // As browsers do (RFC 9110 §10.2.2): a fragment holds until another is given.
    end = next.includes('#') ? next : next + (/#.*$/s.exec(end)?.[0] ?? '');
  }
}

/** The path that a target means; nothing where it leads to another site. */
const pathIn = (target: string): string | undefined =>
  target.startsWith('/') ? pathOf(target.replace(/[?#].*$/s, '')) : undefined;

/** A path as it is, and with its final slash or without; a file has none. */
function spellingsOf(path: string): readonly string[] {
  if (path.endsWith('/')) return path === '/' ? [path] : [path, path.slice(0, -1)];
  return /\.[a-z0-9]+$/i.test(path) ? [path] : [path, `${path}/`];
}

/** What no redirect may take; of a term or an article that has been renamed the old address may well be below these. */
function isNeeded(path: string, site: Site): boolean {
  const slashed = path.endsWith('/') ? path : `${path}/`;
  return ALWAYS_NEEDED.has(path) || (hasPages(site) && (FOR_PAGES.has(path) || FOR_PAGES.has(slashed)));
}

const ALWAYS_NEEDED = new Set([...Object.values(FEED_FILE).map((file) => `/${file}`), OPML, '/healthz', '/readyz']);
const FOR_PAGES = new Set([
  ...[HOME, '/index.html', FEEDS_PAGE, ...Object.values(TERM_FOLDER)],
  ...[SITEMAP, NEWS_SITEMAP, ROBOTS, NOT_FOUND],
]);

/** The path that a key or a reference means. */
const pathOf = (text: string): string => decodePath(text.startsWith('/') ? text : `/${text}`) ?? text;
