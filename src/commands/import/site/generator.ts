// What the import asks of each site generator, and what their addresses have in common.

import type { Mapping } from '../../../content/front-matter.ts';
import { nameOfKey } from '../../../content/known-keys.ts';
import { DAY_OF_NAME, nameOfFile } from '../../../model/source-file.ts';
import { type LocalTime, twoDigits } from '../../../model/time.ts';
import type { SiteHints } from '../../first-site.ts';
import { mappingOf, valueAt } from './site-source.ts';

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

/** Folders that are served from the root. */
export const atRoot = (...folders: readonly string[]): OldSite['roots'] =>
  folders.map((folder) => ({ folder, at: '' }));

/** A head with what groups of its keys say of the article, where it does not say it itself. */
export function withGroups(values: Mapping, ...groups: readonly string[]): Mapping {
  const grouped = groups.flatMap((group) => Object.entries(mappingOf(valueAt(values, group))));
  return { ...Object.fromEntries(grouped.filter(([key]) => KEYS_OF_GROUPS.has(nameOfKey(key)))), ...values };
}

/** Themes have flags of their own below these, which say nothing of drafts. */
const KEYS_OF_GROUPS = new Set<string | undefined>('authors categories tags summary image canonical'.split(' '));

/** A path with one slash where it has several, and as it is served: without `index.html`. */
export const servedPath = (path: string): string => `/${path}`.replace(/\/{2,}/g, '/').replace(/\/index\.html$/, '/');

export const isHtml = (path: string): boolean => /\.html?$/i.test(path);

/** A path as that of a Markdown file: MDX and HTML are articles only to their generators. */
export const asMarkdown = (path: string): string => path.replace(/\.(?:mdx|html?)$/i, '.md');

/** The name of an article's file, or of its folder, without its ending and its day. */
export const plainName = (path: string): string => nameOfFile(asMarkdown(path)).replace(DAY_OF_NAME, '');

/** A part of an address as Hugo and Zola make it of a title or a name. */
export const urlized = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}._~/+-]+/gu, ' ')
    .trim()
    .replace(/ +/g, '-')
    .replace(/-{2,}/g, '-');

/** A pattern of addresses with the values of its names, `/:year/:slug/`; undefined if one of them is not known. */
export function expandedPattern(
  pattern: string,
  { day }: OldPage,
  values: Readonly<Record<string, string>>,
): string | undefined {
  const known = new Map(Object.entries({ ...values, ...(day && namesOfDay(day)) }));
  const path = pattern.replace(/:([a-z_]+)/g, (_, name) => known.get(name) ?? '\0');
  return path.includes('\0') ? undefined : servedPath(path);
}

/** The parts of a day, by the names that Jekyll and Hugo have for them. */
export const namesOfDay = ({ year, month, day }: NonNullable<OldPage['day']>) => ({
  ...{ year: String(year), month: twoDigits(month), day: twoDigits(day) },
  ...{ short_year: twoDigits(year % 100), i_month: String(month), i_day: String(day) },
  y_day: String((Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 0)) / 86_400_000).padStart(3, '0'),
});
