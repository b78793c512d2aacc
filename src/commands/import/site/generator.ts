// What the import asks of each site generator, and what their configurations have in common.

import { httpUrl, isMapping } from '../../../content/fields.ts';
import type { HeadValue, Mapping } from '../../../content/head-values.ts';
import { nameOfKey } from '../../../content/known-keys.ts';
import { isReserved } from '../../../model/paths.ts';
import type { Author } from '../../../model/term.ts';
import type { LocalTime } from '../../../model/time.ts';
import type { SiteHints } from '../../first-site.ts';
import { DATA_ENDING, mappingOf, type SiteSource, textAt, textsIn, valueAt } from './site-source.ts';

/** A file of the old site with what its head, its folder and the configuration say. */
export interface OldPage {
  /** Below the site's folder. */
  readonly path: string;
  readonly values: Mapping;
  readonly title: string;
  /** The day of its date as its generator counts it; undefined if it has none. */
  readonly day?: Pick<LocalTime, 'year' | 'month' | 'day'> | undefined;
}

export interface OldSite {
  readonly generator: 'Astro' | 'Eleventy' | 'Hugo' | 'Jekyll' | 'Zola' | 'none';
  readonly hints: SiteHints;
  /** Folders whose files are served, and below which path, in the order in which they are looked through. */
  readonly roots: readonly { readonly folder: string; readonly at: string }[];
  /** Whose template tags its articles may hold. */
  readonly templates: 'Hugo' | 'Liquid' | 'Zola' | 'none';
  /** What `{{ site.… }}` stands for. */
  readonly variables?: Mapping;
  /** Whether dates are counted in the site's time zone; else as they are written. */
  readonly daysInZone?: boolean;
  /** Whether a file lies where its articles are. */
  holds(path: string): boolean;
  /** The head in keys that Courant knows, with what is said elsewhere of this file. */
  headOf(path: string, values: Mapping): Mapping;
  /** Its address below the site, decoded; undefined if that is not known. */
  addressOf(page: OldPage): string | undefined;
}

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
  const url = httpUrl(under(NAMES.url) ?? '');
  return {
    ...Object.fromEntries(Object.entries(NAMES).map(([key, names]) => [key, under(names)])),
    url: url?.replace(/[?#].*$/, ''),
    author: author?.name,
    authors: author?.url || author?.email ? new Map([[keyFor(author.name), author]]) : new Map(),
  };
}

const keyFor = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');

/** The address of a site below a path: `https://example.org` and `/news`. */
export const withBase = (url: string | undefined, base: string | undefined): string | undefined =>
  url && `${url.replace(/\/*$/, '')}/${(base ?? '').replace(/^\/+|\/+$/g, '')}`.replace(/\/*$/, '/');

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

/** The authors that files of data describe, by their keys; `place` is a file without its ending, or a folder of files. */
export function authorsIn(source: SiteSource, place: string): ReadonlyMap<string, Author> {
  const file = source.dataFile(place);
  const files = source.namesIn(place).filter((name) => DATA_ENDING.test(name));
  const each = files.map((name) => [name.replace(DATA_ENDING, ''), source.dataOf(`${place}/${name}`)] as const);
  const all = [...(file ? Object.entries(source.dataOf(file)) : []), ...each];
  const authors = all.map(([key, value]) => [key, isMapping(value) ? authorIn(value, key) : undefined] as const);
  return new Map(authors.flatMap(([key, author]) => (author ? [[key, author]] : [])));
}

/** A head with what groups of its keys say of the article, where it does not say it itself. */
export function withGroups(values: Mapping, ...groups: readonly string[]): Mapping {
  const grouped = groups.flatMap((group) => Object.entries(mappingOf(valueAt(values, group))));
  return { ...Object.fromEntries(grouped.filter(([key]) => KEYS_OF_GROUPS.has(nameOfKey(key)))), ...values };
}

/** Themes have flags of their own below these, which say nothing of drafts. */
const KEYS_OF_GROUPS = new Set<string | undefined>('authors categories tags summary image canonical'.split(' '));

/** A part of an address as Hugo and Zola make it of a title or a name. */
export const urlized = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}._~/+-]+/gu, ' ')
    .trim()
    .replace(/ +/g, '-')
    .replace(/-{2,}/g, '-');

/**
 * The redirects that a host is told, as Netlify and Cloudflare read them: lines of old path, new path and status. Without
 * patterns, and without those that only add a slash or lead in a circle.
 */
export function hostRedirects(text: string): Pick<SiteHints, 'redirects' | 'gone'> {
  const lines = text.split('\n').map((line) =>
    line
      .replace(/(?:^|\s)#.*$/, '')
      .trim()
      .split(/\s+/),
  );
  const rules = lines.flatMap(([from = '', to = '', status = '301']) => {
    const isPlain =
      /^\/[^*:?[\]]+$/.test(from) && !isReserved(from) && (to.startsWith('/') || httpUrl(to) !== undefined);
    return isPlain && !/[*\s]|\/:/.test(to.replace(/^https?:\/\//, '')) ? [{ from, to, status }] : [];
  });
  const moved = new Map(rules.flatMap(({ from, to, status }) => (/^30[1278]!?$/.test(status) ? [[from, to]] : [])));
  const plain = (path: string) => path.replace(/[?#].*$|\/$/g, '');
  const next = new Map([...moved].map(([from, to]) => [plain(from), plain(to)]));
  for (const from of moved.keys()) {
    let end = next.get(plain(from));
    for (let steps = 0; end !== undefined && end !== plain(from) && steps < next.size; steps++) end = next.get(end);
    if (end !== undefined) moved.delete(from);
  }
  return { redirects: moved, gone: rules.flatMap(({ from, status }) => (status === '410' ? from : [])) };
}

/** A pattern of addresses with the values of its names, `/:year/:slug/`; undefined if one of them is not known. */
export function expandedPattern(
  pattern: string,
  { day }: OldPage,
  values: Readonly<Record<string, string>>,
): string | undefined {
  const known: Record<string, string> = { ...values, ...(day && namesOfDay(day)) };
  const names = Object.keys(known).sort((a, b) => b.length - a.length);
  const address = `/${pattern}`.replace(new RegExp(`:(${names.join('|')})`, 'g'), (_, name) => known[name] ?? '');
  return /:[a-z]/.test(address) ? undefined : address.replace(/\/{2,}/g, '/').replace(/\/index\.html$/, '/');
}

const namesOfDay = ({ year, month, day }: NonNullable<OldPage['day']>) => ({
  ...{ year: String(year), month: padded(month), day: padded(day) },
  ...{ short_year: padded(year % 100), i_month: String(month), i_day: String(day) },
  y_day: String((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 0)) / 86_400_000).padStart(3, '0'),
});

/** Two digits, as addresses have months and days. */
export const padded = (count: number): string => String(count).padStart(2, '0');

/** The texts of all values, each once. */
export const listOf = (...values: readonly (HeadValue | undefined)[]): readonly string[] => [
  ...new Set(values.flatMap(textsIn)),
];

/** Folders that are served from the root. */
export const atRoot = (...folders: readonly string[]): OldSite['roots'] =>
  folders.map((folder) => ({ folder, at: '' }));
