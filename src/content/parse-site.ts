// Parsing site.yaml: the publication, validated, or the problems that stand in its way.

import type { Author } from '../model/article.ts';
import { type MediaIndex, mediaTypeOf } from '../model/media.ts';
import { mediaPath, urlOf } from '../model/paths.ts';
import { isError, type Problem, problem, START } from '../model/problem.ts';
import { type CategorySettings, type FeedSettings, isLoopback, type License, type Site } from '../model/site.ts';
import { termSlugOf } from '../model/slug.ts';
import { SITE_FILE } from '../model/source-file.ts';
import { oneLine } from '../model/text.ts';
import { type Wording, wording } from '../model/wording.ts';
import { filesReferenced, remoteAddress } from './addresses.ts';
import { authorFrom, authorsFrom } from './authors.ts';
import { isTimeZone } from './dates-in.ts';
import { type Fields, fieldsOf, httpUrl, languageOf, matching, present } from './fields.ts';
import type { ReadHead } from './front-matter.ts';
import { formerFrom, permalinkFrom } from './given-paths.ts';
import { reportUnknownKeys } from './known-keys.ts';
import type { Keys } from './yaml.ts';

const KEYS = (
  'title url description language copyright timeZone authors author icon logo tagAuthority hubs feeds permalink ' +
  'categories redirects gone ignore typography accent license'
).split(' ');
const FEED_KEYS = ['limit', 'bytes', 'content', 'ttl', 'preview', 'languages'];
const LICENSE_KEYS = ['url', 'search', 'ai-input', 'ai-train'];

/** A mistake in one of these is told and left out; the others decide addresses, dates and what is public. */
const DECORATIVE = ['accent', 'license', 'typography', 'authors', 'author', 'icon', 'logo', 'hubs', 'copyright'];

export interface SiteContext {
  readonly media: MediaIndex;
  /** The public address, if it is not the file's: `SITE_URL`. */
  readonly url?: string | undefined;
  /** The port that a `localhost` address follows. */
  readonly port?: number | undefined;
  /** Whether every address is at that port of this machine. */
  readonly drafts?: boolean | undefined;
}

export interface ParsedSite {
  /** undefined if an error stands in the way. */
  readonly site?: Site;
  readonly problems: readonly Problem[];
}

/** The site that site.yaml describes, or the keys that a program gives. */
export function parseSite({ head, problems: found }: ReadHead, context: SiteContext): ParsedSite {
  const problems = [...found];
  if (!head) return { problems };
  const fields = fieldsOf(head, SITE_FILE, problems, weigh);
  reportUnknownKeys(fields, KEYS);

  reportBlank(fields, 'title', 'My publication');
  const title = fields.text('title');
  reportBlank(fields, 'url', 'https://example.org/');
  const written = fields.url('url');
  const url = siteUrl(context.url ?? written, context, problems);
  const pictureFrom = (from: Fields, key: string) => pictureAt(from, key, url, context.media);
  const authors = mapOf<Author>(fields, 'authors', (key, given) => {
    const author = authorFrom(given, key, () => pictureFrom(given, 'avatar'));
    return author && [key, author];
  });
  const permalink = permalinkFrom(fields);
  const site: Site = {
    title: title ?? '',
    url,
    description: fields.text('description') ?? '',
    language: fields.checked('language', 'a language', languageOf) ?? 'en',
    timeZone: fields.checked('timeZone', 'a time zone', (name) => (isTimeZone(name) ? name : undefined)) ?? 'UTC',
    authors,
    author: authorsFrom(fields, 'author', authors),
    tagAuthority: tagAuthorityOf(fields, written),
    hubs: context.drafts ? [] : fields.list('hubs', 'the address of a hub', httpUrl),
    feeds: feedsOf(fields),
    permalink,
    categories: categoriesOf(fields),
    ...formerFrom(fields, { url, permalink }),
    ignore: fields.words('ignore').map(({ text }) => text),
    typography: fields.flag('typography') ?? true,
    ...present({
      copyright: fields.text('copyright'),
      icon: pictureFrom(fields, 'icon'),
      logo: pictureFrom(fields, 'logo'),
      accent: fields.checked('accent', 'a colour', matching(COLOUR)),
      license: licenseFrom(fields),
    }),
  };
  reportLocalAuthority(fields, site);
  return problems.some(isError) ? { problems } : { site, problems };
}

