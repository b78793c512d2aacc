// What aggregators ask of a feed, a row a rule, and what the site and its articles lack of it. docs/aggregators.md is
// made of the rows. The aggregators' own checkers are online only.

import { createDiskFiles } from '../build/disk-files.ts';
import { createFolder } from '../build/folder.ts';
import type { SourceFiles } from '../build/source-files.ts';
import { isInFeeds, isPublic } from '../catalog/public-articles.ts';
import { fieldsOf } from '../content/fields.ts';
import type { KeyName } from '../content/known-keys.ts';
import { placeOfKey } from '../content/parse-article.ts';
import type { Article } from '../model/article.ts';
import { decodePath } from '../model/paths.ts';
import { type Remark, START } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { SITE_FILE } from '../model/source-file.ts';
import { UsageError } from './io.ts';

export const AGGREGATORS = {
  flipboard: 'Flipboard',
  msn: 'MSN',
  google: 'Google',
  smartnews: 'SmartNews',
  apple: 'Apple News',
} as const;

type Aggregator = keyof typeof AGGREGATORS;

/** The site's own feed, as aggregators get it. */
interface Feed {
  readonly site: Site;
  readonly articles: readonly Article[];
  readonly now: number;
  /** The size of a picture that site.yaml names, in pixels; undefined if it is none of the folder's files. */
  readonly sizeOf: (url: string) => { readonly width: number; readonly height: number } | undefined;
}

/** What is there in the place of what is asked for, as `17 characters`; undefined if all is well. */
type Seen = string | undefined;

/** `asks` stands behind "asks for" and "lacks"; the page says so; the key of a head, or of site.yaml, is to be changed. */
type Row<Key, Look> = readonly [code: string, asks: string, page: string, key: Key, look: Look];

/** The day on which the pages were read. */
export const READ = '2026-11-26';

const MSN =
  'https://support.microsoft.com/topic/msn-feed-item-metadata-requirements-0114c19c-36bb-4fef-8322-4a1ed6888329';
const MSN_FEEDS = 'https://helpcenter.microsoftstart.com/kb/feed-specifications';
const FLIPBOARD = 'https://about.flipboard.com/rss-spec/';
const FLIPBOARD_ITEMS = 'https://flipboard.helpshift.com/hc/en/1-flipboard/faq/1023-resubmit-an-rss-feed/';
const SMARTNEWS = 'https://publishers.smartnews.com/hc/en-us/articles/56500436151065';
const GOOGLE = 'https://developers.google.com/search/docs/appearance/structured-data/article';
const GOOGLE_ICON = 'https://developers.google.com/search/docs/appearance/favicon-in-search';
const APPLE = 'https://support.apple.com/guide/news-publisher/apdc2c7520ff/icloud';
const FLATPLAN = 'https://flatplan.io/knowledge-base/technical-requirements';

const MB = 1_000_000;
const DAY = 24 * 60 * 60 * 1000;

const ALL = Number.POSITIVE_INFINITY;

/** A number that is not between two others, with its unit. */
const outside = (value: number, least: number, most: number, unit = ''): Seen =>
  value < least || value > most ? `${Number(value.toFixed(2))} ${unit}`.trim() : undefined;
const unless = (isRight: boolean, seen: string): Seen => (isRight ? undefined : seen);

const characters = (text: string, least: number, most: number) => outside([...text].length, least, most, 'characters');
const title = (least: number, most: number) => (article: Article) => characters(article.title, least, most);
const picture = ({ image }: Article) => unless(image !== undefined, 'none');
const languageOf = (tag: string): string => new Intl.Locale(tag).language;

/** Width or height, or the longer or shorter of both, or their ratio; of a remote picture it may not be known. */
function ofPicture(measure: (width: number, height: number) => number, least: number, most = ALL, unit = 'pixels') {
  return ({ image }: Article): Seen =>
    image?.width && image.height ? outside(measure(image.width, image.height), least, most, unit) : undefined;
}
const wide = (least: number) => ofPicture((width) => width, least);
const longer = (least: number) => ofPicture(Math.max, least);
const shorter = (least: number) => ofPicture(Math.min, least);
const ratio = ofPicture((width, height) => width / height, 0.5, 1.89, '');

