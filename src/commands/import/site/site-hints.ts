// What an old site says of itself: in its configuration, its files of data, and the redirects of its host.

import { join } from 'node:path';
import { isTimeZone } from '../../../content/dates-in.ts';
import { httpUrl, isMapping, languageOf } from '../../../content/fields.ts';
import type { HeadValue } from '../../../content/front-matter.ts';
import { parseData } from '../../../content/front-matter.ts';
import { parseSite } from '../../../content/parse-site.ts';
import type { Author } from '../../../model/article.ts';
import { NO_MEDIA } from '../../../model/media.ts';
import { isReserved } from '../../../model/paths.ts';
import type { Site } from '../../../model/site.ts';
import { SITE_FILE } from '../../../model/source-file.ts';
import type { SiteHints } from '../../first-site.ts';
import type { OldSite } from './generator.ts';
import { dataName, isDataFile, type SiteSource, textAt, valueAt } from './site-source.ts';

/** Names under which sites keep what they are called, and where they are. */
const NAMES = {
  title: 'title siteTitle site_title siteName site_name name',
  url: 'url siteUrl site_url website base_url baseUrl baseURL homepage origin site',
  description: 'description siteDescription site_description desc subtitle tagline',
  language: 'language lang locale languageCode default_language defaultContentLanguage',
  timeZone: 'timezone time_zone',
  copyright: 'copyright',
} as const;

/** What these say of the publication, the first that says it. */
export function hintsIn(...found: readonly (HeadValue | undefined)[]): SiteHints {
  const under = (names: string): string | undefined =>
    found.flatMap((values) => names.split(' ').map((name) => textAt(values, name))).find((text) => text !== undefined);
  const [author] = found.flatMap(
    (values) => authorIn(valueAt(values, 'author') ?? valueAt(values, 'authorName')) ?? [],
  );
  const key = author?.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-') ?? '';
  return {
    ...Object.fromEntries(Object.entries(NAMES).map(([hint, names]) => [hint, under(names)])),
    url: httpUrl(under(NAMES.url) ?? '')?.replace(/[?#].*$/, ''),
    author: author?.name,
    authors: new Map(author?.url || author?.email ? [[key, author]] : []),
  };
}

/** A person as sites describe one: a name alone, or with an address. */
function authorIn(value: HeadValue | undefined, key?: string): Author | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : { name: value.trim() };
  const first = (...names: string[]) => names.map((name) => textAt(value, name)).find((text) => text !== undefined);
  const name = first('name', 'display_name', 'displayName', 'fullname', 'title') ?? key;
  if (!isMapping(value) || name === undefined) return undefined;
  const url = httpUrl(first('url', 'web', 'website', 'uri', 'homepage', 'home', 'site', 'link') ?? '');
  const email = first('email');
  return { name, ...(url && { url }), ...(email && /^[^\s@<>]+@[^\s@<>]+$/.test(email) && { email }) };
}

/** The address of a site below a path: `https://example.org` and `/news`; undefined if it is none. */
export const withBase = (url = '', base = ''): string | undefined =>
  httpUrl(url)
    ?.replace(/\/*$/, `/${base.replace(/^\/+|\/+$/g, '')}`)
    .replace(/\/*$/, '/');

/** All that an old site says of itself. */
export function hintsOf(source: SiteSource, { hints, roots }: OldSite): SiteHints {
  const hosts = roots.map(({ folder }) => source.textOf(join(folder, '_redirects'))).join('\n');
  return {
    ...hints,
    title: hints.title ?? (hints.url && new URL(hints.url).hostname),
    timeZone: hints.timeZone && isTimeZone(hints.timeZone) ? hints.timeZone : 'UTC',
    authors: new Map([
      ...(hints.authors ?? []),
      ...['_data/authors', 'data/authors'].flatMap((at) => authorsIn(source, at)),
    ]),
    ...redirectsIn(hosts, hints.redirects),
  };
}

/** The site as Courant would read its heads. */
export function siteOf(hints: SiteHints): Site {
  const { url = 'http://localhost/', language = '', timeZone, author, authors = new Map() } = hints;
  const people = Object.fromEntries(authors);
  const said = { title: '-', url, language: languageOf(language), timeZone, author, authors: people };
  return parseSite(parseData(JSON.stringify(said), SITE_FILE), { media: NO_MEDIA }).site as Site;
}

/** The authors that files of data describe, by their keys; `place` is a file without its ending, or a folder of files. */
function authorsIn(source: SiteSource, place: string): (readonly [string, Author])[] {
  const file = source.dataFile(place);
  const files = source.pathsIn(place).filter(isDataFile);
  const each = files.map((path) => [dataName(path), source.dataOf(path)] as const);
  return [...Object.entries(file ? source.dataOf(file) : {}), ...each].flatMap(([key, value]) => {
    const author = isMapping(value) ? authorIn(value, key) : undefined;
    return author ? [[key, author] as const] : [];
  });
}

/**
 * The redirects that a host is told, as Netlify and Cloudflare read them: lines of old path, new path and status; and
 * others. Without patterns, and without those that only add a slash or lead in a circle.
 */
function redirectsIn(text: string, others: SiteHints['redirects'] = new Map()): Pick<SiteHints, 'redirects' | 'gone'> {
  const lines = text.replace(/(?:^|\s)#.*$/gm, '').split('\n');
  const written = lines.map((line) => line.trim().split(/\s+/));
  const rules = [...others, ...written].filter(([from = '', to = '']) => isPlainPath(from) && isPlainTarget(to));
  const moved = new Map(
    rules.flatMap(([from = '', to = '', status = '301']) => (/^30[1278]!?$/.test(status) ? [[from, to]] : [])),
  );
  const plain = (path: string) => path.replace(/[?#].*$|\/$/g, '');
  const next = new Map([...moved].map(([from, to]) => [plain(from), plain(to)]));
  for (const from of moved.keys()) {
    let end = next.get(plain(from));
    for (let steps = 0; end !== undefined && end !== plain(from) && steps < next.size; steps++) end = next.get(end);
    if (end !== undefined) moved.delete(from);
  }
  return { redirects: moved, gone: rules.flatMap(([from = '', , status]) => (status === '410' ? from : [])) };
}

const isPlainPath = (path: string): boolean => /^\/[^*:?[\]]+$/.test(path) && !isReserved(path);

const isPlainTarget = (to: string): boolean =>
  (to.startsWith('/') || httpUrl(to) !== undefined) && !/[*\s]|\/:/.test(to.replace(/^https?:\/\//, ''));
