// Parsing site.yaml: the publication, validated, or the problems that stand in its way.

import type { Author } from '../model/article.ts';
import { type MediaIndex, mediaTypeOf } from '../model/media.ts';
import { mediaPath, urlOf } from '../model/paths.ts';
import { isError, type Problem, type ProblemCode, problem, START } from '../model/problem.ts';
import type { CategorySettings, Site } from '../model/site.ts';
import { termSlugOf } from '../model/slug.ts';
import { oneLine } from '../model/text.ts';
import { authorFrom, authorsFrom } from './authors.ts';
import { isTimeZone } from './dates-in.ts';
import { type Fields, fieldsOf, httpUrl, quoted } from './fields.ts';
import { parseYaml } from './front-matter.ts';
import { reportUnknownKeys } from './known-keys.ts';
import { languageFrom } from './parse-article.ts';
import { goneFrom, redirectsOf } from './redirects-in.ts';
import { filesReferenced } from './references.ts';
import type { Keys } from './rough-place.ts';
import { colourOf, feedsOf, licenseFrom } from './settings-in.ts';

export const SITE_FILE = 'site.yaml';

const KEYS = new Set(
  'title url description language copyright timeZone authors author icon logo tagAuthority hubs feeds permalink categories redirects gone ignore typography accent license'.split(
    ' ',
  ),
);
const CATEGORY_KEYS = new Set(['name', 'description']);
const DEFAULT_PERMALINK = '/articles/{slug}/';

export interface SiteContext {
  readonly media: MediaIndex;
  /** The public address, if it is not the file's: `SITE_URL`. */
  readonly url?: string | undefined;
  /** The port that a `localhost` address follows. */
  readonly port?: number | undefined;
}

export interface ParsedSite {
  /** Nothing where an error stands in the way. */
  readonly site?: Site;
  readonly problems: readonly Problem[];
}

/** The site that the text of site.yaml describes. */
export function parseSite(text: string, context: SiteContext): ParsedSite {
  const { head, problems: found } = parseYaml(text, SITE_FILE);
  const problems = [...found];
  if (!head) return { problems };
  const fields = fieldsOf(head, SITE_FILE, problems, codeOf);
  reportUnknownKeys(fields, KEYS);

  const title = required(fields, 'title', 'My publication', (key) => fields.text(key));
  const written = required(fields, 'url', 'https://example.org/', (key) => fields.url(key));
  const url = siteUrl(context.url ?? written, context, problems);
  const pictureFrom = (from: Fields, key: string) => pictureAt(from, key, url, context.media);
  const authors = authorsOf(fields, pictureFrom);
  const settled: Site = {
    title: title ?? '',
    url,
    description: fields.text('description') ?? '',
    language: languageFrom(fields, 'language') ?? 'en',
    ...optional('copyright', fields.text('copyright')),
    timeZone: fields.checked('timeZone', 'a time zone', 'Write a name such as Europe/Berlin.', timeZoneOf) ?? 'UTC',
    authors,
    author: authorsFrom(fields, 'author', authors),
    ...optional('icon', pictureFrom(fields, 'icon')),
    ...optional('logo', pictureFrom(fields, 'logo')),
    tagAuthority: tagAuthorityOf(fields, written),
    hubs: hubsOf(fields),
    feeds: feedsOf(fields),
    permalink: permalinkFrom(fields),
    categories: categoriesOf(fields),
    redirects: new Map(),
    ...goneFrom(fields),
    ignore: fields.words('ignore').flatMap(({ text }) => oneLine(text) || []),
    typography: fields.flag('typography') ?? true,
    ...optional('accent', fields.checked('accent', 'a colour', 'Write one like #0057b8.', colourOf)),
    ...licenseFrom(fields),
  };
  const { redirects, queryRules } = redirectsOf(fields, settled);
  const site = { ...settled, redirects, queryRules: [...queryRules, ...settled.queryRules] };
  return problems.some(isError) ? { problems } : { site, problems };
}

/** What decides addresses, dates and what is public must be right; of the rest a mistake is told and left out. */
const codeOf = (code: ProblemCode, [key = '']: Keys): ProblemCode =>
  (code === 'value-invalid' || code === 'value-missing') && !DECORATIVE.has(String(key).toLowerCase())
    ? 'site-invalid'
    : code;

const DECORATIVE = new Set([
  'accent',
  'license',
  'typography',
  'authors',
  'author',
  'icon',
  'logo',
  'hubs',
  'copyright',
]);

/** The problem of a folder without site.yaml. */
export const siteMissing = (): Problem =>
  problem('site-missing', SITE_FILE, START, 'There is no site.yaml.', `Write one with two lines: title: and url:.`);

/** The value that `read` finds under a key that must not be blank. */
function required<T>(fields: Fields, key: string, example: string, read: (key: string) => T | undefined) {
  const value = read(key);
  if (value === undefined && isBlank(fields, key)) {
    const hint = `Write ${key}: ${example}`;
    fields.report('value-missing', fields.spotOf(key), `The publication has no ${key}.`, hint);
  }
  return value;
}

