// Parsing an article: its file's bytes become an Article, or the problems that keep it out.

import type { Article, ArticlePlaces, Credit } from '../model/article.ts';
import { articlePath, idAsUri, idOfFile, isReserved } from '../model/paths.ts';
import { isError, type Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { slugOf } from '../model/slug.ts';
import { oneLine } from '../model/text.ts';
import { type Instant, localTimeOf } from '../model/time.ts';
import { authorsFrom } from './authors.ts';
import { isDayAlone, parseDate } from './dates-in.ts';
import { type Fields, fieldsOf, isMapping, quoted } from './fields.ts';
import { parseFrontMatter } from './front-matter.ts';
import { keepShared } from './keep.ts';
import { reportUnknownKeys } from './known-keys.ts';
import { enclosuresFrom, imageFrom, type MediaContext } from './media-in.ts';
import { roughPlace } from './rough-place.ts';
import { termsFrom } from './terms-in.ts';

/** Our keys, each with those of other publishers that mean the same. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  title: [],
  date: ['pubDate', 'publishDate'],
  updated: ['lastmod', 'updatedDate', 'last_modified_at'],
  slug: [],
  id: [],
  author: [],
  authors: [],
  categories: [],
  tags: [],
  summary: ['description'],
  image: ['heroImage', 'cover'],
  enclosures: [],
  source: [],
  related: [],
  canonical: [],
  language: [],
  rights: [],
  draft: [],
  published: [],
};
const KEYS = new Set(Object.entries(ALIASES).flatMap(([key, others]) => [key, ...others]));

export interface ArticleContext extends Pick<MediaContext, 'media'> {
  readonly site: Site;
}

export interface ParsedArticle {
  /** Nothing where an error keeps it out. */
  readonly article?: Article;
  readonly problems: readonly Problem[];
}

/** The article in the text of the file at `path`, below content/. */
export function parseArticle(path: string, text: string, { site, media }: ArticleContext): ParsedArticle {
  const { head, headText, problems: found } = parseFrontMatter(text, path);
  if (!head) return { problems: found };
  const problems = [...found];
  const fields = fieldsOf(head, path, problems);
  reportUnknownKeys(fields, KEYS);

  const title = titleFrom(fields);
  const published = dateFrom(fields, 'date', site.timeZone);
  const updated = updatedFrom(fields, published, site.timeZone);
  const context = { site, media, path };
  const summary = fields.text(keyOf(fields, 'summary'));
  const image = imageFrom(fields, keyOf(fields, 'image'), context);
  const source = creditFrom(fields);
  const canonical = fields.url('canonical');
  const language = languageFrom(fields, 'language');
  const rights = fields.text('rights');
  const id = fields.text('id');
  const slug = fields.text('slug');
  const uri = id && idAsUri(site.tagAuthority, id);
  const related = relatedFrom(fields);
  const places = placesOf(fields, headText, related);
  const authors = authorsFrom(fields, fields.value('authors') === undefined ? 'author' : 'authors', site.authors);
  const article: Writable<Article> = {
    path,
    id: id === undefined ? idOfFile(site.tagAuthority, path) : id,
    slug: slugOf(slug ?? nameOfFile(path)),
    title: title ?? '',
    published: published ?? 0,
    draft: fields.flag('draft') === true || fields.flag('published') === false,
    authors: authors.length > 0 ? authors : site.author,
    categories: termsFrom(fields, 'categories'),
    tags: termsFrom(fields, 'tags'),
    enclosures: enclosuresFrom(fields, 'enclosures', context),
    related: related.map(slugOf),
  };
  if (id === undefined) article.isIdMade = true;
  if (uri && uri !== id) article.idAsUri = uri;
  if (updated !== undefined && updated !== published) article.updated = updated;
  if (summary) article.summary = summary;
  if (image) article.image = image;
  if (source) article.source = source;
  if (canonical) article.canonical = canonical;
  if (language && language !== site.language) article.language = keepShared(language);
  if (rights) article.rights = keepShared(rights);
  if (places) article.places = places;
  reportReserved(fields, site, article);
  return problems.some(isError) ? { problems } : { article, problems };
}

/** The key under which a value stands: ours, or another publisher's. */
function keyOf(fields: Fields, key: string): string {
  if (fields.value(key) !== undefined) return key;
  return ALIASES[key]?.find((other) => fields.value(other) !== undefined) ?? key;
}

function titleFrom(fields: Fields): string | undefined {
  const title = fields.text('title');
  if (title === undefined && isBlank(fields, 'title')) {
    const hint = 'Write title: and some words.';
    fields.report('title-missing', fields.spotOf('title'), 'The article has no title.', hint);
  }
  return title;
}