const weigh = (words: Wording, [key = '']: Keys): Wording =>
  /^value-(?:invalid|missing)$/.test(words.code) && !DECORATIVE.includes(String(key).toLowerCase())
    ? { ...words, code: 'site-invalid', severity: 'error' }
    : words;

/** The problem of a folder without site.yaml. */
export const siteMissing = (): Problem => problem(SITE_FILE, START, wording('site-missing'));

function reportBlank(fields: Fields, key: string, example: string): void {
  const value = fields.value(key) ?? '';
  if (typeof value === 'string' && oneLine(value) === '')
    fields.report(key, wording('value-missing/site', key, example));
}

/** Absolute, with a final slash, without query and fragment. */
function siteUrl(address: string | undefined, { url, port, drafts }: SiteContext, problems: Problem[]): string {
  const valid = httpUrl(address ?? '');
  if (!valid) {
    if (url !== undefined) problems.push(problem(SITE_FILE, START, wording('site-invalid', url)));
    return 'http://localhost/';
  }
  const parsed = new URL(valid);
  parsed.search = parsed.hash = parsed.username = parsed.password = '';
  if (drafts) [parsed.protocol, parsed.hostname, parsed.port] = ['http:', 'localhost', String(port)];
  if (url === undefined && port !== undefined && isLoopback(parsed.hostname)) parsed.port = String(port);
  return parsed.href.replace(/(?<!\/)\/*$/, '/');
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
  const remote = remoteAddress(text, { site: { url: siteUrl }, media });
  if (remote) return remote;
  const { paths } = filesReferenced(text, SITE_FILE);
  const file = paths.map((path) => media.get(path)).find(Boolean);
  if (file && mediaTypeOf(file.path)) return urlOf({ url: siteUrl }, mediaPath(file.path));
  fields.report(key, wording('media-missing/site', text));
  return undefined;
}

/** RFC 4151 §2.1: a domain (or address of e-mail) and a date in which it was ours. Never of SITE_URL. */
function tagAuthorityOf(fields: Fields, url: string | undefined): string {
  const given = fields.checked('tagAuthority', 'a domain and a year', matching(AUTHORITY));
  return given ?? `${url ? new URL(url).hostname : 'localhost'},2026`;
}

const AUTHORITY = /^(?:[\w.-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d){0,2}$/i;

/**
 * Readers know an article by its id: two sites tried on a computer would have the same ones. A name below localhost, such as
 * `courant new` makes, is one site's own.
 */
function reportLocalAuthority(fields: Fields, { tagAuthority, url }: Site): void {
  const [host = ''] = tagAuthority.replace(/^.*@/, '').split(',');
  const { hostname } = new URL(url);
  if (!isLoopback(host) || isLoopback(hostname)) return;
  const key = fields.value('tagAuthority') === undefined ? 'url' : 'tagAuthority';
  fields.report(key, wording('tag-authority-local', tagAuthority, hostname));
}

function feedsOf(fields: Fields): FeedSettings {
  const feeds = fields.fields('feeds');
  if (feeds) reportUnknownKeys(feeds, FEED_KEYS);
  const content = feeds?.checked('content', 'full or summary', extentOf);
  return {
    limit: feeds?.count('limit', 30) ?? 30,
    bytes: feeds?.count('bytes', 1_000_000) ?? 1_000_000,
    content: content ?? 'full',
    ttl: feeds?.count('ttl', 15) ?? 15,
    preview: feeds?.flag('preview') ?? true,
    languages: feeds?.list('languages', 'a language', languageOf) ?? [],
  };
}

const extentOf = (text: string) => (['full', 'summary'] as const).find((each) => each === text);

function licenseFrom(fields: Fields): License | undefined {
  const given = fields.fields('license');
  if (!given) return undefined;
  reportUnknownKeys(given, LICENSE_KEYS);
  const [search, aiInput, aiTrain] = ['search', 'ai-input', 'ai-train'].map((key) => given.flag(key));
  return present({ url: given.url('url'), search, aiInput, aiTrain });
}

function categoriesOf(fields: Fields): Map<string, CategorySettings> {
  return mapOf(fields, 'categories', (key, category) => {
    reportUnknownKeys(category, ['name', 'description']);
    const name = category.text('name') ?? key;
    return name === ''
      ? undefined
      : [termSlugOf(key), { name, ...present({ description: category.text('description') }) }];
  });
}

/** A colour that cannot be anything else in a stylesheet. */
const COLOUR =
  /^(?:#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})|[a-z]{3,30}|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\d.,%/ a-z-]{1,60}\))$/i;