/** Nothing that can be seen is written; what is of another kind has been reported. */
function isBlank(fields: Fields, key: string): boolean {
  const value = fields.value(key) ?? '';
  return typeof value === 'string' && oneLine(value) === '';
}

const optional = <K extends string>(key: K, value: string | undefined) =>
  (value ? { [key]: value } : {}) as { [key in K]?: string };

/** Absolute, with a final slash, without query and fragment. */
function siteUrl(address: string | undefined, { url, port }: SiteContext, problems: Problem[]): string {
  const valid = httpUrl(address ?? '');
  if (!valid) {
    const message = `SITE_URL is ${quoted(url ?? '')}, which is not an absolute address.`;
    const hint = 'Set SITE_URL=https://example.org/, or leave it out: then the url of site.yaml holds.';
    if (url !== undefined) problems.push(problem('site-invalid', SITE_FILE, START, message, hint));
    return 'http://localhost/';
  }
  const parsed = new URL(valid);
  parsed.search = parsed.hash = '';
  parsed.username = parsed.password = '';
  if (url === undefined && port !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(parsed.hostname))
    parsed.port = String(port);
  return parsed.href.replace(/\/*$/, '/');
}

const timeZoneOf = (name: string): string | undefined => (isTimeZone(name) ? name : undefined);

type PictureFrom = (fields: Fields, key: string) => string | undefined;

function authorsOf(fields: Fields, pictureFrom: PictureFrom): Map<string, Author> {
  return mapOf(fields, 'authors', (key, author) => {
    const parsed = authorFrom(author, key, () => pictureFrom(author, 'avatar'));
    return parsed && [key, parsed];
  });
}

/** The groups of keys below a key, each as an entry of a map. */
function mapOf<T>(
  fields: Fields,
  key: string,
  read: (key: string, fields: Fields) => readonly [string, T] | undefined,
) {
  const all = fields.fields(key);
  const entries = [...(all?.keys() ?? [])].flatMap((each) => {
    const below = all?.fields(each);
    const entry = below && read(oneLine(each), below);
    return entry ? [entry] : [];
  });
  return new Map<string, T>(entries);
}

/** A picture of the publication: a file below content/, or an absolute URL. */
function pictureAt(fields: Fields, key: string, siteUrl: string, media: MediaIndex): string | undefined {
  const text = fields.text(key);
  if (text === undefined) return undefined;
  const remote = httpUrl(text);
  if (remote) return remote;
  const referenced = filesReferenced(text, SITE_FILE);
  const file = referenced.kind === 'paths' && referenced.paths.map((path) => media.get(path)).find(Boolean);
  if (file && mediaTypeOf(file.path)) return urlOf({ url: siteUrl }, mediaPath(file.path));
  const hint = 'Write a path below content/, or an address with https://.';
  fields.report('media-missing', fields.spotOf(key), `There is no picture ${quoted(text)}.`, hint);
  return undefined;
}

/** RFC 4151 §2.1: a domain (or address of e-mail) and a date in which it was ours. Never of SITE_URL. */
function tagAuthorityOf(fields: Fields, url: string | undefined): string {
  const valid = (text: string) => (/^(?:[\w.-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d){0,2}$/i.test(text) ? text : undefined);
  const hint = 'Write a domain and a year in which it was yours: example.org,2026.';
  const given = fields.checked('tagAuthority', 'a domain and a year', hint, valid);
  return given ?? `${url ? new URL(url).hostname : 'localhost'},2026`;
}

function hubsOf(fields: Fields): string[] {
  return fields.words('hubs').flatMap((word) => {
    const hub = httpUrl(oneLine(word.text));
    const message = `${quoted(word.text)} is not the address of a hub.`;
    if (!hub) fields.report('value-invalid', word.spot, message, 'Write one that begins with https://.');
    return hub ?? [];
  });
}

function permalinkFrom(fields: Fields): string {
  const hint = `Write a path with {slug}, such as ${DEFAULT_PERMALINK} or /{year}/{month}/{slug}/.`;
  return fields.checked('permalink', 'a pattern for addresses', hint, permalinkOf) ?? DEFAULT_PERMALINK;
}

function permalinkOf(text: string): string | undefined {
  const names = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '');
  const known = names.every((name) => ['slug', 'year', 'month', 'day', 'category'].includes(name));
  const isAddress = /^\/[^/]/.test(text) || (/^https?:\/\/[^/{]+\//i.test(text) && httpUrl(text) !== undefined);
  return isAddress && known && names.includes('slug') && !/[?#\\]|\/\.{1,2}(\/|$)/.test(text) ? text : undefined;
}

function categoriesOf(fields: Fields): Map<string, CategorySettings> {
  return mapOf(fields, 'categories', (key, category) => {
    reportUnknownKeys(category, CATEGORY_KEYS);
    const name = category.text('name') ?? key;
    const description = category.text('description');
    return name === '' ? undefined : [termSlugOf(key), { name, ...(description && { description }) }];
  });
}