function dateFrom(fields: Fields, name: 'date' | 'updated', timeZone: string): Instant | undefined {
  const key = keyOf(fields, name);
  const text = fields.text(key);
  if (text === undefined) {
    if (name === 'date' && isBlank(fields, key)) {
      const hint = 'Write date: 2026-01-05 or date: 2026-01-05T09:00:00Z.';
      fields.report('date-missing', fields.spotOf(key), 'The article has no date.', hint);
    }
    return undefined;
  }
  const instant = parseDate(text, timeZone);
  if (instant === undefined) {
    const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
    const isNoDay = day !== undefined && parseDate(day, 'UTC') === undefined;
    const message = isNoDay ? `There is no day ${day}.` : `${quoted(text)} is not a date.`;
    fields.report('date-invalid', fields.spotOf(key), message, 'Write 2026-01-05 or 2026-01-05T09:00:00Z.');
  }
  return instant;
}

/** Nothing where it is the day of the date, without a time: Hugo's `lastmod` is often written so. */
function updatedFrom(fields: Fields, published: Instant | undefined, timeZone: string): Instant | undefined {
  const key = keyOf(fields, 'updated');
  const updated = fields.value(key) === undefined ? undefined : dateFrom(fields, 'updated', timeZone);
  if (published === undefined || updated === undefined || updated >= published) return updated;
  const [day, first] = [localTimeOf(updated, timeZone), localTimeOf(published, timeZone)];
  const isSameDay = day.year === first.year && day.month === first.month && day.day === first.day;
  if (isSameDay && isDayAlone(fields.text(key) ?? '')) return undefined;
  const hint = 'Write the later date, or leave it out.';
  fields.report('updated-before-date', fields.spotOf(key), 'The article was updated before it was published.', hint);
  return updated;
}

/** Nothing is written, or nothing that can be seen; what is of another kind has been reported. */
const isBlank = (fields: Fields, key: string): boolean => typeof (fields.value(key) ?? '') === 'string';

/** `garden` of `articles/2026-01-05-garden.md` and of `articles/2026-01-05-garden/index.md`. */
function nameOfFile(path: string): string {
  const isIndex = path.endsWith('/index.md');
  const end = isIndex ? path.length - '/index.md'.length : path.length;
  const name = path.slice(path.lastIndexOf('/', end - 1) + 1, end);
  return (isIndex ? name : name.replace(/\.md$/i, '')).replace(/^\d{4}-\d{2}-\d{2}-(?=.)/, '');
}

const CREDIT_KEYS = new Set(['name', 'url']);

function creditFrom(fields: Fields): Credit | undefined {
  if (!isMapping(fields.value('source'))) {
    const name = fields.text('source');
    return name ? { name: keepShared(name) } : undefined;
  }
  const mapping = fields.fields('source') as Fields;
  reportUnknownKeys(mapping, CREDIT_KEYS);
  const url = mapping.url('url');
  const name = mapping.text('name') ?? url;
  if (name === undefined && mapping.value('url') === undefined) {
    mapping.report('value-missing', mapping.spotOf('name'), 'The source has no name.', 'Write name: Example Times.');
  }
  return name ? { name: keepShared(name), ...(url && { url }) } : undefined;
}

/** The language under a key. */
export const languageFrom = (fields: Fields, key: string): string | undefined =>
  fields.checked(key, 'a language', 'Write its code, such as en, de or pt-BR.', languageOf);

/** The language tag in its usual spelling (BCP 47); nothing where it is none. */
export function languageOf(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

const relatedFrom = (fields: Fields): readonly string[] =>
  fields.words('related').flatMap(({ text }) => oneLine(text) || []);

/** Of what another file may contradict; undefined if nothing is given. */
function placesOf(fields: Fields, head: string, related: readonly string[]): ArticlePlaces | undefined {
  const [id, slug] = [fields.value('id'), fields.value('slug')];
  if (id === undefined && slug === undefined && related.length === 0) return undefined;
  return {
    ...(id !== undefined && { id: roughPlace(head, ['id']) }),
    ...(slug !== undefined && { slug: roughPlace(head, ['slug']) }),
    ...(related.length > 0 && { related: related.map((text) => roughPlace(head, ['related'], text)) }),
  };
}

function reportReserved(fields: Fields, site: Site, article: Article): void {
  const [category] = article.categories;
  const path = articlePath(site, article, category && slugOf(category));
  if (!isReserved(path)) return;
  const hint = 'Give the article another slug.';
  fields.report('address-taken', fields.spotOf('slug'), `Courant needs the address ${path} itself.`, hint);
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
