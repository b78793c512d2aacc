// Parsing site.yaml: the publication, validated, or the problems that stand in its way.

import type { Author } from '../model/article.ts';
import { type MediaIndex, mediaTypeOf } from '../model/media.ts';
import { decodePath, mediaPath, urlOf } from '../model/paths.ts';
import { isError, type Problem, problem, START } from '../model/problem.ts';
import type { CategorySettings, FeedSettings, Site } from '../model/site.ts';
import { slugOf } from '../model/slug.ts';
import { authorFrom, authorsFrom } from './authors.ts';
import { isTimeZone } from './dates-in.ts';
import { type Fields, fieldsOf, httpUrl, quoted } from './fields.ts';
import { parseYaml } from './front-matter.ts';
import { reportUnknownKeys } from './known-keys.ts';
import { languageOf } from './parse-article.ts';
import { filesReferenced } from './references.ts';

export const SITE_FILE = 'site.yaml';

const KEYS =
  'title url description language copyright timeZone authors author icon logo tagAuthority hubs feeds permalink categories redirects gone';
const FEED_KEYS = ['limit', 'bytes', 'content', 'ttl', 'preview'];
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
  const { root, problems: found } = parseYaml(text, SITE_FILE);
  const problems = [...found];
  if (!root) return { problems: problems.length ? problems : [missing('title', 'title: My publication')] };
  const fields = fieldsOf(root, SITE_FILE, problems);
  reportUnknownKeys(fields, KEYS.split(' '));

  const written = fields.url('url');
  if (written === undefined && fields.node('url') === undefined)
    problems.push(missing('url', 'url: https://example.org/'));
  const url = siteUrl(context.url ?? written, context, problems);
  const title = fields.text('title');
  if (title === undefined && fields.node('title')?.kind !== 'list')
    problems.push(missing('title', 'title: My publication'));
  const authors = authorsOf(fields);
  const site: Site = {
    title: title ?? '',
    url,
    description: fields.text('description') ?? '',
    language: checked(fields, 'language', languageOf, 'a language', 'Write a BCP 47 tag such as en or pt-BR.') ?? 'en',
    ...optional('copyright', fields.text('copyright')),
    timeZone:
      checked(fields, 'timeZone', timeZoneOf, 'a time zone', 'Write an IANA name such as Europe/Berlin.') ?? 'UTC',
    authors,
    author: authorsFrom(fields.node('author'), authors, SITE_FILE, problems),
    ...optional('icon', picture(fields, 'icon', url, context.media)),
    ...optional('logo', picture(fields, 'logo', url, context.media)),
    tagAuthority: tagAuthorityOf(fields, written),
    hubs: hubsOf(fields),
    feeds: feedsOf(fields),
    permalink: permalinkFrom(fields),
    categories: categoriesOf(fields),
    redirects: redirectsOf(fields),
    gone: new Set(fields.scalars('gone').map(({ text: path }) => pathOf(path))),
  };
  return problems.some(isError) ? { problems } : { site, problems };
}

/** The problem of a folder without site.yaml. */
export const siteMissing = (): Problem =>
  problem('site-missing', SITE_FILE, START, 'There is no site.yaml.', `Write one with two lines: title: and url:.`);

const missing = (key: string, example: string): Problem =>
  problem('value-invalid', SITE_FILE, START, `The publication has no ${key}.`, `Write ${example}`);

const optional = <K extends string>(key: K, value: string | undefined) =>
  (value ? { [key]: value } : {}) as { [key in K]?: string };

