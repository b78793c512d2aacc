// An item of a feed as an article: its words, its dates, its HTML made clean.

import { parseDate } from '../../content/dates-in.ts';
import { languageOf } from '../../content/parse-article.ts';
import type { Site } from '../../model/site.ts';
import { cutAtWord } from '../../model/text.ts';
import type { Instant } from '../../model/time.ts';
import type { NewArticle, NewFile } from '../article-file.ts';
import { dateInZone } from '../local-date.ts';
import { cleanHtmlOf, withoutLeadFigure } from './feed-html.ts';
import { textOfHtml } from './feed-words.ts';
import type { FeedFile, FeedItem } from './imported.ts';

/** An article whose text is still HTML. */
export interface FeedArticle extends Omit<NewArticle, 'body'> {
  readonly published?: Instant | undefined;
  /** Clean, every address absolute but those within the article. */
  readonly html: string;
}

/** The article in an item. `feedLanguage` is that of items that name none. */
export function articleOf(item: FeedItem, feedLanguage: string | undefined, site: Site): FeedArticle {
  const cleaned = cleanHtmlOf(item);
  const { html, figure } = withoutLeadFigure(cleaned, item.picture?.url);
  const published = instantOf(item.published, site) ?? instantOf(item.updated, site);
  const updated = instantOf(item.updated, site);
  const isUpdated = published !== undefined && updated !== undefined && updated > published;
  const { authors, categories, tags, source, canonical, rights } = item;
  return {
    title: item.title ?? titleFrom(cleaned, published, site),
    date: published === undefined ? undefined : dateInZone(published, site.timeZone),
    updated: isUpdated ? dateInZone(updated, site.timeZone) : undefined,
    published,
    authors,
    categories,
    tags: tags.filter((tag) => !categories.includes(tag)),
    summary: summaryOf(item),
    image: item.picture && { ...fileOf(item.picture), caption: item.picture.title, title: undefined, ...figure },
    enclosures: item.files.map(fileOf),
    source,
    canonical,
    language: languageIn(item, feedLanguage, site),
    rights,
    html,
  };
}

/** An excerpt that WordPress has cut out of the text says nothing of its own, nor does the text itself again. */
function summaryOf({ summary }: FeedItem): string | undefined {
  const own = summary?.replace(/\s*The post .{1,300} (?:appeared first|first appeared) on .{1,200}\.$/s, '').trim();
  return !own || own.length > LONGEST_SUMMARY || /\[(?:…|\.\.\.)\]$/.test(own) ? undefined : own;
}

const LONGEST_SUMMARY = 2000; // characters

const fileOf = ({ url: src, ...facts }: FeedFile): NewFile => ({ src, ...facts });

/** The year 1 is Go's word for no date. */
function instantOf(text: string | undefined, site: Site): Instant | undefined {
  const instant = text === undefined ? undefined : (parseDate(text, site.timeZone) ?? Date.parse(text));
  return instant === undefined || Number.isNaN(instant) || instant < Date.UTC(1900) ? undefined : instant;
}

function titleFrom(html: string, published: Instant | undefined, site: Site): string {
  const words = cutAtWord(textOfHtml(html) ?? '', 60);
  return words || (published === undefined ? 'Untitled' : dateInZone(published, site.timeZone).slice(0, 10));
}

/** `en-US` articles need no mark in a publication in `en`. */
function languageIn(item: FeedItem, feedLanguage: string | undefined, site: Site): string | undefined {
  const own = item.language && languageOf(item.language);
  if (own) return own === site.language ? undefined : own;
  const general = feedLanguage && languageOf(feedLanguage);
  const primary = (tag: string) => tag.split('-')[0];
  return general && primary(general) !== primary(site.language) ? general : undefined;
}