const weight = ({ image }: Article) => outside((image?.length ?? 0) / MB, 0, 15, 'MB');
const days = ({ published }: Article, { now }: Feed) => outside((now - published) / DAY, 0, 365, 'days');
const summary = ({ summary }: Article) => (summary === undefined ? undefined : characters(summary, 300, ALL));
const author = ({ authors }: Article) => unless(authors.length > 0, 'only the publication');
const sameLanguage = ({ language }: Article, { site }: Feed) =>
  language && unless(languageOf(language) === languageOf(site.language), language);

export const ARTICLE_RULES: readonly Row<KeyName, (article: Article, feed: Feed) => Seen>[] = [
  ['flipboard-summary-short', 'a summary of 300 characters', FLIPBOARD_ITEMS, 'summary', summary],
  ['flipboard-picture-missing', 'a lead picture', FLIPBOARD, 'image', picture],
  ['flipboard-picture-small', 'a picture of 500 pixels on its shorter side', FLIPBOARD_ITEMS, 'image', shorter(500)],
  ['msn-title-short', 'a title of more than 20 characters', MSN, 'title', title(21, ALL)],
  ['msn-title-long', 'a title of at most 150 characters', MSN, 'title', title(0, 150)],
  ['msn-date-old', 'a date within the last 365 days', MSN, 'date', days],
  ['msn-language-other', 'one language in a feed', MSN_FEEDS, 'language', sameLanguage],
  ['msn-picture-missing', 'a lead picture', MSN_FEEDS, 'image', picture],
  ['msn-picture-small', 'a picture of 720 pixels in width or height', MSN_FEEDS, 'image', longer(720)],
  ['msn-picture-ratio', 'a picture with a ratio of 0.5 to 1.89', MSN_FEEDS, 'image', ratio],
  ['msn-picture-heavy', 'a picture of at most 15 MB', MSN_FEEDS, 'image', weight],
  ['google-picture-missing', 'a lead picture', GOOGLE, 'image', picture],
  ['google-picture-small', 'a picture at least 1200 pixels wide', GOOGLE, 'image', wide(1200)],
  ['google-author-missing', 'an author with a name', GOOGLE, 'authors', author],
  ['apple-title-short', 'a title of at least 15 characters', APPLE, 'title', title(15, ALL)],
  ['apple-title-long', 'a title of at most 60 characters', APPLE, 'title', title(0, 60)],
];

const count = (least: number, most: number) => (feed: Feed) => outside(feed.articles.length, least, most);
const wholeText = ({ site }: Feed) => unless(site.feeds.content === 'full', 'feeds.content: summary');
const hub = ({ site }: Feed) => unless(site.hubs.length > 0, 'none');
const secure = ({ site }: Feed) => unless(site.url.startsWith('https:'), 'http');
const description = ({ site }: Feed) => characters(site.description, 1, 30);
const bytes = ({ site }: Feed) => outside(site.feeds.bytes / MB, 0, 1, 'MB in feeds.bytes');
const region = ({ site }: Feed) => unless(new Intl.Locale(site.language).region !== undefined, site.language);

/** A picture of site.yaml; one elsewhere is not fetched. */
function sitePicture(key: 'icon' | 'logo', isRight: (width: number, height: number) => boolean) {
  return ({ site, sizeOf }: Feed): Seen => {
    const url = site[key];
    if (url === undefined) return 'none';
    const size = sizeOf(url);
    return size && unless(isRight(size.width, size.height), `${size.width} × ${size.height}`);
  };
}
const icon = sitePicture('icon', (width, height) => width === height && width >= 48);
const logo = sitePicture('logo', (width, height) => width === 700 && height === 100);

/** Where links lead if `permalink` is of another site. */
function otherHost({ site: { permalink, url } }: Feed): Seen {
  const { host } = new URL(permalink.replace(/[{}]/g, ''), url);
  return unless(host === new URL(url).host, host);
}

export const SITE_RULES: readonly Row<keyof Site, (feed: Feed) => Seen>[] = [
  ['flipboard-articles-few', '20 articles, best 30', FLIPBOARD_ITEMS, 'feeds', count(20, ALL)],
  ['flipboard-content-short', 'the whole text', FLIPBOARD, 'feeds', wholeText],
  ['flipboard-hub-missing', 'a WebSub hub', FLIPBOARD, 'hubs', hub],
  ['flipboard-link-elsewhere', "links on the feed's own host", FLIPBOARD_ITEMS, 'permalink', otherHost],
  ['msn-address-insecure', 'https', MSN_FEEDS, 'url', secure],
  ['google-icon-small', 'a square icon of at least 48 pixels', GOOGLE_ICON, 'icon', icon],
  ['smartnews-description-long', 'a description of 1 to 30 characters', SMARTNEWS, 'description', description],
  ['smartnews-logo-missing', 'a logo of 700 × 100 pixels', SMARTNEWS, 'logo', logo],
  ['smartnews-feed-large', 'a feed of at most 1 MB', SMARTNEWS, 'feeds', bytes],
  ['smartnews-content-short', 'the whole text', SMARTNEWS, 'feeds', wholeText],
  ['apple-language-broad', 'a language with its region, such as en-US', APPLE, 'language', region],
  ['apple-articles-few', '10 articles', FLATPLAN, 'feeds', count(10, ALL)],
  ['apple-articles-many', 'at most 60 articles', FLATPLAN, 'feeds', count(0, 60)],
];