/** Absolute, with a final slash, without query and fragment. */
function siteUrl(address: string | undefined, { url, port }: SiteContext, problems: Problem[]): string {
  const valid = httpUrl(address ?? '');
  if (!valid) {
    const message = `SITE_URL is ${quoted(url ?? '')}, which is not an absolute address.`;
    if (url !== undefined)
      problems.push(problem('value-invalid', SITE_FILE, START, message, 'Set https://example.org/.'));
    return 'http://localhost/';
  }
  const parsed = new URL(valid);
  parsed.search = parsed.hash = '';
  parsed.username = parsed.password = '';
  if (port !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(parsed.hostname)) parsed.port = String(port);
  return parsed.href.replace(/\/*$/, '/');
}

function checked<T>(fields: Fields, key: string, read: (text: string) => T | undefined, kind: string, hint: string) {
  const text = fields.text(key);
  const value = text === undefined ? undefined : read(text);
  if (text !== undefined && value === undefined) {
    fields.report('value-invalid', fields.placeOf(key), `${quoted(text)} is not ${kind}.`, hint);
  }
  return value;
}

const timeZoneOf = (name: string): string | undefined => (isTimeZone(name) ? name : undefined);

function authorsOf(fields: Fields): Map<string, Author> {
  const all = fields.fields('authors');
  return new Map(
    (all?.keys() ?? []).flatMap((key) => {
      const author = all?.fields(key);
      const parsed = author && authorFrom(author, key);
      return parsed ? [[key, parsed] as const] : [];
    }),
  );
}

/** A picture of the publication: a file below content/, or an absolute URL. */
function picture(fields: Fields, key: string, siteUrl: string, media: MediaIndex): string | undefined {
  const text = fields.text(key);
  if (text === undefined) return undefined;
  const remote = httpUrl(text);
  if (remote) return remote;
  const referenced = filesReferenced(text, SITE_FILE);
  const file = referenced.kind === 'paths' && referenced.paths.map((path) => media.get(path)).find(Boolean);
  if (file && mediaTypeOf(file.path)) return urlOf({ url: siteUrl }, mediaPath(file.path));
  const hint = 'Write a path below content/, or an address with https://.';
  fields.report('media-missing', fields.placeOf(key), `There is no picture ${quoted(text)}.`, hint);
  return undefined;
}

/** RFC 4151 §2.1: a domain (or address of e-mail) and a date in which it was ours. Never of SITE_URL. */
function tagAuthorityOf(fields: Fields, url: string | undefined): string {
  const valid = (text: string) => (/^(?:[\w.-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d){0,2}$/i.test(text) ? text : undefined);
  const given = checked(
    fields,
    'tagAuthority',
    valid,
    'a tag authority',
    'Write a domain and a year: example.org,2026.',
  );
  return given ?? `${url ? new URL(url).hostname : 'localhost'},2026`;
}

function hubsOf(fields: Fields): string[] {
  return fields.scalars('hubs').flatMap((scalar) => {
    const hub = httpUrl(scalar.text.trim());
    if (!hub)
      fields.report('value-invalid', scalar, `${quoted(scalar.text)} is not the address of a hub.`, 'Write https://….');
    return hub ?? [];
  });
}

function feedsOf(fields: Fields): FeedSettings {
  const feeds = fields.fields('feeds');
  if (feeds) reportUnknownKeys(feeds, FEED_KEYS);
  const content = feeds && checked(feeds, 'content', contentOf, 'a choice', 'Write content: full or content: summary.');
  return {
    limit: feeds?.count('limit') ?? 30,
    bytes: feeds?.count('bytes') ?? 1_000_000,
    content: content ?? 'full',
    ttl: feeds?.count('ttl') ?? 15,
    preview: feeds?.flag('preview') ?? true,
  };
}

const contentOf = (text: string): 'full' | 'summary' | undefined =>
  text === 'full' || text === 'summary' ? text : undefined;

function permalinkFrom(fields: Fields): string {
  const hint = `Write a path with {slug}, such as ${DEFAULT_PERMALINK} or /{year}/{month}/{slug}/.`;
  return checked(fields, 'permalink', permalinkOf, 'a permalink pattern', hint) ?? DEFAULT_PERMALINK;
}

function permalinkOf(text: string): string | undefined {
  const names = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '');
  const known = names.every((name) => ['slug', 'year', 'month', 'day', 'category'].includes(name));
  const isAddress = /^\/[^/]/.test(text) || httpUrl(text) !== undefined;
  return isAddress && known && names.includes('slug') && !/[?#\\]|\/\.{1,2}(\/|$)/.test(text) ? text : undefined;
}

function categoriesOf(fields: Fields): Map<string, CategorySettings> {
  const all = fields.fields('categories');
  return new Map(
    (all?.keys() ?? []).flatMap((key) => {
      const category = all?.fields(key);
      if (!category) return [];
      reportUnknownKeys(category, ['name', 'description']);
      const description = category.text('description');
      return [[slugOf(key), { name: category.text('name') ?? key, ...(description && { description }) }] as const];
    }),
  );
}

function redirectsOf(fields: Fields): Map<string, string> {
  const all = fields.fields('redirects');
  return new Map(
    (all?.keys() ?? []).flatMap((key) => {
      const to = all?.text(key);
      if (to === undefined) return [];
      if (to.startsWith('/') || httpUrl(to)) return [[pathOf(key), httpUrl(to) ?? pathOf(to)] as const];
      all?.report('value-invalid', all.placeOf(key), `${quoted(to)} is not a path or an address.`, 'Write /new/path/.');
      return [];
    }),
  );
}

const pathOf = (text: string): string => decodePath(text.startsWith('/') ? text : `/${text}`) ?? text;
