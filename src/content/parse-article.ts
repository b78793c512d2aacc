// Parsing an article: its file's bytes become an Article, or the problems that keep it out.

import type { Article, Author, Credit } from '../model/article.ts';
import { articlePath, idOfFile, isReserved } from '../model/paths.ts';
import { isError, type Problem, problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { slugOf } from '../model/slug.ts';
import { oneLine } from '../model/text.ts';
import type { Instant } from '../model/time.ts';
import { authorsFrom } from './authors.ts';
import { parseDate } from './dates-in.ts';
import { type Fields, fieldsOf, quoted } from './fields.ts';
import { parseFrontMatter } from './front-matter.ts';
import { keep, keepShared } from './keep.ts';
import { reportUnknownKeys } from './known-keys.ts';
import { enclosuresFrom, imageFrom, type MediaContext } from './media-in.ts';
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
const KEYS = Object.entries(ALIASES).flatMap(([key, others]) => [key, ...others]);

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
  const { head, problems: found } = parseFrontMatter(text, path);
  if (!head) return { problems: found };
  const problems = [...found];
  const fields = fieldsOf(head, path, problems);
  reportUnknownKeys(fields, KEYS);

  const title = titleFrom(fields);
  const published = dateFrom(fields, 'date', site.timeZone);
  const updated = fields.node(keyOf(fields, 'updated')) && dateFrom(fields, 'updated', site.timeZone);
  if (published !== undefined && updated !== undefined && updated < published) {
    const place = fields.placeOf(keyOf(fields, 'updated'));
    const hint = 'Write the later date, or leave it out.';
    fields.report('updated-before-date', place, 'The article was updated before it was published.', hint);
  }
  const context = { site, media, path };
  const summary = fields.text(keyOf(fields, 'summary'));
  const image = imageFrom(fields, keyOf(fields, 'image'), context);
  const source = creditFrom(fields);
  const canonical = fields.url('canonical');
  const language = languageFrom(fields, 'language');
  const rights = fields.text('rights');
  const id = fields.text('id');
  const authors = authorsFrom(fields.node('authors') ?? fields.node('author'), site.authors, path, problems);
  const article: Article = {
    path: keep(path),
    id: keep(id ?? idOfFile(site.tagAuthority, path)),
    slug: keep(slugOf(fields.text('slug') ?? nameOfFile(path))),
    title: keep(title ?? ''),
    published: published ?? 0,
    ...(updated !== undefined && updated !== published && { updated }),
    draft: fields.flag('draft') === true || fields.flag('published') === false,
    authors: shared(authors.length ? authors : site.author),
    categories: termsFrom(fields, 'categories'),
    tags: termsFrom(fields, 'tags'),
    ...(summary && { summary: keep(summary) }),
    ...(image && { image }),
    enclosures: enclosuresFrom(fields, 'enclosures', context),
    ...(source && { source }),
    related: relatedFrom(fields),
    ...(canonical && { canonical: keep(canonical) }),
    ...(language && language !== site.language && { language: keepShared(language) }),
    ...(rights && { rights: keepShared(rights) }),
  };
  reportReserved(fields, site, article);
  return problems.some(isError) ? { problems } : { article, problems };
}

/** The text of a file; a problem with its place where the bytes are not UTF-8. A byte order mark is left out. */
export function decode(path: string, bytes: Uint8Array): { text?: string; problems: readonly Problem[] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), problems: [] };
  } catch {
    const before = new TextDecoder().decode(bytes).split('\uFFFD', 1)[0] ?? '';
    const lines = before.split('\n');
    const place = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
    const hint = 'Save it as UTF-8.';
    return { problems: [problem('utf8-invalid', path, place, 'The file is not UTF-8 text from here on.', hint)] };
  }
}

/** The key under which a value stands: ours, or another publisher's. */
function keyOf(fields: Fields, key: string): string {
  if (fields.node(key) !== undefined) return key;
  return ALIASES[key]?.find((other) => fields.node(other) !== undefined) ?? key;
}

function titleFrom(fields: Fields): string | undefined {
  const title = fields.text('title');
  if (title === undefined && (fields.node('title')?.kind ?? 'scalar') === 'scalar') {
    fields.report(
      'title-missing',
      fields.placeOf('title'),
      'The article has no title.',
      'Write title: and some words.',
    );
  }
  return title;
}

function dateFrom(fields: Fields, name: 'date' | 'updated', timeZone: string): Instant | undefined {
  const key = keyOf(fields, name);
  const node = fields.node(key);
  const example = 'Write 2026-01-05 or 2026-01-05T09:00:00Z.';
  if (node === undefined) {
    fields.report('date-missing', fields.placeOf(key), 'The article has no date.', example);
    return undefined;
  }
  const text = fields.text(key);
  const instant = text === undefined ? undefined : parseDate(text, timeZone);
  if (text !== undefined && instant === undefined) {
    fields.report('date-invalid', node, `${quoted(text)} is not a date.`, example);
  }
  return instant;
}

/** `garden` of `articles/2026-01-05-garden.md` and of `articles/2026-01-05-garden/index.md`. */
function nameOfFile(path: string): string {
  const parts = path.replace(/\.md$/i, '').split('/');
  if (parts.length > 1 && parts.at(-1)?.toLowerCase() === 'index') parts.pop();
  return (parts.at(-1) ?? '').replace(/^\d{4}-\d{2}-\d{2}-(?=.)/, '');
}

function creditFrom(fields: Fields): Credit | undefined {
  const node = fields.node('source');
  if (node?.kind !== 'mapping') {
    const name = fields.text('source');
    return name ? { name: keepShared(name) } : undefined;
  }
  const mapping = fields.fields('source') as Fields;
  reportUnknownKeys(mapping, ['name', 'url']);
  const url = mapping.url('url');
  const name = mapping.text('name') ?? url;
  return name ? { name: keepShared(name), ...(url && { url: keep(url) }) } : undefined;
}

function languageFrom(fields: Fields, key: string): string | undefined {
  const text = fields.text(key);
  const language = text && languageOf(text);
  if (text && !language) {
    const hint = 'Write a BCP 47 tag such as en, de or pt-BR.';
    fields.report('value-invalid', fields.placeOf(key), `${quoted(text)} is not a language.`, hint);
  }
  return language || undefined;
}

/** The language tag in its usual spelling (BCP 47); nothing where it is none. */
export function languageOf(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

function relatedFrom(fields: Fields): readonly string[] {
  const slugs = fields.scalars('related').map(({ text }) => oneLine(text));
  return slugs.length === 0 ? NONE : slugs.filter((slug) => slug !== '').map((slug) => keep(slugOf(slug)));
}

function reportReserved(fields: Fields, site: Site, article: Article): void {
  const [category] = article.categories;
  const path = articlePath(site, article, category && slugOf(category));
  if (!isReserved(path)) return;
  const hint = 'Give the article another slug.';
  fields.report('address-taken', fields.placeOf('slug'), `Courant needs the address ${path} itself.`, hint);
}

/** Articles by the same people share one list. */
const shared = (authors: readonly Author[]): readonly Author[] => (authors.length === 0 ? NOBODY : authors);

const NONE: readonly string[] = [];
const NOBODY: readonly Author[] = [];