/**
 * What `--for msn,google` tells of a folder: warnings at their places, and a line each that sums them up, of the articles
 * of the site's own feed. `url` is the address, if not that of site.yaml. Throws if an aggregator is unknown.
 */
export function remarksOf(names: string) {
  const known = Object.keys(AGGREGATORS) as Aggregator[];
  const aggregators = names.split(',').map((name) => {
    const found = known.find((each) => each === name.trim().toLowerCase());
    if (!found) throw new UsageError(`Unknown aggregator "${name.trim()}": --for ${known.join(',')}`);
    return found;
  });
  const isAsked = ([code]: AnyRow) => aggregators.includes(aggregatorOf(code));
  return (content: string, url: string | undefined): { remarks: Remark[]; lines: string[] } => {
    const files = createDiskFiles(content);
    const feed = feedOf(files, url);
    if (!feed) return { remarks: [], lines: [] };
    const { articles } = feed;
    const remarkOn = (path: string, [code, asks, page, key]: AnyRow, seen: Seen): Remark[] => {
      if (seen === undefined) return [];
      const message = `${AGGREGATORS[aggregatorOf(code)]} asks for ${asks}; here: ${seen}.`;
      return [{ code, severity: 'warning', path, ...placeIn(files, path, key), message, hint: `See ${page}` }];
    };
    const remarks = [
      ...SITE_RULES.filter(isAsked).flatMap((rule) => remarkOn(SITE_FILE, rule, rule[4](feed))),
      ...ARTICLE_RULES.filter(isAsked).flatMap((rule) =>
        articles.flatMap((article) => remarkOn(article.path, rule, rule[4](article, feed))),
      ),
    ];
    const lines = aggregators.flatMap((aggregator) => {
      const lacking = [...SITE_RULES, ...ARTICLE_RULES].flatMap(([code, asks]) => {
        const found = remarks.filter((remark) => remark.code === code);
        if (found.length === 0 || aggregatorOf(code) !== aggregator) return [];
        const isSite = found[0]?.path === SITE_FILE;
        const subject = isSite ? 'the site lacks' : `${found.length} of ${articles.length} articles lack`;
        return [`${aggregator}: ${subject} ${asks}.`];
      });
      return lacking.length > 0 ? lacking : [`${aggregator}: nothing is lacking.`];
    });
    return { remarks, lines };
  };
}

type AnyRow = Row<KeyName | keyof Site, unknown>;

const aggregatorOf = (code: string) => code.split('-')[0] as Aggregator;

/** Undefined if there is no site. */
function feedOf(files: SourceFiles, url: string | undefined): Feed | undefined {
  const folder = createFolder(files, { url });
  folder.look();
  const [site, catalog, media, now] = [folder.site(), folder.catalog(), folder.media, Date.now()];
  if (!site) return undefined;
  const shown = catalog.articles.filter((each) => isInFeeds(each, site) && isPublic(each, { catalog, now }));
  const sizeOf: Feed['sizeOf'] = (url) => {
    const file = url.startsWith(site.url) ? media.get(decodePath(url.slice(site.url.length)) ?? '') : undefined;
    return file && media.facts(file);
  };
  return { site, articles: shown.slice(0, site.feeds.limit), now, sizeOf };
}

/** Where a key stands that is to be changed; the first line if the file does not have it. */
function placeIn(files: SourceFiles, path: string, key: KeyName | keyof Site) {
  const file = files.get(path);
  const head = file && files.head(file)?.head;
  if (path !== SITE_FILE) return placeOfKey(path, head, key as KeyName);
  const keys = head && fieldsOf(head, path, []).spotOf(key).keys;
  return head && keys?.length ? head.placeOf(keys, true) : START;
}
