// Sitemaps (https://www.sitemaps.org/protocol.html) of every page, Google's of the news, and the file that names both.

import { everyTerm, kindsOf } from '../catalog/terms.ts';
import { type Element, writeXml } from '../documents/xml.ts';
import { type Article, type Term, updatedAt } from '../model/article.ts';
import { changeOf, newestChange } from '../model/channel.ts';
import {
  FEEDS_PAGE,
  HOME,
  NEWS_SITEMAP,
  permalinkOf,
  ROBOTS,
  SITEMAP,
  sitemapPart,
  TERM_FOLDER,
  termPath,
  urlOf,
} from '../model/paths.ts';
import { type Document, type DocumentResource, polledDocument } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { type Instant, rfc3339 } from '../model/time.ts';
import type { Addressed, Edition } from './edition.ts';

/** The protocol's limit of one file. */
const URLS_PER_SITEMAP = 50_000;

/** https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap: 48 hours, 1,000 articles. */
export const NEWS_LASTS = 48 * 60 * 60 * 1000;
const MAX_NEWS = 1000;

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const NEWS = 'http://www.google.com/schemas/sitemap-news/0.9';

/** An article's page, a term's, or one at a path of its own. */
type Page = Article | Term | string;

type Listed = readonly [url: string, changed?: Instant | undefined];

export function* sitemapsOf(edition: Edition): Iterable<Addressed> {
  const { site, catalog, terms, now, articles, articlesOf } = edition;
  const own = articles.filter(({ canonical }) => canonical === undefined);
  // The oldest articles first, so that of several parts only the last one changes; then every listing.
  const lists = [HOME, ...kindsOf(terms).map((kind) => TERM_FOLDER[kind]), FEEDS_PAGE];
  const pages: readonly Page[] = [...own.toReversed(), ...everyTerm(terms), ...lists];
  const parts = Math.ceil(pages.length / URLS_PER_SITEMAP);

  /** The address of a page, and its last change: of a listing its newest article. */
  function listed(page: Page): Listed {
    if (typeof page === 'string') return [urlOf(site, page), page === HOME ? articles[0]?.published : undefined];
    if ('kind' in page) return [urlOf(site, termPath(page)), articlesOf(page)[0]?.published];
    return [permalinkOf(site, catalog.addressOf(page)), updatedAt(page, now) ?? page.published];
  }

  function part(number: number): DocumentResource {
    const shown = pages.slice((number - 1) * URLS_PER_SITEMAP, number * URLS_PER_SITEMAP);
    return xmlDocument(() => writeSitemap(site, 'urlset', 'url', shown.map(listed)));
  }

  /** The index of the parts. They carry no date: to know it, each would have to be gone through. */
  function index(): DocumentResource {
    const files = Array.from({ length: parts }, (_, place): Listed => [urlOf(site, sitemapPart(place + 1))]);
    return xmlDocument(() => writeSitemap(site, 'sitemapindex', 'sitemap', files));
  }

  yield [ROBOTS, () => polledDocument('text/plain', () => writeRobots(site))];
  yield [NEWS_SITEMAP, () => xmlDocument(() => writeNews(edition, own))];
  yield [SITEMAP, () => (parts === 1 ? part(1) : index())];
  for (let number = 1; parts > 1 && number <= parts; number++) yield [sitemapPart(number), () => part(number)];
}

const xmlDocument = (write: () => Document): DocumentResource => polledDocument('application/xml', write);

function writeSitemap(site: Site, root: string, child: string, listed: readonly Listed[]): Document {
  const updated = listed.reduce((newest, [, changed = newest]) => Math.max(newest, changed), newestChange(site, []));
  const all = listed.map(([loc, changed]) => ({ loc, lastmod: changed === undefined ? undefined : rfc3339(changed) }));
  return { text: writeXml(root, { _attributes: { xmlns: SITEMAPS }, [child]: all }), updated };
}

/** The articles of the last 48 hours; an empty list is allowed. */
function writeNews({ site, now, resolve }: Edition, articles: readonly Article[]): Document {
  const news = articles
    .filter(({ published }) => now - published < NEWS_LASTS)
    .slice(0, MAX_NEWS)
    .map(resolve);
  const url = news.map((article): Element => {
    const language = newsLanguageOf(article.language ?? site.language);
    const item: Element = {
      'news:publication': { 'news:name': site.title, 'news:language': language },
      'news:publication_date': rfc3339(article.published),
      'news:title': article.title,
    };
    return { loc: article.permalink, lastmod: rfc3339(changeOf(article)), 'news:news': item };
  });
  const text = writeXml('urlset', { _attributes: { xmlns: SITEMAPS, 'xmlns:news': NEWS }, url });
  return { text, updated: newestChange(site, news) };
}

/** ISO 639 without a region; Google knows two Chinese ones apart. */
function newsLanguageOf(language: string): string {
  const { language: primary, script } = new Intl.Locale(language).maximize();
  return primary === 'zh' ? (script === 'Hant' ? 'zh-tw' : 'zh-cn') : primary;
}

/** RFC 9309: everything may be read. What machines may do with it is said as https://contentsignals.org has it. */
function writeRobots(site: Site): Document {
  const sitemaps = [SITEMAP, NEWS_SITEMAP].map((path) => `Sitemap: ${urlOf(site, path)}\n`);
  const { search, aiInput, aiTrain } = site.license ?? {};
  const signals = Object.entries({ search, 'ai-input': aiInput, 'ai-train': aiTrain })
    .filter(([, flag]) => flag !== undefined)
    .map(([name, flag]) => `${name}=${flag ? 'yes' : 'no'}`);
  const terms = signals.length > 0 ? `Content-Signal: ${signals.join(', ')}\n` : '';
  return { text: `User-agent: *\n${terms}Disallow:\n\n${sitemaps.join('')}`, updated: newestChange(site, []) };
}
