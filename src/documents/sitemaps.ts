// Sitemaps (https://www.sitemaps.org/protocol.html), Google's sitemap of news, and the file that names both.

import type { PublicArticle } from '../model/article.ts';
import { changeOf, newestChange } from '../model/channel.ts';
import { NEWS_SITEMAP, SITEMAP, sitemapPart, urlOf } from '../model/paths.ts';
import type { Document } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { type Instant, rfc3339 } from '../model/time.ts';
import { type Element, text, writeXml } from './xml.ts';

/** The protocol's limit of one file. */
export const URLS_PER_SITEMAP = 50_000;

/** https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap: 48 hours, 1,000 articles. */
export const NEWS_LASTS = 48 * 60 * 60 * 1000;
export const NEWS_AT_MOST = 1000;

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** A page, or a part of the sitemap, and its last change. */
export interface Listed {
  /** Absolute. */
  readonly url: string;
  readonly changed?: Instant | undefined;
}

export function writeSitemap(site: Site, pages: readonly Listed[]): Document {
  return writeList(site, 'urlset', 'url', pages);
}

/** The index of a sitemap of so many parts. Parts carry no date: to know it, each would have to be gone through. */
export function writeSitemapIndex(site: Site, parts: number): Document {
  const files = Array.from({ length: parts }, (_, index) => ({ url: urlOf(site, sitemapPart(index + 1)) }));
  return writeList(site, 'sitemapindex', 'sitemap', files);
}

function writeList(site: Site, root: string, child: string, listed: readonly Listed[]): Document {
  const elements = listed.map(({ url, changed }) => ({
    loc: text(url),
    lastmod: text(changed === undefined ? undefined : rfc3339(changed)),
  }));
  const oldest = newestChange(site, []);
  const updated = listed.reduce((newest, { changed }) => Math.max(newest, changed ?? newest), oldest);
  return { text: writeXml(root, { _attributes: { xmlns: SITEMAPS }, [child]: elements }), updated };
}

/** The articles of the last 48 hours; an empty list is allowed. */
export function writeNewsSitemap(site: Site, articles: readonly PublicArticle[]): Document {
  const urls = articles.map((article) => {
    const language = newsLanguageOf(article.language ?? site.language);
    const news: Element = {
      'news:publication': { 'news:name': text(site.title), 'news:language': text(language) },
      'news:publication_date': text(rfc3339(article.published)),
      'news:title': text(article.title),
    };
    return { loc: text(article.permalink), lastmod: text(rfc3339(changeOf(article))), 'news:news': news };
  });
  const namespaces = { xmlns: SITEMAPS, 'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9' };
  const document = writeXml('urlset', { _attributes: namespaces, url: urls });
  return { text: document, updated: newestChange(site, articles) };
}

/** ISO 639 without a region; Google knows two Chinese ones apart. */
function newsLanguageOf(language: string): string {
  const { language: primary, script } = new Intl.Locale(language).maximize();
  return primary === 'zh' ? (script === 'Hant' ? 'zh-tw' : 'zh-cn') : primary;
}

/** RFC 9309: everything may be read. What machines may do with it is said as https://contentsignals.org has it. */
export function writeRobots(site: Site): Document {
  const sitemaps = [SITEMAP, NEWS_SITEMAP].map((path) => `Sitemap: ${urlOf(site, path)}\n`);
  const { search, aiInput, aiTrain } = site.license ?? {};
  const signals = Object.entries({ search, 'ai-input': aiInput, 'ai-train': aiTrain })
    .filter(([, flag]) => flag !== undefined)
    .map(([name, flag]) => `${name}=${flag ? 'yes' : 'no'}`);
  const terms = signals.length > 0 ? `Content-Signal: ${signals.join(', ')}\n` : '';
  return { text: `User-agent: *\n${terms}Disallow:\n\n${sitemaps.join('')}`, updated: newestChange(site, []) };
}
